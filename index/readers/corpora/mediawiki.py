"""Dumps of MediaWiki: Wikinews, Wikipedia and other wikis; one article a page.

Talk, categories, templates and redirects are no articles. When a page was published is
told by its own templates or categories; the time of its last change is not that.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any, BinaryIO, Final
from urllib.parse import quote

from ...errors import UnreadableSource
from ...records import Draft, Problem, ReadOptions, Record
from ..bytes.elements import cut_elements, local_name
from ..bytes.heads import xml_root
from ..bytes.trees import all_named, attribute, child, children, first_named
from .wikitext import read_wikitext

__all__ = ["MediaWikiReader"]

_ARTICLES: Final = "0"
_WITHOUT_TEXT: Final = (6, 14)
"""Namespaces whose links show no words: files and categories."""
_REDIRECT: Final = re.compile(r"\s*#\w{4,20}\s?:?\s?\[\[", re.IGNORECASE)


class MediaWikiReader:
    """The pages of a wiki."""

    name = "mediawiki"
    about = "dumps of MediaWiki, such as Wikinews"
    suffixes: tuple[str, ...] = ()
    extra = "wiki"

    def recognises(self, head: bytes) -> bool:
        """Return whether its first element is that of a dump."""
        return xml_root(head) == "mediawiki"

    def records(
        self, stream: BinaryIO, options: ReadOptions
    ) -> Iterator[Record | Problem]:
        """Cut the pages that are articles, each in its last version.

        Raises:
            UnreadableSource: if the XML is broken, or no page is an article.
        """
        site: dict[str, object] = {}
        number = 0
        for name, element in cut_elements(stream, ("siteinfo", "page"), "a dump"):
            if name == "siteinfo":
                site = _site(element)
            elif (page := _page(element)) and page["title"] != site.get("main"):
                number += 1
                yield Record(f"page {page['id'] or number}", {**site, **page})
        if not number:
            raise UnreadableSource("a dump of a wiki without an article")

    def draft(self, record: Record, options: ReadOptions) -> Draft:
        """Read the text of a page."""
        if isinstance(record.content, bytes | str):
            raise UnreadableSource("not a page of a wiki")
        return _draft(record.content)


def _site(element: Any) -> dict[str, object]:
    """What a dump tells of its wiki."""
    told = {local_name(part): (part.text or "").strip() for part in element}
    base = told.get("base", "")
    hidden = [
        (space.text or "").strip().casefold()
        for space in all_named(element, "namespace")
        if attribute(space, "key") in map(str, _WITHOUT_TEXT)
    ]
    outer = element.getparent()
    return {
        "site": told.get("sitename", ""),
        "base": base.rpartition("/")[0],
        "main": base.rpartition("/")[2].replace("_", " "),
        "language": "" if outer is None else attribute(outer, "lang"),
        "hidden": hidden,
    }


def _page(element: Any) -> dict[str, str] | None:
    """The title, id and text of a page, if it is an article."""
    told = {local_name(part): part.text or "" for part in element}
    if told.get("ns", _ARTICLES).strip() != _ARTICLES or "redirect" in told:
        return None
    revisions = [*children(element, "revision")]
    revision = max(revisions, key=_time, default=None)
    model = child(revision, "model")
    if model is not None and model.text not in (None, "wikitext"):
        return None
    written = first_named(revision, "text")
    text = "" if written is None else written.text or ""
    if not text.strip() or _REDIRECT.match(text):
        return None
    return {
        "title": told.get("title", "").strip(),
        "id": told.get("id", "").strip(),
        "text": text,
    }


def _time(revision: Any) -> str:
    stamp = child(revision, "timestamp")
    return "" if stamp is None else stamp.text or ""


def _draft(page: Mapping[str, Any]) -> Draft:
    read = read_wikitext(page["text"], frozenset(page.get("hidden", ())))
    if not read.text:
        raise UnreadableSource("a page without a text")
    address = quote(page["title"].replace(" ", "_"), safe="/:,()!*'")
    base = page.get("base", "")
    return Draft(
        title=page["title"],
        body=read.text,
        url=f"{base}/{address}" if base else "",
        source=page.get("site", ""),
        language=page.get("language", ""),
        source_id=page["id"],
        published=read.published,
    )
