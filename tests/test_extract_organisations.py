"""Organisation spans of a tagger → bodies of one article."""

from __future__ import annotations

import pytest
from test_resolve import tagged

from index.extract.english.organisations import find_organisations
from index.extract.english.words import in_ticker, read_text
from index.extract.extractor import extractor_for
from search.model.article import Article, TextField


def bodies(body: str, title: str = "") -> dict[str, list[str]]:
    head, named = tagged(TextField.TITLE, title)
    text, more = tagged(TextField.BODY, body)
    texts = [read_text(TextField.TITLE, head), read_text(TextField.BODY, text)]
    found = find_organisations(texts, [*more, *named])
    return {o.name: [m.text for m in o.mentions] for o in found}


def test_names_are_trimmed_and_one_body_is_one_value() -> None:
    body = "[The Washington Post]'s man at [Apple Inc.] left the [Washington Post's]."
    assert bodies(body + " [Apple] fell.") == {
        "Washington Post": ["Washington Post", "Washington Post"],
        "Apple Inc.": ["Apple Inc.", "Apple"],
    }


def test_letters_in_brackets_stand_for_the_name() -> None:
    body = "the [Bank for International Settlements] ([BIS]) said. The [BIS] left."
    assert bodies(body) == {
        "Bank for International Settlements": [
            "Bank for International Settlements",
            "BIS",
            "BIS",
        ]
    }


def test_letters_the_press_uses_stand_for_the_name() -> None:
    assert bodies("[U.N.] staff of the [United Nations]. [UN]") == {
        "United Nations": ["U.N.", "United Nations", "UN"]
    }


def test_other_letters_in_brackets_stand_for_nothing() -> None:
    body = "[General Motors] (Detroit). [Ford] ([UAW]) left. [UAW]"
    assert list(bodies(body)) == ["General Motors", "Ford", "UAW"]


@pytest.mark.parametrize("body", ["the [Committee]", "[the]", "[']", "[Board]", "[x]"])
def test_a_word_that_only_says_there_is_a_body_names_none(body: str) -> None:
    assert bodies(body) == {}


def test_the_headline_comes_first_and_its_capitals_do_not_count() -> None:
    assert bodies("[Lufthansa] flies.", "[LUFTHANSA] GROUNDED") == {
        "Lufthansa": ["LUFTHANSA", "Lufthansa"]
    }


@pytest.mark.parametrize("place", ["SAO PAULO", "GINOWAN, Japan", "LE BOURGET"])
def test_a_dateline_names_a_place_and_nobody(place: str) -> None:
    body = f"{place} (AP) - Officials of the World Bank met Angela Merkel on Monday."
    facts = extractor_for("en").extract(Article(id="a", title="", body=body))
    assert [body.name for body in facts.organisations] == ["World Bank"]
    assert [person.name for person in facts.people] == ["Angela Merkel"]


@pytest.mark.parametrize("name", ["D-Md", "R-Texas", "California Democrat"])
def test_a_politicians_party_and_state_are_no_body(name: str) -> None:
    assert bodies(f"the [{name}] and [Apple]") == {"Apple": ["Apple"]}


@pytest.mark.parametrize(
    ("body", "name"),
    [
        ("[Boeing Co <BA]>, said", "Boeing Co"),
        ("[Merrill Lynch and Co Inc <MER>] said", "Merrill Lynch and Co Inc"),
        ("[CHRYSLER <C]> NET", "CHRYSLER"),
    ],
)
def test_a_ticker_behind_a_company_is_no_part_of_its_name(body: str, name: str) -> None:
    assert bodies(body) == {name: [name]}


@pytest.mark.parametrize("form", ["LLC", "LLP", "Inc.", "PLC", "GmbH"])
def test_a_legal_form_that_was_parted_from_its_company_is_no_body(form: str) -> None:
    body = f"Copyright [The Washington Times], [{form}] of [The Washington Times]"
    assert list(bodies(body)) == ["Washington Times"]


def test_what_stands_in_a_ticker_names_nothing() -> None:
    body = "[Moulinex] <MOUP.[PA]> rose, [Jardine] <[JARD].HK> and [INC <GY]> fell."
    assert list(bodies(body)) == ["Moulinex", "Jardine"]


def test_a_company_without_a_sign_may_stand_in_the_same_brackets() -> None:
    content = "<Airbus Industrie> of <BASF>"
    assert not in_ticker(content, content.index("Airbus"))
    assert in_ticker(content, content.index("BASF"))


def test_an_s_that_belongs_to_the_name_stays() -> None:
    assert list(bodies("[Moody's] and [McDonald’s] and [Apple's]")) == [
        "Moody's",
        "McDonald’s",
        "Apple",
    ]


@pytest.mark.parametrize(
    "body",
    [
        "the [Obama] administration said",
        "the [Assad] regime's men",
        "<Robert Mueller> wrote. The [Mueller] report says",
    ],
)
def test_a_leader_before_what_is_led_is_no_body(body: str) -> None:
    assert bodies(body) == {}


def test_a_company_or_an_agency_may_report_and_campaign() -> None:
    body = "the [Pentagon] report, the [NASA] administration, the [Ford] campaign"
    assert list(bodies(body)) == ["Pentagon", "NASA", "Ford"]
