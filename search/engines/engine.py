"""The one interface every engine implements, and how an engine is opened.

An engine is a place articles are indexed and searched. It is handed the query
tree, never a person's text, and hands back articles, a total and exact counts;
passages, marks and markup are made elsewhere.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import AbstractContextManager
from importlib import import_module
from pathlib import Path
from typing import Final, Protocol

from ..errors import ConfigError, EngineUnavailable
from ..lexicon.aliases import OtherNames
from ..lexicon.lexicon import Dictionary
from ..model.article import Article
from ..model.facets import ValueCount
from ..request import EngineResult, SearchRequest

__all__ = [
    "ENGINES",
    "Engine",
    "Writer",
    "default_engine_url",
    "new_engine",
    "open_engine",
]


class Writer(Protocol):
    """Adds to and removes from an index; nothing shows before a commit."""

    def add(self, article: Article) -> None:
        """Index the article, replacing any with the same id."""
        ...

    def remove(self, article_id: str) -> None:
        """Remove the article; unknown ids are ignored."""
        ...

    def commit(self, revision: int) -> None:
        """Make all of it visible and durable, as of the archive's ``revision``."""
        ...

    def spell(self, others: OtherNames) -> None:
        """Say what else the names of the index are called; read when writing ends.

        Without it, names are found by the one spelling they are shown in.
        """
        ...


class Engine(Protocol):
    """A place articles are indexed and searched.

    Attributes:
        name: the engine's name, the scheme of its URLs.
        url: where this one is.
    """

    name: str
    url: str

    def search(self, request: SearchRequest) -> EngineResult:
        """Answer a request, of the last commit.

        An engine may go on with the one before for some moments while it makes
        itself ready for one by another process.

        Raises:
            QueryError: if this engine cannot run the query.
            EngineError: if the index cannot be read.
        """
        ...

    def walk(self, request: SearchRequest, batch: int) -> Iterator[Article]:
        """Return all articles a request finds, in its order, of one state of the index.

        Whatever is written meanwhile does not show. They are read as they are
        asked for, about ``batch`` at a time; ``after``, ``offset``, ``limit`` and
        ``facets`` mean nothing here.

        Raises:
            QueryError: at once, if this engine cannot run the query.
            EngineError: at once or on the way, if the index cannot be read.
        """
        ...

    def ids(self, request: SearchRequest, most: int) -> tuple[str, ...]:
        """Return the ids of the first ``most`` articles a request finds, in its order.

        Much cheaper than the articles: nothing else of them is read.
        """
        ...

    def get(self, article_id: str) -> Article | None:
        """Return an article by its id, or ``None``."""
        ...

    def count(self) -> int:
        """Return the number of articles."""
        ...

    def words(self, most: int) -> Iterable[ValueCount]:
        """Return the most frequent words of titles and bodies, unstemmed.

        Each once, with the number of articles that have it in the one text where
        more do. An engine may only guess what articles since removed make of it.
        """
        ...

    def values(self, field: str, most: int) -> Iterable[ValueCount]:
        """Return the most frequent values of a facet of one part, counted exactly."""
        ...

    def dictionary(self) -> Dictionary:
        """Return the words and names of this index, as of the last run that wrote."""
        ...

    def state(self) -> str:
        """Return the name of the state searches are answered in now."""
        ...

    def revision(self) -> int:
        """Return the archive revision all of whose changes are in here; 0 at first."""
        ...

    def writer(self) -> AbstractContextManager[Writer]:
        """Open for writing, alone; uncommitted changes are dropped at the end.

        Raises:
            EngineUnavailable: if another process is writing.
        """
        ...

    def activate(self) -> None:
        """Make this index the one :func:`open_engine` finds, in one atomic step."""
        ...

    def replaced(self) -> bool:
        """Tell whether another index has taken this one's place since it was opened."""
        ...

    def close(self) -> None:
        """Free what it holds; may be called twice."""
        ...


class EngineModule(Protocol):
    """What an engine's module offers under the names given in :data:`ENGINES`."""

    def open(self, place: str) -> Engine: ...
    def create(self, place: str) -> Engine: ...


ENGINES: Final = {
    "tantivy": "search.engines.tantivy.engine:TantivyEngine",
    "whoosh": "search.engines.whoosh.engine:WhooshEngine",
}
"""Engine name → class, imported only when asked for."""


def default_engine_url(data: Path) -> str:
    """Return the URL of the index kept inside a data folder."""
    return f"tantivy:{data / 'index'}"


def _engine_class(url: str) -> tuple[EngineModule, str]:
    name, colon, place = url.partition(":")
    if name not in ENGINES or not colon or not place:
        known = ", ".join(f"{known}:FOLDER" for known in ENGINES)
        raise ConfigError(f"{url!r} is no engine URL; use one of {known}")
    module, _, attribute = ENGINES[name].partition(":")
    try:
        return getattr(import_module(module), attribute), place
    except ModuleNotFoundError as error:
        if error.name != name:  # the package of each engine bears its name
            raise
        others = " or ".join(f"{other}:FOLDER" for other in ENGINES if other != name)
        raise EngineUnavailable(
            url, f"{name} is not installed; install it, or use --engine {others}"
        ) from error


def open_engine(url: str) -> Engine:
    """Open the index at a URL such as ``tantivy:FOLDER``.

    Raises:
        ConfigError: if the URL names no engine.
        IndexMissing: if nothing has been indexed there.
        IndexOutdated: if another version of the program made it.
        EngineUnavailable: if it cannot be read, or its package is not installed.
    """
    engine, place = _engine_class(url)
    return engine.open(place)


def new_engine(url: str) -> Engine:
    """Make an empty index beside the one at this URL; nobody sees it yet.

    Raises:
        ConfigError: if the URL names no engine.
        EngineUnavailable: if it cannot be made, or its package is not installed.
    """
    engine, place = _engine_class(url)
    return engine.create(place)
