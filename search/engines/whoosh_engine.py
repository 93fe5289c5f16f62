"""The pure Python engine, for where no compiled wheel runs.

whoosh finds and scores; facets, filters and sorting are done on arrays. An index
of whoosh is unpickled when opened, so only ever open one's own.
"""

from __future__ import annotations

import contextlib
import os
import threading
import weakref
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from heapq import nlargest
from operator import itemgetter
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from whoosh import index as whoosh_index
from whoosh.scoring import BM25F

from .. import stored
from ..dictionary import Dictionary
from ..dictionary_file import refresh_dictionary
from ..engine import Engine, EngineResult, SearchRequest, Sort
from ..errors import DatelineError, EngineUnavailable
from ..facets import FacetRequest, Selection, ValueCount, facet_passes, unlisted
from ..generations import Generations, read_revision, sync_folder, write_revision
from ..model import Article
from ..other_names import NOTHING_ELSE, OtherNames
from ..query import Everything
from .whoosh_columns import Columns
from .whoosh_compile import Matched, Matching
from .whoosh_schema import document, make_schema

__all__ = ["WhooshEngine"]


class _View:
    """One state of the index: a searcher and what is read from it once."""

    def __init__(self, index: Any) -> None:
        self.generation: int = index.latest_generation()
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

    def __init__(self, generations: Generations, path: Path, index: Any) -> None:
        self.url = generations.url
        self._generations = generations
        self._path = path
        self._index = index
        self._view: _View | None = None
        # whoosh readers share file positions
        self._lock = threading.RLock()
        self._dictionary = Dictionary(path)

    @classmethod
    def open(cls, place: str) -> WhooshEngine:
        """Open the current generation of an index folder."""
        generations = Generations(cls.name, place)
        path = generations.current()
        with _native_errors(generations.url):
            return cls(generations, path, whoosh_index.open_dir(path / "whoosh"))

    @classmethod
    def create(cls, place: str) -> WhooshEngine:
        """Make an empty generation aside; see :meth:`activate`."""
        generations = Generations(cls.name, place)
        path = generations.create()
        with _native_errors(generations.url):
            (path / "whoosh").mkdir()
            made = whoosh_index.create_in(path / "whoosh", make_schema())
            return cls(generations, path, made)

    def search(self, request: SearchRequest) -> EngineResult:
        """See :meth:`search.engine.Engine.search`."""
        with self._lock, _native_errors(self.url):
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
        """See :meth:`search.engine.Engine.walk`."""
        with self._lock, _native_errors(self.url):
            view = self._current_view()
            found = view.matching.match(request.query)
            hits = view.matching.select(found.mask, request.selections)
            numbers, _ = _ranked(view, request, hits, found)
        return self._articles(view, numbers, batch)

    def ids(self, request: SearchRequest, most: int) -> tuple[str, ...]:
        """See :meth:`search.engine.Engine.ids`."""
        with self._lock, _native_errors(self.url):
            view = self._current_view()
            found = view.matching.match(request.query)
            hits = view.matching.select(found.mask, request.selections)
            numbers, _ = _ranked(view, request, hits, found)
            return tuple(view.id(int(number)) for number in numbers[:most])

    def _articles(
        self, view: _View, numbers: NDArray[np.int64], batch: int
    ) -> Iterator[Article]:
        for start in range(0, len(numbers), batch):
            with self._lock, _native_errors(self.url):
                read = [view.article(int(n)) for n in numbers[start : start + batch]]
            yield from read

    def get(self, article_id: str) -> Article | None:
        """See :meth:`search.engine.Engine.get`."""
        with self._lock, _native_errors(self.url):
            view = self._current_view()
            number = view.searcher.document_number(id=article_id)
            return None if number is None else view.article(number)

    def count(self) -> int:
        """See :meth:`search.engine.Engine.count`."""
        with self._lock, _native_errors(self.url):
            return int(self._current_view().searcher.doc_count())

    def words(self, most: int) -> Iterable[ValueCount]:
        """See :meth:`search.engine.Engine.words`."""
        with self._lock, _native_errors(self.url):
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
        """See :meth:`search.engine.Engine.values`."""
        with self._lock, _native_errors(self.url):
            view = self._current_view()
            alive = view.matching.match(Everything()).mask
            return view.columns.count(alive, FacetRequest(field, most))[0]

    def dictionary(self) -> Dictionary:
        """See :meth:`search.engine.Engine.dictionary`."""
        return self._dictionary

    def state(self) -> str:
        """See :meth:`search.engine.Engine.state`."""
        with self._lock, _native_errors(self.url):
            return self._state_of(self._current_view())

    def _state_of(self, view: _View) -> str:
        return f"{self._path.name}.{view.generation}"

    def revision(self) -> int:
        """See :meth:`search.engine.Engine.revision`."""
        return read_revision(self._path)

    @contextmanager
    def writer(self) -> Iterator[_Writer]:
        """See :meth:`search.engine.Engine.writer`."""
        writer = _Writer(self.url, self._index, self._path)
        try:
            yield writer
        finally:
            writer.cancel()
        refresh_dictionary(self._path, self, writer.others)

    def activate(self) -> None:
        """See :meth:`search.engine.Engine.activate`."""
        self._generations.activate(self._path)

    def replaced(self) -> bool:
        """See :meth:`search.engine.Engine.replaced`."""
        return self._generations.current_name() != self._path.name

    def close(self) -> None:
        """See :meth:`search.engine.Engine.close`."""
        with self._lock:
            self._view = None
        self._dictionary.close()

    def _current_view(self) -> _View:
        """A view of the last commit, by whatever process made it."""
        generation = self._index.latest_generation()
        if self._view is None or self._view.generation != generation:
            self._view = _View(self._index)
        return self._view


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


