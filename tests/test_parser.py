from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support.effort import effort

from search.model.hits import NoticeKind
from search.query.limits import (
    MAX_DEPTH,
    MAX_LEAVES,
    MAX_LENGTH,
    MAX_PHRASE,
    MAX_RANGES,
    MAX_WILDCARDS,
)
from search.query.parser import parse
from search.query.tree import (
    And,
    DateRange,
    Exact,
    ExactForm,
    Fuzzy,
    MatchAll,
    MatchNone,
    Near,
    Not,
    Or,
    Phrase,
    Prefix,
    Query,
    Term,
    Wildcard,
)

A, B, C = Term("a"), Term("b"), Term("c")
DAY = date(2020, 1, 5)


@pytest.mark.parametrize(
    ("text", "tree"),
    [
        ("", MatchAll()),
        ("a", A),
        ("a b", And((A, B))),
        ("a AND b", And((A, B))),
        ("a && b || c", Or((And((A, B)), C))),
        ("a OR b c", Or((A, And((B, C))))),
        ("(a OR b) c", And((Or((A, B)), C))),
        ("-a", Not(A)),
        ("NOT a", Not(A)),
        ("NOT NOT a", A),
        ("--a", A),
        ("+a b", And((A, B))),
        ("a - b", And((A, B))),
        ("a -(b OR c)", And((A, Not(Or((B, C)))))),
        ("or and not", And((Term("or"), Term("and"), Term("not")))),
        ('"a b"', Phrase(("a", "b"))),
        ('"a"', A),
        ("“a b”", Phrase(("a", "b"))),
        ("don't", Or((Phrase(("don", "t")), Term("dont")))),
        ("al-Qaida", Or((Phrase(("al", "qaida")), Term("alqaida")))),
        ("São", Term("sao")),
        ("at*", Prefix("at")),
        ("al-ba*", And((Term("al"), Prefix("ba")))),
        ("*", MatchAll()),
        ("a *", A),
        ("title:a", Term("a", "title")),
        ("TITLE:a", Term("a", "title")),
        ("title: a", Term("a", "title")),
        ("title:(a OR b) c", And((Or((Term("a", "title"), Term("b", "title"))), C))),
        ('body:"a b"', Phrase(("a", "b"), "body")),
        ("-title:a", Not(Term("a", "title"))),
        ("title:-a", Not(Term("a", "title"))),
        ("person:trump", Term("trump", "person")),
        ('person:"Donald Trump"', Exact("person", "donald trump")),
        ('source:"The Planet"', Phrase(("the", "planet"), "source")),
        ("country:Iran", Exact("country", "IR")),
        ("country:ir", Exact("country", "IR")),
        ('country:"South Korea"', Exact("country", "KR")),
        (
            "country:(iran OR iraq)",
            Or((Exact("country", "IR"), Exact("country", "IQ"))),
        ),
        ("published:2019", DateRange(date(2019, 1, 1), date(2020, 1, 1))),
        ("published:2019-12", DateRange(date(2019, 12, 1), date(2020, 1, 1))),
        ("published:2020-01-05", DateRange(DAY, date(2020, 1, 6))),
        ("published:2020-01..2020-03", DateRange(date(2020, 1, 1), date(2020, 4, 1))),
        ("published:2019-06..2019", DateRange(date(2019, 6, 1), date(2020, 1, 1))),
        ("published:>2020-01-05", DateRange(date(2020, 1, 6), None)),
        ("published:>=2020-01-05", DateRange(DAY, None)),
        ("published:<2020-01-05", DateRange(None, DAY)),
        ("published:<=2020-01-05", DateRange(None, date(2020, 1, 6))),
        ("published:..2019", DateRange(None, date(2020, 1, 1))),
        ("published:2019..", DateRange(date(2019, 1, 1), None)),
        ('published:"June 1944"', DateRange(date(1944, 6, 1), date(1944, 7, 1))),
        ('published:"6 June 1944"', DateRange(date(1944, 6, 6), date(1944, 6, 7))),
        ('published:"6th of June 1944"', DateRange(date(1944, 6, 6), date(1944, 6, 7))),
        ('published:"June 6th, 1944"', DateRange(date(1944, 6, 6), date(1944, 6, 7))),
        ("published:19440606", DateRange(date(1944, 6, 6), date(1944, 6, 7))),
        ("published:june-1944", DateRange(date(1944, 6, 1), date(1944, 7, 1))),
        ("published:2018–2019", DateRange(date(2018, 1, 1), date(2020, 1, 1))),
        ("published:2018-2019", DateRange(date(2018, 1, 1), date(2020, 1, 1))),
        ("published:2018…2019", DateRange(date(2018, 1, 1), date(2020, 1, 1))),
        ('on:"2018 to 2019"', DateRange(date(2018, 1, 1), date(2020, 1, 1), "on")),
        ('on:"2018 – 2019"', DateRange(date(2018, 1, 1), date(2020, 1, 1), "on")),
        ("published:≥2019", DateRange(date(2019, 1, 1), None)),
        ("published:≤2019", DateRange(None, date(2020, 1, 1))),
        ("title:a–b", Phrase(("a", "b"), "title")),
        ("country:-us", Not(Exact("country", "US"))),
        ("title:-a b", And((Not(Term("a", "title")), B))),
        ("title:-(a OR b)", Not(Or((Term("a", "title"), Term("b", "title"))))),
        ('-person:-"ann lee"', Exact("person", "ann lee")),
        ("published:9999", DateRange(date(9999, 1, 1), None)),
        ("published:198X", DateRange(date(1980, 1, 1), date(1990, 1, 1))),
        ("on:1980s", DateRange(date(1980, 1, 1), date(1990, 1, 1), "on")),
        ("on:198x..200x", DateRange(date(1980, 1, 1), date(2010, 1, 1), "on")),
        ("on:19XX", DateRange(date(1900, 1, 1), date(2000, 1, 1), "on")),
        ("on:1989-W43", DateRange(date(1989, 10, 23), date(1989, 10, 30), "on")),
        ("on:2020-W53", DateRange(date(2020, 12, 28), date(2021, 1, 4), "on")),
        ("on:1989-Q3", DateRange(date(1989, 7, 1), date(1989, 10, 1), "on")),
        ("on:1989q4", DateRange(date(1989, 10, 1), date(1990, 1, 1), "on")),
        ("on:1989-H2", DateRange(date(1989, 7, 1), date(1990, 1, 1), "on")),
        ("on:999X", DateRange(date(9990, 1, 1), None, "on")),
        ("on:2020-01-05", DateRange(DAY, date(2020, 1, 6), "on")),
        ('on:"5 January 2020"', DateRange(DAY, date(2020, 1, 6), "on")),
        ("on:..2019", DateRange(None, date(2020, 1, 1), "on")),
        ("-on:>2019", Not(DateRange(date(2020, 1, 1), None, "on"))),
        ("about:iranian", Exact("about", "IR")),
        ("about:IR", Exact("about", "IR")),
        ("organisation:nato", Term("nato", "organisation")),
        ('organisation:"Bank of Spain"', Exact("organisation", "bank of spain")),
        ("colo?r", Wildcard("colo?r")),
        ("COL*R", Wildcard("col*r")),
        ("Stra?e*", Wildcard("stra?e*")),
        ("fl**?*d", Wildcard("fl*d")),
        ("why?", Term("why")),
        ("what?! a", And((Term("what"), A))),
        ("flod~", Fuzzy("flod")),
        ("Flóod~2", Fuzzy("flood", 2)),
        ("title:flod~", Fuzzy("flod", 1, "title")),
        ("=attacks", ExactForm("attacks")),
        ("title:=Attacks", ExactForm("attacks", "title")),
        ('="a b"', Phrase(("a", "b"), exact=True)),
        ("a = b", And((A, B))),
        ('"a b"~5', Near(("a",), ("b",), 5)),
        ('"a b"~', Near(("a",), ("b",), 5)),
        ("“a b”～3", Near(("a",), ("b",), 3)),
        ('"a"~5', A),
        (
            '"a b c"~4',
            And((Near(("a",), ("b",), 4), Near(("b",), ("c",), 4))),
        ),
        ("a NEAR/3 b", Near(("a",), ("b",), 3)),
        ("a BEFORE/3 b", Near(("a",), ("b",), 3, ordered=True)),
        ('"a b" NEAR/3 c', Near(("a", "b"), ("c",), 3)),
        ("near/3 b", And((Phrase(("near", "3")), B))),
        ("NEAR", Term("near")),
        (
            "a NEAR/3 (b OR c)",
            Or((Near(("a",), ("b",), 3), Near(("a",), ("c",), 3))),
        ),
        (
            "a NEAR/3 b BEFORE/2 c",
            And((Near(("a",), ("b",), 3), Near(("b",), ("c",), 2, ordered=True))),
        ),
        ("title:(a NEAR/3 b)", Near(("a",), ("b",), 3, field="title")),
        ("-(a NEAR/3 b)", Not(Near(("a",), ("b",), 3))),
        ("has:date", Exact("has", "published")),
        ("has:PERSON", Exact("has", "person")),
        ("published:none", Not(Exact("has", "published"))),
        ("about:none", Not(Exact("has", "about"))),
        ("language:de", Exact("language", "de")),
        ("language:German", Exact("language", "de")),
        ("language:pt-BR", Exact("language", "pt")),
        ("section:sports", Term("sports", "section")),
        ("ａ　ＡＮＤ　ｂ", And((A, B))),
        ("10:30", Phrase(("10", "30"))),
        ("a a b", And((A, B))),
        ("x" * 300, MatchNone()),
    ],
)
def test_a_query_is_understood_without_notices(text: str, tree: Query) -> None:
    parsed = parse(text)
    assert parsed.query == tree
    assert parsed.notices == ()


