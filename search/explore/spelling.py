"""Did you mean: a query whose words the index knows better.

A word is doubtful if no article has it, or far fewer than have a word spelt nearly the
same. It is replaced, in its place, by a word of the index, and the result is offered
only if the engine finds more articles with it. A whole name that nobody has is replaced
by a similar name in the same way.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import chain, islice, product
from typing import Final

from ..analysis.registry import analyzer_for
from ..analysis.tokens import key, tokens
from ..lexicon.lexicon import NAME_KINDS, WORD, Lexicon, SimilarWord, is_spelt
from ..model.fields import FIELDS, TEXT_LANGUAGE, FieldKind
from ..plan import Plan, count_plans, plan_search
from ..query.parser import Lexed
from ..query.syntax import Lexeme, LexemeKind
from ..query.tree import Term
from ..request import encodable
from ..snapshot import Snapshot, count_hits
from .joining import joined_or_divided

__all__ = ["Replacement", "Correction", "suggest_correction"]

_stem = analyzer_for(TEXT_LANGUAGE).stem

_SIGNS: Final = re.compile(r"[*~]|\w\?\w|^=")

_TWO_STEPS_FROM: Final = 6
"""Words with at least this many letters may have two mistakes, shorter ones one."""

_RARER: Final = {1: 100, 2: 2_000}
"""Edits between two words → how many times as many articles must have the other for
a word of the index to be doubtful."""

_SHORTEST_DOUBTED: Final = {True: 5, False: 4}
"""Whether the query finds anything → the fewest letters of a doubtful word that is in
the index."""

_SLIPS: Final = 2
"""Of a word that no more articles have, the fewest letters are those of an empty query:
it may be misspelt in them too."""

_LESS_RARE: Final = 0.1
"""How much other forms of a word count against a correction of an empty query."""

_STEP: Final = 5.0
"""The weight of one edit against frequency, as a natural logarithm."""

_FIRST_LETTER: Final = 2.0
"""The weight of another first letter: people rarely mistype it."""

_MOST_EXAMINED: Final = 12
_MOST_DOUBTED: Final = 5
_CHOICES: Final = 3
_MOST_TRIED: Final = 6
"""The most rare words that are examined, doubtful words, replacements of each, and
corrected queries that are tried."""

_LETTERS_A_STEP: Final = 6
"""A name may have one mistake for this many letters: "John Kelly" has one."""

_MOST_STEPS: Final = 4

_NEAR_WORDS: Final = 3
"""How many words are tried instead of the first and instead of the last of a name."""


@dataclass(frozen=True, slots=True)
class Replacement:
    """The part ``[start, end)`` of the query as typed, and what to put there."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Correction:
    """A query that finds more, with the number of articles it finds."""

    text: str
    total: int
    changes: tuple[Replacement, ...]


@dataclass(frozen=True, slots=True)
class _Typed:
    """A word of the query, folded; ``kind`` is the sort of words it is one of.

    ``known`` is how many articles have it.
    """

    term: str
    start: int
    end: int
    kind: str
    field: str | None
    known: int = 0


def suggest_correction(plan: Plan, found: int | None = None) -> Correction | None:
    """Return a search for what was probably meant, if another finds more.

    The filters and dates of the search stay. Costs next to nothing if all words
    are frequent, else some milliseconds for each that is not.

    Args:
        found: how many articles have all that is asked for, where that is known.

    Raises:
        EngineError: if there is no index, or it cannot be read.
    """
    text, index = encodable(plan.criteria.text), plan.index
    rare = list(islice(_rare(index, plan.lexed), _MOST_EXAMINED))
    if found is None and rare:
        (found,) = count_plans([plan])
    doubted = _doubted(index, rare, found=found or 0)
    tried = chain(
        _by_words(text, doubted),
        _by_names(index, plan.lexed),
        _by_joins(index, plan.lexed),
    )
    for changes in tried:
        if found is None:
            (found,) = count_plans([plan])
        corrected = _changed(text, changes)
        total = _count(plan, corrected)
        if total > found:
            return Correction(corrected, total, changes)
    return None


def _count(plan: Plan, text: str) -> int:
    """How many articles another query finds with the filters and dates of a search."""
    other = plan_search(replace(plan.criteria, text=text), plan.index)
    return count_plans([other])[0]


