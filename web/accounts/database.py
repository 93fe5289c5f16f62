"""The file of accounts: people, sessions and tokens, in SQLite.

Every change is one transaction. Secrets are never in it: of a password there is what
:mod:`web.accounts.passwords` makes of it, of a session or a token a digest of its key,
so whoever reads the file can sign in as nobody.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final
from urllib.parse import quote

from search.errors import AccountsUnreadable
from search.files import make_private

from ..config import ACCOUNTS_FILE

__all__ = ["AccountsDatabase", "is_made", "open_database"]

_FORMAT: Final = 1
_SECONDS: Final = 5.0
"""How long to wait for another who is writing."""

_SCHEMA: Final = """
CREATE TABLE users (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE COLLATE NOCASE,
    password TEXT,  -- what is made of it; NULL where a proxy says who somebody is
    role TEXT NOT NULL,
    email TEXT NOT NULL DEFAULT '',
    disabled INTEGER NOT NULL DEFAULT 0,
    made REAL NOT NULL
);
CREATE TABLE sessions (
    digest BLOB PRIMARY KEY,  -- of the key that the browser has
    user INTEGER NOT NULL REFERENCES users (id),
    made REAL NOT NULL,
    seen REAL NOT NULL,
    agent TEXT NOT NULL
) WITHOUT ROWID;
CREATE INDEX sessions_of ON sessions (user);
CREATE TABLE tokens (
    id TEXT PRIMARY KEY,
    digest BLOB NOT NULL UNIQUE,
    user INTEGER NOT NULL REFERENCES users (id),
    name TEXT NOT NULL,
    role TEXT NOT NULL,
    made REAL NOT NULL,
    used REAL
);
CREATE TABLE memberships (
    user INTEGER NOT NULL REFERENCES users (id),
    "group" TEXT NOT NULL,
    PRIMARY KEY (user, "group")
) WITHOUT ROWID;
CREATE TABLE collections (
    name TEXT PRIMARY KEY,
    sources TEXT NOT NULL,  -- JSON lists
    folders TEXT NOT NULL,
    groups TEXT NOT NULL
) WITHOUT ROWID;
CREATE TABLE failures (
    what TEXT PRIMARY KEY,  -- a name from a network, a name, a network
    count INTEGER NOT NULL,
    last REAL NOT NULL
);
"""


@dataclass(frozen=True, slots=True)
class AccountsDatabase:
    """Opens the file of accounts; a connection for each reading and each change.

    Attributes:
        folder: the data folder.
    """

    folder: Path

    @property
    def file(self) -> Path:
        """The file itself."""
        return self.folder / ACCOUNTS_FILE

    def exists(self) -> bool:
        """Tell whether there ever was an account here."""
        return self.file.exists()

    @contextmanager
    def reading(self) -> Iterator[sqlite3.Connection]:
        """Yield a connection to read with.

        Raises:
            AccountsUnreadable: if there is no file, or it is none of ours.
        """
        with _refusals(), closing(self._connect()) as connection:
            _check_format(connection)
            yield connection

    @contextmanager
    def writing(self) -> Iterator[sqlite3.Connection]:
        """Yield a connection that alone writes; what it does is committed as one.

        The file is made if there is none.

        Raises:
            AccountsUnreadable: if it cannot be written; then nothing is changed.
        """
        with _refusals():
            make_private(self.file)
            with closing(self._connect()) as connection:
                connection.execute("BEGIN IMMEDIATE")
                if not is_made(connection):
                    _make(connection)
                _check_format(connection)
                yield connection
                connection.execute("COMMIT")

    def _connect(self) -> sqlite3.Connection:
        connection = open_database(self.file, _SECONDS)
        connection.row_factory = sqlite3.Row
        connection.execute("PRAGMA foreign_keys = ON")
        return connection


def open_database(path: Path, seconds: float) -> sqlite3.Connection:
    """Open a small database that is there; transactions are the caller's.

    Args:
        seconds: how long to wait for another who is writing.

    Raises:
        sqlite3.Error: if it is not there, or no database.
    """
    address = f"file:{quote(str(path.absolute()))}?mode=rw"
    connection = sqlite3.connect(
        address, uri=True, timeout=seconds, isolation_level=None
    )
    try:
        connection.execute("PRAGMA synchronous = FULL")
    except BaseException:  # the file is no database, say
        connection.close()
        raise
    return connection


def is_made(connection: sqlite3.Connection) -> bool:
    """Return whether a database has tables, or is as empty as it was made."""
    return bool(connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0])


@contextmanager
def _refusals() -> Iterator[None]:
    try:
        yield
    except (sqlite3.DatabaseError, OSError) as error:
        raise _unreadable(str(error)) from error


def _unreadable(why: str) -> AccountsUnreadable:
    return AccountsUnreadable(
        f"the file {ACCOUNTS_FILE} in the data folder cannot be used: {why}; "
        "repair it, or bring back a backup"
    )


def _make(connection: sqlite3.Connection) -> None:
    for statement in _SCHEMA.split(";\n"):
        connection.execute(statement)
    connection.execute(f"PRAGMA user_version = {_FORMAT:d}")


def _check_format(connection: sqlite3.Connection) -> None:
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    if version != _FORMAT:
        raise _unreadable(f"its format is {version}, not {_FORMAT}")
