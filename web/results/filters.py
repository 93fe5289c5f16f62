"""What narrows a search: its filters and facets, each value with its links."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from flask import Flask, url_for
from markupsafe import Markup

from search.model.facets import pick_values
from search.model.fields import COUNTRY_FIELDS
from search.model.hits import Facet, FacetValue

from ..i18n.facet_words import ListWords, list_words
from ..i18n.formats import grouped, period_words
from ..i18n.labels import facet_words, kind_words, shown_value
from ..i18n.translation import gettext
from ..markup import rows
from ..state import links
from ..state.hrefs import Hrefs, hrefs_of, list_href, search_href
from ..state.searching import Found
from ..state.state import SearchState
from .missing import Missing, missing_value

__all__ = [
    "Chip",
    "Choice",
    "FacetView",
    "chips_of",
    "choice_of",
    "clauses_of",
    "choice_row",
    "facet_views",
    "plain_row",
    "register",
]

_SHOWN_VALUES: Final = 7
"""Values of a facet in view; all of them are a page of their own."""


@dataclass(frozen=True, slots=True)
class Chip:
    """A filter: ``kind`` is "Country", ``label`` "France".

    Attributes:
        href: the search without it.
        without: the state that ``href`` is a link to.
        words: the filter in words: "Country: France", "Country: not France".
    """

    kind: str
    label: str
    href: str
    without: SearchState
    words: str
    excluded: bool = False


@dataclass(frozen=True, slots=True)
class Choice:
    """A value of a facet, with where choosing and excluding it lead."""

    label: str
    count: int
    href: str
    exclude_href: str
    selected: bool
    excluded: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class FacetView:
    """A facet: the values in view, and the way to all others.

    Attributes:
        kind: what one value is called.
        chosen: how many values are chosen, and ``excluded`` how many are left out.
        missing: the articles without any value, where that is known.
        list_href: the page of all values; "" if all are in view.
        list_path: the same without the search, for a form.
        many: whether it is worth looking for one by name.
    """

    field: str
    kind: str
    heading: str
    words: ListWords
    choices: tuple[Choice, ...]
    chosen: int
    excluded: int
    missing: Missing | None
    list_href: str
    list_path: str
    many: bool


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
        kind = gettext("Published")
        words = gettext("%(kind)s: %(value)s", kind=kind, value=days)
        chips.append(Chip(kind, days, search_href(without), without, words))
    return tuple(chips)


def clauses_of(state: SearchState) -> tuple[str, ...]:
    """Return the filters as parts of one sentence, each of which has to be met.

    Values of one facet are alternatives, "Person: A or B"; days need no kind.
    """
    clauses = []
    for chosen in state.selections:
        kind = kind_words(chosen.field)
        shown = [shown_value(chosen.field, value) for value in chosen.include]
        if shown:
            clauses.append(
                gettext("%(kind)s: %(value)s", kind=kind, value=_any_of(shown))
            )
        clauses += [
            _not_words(kind, shown_value(chosen.field, value))
            for value in chosen.exclude
        ]
    if days := period_words(state.start, state.end):
        clauses.append(days)
    return tuple(clauses)


def _any_of(names: list[str]) -> str:
    *others, last = names
    if not others:
        return last
    return gettext("%(some)s or %(last)s", some=", ".join(others), last=last)


def _not_words(kind: str, label: str) -> str:
    return gettext("%(kind)s: not %(value)s", kind=kind, value=label)


def _chip(state: SearchState, field: str, value: str, excluded: bool) -> Chip:
    label = shown_value(field, value)
    kind = kind_words(field)
    without = links.drop(state, field, value)
    words = (
        _not_words(kind, label)
        if excluded
        else gettext("%(kind)s: %(value)s", kind=kind, value=label)
    )
    return Chip(kind, label, search_href(without), without, words, excluded)


def facet_views(found: Found) -> Iterator[tuple[FacetView, ...]]:
    """Yield the blocks of facets that have values; both of countries are one."""
    facets = {facet.field: facet for facet in found.page.facets if facet.values}
    hrefs = hrefs_of(found.state)
    for field in facets:
        if field == "year" or (field == "country" and "about" in facets):
            continue
        together = COUNTRY_FIELDS if field in COUNTRY_FIELDS else (field,)
        yield tuple(
            _facet_view(found, hrefs, facets[name])
            for name in together
            if name in facets
        )


def _facet_view(found: Found, hrefs: Hrefs, facet: Facet) -> FacetView:
    state = found.state
    first = pick_values(facet, _SHOWN_VALUES)
    # sorted() is stable: chosen values first, else as the searcher lists them
    values = sorted(facet.values, key=lambda v: (not _is_chosen(v), v not in first))
    shown = max(len(first), sum(map(_is_chosen, values)))
    # the link to all takes as much room as the last one
    shown += len(values) == shown + 1 and not facet.more
    hidden = facet.more or len(values) > shown
    return FacetView(
        field=facet.field,
        kind=kind_words(facet.field),
        heading=facet_words(facet.field),
        words=list_words(facet.field),
        choices=tuple(choice_of(hrefs, facet.field, one) for one in values[:shown]),
        chosen=sum(value.selected for value in values),
        excluded=sum(value.excluded for value in values),
        missing=missing_value(found, facet),
        list_href=list_href(state, facet.field) if hidden else "",
        list_path=url_for("facets.listing", field=facet.field),
        many=facet.more,
    )


def _is_chosen(value: FacetValue) -> bool:
    return value.selected or value.excluded


def register(app: Flask) -> None:
    """Let templates print a value of a facet: ``choice_row(kind, choice)``."""
    app.add_template_global(choice_row)
    app.add_template_global(plain_row)


def choice_row(kind: str, choice: Choice, letter: str = "") -> Markup:
    """Return a value of a facet as an item of a list, with the link to exclude it.

    Args:
        kind: what a value of the facet is called.
        letter: the initial that begins with it, to be linked to.
    """
    words = {"kind": kind, "value": choice.label}
    state, spoken = "", ""
    if choice.excluded:
        state, spoken = "excluded", gettext("excluded")
        other = gettext("Undo excluding %(kind)s: %(value)s", **words), gettext("undo")
    else:
        other = gettext("Exclude %(kind)s: %(value)s", **words), gettext("exclude")
    if choice.selected:
        state, spoken = f"selected {state}".rstrip(), gettext("selected")
    return rows.choice_row(
        choice.label,
        # none of the articles shown has it, and a click finds others
        "" if choice.excluded else grouped(choice.count),
        choice.href,
        kind=state,
        spoken=spoken,
        other=(choice.exclude_href, *other),
        anchor=letter and f"letter-{letter}",
    )


def plain_row(choice: Choice) -> Markup:
    """Return a value of a facet as an item of a list, without more."""
    return rows.choice_row(choice.label, grouped(choice.count), choice.href)


def choice_of(hrefs: Hrefs, field: str, value: FacetValue) -> Choice:
    """Make a value of a facet ready to print, with its links from a search."""
    return Choice(
        label=shown_value(field, value.value),
        count=value.count,
        href=hrefs.choosing(field, value.value),
        exclude_href=hrefs.excluding(field, value.value),
        selected=value.selected,
        excluded=value.excluded,
    )
