"""Credit lines name who made a story, not what it is about."""

from __future__ import annotations

import pytest

from index.extract.extractor import extractor_for
from search.model.article import Article, Facts

STORY = "SPRINGDALE - The mayor, Ann Miller, closed a bridge of Springdale on Friday."


def facts(body: str) -> Facts:
    return extractor_for("en").extract(Article(id="a", title="", body=body))


@pytest.mark.parametrize(
    "credit",
    [
        "(Reporting by Lee Marks in Nairobi, Jane Park in Seoul; Editing by Kim Stone)",
        "(Additional reporting and writing by Jane Park; editing by Kim Stone)",
        "[Reporting by Lee Marks in Nairobi",
        "Additional reporting by Jane Park in Seoul",
        "• With reporting by Jane Park in Paris.",
        "Compiled by Jane Park from reports by the Paris Globe.",
        "Associated Press writer Lee Marks in Nairobi contributed to this report.",
        "CNN's Jane Park and Thomas D. Marks contributed to this story.",
        "Park and Marks reported from Seoul. Kim Stone contributed reporting.",
        "Follow Jane Park on Twitter: @janepark",
        "*Additional reporting: Jane Park in Seoul",
        "Editor: Jane Park",
        "Edited by: Jane Park in Seoul",
        "- Lee Marks in Nairobi and Jane Park in Seoul",
        "Reuters reporters Lee Marks and Jane Park contributed in Seoul.",
        "AP writer Jane Park in Seoul contributed.",
        "Research was contributed by Jane Park in Seoul.",
        "This story was produced by Lee Marks and edited by Jane Park in Seoul.",
        "Reporting for The Globe from Nairobi: Lee Marks",
        "— Lee Marks, Nairobi",
        "(Lee Marks, with Jane Park in Seoul)",
        "Jane Park is a staff writer in Seoul. Contact her at park@wire.example",
        "Lee Marks covers energy for The Globe from Nairobi.",
        "To contact the reporter on this story: Jane Park in Seoul at park@wire.example"
        " To contact the editors responsible for this story: Kim Stone in Paris",
    ],
)
def test_people_places_and_bodies_of_a_credit_line_are_not_the_storys(
    credit: str,
) -> None:
    plain, credited = facts(STORY), facts(f"{STORY}\n\n{credit}")
    assert [person.name for person in credited.people] == ["Ann Miller"]
    assert credited.places == plain.places
    assert credited.countries == plain.countries
    assert credited.organisations == plain.organisations


@pytest.mark.parametrize(
    "sentence",
    [
        "Lee Marks is a reporter for The Globe who won a prize.",
        "Writer Lee Marks contributed in Iowa a thousand dollars.",
        "- Lee Marks, who lives in Iowa, said so.",
        "Reporter: Lee Marks, why did you go?",
    ],
)
def test_a_story_on_a_reporter_keeps_the_name(sentence: str) -> None:
    found = facts(f"{sentence} " + "The mill closed in the night. " * 5)
    assert [person.name for person in found.people] == ["Lee Marks"]


def test_a_credit_at_the_end_of_a_long_line_leaves_the_rest_of_it() -> None:
    long = "The council of Dayton met Peter Marlow. " * 9
    found = facts(f"{long}Thomas D. Marks in Cairo contributed to this report.")
    assert [person.name for person in found.people] == ["Peter Marlow"]
    assert [place.name for place in found.places] == ["Dayton"]


@pytest.mark.parametrize(
    "sentence",
    [
        "Two deaths were reported from Cairo.",
        "He praised the reporting by Jane Park in Cairo.",
        "The book, edited by Jane Park in Cairo, is long.",
        "Jane Park of Cairo contributed to this campaign.",
    ],
)
def test_a_sentence_of_the_story_is_no_credit(sentence: str) -> None:
    assert "Cairo" in {place.name for place in facts(f"{STORY} {sentence}").places}
