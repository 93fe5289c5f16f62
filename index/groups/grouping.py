"""Articles by their shingles → groups: one pass, the same for the same articles.

Two articles are versions of one text if the shorter has four fifths of its shingles in
common with the longer (Broder 1997, containment), the furniture of their sources left
out; a group is what hangs together by such pairs. Shingles are looked at in shares, so
that memory is bounded by the number of articles and not by the length of their texts.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from .furniture import is_furniture
from .shingles import MOST_LEVELS, levels_of

__all__ = ["Corpus", "pairs_of", "groups_of"]

Whole = NDArray[np.int64]
Numbers = NDArray[np.uint64]

_CONTAINED: Final = 0.8
"""The share of its shingles that a version has in common with a longer one."""

_LEAST: Final = 8
"""Shingles of the shorter of two texts, at least: less proves nothing."""

_SMALLEST: Final = 0.3
"""The shorter of two has this share of the longer, at least: a digest that reprints
five stories is no version of them, and would make one group of all."""

_SHORT: Final = 64
"""Texts with fewer shingles may be formulas, which a source prints again and again."""

_DAYS: Final = 3
"""Two short texts are versions of one only if at most so many days lie between them."""

_SHARES: Final = 16

_MOST_PAIRED: Final = 64
"""Articles of one shingle that are all compared with each other."""

_HUBS: Final = 16
"""Of a shingle in more articles, so many are compared with all the others."""


@dataclass(frozen=True, slots=True)
class Corpus:
    """All articles as they are compared, one row each, in any order of their own.

    Attributes:
        level: see :class:`.shingles.Shingles`, as are ``title`` and ``text``.
        source: the number of its source.
        day: the day it was published, 0 if that is not known.
        shingles: those of all articles, one article after another.
        sizes: how many each has.
    """

    level: Whole
    source: Whole
    day: Whole
    title: Numbers
    text: Numbers
    shingles: Numbers
    sizes: Whole


def groups_of(corpus: Corpus) -> list[list[int]]:
    """Return the rows of articles that are versions of each other, two or more each."""
    first, second = pairs_of(corpus)
    return _components(list(zip(first.tolist(), second.tolist(), strict=True)))


def pairs_of(corpus: Corpus) -> tuple[Whole, Whole]:
    """Return the pairs of articles that are versions of one text, by their rows."""
    number = len(corpus.sizes)
    article = np.repeat(np.arange(number, dtype=np.uint32), corpus.sizes)
    share = (corpus.shingles >> np.uint64(60)).astype(np.uint8)
    own = np.zeros((MOST_LEVELS, number), np.int32)
    codes: list[Whole] = []
    for one in range(_SHARES):
        rows = np.flatnonzero(share == one)
        codes.append(_count_share(corpus, article[rows], corpus.shingles[rows], own))
    pairs, shared = np.unique(np.concatenate(codes), return_counts=True)
    first, second = np.divmod(pairs, max(number, 1))
    # what only the longer of two texts may have kept is left aside
    level = np.maximum(corpus.level[first], corpus.level[second])
    kept = own[::-1]
    np.cumsum(kept, axis=0, out=kept)
    kept = kept[::-1]
    sizes = np.stack((kept[level, first], kept[level, second]))
    least = sizes.min(axis=0)
    same = (least >= _LEAST) & (shared >= _CONTAINED * least)
    whole = kept[corpus.level, np.arange(number)].astype(np.int64) << corpus.level
    lengths = np.stack((whole[first], whole[second]))
    same &= lengths.min(axis=0) >= _SMALLEST * lengths.max(axis=0)
    days = np.stack((corpus.day[first], corpus.day[second]))
    apart = (days.min(axis=0) > 0) & (np.abs(days[0] - days[1]) > _DAYS)
    same &= ~apart | (least >= _SHORT >> level)
    return first[same], second[same]


def _count_share(
    corpus: Corpus,
    article: NDArray[np.uint32],
    shingles: Numbers,
    own: NDArray[np.int32],
) -> Whole:
    """Return a number for each shingle that two articles share; count those of each.

    Args:
        article: the article of each shingle.
        own: by level and article, how many shingles there are that are no furniture.
    """
    order = np.argsort(shingles, kind="stable")  # which keeps the order of articles
    shingles = shingles[order]
    rows: Whole = article[order].astype(np.int64)
    changes = np.ones(len(shingles), bool)
    changes[1:] = shingles[1:] != shingles[:-1]
    shingle = np.cumsum(changes) - 1
    furniture = is_furniture(
        shingle, corpus.source[rows], corpus.title[rows], corpus.text[rows]
    )
    rows, shingle = rows[~furniture], shingle[~furniture]
    place = levels_of(shingles[~furniture]) * own.shape[1] + rows
    places, counts = np.unique(place, return_counts=True)
    own.reshape(-1)[places] += counts.astype(np.int32)
    return _pairs(rows, shingle, own.shape[1])


def _pairs(article: Whole, shingle: Whole, number: int) -> Whole:
    """Return each two articles of a shingle as one number, the lower row first."""
    if not len(shingle):
        return np.empty(0, np.int64)
    sizes = np.bincount(shingle)[shingle]
    many = sizes > _MOST_PAIRED
    found = [_pairs_with_hubs(article[many], shingle[many], number)]
    rest = (sizes > 1) & ~many
    article, shingle = article[rest], shingle[rest]
    for apart in range(1, _MOST_PAIRED):
        same = shingle[:-apart] == shingle[apart:]
        if not same.any():
            break
        found.append(article[:-apart][same] * number + article[apart:][same])
    return np.concatenate(found)


def _pairs_with_hubs(article: Whole, shingle: Whole, number: int) -> Whole:
    if not len(shingle):
        return np.empty(0, np.int64)
    starts = np.flatnonzero(np.r_[True, shingle[1:] != shingle[:-1]])
    start = np.repeat(starts, np.diff(np.r_[starts, len(shingle)]))
    rows = np.arange(len(shingle))
    found = []
    for hub in range(_HUBS):
        later = rows > start + hub
        found.append(article[start[later] + hub] * number + article[later])
    return np.concatenate(found)


def _components(pairs: Sequence[tuple[int, int]]) -> list[list[int]]:
    """What hangs together, by union-find."""
    above: dict[int, int] = {}

    def top(row: int) -> int:
        while (parent := above.setdefault(row, row)) != row:
            above[row] = above[parent]
            row = parent
        return row

    for one, other in pairs:
        above[top(one)] = top(other)
    together: dict[int, list[int]] = {}
    for row in above:
        together.setdefault(top(row), []).append(row)
    return [sorted(rows) for rows in together.values()]
