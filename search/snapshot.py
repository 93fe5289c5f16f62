"""One state of an index: what a search is planned and answered on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Protocol

from .lexicon.lexicon import Lexicon
from .model.article import Article
from .query.tree import Query
from .request import EngineResult, SearchRequest

__all__ = ["Snapshot", "count_hits", "search_one"]


class Snapshot(Protocol):
    """An index as it stood at one moment, for as long as one request takes.

    Whatever is asked of it agrees: what is written meanwhile does not show. Each
    method is one round trip to an engine that is not in this process, so callers
    put what they can into one :meth:`search_all`.
    """

    @property
    def state(self) -> str:
        """The name of this state; another state has another name."""
        ...

    @property
    def articles(self) -> int:
        """The number of articles in the index."""
        ...

    @property
    def lexicon(self) -> Lexicon:
        """The words and names of the index, as of the last run that wrote."""
        ...

    def search_all(self, requests: Sequence[SearchRequest]) -> tuple[EngineResult, ...]:
        """Answer several requests at once, in their order.

        Raises:
            QueryError: if this engine cannot run a query.
            EngineError: if the index cannot be read.
        """
        ...

    def scan(self, request: SearchRequest, batch: int) -> Iterator[Article]:
        """Return all articles that a request finds, in its order.

        They are read as they are asked for, about ``batch`` at a time; ``after``,
        ``offset``, ``limit``, ``facets`` and ``fold`` mean nothing here.

        Raises:
            QueryError: at once, if this engine cannot run the query.
            EngineError: at once or on the way, if the index cannot be read.
        """
        ...

    def ids(self, request: SearchRequest, most: int) -> tuple[str, ...]:
        """Return the ids of the first ``most`` articles a request finds, in its order.

        Much cheaper than the articles: nothing else of them is read.
        """
        ...

    def get(self, article_id: str) -> Article | None:
        """Return an article by its id, or ``None``."""
        ...


def search_one(index: Snapshot, request: SearchRequest) -> EngineResult:
    """Answer one request."""
    return index.search_all((request,))[0]


def count_hits(index: Snapshot, queries: Iterable[Query]) -> list[int]:
    """Return how many articles each query finds, in one round trip."""
    requests = [SearchRequest(query=query, limit=0) for query in queries]
    if not requests:
        return []
    return [result.total for result in index.search_all(requests)]
