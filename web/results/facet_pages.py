"""Whole lists: a page for all values of a facet over the hits of a search."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final

from flask import Blueprint, Response, abort, request
from werkzeug.datastructures import MultiDict

from search.explore.facet_values import FacetPage, ValueOrder, list_values
from search.model.fields import FACETS

from ..http.early import page
from ..i18n.facet_words import ListWords, list_words
from ..i18n.labels import kind_words, shown_value
from ..state import links
from ..state.hrefs import hrefs_of, list_href, search_href
from ..state.searching import plan_of, stated, totals
from ..state.state import SearchState, pairs
from .filters import Choice, choice_of, clauses_of

__all__ = ["ListView", "blueprint"]

blueprint = Blueprint("facets", __name__)

_EACH: Final = 100
_LONGEST_FIND: Final = 100


@dataclass(frozen=True, slots=True)
class _ListOptions:
    """Which part of the list is asked for; ``part`` counts from 1."""

    order: ValueOrder
    find: str
    part: int


@dataclass(frozen=True, slots=True)
class ListedValue:
    """A value; ``letter`` is its initial where that begins here, else ""."""

    choice: Choice
    letter: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ListView:
    """All that a page of a facet's values shows.

    Attributes:
        hits: the articles whose values these are.
        total: all values that are listed; ``more`` tells of yet rarer ones.
        letters: initials, and where the values with each begin.
        fields: the search as fields of a form.
    """

    field: str
    kind: str
    words: ListWords
    clauses: tuple[str, ...]
    hits: int
    rows: tuple[ListedValue, ...]
    first: int
    total: int
    more: bool
    order: ValueOrder
    find: str
    orders: tuple[tuple[ValueOrder, str], ...]
    letters: tuple[tuple[str, str], ...]
    previous_href: str
    next_href: str
    all_href: str
    back_href: str
    fields: tuple[tuple[str, str], ...]


@blueprint.get("/facet/<field>")
def listing(field: str) -> Response | str:
    """All values of a facet over the hits of a search, a hundred a page."""
    if field not in FACETS:
        abort(404)
    state, _ = stated(request.args.items(multi=True))
    state = links.on_page(state, 1)
    options = _read_options(request.args)
    return page(
        "facet.html", lambda: {"view": _view(state, field, options), "state": state}
    )


def _read_options(parameters: MultiDict[str, str]) -> _ListOptions:
    part = parameters.get("part", "")[:6]
    return _ListOptions(
        "name" if parameters.get("order") == "name" else "count",
        parameters.get("find", "").strip()[:_LONGEST_FIND],
        max(int(part), 1) if part.isascii() and part.isdecimal() else 1,
    )


def _view(state: SearchState, field: str, options: _ListOptions) -> ListView:
    listed = _listed(state, field, options)
    if options.part > _parts(listed):
        options = replace(options, part=_parts(listed))
        listed = _listed(state, field, options)
    first = (options.part - 1) * _EACH
    hrefs = hrefs_of(state)
    starts = {place: letter for letter, place in listed.letters}

    def href(part: int) -> str:
        unsaid = part if part > 1 else 0
        order = _said(options.order)
        return list_href(state, field, order=order, find=options.find, part=unsaid)

    def there(part: int) -> str:
        return href(part) if 1 <= part <= _parts(listed) else ""

    orders: tuple[ValueOrder, ...] = ("count", "name")
    return ListView(
        field=field,
        kind=kind_words(field),
        words=list_words(field),
        clauses=clauses_of(state),
        hits=totals([state])[0],
        rows=tuple(
            ListedValue(choice_of(hrefs, field, value), starts.get(place, ""))
            for place, value in enumerate(listed.values, first)
        ),
        first=first + 1,
        total=listed.total,
        more=listed.more,
        order=options.order,
        find=options.find,
        orders=tuple(
            (order, list_href(state, field, order=_said(order), find=options.find))
            for order in orders
        ),
        letters=tuple(
            (letter, f"{href(place // _EACH + 1)}#letter-{letter}")
            for letter, place in listed.letters
        ),
        previous_href=there(options.part - 1),
        next_href=there(options.part + 1),
        all_href=list_href(state, field, order=_said(options.order)),
        back_href=search_href(state),
        fields=tuple(pairs(state)),
    )


def _listed(state: SearchState, field: str, options: _ListOptions) -> FacetPage:
    return list_values(
        plan_of(state),
        field,
        order=options.order,
        find=options.find,
        offset=(options.part - 1) * _EACH,
        limit=_EACH,
        label=shown_value,
    )


def _said(order: ValueOrder) -> str:
    """The order as an address states it: the natural one is left out."""
    return "" if order == "count" else order


def _parts(listed: FacetPage) -> int:
    return max(1, -(-listed.total // _EACH))
