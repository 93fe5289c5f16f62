"""What a page costs: one reading of its query, and few calls of the engine."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from types import FrameType
from typing import Any, cast

import pytest
from flask import Flask
from flask.testing import FlaskClient
from support.versions import with_versions
from support.webapp import index_in

from search.engines.url import EngineUrl
from search.query.syntax import lex
from search.query.tree import Query
from search.request import EngineResult, SearchRequest
from search.searcher import Searcher
from search.snapshot import Snapshot
from web import create_app
from web.state.searching import the_searcher

CALLS = 3
"""Calls of the engine that a page may make, the state of the index included."""

PAGES = (
    "/search?q=budget",
    "/search?q=budget&page=2",
    "/search?q=budget&sort=newest",
    "/search?q=budget&sort=newest&fold=no",
    "/search?q=budget&country=FR&-source=Weekly",
    "/search?q=budget&from=1987&to=2015",
    "/search?q=council+budget+harbour+hour+talked+meets+part",
    '/search?q=person:"Angela Merkel"',
    "/search?q=person:merkel+budget",
    "/search?person=Angela+Merkel",
    "/search?q=budg*+OR+(harbour+-rain)",
    "/facet/person?q=budget",
    "/article/merkel?q=budget&rank=1",
    "/search.atom?q=budget",
    "/concordance?q=budget",
    "/network?q=budget",
    "/network?person=Angela+Merkel",
    "/concordance.csv?q=budget",
    "/search.csv?q=budget",
    "/api/search?q=budget",
    "/api/facet/person?q=budget",
    "/",
)


class CountedSnapshot:
    """A snapshot that tells of each call that would be a round trip elsewhere."""

    def __init__(self, inner: Snapshot, calls: list[str]) -> None:
        self._inner = inner
        self._calls = calls

    def search_all(self, requests: Sequence[SearchRequest]) -> tuple[EngineResult, ...]:
        self._calls.append("search_all")
        return self._inner.search_all(requests)

    def __getattr__(self, name: str) -> Any:
        if name in ("scan", "ids", "get"):
            self._calls.append(name)
        return getattr(self._inner, name)


class CountedSearcher(Searcher):
    """A searcher that tells of each call of its engine."""

    def __init__(self, url: EngineUrl, calls: list[str]) -> None:
        super().__init__(url)
        self._calls = calls

    def snapshot(self, seen: Query | None = None) -> Snapshot:
        self._calls.append("snapshot")
        return cast(Snapshot, CountedSnapshot(super().snapshot(seen), self._calls))


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> Flask:
    folder = tmp_path_factory.mktemp("cost")
    url = index_in(folder, with_versions())
    return create_app({"DATELINE_DATA": str(folder), "DATELINE_ENGINE": url})


@pytest.fixture(scope="module")
def calls() -> list[str]:
    return []


@pytest.fixture(scope="module")
def client(app: Flask, calls: list[str]) -> FlaskClient:
    app.extensions["dateline"] = CountedSearcher(the_searcher(app).url, calls)
    return app.test_client()


@contextmanager
def lexings() -> Iterator[list[str]]:
    """The queries that are cut into lexemes meanwhile, by whatever module."""
    found: list[str] = []

    def watch(frame: FrameType, event: str, _: object) -> None:
        if event == "call" and frame.f_code is lex.__code__:
            found.append(frame.f_locals["text"])

    before = sys.getprofile()
    sys.setprofile(watch)
    try:
        yield found
    finally:
        sys.setprofile(before)


@pytest.mark.parametrize("address", PAGES)
def test_a_page_reads_its_query_once_and_asks_the_engine_three_times_at_most(
    client: FlaskClient, calls: list[str], address: str
) -> None:
    client.get(address)  # what is made once for all requests is made by now
    calls.clear()
    with lexings() as found:
        response = client.get(address)
        response.get_data()
    assert response.status_code == 200
    assert len(found) <= 1, found
    assert len(calls) <= CALLS, calls


@pytest.mark.parametrize("page", ["/compare", "/compare.csv", "/api/compare"])
def test_searches_are_compared_in_two_calls_however_many_they_are(
    client: FlaskClient, calls: list[str], page: str
) -> None:
    address = f"{page}?q=budget&q=harbour&q=merkel&q=&person=Emmanuel+Macron"
    client.get(address)
    calls.clear()
    with lexings() as found:
        assert client.get(address).status_code == 200
    assert len(found) == 4
    assert calls == ["snapshot", "search_all", "search_all"]


def test_a_page_that_finds_nothing_asks_some_more_to_be_of_help(
    client: FlaskClient, calls: list[str]
) -> None:
    calls.clear()
    assert client.get("/search?q=budget+nosuchword&person=Emmanuel+Macron").data
    assert len(calls) <= 2 * CALLS, calls
