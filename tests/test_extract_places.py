"""Which names are places, and where they lie."""

from __future__ import annotations

import datetime

import pytest
from support.effort import effort

from index.extract.english.places.places import find_places, group_places
from index.extract.english.words import read_text
from index.extract.extractor import extractor_for
from index.extract.spans import NamedSpan, NameKind
from search.model.article import (
    Article,
    Place,
    PlaceKind,
    Precision,
    Published,
    TextField,
)


def places(body: str, title: str = "", year: int | None = None) -> tuple[Place, ...]:
    date = datetime.date(year, 6, 1) if year else None
    published = Published(date, Precision.DAY, "metadata", 1.0) if date else None
    article = Article(id="a", title=title, body=body, published=published)
    found = extractor_for("en").extract(article).places
    for place in found:
        for mention in place.mentions:
            text = title if mention.field == "title" else body
            assert text[mention.start : mention.end] == mention.text
    return found


def named(body: str, year: int | None = None) -> set[tuple[str, str | None]]:
    """Name and country of everything named as a place itself."""
    found = places(body, year=year)
    return {(p.name, p.country) for p in found if p.kind is PlaceKind.PLACE}


def tagged(marked: str) -> set[tuple[str, str | None, PlaceKind]]:
    """The places of a text whose names are marked as a tagger would: "[P Rome]".

    P is a place, N a person, B a body (organisation), O another name.
    """
    kinds = {
        "P": NameKind.PLACE,
        "N": NameKind.PERSON,
        "B": NameKind.ORGANISATION,
        "O": NameKind.OTHER,
    }
    body, names = "", []
    for piece in marked.split("["):
        inside, closed, rest = piece.partition("]")
        if closed:
            start = len(body)
            body += inside[2:]
            names.append(NamedSpan(TextField.BODY, start, len(body), kinds[inside[0]]))
        body += rest if closed else piece
    texts = [read_text(TextField.TITLE, ""), read_text(TextField.BODY, body)]
    found = group_places(find_places(texts, names))
    for place in found:
        for mention in place.mentions:
            assert body[mention.start : mention.end] == mention.text
    return {(place.name, place.country, place.kind) for place in found}


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
        ("Lawmakers met in Albany.", {("Albany", "US")}),
        (
            "From Oklahoma to Pennsylvania.",
            {("Oklahoma", "US"), ("Pennsylvania", "US")},
        ),
        ("Mauritius and Mauritania", {("Mauritius", "MU"), ("Mauritania", "MR")}),
        ("Rebels in Chad. Chad's army fought.", {("Chad", "TD")}),
        ("Flights to St. Paul and Yunnan", {("Saint Paul", "US"), ("Yunnan", "CN")}),
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
        "The Times of London and the Voice of America said so.",
        "M.S. Dhoni batted. He holds an M.S. in physics.",
        "I RAN AWAY. She ran.",
        "Prices - up 5 pct - rose. Peruse the list.",
        "They used India ink. It cost US$10 or US $10.",
        "Mr. Graham met Sen. Warren.",
        "The Buffalo Bills beat the Dallas Cowboys.",
        "The New England Patriots and the New York Giants played.",
        "Toronto Blue Jays and Toronto Maple Leafs.",
        "Manchester United beat Chelsea. FC Barcelona met Real Madrid.",
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
        "George Washington was a general. Washington said so.",
        "Chad Smith plays drums. Chad said he was happy.",
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
        ("in Lebanon, Pa.", {("Lebanon", "US"), ("Pennsylvania", "US")}),
        ("in Peru, Indiana.", {("Peru", "US"), ("Indiana", "US")}),
        ("in Peru, Ind. Peru", {("Peru", "US"), ("Indiana", "US")}),
        ("CUBA, Mo. (AP) - A fire", {("Cuba", "US"), ("Missouri", "US")}),
        ("In Gettysburg, Pa.", {("Gettysburg", "US"), ("Pennsylvania", "US")}),
        ("NITRO, W.Va., March 2 - A", {("Nitro", "US"), ("West Virginia", "US")}),
        ("TAYLOR, MICH., March 2 - A", {("Taylor", "US"), ("Michigan", "US")}),
        ("DENVER, April 1 - A fire", {("Denver", "US")}),
        ("Mexico, Texas and Ohio", {("Mexico", "MX"), ("Texas", "US"), ("Ohio", "US")}),
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
        ("Kemp won Georgia with the votes of most Georgians.", "US"),
        ("Students met in Athens, Georgia.", "US"),
        ("Leaders met in Batumi, Georgia.", "GE"),
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
        ("CONTACT US", []),
        ("CONTACT US TODAY OR CALL US. The US said so.", ["US"]),
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


