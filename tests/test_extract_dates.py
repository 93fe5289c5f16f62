"""Which words are dates, and which days they mean."""

from __future__ import annotations

from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.dates_of import dates, values

from search.model.article import Precision


@pytest.mark.parametrize(
    ("body", "value", "text"),
    [
        ("on January 3, 2020.", "2020-01-03", "January 3, 2020"),
        ("on January 3rd, 2020, he", "2020-01-03", "January 3rd, 2020"),
        ("on 3 January 2020 he", "2020-01-03", "3 January 2020"),
        ("the 3rd of January 2020", "2020-01-03", "3rd of January 2020"),
        ("on Jan. 3, 2020", "2020-01-03", "Jan. 3, 2020"),
        ("on Sept. 11, 2001", "2001-09-11", "Sept. 11, 2001"),
        ("the Sept. 11 attacks", "2001-09-11", "Sept. 11"),
        ("the 9/11 attacks", "2001-09-11", "9/11"),
        ("after 9/11, he", "2001-09-11", "9/11"),
        ("some 49/11", "", ""),
        ("prices May 1191/1210 ba", "", ""),
        ("7\nJun 2428", "", ""),
        ("filed 2020-01-03 late", "2020-01-03", "2020-01-03"),
        ("in January 2020", "2020-01", "January 2020"),
        ("in May 1968 he", "1968-05", "May 1968"),
        ("in 2019", "2019", "2019"),
        ("since 1989", "1989", "1989"),
        ("the invasion of 2003.", "2003", "2003"),
        ("the war (1914", "", ""),
        ("the war (1914-18)", "1914/1918", "1914-18"),
        ("the 1999-00 season", "1999/2000", "1999-00"),
        ("in 1987/88 he", "1987/1988", "1987/88"),
        ("on Jan. 3-5, 2020", "2020-01-03/2020-01-05", "Jan. 3-5, 2020"),
        ("Friday, January 3, 2020", "2020-01-03", "Friday, January 3, 2020"),
        ("from 26-FEB-1987 on", "1987-02-26", "26-FEB-1987"),
        ("on 11/02/89 he", "1989-11-02", "11/02/89"),
        ("on 25/12/2019 he", "2019-12-25", "25/12/2019"),
        ("am 24.12.2019 in", "2019-12-24", "24.12.2019"),
        ("in May of 1968", "1968-05", "May of 1968"),
        ("in early May 1968", "1968-05", "early May 1968"),
        ("at the end of 1990", "1990", "the end of 1990"),
        ("early 1990 was", "1990", "early 1990"),
        ("a 2010 court ruling", "2010", "2010"),
        ("in fiscal 1989", "FY1989", "fiscal 1989"),
        ("the fiscal year 1989", "FY1989", "the fiscal year 1989"),
        ("in the late 1970s", "197X", "the late 1970s"),
        ("in the mid-1990s", "199X", "the mid-1990s"),
        ("in the early '80s", "198X", "the early '80s"),
        ("in the nineties", "199X", "the nineties"),
        ("in the 20th century", "19XX", "the 20th century"),
        ("a seventeenth-century fan", "16XX", "seventeenth-century"),
        ("in nineteen ninety-six he", "1996", "nineteen ninety-six"),
        ("by the year two thousand", "2000", "the year two thousand"),
        ("March 2, nineteen eighty", "1980-03-02", "March 2, nineteen eighty"),
        ("the summer of 1990", "1990-SU", "the summer of 1990"),
        ("in winter 1990", "1990-WI", "winter 1990"),
        ("on Christmas Day 1989", "1989-12-25", "Christmas Day 1989"),
        ("Labor Day 2019", "2019-09-02", "Labor Day 2019"),
        ("Memorial Day 2019", "2019-05-27", "Memorial Day 2019"),
        ("Thanksgiving Day 2020", "2020-11-26", "Thanksgiving Day 2020"),
        ("the revolt (1979) failed", "1979", "1979"),
        ("the 2016 election", "2016", "2016"),
        ("in the 1980s", "198X", "the 1980s"),
    ],
)
def test_full_dates_need_no_publication_date(body: str, value: str, text: str) -> None:
    assert values(body, None) == ([(value, text)] if value else [])


@pytest.mark.parametrize(
    ("year", "sunday"),
    [
        (1989, "03-26"),
        (2000, "04-23"),
        (2019, "04-21"),
        (2020, "04-12"),
        (2038, "04-25"),
    ],
)
def test_easter_is_reckoned(year: int, sunday: str) -> None:
    assert values(f"on Easter Sunday {year}", None) == [
        (f"{year}-{sunday}", f"Easter Sunday {year}")
    ]


