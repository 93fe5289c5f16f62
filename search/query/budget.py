"""What a query may cost: comparing the places of common words only so often.

An engine finds a phrase, or words near each other, by looking where each stands in
every article that has all of them. That is next to nothing unless all of the words
are in most articles; and nobody asks for many phrases of such words but to hurt.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Final

from ..analysis.registry import analyzer_for
from ..messages import said
from ..model.article import Notice, NoticeKind
from ..model.fields import TEXT_LANGUAGE
from .proximity import has_positions
from .tree import And, AtLeast, Near, Not, Or, Phrase, Query, Term, simplify

__all__ = ["affordable"]

_stem = analyzer_for(TEXT_LANGUAGE).stem

_MOST_TIMES: Final = 1
"""How often the places of words may be compared in all articles, …"""

_SMALL: Final = 100_000
"""… or in so many all in all, some 15 ms: a small corpus can answer anything."""

_TOLD: Final = 3
"""Notices at most."""

_Placed = Phrase | Near

Counts = Callable[[Iterable[str]], Mapping[str, int]]
"""How many articles have each of some words; those that none has are left out."""


def affordable(
    query: Query, articles: Callable[[], int], counts: Counts
) -> tuple[Query, tuple[Notice, ...]]:
    """Return the query with no more phrases of common words than can be afforded.

    Of each of the others, in the order of the query, only the rarest word is searched.

    Args:
        articles: tells how many there are; called only for queries of many phrases.

    Returns:
        The query, and notices of the phrases that were cut.
    """
    placed = Counter(_placed(query))  # the same in several places is found in each
    if sum(_searches(leaf) * times for leaf, times in placed.items()) <= _MOST_TIMES:
        return query, ()
    known = _known(counts, {word for leaf in placed for word in _words(leaf)})
    left = max(_SMALL, _MOST_TIMES * articles())
    words: dict[Query, Term] = {}
    for leaf, times in placed.items():
        rarest = min(_words(leaf), key=lambda word: known[word])
        cost = _searches(leaf) * times * known[rarest]
        if cost <= left:
            left -= cost
        else:
            words[leaf] = Term(rarest, leaf.field)
    if not words:
        return query, ()
    told = [leaf for leaf in placed if leaf in words][:_TOLD]
    notices = tuple(_notice(leaf, words[leaf]) for leaf in told)
    return simplify(_replaced(query, words)), notices


def _known(counts: Counts, words: Iterable[str]) -> dict[str, int]:
    """How many articles have each word, or the word it is a rare form of, at least."""
    stems = {word: _stem(word) for word in words}
    known = counts({*stems, *stems.values()})
    return {w: max(known.get(w, 0), known.get(s, 0)) for w, s in stems.items()}


def _notice(leaf: _Placed, word: Term) -> Notice:
    return Notice(
        NoticeKind.TOO_MANY_WORDS,
        0,
        0,
        said(
            "Only a few phrases of such common words can be looked for at once; "
            "of “%(words)s” only “%(word)s” was searched.",
            words=" ".join(_words(leaf)),
            word=word.term,
        ),
    )


def _placed(query: Query) -> Iterator[_Placed]:
    """The leaves that say where words stand, also of what is to be absent."""
    match query:
        case And(parts=parts) | Or(parts=parts) | AtLeast(parts=parts):
            for part in parts:
                yield from _placed(part)
        case Not(part=part):
            yield from _placed(part)
        case Phrase(field=field) | Near(field=field) if has_positions(field):
            yield query
        case _:
            pass


def _words(leaf: _Placed) -> tuple[str, ...]:
    match leaf:
        case Phrase(terms=terms):
            return terms
        case Near(first=first, second=second):
            return (*first, *second)


def _searches(leaf: _Placed) -> int:
    """How often an engine compares places: for runs, once for each distance."""
    match leaf:
        case Near(first=(one,), second=(other,), ordered=ordered):
            return 2 if ordered or one == other else 1
        case Near(distance=distance, ordered=ordered):
            return distance if ordered else 2 * distance
        case Phrase():
            return 1


def _replaced(query: Query, words: Mapping[Query, Term]) -> Query:
    match query:
        case And(parts=parts):
            return And(tuple(_replaced(part, words) for part in parts))
        case Or(parts=parts):
            return Or(tuple(_replaced(part, words) for part in parts))
        case AtLeast(count=count, parts=parts):
            return AtLeast(count, tuple(_replaced(part, words) for part in parts))
        case Not(part=part):
            return Not(_replaced(part, words))
        case _:
            return words.get(query, query)
