"""Names written in pieces: "Jr." after a comma, and two people with one last name."""

from __future__ import annotations

import pytest

from index.extract.extractor import extractor_for
from search.model.article import Article, Person


def people(body: str) -> tuple[Person, ...]:
    found = extractor_for("en").extract(Article(id="a", title="", body=body)).people
    for person in found:
        for mention in person.mentions:
            assert body[mention.start : mention.end] == mention.text
    return found


def names(body: str) -> list[str]:
    return [person.name for person in people(body)]


@pytest.mark.parametrize(
    ("body", "name"),
    [
        ("Edward F. Marlow, Jr., the lawyer, spoke on Friday.", "Edward F. Marlow Jr."),
        ("On Friday Edward F. Marlow, Jr.'s lawyer spoke.", "Edward F. Marlow Jr."),
        ("On Friday Edward F. Marlow, Jr.’s lawyer spoke.", "Edward F. Marlow Jr."),
        ("The lawyer is Edward F. Marlow, Jr.", "Edward F. Marlow Jr."),
        ("On Friday Edward F. Marlow, Jnr, the lawyer, spoke.", "Edward F. Marlow Jr."),
        ("On Friday Edward F. Marlow Junior, a lawyer, spoke.", "Edward F. Marlow Jr."),
        ("On Friday Edward F. Marlow, Snr, the lawyer, spoke.", "Edward F. Marlow Sr."),
        ("On Friday Edward Marlow Senior, a lawyer, spoke.", "Edward Marlow Sr."),
        ("On Friday Vinicius Junior, the player, spoke.", "Vinicius Junior"),
        ("The bank of John D. Marlow, III, failed.", "John D. Marlow III"),
        ("The singer Harold Marlow, Sr. died.", "Harold Marlow Sr."),
        ("EDWARD MARLOW, JR., DIES IN ROME", "Edward Marlow Jr."),
    ],
)
def test_a_suffix_after_a_comma_is_part_of_the_name(body: str, name: str) -> None:
    assert names(body) == [name]


def test_a_son_named_with_a_comma_is_not_his_father() -> None:
    body = (
        "Peter Marlow, Jr.'s letters were read. Peter Marlow said so. Marlow was glad."
    )
    assert names(body) == ["Peter Marlow Jr.", "Peter Marlow"]


def test_martin_luther_king_is_known_without_his_suffix() -> None:
    body = "On the day Martin Luther King spoke, Martin Luther King Jr. was tired."
    (king,) = people(body)
    assert king.name == "Martin Luther King Jr."
    assert len(king.mentions) == 2
    assert names("Where Martin Luther King spoke") == ["Martin Luther King Jr."]


@pytest.mark.parametrize(
    ("body", "found"),
    [
        ("Bill and Hillary Clinton left.", ["Bill Clinton", "Hillary Clinton"]),
        ("He met Peter and Mary Marlow.", ["Peter Marlow", "Mary Marlow"]),
        ("The wives of Tom & Dick Marlow came.", ["Tom Marlow", "Dick Marlow"]),
        ("The Rev. John and Mary Marlow met.", ["John Marlow", "Mary Marlow"]),
    ],
)
def test_the_first_of_two_has_the_last_name_of_the_second(
    body: str, found: list[str]
) -> None:
    assert names(body) == found


@pytest.mark.parametrize(
    ("body", "found"),
    [
        ("Harry and Meghan Marlow went. Prince Harry spoke.", "Meghan Marlow"),
        ("Barbara Jordan and Mary Marlow met.", "Mary Marlow"),
        ("Voters of Georgia and Stacey Marlow met.", "Stacey Marlow"),
        ("Cher and Peter Marlow sang. Cher was good.", "Peter Marlow"),
    ],
)
def test_who_stands_alone_elsewhere_takes_no_last_name(body: str, found: str) -> None:
    read = names(body)
    assert [name for name in read if name.endswith("Marlow")] == [found]
