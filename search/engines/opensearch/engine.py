"""An engine whose index is on a cluster: searched and written from any machine.

``opensearch+https://USER@HOST:9200,HOST2:9200/NAME``. No parser of the server is ever
given what a person typed, and none of its text analysis is used.
"""

from __future__ import annotations

import threading
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from heapq import nlargest
from operator import itemgetter
from typing import Final

from ...analysis.variants import name_runs
from ...lexicon.held import without
from ...model.facets import ValueCount, value_key
from ..embargo import held_articles
from ..engine import Engine
from ..servers import ServerReport
from ..url import EngineUrl
from .client import Client, Json
from .compile import has_value
from .documents import OpenSearchDocuments
from .errors import native_errors
from .generations import Condition, Generations
from .health import examine_cluster
from .lexicon import Lexicons
from .lock import WriterLock
from .reader import OpenSearchSnapshot
from .schema import FORMS
from .views import Views
from .writer import OpenSearchWriter

__all__ = ["OpenSearchEngine"]

_PAGE: Final = 20_000
"""Values that are counted in one request."""

_FILTERS: Final = 500
"""Keys that are counted one by one in one request."""

_PER_SEGMENT: Final = 500_000
"""Articles of a segment of an index built aside, when it is complete."""

_MERGING: Final = 6 * 3600.0


@dataclass(frozen=True, slots=True)
class _Connection:
    """What all in this process share that open the same URL."""

    client: Client
    generations: Generations


_connections: Final[dict[EngineUrl, _Connection]] = {}
_connecting: Final = threading.Lock()


def _connect(url: EngineUrl) -> _Connection:
    with _connecting:
        if url not in _connections:
            client = Client(url)
            _connections[url] = _Connection(client, Generations(url, client))
        return _connections[url]


