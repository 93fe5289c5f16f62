"""Reading the file of a dictionary, which is replaced as a whole while it is read."""

from __future__ import annotations

import sqlite3
import threading
import weakref
from collections.abc import Callable
from pathlib import Path
from typing import Any

__all__ = ["DictionaryReader"]


class DictionaryReader:
    """The tables of one file, always those of the newest of its name; for any thread.

    Args:
        path: where it is put by one rename, if there is one.
        form: what its table ``about`` calls its format; another one is not read.
    """

    def __init__(self, path: Path, form: int) -> None:
        self._path = path
        self._form = form
        self._lock = threading.Lock()
        self._db: sqlite3.Connection | None = None
        self._close: Callable[[], object] | None = None
        self._seen = ""

    def state(self) -> str:
        """Return the name of the state it is in; "" where there is none."""
        try:
            stat = self._path.stat()
        except OSError:
            return ""
        return f"{stat.st_mtime_ns}.{stat.st_ino}"

    def close(self) -> None:
        """Free the file; it is opened again when needed."""
        with self._lock:
            self._drop()

    def rows(self, sql: str, *values: object) -> list[Any]:
        """Return what it answers; nothing where there is none, or a broken one."""
        with self._lock:
            try:
                db = self._newest()
                return db.execute(sql, values).fetchall() if db else []
            except (sqlite3.Error, OSError, UnicodeError):  # a lone surrogate
                return []

    def _newest(self) -> sqlite3.Connection | None:
        seen = self.state()
        if not seen:
            return None
        if seen != self._seen or self._db is None:
            self._drop()
            address = f"{self._path.absolute().as_uri()}?mode=ro&immutable=1"
            db = sqlite3.connect(address, uri=True, check_same_thread=False)
            # whatever happens to the file or to us, it is closed
            self._close = weakref.finalize(self, db.close)
            ((form,),) = db.execute("SELECT value FROM about WHERE key = 'format'")
            self._seen = seen
            if form == self._form:
                self._db = db
            else:
                self._close()
        return self._db

    def _drop(self) -> None:
        if self._close is not None:
            self._close()
        self._db = None
        self._seen = ""
