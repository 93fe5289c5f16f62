"""Quarters, halves and what reports on business compare them with."""

from __future__ import annotations

from datetime import date

import pytest
from support.dates_of import dates, values

OCTOBER = date(1989, 10, 26)


@pytest.mark.parametrize(
    ("body", "value", "text"),
    [
        ("third-quarter profit", "1989-Q3", "third-quarter"),
        ("profit in the third quarter", "1989-Q3", "the third quarter"),
        ("profit in the fourth quarter", "1989-Q4", "the fourth quarter"),
        ("profit in the first quarter", "1989-Q1", "the first quarter"),
        ("profit will rise in the first quarter", "1990-Q1", "the first quarter"),
        ("the third quarter of 1984", "1984-Q3", "the third quarter of 1984"),
        ("the 1988 third quarter", "1988-Q3", "the 1988 third quarter"),
        ("1985's fourth quarter", "1985-Q4", "1985's fourth quarter"),
        ("last year's third quarter", "1988-Q3", "last year's third quarter"),
        ("the first quarter next year", "1990-Q1", "the first quarter next year"),
        ("profit in the 4th qtr", "1989-Q4", "the 4th qtr"),
        ("profit in the December quarter", "1988-Q4", "the December quarter"),
        ("profit this quarter", "1989-Q4", "this quarter"),
        ("profit last quarter", "1989-Q3", "last quarter"),
        ("profit next quarter", "1990-Q1", "next quarter"),
        ("profit in the latest quarter", "1989-Q3", "the latest quarter"),
        ("the first half of 1990", "1990-H1", "the first half of 1990"),
        ("second-half earnings", "1989-H2", "second-half"),
        ("the first two quarters of 1990", "1990-H1", "first two quarters of 1990"),
        ("the first nine months of 1997", "1997-01/1997-09", ""),
        ("a profit for the full year", "1989", "the full year"),
        ("this fiscal year", "FY1989", "this fiscal year"),
    ],
)
def test_a_quarter_without_a_year_is_the_one_at_hand(
    body: str, value: str, text: str
) -> None:
    assert values(body, OCTOBER) == [(value, text or body)]


@pytest.mark.parametrize(
    ("ended", "value"),
    [
        ("ended Sept. 30", "1989-Q3"),
        ("ended Oct. 1", "1989-Q3"),
        ("ended Aug. 26", "1989-06/1989-08"),
        ("ended Nov. 30", "1988-09/1988-11"),
        ("ended Jan. 31, 1987", "1986-11/1987-01"),
    ],
)
@pytest.mark.parametrize("quarter", ["the quarter", "its fourth quarter"])
def test_a_quarter_that_ended_on_a_day_is_the_months_up_to_it(
    quarter: str, ended: str, value: str
) -> None:
    assert values(f"Profit for {quarter} {ended} rose", OCTOBER)[0][0] == value


def test_a_fiscal_quarter_whose_end_is_not_said_is_left_out() -> None:
    assert values("profit for the fiscal first quarter", OCTOBER) == []


@pytest.mark.parametrize(
    "compared",
    [
        "a year ago",
        "a year earlier",
        "the year-ago quarter",
        "the year-earlier period",
        "year-earlier profit",
        "the same quarter last year",
        "the comparable 1988 quarter",
        "the 1988 period",
        "last year's quarter",
    ],
)
def test_what_a_quarter_is_compared_with_is_that_of_the_year_before(
    compared: str,
) -> None:
    found = values(f"Profit in the third quarter rose from {compared}.", OCTOBER)
    assert [value for value, _ in found] == ["1989-Q3", "1988-Q3"]


def test_the_year_before_is_a_year_where_the_year_is_spoken_of() -> None:
    body = "In the third quarter profit rose. For the nine months it fell, from a year"
    assert values(f"{body} ago.", OCTOBER)[-1][0] == "1988"


def test_a_quarter_foretold_is_not_the_one_spoken_of() -> None:
    body = "Third-quarter sales rose, a fourth-quarter charge follows. In the quarter"
    third, fourth = dates(body, OCTOBER)
    words = [mention.text for mention in third.mentions]
    assert words == ["Third-quarter", "the quarter"]
    assert fourth.value == "1989-Q4"


def test_the_period_means_nothing_where_no_quarter_was_spoken_of() -> None:
    assert values("Profit in the latest period and in the period", OCTOBER) == []


@pytest.mark.parametrize(
    "body",
    ["scored in the third quarter", "led at the end of the first half", "the quarter"],
)
def test_quarters_and_halves_of_a_match_are_no_dates(body: str) -> None:
    assert values(body, OCTOBER) == []
