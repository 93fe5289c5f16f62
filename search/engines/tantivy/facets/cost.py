"""What it costs to find the hits of a query, judged by the query alone."""

from __future__ import annotations

from typing import Final

from ....query.tree import And, Exact, Query, WordLeaf, leaves_of
from ....query.word_leaves import comparisons, words_of

__all__ = ["is_slow_to_find"]

_MUCH: Final = 16
"""Words in a query from which on each pass over its hits takes long to find them."""

_ANY_OTHER: Final = 4
"""What stands for many words, or says where they stand, takes as long as so many."""


def is_slow_to_find(query: Query) -> bool:
    """Tell whether finding hits takes longer than looking at each of them.

    Where places of words are compared, and few have them where they have to be; or
    where very much is asked for at once.
    """
    return _compares(query) or _cost(query) >= _MUCH


def _compares(query: Query) -> bool:
    match query:
        case And(parts=parts):
            return any(map(_compares, parts))
        case _:
            return isinstance(query, WordLeaf) and comparisons(query) > 0


def _cost(query: Query) -> int:
    return sum(map(_lookup_cost, leaves_of(query)))


def _lookup_cost(leaf: Query) -> int:
    one = isinstance(leaf, Exact) or (
        isinstance(leaf, WordLeaf) and len(words_of(leaf)) == 1
    )
    return 1 if one else _ANY_OTHER
