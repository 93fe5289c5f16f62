"""Every place of what a search asks for, with the words before and after it.

(Elsewhere: a concordance, keywords in context.) The places are the marks of the search:
what is marked in its hits and in its articles is a line here, and nothing else is.
"""

from __future__ import annotations

import re
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import chain, islice
from typing import Final

from ..analysis.tokens import terms, tokens
from ..answer import Answer, scan_answer
from ..model.article import Article, Facts, Span, TextField
from ..model.facets import Selection
from ..model.hits import Snippet
from ..plan import Plan
from ..query.tree import Query
from ..request import Sort, Window
from ..results.entities import asked_values, mark_entities
from ..results.marks import mark_words, merge_marks, select_leaves

__all__ = [
    "FOR_FILES",
    "FOR_PAGES",
    "MOST_WORDS",
    "Concordance",
    "Limits",
    "Line",
    "LineOrder",
    "Place",
    "asks_for_places",
    "find_places",
    "line_of",
    "lines_of",
    "window_for",
]

MOST_WORDS: Final = 20
"""Words on one side of a place, at most."""

_WORD: Final = 16
"""Characters of a long word with the space after it, about; what surrounds a place is
looked for within so many for each of its words."""

_BATCH: Final = 100
"""Articles that are held at a time, about."""

_BLANK: Final = re.compile(r"\s")


class LineOrder(StrEnum):
    """The order of the lines: by the dates of their articles, or by a neighbour."""

    NEWEST = "newest"
    OLDEST = "oldest"
    LEFT = "left"
    RIGHT = "right"


@dataclass(frozen=True, slots=True)
class Limits:
    """After how much no further article is looked through.

    Attributes:
        articles: looked through.
        places: found.
        characters: of the texts looked through.
        seconds: it has taken.
    """

    articles: int
    places: int
    characters: int
    seconds: float


