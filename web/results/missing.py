"""The articles of a search that have nothing in a field: how many, and the way there.

A filter cannot ask for them, but the query language can: ``-has:about``.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from flask import url_for

from search.model.article import Facet
from search.model.fields import PRESENCE
from search.query.parser import parse
from search.query.tree import And, simplify

from ..state import links
from ..state.searching import total_of
from ..state.state import SearchState, query_string, selection

__all__ = ["Missing", "missing_value"]

_SINGLE: Final = ("source", "section", "language")
"""Fields with one value at most: what the values leave over has none."""

_COUNTED: Final = ("about",)
"""Fields for which the engine is asked, in some tenths of a millisecond each."""


@dataclass(frozen=True, slots=True)
class Missing:
    """How many hits have no value, and a search for them."""

    count: int
    href: str


def missing_value(state: SearchState, facet: Facet, total: int) -> Missing | None:
    """Return the hits without a value of this facet, if there are any and it is known.

    Where values are chosen there are none, and nothing is looked for.
    """
    chosen = selection(state, facet.field)
    if chosen.include or chosen.exclude or not total:
        return None
    known = facet.field in _COUNTED or (facet.field in _SINGLE and not facet.more)
    text = _without(state.text, facet.field) if known else ""
    if not text:
        return None
    there = links.with_text(state, text)
    if facet.field in _SINGLE:
        count = total - sum(value.count for value in facet.values)
    else:
        count = total_of(there)
    href = url_for("pages.search") + query_string(there)
    return Missing(count, href) if count > 0 else None


def _without(text: str, field: str) -> str:
    """A query for what also has nothing in a field; "" if it cannot be said so."""
    absent = f"-{PRESENCE}:{field}"
    meant = simplify(And((parse(text).query, parse(absent).query)))
    for said in (f"{text} {absent}".strip(), f"({text}) {absent}"):
        if parse(said).query == meant:
            return said
    return ""
