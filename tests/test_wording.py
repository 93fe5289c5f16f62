"""What numbers, days, places and values read like, in each language of the page."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest
from flask import Flask
from support.translated import TRANSLATED
from support.webapp import app_in

from search.codes.countries import countries, country_name, former_countries
from search.messages import Message, said, said_of
from search.model.article import Precision, Published
from search.model.fields import FACETS, FIELDS, LEAD_WORDS
from search.request import Sort
from search.results.page import value_label
from web.charts.link_names import Naming
from web.i18n.formats import (
    day_words,
    evenly_spaced,
    grouped,
    names,
    origin_words,
    period_words,
    published_words,
    spot_words,
    translate_message,
)
from web.i18n.labels import (
    _COUNTRIES,
    country_words,
    facet_words,
    kind_words,
    language_words,
    shown_value,
    sort_words,
)

GERMAN = {"Accept-Language": "de"}


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> Flask:
    return app_in(tmp_path_factory.mktemp("words"))


@pytest.fixture
def english(app: Flask) -> Iterator[None]:
    with app.test_request_context():
        yield


@pytest.fixture
def french(app: Flask) -> Iterator[None]:
    with app.test_request_context(headers={"Accept-Language": "fr-CA"}):
        yield


@pytest.fixture
def spanish(app: Flask) -> Iterator[None]:
    with app.test_request_context(headers={"Accept-Language": "es-MX"}):
        yield


@pytest.fixture(params=TRANSLATED)
def translated(app: Flask, request: pytest.FixtureRequest) -> Iterator[None]:
    with app.test_request_context(headers={"Accept-Language": request.param}):
        yield


@pytest.fixture
def german(app: Flask) -> Iterator[None]:
    with app.test_request_context(headers=GERMAN):
        yield


def test_english_words_for_days_and_numbers(english: None) -> None:
    assert grouped(1204) == "1,204"
    assert day_words(date(2019, 3, 5)) == "5 March 2019"
    month = Published(date(2019, 3, 1), Precision.MONTH, "url", 1.0)
    assert published_words(month) == "March 2019"
    assert period_words(date(2015, 1, 1), date(2020, 1, 1)) == "2015–2019"
    assert period_words(date(2019, 5, 5), date(2019, 6, 8)) == "5 May – 7 Jun 2019"
    assert period_words(date(2019, 5, 5), date(2019, 5, 12)) == "5–11 May 2019"
    assert period_words(date(2018, 5, 1), date(2019, 6, 1)) == "May 2018 – May 2019"
    assert period_words(date(2015, 1, 1), None) == "since 2015"
    assert period_words(None, date(2019, 6, 1)) == "until May 2019"
    assert spot_words(33.34, 44.4) == "33.34° N, 44.40° E"
    assert spot_words(-33.34, -44.4) == "33.34° S, 44.40° W"
    assert names(list("ABCDEFGH")) == "A, B, C and 5 others"
    assert origin_words("url") == "read from its address"


@pytest.mark.parametrize("space", ["", " ", "\u2009", "\u202f", "\u00a0"])
@pytest.mark.parametrize(
    "interval",
    [
        *("5–11 May 2019", "5.–11. Mai 2019", "5 May 2018 – 7 Jun 2019"),
        *("May – June 2019", "May 2018 – June 2019"),
    ],
)
def test_the_spaces_of_an_interval_are_ours_whatever_babel_writes(
    interval: str, space: str
) -> None:
    first, _, last = interval.partition("–")
    assert evenly_spaced(f"{first.strip()}{space}–{space}{last.strip()}") == interval


def test_german_words_for_days_and_numbers(german: None) -> None:
    assert grouped(1204) == "1.204"
    assert grouped(204) == "204"
    assert day_words(date(2019, 3, 5)) == "5. März 2019"
    month = Published(date(2019, 3, 1), Precision.MONTH, "url", 1.0)
    assert published_words(month) == "März 2019"
    assert period_words(date(2015, 1, 1), date(2020, 1, 1)) == "2015–2019"
    assert period_words(date(2019, 5, 5), date(2019, 5, 12)) == "5.–11. Mai 2019"
    assert period_words(date(2019, 5, 1), date(2019, 7, 1)) == "Mai – Juni 2019"
    assert period_words(date(2015, 1, 1), None) == "ab 2015"
    assert period_words(None, date(2019, 6, 1)) == "bis Mai 2019"
    assert spot_words(33.34, 44.4) == "33,34° N, 44,40° O"
    assert names(list("ABCDEFGH")) == "A, B, C und 5 weitere"
    assert origin_words("url") == "aus der Adresse gelesen"


def test_french_words_for_days_and_numbers(french: None) -> None:
    assert grouped(1204) == "1\u202f204"
    assert day_words(date(2019, 3, 5)) == "5 mars 2019"
    assert day_words(date(2019, 5, 1)) == "1er mai 2019"
    assert day_words(date(2019, 5, 11)) == "11 mai 2019"
    assert period_words(date(2019, 5, 1), date(2019, 5, 12)) == "1er–11 mai 2019"
    days = period_words(date(2018, 5, 21), date(2019, 6, 2))
    assert days == "21 mai 2018 – 1er juin 2019"
    assert period_words(date(2019, 5, 1), date(2019, 7, 1)) == "mai – juin 2019"
    assert period_words(date(2019, 5, 5), None) == "depuis le 5 mai 2019"
    assert period_words(date(2019, 5, 1), None) == "depuis mai 2019"
    assert period_words(date(2015, 1, 1), None) == "depuis 2015"
    assert period_words(None, date(2019, 5, 2)) == "jusqu’au 1er mai 2019"
    assert period_words(None, date(2019, 6, 1)) == "jusqu’en mai 2019"
    assert spot_words(33.34, -44.4) == "33,34° N, 44,40° O"
    assert names(list("ABCDEFGH")) == "A, B, C et 5 autres"


def test_french_values(french: None) -> None:
    assert shown_value("country", "US") == "États-Unis"
    assert shown_value("about", "VN") == "Vietnam"
    assert shown_value("language", "de") == "Allemand"
    assert language_words("de") == "allemand"
    assert shown_value("year", "none") == "Sans date"


def test_spanish_words_for_days_and_numbers(spanish: None) -> None:
    assert grouped(1204) == "1.204"
    assert day_words(date(2019, 3, 5)) == "5 de marzo de 2019"
    assert period_words(date(2019, 5, 5), date(2019, 5, 12)) == "5–11 may 2019"
    months = period_words(date(2019, 5, 1), date(2019, 7, 1))
    assert months == "mayo – junio de 2019"
    assert period_words(date(2019, 5, 5), None) == "desde el 5 de mayo de 2019"
    assert period_words(date(2019, 5, 1), None) == "desde mayo de 2019"
    assert period_words(None, date(2019, 5, 2)) == "hasta el 1 de mayo de 2019"
    assert period_words(None, date(2019, 1, 1)) == "hasta 2018"
    assert spot_words(33.34, -44.4) == "33,34° N, 44,40° O"
    assert names(list("ABCDEFGH")) == "A, B, C y 5 más"
    assert Naming().articles(2) == "2 artículos"
    assert Naming().articles(3_000_000) == "3.000.000 de artículos"


def test_spanish_values(spanish: None) -> None:
    assert shown_value("country", "CI") == "Costa de Marfil"
    assert shown_value("about", "TL") == "Timor Oriental"
    assert shown_value("language", "de") == "Alemán"
    assert shown_value("year", "unreliable") == "Sin fecha fiable"


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (0, "0 article"),
        (1, "1 article"),
        (2, "2 articles"),
        (1_000_000, "1\u202f000\u202f000 d’articles"),
        (1_000_001, "1\u202f000\u202f001 articles"),
    ],
)
def test_french_counts_as_french_does(french: None, number: int, words: str) -> None:
    assert Naming().articles(number) == words


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("country", "FR"),
        ("about", "SU"),
        ("country", "Atlantis"),
        ("language", "de"),
        ("language", "tlh"),
        ("year", "2019"),
        ("year", "none"),
        ("year", "unreliable"),
        ("on", "2019-03-05"),
        ("on", "someday"),
        ("on", "none"),
        ("person", "2019-03"),
        ("person", "none"),
    ],
)
def test_english_values_read_as_scripts_get_them(
    english: None, field: str, value: str
) -> None:
    assert shown_value(field, value) == value_label(field, value)


def test_months_and_days_are_told_in_words(english: None) -> None:
    assert shown_value("month", "2019-03") == "March 2019"
    assert shown_value("day", "2019-03-05") == "5 March 2019"


def test_values_are_told_in_the_language_of_the_page(german: None) -> None:
    assert shown_value("country", "FR") == "Frankreich"
    assert shown_value("country", "SU") == "Sowjetunion"
    assert shown_value("country", "HK") == "Hongkong"
    assert shown_value("country", "Atlantis") == "Atlantis"
    assert shown_value("language", "fr") == "Französisch"
    assert shown_value("year", "none") == "Ohne Datum"
    assert shown_value("on", "2019-03-05") == "5. März 2019"
    assert shown_value("month", "2019-03") == "März 2019"
    assert shown_value("person", "Angela Merkel") == "Angela Merkel"


def test_every_country_has_a_name_as_newspapers_print_it(translated: None) -> None:
    for entry in countries():
        name = country_words(entry.code)
        assert name
        assert "(" not in name or "(" in entry.name or entry.code == "SX"
    for former in former_countries():
        assert former.entry.code in _COUNTRIES


def test_names_of_ours_for_countries_are_those_of_the_table(english: None) -> None:
    for code, name in _COUNTRIES.items():
        assert name == country_name(code)


def test_every_facet_has_words(translated: None) -> None:
    for field in FACETS:
        assert facet_words(field)
        assert kind_words(field)


def test_orders_and_languages_have_german_words(german: None) -> None:
    assert [sort_words(sort) for sort in Sort] == ["Relevanz", "Neueste", "Älteste"]
    assert language_words("de") == "Deutsch"


def test_english_words_for_one_value(english: None) -> None:
    assert kind_words("on") == "Date mentioned"
    assert kind_words("person") == "Person"
    assert kind_words("year") == "Year"
    assert facet_words("person") == "People"


def test_the_help_of_the_lead_says_how_long_it_is() -> None:
    assert f" {LEAD_WORDS} " in FIELDS["lead"].help


def test_a_message_reads_in_english_without_a_page() -> None:
    assert str(said("Only the first %(most)s words.", most=2000)) == (
        "Only the first 2,000 words."
    )
    assert str(said("100 % of nothing")) == "100 % of nothing"
    assert str(said_of(1, "%(number)s letter", "%(number)s letters")) == "1 letter"
    assert str(said_of(2, "%(number)s letter", "%(number)s letters")) == "2 letters"


def test_a_message_is_told_in_german(german: None) -> None:
    message = said("“%(value)s” is not a known country.", value="100 %(x)s %d")
    assert translate_message(message) == "„100 %(x)s %d“ ist kein bekanntes Land."
    most = said("Only the first %(most)s characters were searched.", most=2000)
    assert translate_message(most) == "Nur nach den ersten 2.000 Zeichen wurde gesucht."


@pytest.mark.parametrize("template", ["%(gone)s", "%(value)d", "%(value"])
def test_a_broken_translation_is_no_error(german: None, template: str) -> None:
    """As the template is unknown it is its own translation, and its own English."""

    class Broken(Message):
        def __str__(self) -> str:
            return "in English"

    assert translate_message(Broken(template, {"value": "x"})) == "in English"
