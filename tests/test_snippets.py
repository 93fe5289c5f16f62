from __future__ import annotations

from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.extract.english.tagger.writing import ENGLISH
from index.extract.tagger.tokens import Tokenizer
from search.model.article import (
    Article,
    Country,
    Facts,
    Mention,
    MentionedDate,
    Organisation,
    Person,
    Place,
    PlaceKind,
    Span,
    TextField,
)
from search.model.facets import Selection
from search.query.parser import parse
from search.query.tree import MatchAll
from search.request import EngineResult
from search.results.entities import mark_entities
from search.results.marks import find_marks, merge_marks, select_leaves
from search.results.occurrences import find_occurrences
from search.results.page import present_hits
from search.results.snippets import FURTHER_LENGTH, SNIPPET_LENGTH, find_passages


def marked(query: str, text: str, field: TextField = TextField.BODY) -> list[str]:
    """The marked pieces of a text."""
    spans = merge_marks(find_marks(text, select_leaves(parse(query).query, field)))
    return [text[span.start : span.end] for span in spans]


def snippet(query: str, text: str) -> tuple[str, list[str]]:
    leaves = select_leaves(parse(query).query, TextField.BODY)
    tokens = Tokenizer(ENGLISH).read([text])
    made, *_ = find_passages(
        text, find_marks(text, leaves), tuple(tokens.starts[tokens.opens].tolist())
    )
    return made.text, [made.text[m.start : m.end] for m in made.marks]


@pytest.mark.parametrize(
    ("query", "text", "expected"),
    [
        ("sao", "In São Paulo, são.", ["São", "são"]),
        ("attacks", "He attacked; an attack, a tack", ["attacked", "attack"]),
        ("attack*", "attacked attackers atta", ["attacked", "attackers"]),
        (
            '"oil price"',
            "oil prices; oil, price; price oil",
            ["oil prices", "oil, price"],
        ),
        ('"white white house"', "white white white house", ["white white house"]),
        ("=attacks", "attack, Attacks, attacked", ["Attacks"]),
        ("att*ed OR fl?od", "attacked attack flood", ["attacked", "flood"]),
        ("flod~", "a flood, blood and floods", ["flood"]),
        ("flod~", "God sold a fold", ["fold"]),
        ("oil NEAR/2 price", "oil; a price of oils", ["oil", "price", "oils"]),
        ("oil NEAR/2 price", "oil x x price; price x oil", ["price", "oil"]),
        ("oil NEAR/2 price", "oil x x price", []),
        ("oil NEAR/2 price", "an oil price, x x x x price", ["oil", "price"]),
        ("oil BEFORE/3 price", "price oil x price x oil", ["oil", "price"]),
        ("oil NEAR/2 oil", "oil x oil x x x oil", ["oil", "oil"]),
        ('"oil price"~3', "prices of oil", ["prices", "oil"]),
        ('"oil price"~3', "prices x x x oil", []),
        ('"big oil" NEAR/3 price', "oil price, big oil", ["price", "big oil"]),
        (
            '"big oil" NEAR/2 price',
            "price big oil x price",
            ["price", "big oil", "price"],
        ),
        ("oil (oil NEAR/2 gas)", "oil x x oil gas", ["oil", "oil", "gas"]),
        ("-(oil NEAR/2 gas) tar", "oil gas tar", ["tar"]),
        ("(oil OR gas) NEAR/2 price", "gas x x oil price", ["oil", "price"]),
        ("go", "He went, and goes", ["went", "goes"]),
        ("lead:oil", "gas and oil", ["oil"]),
        ("oil OR gas", "gas and oil", ["gas", "oil"]),
        ("oil -gas", "gas and oil", ["oil"]),
        ("NOT oil", "gas and oil", []),
        ("title:oil", "oil", []),
        ("person:oil country:iran published:2019", "oil iran 2019", []),
        ("strasse", "Hauptstraße Straße STRASSE", ["Straße", "STRASSE"]),
        ("e", "e\u0301 E", ["e\u0301", "E"]),
        ("don't", "don’t don't dont", ["don’t", "don't", "dont"]),
        ("京都", "東京都 京都", ["京都", "京都"]),
        ("*", "anything", []),
    ],
)
def test_exactly_the_matching_words_are_marked(
    query: str, text: str, expected: list[str]
) -> None:
    assert marked(query, text) == expected


