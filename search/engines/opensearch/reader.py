"""One state of an index, read: hits, facets, whole results, articles."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any, Final

from ...analysis.registry import analyzers_of
from ...lexicon.lexicon import WORD, Lexicon
from ...model import codec as stored
from ...model.article import Article
from ...request import EngineResult, SearchRequest, Sort
from ...snapshot import Snapshot
from ..ties import compared_score
from .bodies import (
    COUNT_ALL,
    Search,
    first_search,
    goes_on_folded,
    header_of,
    is_far,
    ordered_hits,
    place_of,
    search_beyond,
)
from .client import Json
from .errors import native_errors
from .facets import FacetCounting
from .folding import GROUPS, count_groups, groups_before, several_of_a_group
from .schema import FOLD
from .views import View, Views

__all__ = ["OpenSearchSnapshot"]

_IDS: Final = 10_000
"""Ids that are asked for at a time."""


class OpenSearchSnapshot:
    """One commit of an index.

    Attributes:
        state: the name of the commit.
        lexicon: the words and names of the index.
    """

    def __init__(self, url: str, views: Views, view: View, lexicon: Lexicon) -> None:
        self.url = url
        self.state = view.condition.state
        self.lexicon = lexicon
        self._views = views
        self._view = view
        self._by = analyzers_of(view.condition.languages.__contains__)

    @property
    def articles(self) -> int:
        """See :attr:`search.snapshot.Snapshot.articles`."""
        if self._view.articles is None:
            with native_errors(self.url):
                (answer,) = self._views.search(self._view, [COUNT_ALL])
            self._view.articles = _total(answer)
        return self._view.articles

    def search_all(self, requests: Sequence[SearchRequest]) -> tuple[EngineResult, ...]:
        """See :meth:`search.snapshot.Snapshot.search_all`.

        It is one request to the cluster. Of an index of several shards it may be two
        or three, where the counts of a facet are not sure at once.
        """
        named = [self._named(request) for request in requests]
        new = [one for one in dict.fromkeys(named) if one not in self._view.kept]
        with native_errors(self.url):
            found = self._searched(new)
        for request, result in found.items():
            if not request.limit:
                self._view.keep(request, result)
        return tuple(found.get(one) or self._view.kept[one] for one in named)

    def _named(self, request: SearchRequest) -> SearchRequest:
        """The request, in the form under which its result is kept."""
        if request.limit:
            return request
        bare = replace(request, sort=Sort.NEWEST, scoring=(), offset=0, after=None)
        return replace(bare, fold=False)

    def _searched(
        self, requests: Sequence[SearchRequest]
    ) -> dict[SearchRequest, EngineResult]:
        if not requests:
            return {}
        facets = {
            r: FacetCounting(r, self._shards, self._by) for r in requests if r.facets
        }
        searches = [self._first(r, facets.get(r)) for r in requests]
        if self._view.articles is None:
            searches.append(COUNT_ALL)
        answers = self._views.search(self._view, searches)
        if len(answers) > len(requests):
            self._view.articles = _total(answers[-1])
        for request, answer in zip(requests, answers, strict=False):
            if request in facets:
                facets[request].note(answer["aggregations"])
        self._settle(list(facets.values()))
        return {
            request: self._result(request, answer, facets.get(request))
            for request, answer in zip(requests, answers, strict=False)
        }

    def _first(self, request: SearchRequest, facets: FacetCounting | None) -> Search:
        header, body = first_search(
            request, facets, self._shards, self._counts, self._by
        )
        if request.groups:
            body.setdefault("aggs", {})[GROUPS] = several_of_a_group(request)
        return header, body

    def _settle(self, counting: list[FacetCounting]) -> None:
        """Ask until all facets are counted exactly."""
        while True:
            asked = [(one, *o) for one in counting for o in one.open_questions()]
            if not asked:
                return
            searches: list[Search] = [({}, body) for _, _, body in asked]
            answers = self._views.search(self._view, searches)
            for (one, name, _), answer in zip(asked, answers, strict=True):
                one.answer_question(name, answer["aggregations"])

    def _result(
        self, request: SearchRequest, answer: Json, facets: FacetCounting | None
    ) -> EngineResult:
        counts, more = facets.result() if facets else ({}, frozenset[str]())
        total = _total(answer)
        groups = None
        if request.groups:
            told = answer["aggregations"][GROUPS]
            groups = count_groups(request, total, told, self._aggregated, self._by)
        hits = self._hits(request, answer["hits"]["hits"], total)
        return EngineResult(
            hits=tuple(
                (_article(hit), compared_score(hit.get("_score") or 0.0))
                for hit in hits
            ),
            total=total,
            facets=counts,
            more=more,
            groups=groups,
            state=self.state,
        )

    def _hits(self, request: SearchRequest, hits: list[Json], total: int) -> list[Json]:
        """The hits of a page, where they did not come with the first answer."""
        if goes_on_folded(request):
            seen = groups_before(request, self._aggregated, self._by)
            search = search_beyond(request, seen, self._shards, self._counts, self._by)
            return self._asked(search)
        if place_of(request) is not None:
            return hits[request.offset :]
        if is_far(request) and request.offset < total:
            return self._far(request)
        return hits

    def _far(self, request: SearchRequest) -> list[Json]:
        """The hits of a page further back than a server gives pages of."""
        seen: set[str] = set()
        left = 0
        found: list[Json] = []
        for hits in self._pages(request, _IDS, source=False, folds=request.fold):
            for hit in hits:
                fold = hit["fields"][FOLD][0] if request.fold else hit["_id"]
                if fold not in seen:
                    seen.add(fold)
                    left += 1
                    if left > request.offset:
                        found.append(hit)
                if len(found) >= request.limit:
                    return self._read(found)
        return self._read(found)

    def _read(self, hits: list[Json]) -> list[Json]:
        """Hits of which only ids are known, with their articles."""
        ids = [hit["_id"] for hit in hits]
        body = {"query": {"ids": {"values": ids}}, "size": max(1, len(ids))}
        read = self._asked(({}, body | {"_source": ["article"]}))
        source = {hit["_id"]: hit["_source"] for hit in read}
        return [{**hit, "_source": source[hit["_id"]]} for hit in hits]

    def _asked(self, search: Search) -> list[Json]:
        (answer,) = self._views.search(self._view, [search])
        hits: list[Json] = answer["hits"]["hits"]
        return hits

    def _aggregated(self, body: Json) -> Json:
        (answer,) = self._views.search(self._view, [({}, body)])
        found: Json = answer["aggregations"]
        return found

    @property
    def _shards(self) -> int:
        return self._view.condition.shards

    def _counts(self, words: Iterable[str]) -> Mapping[str, int]:
        return self.lexicon.words(WORD, words)

    def scan(self, request: SearchRequest, batch: int) -> Iterator[Article]:
        """See :meth:`search.snapshot.Snapshot.scan`."""
        with native_errors(self.url):
            pages = self._pages(request, min(batch, _IDS), source=True)
            first = next(pages, [])
        return self._articles(first, pages)

    def _articles(
        self, hits: list[Json], pages: Iterator[list[Json]]
    ) -> Iterator[Article]:
        while hits:
            yield from map(_article, hits)
            with native_errors(self.url):
                hits = next(pages, [])

    def ids(self, request: SearchRequest, most: int) -> tuple[str, ...]:
        """See :meth:`search.snapshot.Snapshot.ids`."""
        found: list[str] = []
        with native_errors(self.url):
            for hits in self._pages(request, max(1, min(most, _IDS)), source=False):
                found += [str(hit["_id"]) for hit in hits]
                if len(found) >= most:
                    break
        return tuple(found[:most])

    def _pages(
        self, request: SearchRequest, batch: int, *, source: bool, folds: bool = False
    ) -> Iterator[list[Json]]:
        """All hits in order, a batch at a time.

        Args:
            source: whether their articles come with them.
            folds: whether it is told which of them stand for one another.
        """
        header = header_of(request, self._shards)
        body = ordered_hits(request, self._counts, self._by) | {"size": batch}
        body["track_total_hits"] = False
        if not source:
            body["_source"] = False
        if folds:
            body["docvalue_fields"] = [FOLD]
        with self._views.pinned(self._view):
            while True:
                hits = self._asked((header, body))
                if hits:
                    yield hits
                if len(hits) < batch:
                    return
                body["search_after"] = hits[-1]["sort"]

    def get(self, article_id: str) -> Article | None:
        """See :meth:`search.snapshot.Snapshot.get`."""
        if not article_id:
            return None
        body = {"query": {"ids": {"values": [article_id]}}, "_source": ["article"]}
        with native_errors(self.url):
            (answer,) = self._views.search(self._view, [({}, body)])
        hits = answer["hits"]["hits"]
        return _article(hits[0]) if hits else None


def _total(answer: Mapping[str, Any]) -> int:
    return int(answer["hits"]["total"]["value"])


def _article(hit: Mapping[str, Any]) -> Article:
    return stored.load_article(hit["_source"]["article"].encode())


_: type[Snapshot] = OpenSearchSnapshot
