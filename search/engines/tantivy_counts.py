"""Exact facet counts from tantivy's aggregations.

A terms aggregation keeps the most frequent values of each segment only, so its
counts are too low for values that are rare in one segment, and it breaks ties
by chance. Both are noticed here, and the values concerned are counted again.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from tantivy import Query, Schema, Searcher

from ..engine import SearchRequest
from ..facets import FacetRequest, Selection, ValueCount, facet_passes, ordered
from ..fields import FIELDS, FacetOrder
from .tantivy_compile import compile_selections

__all__ = ["count_facets"]

_MOST_VALUES: Final = 65_000
"""The most buckets tantivy makes, in a segment and in a result."""


def count_facets(
    schema: Schema, searcher: Searcher, query: Query, request: SearchRequest
) -> tuple[dict[str, tuple[ValueCount, ...]], frozenset[str]]:
    """Return each facet's values in listing order, and which facets have more."""
    counts: dict[str, tuple[ValueCount, ...]] = {}
    more = set()
    for group in facet_passes(request.selections, request.facets):
        narrowed = compile_selections(schema, query, group.selections)
        found = _aggregate(searcher, narrowed, group.facets)
        for facet in group.facets:
            values, has_more = found[facet.field]
            listed = {value for value, _ in values}
            missing = [value for value in facet.always if value not in listed]
            values += _count_each(schema, searcher, narrowed, facet.field, missing)
            counts[facet.field] = tuple(values)
            if has_more:
                more.add(facet.field)
    return counts, frozenset(more)


def _aggregate(
    searcher: Searcher, query: Query, facets: Sequence[FacetRequest]
) -> dict[str, tuple[list[ValueCount], bool]]:
    """Count the facets in one pass over the hits, as often as exactness takes."""
    done: dict[str, tuple[list[ValueCount], bool]] = {}
    sizes = {facet: _first_size(facet) for facet in facets}
    while sizes:
        answer = searcher.aggregate(
            query,
            {
                facet.field: {
                    "terms": {
                        "field": facet.field,
                        "size": size,
                        "segment_size": _MOST_VALUES,
                    }
                }
                for facet, size in sizes.items()
            },
        )
        for facet, size in list(sizes.items()):
            found = answer[facet.field]
            values = [(b["key"], b["doc_count"]) for b in found["buckets"]]
            complete = not found["sum_other_doc_count"]
            if found["doc_count_error_upper_bound"]:
                values = _recount(searcher, query, facet.field, values)
            # Values that share the last listed count must all be seen, or
            # which of them is listed would be left to chance.
            settled = complete or values[facet.size - 1][1] > values[-1][1]
            if settled or size >= _MOST_VALUES:
                listed = ordered(facet.field, values)
                done[facet.field] = (
                    listed[: facet.size],
                    not complete or len(listed) > facet.size,
                )
                del sizes[facet]
            else:
                sizes[facet] = min(size * 16, _MOST_VALUES)
    return done


def _first_size(facet: FacetRequest) -> int:
    if FIELDS[facet.field].facet is FacetOrder.NEWEST:
        return _MOST_VALUES  # not cut by count, so all of them are needed
    return max(4 * facet.size, 64)


def _recount(
    searcher: Searcher, query: Query, field: str, values: list[ValueCount]
) -> list[ValueCount]:
    """Count exactly these values, however rare they are in some segment."""
    names = [value for value, _ in values]
    answer = searcher.aggregate(
        query,
        {
            "exact": {
                "terms": {
                    "field": field,
                    "size": len(names),
                    "segment_size": len(names),
                    "include": names,
                }
            }
        },
    )
    exact = [(b["key"], b["doc_count"]) for b in answer["exact"]["buckets"]]
    return sorted(exact, key=lambda pair: -pair[1])


def _count_each(
    schema: Schema, searcher: Searcher, query: Query, field: str, values: list[str]
) -> list[ValueCount]:
    """Count single values that the listing does not reach."""
    counted = []
    for value in values:
        one = compile_selections(schema, query, (Selection(field, (value,)),))
        found: Any = searcher.search(one, 1)  # its stubs lack `count`
        counted.append((value, found.count))
    return counted
