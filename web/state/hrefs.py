"""Addresses of the links of a page.

A page of results has some three hundred links, and most differ from its own search in
one value or in the dates. :class:`Hrefs` writes the search down once and puts each
difference in; working out a whole state for each would take longer than the search.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from functools import cached_property, lru_cache
from urllib.parse import quote_plus

from flask import g, request, url_for

from search.codes.periods import period_code
from search.model.facets import Selection, value_key
from search.model.fields import FACETS, GROUP, PERIOD_FACETS
from search.request import Sort

from . import links
from .state import SAFE, SearchState, query_string

__all__ = [
    "Hrefs",
    "article_href",
    "hrefs_of",
    "list_href",
    "network_file_href",
    "network_href",
    "person_href",
    "search_href",
    "versions_href",
]


def search_href(state: SearchState) -> str:
    """Return the address of a search; on the search page itself just its query."""
    return _search_base() + query_string(state) or _search_path()


def versions_href(group: str) -> str:
    """Return the address of all versions of a text, the first printed at the top."""
    text = f"{GROUP}:{group}"
    return search_href(SearchState(text=text, fold=False, sort=Sort.OLDEST))


def article_href(article_id: str, state: SearchState, rank: int = 0) -> str:
    """Return the address of an article, with the search that leads to it.

    Args:
        rank: its place in the result, from 1; 0 where there is none.
    """
    if "article_path" not in g:
        g.article_path = url_for("pages.article", article_id="x").removesuffix("x")
    path = f"{g.article_path}{quote_plus(article_id)}"
    return path + query_string(state, rank=rank)


def list_href(state: SearchState, field: str, **others: str | int) -> str:
    """Return the address of all values of a facet."""
    first = links.on_page(state, 1)
    return url_for("facets.listing", field=field) + query_string(first, **others)


def person_href(name: str) -> str:
    """Return the address of the page of a person."""
    return url_for("pages.person", name=name)


def network_href(state: SearchState) -> str:
    """Return the address of who is named together in the hits of a search."""
    return url_for("pages.network") + query_string(links.whole(state))


def network_file_href(state: SearchState, kind: str) -> str:
    """Return the address of the same as a file."""
    return url_for("exports.network", kind=kind) + query_string(links.whole(state))


def hrefs_of(state: SearchState) -> Hrefs:
    """Return the links of a search on the page that is asked for."""
    return Hrefs(state, _search_base())


def _search_path() -> str:
    if "search_path" not in g:
        g.search_path = url_for("pages.search")
    return str(g.search_path)


def _search_base() -> str:
    """What stands before the query: nothing on the search page, so links are short."""
    if "search_base" not in g:
        there = request.script_root + request.path == _search_path()
        g.search_base = "" if there else _search_path()
    return str(g.search_base)


class Hrefs:
    """Makes the links of one state; ``base`` is the address of the search page.

    On the search page itself ``base`` is empty, which keeps its links short.
    """

    def __init__(self, state: SearchState, base: str = "") -> None:
        self.state = state
        self.base = base
        self._first = replace(state, page=1)
        self._chosen = {
            chosen.field: {
                value_key(chosen.field, value)
                for value in (*chosen.include, *chosen.exclude)
            }
            for chosen in state.selections
        }
        self._known: dict[str, tuple[str, str, str]] = {}

    def to(self, state: SearchState) -> str:
        """Return the address of a search, of the page for results in any case."""
        return self.base + (query_string(state) or "?q=")

    def choosing(self, field: str, value: str) -> str:
        """Return the address of this search with a value chosen, or no longer."""
        if self._changes_more(field, value):
            return self.to(links.toggle(self.state, field, value))
        before, excluded, after = self._around(field)
        return f"{before}{field}={_quoted(value)}{excluded}{after}"

    def excluding(self, field: str, value: str) -> str:
        """Return the address of this search with a value excluded, or no longer."""
        if self._changes_more(field, value):
            return self.to(links.exclude(self.state, field, value))
        before, excluded, after = self._around(field)
        others = f"{excluded[1:]}&" if excluded else ""
        return f"{before}{others}-{field}={_quoted(value)}{after}"

    def within(self, start: date, end: date) -> str:
        """Return the address of this search within ``[start, end)``."""
        prefix = self._undated
        if self._chosen.keys() & set(PERIOD_FACETS):
            state = links.within(self.state, start, end)
            prefix = self._open(replace(state, start=None, end=None))
        return prefix + _bounds(start, end)

    @cached_property
    def _undated(self) -> str:
        return self._open(replace(self._first, start=None, end=None))

    def _changes_more(self, field: str, value: str) -> bool:
        """Whether choosing a value does more than to add a parameter."""
        if field == "year" and "month" in self._chosen:
            return True
        keys = self._chosen.get(field)
        return keys is not None and value_key(field, value) in keys

    def _around(self, field: str) -> tuple[str, str, str]:
        """The address before a new value, the values excluded, and what follows."""
        found = self._known.get(field)
        if found is None:
            place = FACETS.index(field)
            chosen = {s.field: s for s in self.state.selections}
            own = chosen.get(field, Selection(field))
            earlier = [chosen[name] for name in FACETS[:place] if name in chosen]
            later = [chosen[name] for name in FACETS[place + 1 :] if name in chosen]
            included = [Selection(field, own.include)] if own.include else []
            head = SearchState(text=self.state.text, selections=(*earlier, *included))
            middle = SearchState(selections=(Selection(field, (), own.exclude),))
            tail = replace(self._first, text="", selections=tuple(later))
            found = self._known[field] = (
                self._open(head),
                query_string(middle).replace("?", "&", 1),
                query_string(tail).replace("?", "&", 1),
            )
        return found

    def _open(self, state: SearchState) -> str:
        """An address that waits for another parameter."""
        query = query_string(state)
        return f"{self.base}{query}&" if query else f"{self.base}?"


@lru_cache(maxsize=4096)  # a page has most of its values several times
def _quoted(value: str) -> str:
    return quote_plus(value, safe=SAFE)


def _bounds(start: date, end: date) -> str:
    """The parameters for ``[start, end)``, as short as they can be said."""
    last = end - timedelta(days=1)
    if code := period_code(start, end):
        return f"from={code}&to={code}"
    if (start.month, start.day, end.month, end.day) == (1, 1, 1, 1):
        return f"from={start.year:04}&to={last.year:04}"
    if (start.day, end.day) == (1, 1):
        return f"from={start.isoformat()[:7]}&to={last.isoformat()[:7]}"
    return f"from={start.isoformat()}&to={last.isoformat()}"