@pytest.mark.parametrize(
    ("text", "tree", "notices"),
    [
        ('a "b c', And((A, Phrase(("b", "c")))), [("unbalanced-quote", 2, 3)]),
        ("a -()", A, [("lone-operator", 2, 3)]),
        ('a -("")', A, [("lone-operator", 2, 3)]),
        ("a OR ()", A, [("lone-operator", 2, 4)]),
        ("(a b", And((A, B)), [("unbalanced-parenthesis", 0, 1)]),
        ("a) b", And((A, B)), [("unbalanced-parenthesis", 1, 2)]),
        ("OR a", A, [("lone-operator", 0, 2)]),
        ("a OR", A, [("lone-operator", 2, 4)]),
        ("a AND", A, [("lone-operator", 2, 5)]),
        ("a AND AND b", And((A, B)), [("lone-operator", 6, 9)]),
        ("a NOT", A, [("lone-operator", 2, 5)]),
        ("NOT", MatchAll(), [("lone-operator", 0, 3), ("nothing-to-search", 0, 3)]),
        ("!!!", MatchAll(), [("nothing-to-search", 0, 3)]),
        ("foo:a", Phrase(("foo", "a")), [("unknown-field", 0, 4)]),
        ("title:", MatchAll(), [("empty-value", 0, 6), ("nothing-to-search", 0, 6)]),
        ("title: OR a", A, [("empty-value", 0, 6), ("lone-operator", 7, 9)]),
        ("published:soon", Term("soon"), [("bad-date", 10, 14)]),
        ("published:2019-13", Phrase(("2019", "13")), [("bad-date", 10, 17)]),
        ("published:2019-02-30", Phrase(("2019", "02", "30")), [("bad-date", 10, 20)]),
        (
            "published:2020-03..2020-01",
            DateRange(date(2020, 1, 1), date(2020, 4, 1)),
            [("swapped-dates", 10, 26)],
        ),
        ("country:atlantis", Term("atlantis"), [("unknown-country", 8, 16)]),
        ("*bcd", Term("bcd"), [("wildcard", 0, 4)]),
        ("a*", A, [("wildcard", 0, 2)]),
        ("c*", Term("c"), [("wildcard", 0, 2)]),
        ("c*-r", Phrase(("c", "r")), [("wildcard", 0, 4)]),
        ("al-q?ida", Phrase(("al", "q", "ida")), [("wildcard", 0, 8)]),
        ("a*b*c*d*e*f", Phrase(tuple("abcdef")), [("wildcard", 0, 11)]),
        ("a~", A, [("wildcard", 0, 2)]),
        ("flod~2", Fuzzy("flod", 1), [("wildcard", 0, 6)]),
        ("flood~99", Fuzzy("flood", 2), [("wildcard", 0, 8)]),
        ("al-qaida~", Phrase(("al", "qaida")), [("wildcard", 0, 9)]),
        ("ocean^2", Phrase(("ocean", "2")), [("wildcard", 0, 7)]),
        ("/fl.*d/", Phrase(("fl", "d")), [("wildcard", 0, 7)]),
        ('"a b"~0', Near(("a",), ("b",), 1), [("nearness", 0, 7)]),
        ('"a b"~999', Near(("a",), ("b",), 50), [("nearness", 0, 9)]),
        (f"a NEAR/{'9' * 40} b", Near(("a",), ("b",), 50), [("nearness", 2, 47)]),
        ("a NEAR/0 b", Near(("a",), ("b",), 1), [("nearness", 2, 8)]),
        ('a NEAR/20 "b c"', Near(("a",), ("b", "c"), 5), [("nearness", 2, 9)]),
        ("a NEAR/5 -b", And((A, Not(B))), [("nearness", 2, 8)]),
        ("a NEAR/5 bc*", And((A, Prefix("bc"))), [("nearness", 2, 8)]),
        (
            "title:a NEAR/5 b",
            And((Term("a", "title"), B)),
            [("nearness", 8, 14)],
        ),
        (
            "person:(a NEAR/5 b)",
            And((Term("a", "person"), Term("b", "person"))),
            [("nearness", 10, 16)],
        ),
        (
            'person:"a b"~3',
            And((Term("a", "person"), Term("b", "person"))),
            [("nearness", 7, 14)],
        ),
        ("NEAR/5 a", A, [("lone-operator", 0, 6)]),
        ("a NEAR/5", A, [("lone-operator", 2, 8)]),
        ("a BEFORE/2 OR b", Or((A, B)), [("lone-operator", 2, 10)]),
        ("language:klingon", Term("klingon"), [("unknown-language", 9, 16)]),
        ("has:feathers", Term("feathers"), [("unknown-field", 4, 12)]),
    ],
)
def test_what_is_not_understood_is_said_with_its_place(
    text: str, tree: Query, notices: list[tuple[str, int, int]]
) -> None:
    parsed = parse(text)
    assert parsed.query == tree
    assert [(n.kind.value, n.start, n.end) for n in parsed.notices] == notices


