"""Dates said from the day of publication, and whether they lie ahead or behind."""

from __future__ import annotations

from datetime import date

import pytest
from support.dates_of import FRIDAY, dates, values

from search.model.article import Precision

MONDAY = date(1989, 10, 30)
SUNDAY = date(2020, 1, 12)


@pytest.mark.parametrize(
    ("body", "value", "text"),
    [
        ("He said tonight", "2020-01-10", "tonight"),
        ("He said late yesterday", "2020-01-09", "late yesterday"),
        ("He fell on Friday the 13th.", "2019-12-13", "Friday the 13th"),
        ("On Tuesday, the 7th, he", "2020-01-07", "Tuesday, the 7th"),
        ("He said last night", "2020-01-09", "last night"),
        ("He said earlier this morning", "2020-01-10", "earlier this morning"),
        ("the day before yesterday he", "2020-01-08", "the day before yesterday"),
        ("the day after tomorrow he", "2020-01-12", "the day after tomorrow"),
        ("died Tuesday night in", "2020-01-07", "Tuesday night"),
        ("died early Tuesday in", "2020-01-07", "early Tuesday"),
        ("closed at noon Thursday", "2020-01-09", "noon Thursday"),
        ("in a Wednesday statement", "2020-01-08", "Wednesday"),
        ("it rose this past Monday", "2020-01-06", "this past Monday"),
        ("early this week", "2020-W02", "early this week"),
        ("later this month", "2020-01", "later this month"),
        ("sometime next year", "2021", "sometime next year"),
        ("the current year is", "2020", "the current year"),
        ("by the end of the month", "2020-01", "the end of the month"),
        ("for the rest of the year", "2020", "the year"),
        ("at year's end", "2020", "year's end"),
        ("by year-end it", "2020", "year-end"),
        ("nearly two weeks ago", "2019-W52", "nearly two weeks ago"),
        ("a couple of years ago", "2018", "a couple of years ago"),
        ("twenty five years ago", "1995", "twenty five years ago"),
        ("three years from now", "2023", "three years from now"),
        ("over the past two months", "2019-11/2020-01", "the past two months"),
        ("in the last five years", "2015-01/2020-01", "the last five years"),
        ("in the past year he", "2019-01/2020-01", "the past year"),
        ("the next two weeks are", "2020-01-11/2020-01-24", "the next two weeks"),
        ("over the past 10 days", "2019-12-31/2020-01-09", "the past 10 days"),
        ("last decade", "201X", "last decade"),
        ("this century", "20XX", "this century"),
        ("last summer", "2019-SU", "last summer"),
        ("this spring", "2020-SP", "this spring"),
        ("this winter", "2019-WI", "this winter"),
        ("over the summer", "2020-SU", "the summer"),
        ("in the summer of last year", "2019-SU", "the summer of last year"),
        ("last weekend he", "2020-01-04/2020-01-05", "last weekend"),
        ("it will rain this weekend", "2020-01-11/2020-01-12", "this weekend"),
        ("he played over the weekend", "2020-01-04/2020-01-05", "the weekend"),
        ("in July last year", "2019-07", "July last year"),
        ("on March 3 last year", "2019-03-03", "March 3 last year"),
        ("at Christmas he", "2019-12-25", "Christmas"),
        ("since last Thanksgiving", "2019-11-28", "last Thanksgiving"),
        ("until New Year's Eve", "2019-12-31", "New Year's Eve"),
        ("December's job report", "2019-12", "December"),
        ("a December agreement", "2019-12", "December"),
        ("at a March hearing", "2020-03", "March"),
        ("in March 1999. The following year he", "1999-03", "March 1999"),
    ],
)
def test_what_is_said_from_today_is_reckoned_from_publication(
    body: str, value: str, text: str
) -> None:
    assert values(body)[0] == (value, text)


@pytest.mark.parametrize(
    ("body", "value"),
    [
        ("He resigned on Monday.", "2020-01-06"),
        ("He will resign on Monday.", "2020-01-13"),
        ("He said on Monday that he will go.", "2020-01-06"),
        ("On Monday, he will resign.", "2020-01-13"),
        ("On Monday, he resigned and will go.", "2020-01-06"),
        ("is scheduled to close Monday", "2020-01-13"),
        ("had been scheduled to close Monday", "2020-01-06"),
        ("trading is to resume Monday", "2020-01-13"),
        ("the dividend payable Monday", "2020-01-13"),
        ("It rained. Will it end? Monday was dry.", "2020-01-06"),
        ("he set a record on Monday", "2020-01-06"),
        ("Arms set to arrive on Monday", "2020-01-13"),
        ("a last push, he said Friday", "2020-01-10"),
    ],
)
def test_the_verb_tells_which_monday_is_meant(body: str, value: str) -> None:
    assert values(body)[-1][0] == value


@pytest.mark.parametrize(
    ("body", "value"),
    [
        ("It was bought in February.", "1989-02"),
        ("It will be paid in January.", "1990-01"),
        ("It will be paid by February.", "1990-02"),
        ("It was introduced in April.", "1989-04"),
        ("since January", "1989-01"),
        ("published in November", "1989-11"),
        ("in September", "1989-09"),
        ("last December", "1988-12"),
        ("next March", "1990-03"),
        ("this September", "1989-09"),
        ("payable Jan. 2 to holders", "1990-01-02"),
        ("on Aug. 21 it", "1989-08-21"),
        ("the year ended Jan. 31", "1989-01-31"),
        ("the pact is effective June 1", "1990-06-01"),
        ("on Friday, Oct. 13", "1989-10-13"),
        ("on Saturday, Feb. 13", "1988-02-13"),
    ],
)
def test_a_month_without_a_year_is_of_the_year_that_fits(body: str, value: str) -> None:
    assert values(body, MONDAY)[-1][0] == value