def _doubted(
    index: Snapshot, rare: list[_Typed], found: int
) -> list[tuple[_Typed, list[SimilarWord]]]:
    """The words in doubt, in their order, each with what may be meant instead."""
    better = {word: _better(index, word, found) for word in rare}
    doubted = [(word, better[word]) for word in rare if better[word]][:_MOST_DOUBTED]
    if doubted:
        sure = [word for word in rare if not better[word]]
        written = [(word, _written(index, word)) for word in sure]
        doubted += [(word, [near]) for word, near in written if near]
    return sorted(doubted, key=lambda pair: pair[0].start)


def _by_words(
    text: str, doubted: list[tuple[_Typed, list[SimilarWord]]]
) -> Iterator[tuple[Replacement, ...]]:
    """Other words for those that are in doubt."""
    for choice in _choices(doubted) if doubted else ():
        yield tuple(
            Replacement(
                word.start, word.end, _as_typed(text[word.start : word.end], near)
            )
            for (word, _), near in zip(doubted, choice, strict=True)
            if near
        )


def _by_names(index: Snapshot, lexed: Lexed) -> Iterator[tuple[Replacement, ...]]:
    """Another name for one whole name nobody has, whatever its words are."""
    for lexeme, field in islice(_fielded(lexed), _MOST_EXAMINED):
        if (
            lexeme.kind is not LexemeKind.PHRASE
            or lexeme.exact
            or _kind(field) != field
        ):
            continue
        found = list(tokens(lexed.text[lexeme.start : lexeme.end]))
        if field is not None and len(found) > 1:
            name = " ".join(token.term for token in found)
            start = lexeme.start + found[0].start
            end = lexeme.start + found[-1].end
            for near in _names_like(index.lexicon, field, name)[:_CHOICES]:
                yield (Replacement(start, end, near.replace('"', " ")),)


def _by_joins(index: Snapshot, lexed: Lexed) -> Iterator[tuple[Replacement, ...]]:
    """Two words as one, or one as two, if other articles write it so."""
    words = list(_fielded(lexed))
    if len(words) == len(lexed.lexemes):
        for place in joined_or_divided(index.lexicon, words):
            yield (Replacement(*place),)


def _words(lexed: Lexed) -> Iterator[_Typed]:
    """The words of a query that may be misspelt, with what they are words of."""
    for lexeme, field in _fielded(lexed):
        yield from _typed(lexed.text, lexeme, field)


def _fielded(lexed: Lexed) -> Iterator[tuple[Lexeme, str | None]]:
    """The words and phrases of a query, with the field each is asked in."""
    fields: list[str | None] = [None]
    named: str | None = None
    for lexeme in lexed.lexemes:
        match lexeme.kind:
            case LexemeKind.FIELD:
                named = lexeme.text
                continue
            case LexemeKind.OPEN:
                fields.append(named or fields[-1])
            case LexemeKind.CLOSE if len(fields) > 1:
                fields.pop()
            case LexemeKind.WORD | LexemeKind.PHRASE:
                yield lexeme, named or fields[-1]
            case (
                LexemeKind.CLOSE
                | LexemeKind.AND
                | LexemeKind.OR
                | LexemeKind.NOT
                | LexemeKind.NEAR
                | LexemeKind.BEFORE
            ):
                pass  # no words
        named = None


def _typed(text: str, lexeme: Lexeme, field: str | None) -> Iterator[_Typed]:
    kind = _kind(field)
    # a sign that stands for letters, or asks for one form, is meant as it is
    if kind is None or _SIGNS.search(lexeme.text) or lexeme.exact:
        return
    for token in tokens(text[lexeme.start : lexeme.end]):
        if is_spelt(token.term):
            start, end = lexeme.start + token.start, lexeme.start + token.end
            yield _Typed(token.term, start, end, kind, field)


def _kind(field: str | None) -> str | None:
    """The kind of the words a field is asked for by, if the lexicon has it."""
    if field is None or FIELDS[field].kind is FieldKind.TEXT:
        return WORD
    is_name = field in NAME_KINDS and FIELDS[field].kind is FieldKind.NAME
    return field if is_name else None


def _rare(index: Snapshot, lexed: Lexed) -> Iterator[_Typed]:
    """The words of a query so rare that others may be in far more articles."""
    lexicon, articles = index.lexicon, index.articles
    for word in _words(lexed):
        known = lexicon.words(word.kind, [word.term]).get(word.term, 0)
        short = len(word.term) < _SHORTEST_DOUBTED[False]
        if not known or (known * _RARER[1] < articles and not short):
            yield replace(word, known=known)


