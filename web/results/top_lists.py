"""The most frequent values of some facets, as lists that lead on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ..i18n.facet_words import ListWords, list_words
from ..i18n.labels import facet_words
from ..state.hrefs import hrefs_of, list_href
from ..state.searching import Found
from ..state.state import SearchState
from .filters import Choice, choice_of

__all__ = ["TopList", "top_lists"]


@dataclass(frozen=True, slots=True)
class TopList:
    """The most frequent values of a facet; ``href`` leads to all of them."""

    field: str
    heading: str
    words: ListWords
    choices: tuple[Choice, ...]
    href: str


def top_lists(
    found: Found, state: SearchState, fields: Sequence[str], most: int
) -> tuple[TopList, ...]:
    """Return the lists of those facets that have values, with so many of each.

    Args:
        state: the search that a value is added to.
    """
    hrefs = hrefs_of(state)
    facets = {facet.field: facet for facet in found.page.facets}
    return tuple(
        TopList(
            field=field,
            heading=facet_words(field),
            words=list_words(field),
            choices=tuple(
                choice_of(hrefs, field, value) for value in facets[field].values[:most]
            ),
            href=list_href(state, field) if facets[field].more else "",
        )
        for field in fields
        if facets[field].values
    )
