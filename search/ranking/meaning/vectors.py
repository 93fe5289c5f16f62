"""The vectors of articles, as they are kept: ``meaning.sqlite`` in the data folder.

One row an article. A vector is kept in bytes, which costs nothing: what the cosine is
rounded by is far below what tells one hit from the next. The file is written by
``dateline meaning`` while servers read it; without it, or where it cannot be read,
there are no vectors, and hits are ordered by their words.
"""

from __future__ import annotations

import sqlite3
import threading
import weakref
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, Protocol

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

__all__ = [
    "FILE_NAME",
    "FORMAT",
    "SCHEMA",
    "TEXT_READ",
    "StoredVector",
    "VectorFile",
    "Vectors",
    "cosine",
    "in_bytes",
    "meant_text",
]

FILE_NAME: Final = "meaning.sqlite"

FORMAT: Final = 1
"""Raised when vectors are made of other parts of a text, or kept otherwise."""

SCHEMA: Final = """
CREATE TABLE vector (
    article TEXT PRIMARY KEY,
    fingerprint BLOB NOT NULL,      -- of the article it was made of
    encoder TEXT NOT NULL,
    numbers BLOB NOT NULL           -- signed bytes; its length means nothing
) STRICT, WITHOUT ROWID;
"""

TEXT_READ: Final = 3_000
"""Characters of an article that an encoder is given; it reads fewer."""

_AT_ONCE: Final = 500
"""Articles looked up in one statement."""

_WAIT: Final = 1.0
"""Seconds that a reader waits for a commit to end; one takes some milliseconds."""


@dataclass(frozen=True, slots=True)
class StoredVector:
    """The vector of an article, and the encoder that made it."""

    encoder: str
    numbers: bytes


class Vectors(Protocol):
    """The vectors of articles, whoever keeps them; for any thread."""

    def state(self) -> str:
        """Return the name of the state they are in; "" where there are none."""
        ...

    def of(self, ids: Iterable[str]) -> dict[str, StoredVector]:
        """Return the vectors of articles, by id, of those that have one."""
        ...


def meant_text(title: str, body: str) -> str:
    """Return what of an article is encoded: its title and the beginning of its text."""
    return f"{title}. {body}"[:TEXT_READ] if title else body[:TEXT_READ]


def cosine(one: StoredVector, other: StoredVector) -> float | None:
    """Return how near two articles are; ``None`` if other encoders made the vectors."""
    import numpy as np

    if one.encoder != other.encoder or len(one.numbers) != len(other.numbers):
        return None
    first, second = (
        np.frombuffer(each.numbers, dtype=np.int8).astype(np.float32)
        for each in (one, other)
    )
    lengths = float(np.linalg.norm(first) * np.linalg.norm(second))
    return float(first @ second) / lengths if lengths else None


def in_bytes(vector: NDArray[np.float32]) -> bytes:
    """Return a vector in signed bytes, its largest number as 127."""
    import numpy as np

    largest = float(np.abs(vector).max()) or 1.0
    return np.round(vector * (127 / largest)).astype(np.int8).tobytes()


class VectorFile:
    """The vectors in a data folder, always the newest; for any thread.

    Args:
        folder: the data folder, in which there may be none.
    """

    def __init__(self, folder: Path) -> None:
        self._path = folder / FILE_NAME
        self._lock = threading.Lock()
        self._db: sqlite3.Connection | None = None
        self._close: Callable[[], object] | None = None
        self._inode = 0
        self._known = ("", "")

    def state(self) -> str:
        """See :meth:`.Vectors.state`."""
        try:
            stat = self._path.stat()
        except OSError:
            return ""
        seen = f"{stat.st_mtime_ns}.{stat.st_ino}.{stat.st_size}"
        before, state = self._known
        if seen != before:
            state = seen if self._rows("SELECT 1 FROM vector LIMIT 1") else ""
            self._known = (seen, state)
        return state

    def of(self, ids: Iterable[str]) -> dict[str, StoredVector]:
        """See :meth:`.Vectors.of`."""
        each = list(dict.fromkeys(ids))
        found: dict[str, StoredVector] = {}
        for at in range(0, len(each), _AT_ONCE):
            some = each[at : at + _AT_ONCE]
            marks = ",".join("?" * len(some))
            rows = self._rows(
                "SELECT article, encoder, numbers FROM vector"
                f" WHERE article IN ({marks})",
                *some,
            )
            found |= {row[0]: StoredVector(row[1], row[2]) for row in rows}
        return found

    def counts(self) -> dict[str, int]:
        """Return how many vectors each encoder made."""
        return dict(
            self._rows("SELECT encoder, count(*) FROM vector GROUP BY 1 ORDER BY 1")
        )

    def close(self) -> None:
        """Free the file; it is opened again when needed."""
        with self._lock:
            self._drop()

    def _rows(self, sql: str, *values: object) -> list[Any]:
        """Return what it answers; nothing where there is none, or a broken one."""
        with self._lock:
            try:
                db = self._newest()
                return db.execute(sql, values).fetchall() if db else []
            except (sqlite3.Error, OSError, UnicodeError):  # a lone surrogate
                self._drop()
                return []

    def _newest(self) -> sqlite3.Connection | None:
        try:
            inode = self._path.stat().st_ino
        except FileNotFoundError:
            self._drop()
            return None
        if inode != self._inode or self._db is None:
            self._drop()
            address = f"{self._path.absolute().as_uri()}?mode=ro"
            db = sqlite3.connect(
                address, uri=True, check_same_thread=False, timeout=_WAIT
            )
            # whatever happens to the file or to us, it is closed
            self._close = weakref.finalize(self, db.close)
            self._db, self._inode = db, inode
        ((form,),) = self._db.execute("PRAGMA user_version")
        return self._db if form == FORMAT else None

    def _drop(self) -> None:
        if self._close is not None:
            self._close()
        self._close = self._db = None
        self._inode = 0


_: type[Vectors] = VectorFile
