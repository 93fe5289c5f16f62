"""Turning pages, and how hits are ordered and how many are shown at once."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from search.answer import can_order_by_meaning
from search.plan import natural_sort
from search.request import Sort

from ..i18n.labels import sort_words
from ..i18n.translation import gettext
from ..state import links
from ..state.hrefs import search_href
from ..state.searching import Found, last_page, plan_of, window_of
from ..state.state import PAGE_SIZES, SearchState

__all__ = [
    "Option",
    "PageLink",
    "meanings_of",
    "pages_of",
    "sizes_of",
    "sorts_of",
    "turned",
]

_WINDOW: Final = 2
"""Pages linked on either side of the one shown."""


@dataclass(frozen=True, slots=True)
class Option:
    """One of several ways to show the hits."""

    label: str
    href: str
    current: bool


@dataclass(frozen=True, slots=True)
class PageLink:
    """A page to turn to; ``number`` is 0 where some are left out."""

    number: int
    href: str
    current: bool = False


def sorts_of(state: SearchState) -> Iterator[Option]:
    """Yield the orders there are; none by relevance to nothing."""
    natural = natural_sort(plan_of(state).words)
    current = state.sort or natural
    # an order is what tells all articles from the front page
    bare = not state.text and not state.filters
    for sort in Sort:
        no_words = sort is Sort.RELEVANCE and natural is not Sort.RELEVANCE
        if no_words and current is not sort:
            continue
        unsaid = sort is natural and not bare
        asked = links.sorted_by(state, None if unsaid else sort)
        yield Option(sort_words(sort), search_href(asked), sort is current)


def meanings_of(found: Found) -> Iterator[Option]:
    """Yield the choice by what the first hits are ordered, where there is one."""
    state = found.state
    if not can_order_by_meaning(found.plan, window_of(state)):
        return
    for alone, label in (
        (False, gettext("words and meaning")),
        (True, gettext("words alone")),
    ):
        href = search_href(links.by_words(state, alone))
        yield Option(label, href, alone is state.by_words)


def sizes_of(state: SearchState) -> Iterator[Option]:
    """Yield how many hits a page may show."""
    for size in PAGE_SIZES:
        href = search_href(links.sized(state, size))
        yield Option(str(size), href, size == state.size)


def pages_of(state: SearchState, total: int) -> Iterator[PageLink]:
    """Yield the first and last page and those around this one, gaps between them."""
    last = last_page(state, total)
    if last == 1:
        return
    near = range(max(1, state.page - _WINDOW), min(last, state.page + _WINDOW) + 1)
    before = 0
    for number in sorted({1, *near, last}):
        if number > before + 1:
            yield PageLink(0, "")
        href = search_href(links.on_page(state, number))
        yield PageLink(number, href, number == state.page)
        before = number


def turned(state: SearchState, total: int, steps: int) -> str:
    """Return the address of a page before or after this one, "" if there is none."""
    number = state.page + steps
    there = 1 <= number <= last_page(state, total)
    return search_href(links.on_page(state, number)) if there else ""
