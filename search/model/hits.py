"""What a search found, as it is shown: plain frozen data."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from ..messages import Message
from .article import Article, Span

__all__ = [
    "Facet",
    "FacetValue",
    "Hit",
    "Notice",
    "NoticeKind",
    "ResultPage",
    "Snippet",
]


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
    OTHER_OPERATOR = "other-operator"
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
        shown: how many hits all pages have together: of each group one, or all.
        state: identifies the state of the index that they come from.
        by_meaning: whether the first hits of the search are ordered by meaning as well.
    """

    hits: tuple[Hit, ...]
    total: int
    shown: int
    offset: int
    limit: int
    facets: tuple[Facet, ...] = ()
    notices: tuple[Notice, ...] = ()
    milliseconds: float = 0.0
    state: str = ""
    groups: int | None = None
    by_meaning: bool = False
