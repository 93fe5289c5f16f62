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

from ..messages import Message

__all__ = [
    "Article",
    "Country",
    "Facet",
    "FacetValue",
    "Facts",
    "FoundIn",
    "Hit",
    "Mention",
    "MentionedDate",
    "Notice",
    "NoticeKind",
    "Organisation",
    "Person",
    "Place",
    "PlaceKind",
    "Precision",
    "Published",
    "ResultPage",
    "Snippet",
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


@dataclass(frozen=True, slots=True)
class Snippet:
    """A passage of an article, with the matched spans inside it."""

    text: str
    marks: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """An article that matched, how well, and where.

    Attributes:
        snippet: the passage with most of what was asked for.
        further: other passages, in the order of the text.
        versions: how many other versions of it the index has, where that was counted.
    """

    article: Article
    score: float
    snippet: Snippet
    title_marks: tuple[Span, ...] = ()
    further: tuple[Snippet, ...] = ()
    versions: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class FacetValue:
    """One value of a facet and the number of hits that have it.

    ``value`` is what a filter takes, ``label`` what a person reads.
    """

    value: str
    label: str
    count: int
    selected: bool = False
    excluded: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Facet:
    """How the hits divide over one field.

    ``more`` says whether there are other values than those listed.
    """

    field: str
    label: str
    values: tuple[FacetValue, ...]
    more: bool = False


class NoticeKind(StrEnum):
    """Why a query was not understood or not searched as typed."""

    TOO_LONG = "too-long"
    TOO_MANY_WORDS = "too-many-words"
    TOO_DEEP = "too-deep"
    TOO_MANY_WILDCARDS = "too-many-wildcards"
    WILDCARD = "wildcard"
    UNBALANCED_QUOTE = "unbalanced-quote"
    UNBALANCED_PARENTHESIS = "unbalanced-parenthesis"
    LONE_OPERATOR = "lone-operator"
    UNKNOWN_FIELD = "unknown-field"
    EMPTY_VALUE = "empty-value"
    BAD_DATE = "bad-date"
    SWAPPED_DATES = "swapped-dates"
    UNKNOWN_COUNTRY = "unknown-country"
    UNKNOWN_LANGUAGE = "unknown-language"
    NEARNESS = "nearness"
    MOST_WORDS = "most-words"
    OTHER_SPELLING = "other-spelling"
    HIDDEN_NAME = "hidden-name"
    NOTHING_TO_SEARCH = "nothing-to-search"
    BAD_FILTER = "bad-filter"
    OUT_OF_TIME = "out-of-time"


@dataclass(frozen=True, slots=True)
class Notice:
    """Something about the query its author should know.

    ``[start, end)`` is the part of the query that it is about.
    """

    kind: NoticeKind
    start: int
    end: int
    message: Message

    @property
    def text(self) -> str:
        """The message in English: a sentence for people, never to be parsed."""
        return str(self.message)


@dataclass(frozen=True, slots=True, kw_only=True)
class ResultPage:
    """One page of hits, with the totals and facets of all of them.

    Attributes:
        total: how many articles are found.
        groups: how many of them remain if of each group of near-duplicates only one
            is counted; ``None`` if that was not asked for.
        folded: whether only one article of each group is among the hits.
        state: identifies the state of the index that they come from.
        by_meaning: whether the first hits of the search are ordered by meaning as well.
    """

    hits: tuple[Hit, ...]
    total: int
    offset: int
    limit: int
    facets: tuple[Facet, ...] = ()
    notices: tuple[Notice, ...] = ()
    milliseconds: float = 0.0
    state: str = ""
    groups: int | None = None
    folded: bool = False
    by_meaning: bool = False

    @property
    def shown(self) -> int:
        """How many hits all pages have together."""
        return self.groups if self.folded and self.groups is not None else self.total
