"""Hits of which each group of near-duplicates shows one, and how many those are.

tantivy folds nothing by itself, but tells the group of any hit from a column at once.
Few articles have other versions, so a page needs hardly more hits than it shows; and
to count, only the hits that have other versions are looked at. What was counted is
kept as long as the state of the index is searched.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Sequence
from typing import Any, Final

from tantivy import DocAddress, Occur, Searcher
from tantivy import Query as Native

from ...model.facets import Selection
from ...model.fields import GROUP, PRESENCE
from ...query.tree import Query
from ...request import After, SearchRequest, Sort
from .compile import IndexTerms, compile_query, compile_selections, term
from .order import go_on_after, go_up_to, order
from .ranked import Hits, best_hits

__all__ = ["Folding"]

_KEPT: Final = 1_000
"""Counts that are kept."""

_SPARE: Final = 16
"""Hits looked at beyond those of a page, at least."""


class Folding:
    """What there is of groups in one state of the index; safe in several threads."""

    def __init__(self, index: IndexTerms, searcher: Searcher) -> None:
        self._index = index
        self._searcher = searcher
        self._lock = threading.Lock()
        self._known: OrderedDict[tuple[Query, tuple[Selection, ...]], int] = (
            OrderedDict()
        )

    def count(self, request: SearchRequest, total: int) -> int:
        """Return how many hits a request has if they are folded.

        Args:
            total: how many it has unfolded.
        """
        if not self._any:
            return total
        key = (request.query, request.selections)
        with self._lock:
            surplus = self._known.get(key)
        if surplus is None:
            query = compile_query(self._index, request.query)
            query = compile_selections(self._index, query, request.selections)
            numbers = self._numbers(Native.const_score_query(query, 0.0))
            surplus = len(numbers) - len(set(numbers))
            with self._lock:
                self._known[key] = surplus
                while len(self._known) > _KEPT:
                    self._known.popitem(last=False)
        return total - surplus

    def page(self, request: SearchRequest, query: Native) -> tuple[Hits, int]:
        """Return the hits of one page of a request, in order; and how many there are.

        These are all from ``after`` on, not folded.

        Args:
            query: finds and scores all of its hits, selections applied.
        """
        seen = self._seen_before(request, query)
        beyond = go_on_after(self._index.schema, query, request.sort, request.after)
        end = request.offset + request.limit
        most = self._searcher.num_docs
        asked = min(end + max(end // 8, _SPARE), most)
        while True:
            hits, count = self._first(request, beyond, asked)
            left = self._folded(hits, set(seen))
            if len(left) >= end or asked >= min(count, most):
                return left[request.offset : end], count
            asked = min(4 * asked, most)

    def _first(
        self, request: SearchRequest, query: Native, most: int
    ) -> tuple[Hits, int]:
        if request.sort is Sort.RELEVANCE:
            return best_hits(self._index, self._searcher, query, request, most)
        by = order(request.sort)
        found: Any = self._searcher.search(query, max(most, 1), **by)
        return found.hits, found.count

    @property
    def _any(self) -> bool:
        """Whether any article has another version."""
        return self._searcher.doc_freq(f"{PRESENCE}_key", GROUP) > 0

    def _folded(self, hits: Hits, seen: set[int]) -> Hits:
        numbers = self._read([address for _, address in hits])
        left = []
        for hit, number in zip(hits, numbers, strict=True):
            if number is None:
                left.append(hit)
            elif number not in seen:
                seen.add(number)
                left.append(hit)
        return left

    def _read(self, addresses: list[DocAddress]) -> Sequence[int | None]:
        if not addresses or not self._any:
            return [None] * len(addresses)
        numbers: Any = self._searcher.fast_field_values(GROUP, addresses)
        return list(numbers)

    def _seen_before(self, request: SearchRequest, query: Native) -> set[int]:
        """The groups that have a hit before the place where a request goes on."""
        after: After | None = request.after
        if after is None or not self._any:
            return set()
        before = go_up_to(self._index.schema, query, request.sort, after)
        return set(self._numbers(before))

    def _numbers(self, query: Native) -> list[int]:
        """The numbers of the groups of all hits that are in one."""
        grouped = term(self._index.schema, f"{PRESENCE}_key", GROUP)
        both = Native.boolean_query(
            [
                (Occur.Must, query),
                (Occur.Must, Native.const_score_query(grouped, 0.0)),
            ]
        )
        most = self._searcher.doc_freq(f"{PRESENCE}_key", GROUP)
        found: Any = self._searcher.search(
            both, most, count=False, order_by_field=GROUP
        )
        return [number for number, _ in found.hits]
