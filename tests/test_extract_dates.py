"""Which words are dates, and which days they mean."""

from __future__ import annotations

from datetime import date

import pytest

from index.extract import default_extractor
from search.model import Article, MentionedDate, Precision, Published

FRIDAY = date(2020, 1, 10)


def dates(
    body: str, day: date | None = FRIDAY, precision: Precision = Precision.DAY
) -> tuple[MentionedDate, ...]:
    published = Published(day, precision, "metadata", 1.0) if day else None
    article = Article(id="a", title="", body=body, published=published)
    found = default_extractor().extract(article).dates
    for named in found:
        for mention in named.mentions:
            assert body[mention.start : mention.end] == mention.text
    return found


def values(body: str, day: date | None = FRIDAY) -> list[tuple[str, str]]:
    return [(named.value, named.mentions[0].text) for named in dates(body, day)]


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
        ("filed 2020-01-03 late", "2020-01-03", "2020-01-03"),
        ("in January 2020", "2020-01", "January 2020"),
        ("in May 1968 he", "1968-05", "May 1968"),
        ("in 2019", "2019", "2019"),
        ("since 1989", "1989", "1989"),
        ("the invasion of 2003.", "2003", "2003"),
        ("the war (1914", "", ""),
        ("the revolt (1979) failed", "1979", "1979"),
        ("the 2016 election", "2016", "2016"),
        ("in the 1980s", "198X", "the 1980s"),
    ],
)
def test_full_dates_need_no_publication_date(body: str, value: str, text: str) -> None:
    assert values(body, None) == ([(value, text)] if value else [])


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