def test_dates_the_wrong_way_round_are_told_as_they_were_searched() -> None:
    (notice,) = parse("flood published:2016..2015").notices
    assert "2015..2016" in notice.text


@pytest.mark.parametrize(
    ("typed", "offered"),
    [
        ("published:June 2019", 'published:"June 2019"'),
        ("published:5 June 2019 flood", 'published:"5 June 2019"'),
        ("on:June 5, 2019", 'on:"June 5, 2019"'),
        ("published:>June 2019", 'published:">June 2019"'),
        ("published:the last 7 days", 'published:"the last 7 days"'),
        ("on:(June 2019 OR 2020)", 'on:"June 2019"'),
    ],
)
def test_a_date_of_several_words_is_offered_in_quotation_marks(
    typed: str, offered: str
) -> None:
    (notice,) = parse(typed).notices
    assert notice.kind is NoticeKind.BAD_DATE
    assert offered in notice.text
    assert parse(offered).notices == ()


@pytest.mark.parametrize("typed", ["published:soon 2019", "on:June OR 2019"])
def test_words_that_make_no_date_together_are_not_offered_as_one(typed: str) -> None:
    (notice,) = parse(typed).notices
    assert '"' not in notice.text


def depth(query: Query) -> int:
    match query:
        case And(parts=parts) | Or(parts=parts):
            return 1 + max(map(depth, parts))
        case Not(part=part):
            return 1 + depth(part)
        case _:
            return 1


