"""The pure Python engine, for where no compiled wheel runs.

whoosh finds and scores; facets, filters and sorting are done on arrays. An index
of whoosh is unpickled when opened, so only ever open one's own.
"""

from __future__ import annotations

import contextlib
import os
import re
import threading
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from heapq import nlargest
from operator import itemgetter
from typing import Final

from whoosh import index as whoosh_index

from ...lexicon.held import without
from ...lexicon.sqlite_writer import refresh_lexicon
from ...model.facets import FacetRequest, ValueCount
from ...query.tree import MatchAll
from ..digests import begin_writing, end_writing
from ..embargo import held_articles
from ..engine import Engine
from ..folder_engine import FolderEngine
from ..generations import Generation, Generations
from ..url import EngineUrl
from .errors import native_errors
from .reader import View, WhooshSnapshot
from .schema import make_schema
from .writer import WhooshWriter

__all__ = ["WhooshEngine"]

_CONTENTS: Final = re.compile(r"_MAIN_([0-9]+)\.toc")
"""The file that says what a commit of whoosh consists of."""


class WhooshEngine(FolderEngine):
    """An index in a folder, searched and written by whoosh."""

    name = "whoosh"
    native_errors = staticmethod(native_errors)

    def __init__(self, generations: Generations, generation: Generation) -> None:
        super().__init__(generations, generation)
        self._index = whoosh_index.open_dir(self._path / "whoosh")
        self._view: View | None = None
        # whoosh readers share file positions
        self._lock = threading.RLock()

    @classmethod
    def create(cls, url: EngineUrl) -> WhooshEngine:
        """Make an empty generation aside; see :meth:`activate`."""
        generations = Generations(url)
        generation = generations.create()
        with native_errors(generations.url):
            (generation.path / "whoosh").mkdir()
            whoosh_index.create_in(generation.path / "whoosh", make_schema())
            return cls(generations, generation)

    def snapshot(self) -> WhooshSnapshot:
        """See :meth:`search.engines.engine.Engine.snapshot`."""
        with self._lock, native_errors(self.url):
            view = self._current_view()
        state = self._generation.state(view.seen)
        return WhooshSnapshot(self.url, state, view, self._lock, self._lexicon)

    def count(self) -> int:
        """Return the number of articles, as of the last commit."""
        with self._lock, native_errors(self.url):
            return int(self._current_view().searcher.doc_count())

    def words(self, most: int) -> Iterable[ValueCount]:
        """See :meth:`.Counted.words`."""
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
        """See :meth:`.Counted.values`."""
        with self._lock, native_errors(self.url):
            view = self._current_view()
            alive = view.matching.match(MatchAll()).mask
            return view.columns.count(alive, FacetRequest(field, most))[0]

    @contextmanager
    def writer(self) -> Iterator[WhooshWriter]:
        """See :meth:`search.engines.engine.Engine.writer`."""
        with native_errors(self.url):
            begin_writing(self._path)
        writer = WhooshWriter(self.url, self._index, self._path)
        try:
            yield writer
        finally:
            writer.cancel()
        counted = without(self, held_articles(self.snapshot()))
        refresh_lexicon(self._path, counted, writer.aliases)
        with native_errors(self.url):
            end_writing(self._path)

    def close(self) -> None:
        """See :meth:`search.engines.engine.Engine.close`."""
        with self._lock:
            self._view = None
        self._lexicon.close()

    def _current_view(self) -> View:
        """A view of the last commit, by whatever process made it."""
        seen = self._seen()
        if self._view is None or self._view.seen != seen:
            self._view = View(self._index, seen)
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


_: type[Engine] = WhooshEngine
