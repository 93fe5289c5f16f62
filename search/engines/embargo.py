"""Articles under embargo: in the index, and nobody sees them before their time.

Whoever asks an index asks what :class:`Shown` makes of its state: hits, totals, facets,
exports, an article by its id. Where an article is held back, every request leaves it
out. When its time has come it is simply found; nothing has to be written for that. An
index without such an article is asked as it is.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from ..lexicon.lexicon import Lexicon
from ..model.article import Article
from ..model.embargo import EMBARGO, is_held, later_marks, now
from ..model.fields import PRESENCE
from ..query.tree import And, Exact, Not, Or, Query
from ..request import EngineResult, SearchRequest, Sort
from ..snapshot import Snapshot, count_hits

__all__ = ["Shown", "held_articles", "held_back"]

_BATCH: Final = 100


def held_back(moment: datetime.datetime) -> Query:
    """Return the query that finds what is not to be shown at a moment."""
    return Or(tuple(Exact(PRESENCE, mark) for mark in later_marks(moment)))


def held_articles(index: Snapshot) -> list[Article]:
    """Return the articles that are not to be shown now."""
    if not count_hits(index, [Exact(PRESENCE, EMBARGO)])[0]:
        return []
    request = SearchRequest(query=held_back(now()), sort=Sort.OLDEST)
    return list(index.scan(request, _BATCH))


class Shown:
    """What may be seen of an index, state by state; for any thread.

    What is known of a state is kept: whether it has articles under embargo at all.
    """

    def __init__(self) -> None:
        self._free = ""  # the state last seen that has none

    def of(self, index: Snapshot) -> Snapshot:
        """Return what may be seen of a state now: itself where nothing is held back.

        Raises:
            EngineError: if the index cannot be read.
        """
        state = index.state
        if state == self._free:
            return index
        query = held_back(now())
        any_at_all, held = count_hits(index, [Exact(PRESENCE, EMBARGO), query])
        if not any_at_all:
            self._free = state
        return _Visible(index, query, held) if held else index


class _Visible:
    """A state of an index without the articles that a query finds."""

    def __init__(self, index: Snapshot, held: Query, count: int) -> None:
        self._index = index
        self._held = Not(held)
        self._count = count

    @property
    def state(self) -> str:
        """See :attr:`.Snapshot.state`; another one when an article's time has come."""
        return f"{self._index.state}-{self._count}"

    @property
    def articles(self) -> int:
        """See :attr:`.Snapshot.articles`."""
        return self._index.articles - self._count

    @property
    def lexicon(self) -> Lexicon:
        """See :attr:`.Snapshot.lexicon`; it was made without what was held back."""
        return self._index.lexicon

    def search_all(self, requests: Sequence[SearchRequest]) -> tuple[EngineResult, ...]:
        """See :meth:`.Snapshot.search_all`."""
        results = self._index.search_all([self._limited(one) for one in requests])
        return tuple(replace(result, state=self.state) for result in results)

    def scan(self, request: SearchRequest, batch: int) -> Iterator[Article]:
        """See :meth:`.Snapshot.scan`."""
        return self._index.scan(self._limited(request), batch)

    def ids(self, request: SearchRequest, most: int) -> tuple[str, ...]:
        """See :meth:`.Snapshot.ids`."""
        return self._index.ids(self._limited(request), most)

    def get(self, article_id: str) -> Article | None:
        """See :meth:`.Snapshot.get`."""
        article = self._index.get(article_id)
        return None if article and is_held(article.embargo, now()) else article

    def _limited(self, request: SearchRequest) -> SearchRequest:
        return replace(request, query=And((request.query, self._held)))


_: type[Snapshot] = _Visible
