"""Indexes of any engine for tests, and engines that only tests need.

A cluster is not made for a test: ``make cluster-test`` starts one and says where it is
in :data:`CLUSTER`. Without one, tests that need it are skipped.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

import pytest
import urllib3

from search.engines.engine import Engine, Refusal, new_engine
from search.engines.memory.engine import MemoryEngine, MemoryWriter
from search.engines.url import ENGINES, EngineEntry, EngineUrl, Location
from search.errors import EngineUnavailable
from search.model.article import Article

CLUSTER: Final = "DATELINE_TEST_CLUSTER"
"""The variable that says where there is a cluster: ``HOST:PORT``, commas between."""

on_cluster = pytest.mark.cluster
"""Marks a test that needs a cluster."""

EVERY_ENGINE: Final = [
    pytest.param(name, marks=on_cluster) if entry.location is Location.SERVER else name
    for name, entry in ENGINES.items()
]
"""The engines as parameters of tests."""

IN_REACH: Final = [
    name
    for name, entry in ENGINES.items()
    if entry.location is not Location.SERVER or os.environ.get(CLUSTER)
]
"""The names of those that can be asked here and now."""

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
    if ENGINES[name].location is not Location.SERVER:
        return EngineUrl.of(f"{name}:{folder}")
    if not os.environ.get(CLUSTER):
        pytest.skip(NO_CLUSTER)
    place = f"t{hashlib.blake2b(str(folder).encode(), digest_size=10).hexdigest()}"
    _made.add(place)
    return EngineUrl.of(f"{name}+http://{os.environ[CLUSTER]}/{place}")


NO_CLUSTER: Final = "no cluster of OpenSearch was started; make cluster-test does"

_made: Final[set[str]] = set()


def remove_indexes() -> None:
    """Remove what was made on the cluster: it takes a thousand shards, no more."""
    while _made:
        place = _made.pop()
        host = os.environ[CLUSTER].partition(",")[0]
        gone = f"http://{host}/{place}-*,{place}.dateline?expand_wildcards=all"
        urllib3.request("DELETE", gone + "&ignore_unavailable=true", timeout=60.0)


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

    create = examine = open

    @classmethod
    def documents(cls, url: EngineUrl) -> _NoDocuments:
        return _NoDocuments(url)


class _NoDocuments:
    """Documents on a server that cannot be reached."""

    def __init__(self, url: EngineUrl) -> None:
        self._url = url

    def read(self, name: str) -> None:
        raise EngineUnavailable(str(self._url), "cannot reach the server")


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
