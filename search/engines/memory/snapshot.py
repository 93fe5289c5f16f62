"""One state of an index in memory, answered by looking at every article."""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from ...lexicon.lexicon import Lexicon
from ...model.article import Article
from ...model.facets import (
    FacetRequest,
    Selection,
    ValueCount,
    facet_passes,
    find_unlisted,
    list_counts,
)
from ...model.values import facet_values
from ...request import After, EngineResult, SearchRequest, Sort
from ...snapshot import Snapshot
from ..ties import compared_score, tie_of
from .matching import Record, matches, select
from .scoring import score_clauses, score_query

__all__ = ["MemorySnapshot", "State"]

_Key = tuple[bool, int, int]

_numbers: Final = itertools.count(1)


@dataclass(frozen=True, slots=True)
class State:
    """One commit of an index.

    Attributes:
        name: another one for each commit of any index.
        revision: of the archive.
        records: the articles by id, in the order they were added.
    """

    name: str = field(default_factory=lambda: f"memory.{next(_numbers)}")
    revision: int = 0
    records: Mapping[str, Record] = field(default_factory=dict)

    def count_words(self, most: int) -> list[ValueCount]:
        """Return the most frequent words; see :meth:`.Counted.words`."""
        records = self.records.values()
        bodies, titles = (_count_words(records, name) for name in ("body", "title"))
        return (bodies | titles).most_common(most)

    def count_values(self, field: str, most: int) -> list[ValueCount]:
        """Return the most frequent values of a field; see :meth:`.Counted.values`."""
        return list(_count(list(self.records.values()), FacetRequest(field, most))[0])


class MemorySnapshot:
    """One commit of an index, with the lexicon there was at that time."""

    def __init__(self, commit: State, lexicon: Lexicon) -> None:
        self.state = commit.name
        self.lexicon = lexicon
        self._commit = commit

    @property
    def articles(self) -> int:
        """See :attr:`search.snapshot.Snapshot.articles`."""
        return len(self._commit.records)

    def search_all(self, requests: Sequence[SearchRequest]) -> tuple[EngineResult, ...]:
        """See :meth:`search.snapshot.Snapshot.search_all`."""
        return tuple(map(self._search, requests))

    def _search(self, request: SearchRequest) -> EngineResult:
        state = self._commit
        found = _found(state, request)
        hits = _sorted(state, request, select(found, request.selections))
        total = len(hits)
        left = _folded(hits)
        if request.fold:
            hits = left
        if request.after is not None:
            place = _place_of(request.after, request.sort)
            hits = [hit for hit in hits if _order(hit[0], request.sort) > place]
        facets, more = {}, set()
        for group in facet_passes(request.selections, request.facets):
            counted = select(found, group.selections)
            for facet in group.facets:
                facets[facet.field], has_more = _count(counted, facet)
                if has_more:
                    more.add(facet.field)
        return EngineResult(
            hits=tuple(
                (record.article, compared_score(score))
                for record, score in hits[request.offset :][: request.limit]
            ),
            total=total,
            facets=facets,
            more=frozenset(more),
            groups=len(left) if request.groups else None,
            state=state.name,
        )

    def scan(self, request: SearchRequest, batch: int) -> Iterator[Article]:
        """See :meth:`search.snapshot.Snapshot.scan`."""
        return iter([record.article for record in self._all(request)])

    def ids(self, request: SearchRequest, most: int) -> tuple[str, ...]:
        """See :meth:`search.snapshot.Snapshot.ids`."""
        return tuple(record.article.id for record in self._all(request)[:most])

    def _all(self, request: SearchRequest) -> list[Record]:
        state = self._commit
        hits = select(_found(state, request), request.selections)
        return [record for record, _ in _sorted(state, request, hits)]

    def get(self, article_id: str) -> Article | None:
        """See :meth:`search.snapshot.Snapshot.get`."""
        record = self._commit.records.get(article_id)
        return record.article if record else None


def _found(state: State, request: SearchRequest) -> list[Record]:
    return [r for r in state.records.values() if matches(r, request.query)]


def _sorted(
    state: State, request: SearchRequest, hits: list[Record]
) -> list[tuple[Record, float]]:
    """The hits in order, with their scores."""
    if request.sort is not Sort.RELEVANCE:
        hits = sorted(hits, key=lambda record: _order(record, request.sort))
        return [(record, 0.0) for record in hits]
    records = list(state.records.values())
    if request.scoring:
        scores = score_clauses(records, request.scoring)
    else:
        scores = score_query(records, request.query)
    by_id = {r.article.id: score for r, score in zip(records, scores, strict=True)}
    scored = [(record, by_id[record.article.id]) for record in hits]
    return sorted(scored, key=_ranking)


def _ranking(hit: tuple[Record, float]) -> tuple[float, _Key]:
    """What hits by relevance are compared by: of one score, the newest come first."""
    record, score = hit
    return -compared_score(score), _order(record, Sort.NEWEST)


def _folded(hits: list[tuple[Record, float]]) -> list[tuple[Record, float]]:
    """The hits, of each group only the first."""
    seen: set[str] = set()
    left = []
    for hit in hits:
        group = hit[0].article.group
        if not group or group not in seen:
            left.append(hit)
        seen.add(group)
    return left


def _order(record: Record, sort: Sort) -> _Key:
    published = record.article.published
    day = published.date if published else None
    return _place_of(After(day, record.article.id), sort)


def _place_of(after: After, sort: Sort) -> _Key:
    """What an order by date compares: the undated last, ties by a hash of the id."""
    day = after.day.toordinal() if after.day else 0
    sign = -1 if sort is Sort.NEWEST else 1
    return after.day is None, sign * day, sign * tie_of(after.article_id)


def _count(
    records: list[Record], facet: FacetRequest
) -> tuple[tuple[ValueCount, ...], bool]:
    """The values a facet lists, then those asked for in any case; whether more."""
    held = [facet_values(record.article, facet.field) for record in records]
    counts = Counter(itertools.chain.from_iterable(held))
    values, more = list_counts(facet, counts.items())
    for value in find_unlisted(facet.field, facet.always, values):
        one = Selection(facet.field, (value,))
        values.append((value, len(select(records, (one,)))))
    return tuple(values), more


def _count_words(records: Iterable[Record], field: str) -> Counter[str]:
    """In how many articles a text field has each word."""
    return Counter(
        word
        for record in records
        for word in {w for text in record.texts(field) for w in text.words.values()}
    )


_: type[Snapshot] = MemorySnapshot
