"""Single words of a person whom the same article names in full."""

from __future__ import annotations

import pytest

from index.extract.english.tagger.default import tagger_language
from index.extract.spans import NamedSpan, NameKind
from search.model.article import TextField

PERSON, PLACE, ORGANISATION = NameKind.PERSON, NameKind.PLACE, NameKind.ORGANISATION


def kinds(text: str, *names: tuple[str, NameKind]) -> list[NameKind]:
    """The kinds of names in their order, once they are bound."""
    found = []
    at = 0
    for words, kind in names:
        at = text.index(words, at)
        found.append(NamedSpan(TextField.BODY, at, at + len(words), kind))
        at += len(words)
    done = tagger_language().settle(found, {TextField.BODY: text})
    assert [name[:3] for name in done] == [name[:3] for name in found]
    return [name.kind for name in done]


def test_a_given_name_is_no_organisation() -> None:
    text = "Sun Ruiwen arrived. The Sun said so. Sun left."
    names = ("Sun Ruiwen", PERSON), ("The Sun", ORGANISATION), ("Sun", ORGANISATION)
    assert kinds(text, *names) == [PERSON, ORGANISATION, PERSON]


def test_a_company_has_its_founders_family_name() -> None:
    text = "Ratan Tata spoke for Tata."
    names = ("Ratan Tata", PERSON), ("Tata", ORGANISATION)
    assert kinds(text, *names) == [PERSON, ORGANISATION]


def test_a_family_name_is_no_place() -> None:
    text = "Washington fell short. MaliVai Washington was seeded."
    names = ("Washington", PLACE), ("MaliVai Washington", PERSON)
    assert kinds(text, *names) == [PERSON, PERSON]


@pytest.mark.parametrize("where", ["in", "In", "near", "outside"])
def test_a_place_things_happen_in_stays_one_all_through_the_article(where: str) -> None:
    text = f"Kerry Washington said {where} Washington that Washington had changed."
    names = ("Kerry Washington", PERSON), ("Washington", PLACE), ("Washington", PLACE)
    assert kinds(text, *names) == [PERSON, PLACE, PLACE]


def test_countries_and_words_in_capitals_stay_what_they_are() -> None:
    text = "AP Mary Altaffer wrote for AP. Team America sang for America and America."
    names = ("AP Mary Altaffer", PERSON), ("AP", ORGANISATION)
    more = ("Team America", PERSON), ("America", PLACE), ("America", PLACE)
    assert kinds(text, *names, *more) == [PERSON, ORGANISATION, PERSON, PLACE, PLACE]


def test_names_of_nobody_in_full_stay_as_they_are() -> None:
    text = "Washington met Sun and Washington State."
    names = ("Washington", PLACE), ("Sun", ORGANISATION), ("Washington State", PLACE)
    assert kinds(text, *names) == [PLACE, ORGANISATION, PLACE]


def test_a_full_name_in_the_title_binds_the_words_of_the_body() -> None:
    title = NamedSpan(TextField.TITLE, 0, 10, PERSON)
    body = NamedSpan(TextField.BODY, 0, 3, ORGANISATION)
    texts = {TextField.TITLE: "Sun Ruiwen", TextField.BODY: "Sun spoke."}
    assert [name.kind for name in tagger_language().settle([title, body], texts)] == [
        PERSON,
        PERSON,
    ]


def over(text: str, *names: tuple[str, NameKind]) -> list[str]:
    """The text around each name that is found besides."""
    found = []
    for words, kind in names:
        at = text.index(words)
        found.append(NamedSpan(TextField.BODY, at, at + len(words), kind))
    found.sort(key=lambda name: name.start)
    more = [
        n
        for n in tagger_language().settle(found, {TextField.BODY: text})
        if n not in found
    ]
    assert all(name.kind is PERSON for name in more)
    return [text[max(n.start - 5, 0) : n.end + 2] for n in more]


def test_a_family_name_passed_over_is_the_persons() -> None:
    text = "Peter Such bowled. Then off-spinner Such took two, such is life."
    assert over(text, ("Peter Such", PERSON)) == ["nner Such t"]


def test_east_asian_family_names_stand_first() -> None:
    text = "You Si-kun is here. On Monday, You and he met you. Will Si-kun go?"
    assert over(text, ("You Si-kun", PERSON)) == ["day, You a"]


@pytest.mark.parametrize(
    "rest",
    [
        "Law is hard.",
        "It is the law, and lawful.",
        "He read “Law and Order”.",
        "He met Denis Law there.",
        "The Law Society met.",
        "the Law-maker, Laws, pro-Law",
        "a court.\nLaw rules.",
        'He said "so." Law rules.',
    ],
)
def test_what_may_be_another_word_or_name_is_left(rest: str) -> None:
    assert over(f"S. Law bowled. {rest}", ("S. Law", PERSON)) == []


def test_months_and_words_in_capitals_are_no_family_names() -> None:
    text = "Theresa May won in May. Cory Booker MORE spoke, then MORE followed."
    names = ("Theresa May", PERSON), ("Cory Booker MORE", PERSON)
    assert over(text, *names) == []


def test_names_found_already_are_not_found_again() -> None:
    text = "Ben Player won. Then the Player brand and his Player Cup came."
    names = ("Ben Player", PERSON), ("the Player brand", ORGANISATION)
    assert over(text, *names, ("his Player Cup", NameKind.OTHER)) == []


def test_the_end_of_a_full_name_is_the_person_too() -> None:
    text = "Omer Bar Lev spoke. Bar Lev left."
    assert kinds(text, ("Omer Bar Lev", PERSON), ("Bar Lev", ORGANISATION)) == [
        PERSON,
        PERSON,
    ]
