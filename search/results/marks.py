"""Highlights: where a text has the words of a query, by the analysis that indexed it.

Words are compared by stem, so that "attacks" marks "attacked"; a phrase is marked only
where all of it stands, words near each other only where they are near, a prefix on
every word it begins. Excluded words are not marked.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from functools import lru_cache
from itertools import chain
from typing import Final, NamedTuple

from ..analysis.analyzer import Analyzer
from ..analysis.registry import analyzer_for, other_forms_of
from ..analysis.tokens import are_adjacent, tokens, words_beginning
from ..analysis.variants import find_variants
from ..model.article import Article, Span, TextField
from ..model.fields import TEXT_LANGUAGE
from ..model.values import text_of
from ..query.tree import Phrase, Query, Term, WordLeaf, wanted
from ..query.word_leaves import (
    MarkedLeaf,
    NearSide,
    begins_with,
    find_word,
    marked_parts,
)
from .leaf_mark import LeafMark
from .near_marks import keep_near

__all__ = ["find_marks", "mark_words", "merge_marks", "select_leaves"]


_LEAD: Final = "lead"

_MOST_KNOWN: Final = 20_000
"""Different words of texts that are remembered of each search."""

_CONTEXT: Final = 100
"""Characters around a word in which the others of its phrase stand."""


def mark_words(
    article: Article, part: TextField, query: Query, *, enough: int | None = None
) -> tuple[tuple[MarkedLeaf | NearSide, ...], list[LeafMark]]:
    """Return the leaves that ask for words of a text, and where they match in it.

    Words of the lead are those of the title and of the first words of the body.

    Args:
        enough: see :func:`find_marks`.
    """
    text = article.body if part is TextField.BODY else article.title
    leaves = select_leaves(query, part)
    lead = [number for number, leaf in enumerate(leaves) if _field(leaf) == _LEAD]
    own = [number for number in range(len(leaves)) if number not in lead]
    language = article.language
    found = find_marks(text, [leaves[n] for n in own], language=language, enough=enough)
    if not lead:
        return leaves, found
    marks = [replace(mark, leaf=own[mark.leaf]) for mark in found]
    first = len(article.title) + 2 if part is TextField.BODY else 0
    asked = [leaves[number] for number in lead]
    for mark in find_marks(text_of(article, _LEAD), asked, language=language):
        start = max(mark.span.start - first, 0)
        end = min(mark.span.end - first, len(text))
        if start < end:
            marks.append(LeafMark(Span(start, end), lead[mark.leaf], mark.back))
    return leaves, sorted(marks, key=lambda mark: mark.span)


def _field(leaf: MarkedLeaf | NearSide) -> str | None:
    return leaf.near.field if isinstance(leaf, NearSide) else leaf.field


def select_leaves(query: Query, text: TextField) -> tuple[MarkedLeaf | NearSide, ...]:
    """Return the leaves that ask for words of this text, each once, in order."""

    shown = (None, text, _LEAD)
    leaves = (leaf for leaf in wanted(query) if isinstance(leaf, WordLeaf))
    asked = (leaf for leaf in leaves if leaf.field in shown)
    return tuple(dict.fromkeys(chain.from_iterable(map(marked_parts, asked))))


def find_marks(
    text: str,
    leaves: Iterable[MarkedLeaf | NearSide],
    *,
    language: str = TEXT_LANGUAGE,
    enough: int | None = None,
) -> list[LeafMark]:
    """Return where the leaves match, in reading order.

    Args:
        language: the code of the language the text is in, "" if nobody knows.
        enough: stop after this many characters once something was found.
    """
    leaves = tuple(leaves)
    sought = _sought(leaves, analyzer_for(language))
    if sought.initials == frozenset():
        return []
    return keep_near(text, _scan(text, sought, enough), leaves)


class _Known(NamedTuple):
    """A word: its stem, the leaves it matches, and whether a phrase may begin so."""

    stem: str
    leaves: tuple[int, ...]
    begins: bool


@dataclass(slots=True)
class _Sought:
    """What to look for: stems, words, phrases by their first stem, tests of words.

    ``exact`` are phrases of words in just these forms, by the first of them.
    ``initials`` are the letters with which these words may begin; ``None`` is any.
    ``known`` is what was found out about the words of texts looked through so far.
    """

    analyzer: Analyzer
    words: dict[str, list[int]] = field(default_factory=dict)
    forms: dict[str, list[int]] = field(default_factory=dict)
    phrases: dict[str, list[tuple[int, tuple[str, ...]]]] = field(default_factory=dict)
    exact: dict[str, list[tuple[int, tuple[str, ...]]]] = field(default_factory=dict)
    tests: list[tuple[Callable[[str], bool], int]] = field(default_factory=list)
    initials: frozenset[str] | None = frozenset()
    known: dict[str, _Known] = field(default_factory=dict)

    def look_up(self, term: str) -> _Known:
        """Find out which leaves a word matches by itself, and remember it."""
        stemmed = self.analyzer.stem(term)
        leaves = [*self.words.get(stemmed, ()), *self.forms.get(term, ())]
        leaves += [leaf for test, leaf in self.tests if test(term)]
        begins = stemmed in self.phrases or term in self.exact
        if len(self.known) >= _MOST_KNOWN:
            self.known.clear()
        found = self.known[term] = _Known(stemmed, tuple(leaves), begins)
        return found

    @classmethod
    def of(cls, leaves: Iterable[MarkedLeaf | NearSide], analyzer: Analyzer) -> _Sought:
        sought = cls(analyzer)
        # Few letters begin the forms of a stem, so most words need no stemming.
        initials: set[str] = set()
        any_letter = False
        for number, leaf in enumerate(leaves):
            leaf = leaf.run if isinstance(leaf, NearSide) else leaf
            match leaf:
                case Term(term=term):
                    stemmed = analyzer.stem(term)
                    sought.words.setdefault(stemmed, []).append(number)
                    for form in other_forms_of(term):
                        sought.forms.setdefault(form, []).append(number)
                        initials.add(form[0])
                    letters = analyzer.initials(stemmed)
                    any_letter = any_letter or not letters
                    initials.update(letters)
                case Phrase(terms=terms, exact=True):
                    sought.exact.setdefault(terms[0], []).append((number, terms))
                    initials.update(term[0] for term in terms)
                case Phrase(terms=terms):
                    stems = tuple(map(analyzer.stem, terms))
                    sought.phrases.setdefault(stems[0], []).append((number, stems))
                    begun = list(map(analyzer.initials, stems))
                    any_letter = any_letter or not all(begun)
                    initials.update(*begun)
                case _:
                    sought.tests.append((find_word(leaf), number))
                    letter = begins_with(leaf)
                    any_letter = any_letter or letter is None
                    initials.add(letter or "")
        sought.initials = None if any_letter else frozenset(initials)
        return sought


@lru_cache(maxsize=64)
def _sought(leaves: tuple[MarkedLeaf | NearSide, ...], analyzer: Analyzer) -> _Sought:
    """What to look for, once for all texts of a page and for the pages after it."""
    return _Sought.of(leaves, analyzer)


@dataclass(slots=True)
class _Open:
    """The beginning of a phrase: how many words have matched, and where."""

    leaf: int
    words: tuple[str, ...]
    start: int
    end: int
    exact: bool = False
    matched: int = 1


def _scan(text: str, sought: _Sought, enough: int | None) -> list[LeafMark]:
    marks: list[LeafMark] = []
    begun: list[_Open] = []
    known = sought.known
    for term, start, end in _words(text, sought.initials):
        if enough is not None and start > enough and marks:
            break
        word = known.get(term) or sought.look_up(term)
        if not (word.leaves or word.begins or begun):
            continue
        span = Span(start, end)
        marks += [LeafMark(span, leaf) for leaf in word.leaves]
        if begun:
            begun = list(_continued(text, begun, term, word.stem, span, marks))
        if word.begins:
            for leaf, stems in sought.phrases.get(word.stem, ()):
                begun.append(_Open(leaf, stems, start, end))
            for leaf, words in sought.exact.get(term, ()):
                begun.append(_Open(leaf, words, start, end, exact=True))
    if sought.words or sought.phrases:
        marks += _of_variants(text, sought)
    # spans compare alike, but several times slower
    marks.sort(key=lambda mark: (mark.span.start, mark.span.end))
    return marks


def _of_variants(text: str, sought: _Sought) -> Iterator[LeafMark]:
    """Where words are written in another way: "re-election" for "reelection"."""
    stem = sought.analyzer.stem
    for term, start, end in find_variants(text, sought.initials):
        stemmed = stem(term)
        for leaf in sought.words.get(stemmed, ()):
            yield LeafMark(Span(start, end), leaf)
        for stems in (run for runs in sought.phrases.values() for run in runs):
            if stemmed in stems[1] and (
                span := _around(text, start, end, stemmed, stems[1], stem)
            ):
                yield LeafMark(span, stems[0])


def _around(
    text: str,
    start: int,
    end: int,
    stemmed: str,
    stems: tuple[str, ...],
    stem: Callable[[str], str],
) -> Span | None:
    """Return where a phrase stands of which one word is written in another way."""
    at = stems.index(stemmed)
    low = max(0, start - _CONTEXT)
    before = list(tokens(text[low:start]))
    after = list(tokens(text[end : end + _CONTEXT]))
    first, last = stems[:at], stems[at + 1 :]
    before, after = before[len(before) - len(first) :], after[: len(last)]
    if [stem(word.term) for word in before] != list(first):
        return None
    if [stem(word.term) for word in after] != list(last):
        return None
    if before:
        start = low + before[0].start
    return Span(start, end + after[-1].end if after else end)


def _words(
    text: str, initials: frozenset[str] | None
) -> Iterator[tuple[str, int, int]]:
    if initials is not None:
        return words_beginning(text, initials)
    return ((word.term, word.start, word.end) for word in tokens(text))


def _continued(
    text: str,
    begun: list[_Open],
    term: str,
    stemmed: str,
    span: Span,
    marks: list[LeafMark],
) -> Iterator[_Open]:
    """The phrases that this word continues; a complete one becomes a mark."""
    for phrase in begun:
        expected, found = phrase.words[phrase.matched], stemmed
        if phrase.exact:
            found = term
        if expected != found or not are_adjacent(text, phrase.end, span.start):
            continue
        phrase.matched += 1
        phrase.end = span.end
        if phrase.matched == len(phrase.words):
            marks.append(LeafMark(Span(phrase.start, span.end), phrase.leaf))
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