def leaves(query: Query) -> list[Query]:
    match query:
        case And(parts=parts) | Or(parts=parts):
            return [leaf for part in parts for leaf in leaves(part)]
        case Not(part=part):
            return leaves(part)
        case _:
            return [query]


PIECES = st.one_of(
    st.sampled_from(list('"()-+* ?[]\\“：\x00\ud800\u202e東é\n')),
    st.sampled_from("OR AND NOT || && .. > 2019 a attack ~2 ~ = NEAR/3".split()),
    st.sampled_from('BEFORE/2 att*k fl?od ood~2 "a '.split()),
    st.sampled_from("title: person: published: country: nofield:".split()),
    st.text(max_size=5),
)


@settings(max_examples=1500)
@given(st.lists(PIECES, max_size=120).map("".join))
def test_any_string_is_answered_within_the_limits(text: str) -> None:
    parsed = parse(text)
    found = leaves(parsed.query)
    assert depth(parsed.query) <= 2 * MAX_DEPTH + 4
    # a prefix behind a hyphen is one leaf typed and two in the tree
    assert len(found) <= 2 * MAX_LEAVES
    several = Prefix | Wildcard | Fuzzy
    assert sum(isinstance(leaf, several) for leaf in found) <= MAX_WILDCARDS
    for notice in parsed.notices:
        assert 0 <= notice.start <= notice.end <= len(text)
        assert notice.text.endswith(".")


