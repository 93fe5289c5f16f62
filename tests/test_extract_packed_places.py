"""Places in the languages that have a pack: by the names they have there."""

from __future__ import annotations

import pytest

from index.extract.extractor import extractor_for
from search.codes.languages import NAMES_MODELS, PACKED_LANGUAGES
from search.model.article import Article, Facts


def facts(language: str, body: str) -> Facts:
    article = Article(id="a", title="", body=body, language=language)
    return extractor_for(language).extract(article)


CASES = [
    ("de", "Sie reiste von München nach Mailand.", "Munich DE, Milan IT"),
    ("de", "In Deutschlands Süden und im Nahen Osten", "Germany DE, Middle East -"),
    ("de", "Er will in Ruhe essen, die Halle ist zu.", ""),
    (
        "fr",
        "De Londres à Bruxelles par la mer Noire",
        "London GB, Brussels BE, Black Sea -",
    ),
    (
        "fr",
        "aux États-Unis et en Grande-Bretagne",
        "United States US, United Kingdom GB",
    ),
    (
        "es",
        "De Londres a Nueva York y EE.UU.",
        "London GB, New York City US, United States US",
    ),
    ("es", "en Cataluña y en Cachemira", "Catalonia ES, Kashmir -"),
    ("it", "Da Londra a Monaco, dalla Francia.", "London GB, Monaco MC, France FR"),
    ("it", "in Sardegna e negli USA", "Sardinia IT, United States US"),
    ("pt", "de Londres a Lisboa e Moscou", "London GB, Lisbon PT, Moscow RU"),
    ("pt", "nos EUA e na Holanda", "United States US, Netherlands NL"),
    ("nl", "Van Londen naar Parijs en Vlaanderen", "London GB, Paris FR, Flanders BE"),
    ("nl", "in de VS en Groot-Brittannië", "United States US, United Kingdom GB"),
    ("pl", "z Warszawy do Paryża, we Francji", "Warsaw PL, Paris FR, France FR"),
    ("ru", "Из Москвы в Лондон и в США", "Moscow RU, London GB, United States US"),
]


@pytest.mark.parametrize(("language", "body", "places"), CASES)
def test_places_are_found_by_the_names_and_forms_of_a_language(
    language: str, body: str, places: str
) -> None:
    found = facts(language, body)
    told = ", ".join(f"{one.name} {one.country or '-'}" for one in found.places)
    assert told == places
    for place in found.places:
        for mention in place.mentions:
            assert body[mention.start : mention.end] == mention.text


def test_a_name_that_a_person_bears_is_no_place_unless_words_say_where() -> None:
    body = "Ana Valencia habló. Valencia dijo que sí."
    assert facts("es", body).places == ()
    (place,) = facts("es", f"{body} Ana vive en Valencia.").places
    assert [mention.start for mention in place.mentions] == [len(body) + 13]


def test_a_city_has_its_number_and_its_place_on_the_globe() -> None:
    (place,) = facts("fr", "Elle vit à Londres.").places
    assert place.geonames == 2643743
    assert place.latitude == pytest.approx(51.5, abs=0.1)
    assert place.longitude == pytest.approx(-0.1, abs=0.1)


def test_countries_are_told_by_cities_in_them() -> None:
    found = facts("nl", "Brand in Parijs: in Parijs en Lyon werd gewaarschuwd.")
    assert [country.code for country in found.countries] == ["FR"]


@pytest.mark.parametrize("language", sorted(PACKED_LANGUAGES - NAMES_MODELS["open"]))
def test_people_and_organisations_are_not_guessed(language: str) -> None:
    found = facts(language, "Angela Merkel, Wladimir Putin, Siemens AG, Renault.")
    assert (found.people, found.organisations) == ((), ())


@pytest.mark.parametrize(
    ("body", "places"),
    [
        ("По словам Владимира Пестерева, дождь идёт в Киеве.", ["Kyiv"]),
        ("Об этом рассказала Алёна Вишневская.", []),
        ("Он живёт во Владимире и в Москве.", ["Vladimir", "Moscow"]),
    ],
)
def test_a_russian_given_name_before_a_family_name_is_no_place(
    body: str, places: list[str]
) -> None:
    assert [place.name for place in facts("ru", body).places] == places
