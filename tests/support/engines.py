"""Indexes of any engine for tests, and engines that only tests need."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from search.engines.engine import Engine, Refusal, new_engine
from search.engines.memory.engine import MemoryEngine, MemoryWriter
from search.engines.url import ENGINES, EngineEntry, EngineUrl, Location
from search.errors import EngineUnavailable
from search.model.article import Article

IN_FOLDERS = [
    name for name, entry in ENGINES.items() if entry.location is Location.FOLDER
]
"""The engines whose indexes outlive a process."""

in_a_folder = pytest.mark.parametrize("engine_url", IN_FOLDERS, indirect=True)
"""Marks a test of files: it runs on the engines that have some."""

SERVER = EngineEntry("support.engines:Unreachable", Location.SERVER)
"""An engine on a server that is never there."""


def url_in(name: str, folder: Path) -> EngineUrl:
    """Return the URL of an engine's index in a folder, or under the folder's name."""
    return EngineUrl.of(f"{name}:{folder}")


def fresh(name: str, folder: Path) -> Engine:
    """Make an empty index of an engine, in use."""
    engine = new_engine(url_in(name, folder))
    engine.activate()
    return engine


class Unreachable:
    """An engine whose server cannot be reached."""

    @classmethod
    def open(cls, url: EngineUrl) -> Engine:
        raise EngineUnavailable(str(url), f"cannot reach the server of {url}")

    create = open


PICKY = EngineEntry("support.engines:PickyEngine", Location.PROCESS)
"""An engine that cannot take every article."""


class PickyEngine(MemoryEngine):
    """Refuses articles whose title says that they are unwelcome."""

    name = "picky"

    @contextmanager
    def writer(self) -> Iterator[MemoryWriter]:
        with super().writer() as writer:
            yield _PickyWriter(writer)


class _PickyWriter(MemoryWriter):
    def __init__(self, writer: MemoryWriter) -> None:
        super().__init__(writer._index)
        self._refused: list[Refusal] = []

    def add(self, article: Article) -> None:
        if "unwelcome" in article.title:
            self.remove(article.id)
            self._refused.append(Refusal(article.id, "it is unwelcome"))
        else:
            super().add(article)

    def commit(self, revision: int) -> tuple[Refusal, ...]:
        super().commit(revision)
        refused, self._refused = tuple(self._refused), []
        return refused
