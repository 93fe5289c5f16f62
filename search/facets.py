"""What narrows a search and how its hits are counted.

Within a facet the chosen values are OR-ed, facets are AND-ed, excluded values
are taken away, and a facet's own counts ignore its own choice, so that the
alternatives stay visible.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from . import analysis
from .countries import country_code, country_name
from .fields import (
    COUNTRY_FIELDS,
    FIELDS,
    LEAD_WORDS,
    NO_DATE,
    PRESENCE,
    UNRELIABLE_DATE,
    FacetOrder,
    FieldKind,
)
from .languages import language_code
from .model import Article, Facet, FacetValue, Precision
from .periods import period_code_of, periods_holding

__all__ = [
    "FacetPass",
    "FacetRequest",
    "Selection",
    "ValueCount",
    "canonical",
    "facet_part",
    "facet_parts",
    "facet_passes",
    "facet_values",
    "field_values",
    "in_view",
    "listed",
    "ordered",
    "text_of",
    "unlisted",
    "value_key",
]

_DATE_PARTS: Final = ("on_year", "on_month", "on_day")

ValueCount = tuple[str, int]
"""A facet value and the number of hits that have it."""


@dataclass(frozen=True, slots=True)
class Selection:
    """The values chosen and excluded in one facet."""

    field: str
    include: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class FacetRequest:
    """A facet to count: at most ``size`` values, and these ones in any case.

    Of a facet with several parts, that many of each.
    """

    field: str
    size: int
    always: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class FacetPass:
    """Facets that are counted over the same hits: those of these selections."""

    selections: tuple[Selection, ...]
    facets: tuple[FacetRequest, ...]


def facet_passes(
    selections: Sequence[Selection], facets: Iterable[FacetRequest]
) -> list[FacetPass]:
    """Group facets by the selections that apply to them: all but their own."""
    chosen = {selection.field for selection in selections}
    common = []
    passes = []
    for facet in facets:
        if facet.field in chosen:
            others = tuple(s for s in selections if s.field != facet.field)
            passes.append(FacetPass(others, (facet,)))
        else:
            common.append(facet)
    if common:
        passes.insert(0, FacetPass(tuple(selections), tuple(common)))
    return passes


def ordered(field: str, counts: Iterable[ValueCount]) -> list[ValueCount]:
    """Sort value counts the way the field's facet lists them; ties by value."""
    if FIELDS[field].facet is FacetOrder.NEWEST:
        dated: list[ValueCount] = []
        undated: list[ValueCount] = []
        for pair in counts:
            (undated if pair[0] in (NO_DATE, UNRELIABLE_DATE) else dated).append(pair)
        return sorted(dated, reverse=True) + sorted(undated)
    return sorted(counts, key=lambda pair: (-pair[1], pair[0]))


def facet_parts(field: str) -> tuple[str, ...]:
    """Return the parts a facet is listed in, most have but one.

    Of the dates mentioned, years come first, then months, then days: by count
    alone a year would always push aside the days it holds.
    """
    return _DATE_PARTS if field == "on" else (field,)


def facet_part(field: str, value: str) -> str:
    """Return the part of its facet that a value is listed in."""
    if field != "on":
        return field
    return _DATE_PARTS[min(value.count("-"), len(_DATE_PARTS) - 1)]


def listed(
    facet: FacetRequest, counts: Iterable[ValueCount]
) -> tuple[list[ValueCount], bool]:
    """Return the values a facet lists, in order, and whether there are more."""
    parts: dict[str, list[ValueCount]] = {p: [] for p in facet_parts(facet.field)}
    for pair in counts:
        parts[facet_part(facet.field, pair[0])].append(pair)
    values = []
    for part in parts.values():
        values += ordered(facet.field, _candidates(facet, part))[: facet.size]
    return values, any(len(part) > facet.size for part in parts.values())


def _candidates(facet: FacetRequest, counts: list[ValueCount]) -> list[ValueCount]:
    """Leave out the values too rare to be listed; ordering those would take long."""
    by_count = FIELDS[facet.field].facet is FacetOrder.COUNT
    if not by_count or not 0 < facet.size < len(counts):
        return counts
    least = sorted((count for _, count in counts), reverse=True)[facet.size - 1]
    return [pair for pair in counts if pair[1] >= least]


