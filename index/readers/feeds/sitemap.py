"""Sitemaps of news: what a paper tells search engines of its newest articles.

They have titles and dates, and no texts.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, BinaryIO, Final

from ...errors import UnreadableSource
from ...records import Draft, Problem, ReadOptions, Record
from ..bytes.elements import cut_elements, local_name
from ..bytes.heads import xml_root
from ..columns import draft_of

__all__ = ["SitemapReader"]

_OURS: Final[Mapping[str, str]] = {
    "loc": "url",
    "name": "source",
    "language": "language",
    "publication_date": "published",
    "title": "title",
}
_PICTURES: Final = ("image", "video")


class SitemapReader:
    """The news in a sitemap."""

    name = "sitemap"
    about = "sitemaps of news, titles and dates without texts"
    suffixes: tuple[str, ...] = ()
    extra = ""

    def recognises(self, head: bytes) -> bool:
        """Return whether its first element is a sitemap's."""
        return xml_root(head) == "urlset"

    def records(
        self, stream: BinaryIO, options: ReadOptions
    ) -> Iterator[Record | Problem]:
        """Cut the articles.

        Raises:
            UnreadableSource: if the XML is broken, or it is a list of addresses alone.
        """
        number = 0
        for _, element in cut_elements(stream, ("url",), "a sitemap"):
            columns = _columns(element)
            if "title" in columns:
                number += 1
                yield Record(f"item {number}", columns)
        if not number:
            raise UnreadableSource("a sitemap of addresses alone, without titles")

    def draft(self, record: Record, options: ReadOptions) -> Draft:
        """Recognise the parts of an entry."""
        if isinstance(record.content, bytes | str):
            raise UnreadableSource("not an entry of a sitemap")
        return draft_of(record.content, options.mapping)


def _columns(entry: Any) -> dict[str, object]:
    found: dict[str, object] = {}
    for part in entry:
        if local_name(part) in _PICTURES:
            continue
        for inner in part.iter():
            name = _OURS.get(local_name(inner))
            if name and (inner.text or "").strip():
                found.setdefault(name, inner.text.strip())
    return found
