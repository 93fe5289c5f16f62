"""Groups of near-duplicates: one article of each shown or all, and what a hit says."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from search.explore.versions import Versions
from search.model.article import Article

from ..i18n.formats import grouped, published_words
from ..i18n.translation import gettext, ngettext
from ..state import links
from ..state.hrefs import search_href, versions_href
from ..state.searching import Found
from .paging import Option

__all__ = ["MOST_TOLD", "VersionsView", "folding_of", "versions_view"]

MOST_TOLD: Final = 20
"""Versions of one hit that are read to tell which of them is the longest."""


@dataclass(frozen=True, slots=True)
class VersionsView:
    """What a hit says of its other versions.

    Attributes:
        label: "+6 versions".
        href: all versions, the one printed first at the top.
        first: where and when it was printed first; "" if that is not known.
        longest: where the longest version was printed, if in another place.
    """

    label: str
    href: str
    first: str
    longest: str


def folding_of(found: Found) -> tuple[Option, ...]:
    """Return the choices, each with its number of hits; none where both show the same.

    All versions that were asked for stay a choice that can be taken back.
    """
    page, state = found.page, found.state
    if page.groups is None or page.groups == page.total:
        return ()
    return tuple(
        Option(
            f"{label} ({grouped(count)})",
            search_href(links.folded(state, fold)),
            fold is state.fold,
        )
        for fold, label, count in (
            (True, gettext("one of each text"), page.groups),
            (False, gettext("all"), page.total),
        )
    )


def versions_view(article: Article, versions: Versions | None) -> VersionsView | None:
    """Return what a hit says of its other versions; ``None`` if it has none."""
    others = versions.total - 1 if versions else 0
    if versions is None or others < 1:
        return None
    num = grouped(others)
    label = ngettext("+%(num)s version", "+%(num)s versions", others, num=num)
    return VersionsView(
        label=label,
        href=versions_href(versions.group),
        first=_first(article, versions),
        longest=_longest(article, versions),
    )


def _first(article: Article, versions: Versions) -> str:
    first = versions.first
    if first is None or first.published is None:
        return ""
    if first.id == article.id:
        return gettext("this one was printed first")
    day = published_words(first.published)
    if not first.source or first.source == article.source:
        return gettext("first printed %(day)s", day=day)
    return gettext("first in %(source)s, %(day)s", source=first.source, day=day)


def _longest(article: Article, versions: Versions) -> str:
    longest = versions.longest
    if longest is None:
        return ""
    if longest.id == article.id:
        return gettext("this one is the longest")
    if not longest.source or longest.source == article.source:
        return ""
    return gettext("longest in %(source)s", source=longest.source)
