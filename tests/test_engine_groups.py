"""Groups of near-duplicates on every engine: folded, counted, asked for."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import replace

import pytest
from support import corpus
from support.asking import result_of
from support.engines import EVERY_ENGINE, fresh

from search.engines.engine import Engine
from search.model.article import Article
from search.model.facets import FacetRequest, Selection
from search.query.parser import parse
from search.request import After, SearchRequest, Sort

CHANCE = random.Random(7)
GROUPS = ("0004", "0005", "0006", "name of a group", "")
ARTICLES = [
    replace(article, group=CHANCE.choice(GROUPS)) for article in corpus.articles(160)
]
QUERIES = ("", "oil", "oil OR flood", "-oil", "has:group", "nowhereatall")
ALL = 1_000


@pytest.fixture(scope="module", params=EVERY_ENGINE)
def engine(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Engine]:
    engine = fresh(request.param, tmp_path_factory.mktemp("index"))
    with engine.writer() as writer:
        for number, article in enumerate(ARTICLES):
            writer.add(replace(article, group="before"))
            if number % 60 == 0:
                writer.commit(number + 1)
        for article in ARTICLES:
            writer.add(article)
        writer.commit(1_000)
    yield engine
    engine.close()


def folded(hits: list[Article]) -> list[str]:
    """The ids of hits, of each group only the first."""
    seen: set[str] = set()
    left = []
    for article in hits:
        if not article.group or article.group not in seen:
            left.append(article.id)
        seen.add(article.group)
    return left


def articles_of(engine: Engine, request: SearchRequest) -> list[Article]:
    return [article for article, _ in result_of(engine, request).hits]


@pytest.mark.parametrize("sort", Sort)
@pytest.mark.parametrize("text", QUERIES)
def test_a_group_stands_once_over_all_pages_with_its_best_hit(
    engine: Engine, text: str, sort: Sort
) -> None:
    asked = SearchRequest(query=parse(text).query, sort=sort, limit=ALL)
    expected = folded(articles_of(engine, asked))
    pages = [
        result_of(
            engine, replace(asked, fold=True, groups=True, offset=offset, limit=7)
        )
        for offset in range(0, len(expected) + 14, 7)
    ]
    assert [a.id for page in pages for a, _ in page.hits] == expected
    assert {page.groups for page in pages} == {len(expected)}


@pytest.mark.parametrize("sort", [Sort.NEWEST, Sort.OLDEST])
def test_going_on_after_an_article_never_shows_a_group_again(
    engine: Engine, sort: Sort
) -> None:
    asked = SearchRequest(query=parse("oil OR -oil").query, sort=sort, limit=ALL)
    expected = folded(articles_of(engine, asked))
    found: list[str] = []
    after = None
    while True:
        here = replace(asked, fold=True, after=after, limit=9, groups=True)
        result = result_of(engine, here)
        assert (result.total, result.groups) == (len(ARTICLES), len(expected))
        if not result.hits:
            break
        found += [article.id for article, _ in result.hits]
        last = result.hits[-1][0]
        day = last.published.date if last.published else None
        after = After(day, last.id)
    assert found == expected


def test_totals_and_facets_count_articles_whether_folded_or_not(engine: Engine) -> None:
    plain = SearchRequest(
        query=parse("oil").query, facets=(FacetRequest("source", 50),), limit=0
    )
    open_ = result_of(engine, plain)
    closed = result_of(engine, replace(plain, fold=True, groups=True, limit=5))
    assert (closed.total, closed.facets) == (open_.total, open_.facets)
    assert open_.groups is None
    assert closed.groups is not None
    assert closed.groups < closed.total
    counted = result_of(engine, replace(plain, groups=True))
    assert counted.groups == closed.groups


def test_filters_narrow_what_is_folded(engine: Engine) -> None:
    chosen = (Selection("source", ("Gazette",), ()), Selection("about", (), ("FR",)))
    asked = SearchRequest(
        query=parse("").query, selections=chosen, sort=Sort.NEWEST, limit=ALL
    )
    expected = folded(articles_of(engine, asked))
    result = result_of(engine, replace(asked, fold=True, groups=True))
    assert [article.id for article, _ in result.hits] == expected
    assert result.groups == len(expected)


def test_a_group_is_asked_for_by_its_id(engine: Engine) -> None:
    for text in ("group:0004", 'group:"name of a group"'):
        name = text.removeprefix("group:").strip('"')
        asked = SearchRequest(query=parse(text).query, limit=ALL)
        expected = {article.id for article in ARTICLES if article.group == name}
        assert {article.id for article in articles_of(engine, asked)} == expected
    by_filter = SearchRequest(
        query=parse("").query, selections=(Selection("group", ("0005",)),), limit=ALL
    )
    assert all(a.group == "0005" for a in articles_of(engine, by_filter))


def test_an_article_keeps_its_group_and_a_whole_result_is_never_folded(
    engine: Engine,
) -> None:
    asked = SearchRequest(query=parse("").query, sort=Sort.OLDEST, fold=True)
    found = {article.id: article for article in engine.snapshot().scan(asked, 50)}
    assert found == {article.id: article for article in ARTICLES}
