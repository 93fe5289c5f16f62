"""The filters of a search, each with the link that takes it away."""

from __future__ import annotations

from dataclasses import dataclass

from flask import url_for

from search.searcher import value_label

from . import links
from .links import SearchState
from .wording import period_words, value_words

__all__ = ["Chip", "chips_of"]


@dataclass(frozen=True, slots=True)
class Chip:
    """A filter: ``kind`` is "Country", ``label`` "France".

    Attributes:
        href: the search without it.
        without: the state that ``href`` is a link to.
    """

    kind: str
    label: str
    href: str
    without: SearchState
    excluded: bool = False

    @property
    def words(self) -> str:
        """The filter in words: "Country: France", "Country: not France"."""
        return f"{self.kind}: {'not ' if self.excluded else ''}{self.label}"


def chips_of(state: SearchState) -> tuple[Chip, ...]:
    """Return the filters of a search in the order of the facets, the dates last."""
    chips = [
        _chip(state, chosen.field, value, excluded)
        for chosen in state.selections
        for values, excluded in ((chosen.include, False), (chosen.exclude, True))
        for value in values
    ]
    if days := period_words(state.start, state.end):
        without = links.drop_dates(state)
        chips.append(Chip("Published", days, _href(without), without))
    return tuple(chips)


def _chip(state: SearchState, field: str, value: str, excluded: bool) -> Chip:
    label = value_words(field, value, value_label(field, value))
    without = links.drop(state, field, value)
    return Chip(field.capitalize(), label, _href(without), without, excluded)


def _href(state: SearchState) -> str:
    return url_for("pages.search") + links.query_string(state)