@pytest.mark.parametrize(
    ("body", "value", "text"),
    [
        ("killed on Friday", "2020-01-10", "Friday"),
        ("last Tuesday he", "2020-01-07", "last Tuesday"),
        ("next Monday he", "2020-01-13", "next Monday"),
        ("He said today", "2020-01-10", "today"),
        ("Yesterday he said", "2020-01-09", "Yesterday"),
        ("tomorrow", "2020-01-11", "tomorrow"),
        ("last week", "2020-W01", "last week"),
        ("this week", "2020-W02", "this week"),
        ("last month", "2019-12", "last month"),
        ("last year", "2019", "last year"),
        ("two weeks ago", "2019-W52", "two weeks ago"),
        ("three days ago", "2020-01-07", "three days ago"),
        ("30 years ago", "1990", "30 years ago"),
        ("last March", "2019-03", "last March"),
        ("in December", "2019-12", "December"),
        ("on Jan. 3", "2020-01-03", "Jan. 3"),
        ("on December 31", "2019-12-31", "December 31"),
        ("on 5 March", "2020-03-05", "5 March"),
        ("Friday, January 3, he", "2020-01-03", "Friday, January 3"),
    ],
)
def test_relative_dates_are_reckoned_from_publication(
    body: str, value: str, text: str
) -> None:
    assert values(body) == [(value, text)]
    assert values(body, None) == []


def test_relative_dates_need_the_very_day_of_publication() -> None:
    assert dates("on Friday and last year", date(2020, 1, 1), Precision.YEAR) == ()


@pytest.mark.parametrize(
    "body",
    [
        "It may rain. They march on. March of the living.",
        "May said so.",
        "2,000 people and 2000 people died",
        "1989 people signed",
        "some 1500 soldiers and $2019 or 2019%",
        "call 555-2019 or 2019/0420",
        "USA Today reported it",
        "on Black Friday sales rose",
        "February 30, 2020",
        "on 2020-13-45",
        "room 1984",
        "in Resolution No. 1441 and on Route 1950",
        "Copyright © 2019 The Paper",
        "about 2000 workers",
        "the Orion 1980 flew",
        "the March for Life and the Women's March",
        "Theresa May spoke of May and in May she left",
        "to Jan Smith by August Wilson of April Todd",
        "the Sunday Times and Saturday Night Live",
        "every Friday, on Fridays, one Sunday in church",
        "the fall of Kabul and the second half",
        "Christmas shopping",
        "21st Century Fox",
        "a 30-year-old, ten years, 5 days a week",
        "version 1.2.34 of 10.0.0.1",
        "11/99/2020 and 31/31/2020",
        "the third quarter of the match",
        "for a quarter of a million",
        "now, recently, soon, currently, once",
    ],
)
def test_ordinary_words_and_numbers_are_no_dates(body: str) -> None:
    assert values(body) == []


@pytest.mark.parametrize(
    ("body", "start", "end"),
    [
        ("January 3, 2020", date(2020, 1, 3), date(2020, 1, 4)),
        ("December 2019", date(2019, 12, 1), date(2020, 1, 1)),
        ("in 2019", date(2019, 1, 1), date(2020, 1, 1)),
        ("the 1980s", date(1980, 1, 1), date(1990, 1, 1)),
        ("last week", date(2019, 12, 30), date(2020, 1, 6)),
        ("the 20th century", date(1900, 1, 1), date(2000, 1, 1)),
        ("winter 1990", date(1990, 12, 1), date(1991, 3, 1)),
        ("fiscal 1989", date(1989, 1, 1), date(1990, 1, 1)),
        ("1914-18", date(1914, 1, 1), date(1919, 1, 1)),
        ("Jan. 3-5, 2020", date(2020, 1, 3), date(2020, 1, 6)),
        ("the first half of 1989", date(1989, 1, 1), date(1989, 7, 1)),
        ("last weekend", date(2020, 1, 4), date(2020, 1, 6)),
    ],
)
def test_an_interval_ends_on_the_first_day_it_does_not_hold(
    body: str, start: date, end: date
) -> None:
    (named,) = dates(body)
    assert (named.start, named.end) == (start, end)


def test_the_same_day_said_twice_is_one_date_with_two_mentions() -> None:
    (named,) = dates("On Friday he left. On Jan. 10 she left.")
    assert [mention.text for mention in named.mentions] == ["Friday", "Jan. 10"]


@pytest.mark.parametrize("day", [date.min, date.max, date(999, 1, 1), date(3000, 1, 1)])
def test_the_ends_of_the_calendar_do_not_raise(day: date) -> None:
    body = "yesterday, tomorrow, last week, next month, last year, 999 years ago, Jan 1"
    for named in dates(body, day):
        assert 1000 <= named.start.year <= 2999


_WORDS = (
    "the last next this past two 12 30 first third of in on by year years's year-ago "
    "quarter half month months week weekend day ago earlier ended Jan. May 31 29 99 "
    "1989 2000s '80s 1987-88 20th century Friday night spring Christmas nineteen "
    "1/2/20 2020-02-30 Feb. 3-1 , . ( ) - \n today's fiscal Sunday Times"
).split(" ")


@given(
    st.lists(st.sampled_from(_WORDS), max_size=30),
    st.sampled_from([date.min, date(1000, 1, 1), date(2000, 2, 29), date.max, None]),
)
def test_no_words_in_any_order_break_the_recipe(
    words: list[str], day: date | None
) -> None:
    spans = sorted(
        (mention.start, mention.end)
        for named in dates(" ".join(words), day)
        for mention in named.mentions
    )
    assert all(end <= start for (_, end), (start, _) in pairwise(spans))


@given(st.text(max_size=200))
def test_no_text_breaks_the_recipe(body: str) -> None:
    for named in dates(body):
        assert 1000 <= named.start.year <= 2999
