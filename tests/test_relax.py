"""When all words together find nothing, those articles with most are shown."""

from __future__ import annotations

from pathlib import Path

import pytest
from support.asking import Ask, page_for
from support.engines import EVERY_ENGINE, url_in
from support.helped import indexed

from search.model.article import Article
from search.model.facets import Selection
from search.model.hits import NoticeKind, ResultPage
from search.request import Match
from search.searcher import Searcher

TEXTS = {
    "three": "harvest drought locusts",
    "two": "harvest drought",
    "one": "harvest",
    "other": "elections",
}


@pytest.fixture(scope="module", params=EVERY_ENGINE)
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
    page = page_for(searcher, Ask(text="the harvest of drought locusts and famine"))
    assert found(page) == {"three", "two"}
    [notice] = page.notices
    assert notice.kind is NoticeKind.MOST_WORDS
    assert notice.text == (
        "No article has all 4 words; those with 2 or more of them are shown."
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
    "text",
    [
        "harvest famine -drought",
        "harvest famine source:two",
        '"harvest drought" famine',
        "(elections OR harvest) famine plague",
        "harvest AND famine NOT drought",
        "famine harv* drought",
        "=famine harvest",
    ],
)
def test_whoever_writes_more_than_words_gets_exactly_that(
    searcher: Searcher, text: str
) -> None:
    page = page_for(searcher, Ask(text=text))
    assert found(page) == set()
    assert page.notices == ()


def test_quotation_marks_of_a_pasted_sentence_are_no_phrase_to_insist_on(
    searcher: Searcher,
) -> None:
    pasted = (
        "The minister spoke of “drought and locusts” (twice) before the elections began"
    )
    assert "three" in found(page_for(searcher, Ask(text=pasted)))


@pytest.mark.parametrize(
    "text",
    [
        'Ministers fear "drought and locusts" before famine.',
        'Are ministers "afraid of drought and locusts" ?',
        "Ministers in « drought and locusts » panic!",
    ],
)
def test_a_short_text_that_ends_as_a_sentence_is_one(
    searcher: Searcher, text: str
) -> None:
    assert "three" in found(page_for(searcher, Ask(text=text)))
    asked = text.rstrip(" .?!")
    assert not found(page_for(searcher, Ask(text=asked)))


@pytest.mark.parametrize(
    ("match", "expected"),
    [
        (Match.ALL, set()),
        (Match.MOST, {"three", "two"}),
        (Match.ANY, {"three", "two", "one"}),
    ],
)
def test_all_most_or_any_of_the_words_can_be_asked_for(
    searcher: Searcher, match: Match, expected: set[str]
) -> None:
    ask = Ask(text="harvest drought locusts famine", match=match)
    assert found(page_for(searcher, ask)) == expected


def test_few_with_all_of_many_words_come_with_those_that_have_most(
    tmp_path: Path,
) -> None:
    words = "harvest drought locusts famine plague".split()
    articles = [
        Article(id=f"{n}-{m}", title="", body=" ".join(words[:n]))
        for n in range(1, 6)
        for m in range(60 if n < 5 else 3)
    ]
    searcher = indexed(url_in("tantivy", tmp_path), articles)
    page = page_for(searcher, Ask(text=" ".join(words)))
    # 63 have four or more, 123 three or more
    assert page.total == 123
    assert page.hits[0].article.id.startswith("5-")
    assert [notice.text for notice in page.notices] == [
        "3 articles have all 5 words; 123 with 3 or more of them are shown."
    ]
    assert page_for(searcher, Ask(text="harvest drought")).total == 183
    reversed_ = page_for(searcher, Ask(text=" ".join(reversed(words))))
    assert reversed_.total == 123


def test_of_a_sentence_only_words_with_a_meaning_are_marked(
    searcher: Searcher,
) -> None:
    page = page_for(searcher, Ask(text="the harvest of drought and locusts and famine"))
    marked = {
        hit.snippet.text[mark.start : mark.end]
        for hit in page.hits
        for mark in hit.snippet.marks
    }
    assert marked == {"harvest", "drought", "locusts"}


def test_function_words_never_decide(searcher: Searcher) -> None:
    assert found(page_for(searcher, Ask(text="what was the harvest and drought"))) == {
        "two",
        "three",
    }


def test_filters_are_kept_to(searcher: Searcher) -> None:
    only = (Selection("source", ("one",)),)
    page = page_for(searcher, Ask(text="harvest drought", selections=only))
    assert found(page) == {"one"}
    assert [notice.kind for notice in page.notices] == [NoticeKind.MOST_WORDS]
