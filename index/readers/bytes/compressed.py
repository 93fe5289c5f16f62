"""Files that are compressed, each one file: gzip, bzip2, xz, zstd."""

from __future__ import annotations

import bz2
import gzip
import lzma
import zlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, BinaryIO, Final, cast

from ..extras import library
from .container import Container, Inner
from .streams import guard

__all__ = ["BZIP2", "GZIP", "XZ", "ZSTD"]

_WINDOW: Final = 2**27
"""Bytes of memory that zstd data may ask for, as the program of that name has it."""


@dataclass(frozen=True, slots=True)
class _Compressed:
    """One file, compressed in one way.

    Attributes:
        magic: its first bytes.
        opened: returns the decompressed stream.
        reason: says what is wrong, if it knows the error.
    """

    suffix: str
    magic: bytes
    opened: Callable[[BinaryIO], Any]
    reason: Callable[[Exception], str | None]
    extra: str = ""

    def recognises(self, head: bytes) -> bool:
        """Return whether it has the first bytes of such data."""
        return head.startswith(self.magic)

    def stamps(self, stream: BinaryIO) -> Mapping[str, bytes]:
        """Nothing: there is one file, and it is no member."""
        return {}

    def files(self, stream: BinaryIO) -> Iterator[Inner]:
        """Yield the one file, decompressed."""
        with self.opened(stream) as unpacked:
            yield Inner("", guard(cast(BinaryIO, unpacked), self.reason, seeks=False))


def _gzip_reason(error: Exception) -> str | None:
    match error:
        case EOFError():
            return "the gzip data ends early (truncated)"
        case gzip.BadGzipFile() if "CRC" in str(error) or "length" in str(error):
            return "the gzip data is damaged (its checksum is wrong)"
        case gzip.BadGzipFile() if "Not a gzipped" in str(error):
            return "the gzip data is followed by something that is not gzip"
        case gzip.BadGzipFile() | zlib.error():
            return "the gzip data is damaged"
        case _:
            return None


def _damaged(kind: str) -> Callable[[Exception], str | None]:
    """What is wrong with data of a kind whose library says little."""

    def reason(error: Exception) -> str | None:
        if isinstance(error, EOFError):
            return f"the {kind} data ends early (truncated)"
        if isinstance(error, MemoryError):
            return None
        return f"the {kind} data is damaged"

    return reason


def _zstd(stream: BinaryIO) -> Any:
    zstandard = library("zstandard", "zstd")
    unpacker = zstandard.ZstdDecompressor(max_window_size=_WINDOW)
    return unpacker.stream_reader(stream, read_across_frames=True, closefd=False)


GZIP: Final[Container] = _Compressed(
    ".gz", b"\x1f\x8b", lambda stream: gzip.GzipFile(fileobj=stream), _gzip_reason
)
BZIP2: Final[Container] = _Compressed(".bz2", b"BZh", bz2.BZ2File, _damaged("bzip2"))
XZ: Final[Container] = _Compressed(
    ".xz", b"\xfd7zXZ\x00", lzma.LZMAFile, _damaged("xz")
)
ZSTD: Final[Container] = _Compressed(
    ".zst", b"\x28\xb5\x2f\xfd", _zstd, _damaged("zstd"), extra="zstd"
)
