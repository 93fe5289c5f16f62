"""Versions of an article: the latest stands, and what its publisher took back is gone.

Versions come in any order and from any source. Each source that holds another version
than the one that stands is noted as one that holds it too, so that it is read again
when what stands is gone. What an item takes back is gone as long as that item is there.
"""

from __future__ import annotations

import datetime
import sqlite3
from dataclasses import dataclass

from ..outcome import Prepared, SourcePass
from ..records import Edition, Status

__all__ = ["Editions", "Order", "is_later"]


@dataclass(frozen=True, slots=True)
class Order:
    """What tells which of two versions is the later one.

    Attributes:
        digest: of the content; decides between two that are the same in all else, so
            that the same one stands in whatever order they come.
    """

    number: str = ""
    revised: str = ""
    digest: bytes = b""

    @classmethod
    def of(cls, edition: Edition, digest: bytes = b"") -> Order:
        """Return that of an edition."""
        return cls(edition.number, edition.revised, digest)

    @property
    def is_told(self) -> bool:
        """Whether the source says anything of it."""
        return bool(self.number or self.revised)


def is_later(one: Order, other: Order) -> bool:
    """Return whether a version is later than another: by number, time, content.

    Numbers with points count part by part. Where one of the two lacks a number, the
    times decide; a version that says nothing of itself comes before one that does.
    """
    if one.is_told != other.is_told:
        return one.is_told
    numbers = _parts(one.number), _parts(other.number)
    if all(numbers) and numbers[0] != numbers[1]:
        return numbers[0] > numbers[1]
    times = _moment(one.revised), _moment(other.revised)
    if times[0] is not None and times[1] is not None and times[0] != times[1]:
        return times[0] > times[1]
    return one.digest > other.digest


def _parts(number: str) -> list[int]:
    parts = number.split(".")
    plain = all(part.isdecimal() and len(part) < 20 for part in parts)
    return [int(part) for part in parts] if plain else []


def _moment(written: str) -> datetime.datetime | None:
    try:
        found = datetime.datetime.fromisoformat(written)
    except ValueError:
        return None
    return found if found.tzinfo else found.replace(tzinfo=datetime.UTC)


class Editions:
    """The versions in one archive."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self._db = db

    def standing(self, article_id: str) -> Order:
        """Return the version of an article that stands."""
        row = self._db.execute(
            "SELECT number, revised, digest FROM edition WHERE article = ?",
            (article_id,),
        ).fetchone()
        return Order(*row) if row else Order()

    def note(self, article_id: str, read: Prepared) -> None:
        """Note the version of an article that now stands."""
        if read.edition.guid:
            self._db.execute(
                "INSERT OR REPLACE INTO edition VALUES (?, ?, ?, ?)",
                (article_id, read.edition.number, read.edition.revised, read.digest),
            )

    def is_withdrawn(self, reading: SourcePass, read: Prepared) -> bool:
        """Return whether an item takes this version of an article back.

        One of the same source counts only if this pass has seen it.
        """
        rows = self._db.execute(
            "SELECT number, revised FROM withdrawal WHERE article = ?"
            " AND (source != ? OR pass = ?)",
            (read.article.id, reading.source, reading.number),
        ).fetchall()
        return any(_takes_back(Order(*row), Order.of(read.edition)) for row in rows)

    def withdraw(self, reading: SourcePass, position: str, read: Prepared) -> bool:
        """Note an item that takes an article back.

        Returns:
            Whether it takes back the version that stands, if one does.
        """
        edition = read.edition
        assert edition.status is not Status.USABLE
        self._db.execute(
            "INSERT OR REPLACE INTO withdrawal VALUES (?, ?, ?, ?, ?, ?)",
            (
                reading.source,
                position,
                reading.number,
                read.article.id,
                edition.number,
                edition.revised,
            ),
        )
        return _takes_back(Order.of(edition), self.standing(read.article.id))

    def end(self, source: int, number: int = 0) -> list[str]:
        """Forget the items that a pass of a source has not seen.

        Args:
            number: of the pass; none has the number 0.

        Returns:
            The articles that they took back.
        """
        rows = self._db.execute(
            "DELETE FROM withdrawal WHERE source = ? AND pass != ? RETURNING article",
            (source, number),
        ).fetchall()
        return [article for (article,) in rows]


def _takes_back(withdrawal: Order, version: Order) -> bool:
    """Whether an item takes back a version: its own, and all before.

    One that says nothing of its version takes back all.
    """
    if not withdrawal.is_told:
        return True
    bare = Order(version.number, version.revised)
    return not is_later(bare, withdrawal)
