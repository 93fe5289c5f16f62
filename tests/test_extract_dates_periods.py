"""Short quarters, fiscal years, periods with a last day, and days counted from one."""

from __future__ import annotations

from datetime import date

import pytest
from support.dates_of import values

WEDNESDAY = date(2020, 1, 8)


@pytest.mark.parametrize(
    ("body", "value", "text"),
    [
        ("Profit fell in Q3.", "2019-Q3", "Q3"),
        ("Q3 earnings were good", "2019-Q3", "Q3"),
        ("in Q4 2018 it", "2018-Q4", "Q4 2018"),
        ("in Q4'18 it", "2018-Q4", "Q4'18"),
        ("in Q1 of 2017", "2017-Q1", "Q1 of 2017"),
        ("in 1Q19 it", "2019-Q1", "1Q19"),
        ("in 2Q 2017 it", "2017-Q2", "2Q 2017"),
        ("in 2018 Q3 it", "2018-Q3", "2018 Q3"),
        ("in 2018Q3 it", "2018-Q3", "2018Q3"),
        ("2018's Q3 was", "2018-Q3", "2018's Q3"),
        ("last year's Q3 sales", "2019-Q3", "last year's Q3"),
        ("in Q2 last year", "2019-Q2", "Q2 last year"),
        ("in H1 2019 it", "2019-H1", "H1 2019"),
        ("in 2H18 it", "2018-H2", "2H18"),
        ("in FY2018 it", "FY2018", "FY2018"),
        ("in FY 2018 it", "FY2018", "FY 2018"),
        ("the FY18 budget", "FY2018", "FY18"),
    ],
)
def test_a_letter_and_a_digit_are_a_quarter_or_a_half(
    body: str, value: str, text: str
) -> None:
    assert values(body, WEDNESDAY) == [(value, text)]


@pytest.mark.parametrize(
    ("body", "found"),
    [
        ("Q1 and Q2 2018", "2018-Q1 2018-Q2"),
        ("Q1-Q3 2018", "2018-Q1 2018-Q3"),
        ("Q1, Q2 and Q3 of 2018", "2018-Q1 2018-Q2 2018-Q3"),
        ("between Q4 2018 and Q1 2019", "2018-Q4 2019-Q1"),
    ],
)
def test_short_quarters_share_a_year(body: str, found: str) -> None:
    assert [value for value, _ in values(body, WEDNESDAY)] == found.split()


@pytest.mark.parametrize(
    "body",
    [
        "an H1-B visa and the H1N1 virus",
        "an Audi Q3. Q3: What is this?",
        "profit of $1.2 and Q2.5 of Q3%",
    ],
)
def test_other_letters_with_digits_are_no_dates(body: str) -> None:
    assert values(body, WEDNESDAY) == []


@pytest.mark.parametrize(
    ("body", "value", "text"),
    [
        ("the fiscal year ending June 30, 2018", "FY2018", "the fiscal year"),
        ("the fiscal year that ended in June 2018", "FY2018", "the fiscal year"),
        ("this fiscal year, which ends Sept. 30", "FY2020", "this fiscal year"),
        ("the year ended March 31, 2017", "FY2017", "the year"),
        ("the year ended Dec. 31, 2017", "2017", "the year"),
        ("the 12 months ended March 31, 2017", "2016-04/2017-03", "the 12 months"),
        ("the three months ending June 30, 2019", "2019-Q2", "the three months"),
        ("the first nine months ended Sept. 30, 2018", "2018-01/2018-09", ""),
        ("the six months to the day", "", ""),
    ],
)
def test_a_period_whose_last_day_is_named_is_the_months_up_to_it(
    body: str, value: str, text: str
) -> None:
    found = values(body, WEDNESDAY)
    assert found[:1] == ([(value, text or "the first nine months")] if value else [])


@pytest.mark.parametrize(
    ("body", "value"),
    [
        ("a year ago today", "2019-01-08"),
        ("six months ago today", "2019-07-08"),
        ("two weeks ago Sunday", "2019-12-22"),
        ("a week ago Monday", "2019-12-30"),
        ("a year ago Thursday", "2019-01-09"),
        ("one year ago tomorrow", "2019-01-09"),
        ("50 years ago this month", "1970-01"),
        ("seven years ago this week", "2013-W02"),
        ("a week from today", "2020-01-15"),
        ("two weeks from Friday", "2020-01-24"),
        ("a month from tomorrow", "2020-02-09"),
    ],
)
def test_a_day_is_counted_from_the_one_that_is_named(body: str, value: str) -> None:
    assert values(body, WEDNESDAY) == [(value, body)]


def test_a_day_counted_in_months_is_the_last_where_its_month_is_shorter() -> None:
    assert values("a month ago today", date(2019, 3, 31))[0][0] == "2019-02-28"
