"""What counts in the order of hits, on every engine."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from support import corpus
from support.asking import Ask, as_counted, page_for, result_of
from support.engines import EVERY_ENGINE, fresh

from search.engines.engine import Engine
from search.model.article import Article, Facts, Precision, Published
from search.model.facets import FacetRequest
from search.plan import natural_sort
from search.query.parser import parse
from search.query.tree import And, Exact, ExactForm, Near, Not, Or, Term
from search.ranking.scoring import scoring_clauses
from search.request import Clause, SearchRequest, Sort
from search.searcher import Searcher

FILLER = "the weather was fine and people went out to see the river again " * 12
TODAY = date(2026, 11, 21)

Order = Callable[..., list[str]]


@pytest.fixture(params=EVERY_ENGINE)
def order(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Order]:
    """Give the ids a query finds among articles, best first."""
    opened: list[Engine] = []

    def ordered(query: str, *articles: Article, today: date | None = None) -> list[str]:
        engine = fresh(request.param, tmp_path / str(len(opened)))
        opened.append(engine)
        others = [story(f"other {n}", FILLER) for n in range(20)]
        with engine.writer() as writer:
            for article in (*others, *articles):
                writer.add(article)
            writer.commit(1)
        tree = parse(query).query
        result = result_of(
            engine,
            SearchRequest(query=tree, scoring=scoring_clauses(tree, today), limit=50),
        )
        return [article.id for article, _ in result.hits]

    yield ordered
    for engine in opened:
        engine.close()


def story(
    name: str, body: str, title: str = "news of today", **facts: object
) -> Article:
    return Article(id=name, title=title, body=body, facts=Facts(**facts))  # type: ignore[arg-type]


def test_a_word_of_the_title_beats_one_of_the_body(order: Order) -> None:
    body = story("body", f"flood {FILLER}")
    title = story("title", f"flood {FILLER}", title="flood of today")
    assert order("flood", body, title) == ["title", "body"]


def test_a_word_of_the_lead_beats_one_further_down(order: Order) -> None:
    late = story("late", f"{FILLER} flood")
    early = story("early", f"flood {FILLER}")
    assert order("flood", late, early) == ["early", "late"]


def test_words_near_each_other_beat_words_far_apart(order: Order) -> None:
    far = story("far", f"{FILLER} nuclear {FILLER} treaty {FILLER}")
    near = story("near", f"{FILLER} {FILLER} nuclear arms treaty {FILLER}")
    assert order("nuclear treaty", far, near) == ["near", "far"]


@pytest.mark.parametrize("typed", ["struck", "strike", "strikes", "striking"])
def test_the_form_that_was_typed_comes_first(order: Order, typed: str) -> None:
    forms = ("strike", "strikes", "struck", "striking")
    stories = [story(form, f"workers {form} today {FILLER}") for form in forms]
    assert order(typed, *stories)[0] == typed


def test_a_word_is_no_rarer_for_the_language_of_an_article(order: Order) -> None:
    often = [story(f"often {n}", f"president president {FILLER}") for n in range(3)]
    once = [story(f"once {n}", f"president {FILLER}") for n in range(8)]
    french = replace(story("french", f"président {FILLER}"), language="fr")
    found = order("president", french, *once, *often)
    assert set(found[:3]) == {article.id for article in often}
    assert found.index("french") >= 3


def test_function_words_are_weighed_where_there_are_no_others(order: Order) -> None:
    once = story("once", f"who else {FILLER}")
    twice = story("twice", f"who is who {FILLER}")
    assert order("who", once, twice) == ["twice", "once"]


def test_what_is_excluded_adds_nothing() -> None:
    assert scoring_clauses(parse("flood -lisbon").query) == scoring_clauses(
        parse("flood").query
    )


def test_newer_articles_come_first_only_if_wanted(order: Order) -> None:
    def published(name: str, day: date, body: str) -> Article:
        when = Published(day, Precision.DAY, "metadata", 1.0)
        return replace(story(name, body), published=when)

    old = published("old", TODAY - timedelta(days=900), f"flood {FILLER} flood")
    new = published("new", TODAY - timedelta(days=1), f"flood {FILLER}")
    undated = story("undated", f"flood {FILLER} flood flood")
    assert order("flood", old, new, undated) == ["undated", "old", "new"]
    assert order("flood", old, new, undated, today=TODAY)[0] == "new"


def test_a_better_match_can_still_beat_a_newer_one(order: Order) -> None:
    when = Published(TODAY - timedelta(days=40), Precision.DAY, "metadata", 1.0)
    better = replace(
        story("better", f"flood flood {FILLER}", title="flood"), published=when
    )
    newer = replace(
        story("newer", f"{FILLER} {FILLER} flood"),
        published=replace(when, date=TODAY - timedelta(days=10)),
    )
    assert order("flood", newer, better, today=TODAY)[0] == "better"


@pytest.fixture(scope="module", params=EVERY_ENGINE)
def filled(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Engine]:
    """300 articles of a small world, in an index that is in use."""
    engine = fresh(request.param, tmp_path_factory.mktemp("index"))
    with engine.writer() as writer:
        for article in corpus.articles(300):
            writer.add(article)
        writer.commit(1)
    engine.activate()
    yield engine
    engine.close()


QUERIES = [
    "oil",
    "oil price",
    "attack OR flood",
    "minister -oil",
    "silva talks",
    "10:30",
]


@pytest.mark.parametrize("query", QUERIES)
def test_the_order_changes_neither_hits_nor_counts(filled: Engine, query: str) -> None:
    tree = parse(query).query
    facets = (FacetRequest("person", 50), FacetRequest("country", 50))
    plain = SearchRequest(query=tree, facets=facets, limit=300)
    scored = replace(plain, scoring=scoring_clauses(tree, TODAY))
    one, other = result_of(filled, plain), result_of(filled, scored)
    assert one.total == other.total
    assert one.facets == other.facets
    assert {a.id for a, _ in one.hits} == {a.id for a, _ in other.hits}


@pytest.mark.parametrize("query", QUERIES)
def test_paging_loses_and_repeats_nothing(filled: Engine, query: str) -> None:
    tree = parse(query).query
    asked = SearchRequest(query=tree, scoring=scoring_clauses(tree), limit=300)
    whole = [article.id for article, _ in result_of(filled, asked).hits]
    paged: list[str] = []
    for offset in range(0, len(whole), 7):
        page = replace(asked, offset=offset, limit=7)
        paged += [article.id for article, _ in result_of(filled, page).hits]
    assert paged == whole
    assert len(set(whole)) == len(whole)


def test_scores_fall_from_hit_to_hit(filled: Engine) -> None:
    page = page_for(Searcher(filled.url), Ask(text="oil price", limit=50))
    scores = [hit.score for hit in page.hits]
    assert scores == sorted(scores, reverse=True)
    assert scores[0] > 0


def test_a_score_is_the_sum_of_the_clauses_and_of_nothing_else(filled: Engine) -> None:
    [(source, _)] = as_counted(filled).values("source", 1)
    parts = (Term("oil"), Near(("the",), ("of",), 50), ExactForm("price"))
    for query in (
        And((Exact("source", source), Or(parts))),
        Or((Exact("source", source), *parts)),
        And((Or(parts), Not(Term("zebra")), Or((Exact("source", source), parts[0])))),
    ):
        clauses = tuple(Clause(part, 1.0, flat=True) for part in parts)
        hits = result_of(
            filled, SearchRequest(query=query, scoring=clauses, limit=300)
        ).hits
        having = [
            {
                article.id
                for article, _ in result_of(
                    filled, SearchRequest(query=part, limit=1_000)
                ).hits
            }
            for part in parts
        ]
        assert hits
        assert [score for _, score in hits] == [
            sum(article.id in ids for ids in having) for article, _ in hits
        ]


def test_sorting_by_date_ignores_freshness(filled: Engine) -> None:
    ask = Ask(text="oil", sort=Sort.OLDEST, limit=100)
    searcher = Searcher(filled.url)
    fresh = page_for(searcher, replace(ask, fresh=True))
    assert [h.article.id for h in fresh.hits] == [
        h.article.id for h in page_for(searcher, ask).hits
    ]


def test_freshness_finds_the_same_articles(filled: Engine) -> None:
    ask = Ask(text="oil", limit=300)
    searcher = Searcher(filled.url)
    plain, fresh = page_for(searcher, ask), page_for(searcher, replace(ask, fresh=True))
    assert plain.total == fresh.total
    assert {h.article.id for h in plain.hits} == {h.article.id for h in fresh.hits}


def test_only_neighbours_with_a_meaning_of_their_own_are_paired() -> None:
    clauses = scoring_clauses(parse("treaty of rome talks").query)
    pairs = [
        (*c.part.first, *c.part.second) for c in clauses if isinstance(c.part, Near)
    ]
    assert pairs == [("rome", "talks")]


def test_a_query_without_words_leaves_the_score_to_the_engine() -> None:
    assert scoring_clauses(parse('published:2019 person:"Ana Silva"').query) == ()


def test_no_clause_weighs_nothing() -> None:
    clauses = scoring_clauses(parse('"to be" or not flood* treaty of title:rome').query)
    assert all(isinstance(c, Clause) and c.weight > 0 for c in clauses)


@pytest.mark.parametrize(
    ("typed", "sort"),
    [
        ("", Sort.NEWEST),
        ("published:2019", Sort.NEWEST),
        ('person:"Ada Byron" OR country:france', Sort.NEWEST),
        ("country:france -flood", Sort.NEWEST),
        ("country:france flood", Sort.RELEVANCE),
        ("title:flood", Sort.RELEVANCE),
        ("flood*", Sort.RELEVANCE),
    ],
)
def test_what_asks_for_no_words_of_texts_comes_newest_first(
    typed: str, sort: Sort
) -> None:
    assert natural_sort(parse(typed).query) is sort