def where(body: str, name: str) -> tuple[str | None, int | None]:
    """Country and GeoNames id of the one place of a name."""
    ((country, number),) = {
        (p.country, p.geonames) for p in places(body) if p.name == name
    }
    return country, number


@pytest.mark.parametrize(
    ("body", "name", "expected"),
    [
        ("He flew to Paris.", "Paris", ("FR", 2988507)),
        ("In Paris, Texas, it rained. Paris is small.", "Paris", ("US", 4717560)),
        ("He lives in London, Ontario. London is quiet.", "London", ("CA", 6058560)),
        ("Canada, Canadians, Canada. He flew to London.", "London", ("GB", 2643743)),
        ("in Birmingham, Ala.; Birmingham mourned", "Birmingham", ("US", 4049979)),
        ("in Birmingham", "Birmingham", ("GB", 2655603)),
        ("A university in Moscow, Idaho", "Moscow", ("US", 5601538)),
        ("BANGOR, Maine (AP) - A fire in Bangor", "Bangor", ("US", 4957280)),
        ("TROY, N.C. (AP) - A fire", "Troy", ("US", 4495714)),
        ("A fire in Kansas City", "Kansas City", ("US", 4393217)),
        ("Carnival in Salvador", "Salvador", ("BR", 3450554)),
        ("Sindh and Karachi; Hyderabad", "Hyderabad", ("PK", 1176734)),
        ("Telangana and India; Hyderabad", "Hyderabad", ("IN", 1269843)),
        ("France and the French", "France", ("FR", 3017382)),
        ("in Georgia, Ohio and Texas", "Georgia", ("US", 4197000)),
        ("Rain in Ontario", "Ontario", ("CA", 6093943)),
        ("Rain in New England", "New England", ("US", None)),
    ],
)
def test_a_place_has_the_geonames_entry_that_is_meant(
    body: str, name: str, expected: tuple[str | None, int | None]
) -> None:
    assert where(body, name) == expected


def test_coordinates_are_those_of_the_place() -> None:
    (paris,) = places("in Paris, Texas")[:1]
    assert (paris.latitude, paris.longitude) == (33.66094, -95.55551)
    (france,) = places("in France")
    assert france.latitude == pytest.approx(47, abs=2)
    assert france.longitude == pytest.approx(2.5, abs=2)
    (fiji,) = places("in Fiji")  # on both sides of the date line
    assert abs(fiji.longitude or 0) > 177


def test_two_towns_of_one_name_stay_two() -> None:
    found = places("Springfield, Ill., and Springfield, Mass., are cities.")
    assert [p.geonames for p in found if p.name == "Springfield"] == [4250542, 4951788]


@pytest.mark.parametrize(
    ("body", "year", "expected"),
    [
        ("The Soviet Union", 1987, {("Soviet Union", "SU")}),
        (
            "Moscow, Kiev and Tallinn",
            1987,
            {("Moscow", "SU"), ("Kyiv", "SU"), ("Tallinn", "SU")},
        ),
        ("Russia", 1987, {("Russia", "SU")}),
        ("Ukraine", 1987, {("Ukraine", "UA")}),
        ("the Soviet Union, Moscow", 2015, {("Soviet Union", "SU"), ("Moscow", "RU")}),
        ("Moscow", None, {("Moscow", "RU")}),
        (
            "Germany, Bonn and Leipzig",
            1987,
            {("Germany", "XW"), ("Bonn", "XW"), ("Leipzig", "DD")},
        ),
        ("West Germany", 2015, {("West Germany", "DE")}),
        ("West Germany and Bonn", None, {("West Germany", "XW"), ("Bonn", "DE")}),
        ("Zaire and Kinshasa", 1990, {("Zaire", "ZR"), ("Kinshasa", "ZR")}),
        ("Zaire and Kinshasa", 2019, {("Zaire", "CD"), ("Kinshasa", "CD")}),
        ("Yugoslavia, Zagreb", 1990, {("Yugoslavia", "YU"), ("Zagreb", "YU")}),
        ("Yugoslavia, Zagreb", 1995, {("Yugoslavia", "YU"), ("Zagreb", "HR")}),
        ("Burma", 1987, {("Myanmar", "MM")}),
    ],
)
def test_countries_are_those_of_the_time(
    body: str, year: int | None, expected: set[tuple[str, str | None]]
) -> None:
    assert named(body, year) == expected


