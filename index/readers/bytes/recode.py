"""Any stream as valid UTF-8, for a parser that takes nothing else."""

from __future__ import annotations

import codecs
import io
from typing import BinaryIO, cast

from .streams import read_some

__all__ = ["Utf8", "to_utf8"]


class Utf8(io.RawIOBase):
    """A stream's text as UTF-8, whatever encoding it is read in.

    Bytes that do not fit into UTF-8 are read as cp1252, the one that strays
    into it; ``taken`` counts the bytes given out.
    """

    def __init__(self, stream: BinaryIO, encoding: str) -> None:
        self._stream = stream
        is_utf8 = encoding.startswith("utf-8")
        decoder = codecs.getincrementaldecoder(encoding)
        self._decoder = decoder("surrogateescape" if is_utf8 else "replace")
        self._ready = b""
        self._ended = False
        self.taken = 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: object, /) -> int:
        view = memoryview(cast(bytearray, buffer)).cast("B")
        while len(view) and not self._ready and not self._ended:
            chunk = read_some(self._stream, len(view))
            self._ended = not chunk
            text = self._decoder.decode(chunk, final=not chunk)
            self._ready = to_utf8(text)
        data, self._ready = self._ready[: len(view)], self._ready[len(view) :]
        view[: len(data)] = data
        self.taken += len(data)
        return len(data)


def to_utf8(text: str) -> bytes:
    """UTF-8 of a text in which bytes may have been kept as surrogates."""
    try:
        return text.encode()
    except UnicodeEncodeError:
        stray = {0xDC00 + byte: _western(byte) for byte in range(128, 256)}
        return text.translate(stray).encode("utf-8", "replace")


def _western(byte: int) -> str:
    return bytes([byte]).decode("cp1252", "replace")
