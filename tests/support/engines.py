"""Indexes of any engine for tests, and engines that only tests need."""

from __future__ import annotations

from pathlib import Path

import pytest

from search.engines.engine import Engine, new_engine
from search.engines.url import ENGINES, EngineEntry, EngineUrl, Location
from search.errors import EngineUnavailable

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
