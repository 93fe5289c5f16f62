"""The files of archives (ZIP): which need not be read again."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping

from ..outcome import SourcePass
from ..records import holders

__all__ = ["Members"]


class Members:
    """What is known of the files of archives, by their place."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self._db = db

    def known(self, path: str, options: str) -> dict[str, bytes]:
        """Return the stamps of files of an archive that need not be read again.

        Those were read without fault, with the same options, and hold no article that
        is kept for another source, and nothing that takes an article back.
        """
        rows = self._db.execute(
            "SELECT place, stamp FROM member JOIN source ON source.id = source"
            " WHERE path = ? AND options = ?",
            (path, options),
        ).fetchall()
        known = dict(rows)
        if known:
            others = self._db.execute(
                "SELECT position FROM (SELECT source, position FROM duplicate"
                " UNION SELECT source, position FROM withdrawal)"
                " JOIN source ON source.id = source WHERE path = ?",
                (path,),
            )
            for (position,) in others:
                for place in holders(position):
                    known.pop(place, None)
        return known

    def keep(self, reading: SourcePass, place: str) -> int:
        """Note that a file is unchanged; return how many articles it holds."""
        return sum(
            self._db.execute(
                "UPDATE article SET pass = ? WHERE source = ?"
                " AND position >= ? AND position < ?",
                (reading.number, reading.source, first, after),
            ).rowcount
            # itself, its records, and the files in it: "-" follows ",", "0" follows "/"
            for first, after in (
                (place, f"{place}\0"),
                (f"{place},", f"{place}-"),
                (f"{place}/", f"{place}0"),
            )
        )

    def note(self, source: int, stamps: Mapping[str, bytes]) -> None:
        """Replace what is known of the files of a source."""
        self._db.execute("DELETE FROM member WHERE source = ?", (source,))
        self._db.executemany(
            "INSERT INTO member VALUES (?, ?, ?)",
            ((source, place, stamp) for place, stamp in stamps.items()),
        )
