"""The file that keeps saved searches: one SQLite database in the data folder.

A change is one transaction. It is on the disk before anybody is told that it is done;
if the process is killed while writing, the file is as it was. Only one process writes
at a time, and the others wait a moment. A damaged file is never written over.

A file of before searches had owners is read as it is: all of them are everybody's. The
first change adds the columns.

Before version 0.2 saved searches were kept as JSON. The first change after an update
takes them over, and keeps that file under another name; see :mod:`web.saved.json_file`.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Final

from search.files import make_private

from ..accounts.database import is_made, open_database
from . import errors, json_file
from .keeping import Searches, Store
from .record import SavedSearch, read_fields, write_fields

__all__ = ["FILE_NAME", "SearchStore"]

FILE_NAME: Final = "saved-searches.sqlite"

_FORMAT: Final = 2
_WITHOUT_OWNERS: Final = 1
"""The format of before searches had owners."""
_SECONDS: Final = 5.0
"""How long to wait for another who is writing."""
_MOST_PAGES: Final = 262_144
"""Pages of 4 KB that the file may have: 1 GB; 500 searches need 80 MB."""

_SCHEMA: Final = """
CREATE TABLE searches (
    number INTEGER PRIMARY KEY,  -- in the order they were saved
    id TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL,
    search TEXT NOT NULL,
    saved TEXT NOT NULL,
    looked TEXT NOT NULL,
    total INTEGER NOT NULL,
    "index" TEXT NOT NULL,
    deleted TEXT,
    articles BLOB,  -- those it had when it was looked at; NULL if there were too many
    owner INTEGER NOT NULL DEFAULT 0,
    shared INTEGER NOT NULL DEFAULT 1
)
"""
_UPGRADE: Final = (
    "ALTER TABLE searches ADD COLUMN owner INTEGER NOT NULL DEFAULT 0",
    "ALTER TABLE searches ADD COLUMN shared INTEGER NOT NULL DEFAULT 1",
    f"PRAGMA user_version = {_FORMAT:d}",
)
_OLD: Final = ("id", "name", "search", "saved", "looked", "total", "index", "deleted")
_COLUMNS: Final = (*_OLD, "owner", "shared")
_LIST: Final = ", ".join(f'"{name}"' for name in _COLUMNS)


@dataclass(frozen=True, slots=True)
class SearchStore:
    """Where saved searches are kept.

    Attributes:
        folder: the data folder; it is made when something is first saved.
        read_only: whether nobody may change them by way of the page.
    """

    folder: Path
    read_only: bool

    @property
    def file(self) -> Path:
        """The file itself."""
        return self.folder / FILE_NAME

    def for_reading(self) -> SearchStore:
        """See :meth:`.Store.for_reading`."""
        return replace(self, read_only=True)

    def may_change(self, search: SavedSearch) -> bool:
        """See :meth:`.Store.may_change`."""
        return not self.read_only

    def read(self) -> Searches:
        """See :meth:`.Store.read`."""
        with self._reading() as connection:
            if connection:
                return _read(connection)
        return json_file.read(self.folder)

    def articles_of(self, search_id: str) -> bytes | None:
        """See :meth:`.Store.articles_of`."""
        with self._reading() as connection:
            if connection:
                row = connection.execute(
                    "SELECT articles FROM searches WHERE id = ?", (search_id,)
                ).fetchone()
                return row[0] if row else None
        return json_file.read_articles(self.folder, search_id)

    def change(
        self,
        change: Callable[[Searches], Searches],
        articles: Mapping[str, bytes | None] | None = None,
    ) -> Searches:
        """See :meth:`.Store.change`; ``change`` is called once."""
        if self.read_only:
            raise errors.read_only()
        with self._writing() as connection:
            before = _read(connection)
            after = change(before)
            _write(connection, before, after)
            for search_id, packed in (articles or {}).items():
                connection.execute(
                    "UPDATE searches SET articles = ? WHERE id = ?", (packed, search_id)
                )
        json_file.set_aside(self.folder)
        return after

    @contextmanager
    def _reading(self) -> Iterator[sqlite3.Connection | None]:
        """A connection to the file; ``None`` if nothing was ever written to it."""
        if not self.file.exists():
            yield None
            return
        try:
            with closing(open_database(self.file, _SECONDS)) as connection:
                made = is_made(connection)
                if made:
                    _check_format(connection)
                yield connection if made else None
        except sqlite3.Error as error:
            raise errors.unreadable(FILE_NAME, str(error)) from error

    @contextmanager
    def _writing(self) -> Iterator[sqlite3.Connection]:
        """Be the only one who writes, of all threads and processes; then commit."""
        try:
            make_private(self.file)
            with closing(open_database(self.file, _SECONDS)) as connection:
                connection.execute(f"PRAGMA max_page_count = {_MOST_PAGES:d}")
                connection.execute("BEGIN IMMEDIATE")
                if not is_made(connection):
                    self._make(connection)
                if _check_format(connection) == _WITHOUT_OWNERS:
                    for statement in _UPGRADE:
                        connection.execute(statement)
                yield connection
                connection.execute("COMMIT")
        except sqlite3.DatabaseError as error:
            raise errors.unwritable(FILE_NAME, error) from error
        except OSError as error:
            raise errors.unwritable(FILE_NAME, error) from error

    def _make(self, connection: sqlite3.Connection) -> None:
        """Make the table, with what an earlier version kept as JSON."""
        connection.execute(_SCHEMA)
        connection.execute(f"PRAGMA user_version = {_FORMAT:d}")
        found = json_file.read(self.folder)
        _write(connection, (), found)
        for one in found:
            connection.execute(
                "UPDATE searches SET articles = ? WHERE id = ?",
                (json_file.read_articles(self.folder, one.id), one.id),
            )


def _check_format(connection: sqlite3.Connection) -> int:
    """Refuse the file of another version; return the format of one that is known.

    Raises:
        SavedError: if it is one.
    """
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    if version not in (_WITHOUT_OWNERS, _FORMAT):
        raise errors.unreadable(FILE_NAME, f"its format is {version}, not {_FORMAT}")
    return int(version)


def _read(connection: sqlite3.Connection) -> Searches:
    columns = _OLD if _check_format(connection) == _WITHOUT_OWNERS else _COLUMNS
    listed = ", ".join(f'"{name}"' for name in columns)
    rows = connection.execute(f"SELECT {listed} FROM searches ORDER BY number")
    try:
        return tuple(
            read_fields(_fields(dict(zip(columns, row, strict=True)))) for row in rows
        )
    except ValueError as error:
        raise errors.unreadable(FILE_NAME, str(error)) from error


def _fields(row: dict[str, Any]) -> dict[str, Any]:
    """The fields of a row: SQLite has no truth values."""
    return row | {"shared": bool(row.get("shared", True))}


def _write(connection: sqlite3.Connection, before: Searches, after: Searches) -> None:
    """Write what is other than before; new searches come after all others."""
    known = {one.id: one for one in before}
    for gone in known.keys() - {one.id for one in after}:
        connection.execute("DELETE FROM searches WHERE id = ?", (gone,))
    for one in after:
        if one.id not in known:
            values = _values(one)
            marks = ", ".join("?" * len(values))
            connection.execute(
                f"INSERT INTO searches ({_LIST}) VALUES ({marks})", values
            )
        elif one != known[one.id]:
            sets = ", ".join(f'"{name}" = ?' for name in _COLUMNS)
            connection.execute(
                f"UPDATE searches SET {sets} WHERE id = ?", (*_values(one), one.id)
            )


def _values(one: SavedSearch) -> list[Any]:
    fields = write_fields(one)
    return [fields.get(name) for name in _COLUMNS]


_: type[Store] = SearchStore
