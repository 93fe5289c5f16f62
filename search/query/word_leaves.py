"""What a leaf that stands for words does, in one place for every room but the engines.

Which words it names, which others it finds, how often an engine has to compare places
for it, and how it is typed. Each function matches all the classes of its leaf, so that
the type checker names what a new class lacks; what rooms do beyond that (marking,
scoring, limits) is made of these answers.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain
from typing import Final

from ..analysis import tokens as analysis
from ..analysis.variants import name_runs
from ..model.fields import DEFAULT_FIELDS, TEXT_FIELDS
from .tree import (
    ExactForm,
    Fuzzy,
    Near,
    Phrase,
    Prefix,
    Query,
    Term,
    Wildcard,
    WordLeaf,
)

__all__ = [
    "MarkedLeaf",
    "NearSide",
    "UnstemmedLeaf",
    "as_typed",
    "asks_for_text",
    "begins_with",
    "comparisons",
    "fields_of",
    "find_in_name",
    "find_word",
    "folded_pattern",
    "has_run",
    "is_written",
    "marked_parts",
    "regular_expression",
    "runs_of",
    "word_alone",
    "words_as_leaf",
    "words_of",
]

UnstemmedLeaf = Prefix | ExactForm | Wildcard | Fuzzy
"""The leaves that compare whole words as they are written, stems aside."""

MarkedLeaf = Term | Phrase | UnstemmedLeaf
"""The leaves whose own words are marked in a text; see :class:`NearSide`."""


@dataclass(frozen=True, slots=True)
class NearSide:
    """One of the two runs of a :class:`.Near`, to be marked where the other is near.

    Attributes:
        run: its words.
        near: the leaf it is a side of.
    """

    run: Term | ExactForm | Phrase
    near: Near


_SIGNS: Final = re.compile(r"([*?]+)")
_RUN: Final = re.compile(r"\*[*?]*\*")


def folded_pattern(word: str) -> str | None:
    """Return a word with signs in it as folded words are compared to it.

    ``None`` where a sign does not stand within one word: "state-o*f", "東*京".
    """
    word = _RUN.sub("*", word)
    pieces = []
    for at, piece in enumerate(_SIGNS.split(word)):
        if at % 2:
            pieces.append(piece)
            continue
        found = list(analysis.tokens(piece))
        if not piece:
            continue
        if len(found) != 1 or found[0].end - found[0].start != len(piece):
            return None
        pieces.append(found[0].term)
    return "".join(pieces)


def regular_expression(pattern: str) -> str:
    """Return a pattern as the regular expression of the whole words it finds."""
    return "".join({"*": ".*", "?": "."}.get(sign, re.escape(sign)) for sign in pattern)


@lru_cache(maxsize=64)
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(regular_expression(pattern), re.DOTALL)


def _is_near(leaf: Fuzzy, word: str) -> bool:
    from rapidfuzz.distance import OSA  # most searches need none

    if abs(len(word) - len(leaf.term)) > leaf.distance:
        return False
    distance = OSA.distance(leaf.term, word, score_cutoff=leaf.distance)
    return bool(distance <= leaf.distance)


def find_word(leaf: UnstemmedLeaf) -> Callable[[str], bool]:
    """Return the test whether a leaf finds a folded word."""
    match leaf:
        case Prefix(prefix=prefix):
            return lambda word: word.startswith(prefix)
        case ExactForm(term=term):
            return lambda word: word == term
        case Wildcard(pattern=pattern):
            return lambda word: _compiled(pattern).fullmatch(word) is not None
        case Fuzzy():
            return lambda word: _is_near(leaf, word)


def begins_with(leaf: UnstemmedLeaf) -> str | None:
    """Return the letter that every word a leaf finds begins with; ``None`` if any."""
    match leaf:
        case Prefix(prefix=start) | ExactForm(term=start) | Wildcard(pattern=start):
            return start[0]
        case Fuzzy():
            return None


def find_in_name(leaf: MarkedLeaf) -> Callable[[str], bool]:
    """Return the test whether a leaf finds a name; words of names are not stemmed."""
    match leaf:
        case Term(term=term):
            return lambda name: any(term in run for run in name_runs(name))
        case Phrase(terms=words):
            return lambda name: has_run(name, " ".join(words))
        case Prefix() | ExactForm() | Wildcard() | Fuzzy():
            test = find_word(leaf)
            return lambda name: any(map(test, chain.from_iterable(name_runs(name))))


def has_run(name: str, words: str) -> bool:
    """Tell whether a name has words, in any of its spellings, next to each other."""
    return any(f" {words} " in f" {' '.join(run)} " for run in name_runs(name))


def is_written(name: str, words: str) -> bool:
    """Tell whether words are all of a name, in any of its spellings."""
    return any(words == " ".join(run) for run in name_runs(name))


def runs_of(leaf: WordLeaf) -> tuple[tuple[str, ...], ...]:
    """Return the words a leaf names: runs of words that stand next to each other.

    None of a leaf that stands for words it does not name.
    """
    match leaf:
        case Term(term=term) | ExactForm(term=term):
            return ((term,),)
        case Phrase(terms=words):
            return (words,)
        case Near(first=first, second=second):
            return first, second
        case Prefix() | Wildcard() | Fuzzy():
            return ()


def words_of(leaf: WordLeaf) -> tuple[str, ...]:
    """Return the words of :func:`runs_of`, one after the other."""
    return tuple(chain.from_iterable(runs_of(leaf)))


def marked_parts(leaf: WordLeaf) -> tuple[MarkedLeaf | NearSide, ...]:
    """Return what is marked in a text for a leaf: itself, or each of its two sides.

    The sides come in their order, so that the first of them is followed by the second.
    """
    if not isinstance(leaf, Near):
        return (leaf,)
    runs = (words_as_leaf(run, leaf.field, exact=leaf.exact) for run in runs_of(leaf))
    return tuple(NearSide(run, leaf) for run in runs)


def words_as_leaf(
    words: Sequence[str], field: str | None = None, *, exact: bool = False
) -> Term | ExactForm | Phrase:
    """Return the leaf for words that stand next to each other, or for one word.

    Args:
        exact: whether they stand in exactly these forms.
    """
    if len(words) > 1:
        return Phrase(tuple(words), field, exact)
    return ExactForm(words[0], field) if exact else Term(words[0], field)


def word_alone(leaf: WordLeaf, word: str) -> Term | ExactForm:
    """Return the leaf that finds one word of a leaf, compared as it is in that."""
    match leaf:
        case Phrase(exact=True) | Near(exact=True) | ExactForm():
            return ExactForm(word, leaf.field)
        case _:
            return Term(word, leaf.field)


def fields_of(leaf: WordLeaf) -> tuple[str, ...]:
    """Return the fields that the words of a leaf are looked for in."""
    return DEFAULT_FIELDS if leaf.field is None else (leaf.field,)


def asks_for_text(query: Query) -> bool:
    """Tell whether a query is a leaf for words of a text, not of a name."""
    return isinstance(query, WordLeaf) and query.field in (None, *TEXT_FIELDS)


def comparisons(leaf: WordLeaf) -> int:
    """Return how often an engine compares where the words of a leaf stand.

    Of runs that is once for each distance; 0 where no places are compared.
    """
    match leaf:
        case Near(first=(one,), second=(other,), ordered=ordered):
            return 2 if ordered or one == other else 1
        case Near(distance=distance, ordered=ordered):
            return distance if ordered else 2 * distance
        case Phrase():
            return 1
        case Term() | Prefix() | ExactForm() | Wildcard() | Fuzzy():
            return 0


def as_typed(
    leaf: MarkedLeaf, spelling: Callable[[Sequence[str]], str] = " ".join
) -> str:
    """Return a leaf as it is typed, with its sign but without quotation marks.

    Args:
        spelling: returns words as their author wrote them, capitals and accents too.
    """
    match leaf:
        case Term(term=term):
            return spelling((term,))
        case Phrase(terms=words, exact=exact):
            return f"={spelling(words)}" if exact else spelling(words)
        case Prefix(prefix=prefix):
            return f"{spelling((prefix,))}*"
        case ExactForm(term=term):
            return f"={spelling((term,))}"
        case Wildcard(pattern=pattern):
            return pattern
        case Fuzzy(term=term, distance=distance):
            return f"{spelling((term,))}~{distance if distance > 1 else ''}"