def in_view(facet: Facet, most: int) -> list[FacetValue]:
    """Return the first values of a facet, as many of each part; ``most`` or so."""
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
    """Return what is compared for a whole value of a field."""
    return analysis.key(value) if FIELDS[field].kind is FieldKind.NAME else value


def canonical(field: str, value: str) -> str | None:
    """Return a value as it is indexed: countries, languages and dates by their codes.

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
    name = "published" if name == "date" else name
    known = name in FIELDS and FIELDS[name].in_query and name != PRESENCE
    return name if known else None


def unlisted(
    field: str, values: Iterable[str], listed: Iterable[ValueCount]
) -> list[str]:
    """Return the values that are not listed, in any spelling."""
    keys = {value_key(field, value) for value, _ in listed}
    return [value for value in values if value_key(field, value) not in keys]


def facet_values(article: Article, field: str) -> tuple[str, ...]:
    """Return the values of a field that its facet lists.

    Countries are places too and found as such, but have a facet of their own.
    """
    if field != "place":
        return field_values(article, field)
    countries = {_name_of(place.country) for place in article.facts.places}
    return tuple(v for v in field_values(article, field) if v not in countries)


def _name_of(code: str | None) -> str:
    try:
        return country_name(code) if code else ""
    except KeyError:
        return ""


def field_values(article: Article, field: str) -> tuple[str, ...]:
    """Return the whole values a field has in an article, each once.

    Those of the dates mentioned are the days, months and years that hold one.
    """
    match field:
        case "person":
            values = [person.name for person in article.facts.people]
        case "place":
            values = [place.name for place in article.facts.places]
        case "organisation":
            values = [found.name for found in article.facts.organisations]
        case "country":
            values = [country.code for country in article.facts.countries]
        case "about":
            values = [c.code for c in article.facts.countries if c.about]
        case "on":
            dates = article.facts.dates
            values = [p for d in dates for p in periods_holding(d.start, d.end)]
        case "source":
            values = [article.source]
        case "author":
            values = list(article.authors)
        case "section":
            values = [article.section]
        case "language":
            values = [article.language]
        case "url":
            values = [article.url]
        case "has":
            values = list(_held(article))
        case "year":
            values = [_year(article)]
        case "month":
            values = [_month(article)]
        case "day":
            values = [_day(article)]
        case _:
            raise KeyError(field)
    return tuple(dict.fromkeys(value for value in values if value))


def _held(article: Article) -> Iterator[str]:
    """The fields an article has something in; a date, where it is believed."""
    for field in FIELDS.values():
        if not field.in_query or field.name == PRESENCE:
            continue
        if field.name == "lead":  # made of the two others
            held = bool(article.title.strip()) or _has_words(article.body)
        elif field.kind is FieldKind.TEXT:
            held = bool(text_of(article, field.name).strip())
        elif field.name == "published":
            held = article.published is not None
        elif field.name == "on":
            held = bool(article.facts.dates)
        else:
            held = bool(field_values(article, field.name))
        if held:
            yield field.name


def _has_words(text: str) -> bool:
    return next(analysis.tokens(text), None) is not None


def text_of(article: Article, field: str) -> str:
    """Return the text of a text field; the lead is title and first words in one."""
    if field == "title":
        return article.title
    if field == "body":
        return article.body
    assert field == "lead"
    end = analysis.end_of_words(article.body, LEAD_WORDS)
    return f"{article.title}\n\n{article.body[:end]}"


def _year(article: Article) -> str:
    if article.published is not None:
        return str(article.published)[:4]
    return UNRELIABLE_DATE if article.unreliable_date else NO_DATE


def _month(article: Article) -> str:
    if article.published is None or article.published.precision is Precision.YEAR:
        return ""
    return str(article.published)[:7]


def _day(article: Article) -> str:
    if article.published is None or article.published.precision is not Precision.DAY:
        return ""
    return str(article.published)
