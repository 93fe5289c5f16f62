"""Ids alone: the same as those of the articles, without reading these."""

from __future__ import annotations

import pytest
from support.asking import Ask, plan_for
from support.helped import indexed, made

from search.engines.url import EngineUrl
from search.model.article import Article
from search.model.codec import pack_article, unpack_id
from search.plan import request_of
from search.request import NO_FACETS, Sort, Window
from search.snapshot import search_one

FOUND = [made(n, f"Rain, part {n}", "rain") for n in range(1, 30)]


def test_ids_are_those_of_the_hits_in_their_order(engine_url: EngineUrl) -> None:
    searcher = indexed(engine_url, [*FOUND, made(50, "Sun")])
    for sort in (Sort.NEWEST, Sort.OLDEST):
        plan = plan_for(searcher, Ask(text="rain"))
        request = request_of(plan, Window(sort=sort, limit=100), NO_FACETS)
        hits = [article.id for article, _ in search_one(plan.index, request).hits]
        assert len(hits) == 29
        assert list(plan.index.ids(request, 1_000)) == hits
        assert list(plan.index.ids(request, 3)) == hits[:3]


@pytest.mark.parametrize("name", ["a001", 'a"b', "a\\b", "é", "", "x\x00", '"'])
def test_any_id_is_read_back_from_what_is_stored(name: str) -> None:
    article = Article(id=name, title='{"id":"no"}', body="")
    assert unpack_id(pack_article(article)) == name
