"""Asking the index for what an address states."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final, cast

from flask import Flask, current_app

from search.engine import Sort
from search.model import Notice, ResultPage
from search.searcher import Ask, Searcher

from .links import on_page
from .state import SearchState

__all__ = [
    "Answer",
    "asked",
    "attach_searcher",
    "last_page",
    "search",
    "the_searcher",
    "total_of",
]

_MOST_HITS: Final = 10_000
"""Engines keep every hit up to the page asked for; nobody reads this far."""

_EXTENSION: Final = "dateline"


@dataclass(frozen=True, slots=True)
class Answer:
    """A result page, and the state it answers: the one asked, on a page there is."""

    page: ResultPage
    state: SearchState


def attach_searcher(app: Flask, engine: str) -> None:
    """Give the application its searcher; it opens the index when first asked."""
    app.extensions[_EXTENSION] = Searcher(engine)


def the_searcher(app: Flask | None = None) -> Searcher:
    """Return an application's searcher, the current one's by default."""
    return cast(Searcher, (app or current_app).extensions[_EXTENSION])


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
    return Answer(replace(page, notices=(*page.notices, *notices)), state)


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
    )
