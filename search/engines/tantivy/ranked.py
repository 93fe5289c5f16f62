"""Hits by relevance, those of one score in the order of every engine: newest first.

tantivy itself leaves hits of one score in the order in which they were written. So a
few hits more than wanted are looked at: mostly the last of them has a lower score, and
only what is there has to be sorted. Where thousands have the same score, as those of a
pattern have, the newest of them are looked for among the newest of all hits.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import replace
from heapq import nlargest
from itertools import groupby
from typing import Any, Final

from tantivy import DocAddress, Schema, Searcher
from tantivy import Query as Native

from ...query.tree import And, Pattern, Query, replace_leaves
from ...ranking.scoring import TITLE, words_wanted
from ...request import SearchRequest, Sort
from ..ties import compared_score
from .compile import IndexTerms, compile_query, compile_selections
from .order import newer_than, order

__all__ = ["Hits", "best_hits", "newest_of"]

Hits = list[tuple[float, DocAddress]]
"""Scores, or what hits are sorted by, and where articles stand."""

_SPARE: Final = 64
"""Hits looked at beyond those wanted."""

_MANY: Final = 4_096
"""Hits of one score that are all looked at; it takes a few milliseconds."""


def best_hits(
    index: IndexTerms,
    searcher: Searcher,
    query: Native,
    request: SearchRequest,
    most: int,
) -> tuple[Hits, int]:
    """Return the first hits by relevance, and how many hits there are.

    Args:
        index: its terms, for hits that are not scored.
        query: finds and scores the hits of the request.
        most: hits wanted; there may be fewer.
    """
    if levels := _levels_of(request):
        return _by_level(index, searcher, request, levels, most)
    spare = most + _SPARE
    many = max(_MANY, 4 * most)
    found = _scored(searcher, query, many if _scores_alike(request) else spare)
    count: int = found.count
    hits: Hits = found.hits
    if len(hits) < many and _is_cut(hits, most, count):
        hits = _scored(searcher, query, many).hits
    if _is_cut(hits, most, count):
        schema = index.schema
        return _of_many_alike(schema, searcher, query, hits, most, count), count
    return _first_of(searcher, hits, most), count


def _scores_alike(request: SearchRequest) -> bool:
    """Whether many hits have one score: whatever word a pattern finds counts alike."""
    leaves = words_wanted(request.query)
    return all(isinstance(leaf, Pattern) for leaf in leaves)


def _levels_of(request: SearchRequest) -> list[tuple[float, Query]]:
    """The scores that the hits of one pattern have, each with what has it or more.

    None where something else is scored as well.
    """
    leaves = list(words_wanted(request.query))
    if len(leaves) != 1 or not isinstance(leaf := leaves[0], Pattern):
        return []
    query = request.query
    if query != leaf and not (isinstance(query, And) and leaf in query.parts):
        return []
    weight = 1.0
    if request.scoring:
        (clause, *others) = request.scoring
        if others or clause.part != leaf or clause.flat:
            return []
        weight = clause.weight
    title = replace_leaves(query, {leaf: replace(leaf, field="title")})
    in_title = (weight * (1 + TITLE), title)
    match leaf.field:
        case None:
            return [in_title, (weight, query)]
        case "title":
            return [in_title]
        case _:
            return [(weight, query)]


def _by_level(
    index: IndexTerms,
    searcher: Searcher,
    request: SearchRequest,
    levels: list[tuple[float, Query]],
    most: int,
) -> tuple[Hits, int]:
    """The first hits, level by level, each newest first: one search for each."""
    found: dict[tuple[int, int], tuple[float, DocAddress]] = {}
    count = 0
    for score, query in levels:
        native = compile_query(index, query)
        native = compile_selections(index, native, request.selections)
        wanted = max(1, min(most + len(found), searcher.num_docs))
        told: Any = searcher.search(native, wanted, **order(Sort.NEWEST))
        count = told.count
        for _, place in told.hits:
            found.setdefault((place.segment_ord, place.doc), (score, place))
    return list(found.values())[:most], count


def _scored(searcher: Searcher, query: Native, most: int) -> Any:
    # tantivy makes room for as many hits as are asked for, whether there are or not;
    # counting makes it score every hit, always in the same way
    most = max(1, min(most, searcher.num_docs))
    return searcher.search(query, most, count=True)


def _is_cut(hits: Hits, most: int, count: int) -> bool:
    """Whether hits that were not looked at may have the score of the last wanted."""
    if len(hits) >= count or len(hits) < most:
        return False
    return _compared(hits[-1]) == _compared(hits[most - 1])


def _compared(hit: tuple[float, DocAddress]) -> float:
    return compared_score(hit[0])


def _first_of(searcher: Searcher, hits: Hits, most: int) -> Hits:
    """The first of some hits by score, all of the last one's score being there."""
    if len(hits) > most:
        level = _compared(hits[most - 1])
        last = bisect_right(hits, -level, lo=most, key=lambda hit: -_compared(hit))
        first = bisect_left(hits, -level, hi=most, key=lambda hit: -_compared(hit))
        newest = _newest(searcher, hits[first:last], most - first)
        return _sorted(searcher, hits[:first]) + newest
    return _sorted(searcher, hits)


def _newest(searcher: Searcher, hits: Hits, most: int) -> Hits:
    """The newest of hits of one score."""
    newest = newest_of(searcher, [address for _, address in hits])
    return [hits[at] for at in nlargest(most, range(len(hits)), newest.__getitem__)]


def _sorted(searcher: Searcher, hits: Hits) -> Hits:
    found: Hits = []
    for _, alike in groupby(hits, _compared):
        of_one = list(alike)
        found += _newest(searcher, of_one, len(of_one)) if len(of_one) > 1 else of_one
    return found


def newest_of(searcher: Searcher, addresses: list[DocAddress]) -> Sequence[int]:
    """Return the keys by which articles are sorted newest first."""
    if not addresses:
        return ()
    found: Any = searcher.fast_field_values("newest", addresses)
    return [value or 0 for value in found]


def _of_many_alike(
    schema: Schema,
    searcher: Searcher,
    query: Native,
    hits: Hits,
    most: int,
    count: int,
) -> Hits:
    """The first hits, where more have the score of the last than were looked at.

    Args:
        hits: the first by score, as many as were looked at.
    """
    level = _compared(hits[most - 1])
    above = [hit for hit in hits if _compared(hit) > level]
    wanted = most - len(above)
    # twice as many as have to be looked at if those of that score are spread evenly
    looked_at = 2 * wanted * count // (len(hits) - len(above)) + _SPARE
    while True:
        looked_at = min(looked_at, count)
        first: Any = searcher.search(
            query, looked_at, count=False, **order(Sort.NEWEST)
        ).hits
        since = newer_than(schema, query, first[-1][0])
        recent = _scored(searcher, since, len(first)).hits
        alike = [hit for hit in recent if _compared(hit) == level]
        if len(alike) >= wanted or looked_at >= count:
            return _sorted(searcher, above) + _newest(searcher, alike, wanted)
        looked_at *= 4
