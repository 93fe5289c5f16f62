"""Every place in an article of each thing that a search asks for.

Unlike :func:`search.results.marks.merge_marks` this keeps the things apart, so that a
reader can step through the places of a single word.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

from ..analysis.tokens import Token, tokens
from ..model.article import Article, TextField
from ..model.facets import Selection
from ..query.parser import parse
from ..query.spellings import other_spellings
from ..query.tree import Phrase, Query
from ..query.word_leaves import MarkedLeaf, NearSide, as_typed
from .entities import AskedValue, asked_values, mark_value
from .leaf_mark import LeafMark
from .marks import mark_words

__all__ = ["Occurrence", "Occurrences", "SoughtItem", "find_occurrences"]


@dataclass(frozen=True, slots=True)
class SoughtItem:
    """One thing a search asks for.

    Attributes:
        field: the field of a name, country or day; "" for words.
        text: words as they were typed, with their signs; otherwise the value.
        count: the number of its places in the article.
        days: of days the first one and the first one after them.
    """

    field: str
    text: str
    count: int
    days: tuple[date | None, date | None] | None = None


@dataclass(frozen=True, slots=True)
class Occurrence:
    """A place ``[start, end)`` of a text, and the numbers of what it answers."""

    start: int
    end: int
    sought: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Occurrences:
    """What a search asks for, and the places of each text in reading order.

    No two places of a text overlap; overlapping ones are merged.
    """

    sought: tuple[SoughtItem, ...]
    places: dict[TextField, tuple[Occurrence, ...]]

    @property
    def total(self) -> int:
        """The number of places."""
        return sum(map(len, self.places.values()))


def find_occurrences(
    article: Article,
    text: str,
    selections: Sequence[Selection] = (),
    query: Query | None = None,
) -> Occurrences:
    """Return every place in an article of what a query and its filters ask for.

    Args:
        text: the query as it was typed.
        query: the tree of the text with aliases resolved, if an index resolved them.
    """
    query = query or parse(text).query
    asked = _Asked(text)
    found: dict[TextField, list[LeafMark]] = {
        part: list(_word_marks(article, part, query, asked)) for part in TextField
    }
    for wish in asked_values(query, selections):
        number = asked.number(*asked.wish(wish))
        for part, mark in mark_value(article, wish, number):
            found[part].append(mark)
    places = {part: _joined(marks) for part, marks in found.items()}
    counts = [0] * len(asked.known)
    for place in (place for part in places.values() for place in part):
        for number in place.sought:
            counts[number] += 1
    sought = tuple(
        SoughtItem(field, words, count, days)
        for (field, words, days), count in zip(asked.known, counts, strict=True)
    )
    return Occurrences(sought, places)


_Days = tuple[date | None, date | None] | None


@dataclass(slots=True)
class _Asked:
    """Numbers what is asked for; what reads the same has the same number."""

    text: str
    known: dict[tuple[str, str, _Days], int] = field(default_factory=dict)
    _tokens: list[Token] = field(default_factory=list)
    _same: dict[Query, tuple[str, str]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._tokens = list(tokens(self.text))

    def number(self, field: str, text: str, days: _Days = None) -> int:
        return self.known.setdefault((field, text, days), len(self.known))

    def leaf(self, leaf: MarkedLeaf | NearSide) -> tuple[str, str]:
        """What a leaf is told as; one in another spelling as what was typed."""
        leaf = leaf.run if isinstance(leaf, NearSide) else leaf
        text = as_typed(leaf, self._typed)
        told = "", _in_quotes(text) if isinstance(leaf, Phrase) else text
        for other in other_spellings(leaf, text):
            self._same.setdefault(other, told)
        return self._same.get(leaf, told)

    def wish(self, wish: AskedValue) -> tuple[str, str, _Days]:
        return wish.field, self._typed(wish.text.split(" "), wish.text), wish.days

    def _typed(self, words: Sequence[str], otherwise: str = "") -> str:
        """The words as the query has them, with their capitals and accents."""
        known = [token.term for token in self._tokens]
        for at in range(len(known) - len(words) + 1):
            if known[at : at + len(words)] == list(words):
                last = self._tokens[at + len(words) - 1]
                return self.text[self._tokens[at].start : last.end]
        return otherwise or " ".join(words)


def _in_quotes(text: str) -> str:
    sign = "=" if text.startswith("=") else ""
    return f"{sign}“{text.removeprefix(sign)}”"


def _word_marks(
    article: Article, part: TextField, query: Query, asked: _Asked
) -> Iterable[LeafMark]:
    leaves, marks = mark_words(article, part, query)
    numbers = [asked.number(*asked.leaf(leaf)) for leaf in leaves]
    for mark in marks:
        yield LeafMark(mark.span, numbers[mark.leaf])


def _joined(marks: Iterable[LeafMark]) -> tuple[Occurrence, ...]:
    """Places without overlaps, each with the numbers of all that it answers."""
    places: list[tuple[int, int, set[int]]] = []
    for mark in sorted(marks, key=lambda mark: mark.span):
        start, end = mark.span.start, mark.span.end
        if places and start < places[-1][1]:
            first, last, sought = places[-1]
            sought.add(mark.leaf)
            places[-1] = first, max(last, end), sought
        else:
            places.append((start, end, {mark.leaf}))
    return tuple(Occurrence(a, b, tuple(sorted(sought))) for a, b, sought in places)
