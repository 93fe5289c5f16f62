"""One suite for every engine: they find, count and order what the oracle does."""

from __future__ import annotations

import gc
import random
import shutil
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from support import corpus, oracle
from support.asking import as_counted, result_of
from support.engines import (
    EVERY_ENGINE,
    IN_FOLDERS,
    IN_REACH,
    fresh,
    in_a_folder,
    url_in,
)
from support.helped import indexed, made

from search.analysis.tokens import terms
from search.engines.engine import Engine, new_engine, open_engine
from search.engines.ties import sort_keys
from search.engines.url import EngineUrl
from search.errors import EngineUnavailable, IndexMissing, IndexOutdated
from search.model.article import (
    Article,
    Facts,
    MentionedDate,
    Person,
    Precision,
    Published,
)
from search.model.facets import FacetRequest, Selection
from search.model.fields import FACETS, FIELDS, FieldKind
from search.query.parser import parse
from search.query.tree import (
    And,
    AtLeast,
    DateRange,
    Exact,
    ExactForm,
    Filter,
    Fuzzy,
    MatchAll,
    MatchNone,
    Near,
    Not,
    Or,
    Phrase,
    Prefix,
    Query,
    Term,
    Wildcard,
    simplify,
)
from search.ranking.scoring import scoring_clauses
from search.request import SearchRequest, Sort

ARTICLES = corpus.articles(300)
ALL = 1_000


@pytest.fixture(scope="module", params=EVERY_ENGINE)
def filled(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Engine]:
    """300 articles in several commits, some of them replaced and removed again."""
    engine = fresh(request.param, tmp_path_factory.mktemp("index"))
    with engine.writer() as writer:
        for number, article in enumerate(ARTICLES):
            writer.add(replace(article, body="stale words"))
            if number % 70 == 0:
                writer.commit(number)
        for number, article in enumerate(ARTICLES):
            writer.add(article)
            writer.add(replace(article, id="gone"))
            if number % 110 == 0:
                writer.commit(1_000 + number)
        writer.remove("gone")
        writer.remove("never was")
        writer.commit(2_000)
    yield engine
    engine.close()


def expect_same(
    engine: Engine, query: Query, selections: tuple[Selection, ...] = ()
) -> None:
    """Ids, totals and every facet's counts equal the oracle's."""
    found = [article for article in ARTICLES if oracle.matches(article, query)]
    hits = oracle.narrowed(found, selections)
    result = result_of(
        engine,
        SearchRequest(
            query=query,
            selections=selections,
            facets=tuple(FacetRequest(name, ALL) for name in FACETS),
            limit=ALL,
        ),
    )
    assert {article.id for article, _ in result.hits} == {a.id for a in hits}
    assert result.total == len(hits)
    for name in FACETS:
        narrowing = tuple(
            replace(s, include=()) if s.field == name else s for s in selections
        )
        expected = oracle.counts(oracle.narrowed(found, narrowing), name)
        assert dict(result.facets[name]) == expected, name


# ── queries of every kind ────────────────────────────────────────────────────

