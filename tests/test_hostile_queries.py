"""Queries made to hurt are answered on every engine, and quickly understood."""

from __future__ import annotations

import json

import pytest
from support import corpus
from support.asking import Ask, page_for
from support.engines import EVERY_ENGINE, url_in
from support.helped import indexed

from benchmarks.hostile import HOSTILE_QUERIES
from search.query.parser import parse
from search.results.json import page_as_json
from search.searcher import Searcher


@pytest.fixture(scope="module", params=EVERY_ENGINE)
def searcher(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Searcher:
    url = url_in(request.param, tmp_path_factory.mktemp("index"))
    return indexed(url, corpus.articles(60))


def test_every_hostile_query_is_answered(searcher: Searcher) -> None:
    for query in HOSTILE_QUERIES:
        page = page_for(searcher, Ask(text=query))
        assert len(page.hits) == min(page.total, 10), query[:80]
        json.dumps(page_as_json(page)).encode()


def test_there_are_some_hundreds_of_them() -> None:
    assert len(HOSTILE_QUERIES) > 300


def test_what_is_cut_or_left_out_is_said() -> None:
    for query in HOSTILE_QUERIES:
        parsed = parse(query)
        assert len(parsed.notices) <= 40, query[:80]
        if len(query) > 2_000:
            assert parsed.notices, query[:80]
