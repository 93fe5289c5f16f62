"""Feeds: RSS of any version, RDF included, and Atom; one article an item.

An item's own text counts before its summary. What only the whole feed tells, its
title and its language, is each item's too.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, BinaryIO, Final

from ..errors import UnreadableSource
from ..records import Draft, Problem, ReadOptions, Record
from .columns import draft_of

__all__ = ["FEED", "FeedReader"]

FEED: Final = re.compile(
    r"(?:\s++|(?><\?xml[^>]*+>)|(?><!--.*?-->)|(?><!DOCTYPE rss[^>]*+>))*+"
    r"<(?:rss|rdf:RDF|(?:\w+:)?feed)\b",
    re.IGNORECASE | re.DOTALL,
)
"""How a feed begins."""

_ADDRESS: Final = re.compile(r"[^\s@]++@\S++(?: \((.+)\))?")
_ITEMS: Final = ("item", "entry")
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
    suffixes: tuple[str, ...] = (".rss", ".atom")

    def records(
        self, stream: BinaryIO, options: ReadOptions
    ) -> Iterator[Record | Problem]:
        """Cut the items.

        Raises:
            UnreadableSource: if it is no feed, or broken in the middle.
        """
        from lxml import etree

        parsed: Any = etree.iterparse(
            stream, events=("end",), resolve_entities=False, no_network=True
        )
        shared: dict[str, str] = {}
        number = 0
        try:
            for _, element in parsed:
                name = _local(element)
                if name in _ITEMS:
                    number += 1
                    yield Record(f"item {number}", shared | _columns(element))
                    _free(element)
                elif not number:
                    shared |= _of_all(name, element)
        except etree.XMLSyntaxError as error:
            where = f"behind item {number}" if number else "at its beginning"
            raise UnreadableSource(f"a feed that is broken {where}: {error}") from None
        if not number:
            raise UnreadableSource("a feed without items")

    def draft(self, record: Record, options: ReadOptions) -> Draft:
        """Recognise the parts of an item."""
        if isinstance(record.content, bytes | str):
            raise UnreadableSource("not an item of a feed")
        return draft_of(record.content, options.mapping)


def _of_all(name: str, element: Any) -> dict[str, str]:
    """What an element before the first item tells of all items, if anything."""
    of_feed = _local(element.getparent()) in ("channel", "feed")
    key = {"title": "source", "language": "language"}.get(name)
    words = _words(element) if of_feed and key else ""
    return {key: words} if key and words else {}


def _columns(item: Any) -> dict[str, object]:
    """The parts of an item by name; the first of each, but of authors all."""
    found: dict[str, object] = {}
    authors: list[str] = []
    for part in item:
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

        return "".join(
            etree.tostring(inner, encoding="unicode", method="html") for inner in part
        )
    return _words(part)


def _words(part: Any) -> str:
    return "".join(part.itertext()).strip()


def _local(element: Any) -> str:
    """The name of an element without its namespace; "" of a comment or nothing."""
    tag = element.tag if element is not None else ""
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def _free(element: Any) -> None:
    """Forget an element and what stood before it."""
    element.clear()
    while element.getprevious() is not None:
        del element.getparent()[0]
