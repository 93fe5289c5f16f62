"""XML as feeds have it, made well-formed as it is read.

Half of the feeds that break a parser break it with the same few things: something
before the declaration, the entities of HTML, a bare ``&`` or ``<``, control characters,
and bytes of another encoding than the one declared.
"""

from __future__ import annotations

import codecs
import html
import io
import re
from html.entities import html5
from typing import BinaryIO, Final

from .encoding import decode, encoding_of
from .recode import Utf8
from .streams import Rejoined, read_some

__all__ = ["HEAD", "RepairedXml"]

HEAD: Final = 4096
"""Bytes in which the declaration is looked for."""

_CHUNK: Final = 64 * 2**10
_BEGINNING: Final = re.compile(r"<\?xml\s|<(?:rss|feed|rdf:RDF)[\s>]", re.IGNORECASE)
_DECLARED: Final = re.compile(
    r"<\?xml\s[^>]{0,200}?encoding\s{0,9}=\s{0,9}[\"']([\w.-]{2,40})[\"']",
    re.IGNORECASE,
)
_AS_WINDOWS: Final = frozenset(["iso-8859-1", "latin-1", "latin1", "us-ascii", "ascii"])

_CONTROLS: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_FLAW: Final = re.compile(
    r"&(?:#(?P<number>x[0-9a-f]{1,8}|[0-9]{1,8});|(?P<name>[a-z][a-z0-9]{1,31});)?"
    r"|<(?![a-z_/!?])",
    re.IGNORECASE,
)
_OF_XML: Final = frozenset(["amp", "lt", "gt", "quot", "apos"])
_SPANS: Final = {"<![CDATA[": "]]>", "<!--": "-->"}
_SPAN: Final = re.compile(r"<!\[CDATA\[|<!--")
_CLOSED: Final = re.compile(r"(?:<!--(?:[^-]|-(?!->))*+-->)++")
"""Comments one after the other, each to its end."""
_LONGEST_PART: Final = 48
"""Characters of the longest reference or mark that a chunk may end within."""


class RepairedXml:
    """The pieces of a stream, as UTF-8 that an XML parser takes.

    Args:
        stream: the XML, in any encoding; what it declares is believed if it can be.
    """

    def __init__(self, stream: BinaryIO) -> None:
        head = read_some(stream, HEAD)
        whole = io.BufferedReader(Rejoined(head, stream), _CHUNK)
        self._stream = Utf8(whole, _encoding(head))
        self._decoder = codecs.getincrementaldecoder("utf-8")("replace")
        self._begun = False
        self._rest = ""
        self._span_end = ""  # of the CDATA section or comment being read

    def read(self) -> bytes:
        """Return the next piece; b"" at the end."""
        while True:
            chunk = self._stream.read(_CHUNK) or b""
            text = self._rest + self._decoder.decode(chunk, not chunk)
            self._rest = ""
            if not self._begun:
                text = self._begin(text)
            repaired = self._repair(text, last=not chunk)
            if repaired or not chunk:
                return repaired.encode()

    def _begin(self, text: str) -> str:
        """Leave out what is before the declaration."""
        self._begun = True
        text = text.removeprefix("\ufeff")
        found = _BEGINNING.search(text, 0, HEAD)
        return text[found.start() :] if found else text.lstrip()

    def _repair(self, text: str, *, last: bool) -> str:
        text = _CONTROLS.sub("", text)
        pieces: list[str] = []
        at = 0
        while at < len(text):
            if self._span_end:
                stop = self._end_of_span(text, at, last=last)
                pieces.append(text[at:stop])
            else:
                span = _SPAN.search(text, at)
                stop = span.start() if span else len(text)
                if not span and not last:
                    stop = self._hold_back(text, at)
                pieces.append(_FLAW.sub(_mended, text[at:stop]))
                if span:
                    closed = _CLOSED.match(text, stop)
                    self._span_end = "" if closed else _SPANS[span[0]]
                    pieces.append(closed[0] if closed else span[0])
                    stop += len(pieces[-1])
            at = stop + len(self._rest)
        return "".join(pieces)

    def _end_of_span(self, text: str, at: int, *, last: bool) -> int:
        """Where the section or comment ends, or what may be read of it so far."""
        end = text.find(self._span_end, at)
        if end >= 0:
            end += len(self._span_end)
            self._span_end = ""
            return end
        if last:
            return len(text)
        kept = min(len(self._span_end) - 1, len(text) - at)
        self._rest = text[len(text) - kept :]
        return len(text) - kept

    def _hold_back(self, text: str, at: int) -> int:
        """Keep a reference or a mark that may go on for the next piece."""
        tail = max(len(text) - _LONGEST_PART, at)
        part = min(
            (n for sign in "&<" if (n := text.find(sign, tail)) >= 0), default=-1
        )
        if part >= 0:
            self._rest = text[part:]
        return len(text) - len(self._rest)


def _encoding(head: bytes) -> str:
    """The encoding to read a document in that begins with these bytes."""
    found = encoding_of(head)
    declared = _DECLARED.search(decode(head))
    if declared is None or found.startswith(("utf-16", "utf-32", "utf-8-sig")):
        return found
    name = declared[1].lower()
    try:
        codec = codecs.lookup(name).name
    except LookupError:
        return found
    if codec.startswith(("utf-16", "utf-32")) or codec == "utf-8":
        return "utf-8"  # a declaration that can be read as ASCII is not in UTF-16
    if found == "utf-8" and not head.isascii():
        return found
    return "cp1252" if name in _AS_WINDOWS else name


def _mended(found: re.Match[str]) -> str:
    """A reference that XML knows."""
    if number := found["number"]:
        character = html.unescape(f"&#{number};")
        kept = len(character) == 1 and not _CONTROLS.match(character)
        return f"&#{ord(character)};" if kept else ""
    name = found["name"]
    if name in _OF_XML:
        return found[0]
    if name and (characters := html5.get(f"{name};")):
        return html.escape(characters)
    return "&amp;" + found[0][1:] if found[0][0] == "&" else "&lt;"
