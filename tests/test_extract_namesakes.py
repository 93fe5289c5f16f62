"""Places that people or universities of the same article are called like."""

from __future__ import annotations

import pytest

from index.extract.extractor import extractor_for
from search.model.article import Article, Facts


def facts(body: str) -> Facts:
    return extractor_for("en").extract(Article(id="a", title="", body=body))


@pytest.mark.parametrize(
    ("body", "person", "place"),
    [
        (
            "Sam Houston won the race. He is now the mayor of Houston, a large city. "
            "Houston said he was glad.",
            "Sam Houston",
            "Houston",
        ),
        (
            "Hillary Clinton spoke in Clinton, Iowa, on Friday. Clinton was cheered.",
            "Hillary Clinton",
            "Clinton",
        ),
        (
            "Senator Charlotte Jackson was in Jackson, Mississippi, on Friday.",
            "Charlotte Jackson",
            "Jackson",
        ),
        (
            "Jack London was born in San Francisco. He flew to London. London wrote.",
            "Jack London",
            "London",
        ),
        (
            "Senator John Lincoln met voters in Lincoln, Neb. Lincoln spoke there.",
            "John Lincoln",
            "Lincoln",
        ),
    ],
)
def test_the_words_around_a_name_tell_a_place_from_a_person(
    body: str, person: str, place: str
) -> None:
    found = facts(body)
    (one,) = [named for named in found.people if named.name == person]
    (other,) = [named for named in found.places if named.name == place]
    assert len(other.mentions) == 1
    spans = {mention.start for mention in one.mentions}
    assert other.mentions[0].start not in spans


@pytest.mark.parametrize(
    "body",
    [
        "Hillary Clinton, Ukraine's friend, spoke. They ask Clinton, Ukraine "
        "and others.",
        "Barack Obama met Pierre Martin. They met Mr. Obama, France and Britain said.",
        "Marco Rubio spoke. Mr. Rubio, Florida Republican, was glad.",
    ],
)
def test_a_country_that_has_no_such_town_makes_no_place_of_a_person(body: str) -> None:
    names = {place.name for place in facts(body).places}
    assert names.isdisjoint({"Clinton", "Obama", "Rubio"})


@pytest.mark.parametrize("name", ["Whitney Houston", "George Washington"])
def test_a_given_name_before_a_town_is_somebodys(name: str) -> None:
    found = facts(f"The Houston mayor met {name} on Friday in the house.")
    assert [person.name for person in found.people] == [name]
    assert name not in {place.name for place in found.places}


@pytest.mark.parametrize(
    "body",
    [
        "Students at Columbia protested on Friday; Columbia's president left.",
        "He studied at Columbia.",
        "She graduated from Princeton with honors.",
        "The Columbia professor said so, as Columbia University knew.",
    ],
)
def test_a_university_is_no_town(body: str) -> None:
    assert facts(body).places == ()


@pytest.mark.parametrize(
    ("body", "place"),
    [
        ("A flood hit Columbia, S.C., on Friday.", "Columbia"),
        ("He lives in Princeton, where rain fell.", "Princeton"),
        ("Police in Alexandria, Va., said that two men had died.", "Alexandria"),
    ],
)
def test_a_town_that_says_where_stays_one(body: str, place: str) -> None:
    assert place in {named.name for named in facts(body).places}


def test_at_a_university_known_by_its_name_alone_is_no_town() -> None:
    assert facts("Ann Lee met her rival at Columbia. She left.").places == ()
    assert [p.name for p in facts("The flood came in Columbia.").places] == ["Columbia"]


@pytest.mark.parametrize(
    ("body", "person"),
    [
        ("Paris Hartwell came. Hartwell stayed a week.", "Paris Hartwell"),
        ("Virginia Madison grew up on a farm.", "Virginia Madison"),
        ("Austin Stone's wife spoke of the fire.", "Austin Stone"),
        ("Israel Hartwell and his son were there.", "Israel Hartwell"),
    ],
)
def test_what_people_do_tells_a_person_from_two_places(body: str, person: str) -> None:
    found = facts(body)
    assert [who.name for who in found.people] == [person]
    assert found.places == ()


def test_one_may_go_to_a_town_of_ones_own_name() -> None:
    found = facts("Mr. Washington went to Washington. Denzel Washington waited there.")
    assert [who.name for who in found.people] == ["Denzel Washington"]
    assert [place.name for place in found.places] == ["Washington, D.C."]


@pytest.mark.parametrize(
    ("body", "codes"),
    [
        ("Troops left Chad on Monday, the defence minister said.", ["TD"]),
        ("Anna Falk left Jordan on Monday with her bags.", ["JO"]),
        ("The rebels fled Chad on Monday, the minister said.", ["TD"]),
        ("She left Chad after ten years of marriage; Chad kept the house.", []),
        ("Chad Miller stayed. His sister left Chad on Monday with her bags.", []),
    ],
)
def test_a_country_that_is_left_is_told_from_a_husband(
    body: str, codes: list[str]
) -> None:
    assert [country.code for country in facts(body).countries] == codes


@pytest.mark.parametrize(
    ("body", "people"),
    [
        ("Mia Ward spoke to Florence Price on Monday.", ["Mia Ward", "Florence Price"]),
        ("Cuba Holmes Jr. was in New York on Monday.", ["Cuba Holmes Jr."]),
        ("On Monday Mr. Paris met the clerk.", ["Paris"]),
    ],
)
def test_somebody_called_like_a_place_is_named_by_what_is_done(
    body: str, people: list[str]
) -> None:
    found = facts(body)
    assert [person.name for person in found.people] == people
    assert not {place.name for place in found.places} & {"Cuba", "Florence", "Paris"}
