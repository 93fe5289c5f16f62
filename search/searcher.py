"""Asking an index: text → tree → engine → passages → a page."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import TypeVar

from .affordable import affordable
from .dictionary import Dictionary
from .dictionary_file import WORD
from .engine import After, Engine, EngineResult, SearchRequest, Sort, open_engine
from .errors import ArticleMissing, EngineError
from .facets import FacetRequest, Selection, canonical
from .feedback import with_feedback
from .fields import COUNTRY_FIELDS, FIELDS, LISTED_FACETS, FacetOrder
from .known_as import KnownAs
from .messages import said
from .model import Article, Notice, NoticeKind, ResultPage
from .most import most_words
from .parser import Parsed, parse
from .query import And, DateRange, Everything, Query
from .ranking import Clause, scoring
from .recent import today
from .shown import facets_shown, hits_shown
from .simplify import simplify

__all__ = ["Ask", "Searcher", "encodable", "natural_sort"]

_T = TypeVar("_T")


@dataclass(frozen=True, slots=True, kw_only=True)
class Ask:
    """One search as a person states it.

    Attributes:
        text: the query in the query language.
        selections: facet values chosen and excluded; a country may be given by
            code, name or demonym, a date in any of the ways of a query.
        start: the first day of publication wanted, if any.
        end: the first day of publication no longer wanted, if any.
        sort: ``None`` means by relevance if there are words, else newest first.
        after: where to go on in an order by date; ``offset`` counts from there.
        facets: names of the facets to count.
        strict: whether to find nothing rather than articles with most of the words.
        facet_size: how many values of each that is listed by count; ``None``
            means the field's own number.
        facet_sizes: the same for single facets, by their names.
        fresh: whether newer articles count more, where hits are sorted by relevance.
    """

    text: str = ""
    selections: tuple[Selection, ...] = ()
    start: date | None = None
    end: date | None = None
    sort: Sort | None = None
    after: After | None = None
    offset: int = 0
    limit: int = 10
    facets: tuple[str, ...] = LISTED_FACETS
    facet_size: int | None = None
    facet_sizes: Mapping[str, int] = field(default_factory=dict)
    strict: bool = False
    fresh: bool = False


class Searcher:
    """Answers searches on one engine URL, on its newest index, from any thread.

    The index is opened when first needed and again when another has replaced it.
    """

    def __init__(self, url: str) -> None:
        self.url = url
        self._engine: Engine | None = None
        self._lock = threading.Lock()

    def search(self, ask: Ask) -> ResultPage:
        """Answer a search; whatever the text says, it is answered.

        Raises:
            EngineError: if there is no index, or it cannot be read.
        """
        started = time.perf_counter()
        parsed = self.parsed(ask.text)
        selections, notices = self._understood(ask.selections)
        if ask.start and ask.end and ask.end <= ask.start:
            notices.append(
                Notice(
                    NoticeKind.BAD_FILTER,
                    0,
                    0,
                    said(
                        "The last date lies before the first, so nothing can be found."
                    ),
                )
            )
        request = replace(
            _request(parsed.query, selections, ask),
            scoring=_scoring(parsed.query, ask),
        )
        result = self._answered(request, parsed.query, ask, notices)
        hits, late = hits_shown(result, parsed.query, selections)
        return ResultPage(
            hits=hits,
            total=result.total,
            offset=ask.offset,
            limit=ask.limit,
            facets=facets_shown(ask.facets, result, selections),
            notices=(*parsed.notices, *notices, *late),
            milliseconds=(time.perf_counter() - started) * 1000,
            state=result.state,
        )

    def answer(
        self, ask: Ask, also: Query | None = None
    ) -> tuple[EngineResult, tuple[Selection, ...]]:
        """Return what the engine answers, unlabelled, and the filters as understood.

        Args:
            also: what the hits have to fit as well; no person typed it.

        Raises:
            EngineError: if there is no index, or it cannot be read.
        """
        query = self.parsed(ask.text).query
        selections, notices = self._understood(ask.selections)
        if also is not None:
            query = simplify(And((query, also)))
        request = _request(query, selections, ask)
        return self._answered(request, query, ask, notices), selections

    def settled(self, ask: Ask) -> SearchRequest:
        """Return what an engine is asked in the end for the hits of a search.

        With what they are scored by; for most of the words where none has them all.

        Raises:
            EngineError: if there is no index, or it cannot be read.
        """
        parsed = self.parsed(ask.text)
        selections, _ = self._understood(ask.selections)
        request = replace(
            _request(parsed.query, selections, ask), scoring=_scoring(parsed.query, ask)
        )
        counting = replace(request, facets=(), offset=0, limit=0)
        if not ask.strict and not self.ask(counting).total:
            relaxed = self._for_most_words(request)
            request = relaxed[0] if relaxed else request
        return self._heard(request, parsed.query)

    def parsed(self, text: str) -> Parsed:
        """Return a query as it is understood here and can be afforded.

        Names in other spellings are understood as well.

        Raises:
            EngineError: if there is no index to be read and the query has to know it.
        """
        parsed = parse(encodable(text), lambda leaf: self._known_as().meant(leaf))

        def counts(words: Iterable[str]) -> Mapping[str, int]:
            return self.dictionary().words(WORD, words)

        query, notices = affordable(parsed.query, self.count, counts)
        return Parsed(query, (*parsed.notices, *notices))

    def listed(
        self, selections: Sequence[Selection]
    ) -> tuple[tuple[Selection, ...], list[Notice]]:
        """Return selections with each name as it is shown, and notices of the others.

        Raises:
            EngineError: if names are chosen and there is no index to be read.
        """
        return self._known_as().selections(selections)

    def _known_as(self) -> KnownAs:
        return KnownAs(self.dictionary, self.total)

    def _understood(
        self, selections: Sequence[Selection]
    ) -> tuple[tuple[Selection, ...], list[Notice]]:
        """Countries, dates and names as the index has them; what is not so is said."""
        coded, notices = _coded(selections)
        listed, others = self.listed(coded)
        return listed, [*notices, *others]

    def _answered(
        self, request: SearchRequest, query: Query, ask: Ask, notices: list[Notice]
    ) -> EngineResult:
        result = self.ask(self._heard(request, query))
        if result.total or ask.strict:
            return result
        relaxed = self._for_most_words(request)
        if relaxed is None:
            return result
        notices.append(relaxed[1])
        return self.ask(self._heard(relaxed[0], query))

    def _heard(self, request: SearchRequest, query: Query) -> SearchRequest:
        """The request, scored by what its best hits say too if the query is long."""
        if not request.scoring or not request.limit:
            return request
        return with_feedback(request, query, self.ask, self.dictionary, self.count)

    def _for_most_words(
        self, request: SearchRequest
    ) -> tuple[SearchRequest, Notice] | None:
        """The same for most of the words, if any article has them; and a notice."""

        def best(query: Query, clauses: Sequence[Clause]) -> float:
            first = SearchRequest(
                query=query,
                selections=request.selections,
                scoring=tuple(clauses),
                limit=1,
            )
            return max((score for _, score in self.ask(first).hits), default=0.0)

        relaxed = most_words(request.query, best)
        if relaxed is None:
            return None
        query, notice = relaxed
        return replace(request, query=query), notice

    def walk(self, request: SearchRequest, batch: int) -> Iterator[Article]:
        """Return all articles of a request; see :meth:`search.engine.Engine.walk`."""
        return self._retrying(lambda engine: engine.walk(request, batch))

    def ids(self, request: SearchRequest, most: int) -> tuple[str, ...]:
        """Return the ids of the first; see :meth:`search.engine.Engine.ids`."""
        return self._retrying(lambda engine: engine.ids(request, most))

    def state(self) -> str:
        """Return the name of the state of the index that searches are answered in."""
        return self._retrying(lambda engine: engine.state())

    def article(self, article_id: str) -> Article:
        """Return an article.

        Raises:
            ArticleMissing: if there is none with this id.
            EngineError: if there is no index, or it cannot be read.
        """
        wanted = encodable(article_id)
        article = self._retrying(lambda engine: engine.get(wanted))
        if article is None:
            raise ArticleMissing(article_id)
        return article

    def count(self) -> int:
        """Return the number of articles in the index."""
        return self._retrying(lambda engine: engine.count())

    def request(self, ask: Ask) -> SearchRequest:
        """Return what an engine is asked for a search as stated."""
        query = self.parsed(ask.text).query
        selections, _ = self._understood(ask.selections)
        return _request(query, selections, ask)

    def ask(self, request: SearchRequest) -> EngineResult:
        """Answer a request as an engine is asked; no person typed it."""
        return self._retrying(lambda engine: engine.search(request))

    def total(self, query: Query) -> int:
        """Return how many articles a query finds."""
        return self.ask(SearchRequest(query=query, limit=0)).total

    def dictionary(self) -> Dictionary:
        """Return the words and names of the newest index."""
        return self._retrying(lambda engine: engine.dictionary())

    def close(self) -> None:
        """Free the index; it is opened again when needed."""
        with self._lock:
            engine, self._engine = self._engine, None
        if engine is not None:
            engine.close()

    def _retrying(self, ask: Callable[[Engine], _T]) -> _T:
        """Ask the engine, once more if its index was replaced meanwhile."""
        engine = self._current()
        try:
            return ask(engine)
        except EngineError:
            if not engine.replaced():
                raise
            return ask(self._current())

    def _current(self) -> Engine:
        with self._lock:
            if self._engine is None or self._engine.replaced():
                # The old one is left to the searches still under way in it.
                self._engine = open_engine(self.url)
            return self._engine


def encodable(text: str) -> str:
    """Return the text with lone surrogates, which no engine can take, made "?"."""
    return text.encode("utf-8", "replace").decode()


def _request(
    query: Query, selections: tuple[Selection, ...], ask: Ask
) -> SearchRequest:
    """What an engine is asked, from the query and the selections as understood."""
    return SearchRequest(
        query=_with_dates(query, ask),
        selections=selections,
        facets=_facet_requests(ask, selections),
        sort=ask.sort or natural_sort(query),
        after=ask.after,
        offset=ask.offset,
        limit=ask.limit,
    )


def _scoring(query: Query, ask: Ask) -> tuple[Clause, ...]:
    return tuple(scoring(query, today() if ask.fresh else None))


def _with_dates(query: Query, ask: Ask) -> Query:
    if ask.start is None and ask.end is None:
        return query
    return simplify(And((query, DateRange(ask.start, ask.end))))


def natural_sort(query: Query) -> Sort:
    """Return the order of hits unless another is asked for: without words, newest."""
    return Sort.NEWEST if isinstance(query, Everything | DateRange) else Sort.RELEVANCE


def _coded(
    selections: Sequence[Selection],
) -> tuple[tuple[Selection, ...], list[Notice]]:
    """Countries and dates become codes; what names none is kept and said."""
    notices: list[Notice] = []

    def understood(field: str, values: tuple[str, ...]) -> tuple[str, ...]:
        found = []
        for value in map(encodable, values):
            known = canonical(field, value)
            if known is None:
                message = (
                    said("“%(value)s” is not a known country.", value=value[:40])
                    if field in COUNTRY_FIELDS
                    else said("“%(value)s” is no date.", value=value[:40])
                )
                notices.append(Notice(NoticeKind.BAD_FILTER, 0, 0, message))
            found.append(known or value)
        return tuple(found)

    done = tuple(
        Selection(
            s.field, understood(s.field, s.include), understood(s.field, s.exclude)
        )
        for s in selections
    )
    return done, notices


def _facet_requests(
    ask: Ask, selections: tuple[Selection, ...]
) -> tuple[FacetRequest, ...]:
    chosen = {s.field: (*s.include, *s.exclude) for s in selections}
    return tuple(
        FacetRequest(
            name,
            _facet_size(name, ask.facet_sizes.get(name, ask.facet_size)),
            chosen.get(name, ()),
        )
        for name in ask.facets
    )


def _facet_size(name: str, asked: int | None) -> int:
    field = FIELDS[name]
    if asked is None or field.facet is FacetOrder.NEWEST:
        return field.facet_size  # a list of years is not cut
    return asked
