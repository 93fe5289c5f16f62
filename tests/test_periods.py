"""Days, months and years as codes, and which of them hold an interval."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.codes.dates import DateSpan, parse_period
from search.codes.periods import (
    period_code,
    period_code_of,
    period_name,
    periods_containing,
    periods_within,
)


@pytest.mark.parametrize(
    ("start", "end", "codes", "own"),
    [
        ("2020-01-03", "2020-01-04", "2020-01-03 2020-01 2020", "2020-01-03"),
        ("2020-01-31", "2020-02-01", "2020-01-31 2020-01 2020", "2020-01-31"),
        ("2020-02-01", "2020-03-01", "2020-02 2020", "2020-02"),
        ("2020-02-01", "2020-02-29", "2020-02 2020", None),
        ("2020-01-01", "2021-01-01", "2020", "2020"),
        ("2020-01-27", "2020-02-03", "2020", None),
        ("2019-12-30", "2020-01-06", "", None),
        ("1980-01-01", "1990-01-01", "", None),
    ],
)
def test_an_interval_is_held_by_the_periods_it_lies_in(
    start: str, end: str, codes: str, own: str | None
) -> None:
    interval = date.fromisoformat(start), date.fromisoformat(end)
    assert periods_containing(*interval) == tuple(codes.split())
    assert period_code(*interval) == own


@given(st.dates(date(1000, 1, 1), date(2999, 1, 1)), st.integers(1, 800))
def test_a_period_holds_just_the_intervals_within_it(start: date, days: int) -> None:
    end = start + timedelta(days)
    holding = periods_containing(start, end)
    for code in (f"{start:%Y}", f"{start:%Y-%m}", f"{start:%Y-%m-%d}"):
        span = parse_period(code)
        assert span is not None
        assert span.start is not None
        assert span.end is not None
        assert (code in holding) == (span.start <= start and end <= span.end)
        assert period_code(span.start, span.end) == code


def test_open_and_empty_ranges_are_no_periods() -> None:
    day = date(2020, 1, 1)
    assert period_code(None, day) is None
    assert period_code(day, None) is None
    assert period_code(day, day) is None
    assert period_code(date(2021, 1, 1), day) is None


def test_a_period_typed_in_any_way_has_one_code() -> None:
    for text in ("2020-01-03", "2020-1-3", "3 January 2020", "January 3, 2020"):
        assert period_code_of(text) == "2020-01-03"
    assert period_code_of("jan 2020") == "2020-01"
    assert period_code_of("2020-Q1") is None
    assert parse_period("2020-Q1") == DateSpan(date(2020, 1, 1), date(2020, 4, 1))
    for text in ("", "someday", "2020-13", "2020-02-30", "198X", "9999"):
        assert period_code_of(text) is None


def test_codes_are_shown_in_words() -> None:
    assert period_name("2020-01-03") == "3 January 2020"
    assert period_name("2020-12") == "December 2020"
    assert period_name("2020") == "2020"
    for other in ("2020-1-3", "none", "someday", "2020-13", "-", ""):
        assert period_name(other) == other


@pytest.mark.parametrize(
    ("start", "end", "codes"),
    [
        ("2019-01-01", "2022-01-01", "2019 2020 2021"),
        ("2019-11-30", "2021-02-02", "2019-11-30 2019-12 2020 2021-01 2021-02-01"),
        ("2020-02-01", "2020-02-29", " ".join(f"2020-02-{n:02}" for n in range(1, 29))),
        (
            "9999-11-30",
            "9999-12-31",
            "9999-11-30 " + " ".join(f"9999-12-{n:02}" for n in range(1, 31)),
        ),
        ("2020-01-03", "2020-01-03", ""),
        ("2020-01-03", "2020-01-01", ""),
    ],
)
def test_a_range_is_made_of_few_periods(start: str, end: str, codes: str) -> None:
    found = periods_within(date.fromisoformat(start), date.fromisoformat(end))
    assert found == tuple(codes.split())


@given(st.dates(date(2018, 1, 1), date(2024, 1, 1)), st.integers(1, 1500))
def test_the_periods_of_a_range_follow_each_other_from_end_to_end(
    start: date, days: int
) -> None:
    spans = [
        parse_period(code) for code in periods_within(start, start + timedelta(days))
    ]
    at = start
    for span in spans:
        assert span is not None
        assert span.start == at
        assert span.end is not None
        at = span.end
    assert at == start + timedelta(days)
