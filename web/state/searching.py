"""Asking the index for what an address states."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Final, cast

from flask import Flask, current_app

from search.engines.url import EngineUrl
from search.model.article import Facet, Notice, ResultPage
from search.model.fields import COUNTRY_FIELDS, FIELDS, LISTED_FACETS
from search.request import Ask, Sort
from search.searcher import Searcher

from .links import on_page
from .state import SearchState, read_state, selections

__all__ = [
    "Answer",
    "asked",
    "attach_searcher",
    "last_page",
    "search",
    "stated",
    "the_searcher",
    "total_of",
]

_MOST_HITS: Final = 10_000
"""Engines keep every hit up to the page asked for; nobody reads this far."""

_ALL_COUNTRIES: Final = 500
"""More than there ever were."""

_EXTENSION: Final = "dateline"


@dataclass(frozen=True, slots=True)
class Answer:
    """A result page, and the state it answers: the one asked, on a page there is.

    ``counted`` has all that was counted, for pictures; the page what is listed.
    """

    page: ResultPage
    state: SearchState
    counted: Mapping[str, Facet]


def attach_searcher(app: Flask, engine: EngineUrl) -> None:
    """Give the application its searcher; it opens the index when first asked."""
    app.extensions[_EXTENSION] = Searcher(engine)


def the_searcher(app: Flask | None = None) -> Searcher:
    """Return an application's searcher, the current one's by default."""
    return cast(Searcher, (app or current_app).extensions[_EXTENSION])


def stated(
    parameters: Iterable[tuple[str, str]],
) -> tuple[SearchState, tuple[Notice, ...]]:
    """Read an address as :func:`read_state` does, names as they are listed now.

    So links made before a name was shown otherwise go on to find it, and chips,
    facets and new links agree about how it is called.

    Raises:
        EngineError: if names are chosen and there is no index to be read.
    """
    state, notices = read_state(parameters)
    now, others = the_searcher().listed(state.selections)
    if others:
        include = {chosen.field: chosen.include for chosen in now}
        exclude = {chosen.field: chosen.exclude for chosen in now}
        state = replace(state, selections=selections(include, exclude))
    return state, (*notices, *others)


def search(state: SearchState, notices: tuple[Notice, ...] = ()) -> Answer:
    """Answer a search, with the page nearest to the one asked for.

    Raises:
        EngineError: if there is no index, or it cannot be read.
    """
    searcher = the_searcher()
    if state.page > 1:
        # an offset far behind the last article would be costly for the engine
        state = on_page(state, min(state.page, last_page(state, searcher.count())))
    page = searcher.search(asked(state))
    if page.total and not page.hits:
        state = on_page(state, last_page(state, page.total))
        page = searcher.search(asked(state))
    counted = {facet.field: facet for facet in page.facets}
    listed = (facet for facet in page.facets if facet.field in LISTED_FACETS)
    facets = tuple(map(_listed, listed))
    page = replace(page, facets=facets, notices=(*page.notices, *notices))
    return Answer(page, state, counted)


def total_of(state: SearchState) -> int:
    """Return how many articles a search would find."""
    ask = replace(asked(state), offset=0, limit=0, facets=(), sort=Sort.NEWEST)
    return the_searcher().answer(ask)[0].total


def last_page(state: SearchState, total: int) -> int:
    """Return the number of the last page of so many hits; 1 if there are none."""
    return max(1, min(-(-total // state.size), _MOST_HITS // state.size))


def asked(state: SearchState) -> Ask:
    """Return what an address asks."""
    return Ask(
        text=state.text,
        selections=state.selections,
        start=state.start,
        end=state.end,
        sort=state.sort,
        offset=(state.page - 1) * state.size,
        limit=state.size,
        facets=(*LISTED_FACETS, *_counted_periods(state)),
        facet_sizes={"country" if state.mentioned else "about": _ALL_COUNTRIES},
    )


def _counted_periods(state: SearchState) -> tuple[str, ...]:
    """What a timeline needs beside years; days are many, so only for a short time."""
    return ("month", "day") if state.is_short else ("month",)


def _listed(facet: Facet) -> Facet:
    """The facet as it is listed, which may be less than was counted."""
    if facet.field not in COUNTRY_FIELDS:
        return facet
    size = FIELDS[facet.field].facet_size
    rest = (value for value in facet.values[size:] if value.selected or value.excluded)
    values = (*facet.values[:size], *rest)
    more = facet.more or len(values) < len(facet.values)
    return replace(facet, values=values, more=more)
