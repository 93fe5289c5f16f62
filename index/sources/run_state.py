"""What one run has seen of the sources, in temporary tables to save memory."""

from __future__ import annotations

import os
import sqlite3
from pathlib import Path

from ..scan import FoundFile

__all__ = ["Queue", "RunState"]


class RunState:
    """Which sources exist, as far as this run has looked."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self._db = db
        self._db.executescript(
            """
            CREATE TEMP TABLE IF NOT EXISTS seen (
                path TEXT PRIMARY KEY, read INTEGER NOT NULL
            ) WITHOUT ROWID;
            CREATE TEMP TABLE IF NOT EXISTS kept (
                prefix TEXT PRIMARY KEY
            ) WITHOUT ROWID;
            DELETE FROM seen;
            DELETE FROM kept;
            """
        )

    def see(self, path: str) -> None:
        """Note that a source exists, in this run."""
        self._db.execute("INSERT OR IGNORE INTO seen VALUES (?, 0)", (path,))

    def keep_below(self, prefix: str) -> None:
        """Note that nothing can be said of the sources at or below a path."""
        self._db.execute("INSERT OR IGNORE INTO kept VALUES (?)", (prefix,))

    def queue(self) -> Queue:
        """Return an empty queue of sources to read."""
        return Queue(self._db)

    def mark_read(self, path: str) -> None:
        """Note that a source is being read, in this run."""
        self._db.execute("UPDATE seen SET read = 1 WHERE path = ?", (path,))

    def unread(self) -> tuple[int, int, list[tuple[str, str]]]:
        """Return what the sources hold that were seen but needed no reading.

        Returns:
            How many articles, how many duplicates, and the path and reason of
            every one that failed when it was last read.
        """
        unread = "FROM source s JOIN seen ON seen.path = s.path AND NOT seen.read"
        (articles,) = self._db.execute(
            f"SELECT count(*) {unread} JOIN article ON article.source = s.id"
        ).fetchone()
        (duplicates,) = self._db.execute(
            f"SELECT count(*) {unread} JOIN duplicate ON duplicate.source = s.id"
        ).fetchone()
        failures = self._db.execute(
            f"SELECT s.path, reason {unread} WHERE status = 'failed' ORDER BY s.path"
        ).fetchall()
        return articles, duplicates, failures

    def vanished(self, root: str) -> list[str]:
        """Return the known sources at or below a path that were not seen."""
        below = root.rstrip("/") + "/"
        return [
            row[0]
            for row in self._db.execute(
                # "0" follows "/" in ASCII: all the paths that begin with `below`
                "SELECT path FROM source"
                " WHERE (path = :root OR (path >= :below AND path < :after))"
                " AND path NOT IN (SELECT path FROM seen)"
                " AND NOT EXISTS (SELECT 1 FROM kept WHERE path = prefix"
                "  OR substr(path, 1, length(prefix) + 1) = prefix || '/')"
                " ORDER BY path",
                {"root": root, "below": below, "after": below[:-1] + "0"},
            )
        ]


class Queue:
    """Sources to read, first in first out, each at most once at a time."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self._db = db
        self._db.executescript(
            """
            CREATE TEMP TABLE IF NOT EXISTS todo (
                number INTEGER PRIMARY KEY, path TEXT UNIQUE, options TEXT,
                file BLOB, size INTEGER, mtime_ns INTEGER, ctime_ns INTEGER
            );
            DELETE FROM todo;
            """
        )

    def append(self, path: str, options: str, found: FoundFile) -> bool:
        """Add a source and how to read it; false if it waits already."""
        file = os.fsencode(found.path)
        added = self._db.execute(
            "INSERT OR IGNORE INTO todo VALUES (NULL, ?, ?, ?, ?, ?, ?)",
            (path, options, file, found.size, found.mtime_ns, found.ctime_ns),
        )
        return added.rowcount > 0

    def pop(self) -> tuple[str, str, FoundFile] | None:
        """Take the source that waits longest, or ``None``."""
        row = self._db.execute(
            "DELETE FROM todo WHERE number = (SELECT min(number) FROM todo)"
            " RETURNING path, options, file, size, mtime_ns, ctime_ns"
        ).fetchone()
        if row is None:
            return None
        return row[0], row[1], FoundFile(Path(os.fsdecode(row[2])), *row[3:])

    def __len__(self) -> int:
        return int(self._db.execute("SELECT count(*) FROM todo").fetchone()[0])
