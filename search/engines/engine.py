"""The one interface every engine implements, and how an engine is opened.

An engine is a place articles are indexed and searched. It is handed the query
tree, never a person's text, and hands back articles, a total and exact counts;
passages, marks and markup are made elsewhere.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from importlib import import_module
from pathlib import Path
from typing import Final, Protocol

from ..errors import ConfigError, EngineUnavailable
from ..lexicon.aliases import OtherNames
from ..lexicon.lexicon import Dictionary
from ..model.article import Article
from ..model.facets import FacetRequest, Selection, ValueCount
from ..query.tree import Query
from ..ranking.scoring import Clause

__all__ = [
    "ENGINES",
    "After",
    "Engine",
    "EngineResult",
    "SearchRequest",
    "Sort",
    "Writer",
    "default_engine_url",
    "new_engine",
    "open_engine",
]


class Sort(StrEnum):
    """The order of the hits."""

    RELEVANCE = "relevance"
    NEWEST = "newest"
    OLDEST = "oldest"


@dataclass(frozen=True, slots=True)
class After:
    """A place in an order by date: behind the article of this day and id.

    It is a place even when the article is gone. ``day`` is the day its publication
    date begins on, ``None`` if it has no date.
    """

    day: date | None
    article_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchRequest:
    """Everything an engine needs to answer one search.

    ``offset`` and ``limit`` count hits, from the first or, in the orders by date,
    from the first behind ``after``; totals and facets are those of all hits all the
    same. Undated articles come last in both orders by date. ``scoring`` is what the
    score is made of, by relevance; without it an engine scores the query itself.
    """

    query: Query
    scoring: tuple[Clause, ...] = ()
    selections: tuple[Selection, ...] = ()
    facets: tuple[FacetRequest, ...] = ()
    sort: Sort = Sort.RELEVANCE
    after: After | None = None
    offset: int = 0
    limit: int = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class EngineResult:
    """What an engine answers.

    Attributes:
        hits: the articles of this page with their scores, in order.
        total: how many articles match, exactly.
        facets: for each facet asked, its values in listing order, then any
            ``always`` values not among them; counts are exact, over all hits.
        more: the facets that have further values.
        state: names the state of the index that answered; in another one, hits may
            stand in another order.
    """

    hits: tuple[tuple[Article, float], ...]
    total: int
    facets: Mapping[str, tuple[ValueCount, ...]] = field(default_factory=dict)
    more: frozenset[str] = frozenset()
    state: str = ""


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