def test_a_field_is_marked_in_that_field_only() -> None:
    assert marked("title:oil", "oil", TextField.TITLE) == ["oil"]
    assert marked("body:oil", "oil", TextField.TITLE) == []


def test_what_a_filter_asks_for_is_marked_where_it_is_named() -> None:
    body = "x " * 300 + "Then Ana Silva left Iran. Silva, an Iranian, wept."
    places = [Place("Iran", PlaceKind.PLACE, "IR", spots(body, "Iran."))]
    places.append(Place("Iran", PlaceKind.DEMONYM, "IR", spots(body, "Iranian")))
    people = (Person("Ana Silva", spots(body, "Ana Silva", "Silva,")),)
    countries = (Country("IR", "Iran", about=True, score=1.0),)
    organisations = (Organisation("Silva & Sons", spots(body, "an Iranian")),)
    day = MentionedDate(
        "2020-01-03", date(2020, 1, 3), date(2020, 1, 4), spots(body, "Then")
    )
    article = Article(
        id="a",
        title="",
        body=body,
        facts=Facts(people, organisations, tuple(places), countries, (day,)),
    )

    def found(text: str, *selections: Selection) -> list[str]:
        spans = find_occurrences(article, text, selections).places[TextField.BODY]
        return [body[span.start : span.end] for span in spans]

    silva = ["Ana Silva", "Silva,"]
    for text in (
        *("person:silva", 'person:"ana silva"', "person:ana", "person:sil*"),
        *("person:=silva", "person:s?lva", "person:slva~"),
    ):
        assert found(text) == silva
    assert found("-person:silva") == []
    assert found("person:trump") == []
    assert found("country:iran") == found("about:iran") == ["Iran.", "Iranian"]
    assert found("about:iraq") == found("on:2019") == found("-on:2020") == []
    assert found("organisation:sons") == ["an Iranian"]
    assert found('organisation:"Silva & Sons"') == ["an Iranian"]
    assert found("on:2020") == found("on:2020-01-03") == ["Then"]
    assert found("", Selection("on", ("2020-01",))) == ["Then"]
    assert found("", Selection("on", (), ("2020-01",))) == []
    assert found("published:2020") == []
    assert found("wept", Selection("person", ("ANA SILVA",))) == [*silva, "wept"]
    assert found("", Selection("person", (), ("Ana Silva",))) == []
    named = mark_entities(article, MatchAll(), [Selection("country", ("IR",))])
    made, *_ = find_passages(body, named[TextField.BODY])
    assert "left Iran." in made.text


def spots(text: str, *words: str) -> tuple[Mention, ...]:
    """The last place each of some words stands in a body."""
    return tuple(
        Mention(TextField.BODY, at, at + len(word), word)
        for word in words
        if (at := text.rindex(word)) >= 0
    )


def test_a_short_text_is_shown_whole() -> None:
    assert snippet("oil", "Some oil here.") == ("Some oil here.", ["oil"])


def test_without_a_match_the_beginning_is_shown() -> None:
    text, marks = snippet("nothing", "word " * 200)
    assert text.startswith("word word")
    assert text.endswith("…")
    assert len(text) <= SNIPPET_LENGTH + 1
    assert marks == []


def test_the_passage_holds_as_many_different_words_as_one_can() -> None:
    filler = "filler " * 80
    text = (
        f"oil oil oil oil. {filler}end. Then oil and gas and tar met. {filler} gas gas"
    )
    shown, marks = snippet("oil gas tar", text)
    assert marks == ["oil", "gas", "tar"]
    assert shown.startswith("…Then oil")


def test_the_first_passage_shows_words_where_they_are_near_each_other() -> None:
    filler = "filler " * 80
    apart = "gun law gun. " * 3
    text = f"Gun. {filler}{apart.replace('law', 'x ' * 9 + 'law')}{filler}law of a gun."
    shown, marks = snippet("gun BEFORE/1 law", f"{text} {filler} A gun law passed.")
    assert marks == ["gun", "law"]
    assert "A gun law passed" in shown


