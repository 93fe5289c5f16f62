"""The advanced form's fields become one query that means what they say."""

from __future__ import annotations

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from search.analysis.tokens import key, terms
from search.model.hits import NoticeKind
from search.query.parser import parse
from search.query.tree import And, Exact, MatchAll, Not, Query, simplify
from web.help.compose import NAME_FIELDS, PLACES, Wanted, compose, is_plain

TOO_MUCH = {
    NoticeKind.TOO_LONG,
    NoticeKind.TOO_MANY_WORDS,
    NoticeKind.TOO_MANY_WILDCARDS,
}
"""Notices that a query holds more than it may."""

pieces = st.sampled_from(
    [
        *("oil", "São", "東京", "don't", "al-Qaida", "co2", "x" * 250, "2019"),
        *("AND", "OR", "NOT", "NEAR/5", "BEFORE/3", "&&", "||", "-", "+", "--x"),
        *("(", ")", '"', "“", "”", '"oil price', 'gas"', '"a b"~3', '="a b"'),
        *(
            "title:",
            "person:x",
            "nofield:y",
            "about:mars",
            "http://a.b/c",
            "published:",
        ),
        *("*", "**", "?", "eco*", "c?l", "*x", "a*", "word~", "ab~9", "=form", "="),
        *("/re.*x/", "boost^2", "\x00", "\u202e", "...", "’", "−y", "＂wide＂"),
    ]
)
typed = st.lists(pieces, max_size=4).map(" ".join) | st.text(max_size=25)
names = st.lists(st.tuples(st.sampled_from(NAME_FIELDS), typed), max_size=2)


@st.composite
def forms(draw: st.DrawFn) -> Wanted:
    return Wanted(
        every=draw(typed),
        phrase=draw(typed),
        some=draw(typed),
        none=draw(typed),
        where=draw(st.sampled_from(PLACES)),
        names=tuple(draw(names)),
    )


def meant(text: str) -> Query:
    return parse(text).query


def fits(query: str) -> bool:
    return not TOO_MUCH & {notice.kind for notice in parse(query).notices}


def together(*parts: Query) -> Query:
    return simplify(And(parts))


@given(forms())
@settings(max_examples=1000)
def test_whatever_is_typed_is_understood_unless_it_is_too_much(form: Wanted) -> None:
    kinds = {notice.kind for notice in parse(compose(form)).notices}
    assert kinds <= TOO_MUCH


@given(forms())
@settings(max_examples=500)
def test_the_query_means_what_each_box_means_by_itself(form: Wanted) -> None:
    assume(fits(compose(form)))
    boxes = [
        Wanted(where=form.where, every=form.every),
        Wanted(where=form.where, phrase=form.phrase),
        Wanted(where=form.where, some=form.some),
        Wanted(where=form.where, none=form.none),
        *(Wanted(names=(name,)) for name in form.names),
    ]
    assert meant(compose(form)) == together(*(meant(compose(box)) for box in boxes))


@given(typed, typed)
@settings(max_examples=1000)
def test_a_query_there_was_is_met_as_well(existing: str, word: str) -> None:
    form = Wanted(existing=existing, every=word)
    assume(fits(compose(form)))
    added = compose(Wanted(every=word))
    assert meant(compose(form)) == together(meant(existing.strip()), meant(added))


@given(typed)
@settings(max_examples=500)
def test_words_of_which_none_may_be_there_are_those_of_which_one_may(
    text: str,
) -> None:
    some, none = meant(compose(Wanted(some=text))), meant(compose(Wanted(none=text)))
    if some == MatchAll():
        assert none == MatchAll()
    else:
        assert none == simplify(Not(some))


@given(typed)
@settings(max_examples=500)
def test_a_phrase_holds_the_words_typed(text: str) -> None:
    phrase = compose(Wanted(phrase=text))
    if 0 < len(terms(text)) <= 50:
        assert terms(phrase) == terms(text)
        # an umlaut may be written out as well
        assert not isinstance(meant(phrase), And | Not)


@pytest.mark.parametrize(
    ("form", "query"),
    [
        (Wanted(), ""),
        (Wanted(every="oil price"), "oil price"),
        (Wanted(every='oil AND "interest rates"'), 'oil "interest rates"'),
        (Wanted(phrase='state of "emergency"'), '"state of emergency"'),
        (Wanted(some="oil gas"), "(oil OR gas)"),
        (Wanted(some="oil"), "oil"),
        (Wanted(none="oil gas"), "-(oil OR gas)"),
        (Wanted(every="econom*", where="title"), "title:econom*"),
        (Wanted(some="oil gas", where="lead"), "lead:(oil OR gas)"),
        (Wanted(none="oil", where="title"), "-title:oil"),
        (Wanted(every="title:flood -x"), "title flood x"),
        (Wanted(names=(("person", "Angela Merkel"),)), 'person:"Angela Merkel"'),
        (Wanted(names=(("person", "merkel"), ("place", "!"))), "person:merkel"),
        (Wanted(existing="a OR b", every="c"), "(a OR b) c"),
        (Wanted(existing="a -b", every="c"), "a -b c"),
        (Wanted(existing='a OR "b c', every="d"), '(a OR "b c") d'),
        (Wanted(existing="title:(a OR b", every="c"), "title:(a OR b) c"),
        (Wanted(existing=") OR a OR", every="b"), "(  OR a OR) b"),
        (Wanted(existing="a OR b"), "a OR b"),
    ],
)
def test_what_the_boxes_become(form: Wanted, query: str) -> None:
    assert compose(form) == query


def test_a_name_of_several_words_is_one_name() -> None:
    query = meant(compose(Wanted(names=(("place", "new York"),))))
    assert query == Exact("place", key("New York"))


@pytest.mark.parametrize("text", ["", "oil price", "oil AND gas", '"a b" c', "econ*"])
def test_words_and_phrases_are_a_plain_query(text: str) -> None:
    assert is_plain(text)


@pytest.mark.parametrize(
    "text", ["oil OR gas", "title:x", "-x", '"a b"~3', "a NEAR/2 b", "(a", '="a b"']
)
def test_a_query_that_says_more_is_not_plain(text: str) -> None:
    assert not is_plain(text)
