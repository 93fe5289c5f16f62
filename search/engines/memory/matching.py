"""Whether one article is found by a query, by looking at all of its words.

Written to be obviously right rather than fast: the other engines are compared with
it. What an article holds is read once (:class:`Record`); everything else is looked
at anew for each query.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from fnmatch import fnmatchcase
from functools import cache
from typing import assert_never

from ...analysis.analyzer import Analyzer
from ...analysis.registry import analyzer_for, other_forms_of
from ...analysis.tokens import tokens
from ...analysis.variants import lone_variant, name_runs, variant_runs
from ...model.article import Article
from ...model.facets import Selection, value_key
from ...model.fields import TEXT_FIELDS
from ...model.values import field_values, text_of
from ...query.tree import (
    And,
    AtLeast,
    DateRange,
    Exact,
    ExactForm,
    Filter,
    Fuzzy,
    MatchAll,
    MatchNone,
    Near,
    Not,
    Or,
    Phrase,
    Prefix,
    Query,
    Term,
    Wildcard,
    WordLeaf,
)
from ...query.word_leaves import fields_of

__all__ = ["Record", "Text", "count_places", "matches", "select"]


@dataclass(frozen=True, slots=True)
class Text:
    """One text: its folded words and their stems, by position.

    In a field of values each value is a text, and there a word stands for its own
    stem: names are not inflected, and there is no ``analyzer``. ``variants`` are the
    stems of other ways to write the words, by position in each run.
    """

    words: dict[int, str]
    stems: dict[int, str]
    variants: tuple[dict[int, str], ...] = ()
    analyzer: Analyzer | None = None

    def stem(self, word: str) -> str:
        """Return what a word that is asked for has to be in this text."""
        return self.analyzer.stem(word) if self.analyzer else word


class Record:
    """An article, and its texts as they are first asked for."""

    def __init__(self, article: Article) -> None:
        self.article = article
        self._texts: dict[str, tuple[Text, ...]] = {}

    def texts(self, field: str) -> tuple[Text, ...]:
        """Return the texts of a field."""
        if field not in self._texts:
            self._texts[field] = tuple(self._read(field))
        return self._texts[field]

    def _read(self, field: str) -> Iterator[Text]:
        if field in TEXT_FIELDS:
            text = text_of(self.article, field)
            words = _words(text)
            analyzer = analyzer_for(self.article.language)
            runs = variant_runs(text, analyzer)
            yield Text(
                words,
                {at: analyzer.stem(word) for at, word in words.items()},
                tuple(dict(enumerate(run)) for run in runs),
                analyzer,
            )
        else:
            for value in field_values(self.article, field):
                for run in name_runs(value):
                    words = dict(enumerate(run))
                    yield Text(words, words)


def _words(text: str) -> dict[int, str]:
    return {token.position: token.term for token in tokens(text)}


def matches(record: Record, query: Query) -> bool:
    """Tell whether a query finds an article."""
    match query:
        case Term() | Phrase() | Prefix() | ExactForm() | Wildcard() | Fuzzy() | Near():
            return any(count_places(record, query, name) for name in fields_of(query))
        case Exact(field=field, value=value):
            return _has_value(record, field, (value,))
        case DateRange(start=start, end=end, field=field):
            return any(
                (start is None or first >= start) and (end is None or last <= end)
                for first, last in _intervals(record.article, field)
            )
        case And(parts=parts):
            return all(matches(record, part) for part in parts)
        case Or(parts=parts):
            return any(matches(record, part) for part in parts)
        case AtLeast(count=count, parts=parts):
            return sum(matches(record, part) for part in parts) >= count
        case Filter(part=part):
            return matches(record, part)
        case Not(part=part):
            return not matches(record, part)
        case MatchAll():
            return True
        case MatchNone():
            return False
        case _:
            assert_never(query)


def select(records: Iterable[Record], selections: Iterable[Selection]) -> list[Record]:
    """Return those of some articles that facet selections leave."""
    return [
        record
        for record in records
        if all(
            (not one.include or _has_value(record, one.field, one.include))
            and not _has_value(record, one.field, one.exclude)
            for one in selections
        )
    ]


def count_places(record: Record, leaf: WordLeaf, field: str) -> int:
    """Return at how many places of a field an article has what a leaf asks for."""
    if isinstance(leaf, Near) and field not in TEXT_FIELDS:
        return 0  # between two values there is no distance
    texts = record.texts(field)
    match leaf:
        case Term(term=term):
            return sum(_count_term(text, term) for text in texts)
        case Phrase(terms=terms, exact=True):
            return sum(len(_runs(text.words, terms)) for text in texts)
        case Phrase(terms=terms):
            return sum(
                len(_runs(stems, list(map(text.stem, terms))))
                for text in texts
                for stems in (text.stems, *text.variants)
            )
        case Near():
            return sum(_is_near(text, leaf) for text in texts)
        case Prefix() | ExactForm() | Wildcard() | Fuzzy():
            words = (word for text in texts for word in text.words.values())
            return sum(_is_found(leaf, word) for word in words)
        case _:
            assert_never(leaf)


def _count_term(text: Text, term: str) -> int:
    stem = text.stem(term)
    others = other_forms_of(term) if text.analyzer else ()
    lone = lone_variant(stem)
    return (
        list(text.stems.values()).count(stem)
        + sum(word in others for word in text.words.values())
        + sum(lone in run.values() for run in text.variants)
    )


def _is_found(leaf: Prefix | ExactForm | Wildcard | Fuzzy, word: str) -> bool:
    match leaf:
        case Prefix(prefix=prefix):
            return word.startswith(prefix)
        case ExactForm(term=term):
            return word == term
        case Wildcard(pattern=pattern):
            return fnmatchcase(word, pattern)
        case Fuzzy(term=term, distance=distance):
            return _edits(word, term) <= distance


@cache
def _edits(one: str, other: str) -> int:
    """The optimal string alignment distance, by its recurrence."""
    table = {(i, 0): i for i in range(len(one) + 1)}
    table |= {(0, j): j for j in range(len(other) + 1)}
    for i, a in enumerate(one, 1):
        for j, b in enumerate(other, 1):
            best = min(
                table[i - 1, j] + 1, table[i, j - 1] + 1, table[i - 1, j - 1] + (a != b)
            )
            if i > 1 and j > 1 and a == other[j - 2] and b == one[i - 2]:
                best = min(best, table[i - 2, j - 2] + 1)
            table[i, j] = best
    return table[len(one), len(other)]


def _runs(text: dict[int, str], stems: Sequence[str]) -> list[range]:
    """The positions of each run of words or stems next to each other, in order."""
    first = stems[0]
    return [
        range(at, at + len(stems))
        for at, word in text.items()
        if word == first
        and all(text.get(at + i) == stem for i, stem in enumerate(stems))
    ]


def _is_near(text: Text, near: Near) -> bool:
    sides = (near.first, near.second)
    if near.exact:
        first, second = (_runs(text.words, terms) for terms in sides)
    else:
        first, second = (
            _runs(text.stems, list(map(text.stem, terms))) for terms in sides
        )
    return any(
        1 <= b[0] - a[-1] <= near.distance
        or (not near.ordered and 1 <= a[0] - b[-1] <= near.distance)
        for a in first
        for b in second
    )


def _has_value(record: Record, field: str, values: Iterable[str]) -> bool:
    wanted = {value_key(field, value) for value in values}
    held = field_values(record.article, field)
    return any(value_key(field, value) in wanted for value in held)


def _intervals(article: Article, field: str) -> list[tuple[date, date]]:
    """The intervals of days a date field holds, each with the day after its last."""
    if field == "on":
        return [(found.start, found.end) for found in article.facts.dates]
    published = article.published
    return [(published.date, published.end)] if published else []
