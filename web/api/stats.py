"""What the index holds altogether."""

from __future__ import annotations

from typing import Any, Final

from flask import Blueprint, Response, request

from search.answer import page_of
from search.explore.facet_values import list_values
from search.model.fields import NO_DATE, SCHEMA_VERSION, UNRELIABLE_DATE
from search.model.hits import FacetValue
from search.model.kinds import NAMED_KINDS
from search.plan import Plan, plan_search, request_of
from search.request import NO_FACETS, NO_HITS, Counting, Criteria, Sort, Window
from search.results.json import facet_value_as_json
from search.snapshot import search_one

from ..state.searching import the_index, the_searcher
from .answers import as_json, of_index, program_version
from .parameters import read

__all__ = ["COUNTED", "register"]

COUNTED: Final = (*NAMED_KINDS, "country", "source", "section")
"""The facets whose distinct values are counted."""

_MOST_LISTED: Final = 1_000


def register(blueprint: Blueprint) -> None:
    """Add the address."""
    blueprint.add_url_rule("/stats", view_func=stats)


@of_index
def stats() -> Response:
    """Articles, the span of their dates, sources, languages, names and versions."""
    read((), request.args.items(multi=True))
    everything = plan_search(Criteria(), the_index())
    asked = ("year", "source", "language")
    page = page_of(everything, NO_HITS, Counting(facets=asked, size=_MOST_LISTED))
    counted = {facet.field: facet.values for facet in page.facets}
    body = {
        "articles": page.total,
        "dates": _dates(everything, page.total, counted["year"]),
        "sources": [facet_value_as_json(value) for value in counted["source"]],
        "languages": [facet_value_as_json(value) for value in counted["language"]],
        "distinct": {name: _distinct(everything, name) for name in COUNTED},
        "engine": the_searcher().url.engine,
        "schema": SCHEMA_VERSION,
        "version": program_version(),
    }
    return as_json(body)


def _dates(
    everything: Plan, articles: int, years: tuple[FacetValue, ...]
) -> dict[str, Any]:
    counts = {value.value: value.count for value in years}
    none, unreliable = counts.get(NO_DATE, 0), counts.get(UNRELIABLE_DATE, 0)
    return {
        "first": _outermost(everything, Sort.OLDEST),
        "last": _outermost(everything, Sort.NEWEST),
        "dated": articles - none - unreliable,
        "none": none,
        "unreliable": unreliable,
    }


def _outermost(everything: Plan, sort: Sort) -> str | None:
    request = request_of(everything, Window(sort=sort, limit=1), NO_FACETS)
    hits = search_one(everything.index, request).hits
    published = hits[0][0].published if hits else None
    return str(published) if published else None


def _distinct(everything: Plan, field: str) -> dict[str, Any]:
    found = list_values(everything, field, limit=0)
    return {"values": found.total, "more": found.more}