class OpenSearchEngine:
    """An index of a cluster."""

    name = "opensearch"

    def __init__(self, url: EngineUrl, connection: _Connection, index: str) -> None:
        self.url = str(url)
        self._client = connection.client
        self._generations = connection.generations
        self._index = index
        self._views = Views(self._client, self._generations, index)
        self._lexicons = Lexicons(self.url, self._client, self._generations)

    @classmethod
    def open(cls, url: EngineUrl) -> OpenSearchEngine:
        """Open the index in use."""
        connection = _connect(url)
        with native_errors(str(url)):
            return cls(url, connection, connection.generations.checked().index)

    @classmethod
    def create(cls, url: EngineUrl) -> OpenSearchEngine:
        """Make an empty index aside; see :meth:`activate`."""
        connection = _connect(url)
        with native_errors(str(url)):
            return cls(url, connection, connection.generations.create().index)

    @classmethod
    def documents(cls, url: EngineUrl) -> OpenSearchDocuments:
        """Return the documents that the users of an index share."""
        connection = _connect(url)
        return OpenSearchDocuments(str(url), connection.client, connection.generations)

    @classmethod
    def examine(cls, url: EngineUrl) -> ServerReport:
        """Look at the cluster of an index, whether there is one yet or not."""
        connection = _connect(url)
        with native_errors(str(url)):
            return examine_cluster(connection.client, connection.generations)

    def snapshot(self) -> OpenSearchSnapshot:
        """See :meth:`search.engines.engine.Engine.snapshot`."""
        with native_errors(self.url):
            view = self._views.current()
        lexicon = self._lexicons.of(view.condition)
        return OpenSearchSnapshot(self.url, self._views, view, lexicon)

    def count(self) -> int:
        """Return the number of articles, as of the last commit."""
        return self.snapshot().articles

    def words(self, most: int) -> Iterable[ValueCount]:
        """See :meth:`.Counted.words`."""
        words: dict[str, int] = {}
        for field in FORMS.values():
            for word, count in self._counted(field):
                words[word] = max(count, words.get(word, 0))
        return nlargest(most, words.items(), key=itemgetter(1))

    def values(self, field: str, most: int) -> Iterable[ValueCount]:
        """See :meth:`.Counted.values`."""
        spellings: dict[str, list[ValueCount]] = {}
        for value, count in self._counted(field):
            spellings.setdefault(value_key(field, value), []).append((value, count))
        several = [key for key, same in spellings.items() if len(same) > 1]
        having = self._having(field, several)
        counted = (
            (max(same, key=_is_usual)[0], having.get(key, same[0][1]))
            for key, same in spellings.items()
        )
        return nlargest(most, counted, key=itemgetter(1))

    def _counted(self, field: str) -> Iterator[ValueCount]:
        """All values of a field, each with the number of articles that have it."""
        asked: Json = {
            "size": _PAGE,
            "sources": [{"value": {"terms": {"field": field}}}],
        }
        view = self._views.current()
        while True:
            body = {"size": 0, "aggs": {"all": {"composite": asked}}}
            with native_errors(self.url):
                (answer,) = self._views.search(view, [({}, body)])
            told = answer["aggregations"]["all"]
            for bucket in told["buckets"]:
                yield bucket["key"]["value"], bucket["doc_count"]
            if "after_key" not in told:
                return
            asked["after"] = told["after_key"]

    def _having(self, field: str, keys: list[str]) -> dict[str, int]:
        """In how many articles a field has each of some keys, in any spelling."""
        found = {}
        view = self._views.current()
        for start in range(0, len(keys), _FILTERS):
            some = keys[start : start + _FILTERS]
            filters = {str(n): has_value(field, (key,)) for n, key in enumerate(some)}
            body = {"size": 0, "aggs": {"all": {"filters": {"filters": filters}}}}
            with native_errors(self.url):
                (answer,) = self._views.search(view, [({}, body)])
            told = answer["aggregations"]["all"]["buckets"]
            for number, key in enumerate(some):
                found[key] = told[str(number)]["doc_count"]
        return found

    def revision(self) -> int:
        """See :meth:`search.engines.engine.Engine.revision`."""
        with native_errors(self.url):
            return int(self._condition().meta["revision"])

    def _condition(self) -> Condition:
        return self._generations.condition(self._index)

    @contextmanager
    def writer(self) -> Iterator[OpenSearchWriter]:
        """See :meth:`search.engines.engine.Engine.writer`.

        What was sent to an index built aside and not committed stays in it, unseen,
        until the next commit.
        """
        generations = self._generations
        with native_errors(self.url):
            fence = int(self._condition().meta.get("fence", 0))
            lock = WriterLock(self._client, generations, fence)
        try:
            with native_errors(self.url):
                aside = self.replaced()
                generations.prune(self._index)
                writer = OpenSearchWriter(
                    self._client, generations, self._index, lock, aside=aside
                )
                yield writer
                if aside:
                    self._merge()
                counted = without(self, held_articles(self.snapshot()))
                self._lexicons.refresh(self._index, counted, writer.aliases)
        finally:
            lock.release()

    def _merge(self) -> None:
        """Make an index smaller and faster that is complete and seen by nobody yet."""
        segments = max(1, self.count() // _PER_SEGMENT)
        for path in ("_flush", f"_forcemerge?max_num_segments={segments}", "_refresh"):
            self._client.ask("POST", f"/{self._index}/{path}", patience=_MERGING)
        self._views.close()  # which held the segments from before

    def activate(self) -> None:
        """See :meth:`search.engines.engine.Engine.activate`."""
        with native_errors(self.url):
            self._generations.activate(self._index)

    def replaced(self) -> bool:
        """See :meth:`search.engines.engine.Engine.replaced`."""
        with native_errors(self.url):
            current = self._generations.current()
        return current is None or current.index != self._index

    def close(self) -> None:
        """See :meth:`search.engines.engine.Engine.close`."""
        self._views.close()
        self._lexicons.close()


def _is_usual(spelling: ValueCount) -> tuple[int, int]:
    """How usual a spelling is; of two alike, that goes first which tells of more."""
    value, count = spelling
    return count, len(name_runs(value))


_: type[Engine] = OpenSearchEngine
