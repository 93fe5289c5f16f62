"""The articles of a search that have nothing in a field: how many, and the way there.

A filter cannot ask for them, but the query language can: ``-has:about``.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from search.model.fields import PRESENCE
from search.model.hits import Facet
from search.plan import Plan
from search.query.syntax import LexemeKind

from ..state import links
from ..state.hrefs import search_href
from ..state.searching import Found

__all__ = ["Missing", "missing_value"]

_SINGLE: Final = ("source", "section", "language")
"""Fields with one value at most: what the values leave over has none."""


@dataclass(frozen=True, slots=True)
class Missing:
    """How many hits have no value, and a search for them."""

    count: int
    href: str


def missing_value(found: Found, facet: Facet) -> Missing | None:
    """Return the hits without a value of this facet, if there are any and it is known.

    Where values are chosen there are none, and nothing is looked for.
    """
    state, total = found.state, found.page.total
    chosen = state.chosen_in(facet.field)
    if chosen.include or chosen.exclude or not total:
        return None
    if facet.field in _SINGLE and not facet.more:
        count = total - sum(value.count for value in facet.values)
    elif facet.field == "about" and found.nowhere is not None:
        count = found.nowhere
    else:
        return None
    text = _without(found.plan, facet.field) if count > 0 else ""
    if not text:
        return None
    there = links.with_text(state, text)
    return Missing(count, search_href(there))


def _without(plan: Plan, field: str) -> str:
    """A query for what also has nothing in a field; "" if it cannot be said so.

    What follows a query that was not wholly understood, such as one with an open
    bracket, may be taken otherwise.
    """
    text = plan.criteria.text
    if plan.query_notices:
        return ""
    absent = f"-{PRESENCE}:{field}"
    either = any(lexeme.kind is LexemeKind.OR for lexeme in plan.lexed.lexemes)
    return f"({text}) {absent}" if either else f"{text} {absent}".strip()
