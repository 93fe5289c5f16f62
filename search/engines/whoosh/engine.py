"""The pure Python engine, for where no compiled wheel runs.

whoosh finds and scores; facets, filters and sorting are done on arrays. An index
of whoosh is unpickled when opened, so only ever open one's own.
"""

from __future__ import annotations

import contextlib
import os
import re
import threading
import weakref
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from heapq import nlargest
from operator import itemgetter
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray
from whoosh import index as whoosh_index
from whoosh.scoring import BM25F

from ...lexicon.lexicon import Dictionary
from ...lexicon.sqlite_writer import refresh_dictionary
from ...model import codec as stored
from ...model.article import Article
from ...model.facets import FacetRequest, Selection, ValueCount, facet_passes, unlisted
from ...query.tree import MatchAll
from ...request import EngineResult, SearchRequest, Sort
from ..engine import Engine
from ..generations import Generation, Generations, read_revision
from ..url import EngineUrl
from .columns import Columns
from .compile import Matched, Matching
from .errors import native_errors
from .schema import make_schema
from .writer import WhooshWriter

__all__ = ["WhooshEngine"]

_CONTENTS: Final = re.compile(r"_MAIN_([0-9]+)\.toc")
"""The file that says what a commit of whoosh consists of."""


class _View:
    """One state of the index: a searcher and what is read from it once."""

    def __init__(self, index: Any, seen: tuple[int, ...]) -> None:
        self.seen = seen
        self.searcher = index.searcher(weighting=BM25F(B=0.75, K1=1.2))
        self.columns = Columns(self.searcher.reader())
        self.matching = Matching(self.searcher, self.columns)
        # closed when nobody looks at it any more: a walk may outlive the state
        weakref.finalize(self, self.searcher.close)

    def article(self, number: int) -> Article:
        return stored.load_article(self.searcher.stored_fields(number)["article"])

    def id(self, number: int) -> str:
        return stored.load_id(self.searcher.stored_fields(number)["article"])


