"""A stream as lines of text, whatever it was written in."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import BinaryIO, Final

from .encoding import encoding_of
from .recode import Utf8
from .streams import CHUNK, with_head

__all__ = ["text_lines"]

_LONGEST: Final = 2**20
"""Characters of a line; a longer one is given in parts."""


def text_lines(stream: BinaryIO) -> Iterator[str]:
    """Yield the lines of a stream, each with its end as ``\\n``.

    Raises:
        UnreadableSource: while reading, if it cannot be read.
    """
    head, whole = with_head(stream)
    recoded = io.BufferedReader(Utf8(whole, encoding_of(head)), CHUNK)
    text = io.TextIOWrapper(recoded, "utf-8", errors="replace")
    first = True
    while line := text.readline(_LONGEST):
        yield line.removeprefix("\ufeff") if first else line
        first = False
