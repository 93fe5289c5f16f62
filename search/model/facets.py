"""Filters of a search, and how its hits are counted by facet.

Selected values of one facet are joined by OR, facets by AND, and excluded values are
removed. A facet is counted without the values selected in it, so that the alternatives
stay visible; the values excluded in it stay excluded, or its counts would promise
articles that no click finds.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Final

from ..analysis import tokens as analysis
from ..codes.countries import country_code
from ..codes.languages import language_code
from ..codes.periods import period_code_of
from .fields import (
    COUNTRY_FIELDS,
    FIELDS,
    NO_DATE,
    PRESENCE,
    UNRELIABLE_DATE,
    FacetOrder,
    FieldKind,
)
from .folders import is_folder_mark
from .hits import Facet, FacetValue

__all__ = [
    "FacetPass",
    "FacetRequest",
    "Selection",
    "ValueCount",
    "canonicalise",
    "facet_part",
    "facet_parts",
    "facet_passes",
    "pick_values",
    "list_counts",
    "order_counts",
    "find_unlisted",
    "value_key",
]

_DATE_PARTS: Final = ("on_year", "on_month", "on_day")

ValueCount = tuple[str, int]
"""A facet value and the number of hits that have it."""


@dataclass(frozen=True, slots=True)
class Selection:
    """The values selected and excluded in one facet."""

    field: str
    include: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class FacetRequest:
    """A facet to count: at most ``size`` values, and always those in ``always``.

    Of a facet with several parts that many of each.
    """

    field: str
    size: int
    always: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class FacetPass:
    """Facets that are counted over the same hits, which these selections narrow."""

    selections: tuple[Selection, ...]
    facets: tuple[FacetRequest, ...]


def facet_passes(
    selections: Sequence[Selection], facets: Iterable[FacetRequest]
) -> list[FacetPass]:
    """Return facets grouped by the selections that narrow them.

    These are all selections, except for the values included in the facet itself.
    """
    chosen = {selection.field for selection in selections if selection.include}
    common = []
    passes = []
    for facet in facets:
        if facet.field in chosen:
            narrowing = _without_included(selections, facet.field)
            passes.append(FacetPass(narrowing, (facet,)))
        else:
            common.append(facet)
    if common:
        passes.insert(0, FacetPass(tuple(selections), tuple(common)))
    return passes


def _without_included(
    selections: Sequence[Selection], field: str
) -> tuple[Selection, ...]:
    """The selections without the values included in one facet."""
    freed = (replace(s, include=()) if s.field == field else s for s in selections)
    return tuple(s for s in freed if s.include or s.exclude)


def order_counts(field: str, counts: Iterable[ValueCount]) -> list[ValueCount]:
    """Return value counts in the order of the field's facet; ties by value."""
    if FIELDS[field].facet is FacetOrder.NEWEST:
        dated: list[ValueCount] = []
        undated: list[ValueCount] = []
        for pair in counts:
            (undated if pair[0] in (NO_DATE, UNRELIABLE_DATE) else dated).append(pair)
        return sorted(dated, reverse=True) + sorted(undated)
    return sorted(counts, key=lambda pair: (-pair[1], pair[0]))


def facet_parts(field: str) -> tuple[str, ...]:
    """Return the parts in which a facet is listed; most have only one.

    Of mentioned dates years come first, then months, then days: by count alone a year
    would always displace the days it contains.
    """
    return _DATE_PARTS if field == "on" else (field,)


def facet_part(field: str, value: str) -> str:
    """Return the part of its facet in which a value is listed."""
    if field != "on":
        return field
    return _DATE_PARTS[min(value.count("-"), len(_DATE_PARTS) - 1)]


def list_counts(
    facet: FacetRequest, counts: Iterable[ValueCount]
) -> tuple[list[ValueCount], bool]:
    """Return the values that a facet lists, in order, and whether there are more."""
    parts: dict[str, list[ValueCount]] = {p: [] for p in facet_parts(facet.field)}
    for pair in counts:
        parts[facet_part(facet.field, pair[0])].append(pair)
    values = []
    for part in parts.values():
        values += order_counts(facet.field, _candidates(facet, part))[: facet.size]
    return values, any(len(part) > facet.size for part in parts.values())


def _candidates(facet: FacetRequest, counts: list[ValueCount]) -> list[ValueCount]:
    """The values frequent enough to be listed; sorting all would take long."""
    by_count = FIELDS[facet.field].facet is FacetOrder.COUNT
    if not by_count or not 0 < facet.size < len(counts):
        return counts
    least = sorted((count for _, count in counts), reverse=True)[facet.size - 1]
    return [pair for pair in counts if pair[1] >= least]


def pick_values(facet: Facet, most: int) -> list[FacetValue]:
    """Return about ``most`` first values of a facet, equally many of each part."""
    parts = facet_parts(facet.field)
    each = -(-most // len(parts))
    taken = Counter[str]()
    found = []
    for value in facet.values:
        part = facet_part(facet.field, value.value)
        taken[part] += 1
        if taken[part] <= each:
            found.append(value)
    return found


def value_key(field: str, value: str) -> str:
    """Return the form in which whole values of a field are compared."""
    return analysis.key(value) if FIELDS[field].kind is FieldKind.NAME else value


def canonicalise(field: str, value: str) -> str | None:
    """Return a value as it is indexed: countries, languages and dates as codes.

    ``None`` if there is no such country, language, day, month, year or field.
    """
    if field in COUNTRY_FIELDS:
        return country_code(value)
    if field == "language":
        return language_code(value)
    if field == PRESENCE:
        return _presence(value)
    if FIELDS[field].kind is FieldKind.DATE:
        return period_code_of(value)
    return value


def _presence(value: str) -> str | None:
    name = value.strip().lower()
    if is_folder_mark(name):
        return name
    name = "published" if name == "date" else name
    known = name in FIELDS and FIELDS[name].in_query and name != PRESENCE
    return name if known else None


def find_unlisted(
    field: str, values: Iterable[str], list_counts: Iterable[ValueCount]
) -> list[str]:
    """Return the values that are not listed in any spelling."""
    keys = {value_key(field, value) for value, _ in list_counts}
    return [value for value in values if value_key(field, value) not in keys]
