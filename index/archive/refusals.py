"""Articles that the index could not take: where they were read, that they failed."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass

from ..cleaning.printable import printable

__all__ = ["Place", "Refusals"]


@dataclass(frozen=True, slots=True)
class Place:
    """Where an article was read: the source by number and path, and where in it."""

    source: int
    path: str
    position: str


class Refusals:
    """What an index refused, noted in the archive."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self._db = db

    def refuse(self, article_id: str) -> Place | None:
        """Note that the index lacks an article; return where it was read.

        Its source may be unchanged when it is read again; the article then counts as
        changed, so that the index is offered it again. ``None`` if it is gone.
        """
        self._db.execute(
            "UPDATE article SET fingerprint = x'' WHERE id = ?", (article_id,)
        )
        row = self._db.execute(
            "SELECT source.id, path, position FROM article"
            " JOIN source ON source.id = article.source WHERE article.id = ?",
            (article_id,),
        ).fetchone()
        return Place(*row) if row else None

    def note_failure(self, place: Place, reason: str) -> str:
        """Mark a source that was read to its end as failed; return why, all in all."""
        told = f"{place.position}: {reason}" if place.position else reason
        (known,) = self._db.execute(
            "SELECT reason FROM source WHERE id = ?", (place.source,)
        ).fetchone()
        if told not in known:
            known = printable(f"{known}; {told}" if known else told)
        self._db.execute(
            "UPDATE source SET status = 'failed', digest = x'', reason = ?"
            " WHERE id = ?",
            (known, place.source),
        )
        return str(known)
