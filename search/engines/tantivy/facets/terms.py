"""The most frequent values of facet parts over the hits of one query, exactly.

A terms aggregation keeps the most frequent values of each segment only, so its
counts are too low for values that are rare in one segment, and it breaks ties
by chance. Both are noticed here, and the values concerned are counted again; unless
keeping all values costs less than finding the hits once more.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from tantivy import Occur, Query, Schema, Searcher

from ....model.facets import FacetRequest
from ....model.fields import FIELDS, FacetOrder
from ..compile import number_term
from .numbers import Listing, ValueNumbers

__all__ = [
    "MOST_VALUES",
    "Depth",
    "both",
    "count_hits",
    "count_parts",
    "count_terms",
    "count_values",
    "counts_in",
    "ranges_of",
    "terms_of",
]

MOST_VALUES: Final = 65_000
"""The most buckets tantivy makes, in a segment and in a result."""

_FIRST_SIZE: Final = 64
"""Values asked for at first, at least; each takes a microsecond to hand over."""

_FIRST_SEGMENT_SIZE: Final = 1_000
"""Values of each segment asked for at first where there are many hits."""

_FEW_HITS: Final = 20_000
"""Up to this many hits every segment returns all its values, so counts are exact."""

_FEW_VALUES: Final = 20_000
"""Of a part with up to this many values, too, every segment returns all of them."""

_RECOUNTED: Final = 48
"""Values that are counted one by one; for more of them, more are asked for."""

_RANGES: Final = MOST_VALUES // 3
"""Ranges of a number each that are counted at once; there are gaps between them."""

_Numbered = list[tuple[int, int]]
"""Values as numbers, each with its count."""


def count_hits(searcher: Searcher, query: Query) -> int:
    """Return how many articles a query finds."""
    # Any: the stubs of tantivy 0.27 lack a result's `count`
    found: Any = searcher.search(Query.const_score_query(query, 0.0), 1)
    return int(found.count)


@dataclass(frozen=True, slots=True)
class Depth:
    """How many values are asked for, each at most :data:`MOST_VALUES`.

    Attributes:
        size: of the result.
        segment_size: of each segment, among which those of the result are.
    """

    size: int
    segment_size: int

    @property
    def deepest(self) -> bool:
        return min(self.size, self.segment_size) >= MOST_VALUES

    def deeper(self) -> Depth:
        return Depth(
            min(self.size * 16, MOST_VALUES), min(self.segment_size * 16, MOST_VALUES)
        )


def count_parts(
    schema: Schema,
    searcher: Searcher,
    numbers: ValueNumbers,
    query: Query,
    parts: Mapping[str, FacetRequest],
    hits: int,
    *,
    costly: bool = False,
) -> dict[str, Listing]:
    """Count parts of facets in one pass, and again where that is not exact.

    Args:
        parts: the facet each part belongs to.
        hits: how many articles the query finds.
        costly: whether finding them takes longer than counting their values.
    """
    done: dict[str, Listing] = {}
    depths = {
        part: _first_depth(
            facet, deep=costly or hits <= _FEW_HITS or numbers.few(part, _FEW_VALUES)
        )
        for part, facet in parts.items()
    }
    while depths:
        answers = count_terms(searcher, numbers, query, depths)
        for part, depth in list(depths.items()):
            facet = parts[part]
            found = _settled(facet, answers[part], deepest=depth.deepest)
            if found is None:
                depths[part] = depth.deeper()
                continue
            values, exact, more = found
            if not exact:
                values = _recount(schema, searcher, query, part, values)
            done[part] = numbers.listing(facet, part, values, more=more)
            del depths[part]
    return done


def count_terms(
    searcher: Searcher,
    numbers: ValueNumbers,
    query: Query,
    depths: Mapping[str, Depth],
) -> dict[str, Any]:
    """Ask tantivy for the most frequent values of some parts.

    They are asked for in one pass unless their values together may be more than tantivy
    makes buckets.
    """
    answers: dict[str, Any] = {}
    together: dict[str, object] = {}
    room = MOST_VALUES
    for part, depth in depths.items():
        most = min(max(depth.size, depth.segment_size), len(numbers.values(part)))
        if together and most > room:
            answers |= searcher.aggregate(query, together)
            together, room = {}, MOST_VALUES
        room -= most
        together[part] = terms_of(part, depth.size, depth.segment_size)
    return answers | searcher.aggregate(query, together)


def terms_of(part: str, size: int, segment_size: int) -> dict[str, object]:
    """Return what tantivy is asked for a part's most frequent values.

    Args:
        size: how many values of the result, at most :data:`MOST_VALUES`.
        segment_size: the same of each segment, among which those of the result are.
    """
    return {"terms": {"field": part, "size": size, "segment_size": segment_size}}


def _first_depth(facet: FacetRequest, *, deep: bool) -> Depth:
    if FIELDS[facet.field].facet is FacetOrder.NEWEST:
        # not cut by count, so all of them are needed
        return Depth(MOST_VALUES, MOST_VALUES)
    size = min(max(4 * facet.size, _FIRST_SIZE), MOST_VALUES)
    if deep:
        return Depth(size, MOST_VALUES)
    return Depth(size, max(size, _FIRST_SEGMENT_SIZE))


def _settled(
    facet: FacetRequest, answer: dict[str, Any], *, deepest: bool
) -> tuple[_Numbered, bool, bool] | None:
    """Return the values that may be listed, if they are known.

    With them: whether their counts are exact, and whether there are others.

    tantivy says by how much a count may be too low at most. A value that is not
    listed has no more hits than the last one listed, plus that. If the last
    value wanted has more, ties included, all that are wanted are in the list.
    """
    values = [(bucket["key"], bucket["doc_count"]) for bucket in answer["buckets"]]
    error = answer["doc_count_error_upper_bound"]
    complete = not error and not answer["sum_other_doc_count"]
    if not facet.size:
        return [], True, bool(values)
    if complete and (
        len(values) <= facet.size or FIELDS[facet.field].facet is FacetOrder.NEWEST
    ):
        return values, True, len(values) > facet.size
    last = values[min(facet.size, len(values)) - 1][1]
    if not complete and last <= values[-1][1] + error and not deepest:
        return None
    likely = [pair for pair in values if pair[1] + error >= last]
    if error and len(likely) > max(_RECOUNTED, 2 * facet.size) and not deepest:
        return None
    return likely, not error, True


def _recount(
    schema: Schema, searcher: Searcher, query: Query, part: str, values: _Numbered
) -> _Numbered:
    """Count exactly the values that may be listed, however rare in some segment.

    No other value has as many hits as one that is listed.
    """
    counts = count_values(schema, searcher, query, part, [n for n, _ in values])
    return list(counts.items())


def count_values(
    schema: Schema, searcher: Searcher, query: Query, part: str, numbers: Sequence[int]
) -> dict[int, int]:
    """Return how many hits have each of some values.

    Only the articles that have one of them are looked at. Ranges of one number each
    are counted, since those need no list of all the other values of these articles.
    """
    found: dict[int, int] = {}
    for some in _shares(sorted(numbers)):
        having = [(Occur.Should, number_term(schema, part, n)) for n in some]
        narrowed = both(
            query, Query.const_score_query(Query.boolean_query(having), 0.0)
        )
        answer = searcher.aggregate(narrowed, {part: ranges_of(part, some)})
        found |= counts_in(answer[part], some)
    return {n: found[n] for n in numbers}


def ranges_of(part: str, numbers: Iterable[int]) -> dict[str, object]:
    """Ask for the counts of single values, and of nothing else."""
    ranges = [{"key": str(n), "from": n, "to": n + 1} for n in sorted(numbers)]
    return {"range": {"field": part, "ranges": ranges}}


def counts_in(answer: Mapping[str, Any], numbers: Iterable[int]) -> dict[int, int]:
    """Return the counts that :func:`ranges_of` asked for."""
    # tantivy tells of the gaps between the ranges too
    counts = {b["key"]: b["doc_count"] for b in answer["buckets"]}
    return {n: counts[str(n)] for n in numbers}


def _shares(numbers: Sequence[int]) -> Iterator[Sequence[int]]:
    """Cut what needs more buckets than tantivy makes."""
    for start in range(0, len(numbers), _RANGES):
        yield numbers[start : start + _RANGES]


def both(query: Query, other: Query) -> Query:
    """Return a query that finds what both do."""
    return Query.boolean_query([(Occur.Must, query), (Occur.Must, other)])
