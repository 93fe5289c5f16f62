"""Exact facet counts from tantivy's aggregations.

A terms aggregation keeps the most frequent values of each segment only, so its
counts are too low for values that are rare in one segment, and it breaks ties
by chance. Both are noticed here, and the values concerned are counted again.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from tantivy import Query, Schema, Searcher

from ..engine import SearchRequest
from ..facets import (
    FacetRequest,
    Selection,
    ValueCount,
    facet_parts,
    facet_passes,
    ordered,
    unlisted,
)
from ..fields import FIELDS, FacetOrder
from .tantivy_compile import compile_selections

__all__ = ["count_facets"]

_MOST_VALUES: Final = 65_000
"""The most buckets tantivy makes, in a segment and in a result."""

_FIRST_SEGMENT_SIZE: Final = 1_000
"""Values of each segment asked for at first; asking for all is four times slower."""


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
            values: list[ValueCount] = []
            for part in facet_parts(facet.field):
                of_part, has_more = found[part]
                values += of_part
                if has_more:
                    more.add(facet.field)
            missing = unlisted(facet.field, facet.always, values)
            values += _count_each(schema, searcher, narrowed, facet.field, missing)
            counts[facet.field] = tuple(values)
    return counts, frozenset(more)


@dataclass(frozen=True, slots=True)
class _Depth:
    """How many values are asked for: of the result, and of each segment."""

    size: int
    segment_size: int

    def deeper(self) -> _Depth:
        return _Depth(
            min(self.size * 16, _MOST_VALUES), min(self.segment_size * 16, _MOST_VALUES)
        )


def _aggregate(
    searcher: Searcher, query: Query, facets: Sequence[FacetRequest]
) -> dict[str, tuple[list[ValueCount], bool]]:
    """Count the parts of facets in one pass, and again where that is not exact."""
    done: dict[str, tuple[list[ValueCount], bool]] = {}
    parts = {part: facet for facet in facets for part in facet_parts(facet.field)}
    depths = {part: _first_depth(facet) for part, facet in parts.items()}
    while depths:
        answer = searcher.aggregate(
            query,
            {
                part: {
                    "terms": {
                        "field": part,
                        "size": depth.size,
                        "segment_size": depth.segment_size,
                    }
                }
                for part, depth in depths.items()
            },
        )
        for part, depth in list(depths.items()):
            deepest = depth.segment_size >= _MOST_VALUES and depth.size >= _MOST_VALUES
            found = _settled(
                searcher, query, parts[part], part, answer[part], deepest=deepest
            )
            if found is None:
                depths[part] = depth.deeper()
            else:
                done[part] = found
                del depths[part]
    return done


def _first_depth(facet: FacetRequest) -> _Depth:
    if FIELDS[facet.field].facet is FacetOrder.NEWEST:
        # not cut by count, so all of them are needed
        return _Depth(_MOST_VALUES, _MOST_VALUES)
    return _Depth(max(4 * facet.size, 64), max(4 * facet.size, _FIRST_SEGMENT_SIZE))


def _settled(
    searcher: Searcher,
    query: Query,
    facet: FacetRequest,
    part: str,
    answer: dict[str, Any],
    *,
    deepest: bool,
) -> tuple[list[ValueCount], bool] | None:
    """Return a part's exact values, and whether there are more, or ``None``.

    tantivy says by how much a count may be too low at most. A value that is not
    listed has no more hits than the last one listed, plus that. If the last
    value wanted has more, ties included, all that are wanted are in the list.
    """
    values = [(b["key"], b["doc_count"]) for b in answer["buckets"]]
    error = answer["doc_count_error_upper_bound"]
    complete = not error and not answer["sum_other_doc_count"]
    if complete:
        listed = ordered(facet.field, values)
        return listed[: facet.size], len(listed) > facet.size
    if not facet.size:
        return [], bool(values)
    last = values[min(facet.size, len(values)) - 1][1]
    if last <= values[-1][1] + error and not deepest:
        return None
    values = [pair for pair in values if pair[1] + error >= last]
    if error:
        values = _recount(searcher, query, part, values)
    return ordered(facet.field, values)[: facet.size], True


def _recount(
    searcher: Searcher, query: Query, part: str, values: list[ValueCount]
) -> list[ValueCount]:
    """Count exactly these values, however rare they are in some segment."""
    names = [value for value, _ in values]
    answer = searcher.aggregate(
        query,
        {
            "exact": {
                "terms": {
                    "field": part,
                    "size": len(names),
                    "segment_size": len(names),
                    "include": names,
                }
            }
        },
    )
    return [(b["key"], b["doc_count"]) for b in answer["exact"]["buckets"]]


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
