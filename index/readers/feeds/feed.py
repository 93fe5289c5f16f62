"""Feeds: RSS of any version, RDF included, and Atom; one article an item.

An item's own text counts before its summary. What only the whole feed tells, its
title and its language, is each item's too.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Mapping
from typing import Any, BinaryIO, Final

from ...errors import UnreadableSource
from ...records import Draft, Problem, ReadOptions, Record
from ..bytes.elements import local_name
from ..bytes.encoding import opening
from ..bytes.heads import xml_root
from ..columns import draft_of
from .items import cut_items, words

__all__ = ["FeedReader", "is_feed"]

_FEED: Final = re.compile(
    r"(?:\s++|(?><\?xml[^>]*+>)|(?><!--.*?-->)|(?><!DOCTYPE rss[^>]*+>))*+"
    r"<(?:rss|rdf:RDF|(?:\w+:)?feed)\b",
    re.IGNORECASE | re.DOTALL,
)
"""How a feed begins."""
_ROOTS: Final = ("rss", "feed", "RDF")
_LATE: Final = re.compile(
    r"^(?:<\?xml[^>]{0,200}>\s*)?<rss\b[^<>]{0,2000}>\s*<channel\b"
    r"|^(?:<\?xml[^>]{0,200}>\s*)?<feed\s[^<>]{0,2000}Atom[^<>]{0,2000}>",
    re.MULTILINE,
)
"""A feed after lines that are none of it."""

_ADDRESS: Final = re.compile(r"[^\s@]++@\S++(?: \((.+)\))?")
_MEDIA: Final = "{http://search.yahoo.com/mrss"
"""The beginning of names that describe pictures, films and sounds."""

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


def is_feed(head: bytes) -> bool:
    """Return whether a source begins as a feed does, maybe after a server's words."""
    text = opening(head)
    if _FEED.match(text) or xml_root(head) in _ROOTS:
        return True
    return not text.startswith("<") and _LATE.search(text) is not None


class FeedReader:
    """A feed saved to a file."""

    name = "feed"
    about = "feeds: RSS of any version, RDF and Atom"
    suffixes: tuple[str, ...] = (".rss", ".atom")
    extra = ""

    def recognises(self, head: bytes) -> bool:
        """Return whether its first element is that of a feed."""
        return is_feed(head)

    def records(
        self, stream: BinaryIO, options: ReadOptions
    ) -> Iterator[Record | Problem]:
        """Cut the items.

        Raises:
            UnreadableSource: if it is no feed, is broken in the middle, or has an
                item, or anything else in one part, longer than an article can be.
        """
        yield from cut_items(stream, _Parts(), "a feed")

    def draft(self, record: Record, options: ReadOptions) -> Draft:
        """Recognise the parts of an item."""
        if isinstance(record.content, bytes | str):
            raise UnreadableSource("not an item of a feed")
        return draft_of(record.content, options.mapping)


class _Parts:
    """What the parts of a feed tell."""

    def of_feed(self, author: Any) -> Mapping[str, object]:
        """What an author of the whole feed tells of its items."""
        name = _author(author)
        return {"authors": [name]} if name else {}

    def of_item(self, item: Any) -> Mapping[str, object] | None:
        """The columns of an item."""
        return _columns(item)


def _columns(item: Any) -> dict[str, object]:
    """The parts of an item by name; the first of each, but of authors all."""
    found: dict[str, object] = {}
    authors: list[str] = []
    for part in item:
        if isinstance(part.tag, str) and part.tag.startswith(_MEDIA):
            continue  # the title and the text of a picture
        name = local_name(part)
        if name in ("author", "creator"):
            authors.append(_author(part))
        elif name == "link":
            _add_link(found, part)
        elif name == "source" and len(part):  # Atom's, another feed
            title = next((words(p) for p in part if local_name(p) == "title"), "")
            found.setdefault("source", title)
        elif name == "guid":
            found.setdefault("guid", words(part))
            if part.get("isPermaLink") != "false" and "://" in words(part):
                found.setdefault("url", words(part))
        else:
            text = part.get("label") or part.get("term") if name == "category" else None
            found.setdefault(_OURS.get(name, name), text or _markup(part))
    people = [name for name in authors if name]
    return found | ({"authors": people} if people else {})


def _add_link(found: dict[str, object], part: Any) -> None:
    address = part.get("href") or words(part)
    if address and part.get("rel", "alternate") == "alternate":
        found.setdefault("link", address)


def _author(part: Any) -> str:
    """A name: Atom's, or RSS' "ann@example.org (Ann Lee)"."""
    for inner in part:
        if local_name(inner) == "name":
            return words(inner)
    told = words(part)
    address = _ADDRESS.fullmatch(told)
    return (address[1] or "") if address else told


def _markup(part: Any) -> str:
    """Its text; where it holds elements, as XHTML in Atom, as markup."""
    if len(part):
        from lxml import etree

        return html.escape(part.text or "", quote=False) + "".join(
            etree.tostring(inner, encoding="unicode", method="html") for inner in part
        )
    return words(part)
