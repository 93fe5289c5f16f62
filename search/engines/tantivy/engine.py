"""The default engine: tantivy, a compiled library in this process.

Never uses tantivy's query parsers: they drop what they do not understand, and deep
nesting in them kills the process.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from heapq import nlargest
from operator import itemgetter

from tantivy import Index
from tantivy import Query as Native

from ...lexicon.held import without
from ...lexicon.sqlite_writer import refresh_lexicon
from ...model.facets import ValueCount, value_key
from ..digests import begin_writing, end_writing
from ..embargo import held_articles
from ..engine import Engine
from ..folder_engine import FolderEngine
from ..generations import Generation, Generations
from ..url import EngineUrl
from .compile import number_term
from .errors import native_errors
from .facets.numbers import VALUES_FOLDER
from .facets.terms import count_hits
from .reader import TantivySnapshot
from .schema import make_schema, register_analyzers
from .snapshots import Views
from .writer import TantivyWriter

__all__ = ["TantivyEngine"]


class TantivyEngine(FolderEngine):
    """An index in a folder, searched and written by tantivy."""

    name = "tantivy"
    native_errors = staticmethod(native_errors)

    def __init__(self, generations: Generations, generation: Generation) -> None:
        super().__init__(generations, generation)
        # an index that stays open would keep files that were merged away on the disk
        self._schema = self._opened().schema
        self._views = Views(
            self._opened, self._path / "tantivy", self._path / VALUES_FOLDER
        )

    def _opened(self) -> Index:
        index = Index.open(str(self._path / "tantivy"))
        register_analyzers(index)
        index.config_reader("manual")
        return index

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

    def snapshot(self) -> TantivySnapshot:
        """See :meth:`search.engines.engine.Engine.snapshot`."""
        with native_errors(self.url):
            view = self._views.current()
        state = self._generation.state(view.seen)
        return TantivySnapshot(self.url, self._schema, state, view, self._lexicon)

    def count(self) -> int:
        """Return the number of articles, as of the last commit."""
        with native_errors(self.url):
            return self._views.current().searcher.num_docs

    def words(self, most: int) -> Iterable[ValueCount]:
        """See :meth:`.Counted.words`."""
        with native_errors(self.url):
            words = dict(self._terms("body_words", most))
            for word, count in self._terms("title_words", most):
                words[word] = max(count, words.get(word, 0))
        return nlargest(most, words.items(), key=itemgetter(1))

    def values(self, field: str, most: int) -> Iterable[ValueCount]:
        """See :meth:`.Counted.values`."""
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

    @contextmanager
    def writer(self) -> Iterator[TantivyWriter]:
        """See :meth:`search.engines.engine.Engine.writer`."""
        with native_errors(self.url):
            begin_writing(self._path)
            writer = TantivyWriter(self.url, self._opened(), self._path)
        try:
            yield writer
        except BaseException:
            writer.abandon()
            raise
        writer.finish()
        with native_errors(self.url):
            self._views.newest()
        counted = without(self, held_articles(self.snapshot()))
        refresh_lexicon(self._path, counted, writer.aliases)
        with native_errors(self.url):
            end_writing(self._path)

    def close(self) -> None:
        """See :meth:`search.engines.engine.Engine.close`; the object frees files."""
        self._lexicon.close()


_: type[Engine] = TantivyEngine
