"""The articles that somebody may see, of a state of an index.

Whoever asks such a state is answered as if there were no others: hits, totals, facets,
exports, suggestions, similar articles, versions, an article by its id. It has a name of
its own, so nothing that is kept by the state of an index is taken from it for somebody
who may see more, or less.
"""

from __future__ import annotations

import hashlib
import threading
from collections import OrderedDict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from ..lexicon.lexicon import Lexicon
from ..lexicon.limited import LimitedLexicon
from ..model.article import Article
from ..model.facets import value_key
from ..model.values import field_values
from ..query.tree import And, Exact, Filter, MatchAll, MatchNone, Not, Or, Query
from ..request import EngineResult, SearchRequest
from ..snapshot import Snapshot, count_hits

__all__ = ["Limits", "limited_to"]

_STATES: Final = 64
"""Whose counts are kept: of some groups of people, and a few states."""

_COUNTS: Final = 50_000
"""That are kept of each, of some hundred bytes."""


class _Counted:
    """How many articles queries find in one limited state; for any thread."""

    def __init__(self) -> None:
        self._known: OrderedDict[Query, int] = OrderedDict()
        self._lock = threading.Lock()

    def of(self, index: Snapshot, queries: Sequence[Query]) -> list[int]:
        """Return what each query finds; what is not known is asked in one go."""
        with self._lock:
            known = {one: self._known[one] for one in queries if one in self._known}
        new = [one for one in dict.fromkeys(queries) if one not in known]
        if new:
            known.update(zip(new, count_hits(index, new), strict=True))
            with self._lock:
                self._known.update((one, known[one]) for one in new)
                while len(self._known) > _COUNTS:
                    self._known.popitem(last=False)
        return [known[one] for one in queries]


class Limits:
    """Limits states of an index, and keeps what was counted in them; for any thread."""

    def __init__(self) -> None:
        self._counted: OrderedDict[str, _Counted] = OrderedDict()
        self._lock = threading.Lock()

    def of(self, index: Snapshot, seen: Query | None) -> Snapshot:
        """Return a state of an index with only the articles that a query finds.

        Args:
            seen: of whole values alone, joined by ``And``, ``Or`` and ``Not``;
                ``None`` finds every article.
        """
        if seen is None:
            return index
        name = hashlib.blake2b(repr(seen).encode(), digest_size=6).hexdigest()
        key = f"{index.state}/{index.lexicon.state()}/{name}"
        with self._lock:
            counted = self._counted.pop(key, None) or _Counted()
            self._counted[key] = counted
            while len(self._counted) > _STATES:
                self._counted.popitem(last=False)
        return _Limited(index, seen, name, counted)


def limited_to(article: Article, seen: Query) -> bool:
    """Tell whether a query of whole values finds an article.

    Raises:
        TypeError: if it is of anything else.
    """
    match seen:
        case MatchAll() | MatchNone():
            return isinstance(seen, MatchAll)
        case Exact(field=field, value=value):
            wanted = value_key(field, value)
            return any(
                value_key(field, one) == wanted for one in field_values(article, field)
            )
        case And(parts=parts):
            return all(limited_to(article, part) for part in parts)
        case Or(parts=parts):
            return any(limited_to(article, part) for part in parts)
        case Not(part=part):
            return not limited_to(article, part)
        case Filter(part=part):
            return limited_to(article, part)
        case _:
            raise TypeError(f"articles are not limited by {type(seen).__name__}")


class _Limited:
    """A state of an index with the articles that a query finds, and no others.

    Args:
        name: names the query.
        counted: what was counted in this state before.
    """

    def __init__(
        self, index: Snapshot, seen: Query, name: str, counted: _Counted
    ) -> None:
        self._index = index
        self._seen = seen
        self._name = name
        self._counted = counted
        self.lexicon: Lexicon = LimitedLexicon(index.lexicon, self._counts, name)

    @property
    def state(self) -> str:
        """See :attr:`.Snapshot.state`."""
        return f"{self._index.state}~{self._name}"

    @property
    def articles(self) -> int:
        """See :attr:`.Snapshot.articles`."""
        return self._counts([MatchAll()])[0]

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
        return article if article and limited_to(article, self._seen) else None

    def _counts(self, queries: Sequence[Query]) -> list[int]:
        return self._counted.of(self, queries)

    def _limited(self, request: SearchRequest) -> SearchRequest:
        return replace(request, query=And((request.query, Filter(self._seen))))


_: type[Snapshot] = _Limited