@pytest.mark.parametrize(
    "text",
    [
        unit * 20_000
        for unit in ("(", ")", "a ", '"', "NOT ", "-", "(a OR ", "a*", "title:")
    ]
    + [unit * 20_000 for unit in ("a OR ", "x", "((((a)", "published:")],
    ids=lambda text: text[:10],
)
def test_long_and_deep_queries_are_cut_and_said(text: str) -> None:
    parsed = parse(text)
    kinds = [notice.kind for notice in parsed.notices]
    assert NoticeKind.TOO_LONG in kinds
    assert len(kinds) <= 3 * len(NoticeKind)
    assert depth(parsed.query) <= 2 * MAX_DEPTH + 4


@pytest.mark.parametrize(
    "unit",
    ["(", ')"', "a OR ", "NOT ", 'title:"', "x", "a-", "published:> ", "東", "é"],
)
def test_parsing_takes_work_linear_in_the_length(unit: str) -> None:
    quarter = (unit * MAX_LENGTH)[: MAX_LENGTH // 4]
    whole = (unit * MAX_LENGTH)[:MAX_LENGTH]
    parse(whole)  # characters are analysed once and remembered
    assert effort(lambda: parse(whole)) < 5 * effort(lambda: parse(quarter))


def test_words_beyond_the_limit_are_left_out() -> None:
    parsed = parse(" ".join(f"w{n}" for n in range(100)))
    assert len(leaves(parsed.query)) == MAX_LEAVES
    assert [n.kind for n in parsed.notices] == [NoticeKind.TOO_MANY_WORDS]


def test_wildcards_beyond_the_limit_are_searched_as_words() -> None:
    parsed = parse(" ".join(f"word{n}*" for n in range(7)))
    assert sum(isinstance(leaf, Prefix) for leaf in leaves(parsed.query)) == 5
    assert {n.kind for n in parsed.notices} == {NoticeKind.TOO_MANY_WILDCARDS}


def test_ranges_of_mentioned_dates_beyond_the_limit_are_left_out() -> None:
    ranges = [f"on:19{n}-01-02..2001" for n in range(10, 10 + MAX_RANGES + 1)]
    whole = [f"on:19{n}" for n in range(10, 30)] + ["published:1912-02-03..1999"] * 2
    parsed = parse(" ".join([*whole, *ranges, ranges[0]]))
    assert parsed.query == parse(" ".join([*whole, *ranges[:-1]])).query
    [notice] = parsed.notices
    assert notice.kind is NoticeKind.TOO_MANY_WORDS
    assert notice.start == len(" ".join([*whole, *ranges[:-1]])) + 1 + len("on:")


def test_a_phrase_beyond_the_limit_is_cut() -> None:
    parsed = parse('"' + "w " * 60 + '"')
    assert isinstance(parsed.query, Phrase)
    assert len(parsed.query.terms) == MAX_PHRASE
    assert [n.kind for n in parsed.notices] == [NoticeKind.TOO_MANY_WORDS]


def test_parentheses_beyond_the_limit_are_left_out() -> None:
    parsed = parse("(" * 30 + "a" + ")" * 30)
    assert parsed.query == A
    assert NoticeKind.TOO_DEEP in {n.kind for n in parsed.notices}
