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
    "asks_for_places",
    "find_lines",
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
        lines: found.
        characters: of the texts looked through.
        seconds: it has taken.
    """

    articles: int
    lines: int
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
class Concordance:
    """Lines in order.

    Attributes:
        read: articles looked through.
        articles: articles the search finds.
        cut: whether there may be more lines, which a limit left out.
    """

    lines: tuple[Line, ...]
    read: int
    articles: int
    cut: bool


def asks_for_places(plan: Plan) -> bool:
    """Tell whether a search asks for anything that has a place in a text."""
    leaves = chain.from_iterable(select_leaves(plan.marked, part) for part in TextField)
    values = asked_values(plan.marked, plan.selections)
    return next(chain(leaves, values), None) is not None


def window_for(order: LineOrder) -> Window:
    """Return the order in which articles are looked through: by date, newest first."""
    return Window(sort=Sort.OLDEST if order is LineOrder.OLDEST else Sort.NEWEST)


def find_lines(
    answer: Answer, order: LineOrder, words: int, limits: Limits = FOR_PAGES
) -> Concordance:
    """Return the lines of a search that was answered.

    Neighbours are compared as words are searched for: without capitals and accents,
    first the one next to the place, then the one beyond it. Lines with the same
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
            reading.take(lines_of(article, plan.marked, plan.selections, words))
            reading.count(article)
            if reading.is_over():
                break
    return Concordance(
        lines=tuple(_ordered(reading.lines, order)),
        read=reading.read,
        articles=total,
        cut=reading.cut,
    )


class _Reading:
    """Lines so far, and whether any more are to be looked for."""

    def __init__(self, limits: Limits, total: int) -> None:
        self.lines: list[Line] = []
        self.read = 0
        self.cut = False
        self._limits = limits
        self._total = total
        self._characters = 0
        self._until = time.monotonic() + limits.seconds

    def take(self, lines: Iterator[Line]) -> None:
        """Take the lines of an article, as many as there is room for."""
        self.lines += islice(lines, self._limits.lines - len(self.lines))
        self.cut = next(lines, None) is not None

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
            or len(self.lines) >= limits.lines
            or self._characters >= limits.characters
            or time.monotonic() > self._until
        )
        return self.cut


def lines_of(
    article: Article, query: Query, selections: Sequence[Selection], words: int
) -> Iterator[Line]:
    """Yield the lines of one article in reading order, the title first."""
    named = mark_entities(article, query, selections)
    bare = replace(article, body="", facts=Facts())
    number = 0
    for part in TextField:
        text = article.body if part is TextField.BODY else article.title
        _, marks = mark_words(article, part, query)
        spans = merge_marks(
            sorted(
                [*marks, *named[part]],
                key=lambda mark: (mark.span.start, mark.span.end),
            )
        )
        for at, span in enumerate(spans):
            number += 1
            low = _begin(text, span.start, words)
            high = _end(text, span.end, words)
            yield Line(
                article=bare,
                part=part,
                number=number,
                start=span.start,
                end=span.end,
                before=_cut(text, low, span.start, spans[max(0, at - words) : at]),
                found=_BLANK.sub(" ", text[span.start : span.end]),
                after=_cut(text, span.end, high, spans[at + 1 : at + 1 + words]),
            )


def _begin(text: str, at: int, words: int) -> int:
    """Where the last words before a place begin."""
    low = max(0, at - _WORD * (words + 2))
    found = [token.start for token in tokens(text[low:at])]
    if low and found and not found[0]:
        found = found[1:]  # it may be the end of a word
    if len(found) >= words:
        return low + found[-words]
    if not low:
        return 0
    return low + found[0] if found else at


def _end(text: str, at: int, words: int) -> int:
    """Where the first words after a place end."""
    high = min(len(text), at + _WORD * (words + 2))
    window = text[at:high]
    found = [token.end for token in tokens(window)]
    if len(found) > words:
        return at + found[words - 1]
    if high == len(text):
        return high
    if found and found[-1] == len(window):
        found = found[:-1]  # it may be the beginning of a word
    return at + found[-1] if found else at


def _cut(text: str, low: int, high: int, spans: Sequence[Span]) -> Snippet:
    """A range as one line of the same length, with its marks."""
    marks = tuple(
        Span(max(span.start, low) - low, min(span.end, high) - low)
        for span in spans
        if span.start < high and span.end > low
    )
    return Snippet(_BLANK.sub(" ", text[low:high]), marks)


def _ordered(lines: list[Line], order: LineOrder) -> list[Line]:
    match order:
        case LineOrder.LEFT:
            return sorted(lines, key=lambda line: terms(line.before.text)[::-1])
        case LineOrder.RIGHT:
            return sorted(lines, key=lambda line: terms(line.after.text))
        case LineOrder.NEWEST | LineOrder.OLDEST:
            return lines