@pytest.mark.parametrize(
    ("body", "year", "country"),
    [
        ("Soviet troops", 1987, "SU"),
        ("German bonds", 1987, "XW"),
        ("German bonds", 1995, "DE"),
        ("West German cars", 1987, "XW"),
        ("West German cars", 2015, "DE"),
        ("Czech glass", 1987, "CS"),
        ("Zairean troops", 1987, "ZR"),
    ],
)
def test_so_are_the_countries_of_people_and_things(
    body: str, year: int, country: str
) -> None:
    (place,) = places(body, year=year)
    assert (place.kind, place.country) == (PlaceKind.DEMONYM, country)


PLACE, DEMONYM = PlaceKind.PLACE, PlaceKind.DEMONYM


@pytest.mark.parametrize(
    ("marked", "expected"),
    [
        ("[N Jordan] scored. He left [P Jordan].", {("Jordan", "JO", PLACE)}),
        ("[N Chad] said [N Paris] and [N Georgia] came.", set()),
        ("[B Chelsea] beat [B Paris] in [P Turin].", {("Turin", "IT", PLACE)}),
        ("The [B Iran] side won.", {("Iran", "IR", DEMONYM)}),
        ("the [B Iran Air] desk", {("Iran", "IR", DEMONYM)}),
        ("the [B Paris Opera]", set()),
        ("the [B Washington Post]", set()),
        ("the [O Vietnam War]", {("Vietnam", "VN", DEMONYM)}),
        ("[O Iranian] media", {("Iran", "IR", DEMONYM)}),
        ("[P Reading] is a town.", {("Reading", "GB", PLACE)}),
        ("[P Nice] was hot.", {("Nice", "FR", PLACE)}),
        ("[P Kapedo] is a village.", {("Kapedo", None, PLACE)}),
        ("in [P Kapedo], [P Kenya]", {("Kapedo", "KE", PLACE), ("Kenya", "KE", PLACE)}),
        (
            "[P KAPEDO] in [P Kenya]. [P Kapedo]",
            {("Kapedo", "KE", PLACE), ("Kenya", "KE", PLACE)},
        ),
        ("the [P Tehran Province]", {("Tehran Province", "IR", PLACE)}),
        ("[N Ali Hassan] and [P Hassan] and [P B52]", set()),
        (
            "Rain in [P Paris, Texas].",
            {("Paris", "US", PLACE), ("Texas", "US", PLACE)},
        ),
        (
            "[P Salvador, Bahia] and Recife",
            {
                ("Salvador", "BR", PLACE),
                ("Bahia", "BR", PLACE),
                ("Recife", "BR", PLACE),
            },
        ),
        (
            "[B Salvador], [B Bahia] beat [B Iran] in [B Peru]",
            {
                ("Salvador", "BR", PLACE),
                ("Bahia", "BR", PLACE),
                ("Iran", "IR", DEMONYM),
                ("Peru", "PE", PLACE),
            },
        ),
        ("from [P Belgrade, Serbia]", {("Belgrade", "RS", PLACE)}),
        (
            "[P St. Paul and Yunnan]",
            {("Saint Paul", "US", PLACE), ("Yunnan", "CN", PLACE)},
        ),
        (
            "[N Gary], [N Ind. Mayor Smith] in [P Lebanon, Pa].",
            {
                ("Gary", "US", PLACE),
                ("Indiana", "US", PLACE),
                ("Lebanon", "US", PLACE),
                ("Pennsylvania", "US", PLACE),
            },
        ),
        ("[N Jack London], [P Ont.], said", {("Ontario", "CA", PLACE)}),
        ("an [P M.S.] in [P India] ink at [P US]$10. Oh, OK, [N Jo Doe]", set()),
        ("Christmas in [P Turkey]", {("Turkey", "TR", PLACE)}),
        ("a Christmas [P Turkey]", set()),
        ("[N Jack London] came. [P London] wrote.", set()),
        ("[N Jack London] died in [P London].", {("London", "GB", PLACE)}),
        (
            "the [P U.S.] and U.S. Navy",
            {("United States", "US", PLACE), ("United States", "US", DEMONYM)},
        ),
        ("the Punjab [B High Court]", set()),
        ("BEIJING ([B Xinhua]) -- Rain", {("Beijing", "CN", PLACE)}),
        ("a bank in [B Philadelphia]", {("Philadelphia", "US", PLACE)}),
        ("in [P Kapedo, Kenya]", {("Kapedo", "KE", PLACE)}),
        ("[P Iran, Iraq]", {("Iran", "IR", PLACE), ("Iraq", "IQ", PLACE)}),
        ("the U.S. Labor Day and [N Jo Doe]", {("United States", "US", PLACE)}),
        ("A THREAT FOR US. [N Jo Doe]", set()),
        (
            "[O London]-based, [O U.S.]-led",
            {("United Kingdom", "GB", DEMONYM), ("United States", "US", DEMONYM)},
        ),
        ("pro-Moscow leader [N Jo Doe]", {("Russia", "RU", DEMONYM)}),
        ("http://news.com/1/Talks-with-Iran-begin [N Jo Doe]", set()),
        (
            "[P Springdale], [P Texas]",
            {("Springdale", "US", PLACE), ("Texas", "US", PLACE)},
        ),
        (
            "Later Iran said. [P Iraq] too.",
            {("Iran", "IR", PLACE), ("Iraq", "IQ", PLACE)},
        ),
    ],
)
def test_what_a_tagger_says_of_a_name_is_believed(
    marked: str, expected: set[tuple[str, str | None, PlaceKind]]
) -> None:
    assert tagged(marked) == expected


