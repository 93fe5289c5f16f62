from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings
from support.engines import (
    CLUSTER,
    EVERY_ENGINE,
    NO_CLUSTER,
    remove_indexes,
    url_in,
)

from search.engines.engine import Engine, new_engine
from search.engines.url import EngineUrl

if TYPE_CHECKING:
    from flask.testing import FlaskClient

settings.register_profile("repeatable", derandomize=True, deadline=None)
settings.load_profile("repeatable")  # --hypothesis-profile=default looks further


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Skip what needs a cluster where there is none."""
    if not os.environ.get(CLUSTER):
        skipped = pytest.mark.skip(reason=NO_CLUSTER)
        for item in items:
            if item.get_closest_marker("cluster"):
                item.add_marker(skipped)


def pytest_runtest_teardown(item: pytest.Item, nextitem: pytest.Item | None) -> None:
    """Remove the indexes of a file of tests from the cluster after the last of them."""
    if nextitem is None or nextitem.path != item.path:
        remove_indexes()


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say why tests were skipped, each reason once and with how many."""
    skipped = terminalreporter.stats.get("skipped", [])
    for reason, number in Counter(each.longrepr[2] for each in skipped).items():
        terminalreporter.write_line(f"{number} tests: {reason}")


@pytest.fixture(params=EVERY_ENGINE)
def engine_url(request: pytest.FixtureRequest, tmp_path: Path) -> EngineUrl:
    return url_in(request.param, tmp_path / "index")


@pytest.fixture
def engine(engine_url: EngineUrl) -> Iterator[Engine]:
    """An empty engine in use, one after the other of each kind."""
    made = new_engine(engine_url)
    made.activate()
    yield made
    made.close()


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The page on the articles of :mod:`webapp`, at its address."""
    from support.browsing import served
    from support.webapp import app_in

    with served(app_in(tmp_path_factory.mktemp("web"))) as address:
        yield address


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> FlaskClient:
    """Asks the page on the articles of :mod:`webapp`; for tests that save nothing."""
    from support.webapp import app_in

    return app_in(tmp_path_factory.mktemp("web")).test_client()


@pytest.fixture(scope="session")
def browser() -> Iterator[object]:
    """Chromium, started once: each test opens a window of its own."""
    from support.browsing import chromium  # skips where there is no playwright

    with chromium() as started:
        yield started
