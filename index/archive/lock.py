"""One writing process for one data folder, whatever becomes of it."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from ..errors import ArchiveError

__all__ = ["writing"]


@contextmanager
def writing(data: Path) -> Iterator[None]:
    """Be the one process that writes to a data folder.

    The lock is SQLite's on a file of its own: it works on every system and goes
    with the process that holds it, even a killed one.

    Raises:
        ArchiveError: if another process is writing, or the folder is unusable.
    """
    try:
        data.mkdir(parents=True, exist_ok=True)
        connection = sqlite3.connect(data / "lock", timeout=0, isolation_level=None)
    except (OSError, sqlite3.Error) as error:
        raise ArchiveError(f"the data folder {data} cannot be used: {error}") from error
    with closing(connection):
        try:
            connection.execute("BEGIN EXCLUSIVE")
        except sqlite3.Error as error:
            raise ArchiveError(_explained(data, error)) from error
        yield


def _explained(data: Path, error: sqlite3.Error) -> str:
    if "locked" in str(error):
        return f"another dateline is writing to {data}; wait for it to end"
    if error.sqlite_errorcode in (sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR_WRITE):
        return f"the data folder {data} cannot be written: {error}; free some space"
    return (
        f"the lock in {data} cannot be used ({error}); "
        "remove the file named lock in it and try again"
    )
