"""Did you mean: what is offered, and what is not, on every engine."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from support.asking import Ask, plan_for
from support.effort import effort
from support.engines import url_in
from support.helped import HOSTILE, indexed, made

from search.engines.url import EngineUrl
from search.explore.spelling import suggest_correction
from search.model.facets import Selection
from search.searcher import Searcher

FREQUENT = [
    made(
        n,
        "President Merkel on terrorism",
        "Floods in Afghanistan and Lisbon; São Paulo; Александр the earth; climate",
        people=["Angela Merkel"],
        organisations=["United Nations"],
        places=["Afghanistan"],
    )
    for n in range(150)
]
RARE = [
    made(900, "Merkley alone", "terorism once", people=["Jeff Merkley"]),
    made(901, "Untied shoes", "heart and flooding"),
    made(903, "Merkle and shoes", "eart"),
    made(904, "Merkle again"),
    made(902, "Governor of Kabul", "elsewhere", source="Planet"),
]


@pytest.fixture(scope="module", params=["tantivy", "whoosh"])
def searcher(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Searcher]:
    folder = tmp_path_factory.mktemp("index")
    made = indexed(url_in(request.param, folder), [*FREQUENT, *RARE])
    yield made
    made.close()


def meant(searcher: Searcher, text: str) -> str | None:
    found = suggest_correction(plan_for(searcher, Ask(text=text)))
    return found.text if found else None


@pytest.mark.parametrize(
    ("typed", "corrected"),
    [
        ("afganistan", "afghanistan"),  # a letter left out
        ("lissbon", "lisbon"),  # put in
        ("lisbin", "lisbon"),  # exchanged
        ("lisbno", "lisbon"),  # two exchanged with each other
        ("presidnet", "president"),
        ("prsidnet", "president"),  # twice
        ("resident", "president"),  # at the beginning
        ("esrht", None),  # two steps from a short word
        ("Lisbin", "Lisbon"),
        ("LISBIN", "LISBON"),
        ("lïsbîn", "lisbon"),
        ("алексадр", "александр"),
    ],
)
def test_a_word_that_is_nowhere_is_corrected(
    searcher: Searcher, typed: str, corrected: str | None
) -> None:
    assert meant(searcher, typed) == corrected


def test_the_rest_of_the_query_stays_as_it_was_typed(searcher: Searcher) -> None:
    typed = '  ( lisbin OR  "kabul" )  -title:Xyzzy published:2020..  '
    assert meant(searcher, typed) == typed.replace("lisbin", "lisbon")


def test_several_words_are_corrected_at_once(searcher: Searcher) -> None:
    found = suggest_correction(plan_for(searcher, Ask(text="lisbin terrorsm")))
    assert found is not None
    assert found.text == "lisbon terrorism"
    assert found.total == 150
    assert [(c.start, c.end, c.text) for c in found.changes] == [
        (0, 6, "lisbon"),
        (7, 15, "terrorism"),
    ]


def test_every_word_is_mended_that_can_be(searcher: Searcher) -> None:
    # "merkl" has the stem of "merkle", which is there
    assert meant(searcher, "presidnt merkl") == "president merkel"
    assert meant(searcher, "lisbin eart") == "lisbon earth"
    # "climat" finds what "climate" does
    assert meant(searcher, "terrorsm climat") == "terrorism climate"


def test_a_word_stays_where_its_mend_finds_nothing(searcher: Searcher) -> None:
    assert meant(searcher, "eart shoess") == "eart shoes"


def test_a_word_far_rarer_than_one_spelt_nearly_so_is_doubted(
    searcher: Searcher,
) -> None:
    assert meant(searcher, "terorism") == "terrorism"
    assert meant(searcher, "untied") is None


def test_a_word_of_four_letters_is_doubted_if_hardly_any_article_has_it(
    searcher: Searcher,
) -> None:
    assert meant(searcher, "eart") == "earth"
    assert meant(searcher, "eart shoes") != "heart shoes"


def test_words_that_are_frequent_or_of_the_same_stem_are_not(
    searcher: Searcher,
) -> None:
    for right in ("lisbon", "merkel", "flooding", "flooded", "kabul", "earth"):
        assert meant(searcher, right) is None


def test_names_are_corrected_from_names(searcher: Searcher) -> None:
    assert meant(searcher, 'person:"Angela Merkle"') == 'person:"Angela Merkel"'
    assert meant(searcher, "person:(merkl OR x)") == "person:(merkel OR x)"
    assert meant(searcher, 'organisation:"United Natoins"') == (
        'organisation:"United Nations"'
    )
    assert meant(searcher, "place:afganistan") == "place:afghanistan"


def test_a_word_of_the_text_is_no_name(searcher: Searcher) -> None:
    assert meant(searcher, "person:lisbin") is None


def test_nothing_without_hits_is_offered(searcher: Searcher) -> None:
    assert meant(searcher, "lisbin kabul") is None
    assert meant(searcher, '"lisbin afghanistan"') is None
    assert meant(searcher, "lisbin published:1999") is None


def test_filters_stay(searcher: Searcher) -> None:
    other = (Selection("source", ("Planet",)),)
    assert (
        suggest_correction(plan_for(searcher, Ask(text="lisbin", selections=other)))
        is None
    )
    same = (Selection("source", ("Gazette",)),)
    found = suggest_correction(plan_for(searcher, Ask(text="lisbin", selections=same)))
    assert found is not None
    assert found.total == 150


@pytest.mark.parametrize("text", ["on:lisbin", "about:lisbin", "lisbi*", "xy", "2001"])
def test_what_has_no_spelling_is_left_alone(searcher: Searcher, text: str) -> None:
    assert meant(searcher, text) is None


def test_no_operator_comes_of_capitals(engine_url: EngineUrl) -> None:
    searcher = indexed(engine_url, [made(n, "and not other") for n in range(3)])
    assert meant(searcher, "NOTT") == "Not"
    assert meant(searcher, "ANDD") == "And"
    searcher.close()


@pytest.mark.parametrize("text", HOSTILE)
def test_whatever_is_typed_is_answered(searcher: Searcher, text: str) -> None:
    suggest_correction(plan_for(searcher, Ask(text=text)))
    suggest_correction(plan_for(searcher, Ask(text=f"title:{text} lisbin")))


def test_a_query_of_rare_words_alone_costs_no_more_than_some_of_them(
    searcher: Searcher,
) -> None:
    few = effort(lambda: meant(searcher, " ".join(f"qx{c}zlisbin" for c in "abc")))
    many = "abcdefghijklmnopqrstuvwxyz"
    rare = " ".join(f"qx{c}{d}lisbin" for c in many for d in many)
    assert effort(lambda: meant(searcher, rare)) < 30 * few
