"""The front page: what the empty search shows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from search.model.fields import NO_DATE, UNRELIABLE_DATE
from search.model.hits import Facet
from search.request import Sort

from ..i18n.facet_words import ListWords, list_words
from ..i18n.labels import facet_words
from ..state.hrefs import hrefs_of, list_href, search_href
from ..state.searching import Found
from ..state.state import SearchState
from .cards import Card, card_of
from .filters import Choice, choice_of

__all__ = ["FrontView", "TopList", "front_view"]

_NEWEST: Final = 6
_TOP: Final = 10
_LISTS: Final = ("person", "about", "source")


@dataclass(frozen=True, slots=True)
class TopList:
    """The most frequent values of a facet; ``href`` leads to all of them."""

    field: str
    heading: str
    words: ListWords
    choices: tuple[Choice, ...]
    href: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FrontView:
    """What there is to search, at a glance.

    Attributes:
        total: how many articles there are.
        first_year, last_year: when the dated ones appeared; "" if none is dated.
        all_href: all articles, newest first.
    """

    total: int
    first_year: str
    last_year: str
    newest: tuple[Card, ...]
    tops: tuple[TopList, ...]
    all_href: str


def front_view(answer: Found) -> FrontView:
    """Make the front page ready to print, from the search for all articles."""
    every = SearchState(sort=Sort.NEWEST)
    newest = hrefs_of(every)
    page = answer.page
    facets = {facet.field: facet for facet in page.facets}
    years = _years(facets["year"])
    return FrontView(
        total=page.total,
        first_year=min(years, default=""),
        last_year=max(years, default=""),
        newest=tuple(
            card_of(newest, hit, n) for n, hit in enumerate(page.hits[:_NEWEST], 1)
        ),
        tops=tuple(_top(facets[field]) for field in _LISTS if facets[field].values),
        all_href=search_href(every),
    )


def _years(facet: Facet) -> list[str]:
    undated = (NO_DATE, UNRELIABLE_DATE)
    return [one.value for one in facet.values if one.count and one.value not in undated]


def _top(facet: Facet) -> TopList:
    state = SearchState()
    hrefs = hrefs_of(state)
    return TopList(
        field=facet.field,
        heading=facet_words(facet.field),
        words=list_words(facet.field),
        choices=tuple(
            choice_of(hrefs, facet.field, one) for one in facet.values[:_TOP]
        ),
        href=list_href(state, facet.field) if facet.more else "",
    )