class WhooshEngine:
    """An index in a folder, searched and written by whoosh."""

    name = "whoosh"

    def __init__(self, generations: Generations, generation: Generation) -> None:
        self.url = generations.url
        self._generations = generations
        self._generation = generation
        self._path = generation.path
        self._index = whoosh_index.open_dir(self._path / "whoosh")
        self._view: _View | None = None
        # whoosh readers share file positions
        self._lock = threading.RLock()
        self._dictionary = Dictionary(self._path)

    @classmethod
    def open(cls, url: EngineUrl) -> WhooshEngine:
        """Open the current generation of an index folder."""
        generations = Generations(url)
        generation = generations.current()
        with native_errors(generations.url):
            return cls(generations, generation)

    @classmethod
    def create(cls, url: EngineUrl) -> WhooshEngine:
        """Make an empty generation aside; see :meth:`activate`."""
        generations = Generations(url)
        generation = generations.create()
        with native_errors(generations.url):
            (generation.path / "whoosh").mkdir()
            whoosh_index.create_in(generation.path / "whoosh", make_schema())
            return cls(generations, generation)

    def search(self, request: SearchRequest) -> EngineResult:
        """See :meth:`search.engines.engine.Engine.search`."""
        with self._lock, native_errors(self.url):
            view = self._current_view()
            columns = view.columns
            found = view.matching.match(request.query)
            hits = view.matching.select(found.mask, request.selections)
            page = _page(view, request, hits, found)
            counts, more = {}, set()
            for group in facet_passes(request.selections, request.facets):
                narrowed = view.matching.select(found.mask, group.selections)
                for facet in group.facets:
                    values, has_more = columns.count(narrowed, facet)
                    for value in unlisted(facet.field, facet.always, values):
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
                state=self._state_of(view),
            )

    def walk(self, request: SearchRequest, batch: int) -> Iterator[Article]:
        """See :meth:`search.engines.engine.Engine.walk`."""
        with self._lock, native_errors(self.url):
            view = self._current_view()
            found = view.matching.match(request.query)
            hits = view.matching.select(found.mask, request.selections)
            numbers, _ = _ranked(view, request, hits, found)
        return self._articles(view, numbers, batch)

    def ids(self, request: SearchRequest, most: int) -> tuple[str, ...]:
        """See :meth:`search.engines.engine.Engine.ids`."""
        with self._lock, native_errors(self.url):
            view = self._current_view()
            found = view.matching.match(request.query)
            hits = view.matching.select(found.mask, request.selections)
            numbers, _ = _ranked(view, request, hits, found)
            return tuple(view.id(int(number)) for number in numbers[:most])

    def _articles(
        self, view: _View, numbers: NDArray[np.int64], batch: int
    ) -> Iterator[Article]:
        for start in range(0, len(numbers), batch):
            with self._lock, native_errors(self.url):
                read = [view.article(int(n)) for n in numbers[start : start + batch]]
            yield from read

    def get(self, article_id: str) -> Article | None:
        """See :meth:`search.engines.engine.Engine.get`."""
        with self._lock, native_errors(self.url):
            view = self._current_view()
            number = view.searcher.document_number(id=article_id)
            return None if number is None else view.article(number)

    def count(self) -> int:
        """See :meth:`search.engines.engine.Engine.count`."""
        with self._lock, native_errors(self.url):
            return int(self._current_view().searcher.doc_count())

    def words(self, most: int) -> Iterable[ValueCount]:
        """See :meth:`search.engines.engine.Engine.words`."""
        with self._lock, native_errors(self.url):
            reader = self._current_view().searcher.reader()
            # it counts what was removed too, and to look at each would take long
            share = reader.doc_count() / max(1, reader.doc_count_all())
            words: dict[str, int] = {}
            for field in ("body_words", "title_words"):
                for term, info in reader.iter_field(field):
                    word = term.decode()
                    count = max(1, round(info.doc_frequency() * share))
                    words[word] = max(count, words.get(word, 0))
            return nlargest(most, words.items(), key=itemgetter(1))

    def values(self, field: str, most: int) -> Iterable[ValueCount]:
        """See :meth:`search.engines.engine.Engine.values`."""
        with self._lock, native_errors(self.url):
            view = self._current_view()
            alive = view.matching.match(MatchAll()).mask
            return view.columns.count(alive, FacetRequest(field, most))[0]

    def dictionary(self) -> Dictionary:
        """See :meth:`search.engines.engine.Engine.dictionary`."""
        return self._dictionary

    def state(self) -> str:
        """See :meth:`search.engines.engine.Engine.state`."""
        with self._lock, native_errors(self.url):
            return self._state_of(self._current_view())

    def _state_of(self, view: _View) -> str:
        return self._generation.state(view.seen)

    def revision(self) -> int:
        """See :meth:`search.engines.engine.Engine.revision`."""
        return read_revision(self._path)

    @contextmanager
    def writer(self) -> Iterator[WhooshWriter]:
        """See :meth:`search.engines.engine.Engine.writer`."""
        writer = WhooshWriter(self.url, self._index, self._path)
        try:
            yield writer
        finally:
            writer.cancel()
        refresh_dictionary(self._path, self, writer.others)

    def activate(self) -> None:
        """See :meth:`search.engines.engine.Engine.activate`."""
        self._generations.activate(self._generation)

    def replaced(self) -> bool:
        """See :meth:`search.engines.engine.Engine.replaced`."""
        return not self._generations.is_current(self._generation)

    def close(self) -> None:
        """See :meth:`search.engines.engine.Engine.close`."""
        with self._lock:
            self._view = None
        self._dictionary.close()

    def _current_view(self) -> _View:
        """A view of the last commit, by whatever process made it."""
        seen = self._seen()
        if self._view is None or self._view.seen != seen:
            self._view = _View(self._index, seen)
        return self._view

    def _seen(self) -> tuple[int, ...]:
        """What changes with every commit, and when files are replaced by others.

        whoosh numbers its commits, but after an older copy was brought back another
        one gets the number again.
        """
        newest: tuple[int, ...] = ()
        with os.scandir(self._path / "whoosh") as entries:
            for entry in entries:
                if contents := _CONTENTS.fullmatch(entry.name):
                    with contextlib.suppress(FileNotFoundError):  # there is a newer one
                        stat = entry.stat()
                        found = int(contents[1]), stat.st_mtime_ns, stat.st_ino
                        newest = max(newest, found)
        return newest


def _page(
    view: _View,
    request: SearchRequest,
    hits: NDArray[np.bool_],
    found: Matched,
) -> tuple[tuple[Article, float], ...]:
    """The articles of the page asked for, in order."""
    numbers, scores = _ranked(view, request, hits, found)
    if request.after is not None:
        numbers = view.columns.behind(numbers, request.sort, request.after)
    picked = numbers[request.offset : request.offset + request.limit]
    return tuple((view.article(int(n)), float(scores[n])) for n in picked)


def _ranked(
    view: _View, request: SearchRequest, hits: NDArray[np.bool_], found: Matched
) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
    """The numbers of the hits in order, and the scores of all articles."""
    numbers = np.flatnonzero(hits)
    if request.sort is not Sort.RELEVANCE:
        return view.columns.by_date(numbers, request.sort), np.zeros_like(found.scores)
    scores = found.scores
    if request.scoring:
        scores = view.matching.scores(request.scoring)
    return numbers[np.argsort(-scores[numbers], kind="stable")], scores


_: type[Engine] = WhooshEngine
