"""Highlights: where a text has the words of a query, by the analysis that indexed it.

Words are compared by stem, so that "attacks" marks "attacked"; a phrase is marked only
where all of it stands, a prefix on every word it begins. Excluded words are not marked.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from itertools import chain

from ..analysis.analyzer import Analyzer
from ..analysis.registry import analyzer_for
from ..analysis.tokens import are_adjacent, tokens, words_beginning
from ..model.article import Span, TextField
from ..model.fields import TEXT_LANGUAGE
from ..query.tree import Phrase, Query, Term, WordLeaf, wanted
from ..query.word_leaves import MarkedLeaf, begins_with, find_word, marked_parts

__all__ = ["LeafMark", "find_marks", "select_leaves", "merge_marks"]


@dataclass(frozen=True, slots=True)
class LeafMark:
    """A place where a leaf of the query, by number, matches the text."""

    span: Span
    leaf: int


def select_leaves(query: Query, text: TextField) -> tuple[MarkedLeaf, ...]:
    """Return the leaves that ask for words of this text, each once, in order."""

    shown = (None, text, "lead")
    leaves = (leaf for leaf in wanted(query) if isinstance(leaf, WordLeaf))
    asked = (leaf for leaf in leaves if leaf.field in shown)
    return tuple(dict.fromkeys(chain.from_iterable(map(marked_parts, asked))))


def find_marks(
    text: str,
    leaves: Iterable[MarkedLeaf],
    *,
    language: str = TEXT_LANGUAGE,
    enough: int | None = None,
) -> list[LeafMark]:
    """Return where the leaves match, in reading order.

    Args:
        language: the code of the language the text is in, "" if nobody knows.
        enough: stop after this many characters once something was found.
    """
    sought = _Sought.of(leaves, analyzer_for(language))
    return _scan(text, sought, enough) if sought.initials != frozenset() else []


@dataclass(slots=True)
class _Sought:
    """What to look for: stems, phrases by their first stem, and tests of words.

    ``initials`` are the letters with which these words may begin; ``None`` is any.
    """

    stem: Callable[[str], str]
    words: dict[str, list[int]] = field(default_factory=dict)
    phrases: dict[str, list[tuple[int, tuple[str, ...]]]] = field(default_factory=dict)
    tests: list[tuple[Callable[[str], bool], int]] = field(default_factory=list)
    initials: frozenset[str] | None = frozenset()

    @classmethod
    def of(cls, leaves: Iterable[MarkedLeaf], analyzer: Analyzer) -> _Sought:
        sought = cls(analyzer.stem)
        # A stem begins with the letter of its word, so most words need no stemming.
        initials: set[str] = set()
        any_letter = False
        for number, leaf in enumerate(leaves):
            match leaf:
                case Term(term=term):
                    stemmed = analyzer.stem(term)
                    sought.words.setdefault(stemmed, []).append(number)
                    initials.add(stemmed[0])
                case Phrase(terms=terms):
                    stems = tuple(map(analyzer.stem, terms))
                    sought.phrases.setdefault(stems[0], []).append((number, stems))
                    initials.update(known[0] for known in stems)
                case _:
                    sought.tests.append((find_word(leaf), number))
                    letter = begins_with(leaf)
                    any_letter = any_letter or letter is None
                    initials.add(letter or "")
        sought.initials = None if any_letter else frozenset(initials)
        return sought


@dataclass(slots=True)
class _Open:
    """The beginning of a phrase: how many words have matched, and where."""

    leaf: int
    stems: tuple[str, ...]
    start: int
    end: int
    matched: int = 1


def _scan(text: str, sought: _Sought, enough: int | None) -> list[LeafMark]:
    marks: list[LeafMark] = []
    begun: list[_Open] = []
    stem = sought.stem
    for term, start, end in _words(text, sought.initials):
        if enough is not None and start > enough and marks:
            break
        stemmed = stem(term)
        span = Span(start, end)
        marks += [LeafMark(span, leaf) for leaf in sought.words.get(stemmed, ())]
        marks += [LeafMark(span, leaf) for test, leaf in sought.tests if test(term)]
        if begun:
            begun = list(_continued(text, begun, stemmed, start, end, marks))
        for leaf, stems in sought.phrases.get(stemmed, ()):
            begun.append(_Open(leaf, stems, start, end))
    # spans compare alike, but several times slower
    marks.sort(key=lambda mark: (mark.span.start, mark.span.end))
    return marks


def _words(
    text: str, initials: frozenset[str] | None
) -> Iterator[tuple[str, int, int]]:
    if initials is not None:
        return words_beginning(text, initials)
    return ((word.term, word.start, word.end) for word in tokens(text))


def _continued(
    text: str,
    begun: list[_Open],
    stemmed: str,
    start: int,
    end: int,
    marks: list[LeafMark],
) -> Iterator[_Open]:
    """The phrases that this word continues; a complete one becomes a mark."""
    for phrase in begun:
        expected = phrase.stems[phrase.matched]
        if expected != stemmed or not are_adjacent(text, phrase.end, start):
            continue
        phrase.matched += 1
        phrase.end = end
        if phrase.matched == len(phrase.stems):
            marks.append(LeafMark(Span(phrase.start, end), phrase.leaf))
        else:
            yield phrase


def merge_marks(marks: Iterable[LeafMark]) -> tuple[Span, ...]:
    """Return the marked spans in order, overlapping ones merged."""
    spans: list[Span] = []
    for mark in marks:
        span = mark.span
        if spans and span.start < spans[-1].end:
            if span.end > spans[-1].end:
                spans[-1] = Span(spans[-1].start, span.end)
        else:
            spans.append(span)
    return tuple(spans)
