"""Every place of what a search asks for, with the words around it."""

from __future__ import annotations

from typing import Final

from flask import Blueprint, Response, request

from search.answer import answer_plan
from search.explore.concordance import MOST_WORDS, LineOrder, find_places
from search.explore.json import concordance_as_json
from search.plan import plan_search
from search.request import NO_FACETS, NO_HITS

from ..state.searching import the_index
from .answers import as_json, of_index
from .parameters import FILTERS, Parameter, one_of, read, size
from .searches import criteria_of

__all__ = ["CONCORDANCE_PARAMETERS", "register"]

_ORDER_SCHEMA, _read_order = one_of(LineOrder)

CONCORDANCE_PARAMETERS: Final = (
    *FILTERS,
    Parameter(
        name="order",
        help="By the dates of the articles, or by the nearest word on the `left` or "
        "`right`, then by the words beyond it.",
        schema={**_ORDER_SCHEMA, "default": LineOrder.NEWEST.value},
        read=lambda text: LineOrder(_read_order(text)),
        default=LineOrder.NEWEST,
    ),
    size("words", "How many words on either side.", most=MOST_WORDS, default=8),
    size("size", "How many lines.", most=1_000, default=50),
    size("page", "Which so many of them.", most=5_000, default=1),
)


def register(blueprint: Blueprint) -> None:
    """Add the address."""
    blueprint.add_url_rule("/concordance", view_func=concordance)


@of_index
def concordance() -> Response:
    """Some lines of a search."""
    values = read(CONCORDANCE_PARAMETERS, request.args.items(multi=True))
    plan = plan_search(criteria_of(values), the_index())
    answer = answer_plan(plan, NO_HITS, NO_FACETS)
    found = find_places(answer, values["order"], values["words"])
    offset = (values["page"] - 1) * values["size"]
    body = concordance_as_json(found, offset, values["size"], answer.notices)
    return as_json(body)
