"""The advanced form: from a search to its fields, and from its fields to a search.

The form is an address too: each field a parameter. Filters of the search it was
opened from stand in it as they do in an address, so a search comes out of it whole.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from search.analysis.tokens import key, terms
from search.codes.countries import countries, country_code, former_countries
from search.codes.dates import parse_period
from search.lexicon.lexicon import LISTED, NAME_KINDS
from search.model.fields import COUNTRY_FIELDS, FACETS
from search.request import Sort
from search.snapshot import Snapshot

from ..i18n.labels import country_words, sort_words
from ..i18n.translation import gettext
from ..results.filters import chips_of
from ..state import links
from ..state.state import SearchState, pairs, read_state
from .compose import ANYWHERE, NAME_FIELDS, PLACES, Wanted, compose, is_plain

__all__ = ["Filled", "Kept", "Mistake", "filled_from", "read_form", "searched", "sorts"]

_BOXES: Final = ("all", "phrase", "any", "none", "existing")
_SINGLE: Final = (
    *(*_BOXES, "in", "by_person", "by_place", "by_organisation", "by_source"),
    *("by_section", "by_author", "nation", "nation_as", "tongue", "from", "to", "sort"),
)
_LONGEST: Final = 2_000


@dataclass(frozen=True, slots=True)
class Kept:
    """A filter of the search the form was opened from, as a box that is ticked."""

    name: str
    value: str
    words: str


@dataclass(frozen=True, slots=True)
class Mistake:
    """A field that is not understood, and what is wrong with it."""

    field: str
    text: str


@dataclass(frozen=True, slots=True)
class Filled:
    """The form with what is in it.

    Attributes:
        values: each field by its name; "" where nothing is in it.
        kept: filters that stay unless their box is cleared.
        carried: parameters of the search that no field shows.
    """

    values: dict[str, str]
    kept: tuple[Kept, ...] = ()
    carried: tuple[tuple[str, str], ...] = ()


def filled_from(state: SearchState, languages: Collection[str]) -> Filled:
    """Return the form that finds what a search finds.

    Args:
        languages: the codes that the form offers.
    """
    values = dict.fromkeys(_SINGLE, "") | {"in": ANYWHERE, "nation_as": "about"}
    values["all" if is_plain(state.text) else "existing"] = state.text
    tongues = state.chosen_in("language")
    first = next(iter(tongues.include), "")
    if tongues.include == (first,) and not tongues.exclude and first in languages:
        values["tongue"] = first
        state = links.drop(state, "language", values["tongue"])
    values |= {
        name: value for name, value in pairs(state) if name in ("from", "to", "sort")
    }
    return Filled(values, tuple(_kept(state)), tuple(_carried(state)))


def read_form(parameters: Iterable[tuple[str, str]]) -> Filled:
    """Return the form as it was sent; unknown parameters are left out."""
    given = list(parameters)
    first: dict[str, str] = {}
    for name, value in given:
        first.setdefault(name, value.strip()[:_LONGEST])
    values = {name: first.get(name, "") for name in _SINGLE}
    if values["in"] not in PLACES:
        values["in"] = ANYWHERE
    if values["nation_as"] not in COUNTRY_FIELDS:
        values["nation_as"] = "about"
    filters = [(name, value) for name, value in given if name not in _SINGLE]
    state, _ = read_state(filters)
    return Filled(values, tuple(_kept(state)), tuple(_carried(state)))


def _kept(state: SearchState) -> Iterator[Kept]:
    """The filters in the order of an address, which is that of the chips."""
    filters = SearchState(selections=state.selections)
    for (name, value), chip in zip(pairs(filters), chips_of(filters), strict=True):
        yield Kept(name, value, chip.words)


def _carried(state: SearchState) -> Iterator[tuple[str, str]]:
    known = {*_SINGLE, *FACETS, "q", "page"}
    for name, value in pairs(state):
        if name.removeprefix("-") not in known:
            yield name, value


def searched(
    index: Snapshot, filled: Filled
) -> tuple[SearchState, tuple[Mistake, ...]]:
    """Return the search that a form asks, and what was not understood of it.

    A name that the corpus has is made a filter, and looked for by its words else.

    Raises:
        EngineError: if there is no index, or it cannot be read.
    """
    values = filled.values
    filters = [(kept.name, kept.value) for kept in filled.kept]
    filters += filled.carried
    names = []
    for field in NAME_FIELDS:
        if name := values[f"by_{field}"]:
            if known := _known(index, field, name):
                filters.append((field, known))
            else:
                names.append((field, name))
    mistakes = list(_mistakes(values))
    if values["nation"] and (code := _nation(values["nation"])):
        filters.append((values["nation_as"], code))
    filters += [
        (name, value)
        for name, value in (
            *(("language", values["tongue"]), ("from", values["from"])),
            *(("to", values["to"]), ("sort", values["sort"])),
        )
        if value
    ]
    wanted = Wanted(
        every=values["all"],
        phrase=values["phrase"],
        some=values["any"],
        none=values["none"],
        where=values["in"],
        names=tuple(names),
        existing=values["existing"],
    )
    state, _ = read_state([("q", compose(wanted)), *filters])
    return state, tuple(mistakes)


def _known(index: Snapshot, field: str, name: str) -> str:
    """The whole value of the corpus that a name of several words is, or "".

    One word may be part of many: "York" is to find New York too.
    """
    if field not in NAME_KINDS or len(terms(name)) < 2:
        return ""
    found = index.lexicon.beginning(field, key(name), LISTED)
    return next((e.value for e in found if key(e.value) == key(name)), "")


def _nation(text: str) -> str | None:
    """The code of a country, named in English or in the page's language."""
    every = (*countries(), *(former.entry for former in former_countries()))
    return country_code(text) or next(
        (e.code for e in every if key(country_words(e.code)) == key(text)), None
    )


def _mistakes(values: dict[str, str]) -> Iterator[Mistake]:
    nation = values["nation"]
    if nation and _nation(nation) is None:
        text = gettext("No country is known as “%(name)s”.", name=nation[:60])
        yield Mistake("nation", text)
    for name in ("from", "to"):
        value = values[name]
        if value and parse_period(value) is None:
            text = gettext(
                "“%(date)s” is not a date; write it as 2019, 2019-06 or 2019-06-05.",
                date=value[:60],
            )
            yield Mistake(name, text)


def sorts() -> Sequence[tuple[str, str]]:
    """Return the orders that may be asked for, each with its name."""
    fitting = ("", gettext("As fits the query"))
    return (fitting, *((sort.value, sort_words(sort)) for sort in Sort))