@pytest.mark.parametrize(
    "piece",
    [
        "Paris, ",
        "New York of the ",
        "Springfield, Ill. ",
        "St. W. ",
        "U.S.-",
        "Kapedo, Kenya and ",
        "Real Real Madrid Bills ",
    ],
)
def test_twice_the_text_is_twice_the_work(piece: str) -> None:
    def work(times: int) -> int:
        text = read_text(TextField.BODY, piece * times)
        names = [
            NamedSpan(TextField.BODY, at, at + 2, NameKind.PLACE)
            for at in range(0, len(text.content) - 2, 7)
        ]
        return effort(lambda: find_places([text], names))

    work(10)  # loads the names
    assert work(800) < 2.5 * work(400)


@pytest.mark.parametrize(
    ("body", "mention", "state"),
    [
        ("Sen. Mitch McConnell (R-Ky.) agreed.", "R-Ky.", "Kentucky"),
        ("Kirsten Gillibrand, D-N.Y., agreed.", "D-N.Y.", "New York State"),
        ("Joe Manchin (D-W.Va.) agreed.", "D-W.Va.", "West Virginia"),
        ("Cory Booker (D-New Jersey) agreed.", "D-New Jersey", "New Jersey"),
        ("Raphael Warnock (D-Georgia) agreed.", "D-Georgia", "Georgia"),
        ("He is Rep. Rob Portman, R-Ohio.", "R-Ohio", "Ohio"),
        ("Angus King (I-Maine) agreed.", "I-Maine", "Maine"),
    ],
)
def test_a_politicians_party_and_state_name_the_state(
    body: str, mention: str, state: str
) -> None:
    [place] = places(body)
    assert (place.name, place.country) == (state, "US")
    assert [spot.text for spot in place.mentions] == [mention]


@pytest.mark.parametrize("word", ["R-rated", "D-Day", "I-95", "D-Ram"])
def test_other_letters_before_a_hyphen_are_no_party(word: str) -> None:
    assert places(f"She saw {word} again.") == ()


def test_whoever_is_called_by_state_and_party_is_no_place_of_that_name() -> None:
    body = "The Ohio Republican met Massachusetts Democrat Ed Markey."
    assert named(body) == {("Ohio", "US"), ("Massachusetts", "US")}


def test_what_lies_in_georgia_lies_in_the_georgia_that_is_meant() -> None:
    body = "Kemp went to the Fort of Okefen Point in Georgia, said Republicans."
    found = tagged(body.replace("Okefen Point", "[P Okefen Point]"))
    assert ("Okefen Point", "US", PlaceKind.PLACE) in found


def test_the_sign_of_a_company_at_an_exchange_names_no_place() -> None:
    assert named("JARDINE <JARD.HK> and MOULINEX <MOUP.PA> rose in Paris.") == {
        ("Paris", "FR")
    }
    assert tagged("[B Jardine] <[B JARD].[P HK]> rose") == set()


def test_a_storm_is_not_the_town_it_shares_a_name_with() -> None:
    body = "Hurricane Florence hit Wilmington, N.C. Florence weakened on Friday."
    assert named(body) == {("Wilmington", "US"), ("North Carolina", "US")}
    assert ("Florence", "IT") in named("The painter lived in Florence, Italy.")


@pytest.mark.parametrize(
    "people", ["African Americans", "Native American", "Asian-American"]
)
def test_a_people_of_no_country_is_no_place(people: str) -> None:
    assert places(f"He met {people} voters.") == ()


def test_what_is_said_of_a_continent_still_is_of_it() -> None:
    assert [place.name for place in places("European and African leaders met.")] == [
        "Europe",
        "Africa",
    ]
