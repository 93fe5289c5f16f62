"""How well the facts of the samples agree with what a person read in them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

import pytest
from support.gold_set import KINDS, Compared, compare, gold_set
from support.sampled import sample_articles

from benchmarks.floors import floors
from benchmarks.scores import Score
from index.extract.extractor import extractor_for
from search.analysis.tokens import key
from search.model.article import (
    Article,
    Country,
    Facts,
    Mention,
    MentionedDate,
    Organisation,
    Person,
    Place,
    PlaceKind,
    TextField,
)

ROW = {
    "people": ["Ana Silva", "Prince Charles|Charles"],
    "organisations": ["Green Party"],
    "places": ["São Paulo", "Georgia"],
    "about": ["BR"],
    "mentioned": ["GE"],
    "dates": ["2020-01-03"],
    "also": {"places": ["Europe"], "mentioned": ["PT"]},
}


@pytest.fixture(scope="module")
def articles() -> list[Article]:
    return sample_articles()


@pytest.fixture(scope="module")
def compared(articles: list[Article]) -> dict[str, dict[str, Compared]]:
    """How each article agrees, by its title and the kind of fact."""
    extractor, gold = extractor_for("en"), gold_set()
    return {
        article.title: compare(extractor.extract(article), gold[article.title])
        for article in articles
    }


@pytest.mark.parametrize("kind", KINDS)
def test_facts_of_the_samples_do_not_get_worse(
    compared: dict[str, dict[str, Compared]], kind: str
) -> None:
    floor = floors()[f"samples {kind} f1"]
    assert 0 < floor < 1
    of_kind = {title: kinds[kind] for title, kinds in compared.items()}
    score = total(of_kind.values())
    assert score.f1 >= floor, (
        f"{kind}: F1 {score.f1:.4f} is below its floor of {floor}"
        f" (precision {score.precision:.4f}, recall {score.recall:.4f})\n"
        + "\n".join(errors(of_kind))
    )


def total(compared: Iterable[Compared]) -> Score:
    score = Score()
    for right, missed, false in compared:
        score.found += len(right) + len(false)
        score.gold += len(right) + len(missed)
        score.right += len(right)
    return score


def errors(compared: Mapping[str, Compared]) -> list[str]:
    """A line for each article where something is missed or false."""
    lines = []
    for title, (_, missed, false) in compared.items():
        parts = [
            f"{what} {', '.join(names)}"
            for what, names in (("missed:", missed), ("false:", false))
            if names
        ]
        if parts:
            lines.append(f"  {title}: {'; '.join(parts)}")
    return lines


def test_every_sample_is_annotated_and_nothing_else(articles: list[Article]) -> None:
    assert len({article.title for article in articles}) == len(articles) >= 40
    assert {article.title for article in articles} == set(gold_set())


def test_annotated_names_stand_in_the_article(articles: list[Article]) -> None:
    gold = gold_set()
    for article in articles:
        text = f" {key(article.title)} {key(article.body)} "
        row = gold[article.title]
        for kind in ("people", "organisations", "places"):
            for name in (*row[kind], *row.get("also", {}).get(kind, ())):
                spellings = name.split("|")
                assert any(f" {key(s)} " in text for s in spellings), name


def test_annotated_things_are_one_of_a_kind() -> None:
    for title, row in gold_set().items():
        for kind in ("people", "organisations", "places", "dates"):
            assert len(set(row[kind])) == len(row[kind]), (title, kind)
        countries = [*row["about"], *row["mentioned"]]
        assert len(set(countries)) == len(countries), title


def test_all_that_agrees_is_right_whatever_its_spelling() -> None:
    facts = Facts(
        people=(Person("ana silva", ()), Person("Charles", ())),
        organisations=(Organisation("Green Party", ()),),
        places=(place("Sao Paulo", "BR"), place("State of Georgia", "US", "Georgia")),
        countries=(country("BR", about=True), country("GE")),
        dates=(MentionedDate("2020-01-03", date(2020, 1, 3), date(2020, 1, 4), ()),),
    )
    compared = compare(facts, ROW)
    assert list(compared) == list(KINDS)
    assert total(compared.values()).f1 == 1
    assert errors(compared) == []


def test_what_is_missed_and_what_is_false_is_told_by_article() -> None:
    facts = Facts(people=(Person("Silva", ()), Person("Prince Charles", ())))
    compared = compare(facts, ROW)["people"]
    assert compared == Compared(("Prince Charles|Charles",), ("Ana Silva",), ("Silva",))
    score = total([compared])
    assert (score.precision, score.recall, score.f1) == (0.5, 0.5, 0.5)
    assert errors({"A title": compared}) == [
        "  A title: missed: Ana Silva; false: Silva"
    ]


def test_one_thing_under_two_names_is_false_once() -> None:
    facts = Facts(people=(Person("Prince Charles", ()), Person("Charles", ())))
    assert compare(facts, ROW)["people"].false == ("Charles",)


def test_what_one_may_see_either_way_counts_neither_way() -> None:
    facts = Facts(
        places=(place("Europe", None), place("Lisbon", "PT")),
        countries=(country("PT"),),
    )
    compared = compare(facts, ROW)
    assert compared["places"].false == ("Lisbon",)
    assert compared["countries"] == Compared((), ("BR", "GE"), ())


def test_countries_and_peoples_are_no_places_here() -> None:
    facts = Facts(
        places=(
            place("Brazil", "BR"),
            Place("France", PlaceKind.DEMONYM, "FR", ()),
            place("Georgia", "GE"),
        )
    )
    missed = ("São Paulo", "Georgia")
    assert compare(facts, ROW)["places"] == Compared((), missed, ())


def place(name: str, country: str | None, *written: str) -> Place:
    mentions = tuple(Mention(TextField.BODY, 0, len(w), w) for w in written)
    return Place(name, PlaceKind.PLACE, country, mentions)


def country(code: str, *, about: bool = False) -> Country:
    return Country(code, code, about, 0.5)
