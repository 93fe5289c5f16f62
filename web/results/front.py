"""The front page: what the empty search shows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from search.model.fields import NO_DATE, UNRELIABLE_DATE
from search.model.hits import Facet
from search.request import Sort

from ..state.hrefs import hrefs_of, search_href
from ..state.searching import Found
from ..state.state import SearchState
from .cards import Card, card_of
from .top_lists import TopList, top_lists

__all__ = ["FrontView", "front_view"]

_NEWEST: Final = 6
_TOP: Final = 10
_LISTS: Final = ("person", "about", "source")


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
        tops=top_lists(answer, SearchState(), _LISTS, _TOP),
        all_href=search_href(every),
    )


def _years(facet: Facet) -> list[str]:
    undated = (NO_DATE, UNRELIABLE_DATE)
    return [one.value for one in facet.values if one.count and one.value not in undated]
