"""Searching and listing the values of a facet, page by page without an end."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, Final

from flask import Blueprint, Response, request

from search.answer import page_of
from search.codes.dates import DateSpan, join_spans, parse_period, today
from search.explore.facet_values import ValueOrder, list_values
from search.explore.versions import count_versions
from search.model.facets import Selection
from search.model.fields import FACETS, LISTED_FACETS
from search.model.hits import Hit
from search.plan import Plan, plan_search, request_of
from search.request import NO_FACETS, After, Counting, Criteria, Sort, Window
from search.results.json import facet_value_as_json, page_as_json

from ..http.problems import BadParameters, Fault, NoSuchFacet
from ..state.searching import the_index
from .answers import as_json, of_index, with_next
from .cursor import LONGEST_CURSOR, Cursor, digest, read_cursor, written
from .parameters import (
    FILTERS,
    LONGEST_VALUE,
    SEARCH,
    Parameter,
    one_of,
    read,
    size,
    text_of_length,
)

__all__ = ["FACET_PARAMETERS", "SEARCH_PARAMETERS", "criteria_of", "register"]

_NO_FACETS: Final = "none"
_FACET_NAMES: Final = (*FACETS, _NO_FACETS)


def _facet_names(text: str) -> str:
    for name in text.split(","):
        _read_facet(name)
    return text


_FACET_SCHEMA, _read_facet = one_of(_FACET_NAMES)
_FIND_SCHEMA, _read_find = text_of_length(LONGEST_VALUE, empty=True)
_CURSOR_SCHEMA, _read_cursor = text_of_length(LONGEST_CURSOR, empty=False)
_ORDER_SCHEMA, _read_order = one_of(("count", "name"))


def _cursor(of: str) -> Parameter:
    return Parameter(
        name="cursor",
        help=f"Where to go on: the `next` of the answer before, for the same {of}.",
        schema=_CURSOR_SCHEMA,
        read=_read_cursor,
    )


SEARCH_PARAMETERS: Final = (
    *SEARCH,
    size("size", "How many hits.", most=100, default=10),
    size("page", "The page, where there is no cursor.", most=1_000, default=1),
    _cursor("search"),
    Parameter(
        name="facets",
        help="The facets to count, repeated or separated by commas, or `none`. "
        f"Without it {', '.join(LISTED_FACETS)}, and none behind a cursor.",
        schema=_FACET_SCHEMA,
        read=_facet_names,
        many=True,
    ),
    size(
        "facet_size",
        "How many values of each facet that is listed by count; of `on` so many "
        "years, months and days.",
        most=1_000,
        default=10,
    ),
)

FACET_PARAMETERS: Final = (
    *FILTERS,
    Parameter(
        name="order",
        help="Most hits first, or as in a register.",
        schema={**_ORDER_SCHEMA, "default": "count"},
        read=_read_order,
        default="count",
    ),
    Parameter(
        name="find",
        help="Beginnings of words that the values have, in any spelling.",
        schema=_FIND_SCHEMA,
        read=_read_find,
        default="",
    ),
    size("size", "How many values.", most=1_000, default=100),
    _cursor("facet and parameters"),
)


def register(blueprint: Blueprint) -> None:
    """Add the addresses."""
    blueprint.add_url_rule("/search", view_func=search)
    blueprint.add_url_rule("/facet/<field>", view_func=facet)


def criteria_of(values: Mapping[str, Any]) -> Criteria:
    """Return what the parameters of a search ask for."""
    chosen = (Selection(f, values[f], values[f"-{f}"]) for f in FACETS)
    anything = DateSpan(None, None)
    first = parse_period(values["from"] or "") or anything
    dates = join_spans(first, parse_period(values["to"] or "") or anything)
    return Criteria(
        text=values["q"],
        selections=tuple(s for s in chosen if s.include or s.exclude),
        start=dates.start,
        end=dates.end,
        match=values["match"],
    )


@of_index
def search() -> Response:
    """One page of hits, with facets and notices."""
    values = read(SEARCH_PARAMETERS, request.args.items(multi=True))
    plan = plan_search(criteria_of(values), the_index())
    window = Window(
        sort=values["sort"],
        fresh=values["fresh"],
        fold=values["fold"],
        meaning=values["meaning"],
    )
    sort = request_of(plan, window, NO_FACETS).sort
    this = digest("search", plan.criteria, window)
    going_on = values["cursor"] is not None
    if going_on and values["page"] != 1:
        raise BadParameters([Fault("page", "a cursor already says where to go on")])
    start = Cursor(offset=(values["page"] - 1) * values["size"])
    ranking = _ranking(plan, window)
    if going_on:
        by_date = sort is not Sort.RELEVANCE
        start = read_cursor(values["cursor"], this, ranking, by_date=by_date)
    # one more than asked for tells whether there is a next page
    wanted = replace(
        window, after=start.after, offset=start.offset, limit=values["size"] + 1
    )
    facets = _facets(values["facets"], going_on=going_on)
    counting = Counting(facets=facets, size=values["facet_size"], groups=True)
    page = count_versions(plan.index, page_of(plan, wanted, counting))
    body = page_as_json(page)
    body["hits"] = body["hits"][: values["size"]]
    following = None
    if len(page.hits) > values["size"]:
        last = page.hits[values["size"] - 1]
        cursor = _behind(last, sort, start.offset + values["size"])
        following = written(cursor, this, ranking)
    return with_next(as_json(body | {"next": following}), following)


def _ranking(plan: Plan, window: Window) -> str:
    """What hits by relevance keep their places by: a new day may mean a new order."""
    return digest(plan.index.state, plan.query, today() if window.fresh else None)


def _behind(last: Hit, sort: Sort, offset: int) -> Cursor:
    if sort is Sort.RELEVANCE:
        return Cursor(offset=offset)
    published = last.article.published
    return Cursor(After(published.date if published else None, last.article.id))


def _facets(given: tuple[str, ...], *, going_on: bool) -> tuple[str, ...]:
    if not given:
        return () if going_on else LISTED_FACETS
    names = {name for text in given for name in text.split(",")}
    return tuple(name for name in FACETS if name in names)


@of_index
def facet(field: str) -> Response:
    """The values of a facet under a search, its own choice aside."""
    if field not in FACETS:
        raise NoSuchFacet(f"The facets are {', '.join(FACETS)}.")
    values = read(FACET_PARAMETERS, request.args.items(multi=True))
    plan = plan_search(criteria_of(values), the_index())
    order: ValueOrder = values["order"]
    find = values["find"]
    this = digest("facet", field, plan.criteria, order, find)
    state = plan.index.state
    start = Cursor()
    if values["cursor"] is not None:
        start = read_cursor(values["cursor"], this, state, by_date=False)
    page = list_values(
        plan,
        field,
        order=order,
        find=find,
        offset=start.offset,
        limit=values["size"],
    )
    end = start.offset + len(page.values)
    following = None
    if page.values and end < page.total:
        following = written(Cursor(offset=end), this, state)
    body = {
        "field": field,
        "total": page.total,
        "more": page.more,
        "values": [facet_value_as_json(value) for value in page.values],
        "next": following,
    }
    return with_next(as_json(body), following)
