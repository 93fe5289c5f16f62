"""What people type who are used to other search programs: it is told, or understood."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from support.asking import Ask, page_for
from support.engines import url_in
from support.helped import indexed

from search.model.article import Article
from search.model.hits import NoticeKind
from search.query.parser import parse
from search.searcher import Searcher


def told(query: str) -> list[str]:
    notices = parse(query).notices
    return [n.text for n in notices if n.kind is NoticeKind.OTHER_OPERATOR]


@pytest.mark.parametrize(
    ("query", "instead"),
    [
        ("oil w/3 prices", "NEAR/3"),
        ("oil W/12 prices", "NEAR/12"),
        ("oil near/3 prices", "NEAR/3"),
        ("oil near3 prices", "NEAR/3"),
        ("oil N3 prices", "NEAR/3"),
        ("oil adj4 prices", "NEAR/4"),
        ('"oil well" /p prices', "NEAR/5"),
        ("oil NEAR prices", "NEAR/5"),
        ("oil AROUND(3) prices", "NEAR/5"),
        ("oil pre/3 prices", "BEFORE/3"),
        ("oil before/3 prices", "BEFORE/3"),
    ],
)
def test_another_sign_for_nearness_is_told_with_ours(query: str, instead: str) -> None:
    (said,) = told(query)
    assert f"write {instead} between" in said


@pytest.mark.parametrize(
    "query",
    [
        "flood or drought",
        "flood not drought",
        "flood ODER drought",
        "flood OU drought",
        "flood O drought",
        "flood BUTNOT drought",
        '"white house" or (senate)',
    ],
)
def test_a_word_that_is_an_operator_elsewhere_is_told(query: str) -> None:
    (said,) = told(query)
    assert "the operators are AND, OR and NOT" in said


def test_an_exclamation_mark_before_a_word_excludes_nothing_and_is_told() -> None:
    (said,) = told("flood !drought")
    assert "write - before a word" in said


@pytest.mark.parametrize(
    "query",
    [
        "flood OR drought",
        "oil NEAR/3 prices",
        "near the river",
        "the best or the worst of both worlds",
        "N95 masks",
        "w/3",
        "help!",
        "published:2019 oil",
        "VIVE LA FRANCE ET LA LIBERTE",
        "Vitamin E trial",
        "not oil",
        "true or",
    ],
)
def test_what_is_ours_or_plain_words_is_not_told(query: str) -> None:
    assert told(query) == []


ADDRESS = "https://www.paper.example/news/2020/a-flood,b.html?id=3"


@pytest.fixture(scope="module")
def searcher(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Searcher]:
    articles = [
        Article(id="there", title="", body="A flood in Hartwell.", url=ADDRESS),
        Article(id="told", title="", body=f"See {ADDRESS} for the rain."),
    ]
    folder: Path = tmp_path_factory.mktemp("habits")
    searcher = indexed(url_in("memory", folder / "index"), articles)
    yield searcher
    searcher.close()


@pytest.mark.parametrize(
    ("query", "found"),
    [
        (ADDRESS, "there told"),
        ("https://paper.example/news/2020/a-flood,b.html?from=mail&x=1#top", "there"),
        ("www.paper.example/news/2020/a-flood,b.html", "there told"),
        ("hartwell –rain", "there"),
        ("flood –hartwell", "told"),
        ("What is the flood?", "there told"),
        ("all of hartwell", "there"),
        ("where is it", ""),
    ],
)
def test_what_is_pasted_or_asked_finds(
    searcher: Searcher, query: str, found: str
) -> None:
    page = page_for(searcher, Ask(text=query))
    assert {hit.article.id for hit in page.hits} == set(found.split())
