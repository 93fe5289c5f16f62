"""A message in a file (``.eml``), with the articles that are attached to it."""

from __future__ import annotations

import re
from codecs import BOM_UTF8
from collections.abc import Iterator
from email.message import Message
from typing import BinaryIO, Final

from ...errors import UnreadableSource
from ...records import Attached, Draft, Problem, ReadOptions, Record
from ..bytes.encoding import opening
from ..bytes.recode import to_utf8
from ..bytes.streams import read_whole
from ..exports.europresse import EuropresseReader
from ..exports.factiva import FactivaReader
from ..exports.lexis import LexisReader
from ..exports.proquest import ProQuestReader
from .message import attachments, draft_of_message, parsed, texts

__all__ = ["EmlReader", "cut_message", "is_message", "message_draft"]

_HEADERS: Final = re.compile(
    r"(?:[A-Za-z][A-Za-z0-9-]{1,60}:[^\n]{0,2000}(?:\n[ \t][^\n]{0,2000})*\n){2,}"
)
_TELLING: Final = re.compile(
    r"^(from|received|return-path|delivered-to|message-id|mime-version|date|subject|to"
    r"|content-type|x-[\w-]+):",
    re.IGNORECASE | re.MULTILINE,
)
_SURE: Final = frozenset(
    ["from", "received", "return-path", "message-id", "mime-version"]
)
_LENGTH_LINE: Final = re.compile(r"\A\s*\d{1,9}[ \t]*\r?\n")
_EMLX: Final = re.compile(rb"\s*(\d{1,9})[ \t]*\r?\n")
_MAY_HOLD: Final = re.compile(rb"(?i)(?:file)?name\*?\d?\*?\s*=|message/rfc822")


_OF_DATABASE: Final = (b"proquest", b"factiva", b"nexis", b"europresse")
"""Databases name themselves in the headers of what they mail."""
_MOST_HEADERS: Final = 4096
_EXPORT_HEAD: Final = 64 * 2**10
_DATABASES: Final = (
    ProQuestReader(),
    LexisReader(),
    FactivaReader(),
    EuropresseReader(),
)


class EmlReader:
    """A message."""

    name = "eml"
    about = "mail, a message a file; articles that are attached are read too"
    suffixes: tuple[str, ...] = (".eml", ".emlx")
    extra = ""

    def recognises(self, head: bytes) -> bool:
        """Return whether it begins with headers of a message."""
        return is_message(opening(head))

    def records(
        self, stream: BinaryIO, options: ReadOptions
    ) -> Iterator[Record | Problem | Attached]:
        """The message, then each article that is attached to it."""
        data = read_whole(stream)
        if found := _EMLX.match(data):  # Apple's, with the length before it
            data = data[found.end() : found.end() + int(found[1])]
        yield from cut_message(data, "")

    def draft(self, record: Record, options: ReadOptions) -> Draft:
        """Take a message apart."""
        return message_draft(record)


def is_message(text: str) -> bool:
    """Return whether a text begins with headers of a message."""
    text = _LENGTH_LINE.sub("", text).replace("\r\n", "\n")
    found = _HEADERS.match(text)
    if found is None:
        return False
    names = {name.lower() for name in _TELLING.findall(found[0])}
    return len(names) > 2 and not names.isdisjoint(_SURE)


def cut_message(data: bytes, position: str) -> Iterator[Record | Attached]:
    """Yield a message as a record, and what is attached to it.

    Args:
        position: of the message; "" where it is the whole source.
    """
    headers = data[:_MOST_HEADERS].lower()
    if any(name in headers for name in _OF_DATABASE) and (
        export := _export_in(parsed(data))
    ):
        yield Attached(position, "export", export)
    else:
        yield Record(position, data)
    if not _MAY_HOLD.search(data):
        return
    seen: set[str] = set()
    for number, one in enumerate(attachments(parsed(data)), start=1):
        place = ", ".join(filter(None, (position, one.name.replace("\n", " "))))
        place = f"{place} ({number})" if place in seen else place
        seen.add(place)
        yield (
            Record(place, one.data)
            if one.forwarded
            else Attached(place, one.name, one.data)
        )


def _export_in(message: Message) -> bytes:
    """The articles that a database mailed as the text of a message; b"" for others."""
    for _, text in texts(message):
        data = to_utf8(text)
        if any(each.recognises(data[:_EXPORT_HEAD]) for each in _DATABASES):
            return BOM_UTF8 + data
    return b""


def message_draft(record: Record) -> Draft:
    """Return the article of a record of :func:`cut_message`.

    Raises:
        UnreadableSource: if it is none.
    """
    if not isinstance(record.content, bytes):
        raise UnreadableSource("not a message")
    return draft_of_message(parsed(record.content))
