"""Feeds: RSS of any version, RDF included, and Atom; one article an item.

An item's own text counts before its summary. What only the whole feed tells, its
title and its language, is each item's too.
"""

from __future__ import annotations

import html
import logging
import re
from collections.abc import Iterator, Mapping
from typing import Any, BinaryIO, Final

from ..errors import UnreadableSource, reason_of
from ..records import Draft, Problem, ReadOptions, Record
from . import reader
from .bytes.encoding import opening
from .bytes.xml import RepairedXml
from .columns import draft_of

__all__ = ["FEED", "FeedReader"]

_log = logging.getLogger(__name__)

FEED: Final = re.compile(
    r"(?:\s++|(?><\?xml[^>]*+>)|(?><!--.*?-->)|(?><!DOCTYPE rss[^>]*+>))*+"
    r"<(?:rss|rdf:RDF|(?:\w+:)?feed)\b",
    re.IGNORECASE | re.DOTALL,
)
"""How a feed begins."""

_ADDRESS: Final = re.compile(r"[^\s@]++@\S++(?: \((.+)\))?")
_ITEMS: Final = ("item", "entry")
_SHARED: Final = {"title": "source", "language": "language"}
"""What the feed tells of itself and is true of every item."""
_OF_FEED: Final = (["channel"], ["feed"])

_MEDIA: Final = "{http://search.yahoo.com/mrss"
"""The beginning of names that describe pictures, films and sounds."""

_NODE_SIZE: Final = 100
"""Bytes that an element takes in memory, and each attribute twice."""
_PIECES: Final = 100
"""Pieces of text that are read of a feed's title."""
_OURS: Final = {
    "encoded": "content_html",  # of RSS, mostly longer than its description
    "content": "content_html",
    "pubDate": "published",
    "date": "published",  # Dublin Core's
    "issued": "published",
    "updated": "date",  # if nothing says when it was published
    "modified": "date",
    "subject": "section",
    "category": "section",
}
"""What is called otherwise in a feed than in tables."""


class FeedReader:
    """A feed saved to a file."""

    name = "feed"
    about = "feeds: RSS of any version, RDF and Atom"
    suffixes: tuple[str, ...] = (".rss", ".atom")
    extra = ""

    def recognises(self, head: bytes) -> bool:
        """Return whether its first element is that of a feed."""
        return FEED.match(opening(head)) is not None

    def records(
        self, stream: BinaryIO, options: ReadOptions
    ) -> Iterator[Record | Problem]:
        """Cut the items.

        Raises:
            UnreadableSource: if it is no feed, is broken in the middle, or has an
                item, or anything else in one part, longer than an article can be.
        """
        from lxml import etree

        items = _Items()
        parser: Any = etree.XMLParser(
            target=items, resolve_entities=False, no_network=True, encoding="utf-8"
        )
        source = RepairedXml(stream)
        error = ""
        more = True
        while more:
            chunk = source.read()
            more = bool(chunk)
            try:
                parser.feed(chunk) if more else parser.close()
            except (etree.XMLSyntaxError, ValueError) as raised:
                # names that XML allows and a tree does not are ValueErrors
                error, more = getattr(raised, "msg", None) or str(raised), False
            yield from items.taken()
            if items.size > reader.MAX_RECORD_BYTES:
                raise UnreadableSource(
                    f"a feed with a part {items.where()} "
                    "that is longer than an article can be"
                )
        if error:
            raise UnreadableSource(f"a feed that is broken {items.where()}: {error}")
        if not items.number:
            raise UnreadableSource("a feed without items")

    def draft(self, record: Record, options: ReadOptions) -> Draft:
        """Recognise the parts of an item."""
        if isinstance(record.content, bytes | str):
            raise UnreadableSource("not an item of a feed")
        return draft_of(record.content, options.mapping)


class _Items:
    """What lxml tells of a feed as it reads it.

    Only the item being read is held, and of the feed its title and language.

    Attributes:
        number: items that have ended.
        size: about how much memory all would take that was read since then.
    """

    def __init__(self) -> None:
        self.number = 0
        self.size = 0
        self._ready: list[Record | Problem] = []
        self._open: list[str] = []  # the names of elements, the outermost first
        self._prefixes: list[dict[str | None, str]] = [{}]
        self._shared: dict[str, str] = {}
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
        if self._item_depth:
            self._builder.start(tag, attributes, new)
        elif name in _ITEMS:
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
                self._finish()
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

    def _finish(self) -> None:
        self.number += 1
        position = f"item {self.number}"
        builder, self._builder, self._item_depth = self._builder, None, 0
        self.size = 0
        try:
            columns = _columns(builder.close())
        except Exception as error:
            _log.warning("reading %s of a feed failed", position, exc_info=True)
            self._ready.append(Problem(position, reason_of(error)))
            return
        self._ready.append(Record(position, self._shared | columns))


def _columns(item: Any) -> dict[str, object]:
    """The parts of an item by name; the first of each, but of authors all."""
    found: dict[str, object] = {}
    authors: list[str] = []
    for part in item:
        if isinstance(part.tag, str) and part.tag.startswith(_MEDIA):
            continue  # the title and the text of a picture
        name = _local(part)
        if name in ("author", "creator"):
            authors.append(_author(part))
        elif name == "link":
            _add_link(found, part)
        elif name == "guid":
            found.setdefault("guid", _words(part))
            if part.get("isPermaLink") != "false" and "://" in _words(part):
                found.setdefault("url", _words(part))
        else:
            text = part.get("term") if name == "category" else None
            found.setdefault(_OURS.get(name, name), text or _markup(part))
    return found | {"authors": [name for name in authors if name]}


def _add_link(found: dict[str, object], part: Any) -> None:
    address = part.get("href") or _words(part)
    if address and part.get("rel", "alternate") == "alternate":
        found.setdefault("link", address)


def _author(part: Any) -> str:
    """A name: Atom's, or RSS' "ann@example.org (Ann Lee)"."""
    for inner in part:
        if _local(inner) == "name":
            return _words(inner)
    words = _words(part)
    address = _ADDRESS.fullmatch(words)
    return (address[1] or "") if address else words


def _markup(part: Any) -> str:
    """Its text; where it holds elements, as XHTML in Atom, as markup."""
    if len(part):
        from lxml import etree

        return html.escape(part.text or "", quote=False) + "".join(
            etree.tostring(inner, encoding="unicode", method="html") for inner in part
        )
    return _words(part)


def _words(part: Any) -> str:
    return "".join(part.itertext()).strip()


def _local(element: Any) -> str:
    """The name of an element without its namespace; "" of a comment."""
    return _local_name(element.tag) if isinstance(element.tag, str) else ""


def _local_name(tag: str) -> str:
    return tag.rpartition("}")[2]
