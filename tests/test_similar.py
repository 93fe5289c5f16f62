"""Articles like one, what is unusual, who is named together, on every engine."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from support.asking import Ask, plan_for
from support.engines import url_in
from support.helped import HOSTILE, changed, indexed, made

from search.engines.url import EngineUrl
from search.errors import ArticleMissing
from search.explore.cooccurrence import Cooccurrences, find_cooccurring, npmi
from search.explore.significant import (
    find_significant_people,
    find_significant_words,
    log_likelihood,
)
from search.explore.similar import find_similar
from search.model.facets import Selection
from search.searcher import Searcher

QUAKE = made(
    1,
    "Earthquake in Nepal",
    "A strong earthquake shook Kathmandu. Rescuers searched the rubble for victims.",
    people=["Sushil Koirala"],
    places=["Kathmandu"],
)
AFTERSHOCK = made(
    2,
    "Aftershock in Kathmandu",
    "Rescuers feared for victims under the rubble when the ground shook again, and "
    "the government of Nepal asked for help from abroad.",
    people=["Sushil Koirala"],
    places=["Kathmandu"],
)
ELSEWHERE = made(
    3, "Earthquake in Chile", "A strong earthquake shook Santiago, without victims."
)
COPY = replace(QUAKE, id="copy")
SENT_AGAIN = replace(QUAKE, id="again", body=f"{QUAKE.body} More follows.")
OTHERS = [
    made(
        100 + n,
        f"Markets report {n}",
        f"The markets rose a little in the morning and fell in the evening, day {n}.",
        people=["Donald Trump", "Some One" if n % 2 else "Any Body"],
    )
    for n in range(60)
]
TALKS = [
    made(
        200 + n,
        "Brexit talks",
        f"The backstop was the matter of negotiations, round {n}.",
        people=["Donald Trump", "Theresa May", *(["Michel Barnier"] if n else [])],
    )
    for n in range(8)
]
ALL = [QUAKE, AFTERSHOCK, ELSEWHERE, COPY, SENT_AGAIN, *OTHERS, *TALKS]


@pytest.fixture(scope="module", params=["tantivy", "whoosh"])
def searcher(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Searcher]:
    made = indexed(url_in(request.param, tmp_path_factory.mktemp("index")), ALL)
    yield made
    made.close()


# ── more like this ───────────────────────────────────────────────────────────


def test_articles_on_the_same_matter_come_first(searcher: Searcher) -> None:
    found = find_similar(searcher.snapshot(), QUAKE.id)
    assert [one.article.id for one in found][:2] == [AFTERSHOCK.id, ELSEWHERE.id]
    assert 1 >= found[0].score > found[1].score > 0


def test_neither_itself_nor_its_copies_are_like_an_article(searcher: Searcher) -> None:
    for known in (QUAKE.id, COPY.id, SENT_AGAIN.id):
        ids = {
            one.article.id for one in find_similar(searcher.snapshot(), known, most=20)
        }
        assert not ids & {QUAKE.id, COPY.id, SENT_AGAIN.id}


def test_an_article_with_hardly_anything_in_common_is_not_like_one(
    engine_url: EngineUrl,
) -> None:
    words = "lava crater ash summit villagers evacuated slopes tremor sulphur gases"
    volcano = made(1, "Volcano erupts", words, people=["Ana Diaz"], places=["Quito"])
    follow_up = made(2, "Volcano again", "Villagers left the slopes as ash fell")
    unrelated = made(3, "Cricket", "The ashes: Ponting and Warne at the crease, a lot")
    searcher = indexed(engine_url, [volcano, follow_up, unrelated, *OTHERS])
    assert [one.article.id for one in find_similar(searcher.snapshot(), "a001")] == [
        "a002"
    ]
    assert find_similar(searcher.snapshot(), "a003") == ()
    searcher.close()


def test_of_copies_of_another_article_one_is_given(searcher: Searcher) -> None:
    ids = [
        one.article.id
        for one in find_similar(searcher.snapshot(), AFTERSHOCK.id, most=20)
    ]
    assert len({QUAKE.id, COPY.id, SENT_AGAIN.id} & set(ids)) == 1


def test_no_more_are_given_than_asked(searcher: Searcher) -> None:
    assert len(find_similar(searcher.snapshot(), QUAKE.id, most=1)) == 1


def test_an_article_like_no_other_has_none(engine_url: EngineUrl) -> None:
    alone = [made(1, "Zebras graze"), made(2, "東京の朝"), made(3, ""), made(4, "")]
    searcher = indexed(engine_url, alone)
    for article in alone:
        assert find_similar(searcher.snapshot(), article.id) == ()
    changed(engine_url, 2, add=[made(5, "Zebras sleep"), made(6, "東京 夜")])
    assert [s.article.id for s in find_similar(searcher.snapshot(), "a001")] == ["a005"]
    assert [s.article.id for s in find_similar(searcher.snapshot(), "a002")] == ["a006"]
    searcher.close()


@pytest.mark.parametrize("known", HOSTILE)
def test_there_is_nothing_like_an_article_there_is_not(
    searcher: Searcher, known: str
) -> None:
    with pytest.raises(ArticleMissing):
        find_similar(searcher.snapshot(), known)


# ── what is unusual ──────────────────────────────────────────────────────────


def test_people_named_more_often_than_elsewhere_are_unusual(searcher: Searcher) -> None:
    found = find_significant_people(plan_for(searcher, Ask(text="brexit")))
    assert [one.value for one in found] == ["Theresa May", "Michel Barnier"]
    may = found[0]
    assert (may.hits, may.articles) == (8, 8)
    assert may.times == pytest.approx(len(ALL) / 8)


def test_people_asked_for_are_not_unusual(searcher: Searcher) -> None:
    asked = Ask(text='person:"Theresa May"')
    assert [
        one.value for one in find_significant_people(plan_for(searcher, asked))
    ] == ["Michel Barnier"]
    chosen = Ask(selections=(Selection("person", ("theresa may",)),))
    assert [
        one.value for one in find_significant_people(plan_for(searcher, chosen))
    ] == ["Michel Barnier"]
    typed = Ask(text="brexit OR (theresa may)")
    names = [one.value for one in find_significant_people(plan_for(searcher, typed))]
    assert names == ["Michel Barnier"]


def test_words_more_frequent_than_elsewhere_are_unusual(searcher: Searcher) -> None:
    words = [
        one.value
        for one in find_significant_words(plan_for(searcher, Ask(text="brexit")))
    ]
    assert set(words[:3]) <= {"backstop", "negotiations", "matter", "round", "talks"}
    assert "brexit" not in words
    assert "the" not in words


@pytest.mark.parametrize("text", ["backstop", "backstop NEAR/9 round", "=backstop"])
def test_words_asked_for_in_any_way_are_not_unusual(
    searcher: Searcher, text: str
) -> None:
    words = [
        one.value for one in find_significant_words(plan_for(searcher, Ask(text=text)))
    ]
    assert "brexit" in words
    assert "backstop" not in words


def test_unusual_words_are_counted_by_the_rules_of_their_article_s_language(
    tmp_path: Path,
) -> None:
    told = (
        "Der Streik begann, und die Züge standen.",
        "Die Streiks trafen den Zug und der Lokführer ging.",
        "Nach dem Streik ging der Zug, und der Lokführer kam.",
        "Während der Streiks gehen die Lokführer nach Haus.",
    )
    german = [
        replace(made(n, "", text), id=f"de{n}", language="de")
        for n, text in enumerate(told)
    ]
    others = [
        replace(made(n, "", f"The council met on matter {n}."), id=f"en{n}")
        for n in range(40)
    ]
    searcher = indexed(url_in("tantivy", tmp_path / "index"), german + others)
    found = find_significant_words(plan_for(searcher, Ask(text="Streik")))
    searcher.close()
    words = {one.value: one.hits for one in found}
    assert words == {"zug": 3, "lokfuhrer": 3, "ging": 3}


def test_the_whole_corpus_has_nothing_unusual(searcher: Searcher) -> None:
    assert find_significant_people(plan_for(searcher, Ask(text="*"))) == ()
    assert find_significant_words(plan_for(searcher, Ask(text="*"))) == ()


@pytest.mark.parametrize("text", HOSTILE)
def test_whatever_is_asked_is_answered(searcher: Searcher, text: str) -> None:
    find_significant_people(plan_for(searcher, Ask(text=text)))
    find_significant_words(plan_for(searcher, Ask(text=text)))
    find_cooccurring(searcher.snapshot(), text)


def test_the_log_likelihood_ratio_is_dunnings() -> None:
    # T. Dunning 1993, table 1, the bigram "the swiss": 270.72
    ratio = log_likelihood(110, 110 + 2_442, 111, 111 + 29_114)
    assert ratio == pytest.approx(270.72, abs=0.005)
    assert log_likelihood(5, 50, 50, 500) == pytest.approx(0, abs=1e-9)
    assert log_likelihood(0, 0, 5, 10) == pytest.approx(0, abs=1e-9)


# ── who is named together ────────────────────────────────────────────────────


def test_those_tied_to_a_person_come_before_those_named_everywhere(
    searcher: Searcher,
) -> None:
    found = find_cooccurring(searcher.snapshot(), "theresa may").people
    assert [(one.name, one.together, one.articles) for one in found] == [
        ("Michel Barnier", 7, 7),
        ("Donald Trump", 8, 68),
    ]
    assert found[0].score > 4 * found[1].score > 0


def test_nobody_is_named_with_someone_unknown(searcher: Searcher) -> None:
    for unknown in ("Nobody At All", "", "?!"):
        assert find_cooccurring(searcher.snapshot(), unknown) == Cooccurrences((), 0)


@pytest.mark.parametrize("typed", ["Teresa May", "May", "may theressa"])
def test_a_name_that_nobody_has_leads_to_one_like_it(
    searcher: Searcher, typed: str
) -> None:
    assert find_cooccurring(searcher.snapshot(), typed) == Cooccurrences(
        (), 0, "Theresa May"
    )


def test_mutual_information_is_normalised() -> None:
    assert npmi(10, 10, 10, 1_000) == pytest.approx(1)
    assert npmi(10, 100, 100, 1_000) == pytest.approx(0)
    assert npmi(1, 100, 100, 1_000) < 0
    assert npmi(10, 10, 10, 10) == 0
