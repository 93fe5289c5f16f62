"""What the index holds altogether."""

from __future__ import annotations

from typing import Any, Final

from flask import Blueprint, Response, request

from search.explore.facet_values import list_values
from search.model.article import FacetValue
from search.model.fields import NO_DATE, SCHEMA_VERSION, UNRELIABLE_DATE
from search.model.kinds import NAMED_KINDS
from search.request import Ask, Sort
from search.results.json import facet_value_as_json
from search.searcher import Searcher

from ..state.searching import the_searcher
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
    searcher = the_searcher()
    asked = ("year", "source", "language")
    ask = Ask(facets=asked, facet_size=_MOST_LISTED, limit=1, sort=Sort.NEWEST)
    page = searcher.search(ask)
    counted = {facet.field: facet.values for facet in page.facets}
    body = {
        "articles": page.total,
        "dates": _dates(searcher, page.total, counted["year"]),
        "sources": [facet_value_as_json(value) for value in counted["source"]],
        "languages": [facet_value_as_json(value) for value in counted["language"]],
        "distinct": {name: _distinct(searcher, name) for name in COUNTED},
        "engine": searcher.url.engine,
        "schema": SCHEMA_VERSION,
        "version": program_version(),
    }
    return as_json(body)


def _dates(
    searcher: Searcher, articles: int, years: tuple[FacetValue, ...]
) -> dict[str, Any]:
    counts = {value.value: value.count for value in years}
    none, unreliable = counts.get(NO_DATE, 0), counts.get(UNRELIABLE_DATE, 0)
    return {
        "first": _outermost(searcher, Sort.OLDEST),
        "last": _outermost(searcher, Sort.NEWEST),
        "dated": articles - none - unreliable,
        "none": none,
        "unreliable": unreliable,
    }


def _outermost(searcher: Searcher, sort: Sort) -> str | None:
    hits = searcher.search(Ask(sort=sort, facets=(), limit=1)).hits
    published = hits[0].article.published if hits else None
    return str(published) if published else None


def _distinct(searcher: Searcher, field: str) -> dict[str, Any]:
    found = list_values(searcher, Ask(), field, limit=0)
    return {"values": found.total, "more": found.more}
