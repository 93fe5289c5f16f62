"""Opening a file, and saying why it cannot be read."""

from __future__ import annotations

import io
import shutil
import stat
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, Final, cast

from ...errors import UnreadableSource
from .. import reader

__all__ = [
    "CHUNK",
    "MEMBER_CHUNK",
    "Counted",
    "Rejoined",
    "guard",
    "open_source",
    "read_some",
    "read_whole",
    "refusing",
    "seekable",
    "with_head",
]

CHUNK: Final = 256 * 2**10
"""Bytes read at a time."""

MEMBER_CHUNK: Final = 64 * 2**10
"""Bytes read at a time of a file in a container: there may be very many of them."""

_IN_MEMORY: Final = 16 * 2**20
"""Bytes of a file in a container that are kept in memory to be read in any order."""


class _Guarded(io.RawIOBase):
    """See :func:`guard`."""

    def __init__(
        self, inner: BinaryIO, reason: Callable[[Exception], str | None], seeks: bool
    ) -> None:
        self._inner = inner
        self._reason = reason
        self._seeks = seeks

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return self._seeks and self._inner.seekable()

    def seek(self, offset: int, whence: int = io.SEEK_SET, /) -> int:
        return self._inner.seek(offset, whence)

    def tell(self) -> int:
        return self._inner.tell()

    def fileno(self) -> int:
        return self._inner.fileno()

    def readinto(self, buffer: object, /) -> int:
        view = memoryview(cast(bytearray, buffer)).cast("B")
        try:
            data = read_some(self._inner, len(view))
        except UnreadableSource:
            raise
        except Exception as error:
            known = self._reason(error)
            if known is None and not isinstance(error, OSError):
                raise
            raise UnreadableSource(known or _reason(error)) from None
        view[: len(data)] = data
        return len(data)


class Counted(io.RawIOBase):
    """A stream that tells how many bytes are read from it; it cannot seek.

    Args:
        inner: fails with :class:`.UnreadableSource` only.
        spend: is told of every piece; may raise the same.
    """

    def __init__(self, inner: BinaryIO, spend: Callable[[int], None]) -> None:
        self._inner = inner
        self._spend = spend

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: object, /) -> int:
        view = memoryview(cast(bytearray, buffer)).cast("B")
        data = read_some(self._inner, len(view))
        self._spend(len(data))
        view[: len(data)] = data
        return len(data)


class _Refusing(io.RawIOBase):
    """See :func:`refusing`."""

    def __init__(self, reason: str) -> None:
        self._why = reason

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: object, /) -> int:
        raise UnreadableSource(self._why)


class Rejoined(io.RawIOBase):
    """A stream with the bytes that were read from its head put back."""

    def __init__(self, head: bytes, rest: BinaryIO) -> None:
        self._head = head
        self._rest = rest

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: object, /) -> int:
        view = memoryview(cast(bytearray, buffer)).cast("B")
        if not self._head:
            data = read_some(self._rest, len(view))
        else:
            data, self._head = self._head[: len(view)], self._head[len(view) :]
        view[: len(data)] = data
        return len(data)


@contextmanager
def open_source(
    path: Path, opened: Callable[[BinaryIO], None] | None = None
) -> Iterator[BinaryIO]:
    """Open a file for reading, as it lies on the disk.

    Args:
        opened: is given the file itself, whose ``tell`` says how much of it has been
            read.

    Raises:
        UnreadableSource: here, or while reading from the stream, if the file cannot be
            read; what came before was given out.
    """
    try:
        # a pipe would wait for ever for someone to write
        mode = path.stat().st_mode
        if stat.S_ISDIR(mode):
            raise UnreadableSource("it is a folder, not a file")
        if not stat.S_ISREG(mode):
            raise UnreadableSource("it is not an ordinary file")
        file = path.open("rb")
    except (OSError, ValueError) as error:
        raise UnreadableSource(_reason(error)) from None
    with file:
        if opened is not None:
            opened(file)
        yield guard(file)


def guard(
    inner: object,
    reason: Callable[[Exception], str | None] = lambda error: None,
    *,
    seeks: bool = True,
) -> BinaryIO:
    """Return a stream of the same bytes whose failures are of our own class.

    All that can be read before a failure is given out before it is reported.

    Args:
        inner: a stream with ``read1``, or one that is never asked for more.
        reason: returns why reading failed, for people, if it knows the error.
        seeks: whether going back is quick, if the stream can at all.
    """
    raw = _Guarded(cast(BinaryIO, inner), reason, seeks)
    return io.BufferedReader(raw, CHUNK if seeks else MEMBER_CHUNK)


def refusing(reason: str) -> BinaryIO:
    """Return a stream that says why it cannot be read as soon as it is."""
    return io.BufferedReader(_Refusing(reason), 1)


@contextmanager
def seekable(stream: BinaryIO) -> Iterator[BinaryIO]:
    """Yield a stream of the same bytes that can be read in any order.

    What cannot seek is copied, into a nameless file if it is long.

    Raises:
        UnreadableSource: if it cannot be read to its end.
    """
    if stream.seekable():
        stream.seek(0)
        yield stream
        return
    with tempfile.SpooledTemporaryFile(_IN_MEMORY) as copy:
        shutil.copyfileobj(stream, copy, CHUNK)
        copy.seek(0)
        yield cast(BinaryIO, copy)


def read_some(stream: BinaryIO, size: int) -> bytes:
    """The next bytes, at most ``size`` and at least one if there is one.

    Unlike ``read`` it does not drop the bytes before an error.
    """
    return cast(io.BufferedReader, stream).read1(size)


def with_head(stream: BinaryIO) -> tuple[bytes, BinaryIO]:
    """Return the first bytes of a stream, and a stream of all of them."""
    head = read_some(stream, CHUNK)
    return head, io.BufferedReader(Rejoined(head, stream), CHUNK)


def read_whole(stream: BinaryIO, limit: int = 0) -> bytes:
    """All of a source that is read at once.

    Args:
        limit: bytes it may have; if not given, as many as one article.

    Raises:
        UnreadableSource: if it is empty, or longer than that.
    """
    limit = limit or reader.MAX_RECORD_BYTES
    data = stream.read(limit + 1)
    if len(data) > limit:
        raise UnreadableSource(f"longer than an article can be ({limit:,} bytes)")
    if not data.strip(b" \t\r\n\x00\xef\xbb\xbf\xff\xfe"):
        raise UnreadableSource("the file is empty")
    return data


def _reason(error: Exception) -> str:
    match error:
        case PermissionError():
            return "no permission to read it"
        case FileNotFoundError() | NotADirectoryError():
            return "it is not there (any more)"
        case OSError(strerror=str(text)):
            return f"it cannot be read: {text[:1].lower()}{text[1:]}"
        case _:
            return f"it cannot be read: {error}"
