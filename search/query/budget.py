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
from .tree import Query, Term, WordLeaf, leaves_of, replace_leaves, simplify
from .word_leaves import comparisons, words_of

__all__ = ["affordable"]

_stem = analyzer_for(TEXT_LANGUAGE).stem

_MOST_TIMES: Final = 1
"""How often the places of words may be compared in all articles, …"""

_SMALL: Final = 100_000
"""… or in so many all in all, some 15 ms: a small corpus can answer anything."""

_TOLD: Final = 3
"""Notices at most."""

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
    if sum(comparisons(leaf) * times for leaf, times in placed.items()) <= _MOST_TIMES:
        return query, ()
    known = _known(counts, {word for leaf in placed for word in words_of(leaf)})
    left = max(_SMALL, _MOST_TIMES * articles())
    words: dict[Query, Term] = {}
    for leaf, times in placed.items():
        rarest = min(words_of(leaf), key=lambda word: known[word])
        cost = comparisons(leaf) * times * known[rarest]
        if cost <= left:
            left -= cost
        else:
            words[leaf] = Term(rarest, leaf.field)
    if not words:
        return query, ()
    told = [leaf for leaf in placed if leaf in words][:_TOLD]
    notices = tuple(_notice(leaf, words[leaf]) for leaf in told)
    return simplify(replace_leaves(query, words)), notices


def _known(counts: Counts, words: Iterable[str]) -> dict[str, int]:
    """How many articles have each word, or the word it is a rare form of, at least."""
    stems = {word: _stem(word) for word in words}
    known = counts({*stems, *stems.values()})
    return {w: max(known.get(w, 0), known.get(s, 0)) for w, s in stems.items()}


def _notice(leaf: WordLeaf, word: Term) -> Notice:
    return Notice(
        NoticeKind.TOO_MANY_WORDS,
        0,
        0,
        said(
            "Only a few phrases of such common words can be looked for at once; "
            "of “%(words)s” only “%(word)s” was searched.",
            words=" ".join(words_of(leaf)),
            word=word.term,
        ),
    )


def _placed(query: Query) -> Iterator[WordLeaf]:
    """The leaves that say where words stand, also of what is to be absent."""
    words = (leaf for leaf in leaves_of(query) if isinstance(leaf, WordLeaf))
    return (leaf for leaf in words if comparisons(leaf) and has_positions(leaf.field))
