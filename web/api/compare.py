"""Some searches next to each other."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from flask import Blueprint, Response, request

from search.explore.comparison import FEWEST, MOST, compare_plans
from search.explore.json import comparison_as_json
from search.plan import plan_search

from ..http.problems import BadParameters, Fault
from ..state.comparing import divide
from ..state.searching import the_index
from .answers import as_json, of_index
from .parameters import FILTERS, read
from .searches import criteria_of

__all__ = ["COMPARE_PARAMETERS", "register"]

_QUERY, *_OTHERS = FILTERS

COMPARE_PARAMETERS: Final = (
    replace(
        _QUERY,
        help=f"A query, in the query language; give {FEWEST} to {MOST}. Filters after "
        "one are of that search; those before the first are of all of them.",
        many=True,
        least=FEWEST,
        most=MOST,
    ),
    *_OTHERS,
)


def register(blueprint: Blueprint) -> None:
    """Add the address."""
    blueprint.add_url_rule("/compare", view_func=compare)


@of_index
def compare() -> Response:
    """Some searches: when, who and where, and what is unusual in each."""
    common, searches = divide(request.query_string)
    if not FEWEST <= len(searches) <= MOST:
        wanted = f"it is given {FEWEST} to {MOST} times, once for each search"
        raise BadParameters([Fault("q", wanted)])
    asked = [read(FILTERS, [*common, *own]) for own in searches]
    index = the_index()
    plans = [plan_search(criteria_of(values), index) for values in asked]
    return as_json(comparison_as_json(compare_plans(plans)))
