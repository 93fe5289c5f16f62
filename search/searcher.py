"""Asking an index: a search → a plan → the engine → passages → a page."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from dataclasses import replace
from typing import TypeVar

from .answer import article_of, page_of
from .engines.embargo import Shown
from .engines.engine import Engine, open_engine
from .engines.limited import Limits
from .engines.url import EngineUrl
from .errors import EngineError
from .model.article import Article
from .model.hits import ResultPage
from .plan import plan_search
from .query.tree import Query
from .ranking.meaning.snapshot import with_vectors
from .ranking.meaning.vectors import Vectors
from .request import (
    FIRST_HITS,
    LISTED,
    Counting,
    Criteria,
    Window,
)
from .snapshot import Snapshot

__all__ = ["Searcher"]

_T = TypeVar("_T")


class Searcher:
    """Answers searches on one engine URL, on its newest index, from any thread.

    The index is opened when first needed and again when another has replaced it.

    Args:
        url: where the index is.
        vectors: those of its articles, for the order by meaning, if there are any.

    Raises:
        ConfigError: if the URL names no engine.
    """

    def __init__(self, url: EngineUrl | str, vectors: Vectors | None = None) -> None:
        self.url = EngineUrl.of(url)
        self._vectors = vectors
        self._engine: Engine | None = None
        self._lock = threading.Lock()
        self._shown = Shown()
        self._limits = Limits()

    def snapshot(self, seen: Query | None = None) -> Snapshot:
        """Return the newest state of the index, without what is under embargo.

        Args:
            seen: finds the articles that whoever asks may see; see :class:`.Limits`.

        Raises:
            EngineError: if there is no index, or it cannot be read.
        """
        engine = self._current()
        try:
            return self._state_of(engine, seen)
        except EngineError:
            if not engine.replaced():
                raise
            return self._state_of(self._current(), seen)

    def search(
        self,
        criteria: Criteria,
        window: Window = FIRST_HITS,
        counting: Counting = LISTED,
    ) -> ResultPage:
        """Answer a search; whatever the text says, it is answered.

        Raises:
            EngineError: if there is no index, or it cannot be read.
        """
        started = time.perf_counter()

        def answer(index: Snapshot) -> ResultPage:
            return page_of(plan_search(criteria, index), window, counting)

        page = self.ask(answer)
        return replace(page, milliseconds=(time.perf_counter() - started) * 1000)

    def article(self, article_id: str) -> Article:
        """Return an article.

        Raises:
            ArticleMissing: if there is none with this id.
            EngineError: if there is no index, or it cannot be read.
        """
        return self.ask(lambda index: article_of(index, article_id))

    def ask(self, question: Callable[[Snapshot], _T]) -> _T:
        """Ask the newest state something; again if its index was replaced meanwhile.

        Raises:
            EngineError: if there is no index, or it cannot be read.
        """
        engine = self._current()
        try:
            return question(self._state_of(engine))
        except EngineError:
            if not engine.replaced():
                raise
            return question(self._state_of(self._current()))

    def close(self) -> None:
        """Free the index; it is opened again when needed."""
        with self._lock:
            engine, self._engine = self._engine, None
        if engine is not None:
            engine.close()

    def _state_of(self, engine: Engine, seen: Query | None = None) -> Snapshot:
        index = self._limits.of(self._shown.of(engine.snapshot()), seen)
        return with_vectors(index, self._vectors)

    def _current(self) -> Engine:
        with self._lock:
            if self._engine is None or self._engine.replaced():
                # The old one is left to the searches still under way in it.
                self._engine = open_engine(self.url)
            return self._engine
