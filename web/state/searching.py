"""Asking the index for what an address states."""

from __future__ import annotations

import time
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final, cast

from flask import Flask, current_app, g

from search.answer import answer_plan, shown_page, totals_of
from search.engines.url import EngineUrl
from search.model.article import Article
from search.model.fields import COUNTRY_FIELDS, FIELDS, LISTED_FACETS, PRESENCE
from search.model.hits import Facet, Notice, NoticeKind, ResultPage
from search.plan import Plan, plan_search, request_of
from search.query.tree import And, Exact, Not, Query, simplify
from search.ranking.meaning.vectors import VectorFile
from search.request import (
    NO_FACETS,
    NO_HITS,
    Counting,
    Criteria,
    SearchRequest,
    Sort,
    Window,
)
from search.results.page import label_facets
from search.searcher import Searcher
from search.snapshot import Snapshot

from .choices import selections
from .links import on_page
from .state import SearchState, read_state

__all__ = [
    "Found",
    "attach_searcher",
    "counting_of",
    "last_page",
    "limit_articles",
    "plan_of",
    "search",
    "stated",
    "the_index",
    "the_searcher",
    "totals",
    "window_of",
]

_MOST_HITS: Final = 10_000
"""Engines keep every hit up to the page asked for; nobody reads this far."""

_ALL_COUNTRIES: Final = 500
"""More than there ever were."""

_EXTENSION: Final = "dateline"

_YEARS: Final = Counting(facets=("year",))

_NOWHERE: Final = Not(Exact(PRESENCE, "about"))
"""Finds the articles that are about no country."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """All that was asked of the index for a page of hits, in one round trip.

    Attributes:
        page: the hits, and the facets as they are listed.
        state: the search answered: the one asked, on a page there is.
        plan: the search as it was understood and, it may be, relaxed.
        relaxed: whether hits have only most of the words.
        counted: all that was counted, for pictures.
        years: the years of what is found, whatever dates are chosen.
        newest: the newest article of that, if any.
        nowhere: hits about no country; ``None`` if that was not counted.
    """

    page: ResultPage
    state: SearchState
    plan: Plan
    relaxed: bool
    counted: Mapping[str, Facet]
    years: Facet
    newest: Article | None
    nowhere: int | None


def attach_searcher(app: Flask, engine: EngineUrl, data: Path) -> None:
    """Give the application its searcher; it opens the index when first asked.

    Args:
        data: the data folder, in which there may be vectors of the articles.
    """
    app.extensions[_EXTENSION] = Searcher(engine, VectorFile(data))


def limit_articles(seen: Query | None) -> None:
    """Answer this request from the articles that a query finds, and from no others.

    ``None`` finds every article. Until this is called there is no index to ask, so
    that whoever forgets it shows nothing.
    """
    g.seen = seen


def the_searcher(app: Flask | None = None) -> Searcher:
    """Return an application's searcher, the current one's by default."""
    return cast(Searcher, (app or current_app).extensions[_EXTENSION])


def the_index() -> Snapshot:
    """Return the state of the index that this request is answered on.

    Raises:
        EngineError: if there is no index, or it cannot be read.
    """
    if "index" not in g:
        g.index = the_searcher().snapshot(g.seen)
    return cast(Snapshot, g.index)


def plan_of(state: SearchState) -> Plan:
    """Return a search as it is understood, once in a request.

    Raises:
        EngineError: if there is no index, or it cannot be read.
    """
    if "plans" not in g:
        g.plans = {}
    plans: dict[Criteria, Plan] = g.plans
    criteria = state.criteria
    if criteria not in plans:
        same = (plan for known, plan in plans.items() if known.text == criteria.text)
        plans[criteria] = plan_search(criteria, the_index(), next(same, None))
    return plans[criteria]


def stated(
    parameters: Iterable[tuple[str, str]],
) -> tuple[SearchState, tuple[Notice, ...]]:
    """Read an address as :func:`read_state` does, names as they are listed now.

    So links made before a name was shown otherwise still find it, and chips, facets
    and new links agree about how it is called.

    Raises:
        EngineError: if there is no index, or it cannot be read.
    """
    state, notices = read_state(parameters)
    plan = plan_of(state)
    if any(one.kind is NoticeKind.OTHER_SPELLING for one in plan.filter_notices):
        include = {chosen.field: chosen.include for chosen in plan.selections}
        exclude = {chosen.field: chosen.exclude for chosen in plan.selections}
        state = replace(state, selections=selections(include, exclude))
        g.plans[state.criteria] = plan
    return state, notices


def search(state: SearchState, notices: tuple[Notice, ...] = ()) -> Found:
    """Answer a search, with the page nearest to the one asked for.

    Raises:
        EngineError: if there is no index, or it cannot be read.
    """
    started = time.perf_counter()
    plan = plan_of(state)
    if state.page > 1:
        # an offset far behind the last article would be costly for the engine
        state = on_page(state, min(state.page, last_page(state, plan.index.articles)))

    answer = answer_plan(plan, window_of(state), counting_of(state), _for_pictures)
    if answer.result.total and not answer.result.hits:
        shown = answer.result.shown(fold=state.fold)
        state = on_page(state, last_page(state, shown))
        answer = answer_plan(plan, window_of(state), counting_of(state), _for_pictures)
    page = shown_page(answer, window_of(state), counting_of(state))
    counted = {facet.field: facet for facet in page.facets}
    listed = (facet for facet in page.facets if facet.field in LISTED_FACETS)
    (years,) = label_facets(("year",), answer.also[0], plan.selections)
    return Found(
        page=replace(
            page,
            facets=tuple(map(_listed, listed)),
            notices=(*page.notices, *notices),
            milliseconds=(time.perf_counter() - started) * 1000,
        ),
        state=state,
        plan=answer.plan,
        relaxed=answer.relaxation is not None,
        counted=counted,
        years=years,
        newest=next((article for article, _ in answer.also[0].hits), None),
        nowhere=answer.also[1].total if len(answer.also) > 1 else None,
    )


def _for_pictures(plan: Plan) -> list[SearchRequest]:
    """What a page asks besides: years and newest article whatever dates are chosen.

    And the hits that are about no country, where none is chosen.
    """
    anytime = replace(plan, criteria=replace(plan.criteria, start=None, end=None))
    found = [request_of(anytime, Window(sort=Sort.NEWEST, limit=1), _YEARS)]
    if all(chosen.field != "about" for chosen in plan.selections):
        nowhere = replace(plan, wanted=simplify(And((plan.wanted, _NOWHERE))))
        found.append(request_of(nowhere, NO_HITS, NO_FACETS))
    return found


def totals(states: Sequence[SearchState]) -> list[int]:
    """Return how many articles each of some searches would show."""
    return totals_of([plan_of(state) for state in states])


def last_page(state: SearchState, total: int) -> int:
    """Return the number of the last page of so many hits; 1 if there are none."""
    return max(1, min(-(-total // state.size), _MOST_HITS // state.size))


def window_of(state: SearchState) -> Window:
    """Return which of its hits an address asks for."""
    return Window(
        sort=state.sort,
        fold=state.fold,
        meaning=not state.by_words,
        offset=(state.page - 1) * state.size,
        limit=state.size,
    )


def counting_of(state: SearchState) -> Counting:
    """Return what the lists and pictures of a page count."""
    return Counting(
        facets=(*LISTED_FACETS, *_counted_periods(state)),
        sizes={"country" if state.mentioned else "about": _ALL_COUNTRIES},
        groups=True,
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
