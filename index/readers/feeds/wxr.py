"""WXR, the export of WordPress: a feed with everything that is on a site.

Only published posts are articles: no pages, drafts, pictures, menus or products. Who
wrote a post is told by a login, and people have their names at the head of the file.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any, BinaryIO, Final

from ...errors import UnreadableSource
from ...records import Draft, Problem, ReadOptions, Record
from ..bytes.elements import local_name
from ..bytes.encoding import opening
from ..columns import draft_of
from .feed import is_feed
from .items import cut_items, words

__all__ = ["WxrReader", "without_shortcodes"]

_NAMESPACE: Final = re.compile(r"xmlns:wp\s*=|wordpress\.org/export/|<wp:wxr_version>")
_POSTS: Final = re.compile(
    r"post|(?!wp_).*(?:article|news|stor(?:y|ies)|press|blog|column|opinion|interview"
    r"|review|report)s?",
    re.IGNORECASE,
)
"""Types of posts; sites have their own besides ``post``."""
_NEVER: Final = ("0000-00-00", "-0001")
_NO_SECTION: Final = ("uncategorized", "uncategorised", "allgemein", "non classé")

_WHOLE: Final = re.compile(
    r"\[(caption|embed|gallery|playlist|video|audio|wp_caption|soundcloud|youtube|vimeo"
    r"|instagram|twitter|tweet)\b[^\[\]]{0,2000}\](?:(?:(?!\[\1\b).){0,5000}?\[/\1\])?",
    re.IGNORECASE | re.DOTALL,
)
"""Shortcodes that stand for something else than text, with what is in them."""
_MARK: Final = re.compile(
    r"\[/?[a-z][\w-]{1,40}(?:\s+[\w-]{1,40}\s?=\s?(?:\"[^\"\]]{0,1000}\""
    r"|'[^'\]]{0,1000}'|[^\s\]\"']{1,200})){1,30}\s*/?\]|\[/[a-z][\w-]{1,40}\]",
    re.IGNORECASE,
)
"""Marks of any other shortcode; ``[sic]`` is none."""
_CLOSING: Final = re.compile(r"\[/([a-z][\w-]{1,40})\]", re.IGNORECASE)
_BARE: Final = re.compile(r"\[([a-z][\w-]{1,40})\]", re.IGNORECASE)
"""A mark if it is closed somewhere, or its name is none that anybody writes."""


class WxrReader:
    """The export of a WordPress site."""

    name = "wxr"
    about = "WordPress exports (WXR), their published posts"
    suffixes: tuple[str, ...] = (".wxr",)
    extra = ""

    def recognises(self, head: bytes) -> bool:
        """Return whether it is a feed with the names of WordPress."""
        text = opening(head)
        return is_feed(head) and _NAMESPACE.search(text) is not None

    def records(
        self, stream: BinaryIO, options: ReadOptions
    ) -> Iterator[Record | Problem]:
        """Cut the published posts.

        Raises:
            UnreadableSource: see :func:`.cut_items`; and if nothing is published.
        """
        number = 0
        for record in cut_items(stream, _Parts(), "a WordPress export"):
            number += 1
            yield record
        if not number:
            raise UnreadableSource("a WordPress export without a published post")

    def draft(self, record: Record, options: ReadOptions) -> Draft:
        """Recognise the parts of a post."""
        if isinstance(record.content, bytes | str):
            raise UnreadableSource("not a post of WordPress")
        return draft_of(record.content, options.mapping)


class _Parts:
    """What the parts of an export tell; people by their logins."""

    def __init__(self) -> None:
        self._people: dict[str, str] = {}

    def of_feed(self, author: Any) -> Mapping[str, object]:
        """Note an author of the site."""
        told = {local_name(part): words(part) for part in author}
        first, last = told.get("author_first_name"), told.get("author_last_name")
        login = told.get("author_login", "")
        shown = told.get("author_display_name", "")
        whole = f"{first or ''} {last or ''}".strip()
        self._people[login] = (whole if shown in ("", login) else shown) or login
        return {}

    def of_item(self, item: Any) -> Mapping[str, object] | None:
        """The columns of an item, if it is a published post."""
        told: dict[str, str] = {}
        for part in item:
            told.setdefault(_key(part), words(part))
        status = told.get("status", "publish").lower()
        if status != "publish":
            return None
        if not _POSTS.fullmatch(told.get("post_type", "post")):
            return None
        dates = (told.get(n, "") for n in ("pubDate", "post_date", "post_date_gmt"))
        return {
            "title": told.get("title", ""),
            "body": without_shortcodes(told.get("encoded", ""))
            or told.get("excerpt:encoded", "")
            or told.get("description", ""),
            "published": next((d for d in dates if d and not _is_never(d)), ""),
            "url": told.get("link", ""),
            "guid": told.get("guid", "") or told.get("post_id", ""),
            "authors": self._authors(item, told.get("creator", "")),
            "section": next(_sections(item), ""),
        }

    def _authors(self, item: Any, login: str) -> list[str]:
        """Those that a plug-in tells, else the one who has the login."""
        several = [
            words(part)
            for part in item
            if local_name(part) == "category" and part.get("domain") == "author"
        ]
        return several or [self._people.get(login, login)]


def _key(part: Any) -> str:
    """The name of a part; that of the excerpt is told from that of the text."""
    name = local_name(part)
    if name == "encoded" and "excerpt" in str(part.tag):
        return "excerpt:encoded"
    return name


def _is_never(written: str) -> bool:
    return any(year in written for year in _NEVER)


def _sections(item: Any) -> Iterator[str]:
    for part in item:
        if (
            local_name(part) == "category"
            and part.get("domain", "category") == "category"
        ):
            name = words(part)
            if name and name.lower() not in _NO_SECTION:
                yield name


def without_shortcodes(text: str) -> str:
    """Return the text of a post without the marks that WordPress replaces."""
    if "[" not in text:
        return text
    text = _WHOLE.sub("", text)
    closed = {name.lower() for name in _CLOSING.findall(text)}

    def without(mark: re.Match[str]) -> str:
        name = mark[1].lower()
        return "" if name in closed or "_" in name else mark[0]

    return _MARK.sub("", _BARE.sub(without, text))
