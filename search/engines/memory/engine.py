"""An index in this process, gone when it ends: for tests, and to compare others with.

``memory:NAME`` is the index of that name; all that open it share it. It answers by
looking at every article, so it is slow, and what it does is plain to see.
"""

from __future__ import annotations

import itertools
import threading
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Final

from ...errors import EngineUnavailable, IndexMissing
from ...lexicon.aliases import NO_ALIASES, Aliases
from ...lexicon.held import without
from ...lexicon.lexicon import NAME_KINDS, Lexicon
from ...lexicon.memory import MemoryLexicon
from ...model.article import Article
from ...model.facets import ValueCount
from ..embargo import held_articles
from ..engine import Engine, Refusal
from ..url import EngineUrl
from .matching import Record
from .snapshot import MemorySnapshot, State

__all__ = ["MemoryEngine", "MemoryWriter"]

_ALL: Final = 2**63

_numbers: Final = itertools.count(1)


class _Index:
    """An index, shared by all that open it."""

    def __init__(self) -> None:
        self.state = State()
        self.lexicon: Lexicon = MemoryLexicon("")
        self.writing = threading.Lock()


_active: Final[dict[str, _Index]] = {}
"""The index in use of each name."""


class MemoryWriter:
    """See :class:`search.engines.engine.Writer`."""

    def __init__(self, index: _Index) -> None:
        self._index = index
        self._changes: dict[str, Article | None] = {}
        self.aliases: Aliases = NO_ALIASES

    def add(self, article: Article) -> None:
        self._changes[article.id] = article

    def remove(self, article_id: str) -> None:
        self._changes[article_id] = None

    def set_aliases(self, aliases: Aliases) -> None:
        self.aliases = aliases

    def commit(self, revision: int) -> tuple[Refusal, ...]:
        records = dict(self._index.state.records)
        for article_id, article in self._changes.items():
            records.pop(article_id, None)
            if article is not None:
                records[article_id] = Record(article)
        self._changes = {}
        self._index.state = State(revision=revision, records=records)
        return ()  # it takes whatever is an article


class MemoryEngine:
    """An index of a name, searched by looking at each of its articles."""

    name = "memory"

    def __init__(self, url: EngineUrl, index: _Index) -> None:
        self.url = str(url)
        self._place = url.place
        self._index = index

    @classmethod
    def open(cls, url: EngineUrl) -> MemoryEngine:
        """Open the index of a name."""
        if url.place not in _active:
            raise IndexMissing(str(url))
        return cls(url, _active[url.place])

    @classmethod
    def create(cls, url: EngineUrl) -> MemoryEngine:
        """Make an empty index; see :meth:`activate`."""
        return cls(url, _Index())

    def snapshot(self) -> MemorySnapshot:
        """See :meth:`search.engines.engine.Engine.snapshot`."""
        return MemorySnapshot(self._index.state, self._index.lexicon)

    def count(self) -> int:
        """Return the number of articles."""
        return len(self._index.state.records)

    def words(self, most: int) -> Iterable[ValueCount]:
        """See :meth:`.Counted.words`."""
        return self._index.state.count_words(most)

    def values(self, field: str, most: int) -> Iterable[ValueCount]:
        """See :meth:`.Counted.values`."""
        return self._index.state.count_values(field, most)

    def revision(self) -> int:
        """See :meth:`search.engines.engine.Engine.revision`."""
        return self._index.state.revision

    @contextmanager
    def writer(self) -> Iterator[MemoryWriter]:
        """See :meth:`search.engines.engine.Engine.writer`."""
        if not self._index.writing.acquire(blocking=False):
            raise EngineUnavailable.locked(self.url)
        try:
            writer = MemoryWriter(self._index)
            yield writer
            counted = without(self, held_articles(self.snapshot()))
            self._index.lexicon = MemoryLexicon(
                f"{self._index.state.name}.{next(_numbers)}",
                counted.words(_ALL),
                {kind: counted.values(kind, _ALL) for kind in NAME_KINDS},
                writer.aliases,
            )
        finally:
            self._index.writing.release()

    def activate(self) -> None:
        """See :meth:`search.engines.engine.Engine.activate`."""
        _active[self._place] = self._index

    def replaced(self) -> bool:
        """See :meth:`search.engines.engine.Engine.replaced`."""
        return _active.get(self._place) is not self._index

    def close(self) -> None:
        """See :meth:`search.engines.engine.Engine.close`; the index stays."""


_: type[Engine] = MemoryEngine