def test_a_sentence_that_begins_early_does_not_push_a_match_out_of_the_passage() -> (
    None
):
    text = "x " * 200 + f"end. {'So ' * 35}oil {'and ' * 40} price. " + "y " * 300
    shown, marks = snippet("oil NEAR/50 price", text)
    assert marks == ["oil", "price"]
    assert len(shown) <= SNIPPET_LENGTH + 2


def test_what_is_asked_of_the_lead_is_marked_in_the_lead_alone() -> None:
    body = "the price of oil. " + "word " * 70 + "oil price"
    article = Article(id="a", title="Big oil", body=body)
    for query, title, marks in (
        ("lead:oil", ["oil"], ["oil"]),
        ("lead:(oil BEFORE/2 price)", ["oil"], ["price"]),
        ('lead:"oil the price"', ["oil"], ["the price"]),
    ):
        found = EngineResult(hits=((article, 1.0),), total=1)
        ((hit,), _) = present_hits(found, parse(query).query, ())
        assert [article.title[m.start : m.end] for m in hit.title_marks] == title
        text = hit.snippet.text
        assert [text[m.start : m.end] for m in hit.snippet.marks] == marks
        assert not hit.further


def test_the_passage_begins_at_a_sentence_when_one_is_near() -> None:
    text = (
        "x " * 300 + "end. The minister, Gen. Silva, said oil was gone. " + "y " * 300
    )
    shown, _ = snippet("oil", text)
    assert shown.startswith("…The minister, Gen. Silva, said oil")


def test_white_space_becomes_one_space_and_marks_stay_true() -> None:
    shown, marks = snippet('oil "price rise"', "First\n\n second oil\t\tprice \n rise")
    assert shown == "First second oil price rise"
    assert marks == ["oil", "price rise"]


def test_further_passages_show_what_the_best_does_not() -> None:
    filler = "filler " * 80
    text = f"Gas fell. {filler} Oil and tar. {filler} Oil rose. {filler} Coal too."
    leaves = select_leaves(parse("oil tar gas coal").query, TextField.BODY)
    found = find_passages(text, find_marks(text, leaves))
    words = [[made.text[m.start : m.end] for m in made.marks] for made in found]
    assert words == [["Oil", "tar"], ["Gas"], ["Coal"]]
    assert find_passages(text, find_marks(text, leaves), most=1) == found[:1]


def test_passages_stand_apart() -> None:
    text = " ".join(f"oil {n:03d}" for n in range(200))
    leaves = select_leaves(parse("oil").query, TextField.BODY)
    pieces = [
        made.text.strip("…") for made in find_passages(text, find_marks(text, leaves))
    ]
    places = sorted((text.index(piece), len(piece)) for piece in pieces)
    assert len(places) == 3
    for (start, length), (after, _) in pairwise(places):
        assert start + length + 15 < after
    assert len(find_passages("oil " * 60, find_marks("oil " * 60, leaves))) == 1


def test_a_text_without_a_match_has_one_passage() -> None:
    assert len(find_passages("word " * 500, ())) == 1


@settings(max_examples=500)
@given(
    st.lists(
        st.sampled_from(
            [
                "oil",
                "oils",
                "gas.",
                "\n",
                "x" * 50,
                "São",
                "e\u0301",
                "東京",
                "—",
                '"',
                "a",
            ]
        ),
        max_size=200,
    ).map(" ".join),
    st.sampled_from(["oil gas", '"oil gas" sao', "ga* 東", "é", "nothing", "京 oil"]),
)
def test_marks_lie_in_the_snippet_in_order_and_show_matches(
    text: str, query: str
) -> None:
    leaves = select_leaves(parse(query).query, TextField.BODY)
    found = find_passages(text, find_marks(text, leaves))
    assert 1 <= len(found) <= 3
    for number, made in enumerate(found):
        assert len(made.text) <= (FURTHER_LENGTH if number else SNIPPET_LENGTH) + 2
        end = 0
        for mark in made.marks:
            assert end <= mark.start < mark.end <= len(made.text)
            end = mark.end
        if find_marks(text, leaves):
            assert made.marks


def test_overlapping_marks_become_one() -> None:
    leaves = select_leaves(parse('"a b" "b c" b').query, TextField.BODY)
    assert merge_marks(find_marks("a b c", leaves)) == (Span(0, 5),)
