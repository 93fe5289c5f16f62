"""All facets of a search: what is counted over which hits, and by how many cores.

One state of an index answers the same way for ever, so what was counted is kept
for as long as that state is searched: paging, sorting and the front page, which
counts everything, cost nothing the second time.
"""

from __future__ import annotations

import os
import threading
from collections import OrderedDict
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from typing import Final

from tantivy import Query, Schema, Searcher

from ..engine import SearchRequest
from ..facets import (
    FacetPass,
    FacetRequest,
    Selection,
    ValueCount,
    facet_parts,
    facet_passes,
    unlisted,
)
from ..query import Query as Tree
from .tantivy_compile import compile_query, compile_selections
from .tantivy_terms import Listing, count_hits, count_parts
from .tantivy_values import ValueNumbers

__all__ = ["FacetCounts"]

Counts = tuple[dict[str, tuple[ValueCount, ...]], frozenset[str]]
"""The values of each facet in listing order, and which facets have more."""

_KEPT: Final = 256
"""Counts that are kept; each takes some 40 KB at most, with 20 years of months."""

_SHARED_FROM: Final = 20_000
"""Hits from which a second core is worth its thread."""

_BY_COST: Final = (
    *("country", "person", "organisation", "place", "on_month", "on_day", "on_year"),
)
"""The parts of which an article has several values, which take longest to count."""


class FacetCounts:
    """Counts over the hits in one state of an index; safe in several threads."""

    def __init__(
        self, schema: Schema, searcher: Searcher, numbers: ValueNumbers
    ) -> None:
        self._schema = schema
        self._searcher = searcher
        self._numbers = numbers
        self._lock = threading.Lock()
        self._known: OrderedDict[tuple[Tree, FacetPass], Counts] = OrderedDict()

    def of(self, request: SearchRequest, hits: int) -> Counts:
        """Return each facet's values in listing order, and which facets have more.

        Args:
            hits: how many articles the request finds, all selections applied.
        """
        counts: dict[str, tuple[ValueCount, ...]] = {}
        more: frozenset[str] = frozenset()
        for group in facet_passes(request.selections, request.facets):
            of_group, has_more = self._of_pass(request, group, hits)
            counts |= of_group
            more |= has_more
        return counts, more

    def _of_pass(self, request: SearchRequest, group: FacetPass, hits: int) -> Counts:
        key = (request.query, group)
        with self._lock:
            known = self._known.get(key)
            if known is not None:
                self._known.move_to_end(key)
                return known
        found = self._counted(request, group, hits)
        with self._lock:
            self._known[key] = found
            if len(self._known) > _KEPT:
                self._known.popitem(last=False)
        return found

    def _counted(self, request: SearchRequest, group: FacetPass, hits: int) -> Counts:
        query = compile_query(self._schema, request.query)
        query = compile_selections(self._schema, query, group.selections)
        if group.selections != request.selections:
            hits = count_hits(self._searcher, query)
        # what is only counted needs no scores
        found = self._listings(Query.const_score_query(query, 0.0), group.facets, hits)
        counts: dict[str, tuple[ValueCount, ...]] = {}
        more = set()
        for facet in group.facets:
            values: list[ValueCount] = []
            for part in facet_parts(facet.field):
                of_part, has_more = found[part]
                values += of_part
                if has_more:
                    more.add(facet.field)
            for value in unlisted(facet.field, facet.always, values):
                one = (Selection(facet.field, (value,)),)
                having = compile_selections(self._schema, query, one)
                values.append((value, count_hits(self._searcher, having)))
            counts[facet.field] = tuple(values)
        return counts, frozenset(more)

    def _listings(
        self, query: Query, facets: tuple[FacetRequest, ...], hits: int
    ) -> dict[str, Listing]:
        parts = {part: facet for facet in facets for part in facet_parts(facet.field)}
        shares = _shared(parts) if hits >= _SHARED_FROM and _cores() > 1 else [parts]

        def count(share: Mapping[str, FacetRequest]) -> dict[str, Listing]:
            return count_parts(
                self._schema, self._searcher, self._numbers, query, share, hits
            )

        others = [_pool().submit(count, share) for share in shares[1:]]
        found = count(shares[0])
        for other in others:
            found |= other.result()
        return found


def _shared(parts: Mapping[str, FacetRequest]) -> list[dict[str, FacetRequest]]:
    """Divide parts between two threads so that both have about as much to do."""
    costly = [part for part in _BY_COST if part in parts]
    cheap = [part for part in parts if part not in costly]
    in_order = costly + cheap
    # 0 1 1 0 0 1 1 0 …: whoever got the costlier one gets the cheaper one next
    shares: list[dict[str, FacetRequest]] = [{}, {}]
    for place, part in enumerate(in_order):
        shares[(place + 1) // 2 % 2][part] = parts[part]
    return [share for share in shares if share]


@cache
def _cores() -> int:
    return os.cpu_count() or 1


@cache
def _pool() -> ThreadPoolExecutor:
    """The threads that count beside those that serve; tantivy frees the GIL."""
    return ThreadPoolExecutor(_cores(), thread_name_prefix="facets")
