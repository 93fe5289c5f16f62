"""Which names are places, and where they lie."""

from __future__ import annotations

import pytest

from index.extract import default_extractor
from search.model import Article, Place, PlaceKind


def places(body: str, title: str = "") -> tuple[Place, ...]:
    article = Article(id="a", title=title, body=body)
    found = default_extractor().extract(article).places
    for place in found:
        for mention in place.mentions:
            text = title if mention.field == "title" else body
            assert text[mention.start : mention.end] == mention.text
    return found


def named(body: str) -> set[tuple[str, str | None]]:
    """Name and country of everything named as a place itself."""
    return {(p.name, p.country) for p in places(body) if p.kind is PlaceKind.PLACE}


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("Troops left Iraq for Kuwait.", {("Iraq", "IQ"), ("Kuwait", "KW")}),
        ("He flew to Tehran and Baghdad.", {("Tehran", "IR"), ("Baghdad", "IQ")}),
        ("Talks in Britain.", {("United Kingdom", "GB")}),
        ("A bridge in Scotland fell.", {("Scotland", "GB")}),
        (
            "the Democratic Republic of the Congo",
            {("Democratic Republic of the Congo", "CD")},
        ),
        ("War in Bosnia and Herzegovina.", {("Bosnia and Herzegovina", "BA")}),
        ("Flights to Rio de Janeiro stopped.", {("Rio de Janeiro", "BR")}),
        ("Bombay is now Mumbai.", {("Mumbai", "IN")}),
        ("Peace in the Middle East.", {("Middle East", None)}),
        ("Rain over Western Europe.", {("Europe", None)}),
        ("Snow in New England.", {("New England", "US")}),
        ("A storm in the Gulf of Mexico.", {("Gulf of Mexico", None)}),
        ("Voters in New Mexico.", {("New Mexico", "US")}),
        ("Voters in Indiana.", {("Indiana", "US")}),
        ("Police in Sao Paulo and São Paulo.", {("Sao Paulo", "BR")}),
        ("The United\nStates of America", {("United States", "US")}),
    ],
)
def test_countries_regions_and_cities_are_found(
    body: str, expected: set[tuple[str, str | None]]
) -> None:
    assert named(body) == expected


@pytest.mark.parametrize(
    "body",
    [
        "Nice work. Reading week is over.",
        "Mobile phones. Man bites dog. Most people agree.",
        "March was cold. Police came. Orange is a colour.",
        "Bar none. Same here. Split decision. Much ado. Of course.",
        "Contact us. Us too. It is up to us - or to them.",
        "They ate turkey and put the china away.",
        "Columbia University and Stanford University agreed.",
        "The Washington Post and The New York Times reported it.",
        "The Boston Globe wrote.",
        "Thanksgiving Turkey for all.",
    ],
)
def test_ordinary_words_newspapers_and_universities_are_no_places(body: str) -> None:
    assert places(body) == ()


@pytest.mark.parametrize(
    "body",
    [
        "Michael Jordan retired. Jordan said so.",
        "Jordan Peele made a film.",
        "Chad Johnson said no.",
        "Paris Hilton said no.",
        "Jack London wrote it. London wrote much.",
        "George Washington was a general.",
    ],
)
def test_names_of_people_are_no_places(body: str) -> None:
    assert places(body) == ()


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("in Paris, Texas", {("Paris", "US"), ("Texas", "US")}),
        ("in Kansas City, Missouri", {("Kansas City", "US"), ("Missouri", "US")}),
        ("in Mobile, Alabama", {("Mobile", "US"), ("Alabama", "US")}),
        ("in Bangor, Maine", {("Bangor", "US"), ("Maine", "US")}),
        ("in Lebanon, Pennsylvania", {("Lebanon", "US"), ("Pennsylvania", "US")}),
        ("TROY, N.C. (AP) - A fire", {("Troy", "US"), ("North Carolina", "US")}),
        ("Salvador, Bahia", {("Salvador", "BR"), ("Bahia", "BR")}),
        ("in Nice, France", {("Nice", "FR"), ("France", "FR")}),
        ("in Albany, N.Y.", {("Albany", "US"), ("New York State", "US")}),
    ],
)
def test_a_state_or_country_behind_says_which_town(
    body: str, expected: set[tuple[str, str | None]]
) -> None:
    assert named(body) == expected


@pytest.mark.parametrize(
    ("body", "country"),
    [
        ("The Georgia Republican spoke in Atlanta.", "US"),
        ("Voters in Georgia, Ohio and Texas.", "US"),
        ("Georgia's leaders met in Tbilisi.", "GE"),
        ("Georgia fears Russia, Georgian officials said.", "GE"),
    ],
)
def test_georgia_is_told_by_its_neighbours(body: str, country: str) -> None:
    assert ("Georgia", country) in named(body)


@pytest.mark.parametrize(
    ("body", "name"),
    [
        ("Washington turned the call down.", "Washington, D.C."),
        ("WASHINGTON (AFP) -- The president", "Washington, D.C."),
        ("Farmers in Washington state said.", "Washington State"),
    ],
)
def test_washington_is_the_capital_unless_called_a_state(body: str, name: str) -> None:
    assert named(body) == {(name, "US")}


@pytest.mark.parametrize(
    ("body", "texts"),
    [
        ("The US and the U.S. and us.", ["US", "U.S."]),
        ("US-led forces, UK-based firms", ["US", "UK"]),
        ("CONTACT US NOW", []),
    ],
)
def test_abbreviations_count_only_as_written(body: str, texts: list[str]) -> None:
    found = sorted(m for place in places(body) for m in place.mentions)
    assert [mention.text for mention in found] == texts


@pytest.mark.parametrize(
    ("body", "name", "country", "text"),
    [
        ("Iranian media reported.", "Iran", "IR", "Iranian"),
        ("The Dutch voted.", "Netherlands", "NL", "Dutch"),
        ("pro-Iranian militias", "Iran", "IR", "Iranian"),
        ("South Korean troops", "South Korea", "KR", "South Korean"),
        ("the Bank of England", "United Kingdom", "GB", "England"),
    ],
)
def test_people_and_things_of_a_country_imply_it(
    body: str, name: str, country: str, text: str
) -> None:
    (place,) = places(body)
    assert (place.name, place.kind, place.country) == (name, PlaceKind.DEMONYM, country)
    assert [mention.text for mention in place.mentions] == [text]


@pytest.mark.parametrize("body", ["He said it in English.", "English-speaking pupils"])
def test_a_language_is_no_place(body: str) -> None:
    assert places(body) == ()


def test_mentions_stand_in_title_and_body_in_reading_order() -> None:
    (iran,) = places("Iran said no. Later Iran said yes.", title="Iran talks")
    assert [(m.field, m.start) for m in iran.mentions] == [
        ("title", 0),
        ("body", 0),
        ("body", 20),
    ]
