"""What narrows a search: its filters and facets, each value with its links."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from flask import url_for

from search.facets import in_view
from search.model import Facet, FacetValue

from . import links
from .labels import facet_words, kind_words, shown_value
from .state import SearchState, query_string, selection
from .wording import period_words

__all__ = ["Chip", "Choice", "FacetView", "chips_of", "facet_view", "search_href"]

_SHOWN_VALUES: Final = 7
"""Values of a facet in view; the others are behind "more"."""

_SHOWN_MONTHS: Final = 12


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


@dataclass(frozen=True, slots=True)
class Choice:
    """A value of a facet, with where choosing and excluding it lead.

    ``share`` is 0 to 100, of the facet's most frequent value.
    """

    label: str
    count: int
    share: int
    href: str
    exclude_href: str
    selected: bool
    excluded: bool


@dataclass(frozen=True, slots=True)
class FacetView:
    """A facet: the values in view, those behind "more", and how many are chosen.

    ``kind`` is what one value is called. ``unlisted`` tells whether there are yet
    others, which only a query can name, such as ``example``.
    """

    field: str
    kind: str
    label: str
    shown: tuple[Choice, ...]
    hidden: tuple[Choice, ...]
    chosen: int
    unlisted: bool
    example: str


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
        chips.append(Chip("Published", days, search_href(without), without))
    return tuple(chips)


def _chip(state: SearchState, field: str, value: str, excluded: bool) -> Chip:
    label = shown_value(field, value)
    without = links.drop(state, field, value)
    return Chip(kind_words(field), label, search_href(without), without, excluded)


def search_href(state: SearchState) -> str:
    """Return the address of a search."""
    return url_for("pages.search") + query_string(state)


def facet_view(state: SearchState, facet: Facet) -> FacetView:
    """Make a facet ready to print."""
    most = max(value.count for value in facet.values)
    most_shown = _SHOWN_MONTHS if facet.field == "month" else _SHOWN_VALUES
    first = in_view(facet, most_shown)
    # sorted() is stable: chosen values first, else as the searcher lists them
    values = sorted(facet.values, key=lambda v: (not _is_chosen(v), v not in first))
    choices = tuple(_choice(state, facet.field, value, most) for value in values)
    chosen = sum(map(_is_chosen, values))
    shown = max(len(first), chosen)
    # "one more" takes as much room as the one
    shown += len(choices) == shown + 1
    return FacetView(
        field=facet.field,
        kind=kind_words(facet.field),
        label=facet_words(facet.field),
        shown=choices[:shown],
        hidden=choices[shown:],
        chosen=chosen,
        unlisted=facet.more,
        example="on:2001-09-11" if facet.field == "on" else f"{facet.field}:name",
    )


def _is_chosen(value: FacetValue) -> bool:
    return value.selected or value.excluded


def _choice(state: SearchState, field: str, value: FacetValue, most: int) -> Choice:
    label = shown_value(field, value.value)
    years = selection(state, "year").include
    if field == "month" and years == (value.value[:4],):
        label = label.removesuffix(f" {years[0]}")
    return Choice(
        label=label,
        count=value.count,
        share=round(100 * value.count / most) if most else 0,
        href=search_href(links.toggle(state, field, value.value)),
        exclude_href=search_href(links.exclude(state, field, value.value)),
        selected=value.selected,
        excluded=value.excluded,
    )
