"""Articles as the archive has them, by what tells one from another."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from typing import Final

from ..outcome import SourcePass

__all__ = ["Row", "Rows"]

_ROW: Final = "SELECT id, source, pass, digest, fingerprint FROM article"


@dataclass(frozen=True, slots=True)
class Row:
    """An article: whose it is, and what changes when it does.

    Attributes:
        number: of the pass of its source that saw it last.
    """

    id: str
    source: int
    number: int
    digest: bytes
    fingerprint: bytes

    def unseen_in(self, reading: SourcePass) -> bool:
        """Return whether it is this source's, from an earlier pass only."""
        return self.source == reading.source and self.number != reading.number


class Rows:
    """The articles of one archive."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self._db = db

    def with_id(self, article_id: str) -> Row | None:
        """Return the article with an id."""
        row = self._db.execute(f"{_ROW} WHERE id = ?", (article_id,)).fetchone()
        return Row(*row) if row else None

    def only_one(self, reading: SourcePass) -> Row | None:
        """Return the one article an earlier pass of a source left, if it is one."""
        rows = self._db.execute(
            f"{_ROW} WHERE source = ? LIMIT 2", (reading.source,)
        ).fetchall()
        row = Row(*rows[0]) if len(rows) == 1 else None
        return row if row and row.unseen_in(reading) else None

    def with_digest(self, digest: bytes) -> list[Row]:
        """Return the articles with some content, the one known longest first."""
        rows = self._db.execute(f"{_ROW} WHERE digest = ? ORDER BY revision", (digest,))
        return [Row(*row) for row in rows]

    def position(self, article_id: str) -> str:
        """Return where in its source an article is."""
        (position,) = self._db.execute(
            "SELECT position FROM article WHERE id = ?", (article_id,)
        ).fetchone()
        return str(position)