@pytest.mark.parametrize(
    ("body", "day", "value"),
    [
        ("on Sunday", SUNDAY, "2020-01-12"),
        ("last Sunday", SUNDAY, "2020-01-05"),
        ("next Sunday", SUNDAY, "2020-01-19"),
        ("this weekend", SUNDAY, "2020-01-11/2020-01-12"),
        ("on Feb. 29 it rained", date(2021, 3, 5), "2020-02-29"),
        ("on Dec. 31", date(2020, 1, 2), "2019-12-31"),
        ("on Jan. 2", date(2019, 12, 31), "2020-01-02"),
    ],
)
def test_the_turns_of_week_and_year(body: str, day: date, value: str) -> None:
    assert values(body, day)[-1][0] == value


def test_that_year_is_the_one_spoken_of() -> None:
    found = values("He was elected in 1994. That year he left; the following year too.")
    assert [value for value, _ in found] == ["1994", "1995"]


def test_a_dateline_gives_the_day_where_only_the_year_is_known() -> None:
    body = "BERLIN, Nov. 10 (AP) -- The wall opened yesterday."
    found = dates(body, date(1989, 1, 1), Precision.YEAR)
    assert [named.value for named in found] == ["1989-11-10", "1989-11-09"]


def test_a_dateline_of_another_month_gives_none() -> None:
    body = "BERLIN, Nov. 10 (AP) -- The wall opened yesterday."
    assert dates(body, date(1989, 3, 1), Precision.MONTH) == ()


@pytest.mark.parametrize("body", ["a year ago", "last year", "on Friday", "Jan. 3"])
def test_nothing_is_reckoned_from_an_unknown_day(body: str) -> None:
    assert values(body, None) == []


@pytest.mark.parametrize(
    "unit",
    [
        "1",
        "1-",
        "1989 ",
        "last ",
        "the the ",
        "last last last year ",
        "January ",
        "Jan. 3 ",
        "Friday ",
        "the third quarter ",
        "two years ago ",
        "May ",
        "the end of the ",
        "'90s",
        "Christmas ",
        " ",
        "\n",
        "year-",
        "of the year ",
        "11/02/",
    ],
)
def test_texts_made_of_one_thing_take_no_longer_for_their_length(unit: str) -> None:
    # a recipe that is not linear would be at this for minutes
    assert len(dates(unit * (400_000 // len(unit)), FRIDAY)) <= 2


WEDNESDAY = date(2020, 1, 8)


@pytest.mark.parametrize(
    ("body", "value"),
    [
        ("The film opens Friday.", "2020-01-10"),
        ("The film opens Friday in London, the studio said.", "2020-01-10"),
        ("The deadline is Friday.", "2020-01-10"),
        ("The vote is Tuesday.", "2020-01-14"),
        ("The rule takes effect Friday.", "2020-01-10"),
        ("The polls open on Sunday.", "2020-01-12"),
        ("Voters go to the polls Sunday.", "2020-01-12"),
        ("He testifies Thursday.", "2020-01-09"),
        ("The bill expires at midnight Monday.", "2020-01-13"),
        ("The mayor is flying to Rome on Sunday.", "2020-01-12"),
        ("The mall shuts its doors starting Monday, he said.", "2020-01-13"),
        ("Ahead of Sunday's election, he leads.", "2020-01-12"),
        ("In the run-up to Sunday's vote they lead.", "2020-01-12"),
        ("Before Sunday's election, he leads.", "2020-01-12"),
        ("He faces a Friday deadline.", "2020-01-10"),
        ("The new school year starts in August.", "2020-08"),
    ],
)
def test_what_is_on_a_programme_lies_ahead(body: str, value: str) -> None:
    assert [found for found, _ in values(body, WEDNESDAY)][-1] == value


@pytest.mark.parametrize(
    ("body", "value"),
    [
        ("The pact comes after Friday's attack.", "2020-01-03"),
        ("The attack on Monday killed two.", "2020-01-06"),
        ("He missed Friday's deadline.", "2020-01-03"),
        ("Police opened fire Monday.", "2020-01-06"),
        ("She resigned after Sunday's election.", "2020-01-05"),
        ("The mayor speaks to the crowd Tuesday", "2020-01-07"),
        ("The News host asked the mayor's host Thursday", "2020-01-02"),
        ("It is Monday.", "2020-01-06"),
    ],
)
def test_what_has_happened_lies_behind(body: str, value: str) -> None:
    assert [found for found, _ in values(body, WEDNESDAY)] == [value]


@pytest.mark.parametrize(
    ("body", "found"),
    [
        ("The finals are Saturday and Sunday.", "2020-01-11 2020-01-12"),
        ("The fair runs Friday to Sunday.", "2020-01-10 2020-01-12"),
        ("Men died on Sunday and Monday.", "2020-01-05 2020-01-06"),
    ],
)
def test_weekdays_joined_follow_one_another(body: str, found: str) -> None:
    assert [value for value, _ in values(body, WEDNESDAY)] == found.split()


@pytest.mark.parametrize(
    ("body", "value"),
    [
        ("on Election Day 2016", "2016-11-08"),
        ("before Election Day, he", "2019-11-05"),
        ("since Presidents’ Day 2019", "2019-02-18"),
    ],
)
def test_days_with_names_may_be_counted_from_a_weekday(body: str, value: str) -> None:
    assert [found for found, _ in values(body, WEDNESDAY)] == [value]