QUERIES = """
attack
attacked attacks
oil OR flood
oil -flood
-oil
-oil -flood
oil OR -flood
NOT (oil OR flood)
(oil OR price) (flood OR talks)
"oil price"
"oil prices"
"state of the art"
state-of-the-art
"don't"
U.S.
sao
São
"São Paulo"
strasse
straße
finance
ﬁnance
東
東京
"京 都"
ελλάδα
МОСКВА
naive
cooperate
10:30
½
co2
att*
attack*
internat*
intern*
"oil" att* -run*
Ελλ*
title:oil
title:"oil price"
title:att*
body:oil -title:oil
title:(oil OR flood)
person:silva
person:"Ana Silva"
person:"ana silva"
person:"Donald Trump"
person:trump
person:sin*
person:al-baghdadi
person:o'connor
-person:trump
place:york
place:brazil
place:"New York"
place:sao
organisation:bank
organisation:"United Nations"
organisation:sao*
organisation:ac/dc
person:ana -organisation:ana
about:france
about:FR
about:iraqi OR about:brazil
country:iraq -about:iraq
on:2019
on:2019-05
on:2019-05-05
on:201X
on:2010s
on:2019-W20
on:2019-Q2
on:2019..2020
on:2019-05..2019-07
on:2018-12-20..2019-01-10
on:..2018
on:1999..2018-06
on:2020-02..
on:>2020-02-29
on:>=2020-02-29
on:<1999
on:<=1999
on:1000
on:1944 OR on:2999
-on:2019
-on:1900..
on:2019 -on:2019-05
source:planet
source:"The Planet"
author:silva oil
country:france
country:FR
country:iraqi
country:usa OR country:brazil
published:2019
published:2019-05
published:2019-05..2020-02
published:>2020-01-05
published:>=2020-01-05
published:<2019
published:<=2019-03
published:..2018
published:2020..
published:2019 oil OR published:2020 flood
-published:2019
nosuchwordatall
nosuchwordatall OR oil
"oil price"~1
"oil price"~2
"oil price"~3
"oil oil"~2
"oil flood treaty"~4
"state-of-the-art oil"~6
"São oil"~5
"東 京"~2
"東京 oil"~3
oil NEAR/1 price
oil NEAR/4 (price OR flood)
(oil OR flood) NEAR/3 (price OR talks)
oil BEFORE/1 price
oil BEFORE/2 price
oil BEFORE/5 price
oil BEFORE/6 price
oil NEAR/3 oil
"São Paulo" NEAR/5 oil
oil BEFORE/4 "são paulo"
"state of the art" NEAR/3 "oil"
oil NEAR/5 price NEAR/5 flood
-(oil NEAR/3 price)
title:(oil NEAR/3 price)
title:oil NEAR/3 title:price
lead:(oil BEFORE/3 price)
=attacks
=attack
=oils
title:=attacks
="oil prices"
=são
person:=silva
att*ed
a?tack
att?ck*
int*al
f?n*ce
title:fl?od*
person:s*va
person:silv?
Μ?σκβα OR м?сква
price~
prics~
attakc~
attaxk~2
atacked~2
ministre~2
sillva~
person:sillva~
person:tromp~
москав~2
lead:oil
lead:"oil price"
lead:att*
lead:=attacks
lead:flod~
-lead:oil body:oil
section:sports
section:"World News"
section:world
language:en
language:german
language:en-GB
-language:en
url:example.org
url:oil-prices
url:"http://news.example.net/a"
has:date
has:person
has:published
-has:section
has:url has:language
has:body
published:none
about:none
on:none oil
""".strip().splitlines()


@pytest.mark.parametrize("text", QUERIES)
def test_a_query_finds_and_counts_what_a_full_scan_does(
    filled: Engine, text: str
) -> None:
    parsed = parse(text)
    assert not parsed.notices
    expect_same(filled, parsed.query)


@pytest.mark.parametrize(
    "query",
    [
        MatchAll(),
        MatchNone(),
        Not(MatchAll()),
        DateRange(None, None),
        DateRange(None, None, "on"),
        DateRange(date.min, date.max, "on"),
        DateRange(date(2020, 1, 1), date(2020, 1, 1), "on"),
        DateRange(date(2020, 2, 1), date(2020, 1, 1), "on"),
        Not(DateRange(date(2019, 1, 30), date(2019, 3, 2), "on")),
        Exact("on", "2019-05"),
        Exact("on", "no date"),
        Exact("about", "ZZ"),
        Phrase(("nations", "bank"), "organisation"),
        Or((Not(Term("oil")), Not(Term("flood")))),
        And((Or((Term("oil"), Not(Term("flood")))), Not(Phrase(("oil", "price"))))),
        Not(Not(Term("oil"))),
        Phrase(("silva", "ana"), "person"),
        Phrase(("silva", "donald"), "person"),
        Exact("person", "no such person"),
        Exact("country", "ZZ"),
        Prefix("x" * 150),
        Term("x" * 200),
        Term("x" * 201),
        ExactForm("x" * 201),
        Fuzzy("x" * 199, 2),
        Wildcard("x*x"),
        AtLeast(0, (Term("oil"),)),
        AtLeast(2, (Term("oil"), Term("flood"), Term("price"))),
        AtLeast(3, (Term("oil"), Not(Term("flood")), Term("price"), Prefix("att"))),
        AtLeast(4, (Term("oil"), Term("flood"), Term("price"))),
        Not(AtLeast(2, (Term("oil"), Term("flood"), Term("price")))),
        Near(("silva",), ("ana",), 3, field="person"),
        Near(("no", "such"), ("oil",), 3),
        And((Term("oil"), Filter(Or((Term("price"), Term("flood")))))),
        Filter(Not(Term("oil"))),
    ],
    ids=str,
)
def test_a_tree_finds_and_counts_what_a_full_scan_does(
    filled: Engine, query: Query
) -> None:
    expect_same(filled, query)


