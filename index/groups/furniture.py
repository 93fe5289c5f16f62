"""Which shingles are furniture: what a source prints around its articles.

A line about cookies, an appeal to subscribe, a column's introduction stand under many
articles that have nothing else in common; so does a phrase that everybody writes. Such
shingles say nothing about whether two articles are one.

They are told from what versions of one story share by what else stands there: under
furniture both titles and texts differ. See :class:`.shingles.Shingles` for the numbers
that tell titles and texts apart.
"""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray

__all__ = ["is_furniture"]

Mask = NDArray[np.bool_]
Whole = NDArray[np.int64]

_TITLES: Final = 4
"""Furniture of a source stands in so many of its articles of other titles, at least."""

_STUBS: Final = 8
"""From so many titles on, what nearly no two share is furniture, whatever the text.

A page behind a wall may have no other text than furniture.
"""

_COMMON: Final = 16
"""What stands in articles of so many titles in all is common to everybody."""


def is_furniture(
    shingle: Whole, source: Whole, title: NDArray[np.uint64], text: NDArray[np.uint64]
) -> Mask:
    """Tell of each row, a shingle in an article, whether it is furniture there.

    Args:
        shingle: numbers of shingles, sorted.
        source: the number of the article's source.
        title: what similar titles share.
        text: what similar texts share.
    """
    found = np.zeros(len(shingle), bool)
    often = np.flatnonzero(_sizes(shingle)[shingle] >= _TITLES)
    if not len(often):
        return found
    shingle, source = shingle[often], source[often]
    title, text = title[often], text[often]
    everywhere = _differ(shingle, title, text, _COMMON)
    inside = np.unique(np.stack((shingle, source)), axis=1, return_inverse=True)[1]
    of_source = _differ(inside.ravel(), title, text, _TITLES)
    found[often] = everywhere | of_source
    return found


def _differ(
    shingle: Whole, title: NDArray[np.uint64], text: NDArray[np.uint64], least: int
) -> Mask:
    """Whether the articles of each row's shingle are different stories."""
    sizes = _sizes(shingle)
    titles, texts = _distinct(shingle, title), _distinct(shingle, text)
    told = (titles >= least) & (2 * texts >= sizes)
    told |= (titles >= max(_STUBS, 2 * least)) & (10 * titles >= 9 * sizes)
    return np.asarray(told[shingle])


def _sizes(shingle: Whole) -> Whole:
    return np.bincount(shingle)


def _distinct(shingle: Whole, number: NDArray[np.uint64]) -> Whole:
    """How many different numbers the rows of each shingle have."""
    order = np.lexsort((number, shingle))
    shingle, number = shingle[order], number[order]
    first = np.ones(len(shingle), bool)
    first[1:] = (shingle[1:] != shingle[:-1]) | (number[1:] != number[:-1])
    return np.bincount(shingle[first], minlength=int(shingle[-1]) + 1)
