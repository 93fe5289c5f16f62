"""A box of messages (mbox), one after the other, each begun by a line ``From …``."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import BinaryIO, Final

from ...errors import UnreadableSource
from ...records import Attached, Draft, Problem, ReadOptions, Record
from .. import reader
from ..bytes.streams import CHUNK, read_some
from .eml import cut_message, message_draft

__all__ = ["MboxReader"]

_LINE: Final = (
    rb"(?:From [^\n]{0,400}?\d{1,2}:\d\d[^\n]{0,80}\n"
    rb"|From [^\n]{1,200}\b(?:19|20)\d\d\s*\n)"
)
_FROM: Final = re.compile(_LINE)
_NEXT: Final = re.compile(rb"\n\r?\n(?=" + _LINE + rb")")
_QUOTED: Final = re.compile(rb"(?m)^>(?=>*From )")
_LONGEST_LINE: Final = 512


class MboxReader:
    """Messages one after the other; a bad one costs itself."""

    name = "mbox"
    about = "boxes of mail (mbox), one article a message"
    suffixes: tuple[str, ...] = (".mbox", ".mbx")
    extra = ""

    def recognises(self, head: bytes) -> bool:
        """Return whether it begins with the line that begins a message."""
        return _FROM.match(head) is not None

    def records(
        self, stream: BinaryIO, options: ReadOptions
    ) -> Iterator[Record | Problem | Attached]:
        """Cut the messages.

        Raises:
            UnreadableSource: if there is none.
        """
        number = 0
        for data, is_whole in _messages(stream):
            number += 1
            position = f"message {number}"
            if is_whole:
                yield from cut_message(data, position)
            else:
                yield Problem(position, "longer than an article can be")
        if not number:
            raise UnreadableSource("there is no message in it")

    def draft(self, record: Record, options: ReadOptions) -> Draft:
        """Take a message apart."""
        return message_draft(record)


def _messages(stream: BinaryIO) -> Iterator[tuple[bytes, bool]]:
    """The messages; of one that is too long its beginning, and that it is not whole."""
    pending = b""
    whole = True
    while chunk := read_some(stream, CHUNK):
        searched = max(0, len(pending) - _LONGEST_LINE)
        pending += chunk
        while found := _NEXT.search(pending, searched):
            if message := _message(pending[: found.start() + 1]):
                yield message, whole
            pending, searched, whole = pending[found.end() :], 0, True
        if len(pending) > reader.MAX_RECORD_BYTES:
            whole = False
            pending = pending[:_LONGEST_LINE] + pending[-_LONGEST_LINE:]
    if message := _message(pending):
        yield message, whole


def _message(data: bytes) -> bytes:
    """A message without its first line, its quoted lines as they were."""
    found = _FROM.match(data)
    if found is None:
        return b""
    return _QUOTED.sub(b"", data[found.end() :])
