"""The file of kept articles: one SQLite database in the data folder.

A change is one transaction, and is on the disk before anybody is told that it is done.
Only its owner may read the file. Articles are named by their ids, which a reindex does
not change; one that is removed from the archive stays here.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final

from search.files import make_private

from ...accounts.database import is_made, open_database
from . import errors
from .record import KeptArticle, read_fields, write_fields

__all__ = ["FILE_NAME", "KEPT_DAYS", "MOST_KEPT", "KeptStore"]

FILE_NAME: Final = "kept-articles.sqlite"

MOST_KEPT: Final = 10_000
"""Articles that one person may keep."""

KEPT_DAYS: Final = 30
"""Days for which what was taken off can be put back."""

_FORMAT: Final = 1
_SECONDS: Final = 5.0
"""How long to wait for another who is writing."""

_SCHEMA: Final = """
CREATE TABLE kept (
    owner INTEGER NOT NULL,
    article TEXT NOT NULL,
    starred INTEGER NOT NULL,
    tags TEXT NOT NULL,  -- a JSON list
    note TEXT NOT NULL,
    shared INTEGER NOT NULL,
    title TEXT NOT NULL,
    source TEXT NOT NULL,
    published TEXT NOT NULL,
    url TEXT NOT NULL,
    added TEXT NOT NULL,
    changed TEXT NOT NULL,
    deleted TEXT,
    PRIMARY KEY (owner, article)
) WITHOUT ROWID;
CREATE INDEX kept_article ON kept (article) WHERE shared;
"""
_COLUMNS: Final = (
    *("article", "starred", "tags", "note", "shared", "title", "source"),
    *("published", "url", "added", "changed", "deleted"),
)
_LIST: Final = ", ".join(("owner", *_COLUMNS))

Change = Callable[[KeptArticle | None], KeptArticle | None]
"""Makes of what is kept of an article what is kept from now on; ``None`` is nothing."""


@dataclass(frozen=True, slots=True)
class KeptStore:
    """Where kept articles are.

    Attributes:
        folder: the data folder; it is made when something is first kept.
        read_only: whether nobody may change anything by way of the page.
    """

    folder: Path
    read_only: bool

    @property
    def file(self) -> Path:
        """The file itself."""
        return self.folder / FILE_NAME

    def of(self, owner: int) -> tuple[KeptArticle, ...]:
        """Return all that somebody keeps or deleted of late, the last added first.

        Raises:
            SavedError: if it cannot be read.
        """
        return self._found("owner = ? ORDER BY added DESC, article", owner)

    def get(self, owner: int, article: str) -> KeptArticle | None:
        """Return what somebody keeps of an article, if they do."""
        found = self._found(
            "owner = ? AND article = ? AND deleted IS NULL", owner, article
        )
        return found[0] if found else None

    def starred(self, owner: int, articles: Iterable[str]) -> frozenset[str]:
        """Return which of some articles somebody has starred."""
        ids = json.dumps(list(articles))
        found = self._found(
            "owner = ? AND starred AND deleted IS NULL"
            " AND article IN (SELECT value FROM json_each(?))",
            *(owner, ids),
        )
        return frozenset(one.article for one in found)

    def shared(self, besides: int, article: str = "") -> tuple[KeptArticle, ...]:
        """Return what others share, of one article or of all, the last added first.

        Args:
            besides: whose own are left out; so are those of nobody.
        """
        return self._found(
            "shared AND deleted IS NULL AND owner NOT IN (0, ?)"
            " AND ifnull(nullif(?, ''), article) = article"
            " ORDER BY added DESC, owner, article",
            *(besides, article),
        )

    def change(
        self, owner: int, article: str, change: Change, now: datetime
    ) -> KeptArticle | None:
        """Change what somebody keeps of an article, in one step.

        Raises:
            SavedError: if it may not or cannot be changed; then nothing is.
        """
        long_ago = (now - timedelta(days=KEPT_DAYS)).isoformat()
        with self._writing() as connection:
            rows = connection.execute(
                f"SELECT {_LIST} FROM kept WHERE owner = ? AND article = ?",
                (owner, article),
            )
            row = rows.fetchone()
            before = _read(row) if row else None
            after = change(before)
            if after and not after.deleted and (before is None or before.deleted):
                _check_room(connection, owner)
            connection.execute(
                "DELETE FROM kept WHERE owner = ? AND deleted < ?", (owner, long_ago)
            )
            _put(connection, owner, article, after)
            return after

    def change_all(
        self,
        owner: int,
        change: Callable[[tuple[KeptArticle, ...]], Iterable[KeptArticle]],
    ) -> None:
        """Replace all that somebody keeps by what ``change`` makes of it, in one step.

        Raises:
            SavedError: if it may not or cannot be changed; then nothing is.
        """
        with self._writing() as connection:
            rows = connection.execute(
                f"SELECT {_LIST} FROM kept WHERE owner = ?", (owner,)
            )
            before = tuple(map(_read, rows.fetchall()))
            after = list(change(before))
            connection.execute("DELETE FROM kept WHERE owner = ?", (owner,))
            for one in after:
                _put(connection, owner, one.article, one)

    def _found(self, where: str, *values: object) -> tuple[KeptArticle, ...]:
        if not self.file.exists():
            return ()
        try:
            with closing(open_database(self.file, _SECONDS)) as connection:
                if not is_made(connection):
                    return ()
                _check_format(connection)
                query = f"SELECT {_LIST} FROM kept WHERE {where}"
                return tuple(map(_read, connection.execute(query, values)))
        except sqlite3.Error as error:
            raise errors.unreadable(FILE_NAME, str(error)) from error

    @contextmanager
    def _writing(self) -> Iterator[sqlite3.Connection]:
        """Be the only one who writes, of all threads and processes; then commit."""
        if self.read_only:
            raise errors.read_only()
        try:
            make_private(self.file)
            with closing(open_database(self.file, _SECONDS)) as connection:
                connection.execute("BEGIN IMMEDIATE")
                if not is_made(connection):
                    for statement in _SCHEMA.split(";\n"):
                        connection.execute(statement)
                    connection.execute(f"PRAGMA user_version = {_FORMAT:d}")
                _check_format(connection)
                yield connection
                connection.execute("COMMIT")
        except (sqlite3.DatabaseError, OSError) as error:
            raise errors.unwritable(FILE_NAME, error) from error


def _check_format(connection: sqlite3.Connection) -> None:
    """Refuse the file of another version.

    Raises:
        SavedError: if it is one.
    """
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    if version != _FORMAT:
        raise errors.unreadable(FILE_NAME, f"its format is {version}, not {_FORMAT}")


def _check_room(connection: sqlite3.Connection, owner: int) -> None:
    """Refuse one article too many.

    Raises:
        SavedError: if it is one.
    """
    (number,) = connection.execute(
        "SELECT count(*) FROM kept WHERE owner = ? AND deleted IS NULL", (owner,)
    ).fetchone()
    if number >= MOST_KEPT:
        raise errors.too_many(MOST_KEPT)


def _read(row: tuple[object, ...]) -> KeptArticle:
    owner, *values = row
    fields = dict(zip(_COLUMNS, values, strict=True))
    try:
        fields["tags"] = json.loads(str(fields["tags"]))
        fields |= {name: bool(fields[name]) for name in ("starred", "shared")}
        assert isinstance(owner, int)
        return read_fields(fields, owner)
    except (ValueError, AssertionError) as error:
        raise errors.unreadable(FILE_NAME, str(error)) from error


def _put(
    connection: sqlite3.Connection, owner: int, article: str, kept: KeptArticle | None
) -> None:
    if kept is None:
        connection.execute(
            "DELETE FROM kept WHERE owner = ? AND article = ?", (owner, article)
        )
        return
    fields = write_fields(kept) | {"tags": json.dumps(kept.tags)}
    marks = ", ".join("?" * (1 + len(_COLUMNS)))
    values = [fields.get(name) for name in _COLUMNS]
    connection.execute(
        f"INSERT OR REPLACE INTO kept ({_LIST}) VALUES ({marks})", (owner, *values)
    )
