"""Amounts of time with halves, days counted back by name, and years in capitals."""

from __future__ import annotations

from datetime import date

import pytest
from support.dates_of import values

WEDNESDAY = date(2020, 1, 8)


def only(body: str) -> list[str]:
    return [value for value, _ in values(body, WEDNESDAY)]


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("three and a half years ago", "2016"),
        ("a year and a half ago", "2018"),
        ("one and a half years ago", "2018"),
        ("2.5 years ago", "2017"),
        ("2½ years ago", "2017"),
        ("a decade and a half ago", "2005"),
        ("half a decade ago", "2015"),
        ("half a century ago", "1970"),
        ("a half-century ago", "1970"),
        ("a quarter of a century ago", "1995"),
        ("three quarters of a century ago", "1945"),
        ("a century ago", "192X"),
        ("half a year ago", "2019-07"),
        ("a month and a half ago", "2019-11"),
        ("six and a half weeks ago", "2019-W47"),
        ("four and a half days ago", "2020-01-04"),
        ("two years and three months ago", "2017-10"),
        ("eight years, two months ago", "2011-11"),
        ("two weeks and three days ago", "2019-12-22"),
        ("two and a half years from now", "2022"),
        ("a dozen years ago", "2008"),
        ("two hundred years ago", "1820"),
    ],
)
def test_an_amount_with_a_part_of_a_unit_is_one_date(words: str, value: str) -> None:
    assert values(f"The mill was sold {words}.", WEDNESDAY) == [(value, words)]


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("two Fridays ago", "2019-12-27"),
        ("three Wednesdays ago", "2019-12-18"),
        ("the Friday before last", "2019-12-27"),
        ("two nights ago", "2020-01-06"),
        ("the night before last", "2020-01-06"),
        ("two weekends ago", "2019-12-28/2019-12-29"),
        ("two summers ago", "2018-SU"),
        ("three winters ago", "2016-WI"),
        ("ten years ago to the day", "2010-01-08"),
        ("ten years ago last month", "2009-12"),
        ("three years ago next month", "2017-02"),
        ("three years ago in May", "2017-05"),
        ("fifty years ago this summer", "1970-SU"),
        ("the same week a year earlier", "2019-W02"),
        ("this day last year", "2019-01-08"),
        ("Monday week", "2020-01-20"),
    ],
)
def test_days_and_seasons_are_counted_by_their_names(words: str, value: str) -> None:
    assert values(f"It is said of {words}.", WEDNESDAY) == [(value, words)]


def test_the_same_month_of_another_year_is_that_of_the_month_before_it() -> None:
    body = "Rents rose in March from the same month last year."
    assert only(body) == ["2020-03", "2019-03"] or only(body) == ["2019-03", "2018-03"]


@pytest.mark.parametrize(
    "body",
    [
        "On Fridays he swims.",
        "It rained two Fridays in a row.",
        "The rock is two and a half million years old.",
        "It began half an hour ago.",
        "He lived for three and a half years in Port Selby.",
        "The nights are cold, the summers are hot.",
        "A half-century by the opener won the match.",
    ],
)
def test_amounts_that_lead_to_no_day_are_no_dates(body: str) -> None:
    assert only(body) == []


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("CY2019", "2019"),
        ("CY19", "2019"),
        ("FY’18", "FY2018"),
        ("FY19/20", "2019/2020"),
        ("FY2019-20", "2019/2020"),
        ("Q2FY19", "FY2019"),
        ("H1 2020", "2020-H1"),
        ("the last quarter of 2016", "2016-Q4"),
        ("the opening quarter of 2016", "2016-Q1"),
    ],
)
def test_years_of_reports_are_read_in_every_short_form(words: str, value: str) -> None:
    assert values(f"Orders for {words} fell.", WEDNESDAY) == [(value, words)]


@pytest.mark.parametrize(
    ("body", "value"),
    [
        ("Voters go to the polls Tuesday.", "2020-01-14"),
        ("Ada Brandt must pay no later than Friday.", "2020-01-10"),
        ("The match was postponed to Saturday.", "2020-01-11"),
        ("A march is planned Saturday.", "2020-01-11"),
        ("Her new novel is out on Tuesday.", "2020-01-14"),
        ("The envoy lands in Cairo on Sunday.", "2020-01-12"),
        ("Come Monday, nobody will care.", "2020-01-13"),
        ("Tickets for Saturday's concert cost $9.", "2020-01-11"),
        ("The sale went ahead on Saturday.", "2020-01-04"),
        ("They had come Monday to see it.", "2020-01-06"),
    ],
)
def test_a_weekday_that_is_planned_lies_ahead(body: str, value: str) -> None:
    assert only(body) == [value]