FOR_PAGES: Final = Limits(2_000, 5_000, 20_000_000, 3.0)
FOR_FILES: Final = Limits(20_000, 50_000, 200_000_000, 60.0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A place ``[start, end)`` in the title or the body of an article.

    Attributes:
        article: where it is, without its body and its facts.
        number: of the place in the article, from 1, the title first.
        before: the words before it, on one line, with the marks among them.
        found: what stands in the place.
        after: the words after it.
    """

    article: Article
    part: TextField
    number: int
    start: int
    end: int
    before: Snippet
    found: str
    after: Snippet


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A place as it is kept until its line is shown, which costs more than to find it.

    Attributes:
        before: what stands before it, with the marks: about as much as may be shown.
        after: the same after it.
        opens: whether the text begins where ``before`` does.
        closes: whether the text ends where ``after`` does.
    """

    article: Article
    part: TextField
    number: int
    start: int
    end: int
    before: Snippet
    found: str
    after: Snippet
    opens: bool
    closes: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Concordance:
    """Places in order.

    Attributes:
        words: on either side of each, at most.
        read: articles looked through.
        articles: articles the search finds.
        cut: whether there may be more places, which a limit left out.
    """

    places: tuple[Place, ...]
    words: int
    read: int
    articles: int
    cut: bool

    def lines(self, offset: int = 0, limit: int | None = None) -> tuple[Line, ...]:
        """Return some of the lines, all if none is left out."""
        end = None if limit is None else offset + limit
        return tuple(line_of(place, self.words) for place in self.places[offset:end])


def asks_for_places(plan: Plan) -> bool:
    """Tell whether a search asks for anything that has a place in a text."""
    leaves = chain.from_iterable(select_leaves(plan.marked, part) for part in TextField)
    values = asked_values(plan.marked, plan.selections)
    return next(chain(leaves, values), None) is not None


def window_for(order: LineOrder) -> Window:
    """Return the order in which articles are looked through: by date, newest first."""
    return Window(sort=Sort.OLDEST if order is LineOrder.OLDEST else Sort.NEWEST)


def find_places(
    answer: Answer, order: LineOrder, words: int, limits: Limits = FOR_PAGES
) -> Concordance:
    """Return the places of a search that was answered.

    Neighbours are compared as words are searched for: without capitals and accents,
    first the one next to the place, then the one beyond it. Places with the same
    neighbours stand in the order of their dates.

    Args:
        words: on either side of a place, 1 to :data:`MOST_WORDS`.

    Raises:
        EngineError: if the index cannot be read.
    """
    plan, total = answer.plan, answer.result.total
    reading = _Reading(limits, total)
    if total and asks_for_places(plan):
        for article in scan_answer(answer, window_for(order), _BATCH):
            reading.take(_places_of(article, plan.marked, plan.selections, words))
            reading.count(article)
            if reading.is_over():
                break
    return Concordance(
        places=tuple(_ordered(reading.places, order, words)),
        words=words,
        read=reading.read,
        articles=total,
        cut=reading.cut,
    )


class _Reading:
    """Places so far, and whether any more are to be looked for."""

    def __init__(self, limits: Limits, total: int) -> None:
        self.places: list[Place] = []
        self.read = 0
        self.cut = False
        self._limits = limits
        self._total = total
        self._characters = 0
        self._until = time.monotonic() + limits.seconds

    def take(self, places: Iterator[Place]) -> None:
        """Take the places of an article, as many as there is room for."""
        self.places += islice(places, self._limits.places - len(self.places))
        self.cut = next(places, None) is not None

    def count(self, article: Article) -> None:
        """Count an article that was looked through."""
        self.read += 1
        self._characters += len(article.body)

    def is_over(self) -> bool:
        """Tell whether it is enough; then it is known, too, whether it was all."""
        limits = self._limits
        if self.cut or self.read >= self._total:
            return True
        self.cut = (
            self.read >= limits.articles
            or len(self.places) >= limits.places
            or self._characters >= limits.characters
            or time.monotonic() > self._until
        )
        return self.cut


def lines_of(
    article: Article, query: Query, selections: Sequence[Selection], words: int
) -> Iterator[Line]:
    """Yield the lines of one article in reading order, the title first."""
    for place in _places_of(article, query, selections, words):
        yield line_of(place, words)


def _places_of(
    article: Article, query: Query, selections: Sequence[Selection], words: int
) -> Iterator[Place]:
    named = mark_entities(article, query, selections)
    bare = replace(article, body="", facts=Facts())
    around = _WORD * (words + 2)
    number = 0
    for part in TextField:
        text = article.body if part is TextField.BODY else article.title
        _, marks = mark_words(article, part, query)
        both = [*marks, *named[part]]
        both.sort(key=lambda mark: (mark.span.start, mark.span.end))
        spans = merge_marks(both)
        for at, (start, end) in enumerate((span.start, span.end) for span in spans):
            number += 1
            low, high = max(0, start - around), min(len(text), end + around)
            yield Place(
                article=bare,
                part=part,
                number=number,
                start=start,
                end=end,
                before=_cut(text, low, start, spans[max(0, at - words) : at]),
                found=_BLANK.sub(" ", text[start:end]),
                after=_cut(text, end, high, spans[at + 1 : at + 1 + words]),
                opens=low == 0,
                closes=high == len(text),
            )


def line_of(place: Place, words: int) -> Line:
    """Return the line of a place, cut to so many words on either side."""
    before, after = place.before.text, place.after.text
    low, high = _begin(before, words, place.opens), _end(after, words, place.closes)
    return Line(
        article=place.article,
        part=place.part,
        number=place.number,
        start=place.start,
        end=place.end,
        before=_cut(before, low, len(before), place.before.marks),
        found=place.found,
        after=_cut(after, 0, high, place.after.marks),
    )


def _begin(before: str, words: int, opens: bool) -> int:
    """Where the last words before a place begin."""
    found = [token.start for token in tokens(before)]
    if not opens and found and not found[0]:
        found = found[1:]  # it may be the end of a word
    if len(found) >= words:
        return found[-words]
    if opens:
        return 0
    return found[0] if found else len(before)


def _end(after: str, words: int, closes: bool) -> int:
    """Where the first words after a place end."""
    found = [token.end for token in tokens(after)]
    if len(found) > words:
        return found[words - 1]
    if closes:
        return len(after)
    if found and found[-1] == len(after):
        found = found[:-1]  # it may be the beginning of a word
    return found[-1] if found else 0


def _cut(text: str, low: int, high: int, spans: Sequence[Span]) -> Snippet:
    """A range as one line of the same length, with its marks."""
    marks = tuple(
        Span(max(span.start, low) - low, min(span.end, high) - low)
        for span in spans
        if span.start < high and span.end > low
    )
    return Snippet(_BLANK.sub(" ", text[low:high]), marks)


def _ordered(places: list[Place], order: LineOrder, words: int) -> list[Place]:
    match order:
        case LineOrder.LEFT:
            return sorted(
                places, key=lambda place: terms(place.before.text)[: -words - 1 : -1]
            )
        case LineOrder.RIGHT:
            return sorted(places, key=lambda place: terms(place.after.text)[:words])
        case LineOrder.NEWEST | LineOrder.OLDEST:
            return places
