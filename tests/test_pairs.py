"""Phrases of frequent words: found by their pairs, as if each place was looked at."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from support.asking import result_of
from support.engines import fresh

from search.analysis.registry import analyzer_for
from search.engines.engine import Engine
from search.engines.tantivy.pairs import pairs_of
from search.model.article import Article
from search.model.facets import FacetRequest
from search.query.tree import And, Not, Or, Phrase, Query, Term
from search.request import SearchRequest

FREQUENT = "that its said is the of in and has a to new york don't gone".split()
LONG = "x" * 3_000
"""A word that is not indexed, but keeps its place."""


def made(number: int, chance: random.Random) -> Article:
    words = chance.choices([*FREQUENT, "harbour", LONG], k=30)
    language = chance.choice(("en", "en", "de"))
    return Article(
        id=f"{number:03d}",
        title=" ".join(chance.choices(FREQUENT, k=5)),
        body=" ".join(words),
        source=chance.choice(("Herald", "Courier")),
        language=language,
    )


@pytest.fixture(scope="module")
def articles() -> list[Article]:
    chance = random.Random(5)
    return [made(number, chance) for number in range(200)]


@pytest.fixture(scope="module", params=["tantivy", "memory"])
def filled(
    request: pytest.FixtureRequest,
    tmp_path_factory: pytest.TempPathFactory,
    articles: list[Article],
) -> Iterator[Engine]:
    engine = fresh(request.param, tmp_path_factory.mktemp("pairs"))
    with engine.writer() as writer:
        for article in articles:
            writer.add(article)
        writer.commit(1)
    yield engine
    engine.close()


PHRASES = [
    *(("that", "its"), ("of", "the"), ("said", "that"), ("has", "gone")),
    *(("the", "harbour"), ("that", "its", "new"), ("in", "the", "harbour")),
    *(("the", "the"), ("is", "said", "of", "a")),
]


@pytest.mark.parametrize("words", PHRASES, ids=" ".join)
def test_a_phrase_of_frequent_words_is_found_where_its_words_stand_so(
    filled: Engine, articles: list[Article], words: tuple[str, ...]
) -> None:
    def has(article: Article) -> bool:
        by = analyzer_for(article.language)
        wanted = [by.stem(word) for word in words]
        for text in (article.title, article.body):
            stems = [by.stem(word) for word in text.split()]
            if any(
                stems[at : at + len(words)] == wanted
                for at in range(len(stems) - len(words) + 1)
            ):
                return True
        return False

    expected = {article.id for article in articles if has(article)}
    facet = FacetRequest("source", 10)
    queries: list[tuple[Query, set[str]]] = [
        (Phrase(words), expected),
        (Or((Phrase(words), Term("nowhere"))), expected),
        (
            And((Term("harbour"), Not(Phrase(words)))),
            {a.id for a in articles if "harbour" in a.body} - expected,
        ),
    ]
    for query, ids in queries:
        request = SearchRequest(query=query, limit=300, facets=(facet,))
        result = result_of(filled, request)
        assert {article.id for article, _ in result.hits} == ids
        assert result.total == len(ids)
        assert sum(count for _, count in result.facets["source"]) == len(ids)


def test_pairs_change_no_score(
    tmp_path: Path, articles: list[Article], monkeypatch: pytest.MonkeyPatch
) -> None:
    engine = fresh("tantivy", tmp_path)
    with engine.writer() as writer:
        for article in articles:
            writer.add(replace(article, language="en"))
        writer.commit(1)
    requests = [SearchRequest(query=Phrase(words), limit=300) for words in PHRASES]
    paired = [result_of(engine, request).hits for request in requests]
    monkeypatch.setattr("search.engines.tantivy.compile.PAIRED", "none")
    assert [result_of(engine, request).hits for request in requests] == paired
    engine.close()


def test_only_two_frequent_words_make_a_pair() -> None:
    english = analyzer_for("en")
    stems = [english.stem(word) for word in "it is in the harbour of the town".split()]
    assert list(pairs_of(stems, english)) == ["it-be", "be-in", "in-the", "of-the"]
