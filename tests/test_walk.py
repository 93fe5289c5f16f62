"""Going through a whole result: each article once, in order, whatever is written."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from support import corpus, oracle
from support.asking import Ask, page_for, scan_for
from support.engines import EVERY_ENGINE, IN_REACH, url_in
from support.helped import changed, indexed

from search.engines.engine import new_engine
from search.engines.url import EngineUrl
from search.errors import IndexMissing
from search.model.article import Article
from search.model.facets import Selection
from search.query.parser import parse
from search.request import After, Sort
from search.searcher import Searcher

ARTICLES = corpus.articles(300)


@pytest.fixture(scope="module", params=EVERY_ENGINE)
def searcher(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Searcher]:
    made = indexed(url_in(request.param, tmp_path_factory.mktemp("index")), ARTICLES)
    yield made
    made.close()


ASKS = [
    Ask(),
    Ask(sort=Sort.RELEVANCE),
    Ask(sort=Sort.OLDEST),
    Ask(text="oil OR flood"),
    Ask(text="oil OR flood", sort=Sort.NEWEST),
    Ask(text="oil -flood", sort=Sort.OLDEST),
    Ask(text="-oil"),
    Ask(text="oil", selections=(Selection("country", ("IR",), ("US",)),)),
    Ask(text="oil", selections=(Selection("country", ("IR",)),), sort=Sort.NEWEST),
]


def ids(articles: Iterator[Article]) -> list[str]:
    return [article.id for article in articles]


def page(searcher: Searcher, ask: Ask, offset: int, limit: int) -> list[str]:
    asked = replace(ask, facets=(), offset=offset, limit=limit)
    return [hit.article.id for hit in page_for(searcher, asked).hits]


@pytest.mark.parametrize("ask", ASKS, ids=str)
def test_a_walk_is_what_a_full_scan_finds(searcher: Searcher, ask: Ask) -> None:
    query = parse(ask.text).query
    found = [article for article in ARTICLES if oracle.matches(article, query)]
    expected = oracle.narrowed(found, ask.selections)
    walked = list(scan_for(searcher, ask, batch=7))
    assert sorted(a.id for a in walked) == sorted(a.id for a in expected)
    by_id = {article.id: article for article in ARTICLES}
    assert all(article == by_id[article.id] for article in walked)


@pytest.mark.parametrize("ask", ASKS, ids=str)
def test_a_walk_goes_in_the_order_of_the_pages(searcher: Searcher, ask: Ask) -> None:
    assert ids(scan_for(searcher, ask, batch=7)) == page(
        searcher, ask, 0, len(ARTICLES)
    )


@pytest.mark.parametrize("sort", [Sort.NEWEST, Sort.OLDEST])
@pytest.mark.parametrize("text", ["", "oil OR flood"])
def test_going_on_behind_an_article_leaves_out_and_repeats_nothing(
    searcher: Searcher, text: str, sort: Sort
) -> None:
    ask = Ask(text=text, sort=sort, facets=("source",), limit=7)
    first = found = page_for(searcher, ask)
    seen = []
    while found.hits:
        seen += [hit.article.id for hit in found.hits]
        assert (found.total, found.facets) == (first.total, first.facets)
        last = found.hits[-1].article
        day = last.published.date if last.published else None
        found = page_for(searcher, replace(ask, after=After(day, last.id)))
    assert seen == ids(scan_for(searcher, ask))


def test_a_place_holds_when_its_article_is_gone(engine_url: EngineUrl) -> None:
    searcher = indexed(engine_url, ARTICLES)
    ask = Ask(sort=Sort.NEWEST, facets=(), limit=50)
    first, second = page(searcher, ask, 0, 50), page(searcher, ask, 50, 50)
    last = searcher.article(first[-1])
    changed(engine_url, 2, add=[replace(ARTICLES[0], id="x")], remove=first)
    after = After(last.published.date if last.published else None, last.id)
    found = page_for(searcher, replace(ask, after=after))
    assert [h.article.id for h in found.hits if h.article.id != "x"][:49] == second[:49]


def test_a_walk_sees_nothing_of_what_is_written_meanwhile(
    engine_url: EngineUrl,
) -> None:
    searcher = indexed(engine_url, ARTICLES)
    ask = Ask(text="oil OR flood")
    expected = ids(scan_for(searcher, ask))
    walking = scan_for(searcher, ask, batch=3)
    seen = [next(walking).id]
    changed(engine_url, 2, remove=expected[: len(expected) // 2])
    assert len(ids(scan_for(searcher, ask))) == len(expected) - len(expected) // 2
    seen += [next(walking).id for _ in range(10)]
    aside = new_engine(engine_url)  # and another index takes its place altogether
    aside.activate()
    aside.close()
    assert ids(scan_for(searcher, ask)) == []
    assert seen + ids(walking) == expected


def test_a_walk_given_up_leaves_nothing_open(engine_url: EngineUrl) -> None:
    searcher = indexed(engine_url, ARTICLES)
    scan_for(searcher, Ask())  # never begun
    next(scan_for(searcher, Ask()))
    searcher.close()
    gc.collect()  # an open file would warn, and warnings are errors


def test_a_walk_finds_most_of_the_words_as_the_pages_do(searcher: Searcher) -> None:
    ask = Ask(text="oil flood nosuchword")
    assert page_for(searcher, ask).total == len(ids(scan_for(searcher, ask))) > 0
    assert ids(scan_for(searcher, replace(ask, strict=True))) == []


def test_a_walk_that_cannot_begin_says_so_at_once(tmp_path: Path) -> None:
    for name in IN_REACH:
        with pytest.raises(IndexMissing):
            scan_for(Searcher(url_in(name, tmp_path)), Ask())


def test_a_walk_has_no_end_but_the_last_article(
    searcher: Searcher, monkeypatch: pytest.MonkeyPatch
) -> None:
    # windows smaller than the result, as those of a large one are
    monkeypatch.setattr("search.engines.tantivy.walk._WINDOW", 100)
    for ask in ASKS[:4]:
        expected = page(searcher, ask, 0, len(ARTICLES))
        assert ids(scan_for(searcher, ask)) == expected


def test_the_state_is_another_one_after_each_commit(engine_url: EngineUrl) -> None:
    searcher = indexed(engine_url, ARTICLES[:5])
    before = page_for(searcher, Ask()).state
    assert (
        before == searcher.snapshot().state == page_for(searcher, Ask(text="oil")).state
    )
    changed(engine_url, 2, remove=[ARTICLES[0].id])
    assert before != page_for(searcher, Ask()).state == searcher.snapshot().state
