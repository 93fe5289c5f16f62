"""What the processes of a server know together: who holds what, and who asks how often.

It is a piece of memory that all of them share, or the threads of the only one. Each
change is made under a lock that ends with the process that holds it, so a process that
is killed leaves at most one number that is wrong, and what it held is forgotten by
whoever started it. Persons and addresses are in it as digests.
"""

from __future__ import annotations

import hashlib
import mmap
import os
import struct
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

__all__ = ["Buckets", "Holdings", "Shared"]

_HELD: Final = struct.Struct("=QQ")
"""Who holds something (0 is nobody), and for whom."""

_BUCKET: Final = struct.Struct("=Qdd")
"""Whose it is (0 is nobody's), what is left, and when that was so."""

_TOGETHER: Final = 8
"""Buckets among which one is looked for."""

_BUCKETS: Final = 4096 * _TOGETHER

_EXPORTS: Final = 256
_WORKERS: Final = 1024
_CONNECTIONS: Final = 4096


class _Memory:
    """Bytes that processes share, and the lock that goes with them."""

    def __init__(self, size: int, file: Path | None) -> None:
        self._file = None if file is None else os.open(file, os.O_RDWR)
        self.bytes = mmap.mmap(-1 if self._file is None else self._file, size)
        self._lock = threading.Lock()

    @contextmanager
    def alone(self) -> Iterator[None]:
        """Let no other thread or process change anything meanwhile."""
        with self._lock:
            if self._file is None:
                yield
                return
            import fcntl  # where processes can share memory

            fcntl.lockf(self._file, fcntl.LOCK_EX)
            try:
                yield
            finally:
                fcntl.lockf(self._file, fcntl.LOCK_UN)


class Holdings:
    """Places that processes hold for somebody until they give them back, or end.

    Args:
        start: where they are in the memory.
        places: how many there are.
    """

    def __init__(self, memory: _Memory, start: int, places: int) -> None:
        self._memory = memory
        self._numbers = memoryview(memory.bytes)[start : start + places * _HELD.size]

    def take(
        self, whom: str, *, most: int | None = None, each: int | None = None
    ) -> int | None:
        """Take a place for somebody; ``None`` if none is left.

        Args:
            most: places that may be held in all.
            each: places that may be held for one.

        Returns:
            what gives it back.
        """
        key = _digest(whom)
        with self._memory.alone():
            owners, keys = self._columns()
            free = owners.count(0)
            full = not free or (most is not None and len(owners) - free >= most)
            if full or (each is not None and keys.count(key) >= each):
                return None
            place = owners.index(0)
            self._put(place, os.getpid(), key)
            return place

    def give_back(self, place: int) -> None:
        """Give a place back that this process took."""
        with self._memory.alone():
            self._put(place, 0, 0)

    def held(self, whom: str | None = None) -> int:
        """Return how many places are held, for one or for everybody."""
        owners, keys = self._columns()
        return (
            len(owners) - owners.count(0) if whom is None else keys.count(_digest(whom))
        )

    def owners(self) -> dict[int, int]:
        """Return the places that are held, each with the process that does."""
        return {n: owner for n, owner in enumerate(self._columns()[0]) if owner}

    def forget(self, process: int) -> None:
        """Give back all that a process held which has ended."""
        with self._memory.alone():
            for place, owner in enumerate(self._columns()[0]):
                if owner == process:
                    self._put(place, 0, 0)

    def _columns(self) -> tuple[list[int], list[int]]:
        numbers = self._numbers.cast("Q").tolist()
        return numbers[::2], numbers[1::2]

    def _put(self, place: int, owner: int, key: int) -> None:
        _HELD.pack_into(self._numbers, place * _HELD.size, owner, key)


class Buckets:
    """What each may still take of something that grows again with time.

    Among so many that are kept, those unused for the longest go, which are full again.
    """

    def __init__(self, memory: _Memory, start: int) -> None:
        self._memory = memory
        self._bytes = memoryview(memory.bytes)[start : start + _BUCKETS * _BUCKET.size]

    def take(self, whom: str, most: float, seconds: float) -> float:
        """Take one; return 0, or after how many seconds there will be one.

        Args:
            most: what somebody may take at once.
            seconds: in which as much grows again.
        """
        key, now = _digest(whom), time.monotonic()
        size = _TOGETHER * _BUCKET.size
        start = key % (_BUCKETS // _TOGETHER) * size
        with self._memory.alone():
            found = list(_BUCKET.iter_unpack(self._bytes[start : start + size]))
            keys = [owner for owner, _, _ in found]
            if key in keys:
                place = keys.index(key)
                _, left, then = found[place]
                left = min(most, left + (now - then) * most / seconds)
            else:
                place = min(range(_TOGETHER), key=lambda n: found[n][2])
                left = most
            taken = left >= 1
            kept = left - 1 if taken else left
            _BUCKET.pack_into(self._bytes, start + place * _BUCKET.size, key, kept, now)
        return 0 if taken else (1 - left) * seconds / most


class Shared:
    """All that the processes of a server share.

    Attributes:
        exports: those under way.
        connections: those that are open, by the address they are of.
        workers: the processes that answer requests.
        buckets: requests that each may still make.

    Args:
        file: made by :meth:`make_file`, where several processes share it.
    """

    def __init__(self, file: Path | None = None) -> None:
        memory = _Memory(_SIZE, file)
        self.exports = Holdings(memory, 0, _EXPORTS)
        start = _EXPORTS * _HELD.size
        self.workers = Holdings(memory, start, _WORKERS)
        start += _WORKERS * _HELD.size
        self.connections = Holdings(memory, start, _CONNECTIONS)
        start += _CONNECTIONS * _HELD.size
        self.buckets = Buckets(memory, start)

    @staticmethod
    def make_file(path: Path) -> None:
        """Make the file by which several processes share it."""
        path.write_bytes(bytes(_SIZE))
        path.chmod(0o600)

    def forget(self, process: int) -> None:
        """Forget what a process held which has ended."""
        for holdings in (self.exports, self.workers, self.connections):
            holdings.forget(process)


_SIZE: Final = (
    _EXPORTS + _WORKERS + _CONNECTIONS
) * _HELD.size + _BUCKETS * _BUCKET.size


def _digest(whom: str) -> int:
    """A number for somebody; two have the same by a chance of one in 2^64."""
    told = hashlib.blake2b(whom.encode("utf-8", "replace"), digest_size=8).digest()
    return int.from_bytes(told, "big") or 1
