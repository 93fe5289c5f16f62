"""Which language an article is in, and what is found in it for that."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from index.extract.extractor import EXTRACTORS, extractor_for
from index.extract.known.country_names import find_country_names
from index.extract.language.decide import decide_language
from index.pipeline.prepare import article_of
from index.records import Draft
from search.codes.languages import NAMED_LANGUAGES, PACKED_LANGUAGES
from search.model.article import Article

_ROWS = (Path(__file__).parent / "gold/languages.tsv").read_text("utf-8").splitlines()
TEXTS = dict(row.split("\t") for row in _ROWS if row[0] != "#")


@pytest.mark.parametrize("language", TEXTS)
def test_the_language_of_a_text_is_detected_where_its_source_says_nothing(
    language: str,
) -> None:
    found = decide_language("", "", TEXTS[language])
    assert found.code == language
    assert found.confidence > 0.6
    assert found.declared == ""


def test_a_confident_text_is_believed_against_its_source_and_both_are_kept() -> None:
    found = decide_language("en", "Brücke gesperrt", TEXTS["de"])
    assert (found.code, found.declared) == ("de", "en")


@pytest.mark.parametrize(
    ("declared", "text"),
    [
        ("de", "Bridge closed"),  # too short to say anything
        ("no", "Borgermesteren sagde mandag, at den gamle bro er lukket."),
        ("de", "4th qtr net 12 cts vs 10 cts. Net 1.1 mln vs 829,000. Revs 20 mln."),
        ("de", ""),
        ("de", "1 2 3"),
    ],
)
def test_a_text_that_says_little_does_not_contradict_its_source(
    declared: str, text: str
) -> None:
    assert decide_language(declared, "", text).code == declared


@pytest.mark.parametrize("text", ["", "12:30", "Ana Silva", "Kyoto"])
def test_a_text_of_hardly_any_letters_is_in_no_language(text: str) -> None:
    assert decide_language("", "", text).code == ""


def test_an_article_mainly_in_one_language_is_in_that_one() -> None:
    quoted = f"{TEXTS['nl']} “We will cross this bridge”, he said. {TEXTS['nl']}"
    assert decide_language("", "", quoted).code == "nl"


def test_an_article_carries_its_language_and_what_its_source_said() -> None:
    draft = Draft(title="Brücke gesperrt", body=TEXTS["de"], language="fr")
    article = article_of(draft, date(2020, 1, 1), "a.html")
    assert (article.language, article.declared_language) == ("de", "fr")
    assert article.language_confidence > 0.9


def test_languages_in_which_names_are_found_are_those_with_an_extractor() -> None:
    assert EXTRACTORS.keys() - {"*"} == NAMED_LANGUAGES | PACKED_LANGUAGES
    assert extractor_for("sw").language == "*"
    assert extractor_for("").language == "en"


@pytest.mark.parametrize(
    ("language", "text", "codes"),
    [
        ("de", "Der Minister reiste nach Frankreich und in den Niger.", "FR NE"),
        ("de", "Deutschlands Nachbarn", "DE"),
        ("fr", "L’Italie et la Suisse ; Maurice est arrivé.", "IT CH"),
        ("es", "Viajó de Granada a Portugal y a Georgia.", "PT"),
        ("nl", "In België en Duitsland, niet in belgië.", "BE DE"),
        ("pl", "Rząd Francji rozmawia z Rosją o Ukrainie.", "FR RU UA"),
        ("ru", "Власти России и Китая; Кубок выиграла Бразилия.", "RU CN BR"),
        ("uk", "Переговори України з Францією в Польщі", "UA FR PL"),
        ("tr", "Fransa’nın ve Japonya'da", "FR JP"),
        ("ar", "زار الوزير فرنسا وإيران", "FR IR"),
        ("ko", "프랑스와 독일은 수단을 찾았다", "FR DE"),
        ("ja", "フランスとドイツの首相", "FR DE"),
        ("zh", "法国和德国的总理", "FR DE"),
        ("xx", "France and Germany", ""),
    ],
)
def test_countries_are_found_by_the_names_a_language_has_for_them(
    language: str, text: str, codes: str
) -> None:
    found = list(find_country_names(text, language))
    assert " ".join(one.code for one in found) == codes
    assert all(one.start < one.end <= len(text) for one in found)


def test_in_another_language_only_countries_are_found_with_their_words() -> None:
    body = "Angela Merkel reste den 12 mars 2019 till Frankrike. Sedan talade hon."
    article = Article(id="a", title="Merkel i Frankrike", body=body, language="sv")
    facts = extractor_for("sv").extract(article)
    assert (facts.people, facts.organisations, facts.dates) == ((), (), ())
    (place,) = facts.places
    assert (place.name, place.country) == ("France", "FR")
    for mention in place.mentions:
        text = article.title if mention.field == "title" else article.body
        assert text[mention.start : mention.end] == mention.text == "Frankrike"
    assert [(one.code, one.about) for one in facts.countries] == [("FR", True)]
    assert [body[at:].split()[0] for at in facts.sentences] == ["Angela", "Sedan"]
