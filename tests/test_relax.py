"""When all words together find nothing, those articles with most are shown."""

from __future__ import annotations

import pytest
from support.asking import Ask, page_for
from support.engines import url_in
from support.helped import indexed

from search.engines.url import ENGINES
from search.model.article import Article, NoticeKind, ResultPage
from search.model.facets import Selection
from search.searcher import Searcher

TEXTS = {
    "three": "harvest drought locusts",
    "two": "harvest drought",
    "one": "harvest",
    "other": "elections",
}


@pytest.fixture(scope="module", params=list(ENGINES))
def searcher(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Searcher:
    url = url_in(request.param, tmp_path_factory.mktemp("index"))
    return indexed(
        url,
        (
            Article(id=name, title="", body=body, source=name)
            for name, body in TEXTS.items()
        ),
    )


def found(page: ResultPage) -> set[str]:
    return {hit.article.id for hit in page.hits}


def test_articles_with_most_of_the_words_are_shown_and_it_is_said(
    searcher: Searcher,
) -> None:
    page = page_for(searcher, Ask(text="harvest drought locusts famine"))
    assert found(page) == {"three"}
    assert page.total == 1
    [notice] = page.notices
    assert notice.kind is NoticeKind.MOST_WORDS
    assert notice.text == (
        "No article has all 4 words; those with 3 of them are shown."
    )


def test_words_are_marked_and_counted_as_in_any_search(searcher: Searcher) -> None:
    page = page_for(searcher, Ask(text="drought famine"))
    assert found(page) == {"two", "three"}
    assert all(hit.snippet.marks for hit in page.hits)
    [facet] = [facet for facet in page.facets if facet.field == "source"]
    assert {value.value for value in facet.values} == {"two", "three"}


def test_all_words_are_wanted_where_some_article_has_them(searcher: Searcher) -> None:
    page = page_for(searcher, Ask(text="harvest drought"))
    assert found(page) == {"two", "three"}
    assert page.notices == ()


@pytest.mark.parametrize(
    "text", ["famine", "famine plague", "famine -harvest", "famine source:one"]
)
def test_nothing_is_shown_where_no_article_has_any_of_them(
    searcher: Searcher, text: str
) -> None:
    page = page_for(searcher, Ask(text=text))
    assert page.total == 0
    assert page.notices == ()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("harvest famine -drought", {"one"}),
        ("harvest famine source:two", {"two"}),
        ('"harvest drought" famine', {"two", "three"}),
        ("(elections OR harvest) famine plague", set()),
    ],
)
def test_fields_exclusions_and_groups_are_kept_to(
    searcher: Searcher, text: str, expected: set[str]
) -> None:
    assert found(page_for(searcher, Ask(text=text))) == expected


def test_filters_are_kept_to(searcher: Searcher) -> None:
    only = (Selection("source", ("one",)),)
    page = page_for(searcher, Ask(text="harvest drought", selections=only))
    assert found(page) == {"one"}
    assert [notice.kind for notice in page.notices] == [NoticeKind.MOST_WORDS]
