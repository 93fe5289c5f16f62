"""The words of an index that those of a query stand for.

Words for a pattern, and words that are written otherwise: "re-election" for
"reelection". Nothing is kept.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache
from typing import Final

from ..analysis.variants import patterns_otherwise, written_otherwise
from ..query.pattern_phrases import Expanding
from ..query.spellings import Respelling
from ..query.tree import And, Query, Term, Wildcard
from ..query.word_leaves import find_word, words_as_leaf
from .lexicon import WORD, Lexicon

__all__ = ["Hits", "Opening", "expand_with", "respell_with", "word_counts"]

Opening = Callable[[], Lexicon]
"""Returns the lexicon of an index; most searches need none."""

Hits = Callable[[Sequence[Query]], Sequence[int]]
"""Returns how many articles each query finds."""

_MOST_SCANNED: Final = 1_000
"""Words of the index with one beginning that are looked through for a pattern."""


def expand_with(lexicon: Opening) -> Expanding:
    """Return what finds the most frequent words of the index for a pattern."""

    def expand(pattern: str, most: int) -> Sequence[str]:
        beginning = pattern[: min(map(pattern.find, {"*", "?"} & set(pattern)))]
        entries = lexicon().beginning(WORD, beginning, _MOST_SCANNED)
        fits = find_word(Wildcard(pattern))
        found = (entry for entry in entries if fits(entry.value))
        best = sorted(found, key=lambda entry: -entry.count)
        return [entry.value for entry in best[:most]]

    return expand


_LEAST_RESPELT: Final = 3
"""Letters of a word that others may write as two."""

_MOST_RESPELT: Final = 3
"""Ways to write a word that are looked for in the index."""

_MOST_TRIED: Final = 60
"""Words that fit a pattern in another spelling and are looked for in the index."""

_MOST_FOUND: Final = 8
"""Such words that are searched."""


def respell_with(lexicon: Opening, count: Hits) -> Respelling:
    """Return what finds how the index writes a word otherwise: "re" and "election"."""

    expand = expand_with(lexicon)

    @cache
    def respell(word: str) -> Sequence[tuple[str, ...]]:
        if {"*", "?"} & set(word):
            return _words_of_pattern(count, expand, word)
        if len(word) < _LEAST_RESPELT:
            return ()
        runs = list(written_otherwise(word))
        counts = lexicon().words(WORD, {part for run in runs for part in run})
        known = [run for run in runs if all(map(counts.__contains__, run))]
        known.sort(key=lambda run: -min(map(counts.__getitem__, run)))
        likely = known[:_MOST_RESPELT]
        wanted = [And((words_as_leaf(run), Term(word))) for run in likely]
        found = zip(likely, count(wanted), strict=True)
        return [run for run, total in found if total]

    return respell


def _words_of_pattern(
    count: Hits, expand: Expanding, pattern: str
) -> Sequence[tuple[str, ...]]:
    """The words of a pattern that the index may have in another spelling.

    Those are looked for among words that fit the pattern as it might be written as
    well: "re-elect*" for "reelect*", "duss*" for "duess*".
    """
    likely = [
        word
        for way in patterns_otherwise(pattern)
        for found in expand(way.pattern, _MOST_TRIED)
        if (word := way.begins + found[way.instead_of :])
    ]
    likely = list(dict.fromkeys(likely))
    totals = count([Term(word) for word in likely])
    found = sorted(zip(totals, likely, strict=True), reverse=True)
    return [(word,) for total, word in found[:_MOST_FOUND] if total]


def word_counts(lexicon: Opening) -> Callable[[Iterable[str]], Mapping[str, int]]:
    """Return what counts the articles of an index that have each of some words."""
    return lambda words: lexicon().words(WORD, words)
