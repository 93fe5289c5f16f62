"""Items of a feed whose XML is broken, cut by their marks alone.

An item ends at its end mark, or where the next one begins. What its parts say is what
stands between their marks, whatever that is: markup that nobody escaped, too.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from typing import Any, Final

from .. import reader
from ..bytes.xml import RepairedXml

__all__ = ["BrokenItems"]

_START: Final = re.compile(r"<(?:[\w.-]{1,40}:)?(item|entry)(?=[\s>])[^<>]{0,2000}>")
_LONGEST_MARK: Final = 2100
_CDATA: Final = ("<![CDATA[", "]]>")
_PART: Final = re.compile(
    r"<((?:[\w.-]{1,40}:)?([A-Za-z][\w.-]{0,60}))(\s[^<>]{0,4000})?(/?)>"
)
_ATTRIBUTE: Final = re.compile(
    r"""([\w.-]{1,40})\s?=\s?(?:"([^"]*)"|'([^']*)'|(\S+))"""
)
_MOST_PARTS: Final = 200
_NOT_OURS: Final = ("media",)
"""Prefixes of parts that describe a picture."""


class BrokenItems:
    """The items in what is left of a feed.

    Args:
        begun: what was read of it already.
        source: the rest.

    Attributes:
        is_cut_off: whether the last item has no end; it is not given.
    """

    def __init__(self, begun: bytes, source: RepairedXml) -> None:
        self._text = begun.decode("utf-8", "replace")
        self._source = source
        self.is_cut_off = False

    def elements(self) -> Iterator[Any]:
        """Yield each item as an element with parts of plain text."""
        while True:
            begun = _START.search(self._text)
            if begun is None:
                self._text = self._text[-_LONGEST_MARK:]
                if not self._read():
                    return
                continue
            inner = self._inner(begun)
            if inner is None:
                self.is_cut_off = True
                return
            yield _element(begun[1], inner)

    def _read(self) -> bool:
        chunk = self._source.read()
        self._text += chunk.decode()
        return bool(chunk)

    def _inner(self, begun: re.Match[str]) -> str | None:
        """What is in the item that has begun, which is left out of the text."""
        end = re.compile(rf"</(?:[\w.-]{{1,40}}:)?{begun[1]}\s*>")
        looked = begun.end()
        while True:
            found = end.search(self._text, looked)
            following = _START.search(self._text, looked)
            if following and (found is None or following.start() < found.start()):
                inner = self._text[begun.end() : following.start()]
                self._text = self._text[following.start() :]
                return inner
            if found:
                inner = self._text[begun.end() : found.start()]
                self._text = self._text[found.end() :]
                return inner
            looked = max(begun.end(), len(self._text) - _LONGEST_MARK)
            too_long = len(self._text) - begun.end() > reader.MAX_RECORD_BYTES
            if too_long or not self._read():
                return None


def _element(name: str, inner: str) -> Any:
    """An item with the parts whose marks can be found."""
    from lxml import etree

    item = etree.Element(name)
    at = 0
    for _ in range(_MOST_PARTS):
        part = _PART.search(inner, at)
        if part is None:
            break
        at = part.end()
        attributes = part[3] or ""
        text = ""
        if not part[4]:
            end = inner.find(f"</{part[1]}>", at)
            if end < 0:
                continue  # never closed; what follows may be whole
            text, at = inner[at:end], end
        if part[1].partition(":")[0] in _NOT_OURS:
            continue
        element = etree.SubElement(item, part[2])
        element.text = _unwrapped(text) if _CDATA[0] in text else _plain(text)
        for told in _ATTRIBUTE.finditer(attributes):
            value = next(filter(None, told.groups()[1:]), "")
            element.set(told[1], html.unescape(value))
    return item


def _unwrapped(text: str) -> str:
    """Text without the marks of its CDATA sections, each of which has an end."""
    begin, end = _CDATA
    first, *sections = text.split(begin)
    pieces = [first]
    for at, section in enumerate(sections):
        inside, closed, rest = section.partition(end)
        if not closed:  # what has no end is text
            return "".join((*pieces, *(begin + one for one in sections[at:])))
        pieces += (inside, rest)
    return "".join(pieces)


def _plain(text: str) -> str:
    """Text with its references resolved once, as XML does."""
    return html.unescape(text).strip()
