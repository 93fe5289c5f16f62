"""The one interface every engine implements, and how an engine is opened.

An engine is a place articles are indexed and searched. It is handed the query
tree, never a person's text, and hands back articles, a total and exact counts;
passages, marks and markup are made elsewhere.
"""

from __future__ import annotations

from contextlib import AbstractContextManager
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Protocol, cast

from ..errors import EngineUnavailable
from ..lexicon.aliases import Aliases
from ..model.article import Article
from ..snapshot import Snapshot
from .documents import Documents
from .servers import ServerReport
from .url import ENGINES, EngineUrl, Location

__all__ = [
    "Engine",
    "Refusal",
    "Writer",
    "default_engine_url",
    "examine_servers",
    "new_engine",
    "open_documents",
    "open_engine",
]


@dataclass(frozen=True, slots=True)
class Refusal:
    """An article that an engine cannot take, and why."""

    article_id: str
    reason: str

    @classmethod
    def of(cls, article: Article, error: Exception) -> Refusal:
        """Return the refusal of an article that made an engine raise an error."""
        return cls(article.id, f"{type(error).__name__}: {error}")


class Writer(Protocol):
    """Adds to and removes from an index; nothing shows before a commit."""

    def add(self, article: Article) -> None:
        """Index the article, replacing any with the same id.

        Raises:
            EngineError: if the index cannot be written. An article that the engine
                cannot take is no error: the next commit returns it.
        """
        ...

    def remove(self, article_id: str) -> None:
        """Remove the article; unknown ids are ignored."""
        ...

    def commit(self, revision: int) -> tuple[Refusal, ...]:
        """Make all of it visible and durable, as of the archive's ``revision``.

        Returns:
            The articles added since the last commit that the engine cannot take. The
            index has no version of them.

        Raises:
            EngineError: if the index cannot be written.
        """
        ...

    def set_aliases(self, aliases: Aliases) -> None:
        """Give the aliases of the names in the index; they are read when writing ends.

        Without them, names are found only by the spelling they are shown in.
        """
        ...


class Engine(Protocol):
    """A place articles are indexed and searched.

    Attributes:
        name: the engine's name, the scheme of its URLs.
        url: where this one is, as it may be shown: without a password.
    """

    name: str
    url: str

    def snapshot(self) -> Snapshot:
        """Return the last commit, to be asked.

        An engine may go on with the one before for some moments while it makes
        itself ready for one by another process.

        Raises:
            EngineError: if the index cannot be read.
        """
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


class EngineClass(Protocol):
    """What the class of an engine offers, besides its instances."""

    def open(self, url: EngineUrl) -> Engine: ...
    def create(self, url: EngineUrl) -> Engine: ...


class ServerEngineClass(EngineClass, Protocol):
    """What the class of an engine on servers offers besides."""

    def documents(self, url: EngineUrl) -> Documents: ...
    def examine(self, url: EngineUrl) -> ServerReport: ...


def default_engine_url(data: Path) -> EngineUrl:
    """Return the URL of the index kept inside a data folder."""
    return EngineUrl.of(f"tantivy:{data / 'index'}")


def _engine_class(url: EngineUrl) -> EngineClass:
    module, _, attribute = ENGINES[url.engine].target.partition(":")
    try:
        found: EngineClass = getattr(import_module(module), attribute)
    except ModuleNotFoundError as error:
        if error.name != url.engine:  # the package of each engine bears its name
            raise
        others = " or ".join(
            entry.form(name)
            for name, entry in ENGINES.items()
            if name != url.engine and entry.location is Location.FOLDER
        )
        raise EngineUnavailable(
            str(url),
            f"{url.engine} is not installed; install it, or use --engine {others}",
        ) from error
    return found


def open_engine(url: EngineUrl | str) -> Engine:
    """Open the index at a URL such as ``tantivy:FOLDER``.

    Raises:
        ConfigError: if the URL names no engine.
        IndexMissing: if nothing has been indexed there.
        IndexOutdated: if another version of the program made it.
        EngineUnavailable: if it cannot be read, or its package is not installed.
    """
    parsed = EngineUrl.of(url)
    return _engine_class(parsed).open(parsed)


def new_engine(url: EngineUrl | str) -> Engine:
    """Make an empty index next to the one at this URL; nobody sees it yet.

    Raises:
        ConfigError: if the URL names no engine.
        EngineUnavailable: if it cannot be made, or its package is not installed.
    """
    parsed = EngineUrl.of(url)
    return _engine_class(parsed).create(parsed)


def open_documents(url: EngineUrl | str) -> Documents | None:
    """Return the documents that users of an index share; ``None`` off servers.

    Raises:
        ConfigError: if the URL names no engine.
        EngineUnavailable: if its package is not installed.
    """
    parsed = EngineUrl.of(url)
    if ENGINES[parsed.engine].location is not Location.SERVER:
        return None
    return cast(ServerEngineClass, _engine_class(parsed)).documents(parsed)


def examine_servers(url: EngineUrl | str) -> ServerReport | None:
    """Look at the servers an index is on; ``None`` if it is on none.

    Raises:
        EngineError: if they cannot tell.
    """
    parsed = EngineUrl.of(url)
    if ENGINES[parsed.engine].location is not Location.SERVER:
        return None
    return cast(ServerEngineClass, _engine_class(parsed)).examine(parsed)
