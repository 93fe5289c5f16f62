"""People and organisations in the languages whose names a model tells."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from importlib import resources

import pytest

from index.extract.extractor import extractor_for, is_current, stamp_for
from index.extract.packed.models import choose_model, model_file, named_languages
from search.codes.languages import NAMED_LANGUAGES, NAMES_MODELS, PACKED_LANGUAGES
from search.model.article import Article, Facts


@pytest.fixture(params=NAMES_MODELS)
def model(request: pytest.FixtureRequest) -> Iterator[str]:
    """Each model in force by turns."""
    choose_model(request.param)
    yield request.param
    choose_model(next(iter(NAMES_MODELS)))


def facts(language: str, body: str, title: str = "") -> Facts:
    article = Article(id="a", title=title, body=body, language=language)
    return extractor_for(language).extract(article)


def people(language: str, body: str, title: str = "") -> list[str]:
    return [person.name for person in facts(language, body, title).people]


NEWS = {
    "de": (
        "Bundeskanzlerin Lena Vogt hat am Montag in Berlin den Ministerpräsidenten "
        "Paul Brandner getroffen. Brandner reiste nach München weiter. Professor "
        "Klaus von Ahrenfels von der Universität Heidelberg widersprach.",
        ["Lena Vogt", "Paul Brandner", "Klaus von Ahrenfels"],
        "Universität Heidelberg",
        {"Berlin", "Munich"},
    ),
    "es": (
        "La ministra Ana Prado viajó el lunes a Sevilla con el alcalde Luis Ortega. "
        "El Banco Central Europeo rechazó la propuesta de Prado. Ortega habló en la "
        "Universidad de Salamanca.",
        ["Ana Prado", "Luis Ortega"],
        "Universidad de Salamanca",
        {"Sevilla"},
    ),
    "fr": (
        "Le ministre de l'Intérieur, M. Luc Morin, s'est rendu à Lyon avec Mme Claire "
        "Dubreuil, maire de Grenoble. M. Morin a rencontré la Banque de France.",
        ["Luc Morin", "Claire Dubreuil"],
        "Banque de France",
        {"Lyon", "Grenoble"},
    ),
    "it": (
        "Il ministro Marco Bassi ha incontrato a Roma il sindaco di Firenze, Giulia "
        "Conti. Bassi ha detto che l'Unione Europea aspetta. Conti è tornata a "
        "Firenze.",
        ["Marco Bassi", "Giulia Conti"],
        "Unione Europea",
        {"Rome", "Florence"},
    ),
    "nl": (
        "Minister Jan Hendriks sprak maandag in Utrecht met burgemeester Piet Smit en "
        "met de Universiteit Leiden. Hendriks zei dat de Europese Unie wacht.",
        ["Jan Hendriks", "Piet Smit"],
        "Universiteit Leiden",
        {"Utrecht"},
    ),
    "pt": (
        "A ministra Ana Prado reuniu-se em Lisboa com Rui Lamego e com João Salgado, "
        "do Banco de Portugal. Prado disse que espera. Salgado viajou para São Paulo.",
        ["Ana Prado", "Rui Lamego", "João Salgado"],
        "Banco de Portugal",
        {"Lisbon", "São Paulo"},
    ),
}


@pytest.mark.parametrize("language", NEWS)
def test_people_and_bodies_are_found_and_are_no_places(
    language: str, model: str
) -> None:
    body, names, organisation, places = NEWS[language]
    found = facts(language, body)
    assert [person.name for person in found.people] == names
    assert organisation in [one.name for one in found.organisations]
    assert {place.name for place in found.places} == places
    everything = [
        *(one.mentions for one in found.people),
        *(one.mentions for one in found.organisations),
        *(one.mentions for one in found.places),
    ]
    for mention in itertools.chain(*everything):
        assert body[mention.start : mention.end] == mention.text


def test_a_family_name_alone_is_the_person_who_is_named_in_full(model: str) -> None:
    body = NEWS["pt"][0]
    (ana, *_) = facts("pt", body, "Ana Prado em Lisboa").people
    assert [mention.text for mention in ana.mentions] == ["Ana Prado"] * 2 + ["Prado"]


def test_a_title_is_kept_and_a_form_of_address_is_none(model: str) -> None:
    by_name = {one.name: one.titles for one in facts("fr", NEWS["fr"][0]).people}
    assert by_name["Claire Dubreuil"] == ()
    by_name = {one.name: one.titles for one in facts("pt", NEWS["pt"][0]).people}
    assert by_name["Ana Prado"] == ("Ministra",)


def test_a_german_genitive_is_the_name_that_the_article_has(model: str) -> None:
    body = (
        "Bundeskanzlerin Lena Vogt sprach in Berlin. Die Rede Lena Vogts dauerte "
        "lange. Der Minister Jens Behrens hörte zu."
    )
    assert people("de", body) == ["Lena Vogt", "Jens Behrens"]


def test_bodies_are_one_in_any_form_and_by_their_letters(model: str) -> None:
    body = (
        "Das Bundesverfassungsgericht und die Europäische Zentralbank (EZB) in "
        "Frankfurt schweigen. Ein Sprecher der Europäischen Zentralbank sagte, die "
        "EZB warte."
    )
    found = facts("de", body).organisations
    bank = next(one for one in found if "Zentralbank" in one.name)
    assert len(bank.mentions) >= 2


def test_languages_that_no_model_tells_have_no_people(model: str) -> None:
    texts = {
        "pl": "Premier Jan Lipski spotkał się w Warszawie z Anną Zalewską.",
        "ru": "Президент Иван Лунин встретился в Москве с Анной Громовой.",
    }
    for language, body in texts.items():
        found = facts(language, body)
        assert not found.people
        assert found.places


def test_another_model_has_facts_found_anew() -> None:
    before = {language: stamp_for(language) for language in PACKED_LANGUAGES}
    choose_model("research")
    try:
        anew = {code for code, stamp in before.items() if not is_current(stamp)}
        assert anew == NAMES_MODELS["open"] | NAMES_MODELS["research"]
        assert named_languages() == NAMED_LANGUAGES | NAMES_MODELS["research"]
    finally:
        choose_model("open")
    assert all(map(is_current, before.values()))


def test_the_models_are_small_and_have_one_card() -> None:
    packs = resources.files("index.extract.packs")
    sizes = [len((packs / model_file(name)).read_bytes()) for name in NAMES_MODELS]
    assert sum(sizes) < 10_000_000
    card = (packs / "MODEL_CARD.md").read_text("utf-8")
    for word in (*NAMES_MODELS, "GermEval", "Bosque", "CC0", "commercially"):
        assert word in card


@pytest.mark.parametrize(
    ("language", "body", "pope"),
    [
        ("it", "Il papa Benedetto XVI ha incontrato Anna Rossi.", "Benedetto XVI"),
        ("es", "El papa Benedicto XVI se reunió con Ana Prado.", "Benedicto XVI"),
        ("de", "Papst Benedikt XVI traf Lena Vogt in Berlin.", "Benedikt XVI"),
    ],
)
def test_the_number_of_a_pope_stays_in_capitals(
    language: str, body: str, pope: str
) -> None:
    assert pope in people(language, body)