def leaves() -> st.SearchStrategy[Query]:
    words = st.sampled_from(
        ["attack", "oil", "price", "flood", "sao", "paulo", "run", "say", "東", "x"]
    )
    fields = st.sampled_from([None, "title", "body", "lead"])
    runs = st.lists(words, min_size=1, max_size=2).map(tuple)
    names = st.sampled_from(["silva", "ana", "trump", "york", "planet", "bank"])
    name_fields = st.sampled_from(
        ["person", "place", "source", "author", "organisation"]
    )
    days = st.none() | st.dates(date(2018, 1, 1), date(2021, 6, 1))
    return st.one_of(
        st.builds(Term, words, fields),
        st.builds(ExactForm, st.sampled_from(["attacks", "oils", "sao", "東"]), fields),
        st.builds(
            Fuzzy,
            st.sampled_from(["oil", "prics", "flodo", "attcak", "sao", "москва"]),
            st.sampled_from([1, 2]),
            fields,
        ),
        st.builds(
            Wildcard,
            st.sampled_from(["a*k", "o?l", "p*i*e", "fl?*", "м*а", "s?o"]),
            fields,
        ),
        st.builds(
            Near,
            runs,
            runs,
            st.integers(1, 9),
            st.booleans(),
            fields,
            st.booleans(),
        ),
        st.builds(Phrase, st.tuples(words, words), fields, st.booleans()),
        st.builds(Prefix, st.sampled_from(["at", "att", "fl", "int", "p"]), fields),
        st.builds(Term, names, name_fields),
        st.builds(
            Exact,
            st.just("person"),
            st.sampled_from([name.lower() for name in corpus.PEOPLE]),
        ),
        st.builds(
            Exact,
            st.sampled_from(["country", "about"]),
            st.sampled_from(["FR", "US", "IQ"]),
        ),
        st.builds(DateRange, days, days, st.sampled_from(["published", "on"])),
        st.just(MatchAll()),
        st.just(MatchNone()),
    )


def queries() -> st.SearchStrategy[Query]:
    def deeper(inner: st.SearchStrategy[Query]) -> st.SearchStrategy[Query]:
        parts = st.lists(inner, min_size=1, max_size=4).map(tuple)
        return st.one_of(
            st.builds(And, parts),
            st.builds(Or, parts),
            st.builds(Not, inner),
            st.builds(AtLeast, st.integers(0, 4), parts),
        )

    return st.recursive(leaves(), deeper, max_leaves=8)


def selections() -> st.SearchStrategy[tuple[Selection, ...]]:
    chosen = st.lists(st.sampled_from(corpus.PEOPLE), max_size=2).map(tuple)
    codes = st.lists(st.sampled_from(["FR", "US", "IQ", "ZZ"]), max_size=2).map(tuple)
    years = st.lists(
        st.sampled_from(["2018", "2019", "none", "unreliable"]), max_size=2
    ).map(tuple)
    places = st.lists(st.sampled_from(["Brazil", "sao paulo", "York"]), max_size=2).map(
        tuple
    )
    dates = st.lists(
        st.sampled_from(["2019", "2019-05", "2020-02", "2019-01-10", "1944"]),
        max_size=2,
    ).map(tuple)
    months = st.lists(st.sampled_from(["2019-05", "2020-02"]), max_size=1).map(tuple)
    days = st.lists(st.sampled_from(["2019-01-10", "2020-02-29"]), max_size=1).map(
        tuple
    )
    bodies = st.lists(st.sampled_from(corpus.ORGANISATIONS), max_size=2).map(tuple)
    one_each = st.tuples(
        st.builds(Selection, st.just("on"), dates, dates),
        st.builds(Selection, st.just("about"), codes, codes),
        st.builds(Selection, st.just("organisation"), bodies, bodies),
        st.builds(Selection, st.just("place"), places, places),
        st.builds(Selection, st.just("person"), chosen, chosen),
        st.builds(Selection, st.just("country"), codes, codes),
        st.builds(Selection, st.just("year"), years, years),
        st.builds(Selection, st.just("month"), months, months),
        st.builds(Selection, st.just("day"), days, days),
    )
    return one_each.map(lambda made: tuple(s for s in made if s.include or s.exclude))


