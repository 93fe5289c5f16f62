"""Indexes of any engine for tests, and engines that only tests need."""

from __future__ import annotations

from pathlib import Path

from search.engines.engine import Engine, new_engine
from search.engines.url import EngineEntry, EngineUrl, Location
from search.errors import EngineUnavailable

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
