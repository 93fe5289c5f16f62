"""The vectors of the archive's articles: which are missing, and keeping them.

They are in a file of their own, ``meaning.sqlite``, since they are made afterwards,
take long and can be made again. A row says by the fingerprint of the article what it
was made of. So nothing has to be noted of how far a run came, and an index or the
archive itself may be made anew without losing a vector. Servers read the file meanwhile
(:mod:`search.ranking.meaning.vectors`).
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from search.files import make_private
from search.model import codec as stored
from search.model.article import Article
from search.ranking.meaning.encoders import ENCODERS
from search.ranking.meaning.vectors import FILE_NAME, FORMAT, SCHEMA, StoredVector
from search.storage import storage_trouble

from ..errors import ArchiveError
from .archive import Archive

__all__ = ["Unencoded", "VectorStore", "open_vectors"]

_AT_ONCE: Final = 1_000
"""Articles whose vectors are looked for at once."""


@dataclass(frozen=True, slots=True)
class Unencoded:
    """An article without a vector, and the fingerprint it will be kept under."""

    article: Article
    fingerprint: bytes


class VectorStore:
    """The vectors of one data folder, to be written by one process.

    Attributes:
        path: their file.
    """

    def __init__(self, db: sqlite3.Connection, path: Path) -> None:
        self._db = db
        self.path = path

    def count_missing(self, archive: Archive) -> int:
        """Return how many articles have no vector of what they say now."""
        return sum(len(ids) for ids in self._missing(archive))

    def counts(self) -> dict[str, int]:
        """Return how many vectors each encoder made."""
        rows = self._db.execute("SELECT encoder, count(*) FROM vector GROUP BY 1")
        return dict(rows.fetchall())

    def missing(self, archive: Archive) -> Iterator[Unencoded]:
        """Yield these articles; vectors put meanwhile do not matter."""
        for ids in self._missing(archive):
            for article_id in ids:
                row = archive.db.execute(
                    "SELECT article, fingerprint FROM article WHERE id = ?",
                    (article_id,),
                ).fetchone()
                if row is not None:  # else removed in this moment
                    yield Unencoded(stored.load_article(row[0]), row[1])

    def put(self, one: Unencoded, vector: StoredVector) -> None:
        """Keep the vector of an article, instead of any before."""
        self._db.execute(
            "INSERT OR REPLACE INTO vector VALUES (?, ?, ?, ?)",
            (one.article.id, one.fingerprint, vector.encoder, vector.numbers),
        )

    def drop_others(self, archive: Archive) -> int:
        """Remove vectors of articles that an archive lacks; return how many."""
        dropped = 0
        for ids in _in_turns(self._db, "vector", "article"):
            last = (ids[0], ids[-1])
            kept = archive.db.execute(
                "SELECT id FROM article WHERE id BETWEEN ? AND ?", last
            )
            gone = set(ids).difference(row[0] for row in kept)
            self._db.executemany(
                "DELETE FROM vector WHERE article = ?", [(one,) for one in gone]
            )
            dropped += len(gone)
        return dropped

    def commit(self) -> None:
        """Make every change since the last commit durable.

        Raises:
            ArchiveError: if the disk refuses it.
        """
        try:
            self._db.commit()
        except sqlite3.Error as error:
            raise _failure(self.path, error) from error

    def close(self) -> None:
        """Close, dropping what was not committed."""
        self._db.close()

    def _missing(self, archive: Archive) -> Iterator[list[str]]:
        for ids in _in_turns(archive.db, "article", "id"):
            last = (ids[0], ids[-1])
            made = self._db.execute(
                "SELECT article, fingerprint, encoder FROM vector"
                " WHERE article BETWEEN ? AND ?",
                last,
            )
            held = {row[0]: row[1] for row in made if row[2] in ENCODERS}
            now = archive.db.execute(
                "SELECT id, fingerprint FROM article WHERE id BETWEEN ? AND ?", last
            )
            yield [one for one, mark in now if held.get(one) != mark]


def _in_turns(db: sqlite3.Connection, table: str, column: str) -> Iterator[list[str]]:
    """Yield all values of a key in order, some at a time, holding no cursor open."""
    after = ""
    while True:
        rows = db.execute(
            f"SELECT {column} FROM {table} WHERE {column} > ?"
            f" ORDER BY {column} LIMIT {_AT_ONCE}",
            (after,),
        ).fetchall()
        if not rows:
            return
        yield [row[0] for row in rows]
        after = rows[-1][0]


def open_vectors(folder: Path, *, begin: bool = False) -> VectorStore:
    """Open the vectors in a data folder.

    Args:
        begin: begin with none where there is no file, or one in another format.

    Raises:
        ArchiveError: if the file cannot be used.
    """
    path = folder / FILE_NAME
    try:
        if begin:
            make_private(path)
        db = sqlite3.connect(path, timeout=30)
        try:
            if db.execute("PRAGMA user_version").fetchone()[0] != FORMAT:
                if not begin:
                    raise ArchiveError(
                        f"the vectors in {path} are of another version of dateline; "
                        "make them again: dateline meaning"
                    )
                db.executescript(
                    f"BEGIN IMMEDIATE; DROP TABLE IF EXISTS vector; {SCHEMA}"
                    f" PRAGMA user_version = {FORMAT}; COMMIT;"
                )
        except BaseException:
            db.close()
            raise
    except (sqlite3.Error, OSError) as error:
        raise _failure(path, error) from error
    return VectorStore(db, path)


def _failure(path: Path, error: Exception) -> ArchiveError:
    return ArchiveError(
        storage_trouble(error, path)
        or f"the vectors in {path} cannot be used: {error}; remove the file, and make "
        "them again with: dateline meaning"
    )
