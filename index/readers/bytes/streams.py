"""Open a source as one stream of plain bytes, and say why when it fails."""

from __future__ import annotations

import gzip
import io
import stat
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, Final, cast

from ...errors import UnreadableSource
from .. import reader

__all__ = ["CHUNK", "Rejoined", "open_source", "read_some", "read_whole"]

CHUNK: Final = 256 * 2**10
"""Bytes read at a time."""

_GZIP_MAGIC: Final = b"\x1f\x8b"


class _Guarded(io.RawIOBase):
    """Bytes of a file whose failures are reasons a person understands.

    All that can be read before the damage is given out before it is reported.
    """

    def __init__(self, inner: BinaryIO) -> None:
        self._inner = inner

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: object, /) -> int:
        view = memoryview(cast(bytearray, buffer)).cast("B")
        try:
            data = read_some(self._inner, len(view))
        except EOFError:
            raise UnreadableSource("the gzip data ends early (truncated)") from None
        except gzip.BadGzipFile as error:
            raise UnreadableSource(_gzip_reason(error)) from None
        except zlib.error:
            raise UnreadableSource("the gzip data is damaged") from None
        except OSError as error:
            raise UnreadableSource(_reason(error)) from None
        view[: len(data)] = data
        return len(data)


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
    path: Path,
    opened: Callable[[BinaryIO], None] | None = None,
    *,
    unzip: bool = True,
) -> Iterator[BinaryIO]:
    """Open a file for reading, gunzipped if it is gzip whatever its name.

    Args:
        opened: is given the file itself, whose ``tell`` says how much of it
            has been read.
        unzip: false leaves gzip data as it is.

    Raises:
        UnreadableSource: here, or while reading from the stream, if the file
            or its gzip data cannot be read; what came before was given out.
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
        try:
            magic = file.peek(2)[:2]
        except OSError as error:
            raise UnreadableSource(_reason(error)) from None
        if magic != _GZIP_MAGIC or not unzip:
            yield io.BufferedReader(_Guarded(file), CHUNK)
            return
        with gzip.GzipFile(fileobj=file) as unzipped:
            yield io.BufferedReader(_Guarded(cast(BinaryIO, unzipped)), CHUNK)


def read_some(stream: BinaryIO, size: int) -> bytes:
    """The next bytes, at most ``size`` and at least one if there is one.

    Unlike ``read`` it does not drop what stands before an error.
    """
    return cast(io.BufferedReader, stream).read1(size)


def read_whole(stream: BinaryIO) -> bytes:
    """All of a source that is one article.

    Raises:
        UnreadableSource: if it is empty, or longer than an article can be.
    """
    limit = reader.MAX_RECORD_BYTES
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


def _gzip_reason(error: gzip.BadGzipFile) -> str:
    text = str(error)
    if "CRC" in text or "length" in text:
        return "the gzip data is damaged (its checksum is wrong)"
    if "Not a gzipped" in text:
        return "the gzip data is followed by something that is not gzip"
    return "the gzip data is damaged"