class _Writer:
    """whoosh's one writer; see :class:`search.engine.Writer`.

    Changes are kept until the commit, because whoosh 2.7.4 stores an article
    twice when one writer is given the same id twice.
    """

    def __init__(self, url: str, index: Any, path: Path) -> None:
        self._url = url
        self._index = index
        self._path = path
        self._changes: dict[str, Article | None] = {}
        self.others: OtherNames = NOTHING_ELSE
        self._native = self._open()

    def _open(self) -> Any:
        with _native_errors(self._url):
            return self._index.writer(limitmb=128)

    def add(self, article: Article) -> None:
        self._changes[article.id] = article

    def remove(self, article_id: str) -> None:
        self._changes[article_id] = None

    def spell(self, others: OtherNames) -> None:
        self.others = others

    def commit(self, revision: int) -> None:
        with _native_errors(self._url):
            # update_document would open the index anew for every article
            with self._index.searcher() as searcher:
                for article_id, article in self._changes.items():
                    number = searcher.document_number(id=article_id)
                    if number is not None:
                        self._native.delete_document(number)
                    if article is not None:
                        self._native.add_document(**document(article))
            self._native.commit()
            self._changes = {}
            self._sync()
            write_revision(self._path, revision)
        self._native = self._open()

    def cancel(self) -> None:
        """Drop what was not committed and free the lock, whatever went wrong."""
        native, self._native = self._native, None
        if native is None:
            return
        # a full disk makes these fail too, and a commit that failed in whoosh
        # 2.7.4 keeps its lock
        with contextlib.suppress(Exception):
            if not native.is_closed:
                native.cancel()
        with contextlib.suppress(Exception):
            native.writelock.release()

    def _sync(self) -> None:
        """whoosh never asks the disk to keep what it wrote."""
        folder = self._path / "whoosh"
        for file in folder.iterdir():
            handle = os.open(file, os.O_RDONLY)
            try:
                os.fsync(handle)
            finally:
                os.close(handle)
        sync_folder(folder)


@contextmanager
def _native_errors(url: str) -> Iterator[None]:
    try:
        yield
    except whoosh_index.LockError as error:
        raise EngineUnavailable(
            url, f"the index at {url} is being written by another process; try later"
        ) from error
    except DatelineError:
        raise
    except Exception as error:
        # On damaged files whoosh raises whatever comes up, unpickling included.
        raise EngineUnavailable(
            url,
            f"the index at {url} cannot be used: {error}; "
            "rebuild it with: dateline reindex",
        ) from error


_: type[Engine] = WhooshEngine
