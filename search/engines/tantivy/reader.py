"""One state of a tantivy index, read: hits, facets, whole results, articles."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Any

import tantivy
from tantivy import Query as Native

from ...lexicon.lexicon import Lexicon
from ...model import codec as stored
from ...model.article import Article
from ...request import EngineResult, SearchRequest, Sort
from ...snapshot import Snapshot
from ..ties import compared_score
from .compile import compile_query, compile_selections, term
from .errors import native_errors
from .facets.terms import count_hits
from .order import go_on_after, order
from .ranked import best_hits
from .scoring import compile_scored
from .snapshots import View
from .walk import walk_in_order

__all__ = ["TantivySnapshot"]


class TantivySnapshot:
    """One commit of an index, with what was counted in it.

    Attributes:
        state: the name of the commit.
        lexicon: the words and names of the index.
    """

    def __init__(
        self,
        url: str,
        schema: tantivy.Schema,
        state: str,
        view: View,
        lexicon: Lexicon,
    ) -> None:
        self.state = state
        self.lexicon = lexicon
        self.url = url
        self._schema = schema
        self._view = view

    @property
    def articles(self) -> int:
        """See :attr:`search.snapshot.Snapshot.articles`."""
        return self._view.searcher.num_docs

    def search_all(self, requests: Sequence[SearchRequest]) -> tuple[EngineResult, ...]:
        """See :meth:`search.snapshot.Snapshot.search_all`."""
        return tuple(map(self._search, requests))

    def _search(self, request: SearchRequest) -> EngineResult:
        with native_errors(self.url):
            view = self._view
            searcher = view.searcher
            query = self._compiled(searcher, request)
            # Any: the stubs of tantivy 0.27 lack a result's `count`
            # tantivy panics on a limit of 0, and makes room for offset + limit
            beyond = request.offset >= searcher.num_docs
            limit = 0 if beyond else request.limit
            query = compile_selections(view.index, query, request.selections)
            counting = view.counts.begun(request)
            if request.fold and limit:
                places, total = view.folding.page(request, query)
            elif _scored(request) and limit:
                end = request.offset + limit
                best, total = best_hits(view.counted, searcher, query, request, end)
                places = best[request.offset :]
            else:
                found: Any = searcher.search(
                    go_on_after(self._schema, query, request.sort, request.after),
                    max(limit, 1),
                    offset=0 if beyond else request.offset,
                    **order(request.sort),
                )
                places, total = found.hits[:limit], found.count
            by_score = _scored(request)
            hits = tuple(
                (_article(searcher, place), compared_score(score) if by_score else 0.0)
                for score, place in places
            )
            if request.after is not None:
                total = count_hits(searcher, query)
            counts, more = (
                counting.result() if counting else view.counts.of(request, total)
            )
            return EngineResult(
                hits=hits,
                total=total,
                facets=counts,
                more=more,
                groups=view.folding.count(request, total) if request.groups else None,
                state=self.state,
            )

    def scan(self, request: SearchRequest, batch: int) -> Iterator[Article]:
        """See :meth:`search.snapshot.Snapshot.scan`; articles are read singly."""
        with native_errors(self.url):
            searcher = self._view.searcher
            query = self._compiled(searcher, request)
            query = compile_selections(self._view.index, query, request.selections)
            addresses = walk_in_order(searcher, query, request.sort)
        return self._articles(searcher, addresses)

    def ids(self, request: SearchRequest, most: int) -> tuple[str, ...]:
        """See :meth:`search.snapshot.Snapshot.ids`."""
        with native_errors(self.url):
            searcher = self._view.searcher
            query = self._compiled(searcher, request)
            query = compile_selections(self._view.index, query, request.selections)
            first = islice(walk_in_order(searcher, query, request.sort), most)
            return tuple(stored.unpack_id(_bytes(searcher, place)) for place in first)

    def _articles(
        self, searcher: tantivy.Searcher, addresses: Iterator[tantivy.DocAddress]
    ) -> Iterator[Article]:
        while True:
            with native_errors(self.url):
                address = next(addresses, None)
                if address is None:
                    return
                article = _article(searcher, address)
            yield article

    def _compiled(self, searcher: tantivy.Searcher, request: SearchRequest) -> Native:
        if not _scored(request):
            return compile_query(self._view.index, request.query)
        return compile_scored(
            self._view.index, searcher, request.query, request.scoring
        )

    def get(self, article_id: str) -> Article | None:
        """See :meth:`search.snapshot.Snapshot.get`."""
        with native_errors(self.url):
            searcher = self._view.searcher
            found = searcher.search(term(self._schema, "id", article_id), 1)
            return _article(searcher, found.hits[0][1]) if found.hits else None


def _scored(request: SearchRequest) -> bool:
    return request.sort is Sort.RELEVANCE


def _article(searcher: tantivy.Searcher, address: tantivy.DocAddress) -> Article:
    return stored.unpack_article(_bytes(searcher, address))


def _bytes(searcher: tantivy.Searcher, address: tantivy.DocAddress) -> bytes:
    data: bytes = searcher.doc(address)["article"][0]
    return data


_: type[Snapshot] = TantivySnapshot
