"""What is indexed, searched and shown: plain frozen data.

Offsets are half-open ``[start, end)`` ranges of characters (Unicode code
points) into the cleaned text of an article and never move after cleaning.
Dates are half-open too: an interval ends on the first day it does not hold.
"""

from __future__ import annotations

import datetime
from dataclasses import dataclass, field
from enum import StrEnum
from typing import NamedTuple

__all__ = [
    "Article",
    "Country",
    "Facts",
    "FoundIn",
    "Mention",
    "MentionedDate",
    "Organisation",
    "Person",
    "Place",
    "PlaceKind",
    "Precision",
    "Published",
    "Span",
    "TextField",
]


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A half-open range of characters, ``[start, end)``; never empty.

    Raises:
        ValueError: if not ``0 <= start < end``.
    """

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start < self.end:
            raise ValueError(f"bad span: [{self.start}, {self.end})")


class TextField(StrEnum):
    """The two texts of an article that mentions and marks point into."""

    TITLE = "title"
    BODY = "body"


class Mention(NamedTuple):
    """The words of one text of an article that a fact came from.

    ``text`` is exactly that text's characters ``[start, end)``.
    """

    field: TextField
    start: int
    end: int
    text: str

    @property
    def reading_order(self) -> tuple[bool, int, int]:
        """What mentions of an article are sorted by: the title's come first."""
        return self.field is not TextField.TITLE, self.start, self.end


class Precision(StrEnum):
    """How exactly a date was given."""

    YEAR = "year"
    MONTH = "month"
    DAY = "day"


@dataclass(frozen=True, slots=True)
class Published:
    """When an article was published, no more exact than its source said.

    Attributes:
        date: the first day of the interval the source gave.
        precision: the length of that interval; "2019" stays a year.
        origin: where it was found: ``metadata``, ``url``, ``dateline`` or ``text``.
        confidence: 0 to 1, how likely it is the publication date.
    """

    date: datetime.date
    precision: Precision
    origin: str
    confidence: float

    @property
    def end(self) -> datetime.date:
        """The first day after the interval."""
        match self.precision:
            case Precision.DAY:
                return self.date + datetime.timedelta(days=1)
            case Precision.MONTH:
                year, month = self.date.year, self.date.month
                return datetime.date(year + month // 12, month % 12 + 1, 1)
            case Precision.YEAR:
                return datetime.date(self.date.year + 1, 1, 1)

    def __str__(self) -> str:
        """ISO 8601 cut to the precision: ``2019``, ``2019-03`` or ``2019-03-05``."""
        length = {Precision.YEAR: 4, Precision.MONTH: 7, Precision.DAY: 10}
        return self.date.isoformat()[: length[self.precision]]


@dataclass(frozen=True, slots=True)
class Person:
    """A person an article names, under one name, with the evidence.

    Attributes:
        titles: titles before the name ("President"), the most frequent first.
    """

    name: str
    mentions: tuple[Mention, ...]
    titles: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Organisation:
    """A body of people an article names, under one name, with the evidence."""

    name: str
    mentions: tuple[Mention, ...]


class PlaceKind(StrEnum):
    """Whether a text named a place, or its people or something of it."""

    PLACE = "place"
    DEMONYM = "demonym"


@dataclass(frozen=True, slots=True)
class Place:
    """A place an article names ("Paris") or implies ("French").

    Attributes:
        name: the place's usual English name; for a demonym, its country's.
        country: a code of ``search.codes.countries``, or ``None`` if it is in none.
        geonames: its id at geonames.org, if it has one.
        latitude: degrees north, -90 to 90, where known.
        longitude: degrees east, -180 to 180, where known.
    """

    name: str
    kind: PlaceKind
    country: str | None
    mentions: tuple[Mention, ...]
    geonames: int | None = None
    latitude: float | None = None
    longitude: float | None = None


@dataclass(frozen=True, slots=True)
class Country:
    """A country an article is about or merely mentions.

    Attributes:
        code: ISO 3166-1 alpha-2 code.
        name: its English display name.
        about: whether the article is about it, rather than only mentioning it.
        score: its share of the article's attention, 0 to 1.
    """

    code: str
    name: str
    about: bool
    score: float


@dataclass(frozen=True, slots=True)
class MentionedDate:
    """A date named in the text, resolved to an interval ``[start, end)``.

    ``value`` is the interval in ISO 8601 at its own precision, such as
    ``2020-01-03``, ``2020-01`` or ``1989``.
    """

    value: str
    start: datetime.date
    end: datetime.date
    mentions: tuple[Mention, ...]


@dataclass(frozen=True, slots=True)
class Facts:
    """Who, where and when an article is about, each with its mentions.

    ``sentences`` holds the offsets at which the body's sentences begin.
    """

    people: tuple[Person, ...] = ()
    organisations: tuple[Organisation, ...] = ()
    places: tuple[Place, ...] = ()
    countries: tuple[Country, ...] = ()
    dates: tuple[MentionedDate, ...] = ()
    sentences: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class FoundIn:
    """Where an article was read.

    Attributes:
        file: the path of its file, or ``stdin:`` and a digest.
        position: where in it, for people: the file in an archive, the number in the
            file; "" where the whole file is one article.
        format: the name of the reader that read it.
    """

    file: str
    position: str
    format: str

    @property
    def file_name(self) -> str:
        """The name of the file without its folder, as it may be shown to anybody."""
        if self.file.startswith("stdin:"):
            return "standard input"
        return self.file.rpartition("/")[2]


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """One news story, cleaned; its offsets are final.

    Attributes:
        id: a short hash that identifies the article.
        source_id: the id its source gave it (guid, NEWID, ``id`` column), or "".
        published: the publication date, if it is reliable.
        unreliable_date: otherwise the date as its source wrote it.
        source: the publication it appeared in, such as "Reuters".
        section: the part of the publication: "Sports", "World".
        language: what it is written in, an ISO 639-1 code where there is one.
        language_confidence: 0 to 1, how likely it is that language.
        declared_language: what its source says instead, if the text contradicts it.
        group: the group of near-duplicates it is in, "" if there is no other version
            of it. A group has the id of its article that was printed first.
        embargo: the moment before which it is not to be shown, if there is one.
        found: where it was read, as far as that is known.
    """

    id: str
    title: str
    body: str
    source_id: str = ""
    url: str = ""
    source: str = ""
    section: str = ""
    language: str = ""
    language_confidence: float = 0.0
    declared_language: str = ""
    authors: tuple[str, ...] = ()
    published: Published | None = None
    unreliable_date: str = ""
    group: str = ""
    embargo: datetime.datetime | None = None
    found: FoundIn | None = None
    facts: Facts = field(default_factory=Facts)
