"""Ways to write one date: short years, signs between digits, words after a weekday."""

from __future__ import annotations

from datetime import date

import pytest
from support.dates_of import values

WEDNESDAY = date(2020, 1, 8)


@pytest.mark.parametrize(
    ("body", "found"),
    [
        ("born on Jan 3, '15, in Hartwell", "2015-01-03"),
        ("born on January 3 '15", "2015-01-03"),
        ("born on 3rd Jan, ’98", "1998-01-03"),
        ("held Jan. 3-5, '15", "2015-01-03/2015-01-05"),
        ("in June, '15, she left", "2015-06"),
        ("from March 30, '14 to April 2, '15", "2014-03-30 2015-04-02"),
        ("the class of '98 met", "1998"),
        ("during the ’68 election", "1968"),
    ],
)
def test_two_digits_after_an_apostrophe_are_the_year_of_a_date(
    body: str, found: str
) -> None:
    assert [value for value, _ in values(body, WEDNESDAY)] == found.split()


@pytest.mark.parametrize("body", ["Ann Lee '98, who teaches", "on Jan. 3, 'tis said"])
def test_an_apostrophe_elsewhere_begins_no_year(body: str) -> None:
    assert "'98" not in [words for _, words in values(body, WEDNESDAY)]
    assert all(not value.startswith("199") for value, _ in values(body, WEDNESDAY))


@pytest.mark.parametrize(
    "written",
    [
        "2015-01-13",
        "2015-1-13",
        "2015/01/13",
        "2015/1/13",
        "2015.01.13",
        "2015-01-13T10:20:00Z",
        "Jan-13-2015",
        "13-Jan-2015",
        "January thirteenth, 2015",
    ],
)
def test_a_day_may_be_written_with_any_sign(written: str) -> None:
    (found,) = values(f"The bridge fell on {written} at noon.", WEDNESDAY)
    assert found[0] == "2015-01-13"


@pytest.mark.parametrize("body", ["version 2015.1.13", "2015.01.13.2", "at 2015/14/2"])
def test_versions_and_odd_numbers_are_no_days(body: str) -> None:
    assert values(body, WEDNESDAY) == []


@pytest.mark.parametrize(
    ("body", "value", "words"),
    [
        ("on Tuesday of last week", "2019-12-31", "Tuesday of last week"),
        ("on Wednesday last week", "2020-01-01", "Wednesday last week"),
        ("by Friday of next week", "2020-01-17", "Friday of next week"),
        ("Monday night this week", "2020-01-06", "Monday night this week"),
        ("Tuesday of the week before last", "2019-12-24", None),
        ("the second Tuesday in November", "2019-11-12", "second Tuesday in November"),
        ("the first Monday of October 2018", "2018-10-01", None),
        ("the last Friday in March", "2020-03-27", "last Friday in March"),
        ("on Tuesday 7th", "2020-01-07", "Tuesday 7th"),
    ],
)
def test_a_weekday_is_placed_by_the_words_after_it(
    body: str, value: str, words: str | None
) -> None:
    (found,) = values(body, WEDNESDAY)
    assert found[0] == value
    assert words is None or found[1] == words


@pytest.mark.parametrize(
    ("body", "found"),
    [
        ("closed from Tuesday to Thursday", "2020-01-07 2020-01-09"),
        ("closed Wednesday through Friday", "2020-01-08 2020-01-10"),
        ("open Friday-Sunday", "2020-01-03 2020-01-05"),
        ("the school reopens on the third Monday of August", "2020-08-17"),
        ("the year ending 30 June 2019", "FY2019 2019-06-30"),
        ("the three months to 30 September 2019", "2019-Q3 2019-09-30"),
        ("the financial year to 31 March 2019", "FY2019 2019-03-31"),
    ],
)
def test_stretches_end_after_they_begin(body: str, found: str) -> None:
    assert [value for value, _ in values(body, WEDNESDAY)] == found.split()


def test_a_numbered_weekday_of_no_month_is_no_day() -> None:
    assert values("the first Monday of the month, a second Tuesday") == []


@pytest.mark.parametrize(
    ("body", "value"),
    [
        ("by end-March", "2020-03"),
        ("since end-January", "2019-01"),
        ("at end-June 2018", "2018-06"),
        ("at year-end 2018", "2018"),
        ("the week before last", "2019-W45"),
        ("the year before last, she", "2017"),
        ("the weekend before last", "2019-11-09/2019-11-10"),
        ("in two weeks' time", "2019-W49"),
        ("in a month’s time", "2019-12"),
        ("two years hence", "2021"),
    ],
)
def test_ends_and_distances_are_counted_from_the_day_of_publication(
    body: str, value: str
) -> None:
    assert [found for found, _ in values(body, date(2019, 11, 20))] == [value]


def test_time_that_is_spent_is_no_date() -> None:
    assert values("She had two weeks' time, and the week before last Friday.") != []
    assert values("She had two weeks' time.") == []
