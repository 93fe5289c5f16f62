"""The default engine: tantivy, a compiled library in this process.

Never uses tantivy's query parsers: they drop what they do not understand, and deep
nesting in them kills the process.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from heapq import nlargest
from itertools import islice
from operator import itemgetter
from typing import Any

import tantivy
from tantivy import Index
from tantivy import Query as Native

from ...lexicon.lexicon import Dictionary
from ...lexicon.sqlite_writer import refresh_dictionary
from ...model import codec as stored
from ...model.article import Article
from ...model.facets import ValueCount, value_key
from ...request import EngineResult, SearchRequest, Sort
from ..engine import Engine
from ..generations import Generation, Generations, read_revision
from ..url import EngineUrl
from .compile import compile_query, compile_selections, number_term, term
from .errors import native_errors
from .facets.numbers import VALUES_FOLDER
from .facets.terms import count_hits
from .order import behind, in_order, order
from .schema import make_schema, register_analyzers
from .scoring import compile_scored
from .snapshots import View, Views
from .writer import TantivyWriter

__all__ = ["TantivyEngine"]


class TantivyEngine:
    """An index in a folder, searched and written by tantivy."""

    name = "tantivy"

    def __init__(self, generations: Generations, generation: Generation) -> None:
        self.url = generations.url
        self._generations = generations
        self._generation = generation
        self._path = generation.path
        # an index that stays open would keep files that were merged away on the disk
        self._schema = self._opened().schema
        self._views = Views(
            self._opened, self._path / "tantivy", self._path / VALUES_FOLDER
        )
        self._dictionary = Dictionary(self._path)

    def _opened(self) -> Index:
        index = Index.open(str(self._path / "tantivy"))
        register_analyzers(index)
        index.config_reader("manual")
        return index

    @classmethod
    def open(cls, url: EngineUrl) -> TantivyEngine:
        """Open the current generation of an index folder."""
        generations = Generations(url)
        generation = generations.current()
        with native_errors(generations.url):
            return cls(generations, generation)

    @classmethod
    def create(cls, url: EngineUrl) -> TantivyEngine:
        """Make an empty generation aside; see :meth:`activate`."""
        generations = Generations(url)
        generation = generations.create()
        path = generation.path
        with native_errors(generations.url):
            (path / "tantivy").mkdir()
            (path / VALUES_FOLDER).mkdir()
            Index(make_schema(), path=str(path / "tantivy"))
            return cls(generations, generation)

    def search(self, request: SearchRequest) -> EngineResult:
        """See :meth:`search.engines.engine.Engine.search`."""
        with native_errors(self.url):
            schema = self._schema
            view = self._views.current()
            searcher = view.searcher
            query = self._compiled(searcher, request)
            # Any: the stubs of tantivy 0.27 lack a result's `count`
            # tantivy panics on a limit of 0, and makes room for offset + limit
            beyond = request.offset >= searcher.num_docs
            limit = 0 if beyond else request.limit
            query = compile_selections(schema, query, request.selections)
            counting = view.counts.begun(request)
            found: Any = searcher.search(
                behind(schema, query, request.sort, request.after),
                max(limit, 1),
                offset=0 if beyond else request.offset,
                **order(request.sort),
            )
            hits = tuple(
                (_article(searcher, address), score if _scored(request) else 0.0)
                for score, address in found.hits[:limit]
            )
            total = found.count
            if request.after is not None:
                total = count_hits(searcher, query)
            counts, more = (
                counting.result() if counting else view.counts.of(request, total)
            )
            return EngineResult(
                hits=hits,
                total=total,
                facets=counts,
                more=more,
                state=self._state_of(view),
            )

    def walk(self, request: SearchRequest, batch: int) -> Iterator[Article]:
        """See :meth:`search.engines.engine.Engine.walk`; articles are read singly."""
        with native_errors(self.url):
            searcher = self._views.current().searcher
            query = self._compiled(searcher, request)
            query = compile_selections(self._schema, query, request.selections)
            addresses = in_order(searcher, query, request.sort)
        return self._articles(searcher, addresses)

    def ids(self, request: SearchRequest, most: int) -> tuple[str, ...]:
        """See :meth:`search.engines.engine.Engine.ids`."""
        with native_errors(self.url):
            searcher = self._views.current().searcher
            query = self._compiled(searcher, request)
            query = compile_selections(self._schema, query, request.selections)
            first = islice(in_order(searcher, query, request.sort), most)
            return tuple(stored.load_id(_bytes(searcher, place)) for place in first)

    def _articles(
        self, searcher: tantivy.Searcher, addresses: Iterator[tantivy.DocAddress]
    ) -> Iterator[Article]:
        while True:
            with native_errors(self.url):
                address = next(addresses, None)
                if address is None:
                    return
                article = _article(searcher, address)
            yield article

    def _compiled(self, searcher: tantivy.Searcher, request: SearchRequest) -> Native:
        if not _scored(request):
            return compile_query(self._schema, request.query)
        return compile_scored(self._schema, searcher, request.query, request.scoring)

    def get(self, article_id: str) -> Article | None:
        """See :meth:`search.engines.engine.Engine.get`."""
        with native_errors(self.url):
            searcher = self._views.current().searcher
            found = searcher.search(term(self._schema, "id", article_id), 1)
            return _article(searcher, found.hits[0][1]) if found.hits else None

    def count(self) -> int:
        """See :meth:`search.engines.engine.Engine.count`."""
        with native_errors(self.url):
            return self._views.current().searcher.num_docs

    def words(self, most: int) -> Iterable[ValueCount]:
        """See :meth:`search.engines.engine.Engine.words`."""
        with native_errors(self.url):
            words = dict(self._terms("body_words", most))
            for word, count in self._terms("title_words", most):
                words[word] = max(count, words.get(word, 0))
        return nlargest(most, words.items(), key=itemgetter(1))

    def values(self, field: str, most: int) -> Iterable[ValueCount]:
        """See :meth:`search.engines.engine.Engine.values`."""
        with native_errors(self.url):
            counted = self._terms(f"{field}_key", most)
            shown = self._shown(field)
        return [(shown[key], count) for key, count in counted if key in shown]

    def _shown(self, field: str) -> dict[str, str]:
        """The value of each key; of several that differ in capitals, the usual one."""
        numbers: dict[str, list[int]] = {}
        view, schema = self._views.current(), self._schema
        values, searcher = view.numbers.values(field), view.searcher
        for number, value in enumerate(values):
            numbers.setdefault(value_key(field, value), []).append(number)

        def count(number: int) -> int:
            return count_hits(searcher, number_term(schema, field, number))

        return {
            key: values[same[0] if len(same) == 1 else max(same, key=count)]
            for key, same in numbers.items()
        }

    def _terms(self, field: str, most: int) -> list[ValueCount]:
        """The most frequent terms of a field; a filter leaves out what was removed."""
        searcher = self._views.current().searcher
        return searcher.terms_with_prefix(field, "", Native.all_query(), most)

    def dictionary(self) -> Dictionary:
        """See :meth:`search.engines.engine.Engine.dictionary`."""
        return self._dictionary

    def state(self) -> str:
        """See :meth:`search.engines.engine.Engine.state`."""
        with native_errors(self.url):
            return self._state_of(self._views.current())

    def _state_of(self, view: View) -> str:
        return self._generation.state(view.seen)

    def revision(self) -> int:
        """See :meth:`search.engines.engine.Engine.revision`."""
        return read_revision(self._path)

    @contextmanager
    def writer(self) -> Iterator[TantivyWriter]:
        """See :meth:`search.engines.engine.Engine.writer`."""
        with native_errors(self.url):
            writer = TantivyWriter(self.url, self._opened(), self._path)
        try:
            yield writer
        except BaseException:
            writer.abandon()
            raise
        writer.finish()
        with native_errors(self.url):
            self._views.newest()
        refresh_dictionary(self._path, self, writer.others)

    def activate(self) -> None:
        """See :meth:`search.engines.engine.Engine.activate`."""
        self._generations.activate(self._generation)

    def replaced(self) -> bool:
        """See :meth:`search.engines.engine.Engine.replaced`."""
        return not self._generations.is_current(self._generation)

    def close(self) -> None:
        """See :meth:`search.engines.engine.Engine.close`; the object frees files."""
        self._dictionary.close()


def _scored(request: SearchRequest) -> bool:
    return request.sort is Sort.RELEVANCE


def _article(searcher: tantivy.Searcher, address: tantivy.DocAddress) -> Article:
    return stored.load_article(_bytes(searcher, address))


def _bytes(searcher: tantivy.Searcher, address: tantivy.DocAddress) -> bytes:
    data: bytes = searcher.doc(address)["article"][0]
    return data


_: type[Engine] = TantivyEngine
