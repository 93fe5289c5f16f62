"""All hits in their order, some at a time."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterator
from functools import partial
from itertools import groupby
from typing import Final

from tantivy import DocAddress, Searcher
from tantivy import Query as Native

from ...request import Sort
from ..ties import compared_score
from .order import order
from .ranked import Hits, newest_of

__all__ = ["walk_in_order"]

_WINDOW: Final = 20_000
"""Hits whose places are held at a time, some 3 MB.

Each window is a search of its own, and tantivy collects all hits up to its end; so
few large windows cost less than many small ones.
"""

_DOC_BITS: Final = 32
"""Bits of the place of an article within its segment."""


def walk_in_order(
    searcher: Searcher, query: Native, sort: Sort
) -> Iterator[DocAddress]:
    """Return where all hits stand, in order; the first are looked for at once."""
    first = _window(searcher, query, sort, 0)
    others = partial(_window, searcher, query, sort)
    windows = _windows(lambda offset: others(offset) if offset else first)
    if sort is Sort.RELEVANCE:
        return _ranked(searcher, windows)
    return (address for window in windows for _, address in window)


def _windows(window: Callable[[int], Hits]) -> Iterator[Hits]:
    offset = 0
    while hits := window(offset):
        yield hits
        if len(hits) < _WINDOW:
            return
        offset += _WINDOW


def _window(searcher: Searcher, query: Native, sort: Sort, offset: int) -> Hits:
    # tantivy makes room for as many hits as are asked for, whether there are or not
    room = min(_WINDOW, searcher.num_docs - offset)
    if room <= 0:
        return []
    # counting makes it score every hit, always in the same way; without, hits of
    # nearly the same score may change places from window to window
    found = searcher.search(query, room, offset=offset, count=True, **order(sort))
    hits: Hits = found.hits
    return hits


def _ranked(searcher: Searcher, windows: Iterator[Hits]) -> Iterator[DocAddress]:
    """Sort hits of one score, which may come in several windows.

    They wait in arrays, 24 bytes each: of a pattern, all hits may have one score.
    """
    scores, places, newest = array("d"), array("Q"), array("Q")

    def sort_first(ready: int) -> Iterator[DocAddress]:
        for _, alike in groupby(range(ready), scores.__getitem__):
            for at in sorted(alike, key=newest.__getitem__, reverse=True):
                segment, doc = divmod(places[at], 1 << _DOC_BITS)
                yield DocAddress(segment, doc)
        del scores[:ready], places[:ready], newest[:ready]

    for hits in windows:
        addresses = [address for _, address in hits]
        scores.extend(compared_score(score) for score, _ in hits)
        places.extend(a.segment_ord << _DOC_BITS | a.doc for a in addresses)
        newest.extend(newest_of(searcher, addresses))
        yield from sort_first(scores.index(scores[-1]))
    yield from sort_first(len(scores))
