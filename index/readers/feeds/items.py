"""The items of a feed, as a parser that reads it comes to their ends."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator, Mapping
from itertools import islice
from typing import Any, BinaryIO, Final, Protocol

from ...errors import UnreadableSource, reason_of
from ...records import Problem, Record
from .. import reader
from ..bytes.xml import RepairedXml
from .broken import BrokenItems

__all__ = ["Columns", "Parts", "cut_items", "words"]

_log = logging.getLogger(__name__)

_ITEMS: Final = ("item", "entry")
_END: Final = re.compile(rb"</(?:[\w.-]{1,40}:)?(?:item|entry)\s{0,9}>")
_SHARED: Final = {"title": "source", "language": "language"}
"""What the feed tells of itself and is true of every item."""
_OF_FEED: Final = (["channel"], ["feed"])
_LANG: Final = "{http://www.w3.org/XML/1998/namespace}lang"
_NODE_SIZE: Final = 100
"""Bytes that an element takes in memory, and each attribute twice."""
_PIECES: Final = 100
"""Pieces of text that are read of a feed's title."""

Columns = Mapping[str, object]


class Parts(Protocol):
    """What the parts of a feed of some kind tell."""

    def of_feed(self, author: Any) -> Columns:
        """Return what an author of the whole feed tells of its items.

        Args:
            author: its element.
        """
        ...

    def of_item(self, item: Any) -> Columns | None:
        """Return the columns of an item, or ``None`` if it is no article."""
        ...


def cut_items(stream: BinaryIO, parts: Parts, kind: str) -> Iterator[Record | Problem]:
    """Yield the items of a feed as they end.

    Where the XML is broken, the rest is cut by the marks of items alone, so that a flaw
    costs its own item and no more.

    Args:
        kind: what the source is, for errors: ``a feed``.

    Raises:
        UnreadableSource: if there is no item, the last one is cut off, or one is
            longer than an article can be.
    """
    from lxml import etree

    items = _Items(parts)
    parser: Any = etree.XMLParser(
        target=items, resolve_entities=False, no_network=True, encoding="utf-8"
    )
    source = RepairedXml(stream)
    fed: list[bytes] = []  # since the last item ended
    more = True
    error = ""
    while more and not error:
        chunk = source.read()
        more = bool(chunk)
        fed.append(chunk)
        number = items.number
        try:
            parser.feed(chunk) if more else parser.close()
        except (etree.XMLSyntaxError, ValueError) as raised:
            # names that XML allows and a tree does not are ValueErrors
            error = getattr(raised, "msg", None) or str(raised)
        yield from items.taken()
        if items.size > reader.MAX_RECORD_BYTES:
            raise UnreadableSource(
                f"{kind} with a part {items.where()} "
                "that is longer than an article can be"
            )
        if items.number > number:
            fed = [_after_items(b"".join(fed), items.number - number)]
    if error:
        rest = BrokenItems(b"".join(fed), source)
        for element in rest.elements():
            items.add(element)
            yield from items.taken()
        if rest.is_cut_off or not items.number:
            raise UnreadableSource(f"{kind} that is broken {items.where()}: {error}")
    if not items.number and not items.others:
        raise UnreadableSource(f"{kind} without items")


def _after_items(fed: bytes, number: int) -> bytes:
    """What follows the end of so many items."""
    ends = islice(_END.finditer(fed), number - 1, None)
    end = next(ends, None)
    return fed[end.end() :] if end else b""


class _Items:
    """What lxml tells of a feed as it reads it.

    Only the item being read is held, and of the feed its title and language.

    Attributes:
        number: items that have ended.
        others: items that were no articles.
        size: about how much memory all would take that was read since then.
    """

    def __init__(self, parts: Parts) -> None:
        self.number = 0
        self.others = 0
        self.size = 0
        self._parts = parts
        self._ready: list[Record | Problem] = []
        self._open: list[str] = []  # the names of elements, the outermost first
        self._prefixes: list[dict[str | None, str]] = [{}]
        self._shared: dict[str, object] = {}
        self._told: list[str] | None = None  # of the title or language being read
        self._builder: Any = None  # of the item being read
        self._item_depth = 0  # 0 outside items

    def taken(self) -> Iterator[Record | Problem]:
        """Yield the items that have ended since the last time."""
        ready, self._ready = self._ready, []
        yield from ready

    def where(self) -> str:
        """Say how far the feed has been read."""
        return f"after item {self.number}" if self.number else "at its beginning"

    # ── called by the parser ─────────────────────────────────────────────────

    def start(
        self, tag: str, attributes: Mapping[str, str], prefixes: Mapping[str, str]
    ) -> None:
        """An element begins."""
        name = _local_name(tag)
        self._open.append(name)
        # the parser calls the prefix of unprefixed names "", a builder None
        new = {prefix or None: uri for prefix, uri in prefixes.items()}
        self._prefixes.append(self._prefixes[-1] | new if new else self._prefixes[-1])
        self.size += _NODE_SIZE + len(attributes) * 2 * _NODE_SIZE
        self.size += sum(map(len, attributes.values()))
        if lang := not self._item_depth and attributes.get(_LANG):
            self._shared.setdefault("language", lang)
        if self._item_depth:
            self._builder.start(tag, attributes, new)
        elif name in _ITEMS or (name == "author" and self._open[-2:-1] in _OF_FEED):
            self._begin(tag, attributes)
        elif not self.number and name in _SHARED and self._open[-2:-1] in _OF_FEED:
            self._told = []

    def data(self, text: str) -> None:
        """Text, or a part of it."""
        self.size += len(text)
        if self._item_depth:
            self._builder.data(text)
        elif self._told is not None and len(self._told) < _PIECES:
            self._told.append(text)

    def end(self, tag: str) -> None:
        """An element ends."""
        depth = len(self._open)
        name = self._open.pop()
        self._prefixes.pop()
        if self._item_depth:
            self._builder.end(tag)
            if depth == self._item_depth:
                self._finish(name)
        elif self._told is not None and name in _SHARED:
            if words := "".join(self._told).strip():
                self._shared[_SHARED[name]] = words
            self._told = None

    def close(self) -> None:
        """The feed has ended."""

    # ── items ────────────────────────────────────────────────────────────────

    def _begin(self, tag: str, attributes: Mapping[str, str]) -> None:
        from lxml import etree

        self._told = None
        self._item_depth = len(self._open)
        self._builder = etree.TreeBuilder()
        # the prefixes of the whole feed, as XHTML in an item may use them
        self._builder.start(tag, attributes, self._prefixes[-1])

    def _finish(self, name: str) -> None:
        builder, self._builder, self._item_depth = self._builder, None, 0
        element = builder.close()
        if name in _ITEMS:
            self.add(element)
        elif told := self._parts.of_feed(element):
            self._shared = {**told, **self._shared}

    def add(self, item: Any) -> None:
        """Take an item that has ended."""
        self.number += 1
        self.size = 0
        position = f"item {self.number}"
        try:
            columns = self._parts.of_item(item)
        except Exception as error:
            _log.warning("reading %s of a feed failed", position, exc_info=True)
            self._ready.append(Problem(position, reason_of(error)))
            return
        if columns is None:
            self.others += 1
        else:
            self._ready.append(Record(position, {**self._shared, **columns}))


def words(part: Any) -> str:
    """Return the text in an element."""
    return "".join(part.itertext()).strip()


def _local_name(tag: str) -> str:
    return tag.rpartition("}")[2]
