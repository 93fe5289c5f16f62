"""One state of a whoosh index, read: hits, facets, whole results, articles."""

from __future__ import annotations

import threading
import weakref
from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ...lexicon.lexicon import Lexicon
from ...model import codec as stored
from ...model.article import Article
from ...model.facets import Selection, facet_passes, find_unlisted
from ...request import EngineResult, SearchRequest, Sort
from ...snapshot import Snapshot
from ..ties import compared_score
from .columns import Columns
from .compile import Matched, Matching
from .errors import native_errors
from .weighting import Weighting

__all__ = ["View", "WhooshSnapshot"]


class View:
    """One state of the index: a searcher and what is read from it once."""

    def __init__(self, index: Any, seen: tuple[int, ...]) -> None:
        self.seen = seen
        self.searcher = index.searcher(weighting=Weighting(B=0.75, K1=1.2))
        self.columns = Columns(self.searcher.reader())
        self.matching = Matching(self.searcher, self.columns)
        # closed when nobody looks at it any more: a walk may outlive the state
        weakref.finalize(self, self.searcher.close)

    def article(self, number: int) -> Article:
        return stored.unpack_article(self.searcher.stored_fields(number)["article"])

    def id(self, number: int) -> str:
        return stored.unpack_id(self.searcher.stored_fields(number)["article"])


class WhooshSnapshot:
    """One commit of an index.

    Attributes:
        state: the name of the commit.
        lexicon: the words and names of the index.
    """

    def __init__(
        self,
        url: str,
        state: str,
        view: View,
        lock: threading.RLock,
        lexicon: Lexicon,
    ) -> None:
        self.state = state
        self.lexicon = lexicon
        self.url = url
        self._view = view
        # the readers of one index share file positions
        self._lock = lock

    @property
    def articles(self) -> int:
        """See :attr:`search.snapshot.Snapshot.articles`."""
        with self._lock, native_errors(self.url):
            return int(self._view.searcher.doc_count())

    def search_all(self, requests: Sequence[SearchRequest]) -> tuple[EngineResult, ...]:
        """See :meth:`search.snapshot.Snapshot.search_all`."""
        return tuple(map(self._search, requests))

    def _search(self, request: SearchRequest) -> EngineResult:
        with self._lock, native_errors(self.url):
            view = self._view
            columns = view.columns
            found = view.matching.match(request.query)
            hits = view.matching.select(found.mask, request.selections)
            page = _page(view, request, hits, found)
            groups = None
            if request.groups:
                groups = len(columns.fold(np.flatnonzero(hits)))
            counts, more = {}, set()
            for group in facet_passes(request.selections, request.facets):
                narrowed = view.matching.select(found.mask, group.selections)
                for facet in group.facets:
                    values, has_more = columns.count(narrowed, facet)
                    for value in find_unlisted(facet.field, facet.always, values):
                        one = Selection(facet.field, (value,))
                        having = view.matching.select(narrowed, (one,))
                        values.append((value, int(having.sum())))
                    counts[facet.field] = tuple(values)
                    if has_more:
                        more.add(facet.field)
            return EngineResult(
                hits=page,
                total=int(hits.sum()),
                facets=counts,
                more=frozenset(more),
                groups=groups,
                state=self.state,
            )

    def scan(self, request: SearchRequest, batch: int) -> Iterator[Article]:
        """See :meth:`search.snapshot.Snapshot.scan`."""
        with self._lock, native_errors(self.url):
            view = self._view
            found = view.matching.match(request.query)
            hits = view.matching.select(found.mask, request.selections)
            numbers, _ = _ranked(view, request, hits, found)
        return self._articles(view, numbers, batch)

    def ids(self, request: SearchRequest, most: int) -> tuple[str, ...]:
        """See :meth:`search.snapshot.Snapshot.ids`."""
        with self._lock, native_errors(self.url):
            view = self._view
            found = view.matching.match(request.query)
            hits = view.matching.select(found.mask, request.selections)
            numbers, _ = _ranked(view, request, hits, found)
            return tuple(view.id(int(number)) for number in numbers[:most])

    def _articles(
        self, view: View, numbers: NDArray[np.int64], batch: int
    ) -> Iterator[Article]:
        for start in range(0, len(numbers), batch):
            with self._lock, native_errors(self.url):
                read = [view.article(int(n)) for n in numbers[start : start + batch]]
            yield from read

    def get(self, article_id: str) -> Article | None:
        """See :meth:`search.snapshot.Snapshot.get`."""
        with self._lock, native_errors(self.url):
            view = self._view
            number = view.searcher.document_number(id=article_id)
            return None if number is None else view.article(number)


def _page(
    view: View,
    request: SearchRequest,
    hits: NDArray[np.bool_],
    found: Matched,
) -> tuple[tuple[Article, float], ...]:
    """The articles of the page asked for, in order."""
    numbers, scores = _ranked(view, request, hits, found)
    if request.fold:
        numbers = view.columns.fold(numbers)
    if request.after is not None:
        numbers = view.columns.go_on_after(numbers, request.sort, request.after)
    picked = numbers[request.offset : request.offset + request.limit]
    return tuple(
        (view.article(int(n)), compared_score(float(scores[n]))) for n in picked
    )


def _ranked(
    view: View, request: SearchRequest, hits: NDArray[np.bool_], found: Matched
) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
    """The numbers of the hits in order, and the scores of all articles."""
    numbers = np.flatnonzero(hits)
    if request.sort is not Sort.RELEVANCE:
        return view.columns.by_date(numbers, request.sort), np.zeros_like(found.scores)
    scores = found.scores
    if request.scoring:
        scores = view.matching.scores(request.scoring)
    return view.columns.by_score(numbers, scores), scores


_: type[Snapshot] = WhooshSnapshot
