"""What the best hits of a long question add to its scoring."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from support.asking import Ask, page_for, scan_for
from support.engines import url_in
from support.helped import indexed, made

from search.query.parser import parse
from search.query.tree import And, Or, Term
from search.ranking.feedback import (
    BEST_HITS,
    add_feedback,
    best_hits_request,
    describes_a_topic,
    feedback_clauses,
)
from search.ranking.scoring import scoring_clauses
from search.request import SearchRequest, Sort
from search.searcher import Searcher
from search.snapshot import search_one

QUESTION = "rebel talks ceasefire border treaty"
ABOUT = [
    made(n, f"Rebel talks {n}", "Ceasefire talks of rebels on a border treaty. Geneva.")
    for n in range(BEST_HITS)
]
RELATED = made(50, "In Geneva", "Delegates in Geneva spoke of the border for hours.")
UNRELATED = made(51, "In Wellington", "Farmers near Wellington spoke of a border dog.")
OTHERS = [made(60 + n, f"Harbour {n}", "Ships and nets and fish.") for n in range(20)]


@pytest.fixture(scope="module", params=["tantivy", "whoosh"])
def searcher(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Searcher]:
    folder = tmp_path_factory.mktemp("feedback_clauses")
    found = indexed(
        url_in(request.param, folder), [*ABOUT, RELATED, UNRELATED, *OTHERS]
    )
    yield found
    found.close()


def request_for(text: str) -> SearchRequest:
    """The articles with any of the words, scored as ever."""
    query = parse(text).query
    assert isinstance(query, And)
    return SearchRequest(
        query=Or(query.parts),
        scoring=scoring_clauses(query),
        sort=Sort.RELEVANCE,
        limit=30,
    )


def heard(searcher: Searcher, request: SearchRequest, text: str) -> SearchRequest:
    query, index = parse(text).query, searcher.snapshot()
    first = best_hits_request(request, query)
    if first is None:
        return request
    return add_feedback(request, query, search_one(index, first).hits, index)


@pytest.mark.parametrize(
    ("text", "long"),
    [
        ("trump", False),
        ("the house of the lords", False),
        ("oil oil oil oil oil", False),
        ('"rebel talks ceasefire border treaty"', False),
        (QUESTION, True),
        ("what did the rebels say in talks on a ceasefire treaty", True),
    ],
)
def test_a_topic_takes_four_words_of_meaning(text: str, long: bool) -> None:
    assert describes_a_topic(parse(text).query) is long


def test_an_article_that_shares_words_of_the_best_hits_comes_before_one_that_does_not(
    searcher: Searcher,
) -> None:
    request = request_for(QUESTION)
    after = search_one(searcher.snapshot(), heard(searcher, request, QUESTION)).hits
    scores = {article.id: score for article, score in after}
    assert scores[RELATED.id] > scores[UNRELATED.id]
    added = heard(searcher, request, QUESTION).scoring[len(request.scoring) :]
    assert Term("geneva") in {clause.part for clause in added}


def test_it_finds_and_loses_nothing(searcher: Searcher) -> None:
    request = request_for(QUESTION)
    before = search_one(searcher.snapshot(), request)
    after = search_one(searcher.snapshot(), heard(searcher, request, QUESTION))
    assert after.total == before.total
    assert {a.id for a, _ in after.hits} == {a.id for a, _ in before.hits}


def test_words_asked_and_words_without_meaning_are_not_added(
    searcher: Searcher,
) -> None:
    query = parse(QUESTION).query
    index = searcher.snapshot()
    best = search_one(index, request_for(QUESTION)).hits[:BEST_HITS]
    added = feedback_clauses(query, best, index.lexicon, index.articles)
    words = {clause.part.term for clause in added if isinstance(clause.part, Term)}
    assert words == {"geneva"}
    assert max(clause.weight for clause in added) == pytest.approx(0.3)


def test_short_queries_and_orders_by_date_are_left_alone(searcher: Searcher) -> None:
    short = request_for("rebel talks")
    assert heard(searcher, short, "rebel talks") is short
    dated = SearchRequest(query=parse(QUESTION).query, sort=Sort.NEWEST)
    assert heard(searcher, dated, QUESTION) is dated


def test_a_question_without_hits_stays_as_it_is(
    tmp_path: Path,
) -> None:
    empty = indexed(url_in("tantivy", tmp_path), [])
    request = request_for(QUESTION)
    assert heard(empty, request, QUESTION) == request


def test_pages_of_a_long_question_fit_together(searcher: Searcher) -> None:
    question = "rebel OR talks OR ceasefire OR border OR fish"
    whole = page_for(searcher, Ask(text=question, limit=30))
    assert whole.total > BEST_HITS
    paged = [
        hit.article.id
        for offset in range(0, whole.total, 2)
        for hit in page_for(searcher, Ask(text=question, offset=offset, limit=2)).hits
    ]
    assert paged == [hit.article.id for hit in whole.hits]
    assert paged == [article.id for article in scan_for(searcher, Ask(text=question))]


def test_a_search_is_ordered_by_what_its_best_hits_say(searcher: Searcher) -> None:
    question = "rebel talks OR ceasefire OR border OR treaty"
    found = page_for(searcher, Ask(text=question, limit=30)).hits
    scores = {hit.article.id: hit.score for hit in found}
    assert scores[RELATED.id] > scores[UNRELATED.id]
