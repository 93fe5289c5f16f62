"""The address of a concordance: the search, and how its lines are shown."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Final

from flask import url_for

from search.explore.concordance import LineOrder

from . import links
from .state import SearchState, query_string

__all__ = [
    "SIDES",
    "ConcordanceOptions",
    "concordance_file_href",
    "concordance_href",
    "read_concordance_options",
]

SIDES: Final = (8, 5, 12, 20)
"""Words on either side of a place; the first unless asked otherwise."""


@dataclass(frozen=True, slots=True)
class ConcordanceOptions:
    """How lines are shown.

    Attributes:
        order: of the lines.
        words: on either side of a place, one of :data:`SIDES`.
        part: which page of them, from 1.
    """

    order: LineOrder = LineOrder.NEWEST
    words: int = SIDES[0]
    part: int = 1


def read_concordance_options(parameters: Mapping[str, str]) -> ConcordanceOptions:
    """Read ``order``, ``words`` and ``part``; other values are left out."""
    order, words, part = (parameters.get(n, "")[:6] for n in ("order", "words", "part"))
    known = {str(side): side for side in SIDES}
    return ConcordanceOptions(
        LineOrder(order) if order in tuple(LineOrder) else LineOrder.NEWEST,
        known.get(words, SIDES[0]),
        max(int(part), 1) if part.isascii() and part.isdecimal() else 1,
    )


def concordance_href(
    state: SearchState, options: ConcordanceOptions = ConcordanceOptions()
) -> str:
    """Return the address of the lines of a search."""
    return url_for("pages.concordance") + _query(state, options)


def concordance_file_href(state: SearchState, options: ConcordanceOptions) -> str:
    """Return the address of all lines as a file."""
    whole = replace(options, part=1)
    return url_for("exports.concordance") + _query(state, whole)


def _query(state: SearchState, options: ConcordanceOptions) -> str:
    plain = ConcordanceOptions()
    return query_string(
        links.on_page(state, 1),
        order="" if options.order is plain.order else options.order.value,
        words="" if options.words == plain.words else options.words,
        part="" if options.part == plain.part else options.part,
    )
