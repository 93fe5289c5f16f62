"""Dates in the languages that have a pack: which days the words of a text mean."""

from __future__ import annotations

from datetime import date
from itertools import pairwise

import pytest

from index.extract.dates.finder import find_packed_dates
from index.extract.dates.pack import pack_of
from index.extract.texts import ArticleText
from search.codes.languages import PACKED_LANGUAGES
from search.model.article import MentionedDate, Precision, Published, TextField

DAY = Published(date(2021, 6, 16), Precision.DAY, "metadata", 1.0)
"""A Wednesday."""


def dates(
    language: str, text: str, published: Published | None = DAY
) -> tuple[MentionedDate, ...]:
    body = ArticleText(TextField.BODY, text, (), shouts=False)
    return find_packed_dates([body], published, language)


CASES = [
    ("de", "Am 12. März 2019 trat sie zurück.", "2019-03-12"),
    ("de", "Sie kam am Montag und ging gestern.", "2021-06-14 2021-06-15"),
    ("de", "Das Fest findet am Samstag statt.", "2021-06-19"),
    ("de", "Vom 3. bis 5. Mai war geschlossen.", "2021-05-03 2021-05-05"),
    ("de", "Im vergangenen Jahr und vor zwei Jahren", "2020 2019"),
    ("de", "nächste Woche, Ende August, im Herbst 2020", "2021-W25 2021-08 2020-FA"),
    ("de", "in den neunziger Jahren des 20. Jahrhunderts", "199X 19XX"),
    ("de", "seit 1987, Ostern 2020, am 3.4.2018", "1987 2020-04-12 2018-04-03"),
    ("de", "Guten Morgen! Morgen früh kommen 1500 Leute.", ""),
    ("de", "In den vergangenen Jahren verdiente er 1950 Euro.", ""),
    ("fr", "Le 12 mars 2019, elle a démissionné.", "2019-03-12"),
    ("fr", "Lundi, il est venu ; hier, il est parti.", "2021-06-14 2021-06-15"),
    ("fr", "La réunion aura lieu samedi.", "2021-06-19"),
    ("fr", "le 5 août dernier, l'an dernier, en mai 2020", "2020-08-05 2020 2020-05"),
    ("fr", "dans les années 1990, au XIXe siècle", "199X 18XX"),
    ("fr", "Il a été là la semaine dernière.", "2021-W23"),
    ("es", "El 12 de marzo de 2019 dimitió.", "2019-03-12"),
    ("es", "El lunes llegó y ayer se fue.", "2021-06-14 2021-06-15"),
    ("es", "La reunión se celebrará el sábado.", "2021-06-19"),
    ("es", "el año pasado, hace dos años, en mayo", "2020 2019 2021-05"),
    ("es", "Por la mañana llegó a Santo Domingo.", ""),
    ("es", "los años 90 del siglo XX", "199X 19XX"),
    ("it", "Il 12 marzo 2019 si è dimessa.", "2019-03-12"),
    ("it", "Lunedì è arrivato e ieri è partito.", "2021-06-14 2021-06-15"),
    ("it", "La riunione si terrà sabato.", "2021-06-19"),
    ("it", "l'anno scorso, due anni fa, nel 1987", "2020 2019 1987"),
    ("it", "negli anni Novanta, la prossima settimana", "199X 2021-W25"),
    ("pt", "Em 12 de março de 2019 demitiu-se.", "2019-03-12"),
    ("pt", "Na segunda-feira chegou e ontem partiu.", "2021-06-14 2021-06-15"),
    ("pt", "A reunião será no sábado.", "2021-06-19"),
    ("pt", "no ano passado, há dois anos, em maio", "2020 2019 2021-05"),
    ("pt", "no próximo dia 26, nos anos 80", "2021-06-26 198X"),
    ("nl", "Op 12 maart 2019 trad ze af.", "2019-03-12"),
    ("nl", "Maandag kwam hij en gisteren ging hij.", "2021-06-14 2021-06-15"),
    ("nl", "De vergadering zal zaterdag zijn.", "2021-06-19"),
    ("nl", "vorig jaar, twee jaar geleden, in mei", "2020 2019 2021-05"),
    ("nl", "in de jaren negentig, volgende week", "199X 2021-W25"),
    ("pl", "Podała się do dymisji 12 marca 2019 roku.", "2019-03-12"),
    ("pl", "W poniedziałek był, a wczoraj nie.", "2021-06-14 2021-06-15"),
    ("pl", "Spotkanie odbędzie się w sobotę.", "2021-06-19"),
    ("pl", "w ubiegłym roku, dwa lata temu, w maju", "2020 2019 2021-05"),
    ("ru", "12 марта 2019 года она ушла.", "2019-03-12"),
    ("ru", "В понедельник он был, а вчера нет.", "2021-06-14 2021-06-15"),
    ("ru", "Встреча состоится в субботу.", "2021-06-19"),
    ("ru", "в прошлом году, два года назад, в мае", "2020 2019 2021-05"),
    ("ru", "в 1990-х годах XX века", "199X 19XX"),
]


@pytest.mark.parametrize(("language", "text", "values"), CASES)
def test_the_days_that_words_mean_are_counted_from_the_day_of_publication(
    language: str, text: str, values: str
) -> None:
    found = dates(language, text)
    assert " ".join(one.value for one in found) == values
    for one in found:
        (mention,) = one.mentions
        assert text[mention.start : mention.end] == mention.text


@pytest.mark.parametrize("language", sorted(PACKED_LANGUAGES))
def test_a_pack_knows_all_months_and_weekdays_and_every_pattern_means_something(
    language: str,
) -> None:
    pack = pack_of(language)
    assert pack is not None
    assert set(pack.values["month"].values()) == set(map(str, range(1, 13)))
    assert set(pack.values["weekday"].values()) == set(map(str, range(7)))
    kinds = {pattern.kind for pattern in pack.patterns}
    assert {"day", "month", "weekday", "unit", "count", "year", "bareyear"} <= kinds


def test_relative_dates_are_left_out_where_the_day_of_publication_is_unknown() -> None:
    text = "Gestern und am Montag, im Mai 2020 und am 3. Mai."
    assert [one.value for one in dates("de", text, None)] == ["2020-05"]
    month = Published(date(2021, 6, 1), Precision.MONTH, "metadata", 1.0)
    assert [one.value for one in dates("de", text, month)] == ["2020-05"]


def test_a_language_without_a_pack_has_no_dates() -> None:
    assert dates("sv", "Den 12 mars 2019") == ()


def test_impossible_days_are_no_dates() -> None:
    assert dates("de", "Am 31. Februar 2020 und am 30.2.2020") == ()


@pytest.mark.parametrize("language", sorted(PACKED_LANGUAGES))
def test_any_text_is_read_and_dates_do_not_overlap(language: str) -> None:
    text = "12. 3. 1999 1999-2000 20 Uhr, 1 de 2 X 99. XX 3/4/2001 2001. " * 40
    spans = sorted(
        (mention.start, mention.end)
        for one in dates(language, text)
        for mention in one.mentions
    )
    assert all(a[1] <= b[0] for a, b in pairwise(spans))
