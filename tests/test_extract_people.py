"""Who is named, and which mentions are of the same person."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support.effort import effort

from index.extract.extractor import extractor_for
from search.model.article import Article, Person, Precision, Published


def people(body: str, title: str = "") -> tuple[Person, ...]:
    article = Article(id="a", title=title, body=body)
    found = extractor_for("en").extract(article).people
    for person in found:
        for mention in person.mentions:
            text = title if mention.field == "title" else body
            assert text[mention.start : mention.end] == mention.text
    return found


def names(body: str) -> list[str]:
    return [person.name for person in people(body)]


def texts(body: str, title: str = "") -> dict[str, list[str]]:
    return {p.name: [m.text for m in p.mentions] for p in people(body, title)}


@pytest.mark.parametrize(
    ("body", "name"),
    [
        ("President Donald Trump said no.", "Donald Trump"),
        ("said US Defense Secretary Mark Esper.", "Mark Esper"),
        ("with Secretary of State Mike Pompeo in", "Mike Pompeo"),
        ("Iraqi Prime Minister Adel Abdul Mahdi asked", "Adel Abdul Mahdi"),
        ("spokeswoman Morgan Ortagus said", "Morgan Ortagus"),
        ("head of the force, Brigadier General William Seely, left", "William Seely"),
        ("patient Ali Salaji, 28, recounted", "Ali Salaji"),
        ("said Essam Faraj (54) a demonstrator", "Essam Faraj"),
        ("Grand Ayatollah Ali al-Sistani said", "Ali al-Sistani"),
        ("Crown Prince Mohammed bin Salman said", "Mohammed bin Salman"),
        ("Ursula von der Leyen said", "Ursula von der Leyen"),
        ("Donald J. Trump spoke", "Donald J. Trump"),
        ("Kim Jong Un and his sister", "Kim Jong Un"),
        ("President Moon Jae-in spoke", "Moon Jae-in"),
        ("Xi Jinping spoke", "Xi Jinping"),
        ("Theresa May resigned", "Theresa May"),
        ("Martin Luther King Jr. spoke", "Martin Luther King Jr."),
        ("However Mr. John Smith said", "John Smith"),
        ("Gen. Qassem Soleimani’s death", "Qassem Soleimani"),
        ("Pope Francis prayed", "Pope Francis"),
        ("Ted Cruz won. Embattled Ted Cruz.", "Ted Cruz"),
        ("Yoweri Xyzzyq, the leader, spoke", "Yoweri Xyzzyq"),
    ],
)
def test_a_person_is_found_without_title_and_possessive(body: str, name: str) -> None:
    assert names(body) == [name]


@pytest.mark.parametrize(
    "body",
    [
        "The White House said so.",
        "The Supreme Court ruled on Monday.",
        "Columbia University said so.",
        "Morgan Stanley said so.",
        "In January Christmas came. On Friday April came.",
        "The New York Times reported.",
        "The Defense Department said.",
        "However the Foreign Ministry said.",
        "He said. She said. The president said.",
        "Hillary came alone.",
        "South Korea said. New Zealand said.",
        "THE WHOLE TOWN WAS SHOUTING",
        "General Motors said. General Electric said.",
        "The San Francisco Chronicle wrote.",
    ],
)
def test_organisations_dates_places_and_roles_are_no_people(body: str) -> None:
    assert names(body) == []


def test_short_forms_are_mentions_of_the_one_long_form() -> None:
    body = (
        "President Donald Trump left. Trump said no. Mr. Trump’s aides and the "
        "Trump administration agreed. Adel Abdul Mahdi asked; Abdul Mahdi waited."
    )
    assert texts(body) == {
        "Donald Trump": ["Donald Trump", "Trump", "Trump", "Trump"],
        "Adel Abdul Mahdi": ["Adel Abdul Mahdi", "Abdul Mahdi"],
    }


def test_a_middle_initial_is_the_same_person() -> None:
    body = "Donald Trump spoke. Donald Trump left. Donald J. Trump said so."
    assert texts(body) == {
        "Donald Trump": ["Donald Trump", "Donald Trump", "Donald J. Trump"]
    }


def test_two_people_with_one_last_name_are_kept_apart() -> None:
    body = (
        "Bill Clinton spoke. Clinton smiled. Hillary Clinton came. Clinton said "
        "yes. Bill Clinton left. Clinton waved."
    )
    assert texts(body) == {
        "Bill Clinton": ["Bill Clinton", "Clinton", "Bill Clinton", "Clinton"],
        "Hillary Clinton": ["Hillary Clinton", "Clinton"],
    }


def test_a_family_name_in_front_is_the_short_form() -> None:
    assert texts("Xi Jinping spoke. Xi left.") == {"Xi Jinping": ["Xi Jinping", "Xi"]}


def test_an_arabic_article_may_be_left_out() -> None:
    body = "Ayatollah Ali al-Sistani spoke. Sistani left."
    assert texts(body) == {"Ali al-Sistani": ["Ali al-Sistani", "Sistani"]}


@pytest.mark.parametrize(
    ("title", "mention"),
    [
        ("Trump Says He Will Meet Iran", "Trump"),
        ("TRUMP VOWS TO LEAVE", "TRUMP"),
        ("Why Trump left", "Trump"),
    ],
)
def test_a_headline_is_read_with_the_names_of_the_body(
    title: str, mention: str
) -> None:
    found = texts("President Donald Trump said no.", title)
    assert found == {"Donald Trump": [mention, "Donald Trump"]}


def test_a_verb_in_a_headline_is_no_part_of_the_name() -> None:
    found = texts("Eric Swalwell spoke. Eric Swalwell left.", "Eric Swalwell Announced")
    assert found == {"Eric Swalwell": ["Eric Swalwell"] * 3}


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("President Bushnell left.", ["Bushnell"]),
        ("Mr. Li left.", []),
        ("Bushnell left.", []),
        ("the coach Friday said", []),
    ],
)
def test_a_last_name_alone_stays_only_behind_a_title(
    body: str, expected: list[str]
) -> None:
    assert names(body) == expected


PIECES = (
    "Mr.|Trump|Donald|al-|’s|-|US|U.S.|, Texas|Jr.|Georgia|in|2019|May|Jan.|3|31|next|"
    "Friday|last year|99 years ago|\n|\n\n|. | |von der|São|2020-13-45|New York"
)


@settings(max_examples=300)
@given(
    st.lists(
        st.one_of(st.text(max_size=12), st.sampled_from(PIECES.split("|"))),
        max_size=30,
    ),
    st.dates(),
)
def test_no_text_raises_and_every_mention_is_its_text(
    parts: list[str], day: date
) -> None:
    body = "".join(parts)
    title = " ".join(parts[:5])
    published = Published(day, Precision.DAY, "metadata", 1.0)
    article = Article(id="a", title=title, body=body, published=published)
    facts = extractor_for("en").extract(article)
    evidence = [person.mentions for person in facts.people]
    evidence += [place.mentions for place in facts.places]
    evidence += [named.mentions for named in facts.dates]
    for mentions in evidence:
        spots = [(m.field != "title", m.start) for m in mentions]
        assert spots
        assert spots == sorted(spots)
        for mention in mentions:
            text = title if mention.field == "title" else body
            assert text[mention.start : mention.end] == mention.text != ""
    for found in facts.dates:
        assert found.start < found.end
        assert 1000 <= found.start.year <= 2999


UNITS = (
    "A |Mr |A. |a.|al-|Al-|New York, |of the |Jan 1 |\n|Donald Trump |Kim Jong Un |É́|"
    "John Smith. Jane Smith. Smith. |in 2019 |St. "
)


@pytest.mark.parametrize("unit", UNITS.split("|"), ids=repr)
def test_work_grows_no_faster_than_the_text(unit: str) -> None:
    extractor = extractor_for("en")

    def read(length: int) -> None:
        body = (unit * (length // len(unit) + 1))[:length]
        extractor.extract(Article(id="a", title="", body=body))

    def work(length: int) -> int:
        read(length)  # load the tables, meet the words
        return effort(lambda: read(length))

    assert work(12_000) < 6 * work(3_000)


def test_initials_without_spaces_are_no_reason_to_fail() -> None:
    assert names("J.R.Moman, the chairman, resigned. J.R.Moman said so.") == []


def test_a_family_name_that_comes_first_is_a_short_form_not_the_name() -> None:
    body = "Trump met Kim Jong Un, the leader. Kim said yes. Trump and Kim shook hands."
    assert texts(f"President Donald {body}") == {
        "Donald Trump": ["Donald Trump", "Trump"],
        "Kim Jong Un": ["Kim Jong Un", "Kim", "Kim"],
    }