def _better(index: Snapshot, word: _Typed, found: int) -> list[SimilarWord]:
    """What may be meant instead of a word, the likeliest first.

    Args:
        found: how many articles the query finds as it was typed; where that is
            none, less is enough.
    """
    known = word.known
    if known and len(word.term) < _SHORTEST_DOUBTED[found > 0 and known > _SLIPS]:
        return []
    distance = 1 if len(word.term) < _TWO_STEPS_FROM else 2
    others = index.lexicon.near(word.kind, word.term, distance)
    if word.kind == WORD:
        # other forms of a word find the same articles
        others = [near for near in others if _stem(near.word) != _stem(word.term)]
    likely = [near for near in others if near.count > known * _RARER[near.distance]]
    if likely and word.kind == WORD:
        # a form that no article has may have a stem that many have
        total: float = count_hits(index, [Term(word.term, word.field)])[0]
        total *= 1 if found else _LESS_RARE
        likely = [near for near in likely if near.count > total * _RARER[near.distance]]
    likely.sort(key=lambda near: (-_likelihood(word.term, near), near.word))
    return likely[:_CHOICES]


def _written(index: Snapshot, word: _Typed) -> SimilarWord | None:
    """A bare stem as people write it: "climat" finds what "climate" does."""
    if word.kind != WORD or _stem(word.term) != word.term:
        return None
    forms = [
        near
        for near in index.lexicon.near(word.kind, word.term, 1)
        if _stem(near.word) == word.term and near.count > word.known * _RARER[1]
    ]
    return max(forms, key=lambda near: (near.count, near.word), default=None)


def _likelihood(term: str, near: SimilarWord) -> float:
    """How likely a word is meant, as a logarithm: frequent, few steps off."""
    other_first = near.word[0] != term[0]
    return math.log(near.count) - _STEP * near.distance - _FIRST_LETTER * other_first


def _choices(
    doubted: list[tuple[_Typed, list[SimilarWord]]],
) -> Iterator[tuple[SimilarWord | None, ...]]:
    """The likeliest replacements of all words together, the likeliest first.

    Last of all, only words that no article has are replaced.
    """
    ranked = product(*(enumerate(better) for _, better in doubted))
    best_first = sorted(ranked, key=lambda choice: sum(rank for rank, _ in choice))
    for choice in islice(best_first, _MOST_TRIED):
        yield tuple(near for _, near in choice)
    if any(word.known for word, _ in doubted):
        yield tuple(None if word.known else near[0] for word, near in doubted)


def _as_typed(typed: str, near: SimilarWord) -> str:
    """The replacement in capitals where the word was; never an operator by that."""
    word = near.word
    if typed.isupper() and word.upper() not in ("AND", "OR", "NOT"):
        return word.upper()
    return word.capitalize() if typed[:1].isupper() else word


def _changed(text: str, changes: tuple[Replacement, ...]) -> str:
    for change in reversed(changes):
        text = text[: change.start] + change.text + text[change.end :]
    return text


def _names_like(lexicon: Lexicon, kind: str, name_key: str) -> list[str]:
    """Return the names spelt nearly as one that nobody has, the nearest first.

    None if somebody has it, as the name that is shown or in another spelling. Only
    names are looked at that share the first or the last word, or one spelt nearly
    so.

    Args:
        kind: ``person`` or another field of names.
        name_key: folded, with a space between two words.
    """
    steps = min(len(name_key) // _LETTERS_A_STEP, _MOST_STEPS)
    if not steps or lexicon.names(kind, [name_key]):
        return []
    if lexicon.spelt(kind, name_key, 1):
        return []
    # takes 25 ms, and few names are misspelt
    from rapidfuzz.distance import OSA

    words = name_key.split(" ")
    nearest: dict[str, tuple[int, int]] = {}
    for word in {words[0], words[-1]}:
        for known in _words_like(lexicon, kind, word):
            for spelling, entry in lexicon.named(kind, known):
                apart = OSA.distance(name_key, spelling, score_cutoff=steps)
                if apart <= steps:
                    place = (apart, -entry.count)
                    before = nearest.get(entry.value, place)
                    nearest[entry.value] = min(place, before)
    found = sorted(nearest, key=lambda value: (nearest[value], value))
    return [value for value in found if key(value) != name_key]


def _words_like(lexicon: Lexicon, kind: str, word: str) -> list[str]:
    near = lexicon.near(kind, word, 2 if len(word) > 5 else 1)
    near.sort(key=lambda one: (one.distance, -one.count, one.word))
    return [word, *(one.word for one in near[:_NEAR_WORDS])]
