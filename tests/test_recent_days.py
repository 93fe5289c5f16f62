"""Days told from today, and languages by any of their names."""

from __future__ import annotations

import time
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from support.asking import Ask, plan_for
from support.engines import url_in
from support.helped import indexed

from search.codes.dates import DateSpan, parse_dates, recent_days
from search.codes.languages import language_code, language_name
from search.plan import request_of
from search.query.parser import parse
from search.ranking.scoring import scoring_clauses
from search.request import NO_FACETS, Window

WEDNESDAY = date(2020, 1, 8)


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("today", (2020, 1, 8), (2020, 1, 9)),
        ("Yesterday", (2020, 1, 7), (2020, 1, 8)),
        ("this week", (2020, 1, 6), (2020, 1, 13)),
        ("last week", (2019, 12, 30), (2020, 1, 6)),
        ("this month", (2020, 1, 1), (2020, 2, 1)),
        ("last month", (2019, 12, 1), (2020, 1, 1)),
        ("this year", (2020, 1, 1), (2021, 1, 1)),
        ("LAST  YEAR", (2019, 1, 1), (2020, 1, 1)),
        ("past week", (2020, 1, 2), (2020, 1, 9)),
        ("last 7 days", (2020, 1, 2), (2020, 1, 9)),
        ("the past 2 weeks", (2019, 12, 26), (2020, 1, 9)),
        ("last 3 months", (2019, 10, 9), (2020, 1, 9)),
        ("last 1 year", (2019, 1, 9), (2020, 1, 9)),
        ("last 9999 years", (1, 1, 1), (2020, 1, 9)),
        ("last 9999 weeks", (1828, 5, 22), (2020, 1, 9)),
    ],
)
def test_days_are_told_from_today(
    text: str, start: tuple[int, int, int], end: tuple[int, int, int]
) -> None:
    expected = (date(*start), date(*end))
    assert recent_days(text, WEDNESDAY) == expected
    assert parse_dates(text, WEDNESDAY) == DateSpan(*expected)


def test_a_month_ago_stays_in_the_month_before() -> None:
    assert recent_days("last 1 month", date(2020, 3, 30)) == (
        date(2020, 2, 29),
        date(2020, 3, 31),
    )


@pytest.mark.parametrize("text", ["week", "last", "next week", "last 0.5 days", ""])
def test_other_words_mean_no_days(text: str) -> None:
    assert recent_days(text, WEDNESDAY) is None


@pytest.mark.parametrize(
    ("text", "code"),
    [
        *(("en", "en"), ("EN", "en"), ("English", "en"), ("en-GB", "en")),
        *(("zh_Hant", "zh"), ("Farsi", "fa"), (" german ", "de")),
        *(("klingon", None), ("", None), ("xx-YY", None)),
    ],
)
def test_a_language_is_known_by_code_tag_and_name(text: str, code: str | None) -> None:
    assert language_code(text) == code


def test_a_language_is_shown_by_its_name() -> None:
    assert language_name("pt") == "Portuguese"
    assert language_name("??") == "??"


@pytest.fixture
def zones() -> Iterator[pytest.MonkeyPatch]:
    """Clocks of other places, put back afterwards."""
    with pytest.MonkeyPatch.context() as patch:
        yield patch
    time.tzset()


def test_today_is_the_day_it_is_here_for_queries_and_for_freshness(
    tmp_path: Path, zones: pytest.MonkeyPatch
) -> None:
    searcher = indexed(url_in("tantivy", tmp_path), [])
    plan = plan_for(searcher, Ask(text="flood"))
    for zone in ("XXX+12", "XXX-14"):  # never is it the same day in both
        zones.setenv("TZ", zone)
        time.tzset()
        span = parse_dates("today")
        request = request_of(plan, Window(fresh=True), NO_FACETS)
        assert span is not None
        assert request.scoring == scoring_clauses(parse("flood").query, span.start)
