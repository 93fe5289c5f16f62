"""Query budget: how many phrases of very common words one query may have.

To find a phrase, or words near each other, an engine compares the positions of the
words in every article that has all of them. That is cheap unless most articles have
all the words; and only an attacker asks for many phrases of such words.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Final

from ..analysis.registry import analyzer_for
from ..messages import said
from ..model.fields import TEXT_LANGUAGE
from ..model.hits import Notice, NoticeKind
from .proximity import has_positions
from .tree import ExactForm, Query, Term, WordLeaf, leaves_of, replace_leaves, simplify
from .word_leaves import comparisons, word_alone, words_of

__all__ = ["fit_budget"]

_stem = analyzer_for(TEXT_LANGUAGE).stem

_MOST_TIMES: Final = 1
"""Positions may be compared once in all articles, …"""

_SMALL: Final = 100_000
"""… or in this many articles if that is more, some 15 ms: enough for a small corpus."""

_MOST_NOTICES: Final = 3

Counts = Callable[[Iterable[str]], Mapping[str, int]]
"""Words → the number of articles that have each; words without any are left out."""


def fit_budget(
    query: Query, articles: Callable[[], int], counts: Counts
) -> tuple[Query, tuple[Notice, ...]]:
    """Return the query within its budget for phrases of common words.

    Phrases are kept in the order of the query; of each one that is over the budget only
    the rarest word is searched.

    Args:
        articles: returns the number of articles; called only if there are many phrases.
        counts: returns in how many articles each of some words is.

    Returns:
        The query, and notices of the phrases that were cut.
    """
    placed = Counter(_placed(query))  # an engine searches a repeated phrase each time
    if sum(comparisons(leaf) * times for leaf, times in placed.items()) <= _MOST_TIMES:
        return query, ()
    known = _known(counts, {word for leaf in placed for word in words_of(leaf)})
    left = max(_SMALL, _MOST_TIMES * articles())
    words: dict[Query, Term | ExactForm] = {}
    for leaf, times in placed.items():
        rarest = min(words_of(leaf), key=lambda word: known[word])
        cost = comparisons(leaf) * times * known[rarest]
        if cost <= left:
            left -= cost
        else:
            words[leaf] = word_alone(leaf, rarest)
    if not words:
        return query, ()
    cut = [leaf for leaf in placed if leaf in words][:_MOST_NOTICES]
    notices = tuple(_notice(leaf, words[leaf]) for leaf in cut)
    return simplify(replace_leaves(query, words)), notices


def _known(counts: Counts, words: Iterable[str]) -> dict[str, int]:
    """A lower bound of the articles with each word: of the word or of its stem."""
    stems = {word: _stem(word) for word in words}
    known = counts({*stems, *stems.values()})
    return {w: max(known.get(w, 0), known.get(s, 0)) for w, s in stems.items()}


def _notice(leaf: WordLeaf, word: Term | ExactForm) -> Notice:
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
    """The leaves for which positions are compared, also within NOT."""
    words = (leaf for leaf in leaves_of(query) if isinstance(leaf, WordLeaf))
    return (leaf for leaf in words if comparisons(leaf) and has_positions(leaf.field))
