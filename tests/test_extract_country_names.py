"""Every name of a country, formal ones too, is that country's in a text."""

from __future__ import annotations

import pytest

from index.extract.extractor import extractor_for
from search.codes.countries import countries
from search.model.article import Article, Facts

ALSO_OTHERS = {
    *("Saba", "BiH", "C.A.R.", "ROK", "ROC", "N.Z.", "P.N.G.", "Emirates"),
    *("Diego Garcia", "Saint Martin", "St. Martin", "St. Vincent", "the States"),
}
"""Names that mean something else as often, and are not read without more evidence."""

PEOPLE_TOO = {"Chad", "Dominica", "Montserrat"}
"""Names that are read where they say where, but not at the head of a sentence."""

WITH_ARTICLE = (
    *("Republic", "Kingdom", "Emirate", "States", "Islands", "State ", "Union"),
    *("Commonwealth", "Federation", "Principality", "Sultanate", "Duchy"),
    *("Confederation", "Region", "Empire", "Territor"),
)


def facts(*bodies: str) -> list[Facts]:
    articles = [
        Article(id=str(number), title="", body=body)
        for number, body in enumerate(bodies)
    ]
    return extractor_for("en").extract_all(articles)


def named(name: str) -> str:
    """A name with the article it takes."""
    takes = any(word in name for word in WITH_ARTICLE) and not name.startswith("The")
    return f"the {name}" if takes else name


@pytest.mark.parametrize(
    "sentence",
    [
        "He went to {} on Friday.",
        "{} signed a treaty.",
        "Officials of {} met on Friday.",
        "The president of {} spoke.",
        "It imports oil from {}.",
        "{}'s president spoke on Friday.",
    ],
)
@pytest.mark.parametrize("apostrophe", ["'", "’"])
def test_every_name_of_every_country_is_read_as_that_country(
    apostrophe: str, sentence: str
) -> None:
    head = sentence.startswith("{")
    names = [
        (country.code, name.replace("'", apostrophe))
        for country in countries()
        for name in country.names
        if name not in ALSO_OTHERS and not (head and name in PEOPLE_TOO)
    ]
    bodies = [sentence.format(named(name)) for _, name in names]
    bodies = [body[0].upper() + body[1:] for body in bodies]
    read = [
        (name, [country.code for country in found.countries])
        for (_, name), found in zip(names, facts(*bodies), strict=True)
    ]
    wanted = [(name, [code]) for code, name in names]
    assert [one for one in read if one not in wanted] == []


def test_the_formal_names_of_both_koreas_chinas_and_congos_are_told_apart() -> None:
    (found,) = facts(
        "Envoys of the Democratic People’s Republic of Korea, the Republic of Korea, "
        "the People's Republic of China, the Republic of China, the Republic of Congo "
        "and the Democratic Republic of Congo met in the U.S. Virgin Islands."
    )
    codes = {country.code for country in found.countries}
    assert codes == {"KP", "KR", "CN", "TW", "CG", "CD", "VI"}


def test_a_country_whose_name_somebody_bears_is_no_place() -> None:
    (found,) = facts("Kathy Ireland met the press. Ireland said she was glad.")
    assert found.countries == ()
    assert [person.name for person in found.people] == ["Kathy Ireland"]


@pytest.mark.parametrize(
    ("body", "codes"),
    [
        ("The prime minister of Dominica met the king of Jordan.", ["DM", "JO"]),
        ("Chad officials met Vatican officials.", ["TD", "VA"]),
        ("Aides of Niger, Mali and Chad came.", ["ML", "NE", "TD"]),
        ("Relations with Chad are good, and Chad said so.", ["TD"]),
        ("Officials of the Vatican were silent.", ["VA"]),
        ("Dominica's premier, Ann Stone, said Dominica would pay.", ["DM"]),
    ],
)
def test_words_said_of_states_tell_a_country_from_a_person(
    body: str, codes: list[str]
) -> None:
    (found,) = facts(body)
    assert sorted(country.code for country in found.countries) == codes
    assert not {"Chad", "Dominica", "Jordan"} & {who.name for who in found.people}


def test_somebody_called_like_a_country_stays_one_next_to_it() -> None:
    (found,) = facts("Chad Stone met the president of Chad. Chad said he was glad.")
    assert [person.name for person in found.people] == ["Chad Stone"]
    assert [country.code for country in found.countries] == ["TD"]
