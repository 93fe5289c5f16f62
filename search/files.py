"""Small files that survive a crash, and a lock that only one process holds."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator
from pathlib import Path

__all__ = [
    "hold_lock",
    "lock_holder",
    "make_private",
    "size_of",
    "sync_folder",
    "write_atomically",
]


def size_of(folder: Path, pattern: str = "**/*") -> int:
    """Return how many bytes the files below a folder have together.

    Args:
        pattern: which of them, by their paths from there; all, if it is not given.
    """
    return sum(path.stat().st_size for path in folder.glob(pattern) if path.is_file())


def make_private(path: Path) -> None:
    """Make an empty file that only its owner may read, unless it is there already.

    SQLite gives the files next to a database the permissions of that.
    """
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        os.close(os.open(path, os.O_CREAT | os.O_RDWR, 0o600))


def sync_folder(folder: Path) -> None:
    """Flush a folder's entries to the disk, so that renames in it survive a crash."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def write_atomically(path: Path, data: bytes | str) -> None:
    """Replace a small file; a crash or a full disk leaves the old or the new content.

    Args:
        data: the whole new content; text is written in UTF-8.

    Raises:
        OSError: if it cannot be written; the old content is still there.
    """
    aside = path.with_name(f"{path.name}.new")
    try:
        with aside.open("wb") as file:
            file.write(data.encode() if isinstance(data, str) else data)
            file.flush()
            os.fsync(file.fileno())
        aside.replace(path)
    except OSError:
        with contextlib.suppress(OSError):
            aside.unlink()
        raise
    sync_folder(path.parent)


@contextlib.contextmanager
def hold_lock(path: Path, *, seconds: float = 0) -> Iterator[None]:
    """Hold a lock that no other thread or process holds at the same time.

    The operating system frees the lock when the process that holds it ends, even if
    it was killed. The file itself stays; :func:`lock_holder` reads from it who wrote
    there last.

    Args:
        path: the file to lock; it is made, as is its folder.
        seconds: how long to wait for another holder.

    Raises:
        TimeoutError: if another still holds the lock after that time.
        OSError: if the file cannot be made or locked.
    """
    from filelock import FileLock  # takes 40 ms, and most commands only read

    path.parent.mkdir(parents=True, exist_ok=True)
    with FileLock(path, timeout=seconds):
        with contextlib.suppress(OSError):  # the lock holds on a full disk, too
            path.write_text(f"{os.getpid()}\n", encoding="ascii")
        yield


def lock_holder(path: Path) -> int | None:
    """Return the process that holds a lock, if it is held and the file says by whom."""
    with contextlib.suppress(OSError, ValueError):
        return int(path.read_text(encoding="ascii"))
    return None
