from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from search.engine import ENGINES, Engine, new_engine


@pytest.fixture(params=list(ENGINES))
def engine_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    return f"{request.param}:{tmp_path / 'index'}"


@pytest.fixture
def engine(engine_url: str) -> Iterator[Engine]:
    """An empty engine in use, one after the other of each kind."""
    made = new_engine(engine_url)
    made.activate()
    yield made
    made.close()
