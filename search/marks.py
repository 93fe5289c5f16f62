"""Where a query's words stand in a text, by the analysis that indexed it.

A word is marked if it is one the query asks for: by stem in the texts, so that
"attacks" marks "attacked"; a phrase only where all of it stands; a prefix on
every word it begins. What a query excludes is never marked.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from .analysis import adjacent, stem, words_beginning
from .model import Span, TextField
from .query import And, Or, Phrase, Prefix, Query, Term

__all__ = ["Mark", "MarkedLeaf", "find_marks", "marked_leaves", "merged"]

MarkedLeaf = Term | Phrase | Prefix
"""The leaves of a query that stand for words of a text."""


@dataclass(frozen=True, slots=True)
class Mark:
    """A place where a leaf of the query, by number, matches the text."""

    span: Span
    leaf: int


def marked_leaves(query: Query, field: TextField) -> tuple[MarkedLeaf, ...]:
    """Return the leaves that ask for words of this text, each once, in order."""

    def walk(part: Query) -> Iterator[MarkedLeaf]:
        match part:
            case Term() | Phrase() | Prefix():
                if part.field is None or part.field == field:
                    yield part
            case And(parts=parts) | Or(parts=parts):
                for inner in parts:
                    yield from walk(inner)
            case _:
                pass

    return tuple(dict.fromkeys(walk(query)))


def find_marks(
    text: str, leaves: Iterable[MarkedLeaf], *, enough: int | None = None
) -> list[Mark]:
    """Return where the leaves match, in reading order.

    Args:
        enough: stop behind this many characters once something was found.
    """
    words: dict[str, list[int]] = {}
    phrases: dict[str, list[tuple[int, tuple[str, ...]]]] = {}
    prefixes: list[tuple[str, int]] = []
    for number, leaf in enumerate(leaves):
        match leaf:
            case Term(term=term):
                words.setdefault(stem(term), []).append(number)
            case Phrase(terms=terms):
                stems = tuple(map(stem, terms))
                phrases.setdefault(stems[0], []).append((number, stems))
            case Prefix(prefix=prefix):
                prefixes.append((prefix, number))
    # Stems begin with the letter of their word, so most words need no stemming.
    initials = {known[0] for known in words} | {prefix[0] for prefix, _ in prefixes}
    for begun in phrases.values():
        initials.update(known[0] for _, stems in begun for known in stems)
    if not initials:
        return []
    return _scan(text, words, phrases, prefixes, frozenset(initials), enough)


@dataclass(slots=True)
class _Open:
    """A phrase that has begun: how much of it has matched, and where."""

    leaf: int
    stems: tuple[str, ...]
    start: int
    end: int
    matched: int = 1


def _scan(
    text: str,
    words: dict[str, list[int]],
    phrases: dict[str, list[tuple[int, tuple[str, ...]]]],
    prefixes: list[tuple[str, int]],
    initials: frozenset[str],
    enough: int | None,
) -> list[Mark]:
    marks: list[Mark] = []
    begun: list[_Open] = []
    for term, start, end in words_beginning(text, initials):
        if enough is not None and start > enough and marks:
            break
        stemmed = stem(term)
        marks += [Mark(Span(start, end), leaf) for leaf in words.get(stemmed, ())]
        for prefix, leaf in prefixes:
            if term.startswith(prefix):
                marks.append(Mark(Span(start, end), leaf))
        if begun:
            begun = list(_continued(text, begun, stemmed, start, end, marks))
        for leaf, stems in phrases.get(stemmed, ()):
            begun.append(_Open(leaf, stems, start, end))
    marks.sort(key=lambda mark: mark.span)
    return marks


def _continued(
    text: str,
    begun: list[_Open],
    stemmed: str,
    start: int,
    end: int,
    marks: list[Mark],
) -> Iterator[_Open]:
    """The phrases that go on with this word; a complete one becomes a mark."""
    for phrase in begun:
        wanted = phrase.stems[phrase.matched]
        if wanted != stemmed or not adjacent(text, phrase.end, start):
            continue
        phrase.matched += 1
        phrase.end = end
        if phrase.matched == len(phrase.stems):
            marks.append(Mark(Span(phrase.start, end), phrase.leaf))
        else:
            yield phrase


def merged(marks: Iterable[Mark]) -> tuple[Span, ...]:
    """Return the marked places without overlaps, in order."""
    spans: list[Span] = []
    for mark in marks:
        span = mark.span
        if spans and span.start < spans[-1].end:
            if span.end > spans[-1].end:
                spans[-1] = Span(spans[-1].start, span.end)
        else:
            spans.append(span)
    return tuple(spans)
