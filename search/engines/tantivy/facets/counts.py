"""All facets of a search: what is counted over which hits, and how.

One state of an index answers the same way for ever, so what was counted is kept
for as long as that state is searched: paging, sorting and the front page, which
counts everything, cost nothing the second time.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Iterable, Mapping, Sequence
from concurrent.futures import Future
from functools import partial
from typing import Final

from tantivy import Query, Searcher

from ....model.facets import (
    FacetPass,
    FacetRequest,
    Selection,
    ValueCount,
    facet_parts,
    facet_passes,
    find_unlisted,
)
from ....query.tree import Query as Tree
from ....request import SearchRequest
from ..compile import IndexTerms, compile_query, compile_selections, number_term
from .complement import (
    Known,
    collect_counts,
    complement_of,
    count_by_complement,
    count_uncertain,
    find_uncertain,
)
from .cost import is_slow_to_find
from .numbers import Listing, ValueNumbers
from .parallel import count_in_parallel, run_in_background
from .terms import count_hits, count_parts, count_values
from .threshold import count_above_threshold

__all__ = ["FacetCounts"]

Counts = tuple[dict[str, tuple[ValueCount, ...]], frozenset[str]]
"""The values of each facet in listing order, and which facets have more."""

_KEPT: Final = 256
"""Counts that are kept; each takes up to some 40 KB, with 20 years of months."""

_KEPT_VALUES: Final = 200_000
"""Values that are kept in all, some 20 MB, where whole lists are asked for."""

_MANY_HITS: Final = 20_000
"""From this many hits on, counting the complement may cost less."""

_SMALL_COMPLEMENT: Final = 4
"""The complement is counted if it is at most one article in this many."""

_SMALLER_COMPLEMENT: Final = 10
"""The same for a part of more values than :data:`_FEW_VALUES`."""

_FEW_VALUES: Final = 1_000
"""A part of more values than this is counted faster by a threshold."""

_LARGE_SHARE: Final = 4
"""If one article in this many is a hit, or more, few values pass the threshold."""


class FacetCounts:
    """Counts over the hits in one state of an index; safe in several threads."""

    def __init__(
        self, index: IndexTerms, searcher: Searcher, numbers: ValueNumbers
    ) -> None:
        self._index = index
        self._searcher = searcher
        self._numbers = numbers
        self._lock = threading.Lock()
        self._counting = threading.Lock()
        self._whole: dict[str, Known] = {}
        self._known: OrderedDict[tuple[Tree, FacetPass], Counts] = OrderedDict()
        self._values = 0

    @property
    def counted_whole(self) -> bool:
        """Whether anything was counted over the whole index."""
        return bool(self._whole)

    def count_as(self, other: FacetCounts) -> None:
        """Count over the whole index what was in another state, in this thread."""
        self._whole |= self._known_of_all(list(other._whole))

    def begun(self, request: SearchRequest) -> Future[Counts] | None:
        """Begin to count during the search where finding the hits takes longest.

        ``None`` where it is better to know first how many hits there are.
        """
        if not request.facets or not is_slow_to_find(request.query):
            return None
        return run_in_background(lambda: self.of(request, None))

    def of(self, request: SearchRequest, hits: int | None) -> Counts:
        """Return each facet's values in listing order, and which facets have more.

        Args:
            hits: how many articles the request finds, all selections applied;
                ``None`` if that is not known yet.
        """
        counts: dict[str, tuple[ValueCount, ...]] = {}
        more: frozenset[str] = frozenset()
        for group in facet_passes(request.selections, request.facets):
            of_group, has_more = self._of_pass(request, group, hits)
            counts |= of_group
            more |= has_more
        return counts, more

    def _of_pass(
        self, request: SearchRequest, group: FacetPass, hits: int | None
    ) -> Counts:
        key = (request.query, group)
        with self._lock:
            known = self._known.get(key)
            if known is not None:
                self._known.move_to_end(key)
                return known
        found = self._counted(request, group, hits)
        with self._lock:
            if key not in self._known:  # no other thread was faster
                self._values += _size(found)
            self._known[key] = found
            while len(self._known) > 1 and (
                len(self._known) > _KEPT or self._values > _KEPT_VALUES
            ):
                _, oldest = self._known.popitem(last=False)
                self._values -= _size(oldest)
        return found

    def _counted(
        self, request: SearchRequest, group: FacetPass, hits: int | None
    ) -> Counts:
        query = compile_query(self._index, request.query)
        query = compile_selections(self._index, query, group.selections)
        # what is only counted needs no scores
        query = Query.const_score_query(query, 0.0)
        total, costly = hits, is_slow_to_find(request.query)
        if costly:
            hits = 0  # few, as a rule; and all are looked at once, however many
        elif hits is None or group.selections != request.selections:
            hits = count_hits(self._searcher, query)
        if not hits and not costly:  # asked again for most of the words, usually
            nothing = {
                facet.field: tuple((value, 0) for value in facet.always)
                for facet in group.facets
            }
            return nothing, frozenset()
        parts = {p: facet for facet in group.facets for p in facet_parts(facet.field)}
        found = self._by_complement(query, parts, hits)
        left = {part: facet for part, facet in parts.items() if part not in found}
        found |= self._listings(query, left, hits, costly=costly)
        counts: dict[str, tuple[ValueCount, ...]] = {}
        more = set()
        for facet in group.facets:
            values: list[ValueCount] = []
            for part in facet_parts(facet.field):
                of_part, has_more = found[part]
                values += of_part
                if has_more:
                    more.add(facet.field)
            for value in find_unlisted(facet.field, facet.always, values):
                one = (Selection(facet.field, (value,)),)
                if total is not None and {*group.selections, *one} == {
                    *request.selections
                }:
                    values.append((value, total))  # its hits are those of the search
                    continue
                having = compile_selections(self._index, query, one)
                values.append((value, count_hits(self._searcher, having)))
            counts[facet.field] = tuple(values)
        return counts, frozenset(more)

    def _listings(
        self,
        query: Query,
        parts: Mapping[str, FacetRequest],
        hits: int,
        *,
        costly: bool,
    ) -> dict[str, Listing]:
        def count(share: Sequence[str]) -> dict[str, Listing]:
            asked = {part: parts[part] for part in share}
            found = {} if costly else self._by_threshold(query, asked, hits)
            asked = {part: facet for part, facet in asked.items() if part not in found}
            if not asked:
                return found
            return found | count_parts(
                self._index.schema,
                self._searcher,
                self._numbers,
                query,
                asked,
                hits,
                costly=costly,
            )

        # two threads would both have to find the hits
        return (
            count(list(parts))
            if costly
            else count_in_parallel(count, list(parts), hits)
        )

    def _by_threshold(
        self, query: Query, parts: Mapping[str, FacetRequest], hits: int
    ) -> dict[str, Listing]:
        """Count the values that may pass the threshold; parts where that works."""
        articles = self._searcher.num_docs
        found: dict[str, Listing] = {}
        if hits < _MANY_HITS or hits * _LARGE_SHARE < articles:
            return found
        for part, facet in parts.items():
            if part not in self._whole or self._numbers.few(part, _FEW_VALUES):
                continue
            count = partial(
                count_values, self._index.schema, self._searcher, query, part
            )
            told = count_above_threshold(
                facet, self._whole[part], hits / articles, count
            )
            if told is not None:
                values, more = told
                found[part] = self._numbers.listing(facet, part, values, more=more)
        return found

    def _by_complement(
        self, query: Query, parts: Mapping[str, FacetRequest], hits: int
    ) -> dict[str, Listing]:
        """Count nearly everything by its complement; parts where that works."""
        articles = self._searcher.num_docs
        rest = articles - hits
        if hits < _MANY_HITS or rest * _SMALL_COMPLEMENT > articles:
            return {}

        def count(share: Sequence[str]) -> dict[str, Known]:
            return collect_counts(
                self._searcher, self._numbers, complement_of(query), share
            )

        whole = self._in_all(parts)
        remaining = dict.fromkeys(parts, Known({}, 0))
        if rest:
            small = rest * _SMALLER_COMPLEMENT <= articles
            asked = [p for p in parts if small or self._numbers.few(p, _FEW_VALUES)]
            remaining = count_in_parallel(count, asked, rest)
        missing = {
            part: find_uncertain(facet, whole[part], remaining[part])
            for part, facet in parts.items()
            if part in whole and part in remaining
        }
        missing = {part: numbers for part, numbers in missing.items() if numbers}
        if missing:
            remaining = count_uncertain(
                self._searcher, complement_of(query), remaining, missing
            )
        found = {}
        for part, facet in parts.items():
            if part in whole and part in remaining:
                told = count_by_complement(facet, whole[part], remaining[part])
                if told is not None:
                    values, more = told
                    found[part] = self._numbers.listing(facet, part, values, more=more)
        return found

    def _in_all(self, parts: Iterable[str]) -> dict[str, Known]:
        """The counts of parts in the whole index."""
        with self._counting:
            missing = [part for part in parts if part not in self._whole]
            if missing:
                self._whole |= count_in_parallel(
                    self._known_of_all, missing, self._searcher.num_docs
                )
        return self._whole

    def _known_of_all(self, parts: Sequence[str]) -> dict[str, Known]:
        def count_one(part: str, number: int) -> int:
            return count_hits(
                self._searcher, number_term(self._index.schema, part, number)
            )

        return collect_counts(
            self._searcher, self._numbers, Query.all_query(), parts, count_one
        )


def _size(counts: Counts) -> int:
    return sum(map(len, counts[0].values()))
