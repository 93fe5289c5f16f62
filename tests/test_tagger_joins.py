"""Parts of one person's name that the network labels apart."""

from __future__ import annotations

import pytest

from index.extract.english.tagger.joins import join_spans


def names(text: str, *parts: tuple[str, str]) -> list[tuple[str, str]]:
    """What becomes of labelled words, in their order."""
    spans = []
    at = 0
    for words, label in parts:
        at = text.index(words, at)
        spans.append((at, at + len(words), label))
        at += len(words)
    return [(text[start:end], label) for start, end, label in join_spans(text, spans)]


def test_a_name_in_brackets_between_two_is_part_of_one() -> None:
    text = "So Jimmy Julius (Yosef) Karow said."
    parts = ("Jimmy Julius", "PER"), ("Yosef", "PER"), ("Karow", "LOC")
    assert names(text, *parts) == [("Jimmy Julius (Yosef) Karow", "PER")]


def test_a_party_or_another_person_in_brackets_is_not() -> None:
    text = "Angela Merkel (CDU) Berlin, Ann Lee (Bob Ray), Cary"
    parts = ("Angela Merkel", "PER"), ("CDU", "ORG"), ("Berlin", "LOC")
    more = ("Ann Lee", "PER"), ("Bob Ray", "PER"), ("Cary", "PER")
    assert names(text, *parts, *more) == [*parts, *more]


def test_two_names_that_a_page_ran_together_are_not_made_longer() -> None:
    text = "Mitch McConnell Addison (Mitch) Mitchell McConnellGOP"
    parts = ("Mitch McConnell Addison", "PER"), ("Mitch", "PER")
    more = ("Mitchell McConnellGOP", "PER")
    assert names(text, *parts, more) == [*parts, more]


@pytest.mark.parametrize("particle", ["da", "dos", "bin", "van"])
def test_a_particle_goes_on_with_a_name(particle: str) -> None:
    text = f"Antonia {particle} Santa Cruz died."
    assert names(text, ("Antonia", "PER"), ("Santa Cruz", "LOC")) == [
        (f"Antonia {particle} Santa Cruz", "PER")
    ]


def test_other_small_words_do_not() -> None:
    parts = ("Antonia", "PER"), ("Santa Cruz", "LOC")
    assert names("Antonia in Santa Cruz", *parts) == list(parts)
    parts = ("Paris", "LOC"), ("Santa Cruz", "LOC")
    assert names("Paris da Santa Cruz", *parts) == list(parts)


def test_a_given_name_in_two_parts_takes_the_word_before() -> None:
    assert names("Speaker You Si-kun said", ("Si-kun", "PER")) == [
        ("You Si-kun", "PER")
    ]
    parts = ("Tsai", "ORG"), ("Si-kun", "PER")
    assert names("Tsai Si-kun said", *parts) == list(parts)
    for text in ("So it is. Then Si-kun said", "the old Si-kun", "Si-kun"):
        assert names(text, ("Si-kun", "PER")) == [("Si-kun", "PER")]


def test_a_blessing_behind_a_name_is_no_person() -> None:
    text = "Imam Hussain (A.S) and (A.S) Khan"
    parts = ("Hussain", "PER"), ("A.S", "PER"), ("A.S", "PER"), ("Khan", "PER")
    assert names(text, *parts) == [parts[0], *parts[2:]]


@pytest.mark.parametrize(
    ("content", "pieces", "is_one"),
    [
        ("Gerardo “Tata” Martino won", ["Gerardo", "Martino"], True),
        ("Gerardo “Tata” Martino won", ["Gerardo", "Tata", "Martino"], True),
        ("Alberto “Crumbz ” Rengifo won", ["Alberto “Crumbz", "Rengifo"], True),
        ("Mike 'The Bull' Alvarado won", ["Mike", "Alvarado"], True),
        ("Prince Ahmad Al- Sabah spoke", ["Ahmad Al", "Sabah"], True),
        ("The painter Martín Tovar y Arce had", ["Martín Tovar", "Arce"], True),
        ("Royal- Sabah", ["Royal", "Sabah"], False),
        ("To Biden “Yes” said Harris", ["Biden", "Harris"], False),
        ("To Biden “no” Harris said", ["Biden", "Harris"], False),
        ("Biden, “Joe” Harris", ["Biden", "Harris"], False),
    ],
)
def test_a_name_stays_in_one_piece(
    content: str, pieces: list[str], is_one: bool
) -> None:
    at = [content.index(piece) for piece in pieces]
    spans = [(s, s + len(p), "PER") for s, p in zip(at, pieces, strict=True)]
    one = (spans[0][0], spans[-1][1], "PER")
    assert join_spans(content, spans) == ([one] if is_one else spans)


@pytest.mark.parametrize(
    ("content", "name", "full"),
    [
        ("leader D K Shivakumar said", "Shivakumar", "D K Shivakumar"),
        ("S Sakthi Ganesan said", "Sakthi Ganesan", "S Sakthi Ganesan"),
        ("B Y Vijayendra", "Y Vijayendra", "B Y Vijayendra"),
        ("Then I Smith", "Smith", "Smith"),
        ("A Stone", "Stone", "Stone"),
        ("met H E Akbar Al Baker", "Akbar Al Baker", "Akbar Al Baker"),
        ("in the U.S. Biden said", "Biden", "Biden"),
        ("the G7 S. Korea", "Korea", "Korea"),
    ],
)
def test_initials_without_a_dot_belong_to_the_name(
    content: str, name: str, full: str
) -> None:
    start, begin = content.index(name), content.index(full)
    spans = join_spans(content, [(start, start + len(name), "PER")])
    assert spans == [(begin, begin + len(full), "PER")]


def test_initials_that_end_another_name_stay_there() -> None:
    spans = [(0, 11, "ORG"), (12, 17, "PER")]
    assert join_spans("Companion B Smith", spans) == spans


def test_what_stands_between_an_organisation_and_a_name_joins_nothing() -> None:
    spans = [(0, 4, "ORG"), (14, 18, "PER")]
    assert join_spans("Fiat “Friend” Ford", spans) == spans