@settings(
    max_examples=150,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(query=queries(), chosen=selections())
def test_generated_queries_and_selections_equal_a_full_scan(
    filled: Engine, query: Query, chosen: tuple[Selection, ...]
) -> None:
    expect_same(filled, query, chosen)


@settings(
    max_examples=60,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(query=queries())
def test_simplifying_a_query_changes_nothing_it_finds(
    filled: Engine, query: Query
) -> None:
    simpler = simplify(query)
    assert simplify(simpler) == simpler
    result = result_of(filled, SearchRequest(query=simpler, limit=ALL))
    expected = {a.id for a in ARTICLES if oracle.matches(a, query)}
    assert {article.id for article, _ in result.hits} == expected


# ── facets ───────────────────────────────────────────────────────────────────


def test_a_facet_lists_its_most_frequent_values_and_breaks_ties_by_name(
    filled: Engine,
) -> None:
    result = result_of(
        filled, SearchRequest(query=MatchAll(), facets=(FacetRequest("person", 4),))
    )
    expected = sorted(
        oracle.counts(ARTICLES, "person").items(), key=lambda pair: (-pair[1], pair[0])
    )
    assert list(result.facets["person"]) == expected[:4]
    assert result.more == {"person"}


def test_years_are_listed_newest_first_with_the_undated_last(filled: Engine) -> None:
    result = result_of(
        filled, SearchRequest(query=MatchAll(), facets=(FacetRequest("year", 100),))
    )
    assert [value for value, _ in result.facets["year"]] == [
        "2021",
        "2020",
        "2019",
        "2018",
        "none",
        "unreliable",
    ]


def test_values_asked_for_are_counted_even_below_the_cut(filled: Engine) -> None:
    facets = (
        FacetRequest("person", 1, always=("Li Na", "Nobody Ever")),
        FacetRequest("place", 100, always=("brazil", "sao paulo")),
    )
    result = result_of(filled, SearchRequest(query=MatchAll(), facets=facets))
    places = dict(result.facets["place"])
    brazil = oracle.narrowed(ARTICLES, [Selection("place", ("Brazil",))])
    assert places["brazil"] == len(brazil) > 0
    assert "sao paulo" not in places  # it is listed, in its own spelling
    counted = dict(result.facets["person"])
    assert counted["Li Na"] == oracle.counts(ARTICLES, "person")["Li Na"]
    assert counted["Nobody Ever"] == 0


@pytest.mark.parametrize("field", FACETS)
def test_choosing_a_value_beside_an_exclusion_finds_as_many_as_it_counts(
    filled: Engine, field: str
) -> None:
    whole = oracle.counts(ARTICLES, field)
    first, second, *_ = sorted(whole, key=lambda value: (-whole[value], value))
    elsewhere = Selection("person" if field != "person" else "country", (), ("FR",))
    for own in (
        Selection(field, (), (first,)),
        Selection(field, (second,), (first,)),
        Selection(field, (first, second), (first, second)),
    ):
        asked = (own, elsewhere)
        request = SearchRequest(
            query=MatchAll(), selections=asked, facets=(FacetRequest(field, ALL),)
        )
        shown = result_of(filled, request).facets[field]
        assert first not in dict(shown)
        for value, count in shown[:12]:
            chosen = (replace(own, include=(value,)), elsewhere)
            clicked = SearchRequest(query=MatchAll(), selections=chosen)
            assert result_of(filled, clicked).total == count, value


def test_an_excluded_value_asked_for_has_no_hit_left(filled: Engine) -> None:
    excluded = (Selection("country", (), ("FR",)),)
    request = SearchRequest(
        query=MatchAll(),
        selections=excluded,
        facets=(FacetRequest("country", 2, always=("FR",)),),
    )
    assert result_of(filled, request).facets["country"][2:] == (("FR", 0),)


def test_facets_count_all_hits_whatever_the_page(filled: Engine) -> None:
    facet = (FacetRequest("country", 10),)
    whole = result_of(filled, SearchRequest(query=MatchAll(), facets=facet, limit=ALL))
    empty = result_of(filled, SearchRequest(query=MatchAll(), facets=facet, limit=0))
    assert empty.hits == ()
    assert empty.total == whole.total == len(ARTICLES)
    assert empty.facets == whole.facets


def test_counts_are_exact_when_each_segment_gives_few_values(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """tantivy's own counts are not: rare values of a segment are left out."""
    from search.engines.tantivy.facets import terms as tantivy_terms

    monkeypatch.setattr(tantivy_terms, "_FIRST_SEGMENT_SIZE", 3)
    monkeypatch.setattr(tantivy_terms, "_FEW_HITS", 0)
    chance = random.Random(5)
    names = [f"Person {n}" for n in range(400)]
    made = [
        Article(
            id=str(n),
            title="t",
            body="b",
            facts=Facts(
                people=tuple(
                    Person(name, ())
                    for name in {
                        names[int(399 * chance.random() ** 3)] for _ in range(4)
                    }
                )
            ),
        )
        for n in range(1_500)
    ]
    engine = fresh("tantivy", tmp_path)
    with engine.writer() as writer:
        for number, article in enumerate(made):
            writer.add(article)
            if number % 170 == 0:
                writer.commit(number)
        writer.commit(1_500)
    expected = sorted(
        oracle.counts(made, "person").items(), key=lambda pair: (-pair[1], pair[0])
    )
    for size in (0, 1, 5, 10, 50, 200, 400):
        result = result_of(
            engine,
            SearchRequest(query=MatchAll(), facets=(FacetRequest("person", size),)),
        )
        assert list(result.facets["person"]) == expected[:size]


def test_a_date_is_counted_as_often_as_it_is_found(filled: Engine) -> None:
    facets = (FacetRequest("on", ALL),)
    whole = result_of(filled, SearchRequest(query=MatchAll(), facets=facets))
    lengths = Counter(len(code) for code, _ in whole.facets["on"])
    assert all(lengths[length] > 3 for length in (4, 7, 10))
    for code, count in whole.facets["on"]:
        asked = SearchRequest(query=parse(f"on:{code}").query)
        chosen = SearchRequest(query=MatchAll(), selections=(Selection("on", (code,)),))
        assert (
            result_of(filled, asked).total == result_of(filled, chosen).total == count
        )


def test_of_the_dates_years_are_listed_first_then_months_then_days(
    filled: Engine,
) -> None:
    result = result_of(
        filled, SearchRequest(query=MatchAll(), facets=(FacetRequest("on", 2),))
    )
    counts = oracle.counts(ARTICLES, "on")
    ranked = sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))
    expected = [
        pair
        for length in (4, 7, 10)
        for pair in [p for p in ranked if len(p[0]) == length][:2]
    ]
    assert list(result.facets["on"]) == expected
    assert result.more == {"on"}


def test_the_ends_of_two_dates_are_never_taken_for_one(engine: Engine) -> None:
    """The first begins and the second ends within 2019; neither does both."""
    dates = (
        (date(2019, 5, 1), date(2020, 5, 1)),
        (date(2018, 5, 1), date(2019, 5, 1)),
    )
    facts = Facts(dates=tuple(MentionedDate("", *ends, ()) for ends in dates))
    with engine.writer() as writer:
        writer.add(Article(id="a", title="t", body="b", facts=facts))
        writer.commit(1)

    def total(text: str) -> int:
        return result_of(engine, SearchRequest(query=parse(text).query)).total

    assert total("on:2019") == total("on:2019-01..2019-12-30") == 0
    assert total("on:2018..2019") == total("on:2018-05..2019-04") == 1


# ── order and pages ──────────────────────────────────────────────────────────


@pytest.mark.parametrize("sort", [Sort.NEWEST, Sort.OLDEST])
def test_sorting_by_date_puts_the_undated_last(filled: Engine, sort: Sort) -> None:
    result = result_of(filled, SearchRequest(query=MatchAll(), sort=sort, limit=ALL))
    dates = [a.published.date if a.published else None for a, _ in result.hits]
    assert dates == oracle.by_date(ARTICLES, newest=sort is Sort.NEWEST)


@pytest.mark.parametrize("sort", list(Sort))
def test_pages_follow_one_another_without_gaps_or_repeats(
    filled: Engine, sort: Sort
) -> None:
    query = Term("oil")
    whole = result_of(filled, SearchRequest(query=query, sort=sort, limit=ALL))
    pages: list[str] = []
    for offset in range(0, whole.total, 7):
        page = result_of(
            filled, SearchRequest(query=query, sort=sort, offset=offset, limit=7)
        )
        pages += [article.id for article, _ in page.hits]
    assert pages == [article.id for article, _ in whole.hits]


def test_all_engines_sort_by_date_alike(tmp_path: Path) -> None:
    orders = []
    for name in IN_REACH:
        engine = fresh(name, tmp_path / name)
        with engine.writer() as writer:
            for article in ARTICLES:
                writer.add(article)
            writer.commit(1)
        request = SearchRequest(query=MatchAll(), sort=Sort.NEWEST, limit=ALL)
        orders.append([article.id for article, _ in result_of(engine, request).hits])
        engine.close()
    assert all(order == orders[0] for order in orders)


ALIKE = [
    Article(
        id=f"alike {n}",
        title="Harvest" if n % 50 == 7 else "Weather",
        body="The harvest of the island was good.",
        group=f"g{n % 40}" if n % 3 == 0 else "",
        published=None
        if n % 9 == 4
        else Published(
            date(2001 + n * 7 % 11, 1 + n * 5 % 12, 1 + n % 3), Precision.DAY, "", 1.0
        ),
    )
    for n in range(170)
]
"""Articles that no search prefers to one another, written in no order."""

TIED = (Term("harvest"), Prefix("harv"), Fuzzy("harvst", 1), Wildcard("h?rvest"))


@pytest.fixture(scope="module", params=EVERY_ENGINE)
def alike(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Engine]:
    engine = fresh(request.param, tmp_path_factory.mktemp("alike"))
    with engine.writer() as writer:
        for number, article in enumerate(ALIKE):
            writer.add(article)
            if number % 60 == 59:
                writer.commit(number)
        writer.commit(1_000)
    yield engine
    engine.close()


def newest_first(articles: list[Article]) -> list[str]:
    by = [
        (sort_keys(a.published.date if a.published else None, a.id)[0], a.id)
        for a in articles
    ]
    return [article_id for _, article_id in sorted(by, reverse=True)]


@pytest.mark.parametrize("query", TIED, ids=lambda query: type(query).__name__)
def test_hits_of_one_score_stand_newest_first(alike: Engine, query: Query) -> None:
    in_title = [article for article in ALIKE if article.title == "Harvest"]
    others = [article for article in ALIKE if article.title != "Harvest"]
    expected = newest_first(in_title) + newest_first(others)
    for limit, offset in [(ALL, 0), (3, 0), (10, 0), (10, 60), (10, 165)]:
        request = SearchRequest(query=query, limit=limit, offset=offset)
        found = result_of(alike, request)
        ids = [article.id for article, _ in found.hits]
        assert ids == expected[offset : offset + limit]
        assert found.total == len(ALIKE)
    request = SearchRequest(query=query)
    assert [a.id for a in alike.snapshot().scan(request, 50)] == expected
    assert list(alike.snapshot().ids(request, 50)) == expected[:50]


def test_a_pattern_counts_once_whatever_and_how_often_it_finds(engine: Engine) -> None:
    bodies = ["harvest", "harvesting harvested harvest", "a harvest " * 9]
    with engine.writer() as writer:
        for year, body in enumerate(bodies, 2001):
            day = Published(date(year, 1, 1), Precision.DAY, "", 1.0)
            writer.add(Article(id=f"{year}", title="t", body=body, published=day))
        writer.commit(1)
        day = Published(date(1999, 1, 1), Precision.DAY, "", 1.0)
        writer.add(Article(id="title", title="harvest", body="b", published=day))
        writer.commit(2)
    for query in (Prefix("harv"), Wildcard("har*est*"), Fuzzy("harvest", 2)):
        scoring = scoring_clauses(query)
        for asked in (
            SearchRequest(query=query, scoring=scoring),
            SearchRequest(query=query),
        ):
            hits = result_of(engine, asked).hits
            assert [a.id for a, _ in hits] == ["title", "2003", "2002", "2001"][
                : len(hits)
            ]
            assert len(hits) >= 3
            assert len({score for _, score in hits[1:]}) == 1


@pytest.mark.parametrize("query", TIED[:2], ids=lambda query: type(query).__name__)
def test_of_a_group_of_one_score_the_newest_stands_for_all(
    alike: Engine, query: Query
) -> None:
    whole = result_of(alike, SearchRequest(query=query, limit=ALL)).hits
    left: list[Article] = []
    for article, _ in whole:
        if not article.group or article.group not in {a.group for a in left}:
            left.append(article)
    request = SearchRequest(query=query, limit=8, offset=5, fold=True)
    folded = [article for article, _ in result_of(alike, request).hits]
    assert folded == left[5:13]


def test_the_newest_are_found_among_many_of_one_score(
    monkeypatch: pytest.MonkeyPatch, alike: Engine
) -> None:
    monkeypatch.setattr("search.engines.tantivy.ranked._MANY", 12)
    test_hits_of_one_score_stand_newest_first(alike, Prefix("harv"))


def test_a_page_behind_the_last_hit_is_empty(filled: Engine) -> None:
    result = result_of(filled, SearchRequest(query=Term("oil"), offset=5_000))
    assert result.hits == ()
    assert result.total > 0


def test_relevance_prefers_the_title(engine: Engine) -> None:
    with engine.writer() as writer:
        writer.add(Article(id="b", title="other words", body="the flood came"))
        writer.add(Article(id="a", title="the flood came", body="the flood came"))
        writer.commit(1)
    flood = Term("flood")
    result = result_of(
        engine, SearchRequest(query=flood, scoring=scoring_clauses(flood))
    )
    assert [article.id for article, _ in result.hits] == ["a", "b"]


# ── articles and writers ─────────────────────────────────────────────────────


def test_an_article_comes_back_exactly_as_it_was_added(filled: Engine) -> None:
    assert filled.snapshot().articles == len(ARTICLES)
    for article in ARTICLES[::29]:
        assert filled.snapshot().get(article.id) == article
    assert filled.snapshot().get("gone") is None
    assert filled.snapshot().get("") is None


def test_the_revision_is_that_of_the_last_commit(filled: Engine) -> None:
    assert filled.revision() == 2_000


def test_nothing_shows_before_a_commit(engine: Engine) -> None:
    with engine.writer() as writer:
        writer.add(ARTICLES[0])
        assert engine.snapshot().articles == 0
        writer.commit(1)
        assert engine.snapshot().articles == 1
        writer.add(ARTICLES[1])
    assert engine.snapshot().articles == 1


def test_an_exception_drops_what_was_not_committed_and_frees_the_lock(
    engine: Engine,
) -> None:
    def broken() -> None:
        with engine.writer() as writer:
            writer.add(ARTICLES[0])
            raise RuntimeError

    with pytest.raises(RuntimeError):
        broken()
    with engine.writer() as writer:
        writer.add(ARTICLES[1])
        writer.commit(1)
    assert engine.snapshot().articles == 1


def test_a_second_writer_is_refused_while_the_first_writes(
    engine_url: EngineUrl,
) -> None:
    first = new_engine(engine_url)
    first.activate()
    second = open_engine(engine_url)
    with (
        first.writer(),
        pytest.raises(EngineUnavailable, match="another process"),
        second.writer(),
    ):
        pass
    with second.writer() as writer:
        writer.commit(1)
    first.close()
    second.close()


def test_a_reader_sees_what_another_opening_commits(engine_url: EngineUrl) -> None:
    first = new_engine(engine_url)
    first.activate()
    reader = open_engine(engine_url)
    assert reader.snapshot().articles == 0
    with first.writer() as writer:
        writer.add(ARTICLES[0])
        writer.commit(1)
    assert reader.snapshot().articles == 1
    first.close()
    reader.close()


# ── generations ──────────────────────────────────────────────────────────────


def test_a_place_without_an_index_says_which_command_makes_one(
    engine_url: EngineUrl,
) -> None:
    with pytest.raises(IndexMissing, match="dateline index"):
        open_engine(engine_url)


def test_an_index_built_aside_shows_only_when_activated(engine_url: EngineUrl) -> None:
    old = new_engine(engine_url)
    old.activate()
    new = new_engine(engine_url)
    with new.writer() as writer:
        writer.add(ARTICLES[0])
        writer.commit(1)
    assert open_engine(engine_url).snapshot().articles == 0
    assert not old.replaced()
    new.activate()
    assert old.replaced()
    assert open_engine(engine_url).snapshot().articles == 1


@in_a_folder
def test_no_two_indexes_have_the_same_name(
    engine_url: EngineUrl, tmp_path: Path
) -> None:
    names = set()
    for _ in range(3):
        new_engine(engine_url).activate()
        names.add((tmp_path / "index" / "CURRENT").read_text())
        shutil.rmtree(tmp_path / "index")
    assert len(names) == 3


@in_a_folder
def test_an_index_is_replaced_when_a_copy_takes_its_place(
    engine_url: EngineUrl, tmp_path: Path
) -> None:
    index, copy = tmp_path / "index", tmp_path / "copy"
    new_engine(engine_url).activate()
    reader = open_engine(engine_url)
    shutil.copytree(index, copy)
    assert not reader.replaced()
    shutil.rmtree(index)
    assert reader.replaced()
    shutil.copytree(copy, index)
    assert reader.replaced()
    reader.close()


@in_a_folder
def test_an_index_of_an_older_release_is_still_read(
    engine_url: EngineUrl, tmp_path: Path
) -> None:
    made = new_engine(engine_url)
    made.activate()
    current = tmp_path / "index" / "CURRENT"
    (tmp_path / "index" / current.read_text().strip()).rename(tmp_path / "index/0041")
    current.write_text("0041\n")
    assert open_engine(engine_url).snapshot().articles == 0
    new_engine(engine_url).activate()
    assert current.read_text().startswith("0042-")


@in_a_folder
def test_an_index_of_another_version_says_to_reindex(
    engine_url: EngineUrl, tmp_path: Path
) -> None:
    new_engine(engine_url).activate()
    manifest = next((tmp_path / "index").glob("*/manifest.json"))
    manifest.write_text(manifest.read_text().replace('"schema": ', '"schema": 9'))
    with pytest.raises(IndexOutdated, match="dateline reindex"):
        open_engine(engine_url)


@in_a_folder
def test_an_index_of_another_engine_is_not_touched(engine_url: EngineUrl) -> None:
    new_engine(engine_url).activate()
    name = engine_url.engine
    other = next(known for known in IN_FOLDERS if known != name)
    with pytest.raises(EngineUnavailable, match=f"made by the {name} engine"):
        open_engine(url_in(other, Path(engine_url.place)))


@in_a_folder
# whoosh leaves the file open when it cannot read it
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
def test_a_damaged_index_says_to_reindex(engine_url: EngineUrl, tmp_path: Path) -> None:
    new_engine(engine_url).activate()
    for path in (tmp_path / "index").glob("*/*/*"):
        path.unlink()
        path.write_bytes(b"rubbish")
    with pytest.raises(EngineUnavailable, match="dateline reindex"):
        open_engine(engine_url).snapshot().articles
    gc.collect()  # the warning belongs here, not into whatever test comes next


def test_every_facet_but_the_dates_mentioned_is_a_name_or_a_code() -> None:
    kinds = {FIELDS[name].kind for name in FACETS if name != "on"}
    assert kinds == {FieldKind.NAME, FieldKind.CODE}


# ── the engine's own words and names ─────────────────────────────────────────


@pytest.mark.parametrize("field", ["person", "organisation", "place", "source"])
def test_the_values_of_a_field_are_counted_exactly(filled: Engine, field: str) -> None:
    counted = dict(as_counted(filled).values(field, ALL))
    assert counted == oracle.counts(ARTICLES, field)
    most = list(as_counted(filled).values(field, 2))
    assert sorted(counted.values())[-2:] == sorted(count for _, count in most)


def test_of_names_that_differ_in_capitals_the_usual_one_is_shown(
    engine_url: EngineUrl,
) -> None:
    names = ["HIllary Clinton", "Hillary Clinton", "Hillary Clinton", "HILLARY CLINTON"]
    articles = [made(number, "x", people=[name]) for number, name in enumerate(names)]
    searcher = indexed(engine_url, articles)
    shown = searcher.snapshot().lexicon.beginning("person", "hil", 1)
    searcher.close()
    assert [entry.value for entry in shown] == ["Hillary Clinton"]


def test_the_words_of_titles_and_bodies_are_counted(filled: Engine) -> None:
    titles = Counter(w for a in ARTICLES for w in set(terms(a.title)))
    bodies = Counter(w for a in ARTICLES for w in set(terms(a.body)))
    counted = dict(as_counted(filled).words(10_000))
    # what articles since replaced make of it may be a guess
    assert counted.keys() - {"stale", "words"} == titles.keys() | bodies.keys()
    for word in titles.keys() | bodies.keys():
        having = max(titles[word], bodies[word])
        assert having / 3 <= counted[word] <= having * 3
    assert len(list(as_counted(filled).words(3))) == 3


def test_the_dictionary_holds_the_names_of_the_index(filled: Engine) -> None:
    names = filled.snapshot().lexicon.names("person", ["ana silva", "no body"])
    assert names == {"ana silva": oracle.counts(ARTICLES, "person")["Ana Silva"]}
    assert "oil" in filled.snapshot().lexicon.words("word", ["oil", "xyzzy"])
