"""Asking an index: text → tree → engine → passages → a page."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import TypeVar

from .codes.dates import today
from .engines.engine import Engine, open_engine
from .engines.url import EngineUrl
from .errors import ArticleMissing, EngineError
from .lexicon.lexicon import Dictionary
from .lexicon.resolve import NameResolver
from .lexicon.sqlite_writer import WORD
from .messages import said
from .model.article import Article, Notice, NoticeKind, ResultPage
from .model.facets import Selection
from .plan import coded, request_of, scoring_of
from .query.budget import fit_budget
from .query.parser import Parsed, parse
from .query.tree import And, Query, simplify
from .ranking.feedback import add_feedback
from .ranking.relax import relax_query
from .request import Ask, Clause, EngineResult, SearchRequest, encodable
from .results.page import label_facets, present_hits

__all__ = ["Searcher"]

_T = TypeVar("_T")


class Searcher:
    """Answers searches on one engine URL, on its newest index, from any thread.

    The index is opened when first needed and again when another has replaced it.

    Raises:
        ConfigError: if the URL names no engine.
    """

    def __init__(self, url: EngineUrl | str) -> None:
        self.url = EngineUrl.of(url)
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
            request_of(parsed.query, selections, ask),
            scoring=scoring_of(parsed.query, ask),
        )
        result = self._answered(request, parsed.query, ask, notices)
        hits, late = present_hits(result, parsed.query, selections)
        return ResultPage(
            hits=hits,
            total=result.total,
            offset=ask.offset,
            limit=ask.limit,
            facets=label_facets(ask.facets, result, selections),
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
        request = request_of(query, selections, ask)
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
            request_of(parsed.query, selections, ask),
            scoring=scoring_of(parsed.query, ask),
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
        parsed = parse(
            encodable(text), lambda leaf: self._name_resolver().resolve(leaf)
        )

        def counts(words: Iterable[str]) -> Mapping[str, int]:
            return self.dictionary().words(WORD, words)

        query, notices = fit_budget(parsed.query, self.count, counts)
        return Parsed(query, (*parsed.notices, *notices))

    def listed(
        self, selections: Sequence[Selection]
    ) -> tuple[tuple[Selection, ...], list[Notice]]:
        """Return selections with each name as it is shown, and notices of the others.

        Raises:
            EngineError: if names are chosen and there is no index to be read.
        """
        return self._name_resolver().resolve_selections(selections)

    def _name_resolver(self) -> NameResolver:
        return NameResolver(self.dictionary, self.total)

    def _understood(
        self, selections: Sequence[Selection]
    ) -> tuple[tuple[Selection, ...], list[Notice]]:
        """Countries, dates and names as the index has them; what is not so is said."""
        known, notices = coded(selections)
        listed, others = self.listed(known)
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
        return add_feedback(request, query, self.ask, self.dictionary, self.count)

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

        relaxed = relax_query(request.query, best)
        if relaxed is None:
            return None
        query, notice = relaxed
        return replace(request, query=query), notice

    def walk(self, request: SearchRequest, batch: int) -> Iterator[Article]:
        """Return all articles of a request, as the engine's ``walk`` does."""
        return self._retrying(lambda engine: engine.walk(request, batch))

    def ids(self, request: SearchRequest, most: int) -> tuple[str, ...]:
        """Return the ids of the first; see :meth:`search.engines.engine.Engine.ids`."""
        return self._retrying(lambda engine: engine.ids(request, most))

    def state(self) -> str:
        """Return the name of the state of the index that searches are answered in."""
        return self._retrying(lambda engine: engine.state())

    def name_basis(self) -> str:
        """Return a name of all that answers are made from.

        That is the state of the index, the words and names it knows, and the day, for
        "last week" is another then. As long as the name is the same, so are the
        answers; whoever keeps one keeps it under this name.
        """
        names = self.dictionary().state()
        return f"{self.state()}/{names}/{today().isoformat()}"

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
        return request_of(query, selections, ask)

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
