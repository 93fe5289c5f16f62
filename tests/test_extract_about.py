"""Which countries an article is about, and which it merely mentions."""

from __future__ import annotations

import pytest

from index.extract.extractor import extractor_for
from search.model.article import Article, Country


def found(body: str, title: str = "") -> tuple[Country, ...]:
    article = Article(id="a", title=title, body=body)
    return extractor_for("en").extract(article).countries


def about(body: str, title: str = "") -> set[str]:
    return {country.code for country in found(body, title) if country.about}


FILLER = "The talks went on for hours and nothing was agreed by anyone. " * 20


def test_the_only_country_has_all_the_attention() -> None:
    (country,) = found("A ferry sank off Greece.")
    assert (country.code, country.name, country.about) == ("GR", "Greece", True)
    assert country.score == 1.0


def test_a_country_in_passing_is_mentioned_only() -> None:
    body = f"Iran said no. Iranian officials met in Tehran. {FILLER} Iran left. " * 3
    body += "Reporters from Norway watched."
    countries = {country.code: country for country in found(body, "Iran says no")}
    assert countries["IR"].about
    assert not countries["NO"].about
    assert countries["IR"].score > 0.7 > countries["NO"].score > 0


def test_two_countries_in_title_and_opening_are_both_meant() -> None:
    body = f"Iran and Iraq signed. {FILLER}"
    assert about(body, "Iran and Iraq sign pact") == {"IR", "IQ"}


def test_cities_and_demonyms_count_for_their_country() -> None:
    assert about("Parisians rejoice. French trains reached Lyon.") == {"FR"}


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("LONDON (AP) - Sudan's army said Sudan is calm. Sudanese troops left.", "SD"),
        ("PARIS (Reuters) — Malian officials said Mali needs help in Mali.", "ML"),
    ],
)
def test_the_dateline_counts_less_than_the_story(body: str, expected: str) -> None:
    first, second = found(body)
    assert first.code == expected
    assert first.score > second.score


def test_a_story_is_about_where_it_was_filed_too() -> None:
    body = "LONDON, April 3 - Robots were sold to the Soviet motor industry."
    assert about(body, "GEC wins robots order from USSR") == {"GB", "SU"}


def test_money_of_a_country_hardly_counts() -> None:
    body = f"Brazil paid. Brazilian banks agreed. It cost 3 mln Canadian dlrs. {FILLER}"
    assert about(body) == {"BR"}
    assert {country.code for country in found(body)} == {"BR", "CA"}


def test_scores_add_up_and_come_in_order() -> None:
    countries = found(
        "Peru beat Chile. Brazil beat Peru. Cuba, Haiti and Fiji watched."
    )
    scores = [country.score for country in countries]
    assert scores == sorted(scores, reverse=True)
    assert sum(scores) == pytest.approx(1.0, abs=0.001)


@pytest.mark.parametrize("body", ["", "Nothing here.", "The Middle East is tense."])
def test_without_a_country_there_is_none(body: str) -> None:
    assert found(body) == ()


@pytest.mark.parametrize(
    "body",
    [
        "The White House said the FBI would act. GOP leaders agreed.",
        "The Internal Revenue Service and the House Judiciary Committee met.",
    ],
)
def test_bodies_of_one_country_speak_of_it(body: str) -> None:
    assert about(body) == {"US"}


def test_bodies_that_many_countries_have_speak_of_none() -> None:
    assert found("The Supreme Court, the Senate and the Labour Party disagreed.") == ()
