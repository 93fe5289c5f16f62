"""A search as data: what a person asks, what an engine is asked, what it answers.

Plain data, without behaviour: everything that plans, ranks or answers a search stands
on it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Final

from .model.article import Article
from .model.facets import FacetRequest, Selection, ValueCount
from .model.fields import LISTED_FACETS
from .query.tree import Query

__all__ = [
    "FIRST_HITS",
    "LISTED",
    "NO_FACETS",
    "NO_HITS",
    "After",
    "Clause",
    "Counting",
    "Criteria",
    "Match",
    "EngineResult",
    "SearchRequest",
    "Sort",
    "Window",
    "encodable",
]


class Sort(StrEnum):
    """The order of the hits."""

    RELEVANCE = "relevance"
    NEWEST = "newest"
    OLDEST = "oldest"


@dataclass(frozen=True, slots=True)
class After:
    """A place in an order by date: behind the article of this day and id.

    It is a place even when the article is gone. ``day`` is the day its publication
    date begins on, ``None`` if it has no date.
    """

    day: date | None
    article_id: str


class Match(StrEnum):
    """How many of the words of a query an article must have.

    It concerns queries of words alone: whoever writes an operator, a phrase, a field or
    an exclusion gets exactly that.
    """

    AUTO = "auto"
    """All; most where hardly any article has all of them."""

    ALL = "all"
    MOST = "most"
    ANY = "any"


@dataclass(frozen=True, slots=True, kw_only=True)
class Criteria:
    """What a person asks for: which articles are found.

    Attributes:
        text: the query in the query language.
        selections: facet values chosen and excluded; a country may be given by
            code, name or demonym, a date in any of the ways of a query.
        start: the first day of publication wanted, if any.
        end: the first day of publication no longer wanted, if any.
        match: how many of the words an article must have.
    """

    text: str = ""
    selections: tuple[Selection, ...] = ()
    start: date | None = None
    end: date | None = None
    match: Match = Match.AUTO


@dataclass(frozen=True, slots=True, kw_only=True)
class Window:
    """Which of the articles found are wanted, and in which order.

    Attributes:
        sort: ``None`` means by relevance if there are words, else newest first.
        fresh: whether newer articles count more, where hits are sorted by relevance.
        fold: whether of each group of near-duplicates only the first hit is wanted.
        meaning: whether the first hits by relevance are ordered by meaning as well,
            where the articles have vectors.
        after: where to go on in an order by date; ``offset`` counts from there.
        offset: hits before the first one wanted.
        limit: hits wanted, at most.
    """

    sort: Sort | None = None
    fresh: bool = False
    fold: bool = False
    meaning: bool = True
    after: After | None = None
    offset: int = 0
    limit: int = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Counting:
    """Which facets of the articles found are counted.

    Attributes:
        facets: their names.
        size: how many values of each that is listed by count; ``None`` means the
            field's own number.
        sizes: the same for single facets, by their names.
        groups: whether it is counted how many hits remain if they are folded.
    """

    facets: tuple[str, ...] = LISTED_FACETS
    size: int | None = None
    sizes: Mapping[str, int] = field(default_factory=dict)
    groups: bool = False


FIRST_HITS: Final = Window()

LISTED: Final = Counting()
"""The facets that are listed next to hits, each with its usual number of values."""

NO_HITS: Final = Window(sort=Sort.NEWEST, limit=0)
"""For a search of which only the number of hits, or facets, are wanted."""

NO_FACETS: Final = Counting(facets=())


@dataclass(frozen=True, slots=True)
class Clause:
    """Something that adds to an article's score.

    Attributes:
        part: what is looked for.
        weight: the times its BM25 is counted; above 0.
        flat: whether every article that has it gets just the weight instead.
    """

    part: Query
    weight: float
    flat: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchRequest:
    """MatchAll an engine needs to answer one search.

    ``offset`` and ``limit`` count hits, from the first or, in the orders by date,
    from the first behind ``after``; totals and facets are those of all hits all the
    same. Undated articles come last in both orders by date. ``scoring`` is what the
    score is made of, by relevance; without it an engine scores the query itself.

    ``fold`` leaves of all hits with one value of the field ``group`` only the first in
    the order asked for; hits without a value all stay. ``offset``, ``limit`` and
    ``after`` then count and divide what is left, so that a group stands once over all
    pages; totals and facets stay those of all hits. ``groups`` asks how many hits are
    left by that, whether they are folded or not. (Elsewhere: collapsing on a field, and
    a count of distinct values.)
    """

    query: Query
    scoring: tuple[Clause, ...] = ()
    selections: tuple[Selection, ...] = ()
    facets: tuple[FacetRequest, ...] = ()
    sort: Sort = Sort.RELEVANCE
    after: After | None = None
    offset: int = 0
    limit: int = 10
    fold: bool = False
    groups: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class EngineResult:
    """What an engine answers.

    Attributes:
        hits: the articles of this page with their scores, in order; hits of one score
            stand newest first.
        total: how many articles match, exactly.
        facets: for each facet asked, its values in listing order, then any
            ``always`` values not among them; counts are exact, over all hits.
        more: the facets that have further values.
        groups: how many hits there are if they are folded, exactly; ``None`` unless
            the request asks for it.
        state: names the state of the index that answered; in another one, hits may
            stand in another order.
    """

    hits: tuple[tuple[Article, float], ...]
    total: int
    facets: Mapping[str, tuple[ValueCount, ...]] = field(default_factory=dict)
    more: frozenset[str] = frozenset()
    groups: int | None = None
    state: str = ""

    def shown(self, *, fold: bool) -> int:
        """Return how many hits all pages have together, folded or not."""
        return self.groups if fold and self.groups is not None else self.total


def encodable(text: str) -> str:
    """Return the text with lone surrogates, which no engine can take, made "?"."""
    return text.encode("utf-8", "replace").decode()
