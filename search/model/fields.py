"""The one table of fields: what can be asked, narrowed and listed."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from ..messages import english

__all__ = [
    "COUNTRY_FIELDS",
    "DEFAULT_FIELDS",
    "FACETS",
    "FIELDS",
    "LEAD_WORDS",
    "LISTED_FACETS",
    "NO_DATE",
    "PERIOD_FACETS",
    "PRESENCE",
    "SCHEMA_VERSION",
    "TEXT_FIELDS",
    "TEXT_LANGUAGE",
    "UNRELIABLE_DATE",
    "VALUE_FIELDS",
    "FacetOrder",
    "Field",
    "FieldKind",
    "GROUP",
]

SCHEMA_VERSION: Final = 7
"""Increased whenever older indexes can no longer be searched correctly."""

NO_DATE: Final = "none"
"""The year facet's value for articles without a publication date."""

UNRELIABLE_DATE: Final = "unreliable"
"""The year facet's value for articles whose date is not reliable."""


PRESENCE: Final = "has"
"""The field whose values are the names of the fields that an article has."""

GROUP: Final = "group"
"""The field that articles have which are versions of one text."""

LEAD_WORDS: Final = 60
"""The number of words of the body that the lead has after the title."""


class FieldKind(StrEnum):
    """How a field's values are compared."""

    TEXT = "text"
    """Words, by stem; phrases and prefixes too."""

    NAME = "name"
    """Whole names, and the words in them, not stemmed."""

    CODE = "code"
    """Whole values only, such as ``IR`` or ``2019-05``."""

    DATE = "date"
    """Intervals of days; a range finds those it contains."""


class FacetOrder(StrEnum):
    """How a facet's values are listed."""

    COUNT = "count"
    """Most hits first, then by value."""

    NEWEST = "newest"
    """Latest first; values that are no dates come last."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """A field of an article, as queries, filters and facets know it.

    Attributes:
        name: the word used in queries, URLs, the command line and JSON.
        label: the heading people read.
        one: the word for one value, if the label is a plural.
        help: what it holds, in one phrase.
        in_query: whether ``name:value`` may be typed.
        facet: how its values are listed, or ``None`` if it is no facet.
        facet_size: how many values are listed unless more are asked for.
    """

    name: str
    kind: FieldKind
    label: str
    help: str
    one: str = ""
    in_query: bool = True
    facet: FacetOrder | None = None
    facet_size: int = 10

    @property
    def has_values(self) -> bool:
        """Whether its whole values can be counted and selected."""
        return self.facet is not None or self.kind in (FieldKind.NAME, FieldKind.CODE)


FIELDS: Final = {
    field.name: field
    for field in (
        Field(
            name="title",
            kind=FieldKind.TEXT,
            label=english("Title"),
            help=english("words of the headline"),
        ),
        Field(
            name="lead",
            kind=FieldKind.TEXT,
            label=english("Lead"),
            help=english("words of the headline and the first 60 below it"),
        ),
        Field(
            name="body",
            kind=FieldKind.TEXT,
            label=english("Body"),
            help=english("words of the text below the headline"),
        ),
        Field(
            name="person",
            kind=FieldKind.NAME,
            label=english("People"),
            one=english("Person"),
            help=english("people named in the article"),
            facet=FacetOrder.COUNT,
        ),
        Field(
            name="about",
            kind=FieldKind.CODE,
            label=english("Countries written about"),
            one=english("About"),
            help=english("countries it is about: code, name or demonym"),
            facet=FacetOrder.COUNT,
        ),
        Field(
            name="country",
            kind=FieldKind.CODE,
            label=english("Countries mentioned"),
            one=english("Country"),
            help=english("countries it is about or mentions: code, name or demonym"),
            facet=FacetOrder.COUNT,
        ),
        Field(
            name="place",
            kind=FieldKind.NAME,
            label=english("Places"),
            one=english("Place"),
            help=english("places named in the article; the facet leaves out countries"),
            facet=FacetOrder.COUNT,
        ),
        Field(
            name="organisation",
            kind=FieldKind.NAME,
            label=english("Organisations"),
            one=english("Organisation"),
            help=english("organisations named in the article"),
            facet=FacetOrder.COUNT,
        ),
        Field(
            name="on",
            kind=FieldKind.DATE,
            label=english("Dates mentioned"),
            one=english("Date mentioned"),
            help=english(
                "dates mentioned in it: a year, month, day or range that holds one"
            ),
            facet=FacetOrder.COUNT,
        ),
        Field(
            name="source",
            kind=FieldKind.NAME,
            label=english("Source"),
            help=english("the publication it appeared in"),
            facet=FacetOrder.COUNT,
        ),
        Field(
            name="author",
            kind=FieldKind.NAME,
            label=english("Author"),
            help=english("who wrote it"),
        ),
        Field(
            name="section",
            kind=FieldKind.NAME,
            label=english("Section"),
            help=english("the part of the publication, such as Sports"),
            facet=FacetOrder.COUNT,
        ),
        Field(
            name="language",
            kind=FieldKind.CODE,
            label=english("Language"),
            help=english(
                "what it is written in, by its text or its source: code or name"
            ),
            facet=FacetOrder.COUNT,
        ),
        Field(
            name="url",
            kind=FieldKind.NAME,
            label=english("Address"),
            help=english("words of its address: a site, a path"),
        ),
        Field(
            name=GROUP,
            kind=FieldKind.CODE,
            label=english("Versions"),
            one=english("Group"),
            help=english("the id of a group: articles that are versions of one text"),
        ),
        Field(
            name=PRESENCE,
            kind=FieldKind.CODE,
            label=english("Has"),
            help=english("the name of a field that has a value in the article"),
        ),
        Field(
            name="published",
            kind=FieldKind.DATE,
            label=english("Published"),
            help=english("when it appeared: a year, month, day or range of them"),
        ),
        Field(
            name="year",
            kind=FieldKind.CODE,
            label=english("Year"),
            help=english("the year it appeared"),
            in_query=False,
            facet=FacetOrder.NEWEST,
            facet_size=1_000,
        ),
        Field(
            name="month",
            kind=FieldKind.CODE,
            label=english("Month"),
            help=english("the month it appeared"),
            in_query=False,
            facet=FacetOrder.NEWEST,
            facet_size=10_000,
        ),
        Field(
            name="day",
            kind=FieldKind.CODE,
            label=english("Day"),
            help=english("the day it appeared"),
            in_query=False,
            facet=FacetOrder.NEWEST,
            facet_size=10_000,
        ),
    )
}

FACETS: Final = tuple(name for name, field in FIELDS.items() if field.facet)
"""The facets, in the order they are shown."""

PERIOD_FACETS: Final = ("year", "month", "day")
"""The facets that a timeline is made of, coarsest first."""

LISTED_FACETS: Final = tuple(name for name in FACETS if name not in ("month", "day"))
"""The facets counted unless others are asked for; months and days are many."""

VALUE_FIELDS: Final = tuple(field for field in FIELDS.values() if field.has_values)
"""The fields whose whole values engines index, and count if they are facets."""

COUNTRY_FIELDS: Final = ("about", "country")
"""The fields whose values are codes of :mod:`search.codes.countries`."""

TEXT_FIELDS: Final = tuple(n for n, f in FIELDS.items() if f.kind is FieldKind.TEXT)
"""The fields that hold running text."""

TEXT_LANGUAGE: Final = "en"
"""The language by whose rules the text fields are indexed and asked."""

DEFAULT_FIELDS: Final = ("title", "body")
"""The fields a word without ``field:`` is looked for in."""
