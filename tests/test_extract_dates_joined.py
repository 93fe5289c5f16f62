"""Dates that share a year, a month or a unit said once: ranges, lists and pairs."""

from __future__ import annotations

from datetime import date

import pytest
from support.dates_of import values

WEDNESDAY = date(2020, 1, 8)


@pytest.mark.parametrize(
    ("body", "found"),
    [
        ("in January and February 2017", "2017-01 2017-02"),
        ("in March, April and May 2001", "2001-03 2001-04 2001-05"),
        ("in late January or early February 2017", "2017-01 2017-02"),
        ("in either May or in June of 2010", "2010-05 2010-06"),
        ("March/April 2012", "2012-03 2012-04"),
        ("Jan.-March 1999", "1999-01 1999-03"),
        ("from April through June 2013", "2013-04 2013-06"),
        ("between January and October 2017", "2017-01 2017-10"),
        ("from March to May last year", "2019-03 2019-05"),
        ("from Oct. 28 to Nov. 4, 1995", "1995-10-28 1995-11-04"),
        ("held June 30-July 2, 2018", "2018-06-30 2018-07-02"),
        ("held June 30, 2017-July 2, 2018", "2017-06-30 2018-07-02"),
        ("met on 10 January-12 January 2011", "2011-01-10 2011-01-12"),
        ("between 20 September and 12 October 2016", "2016-09-20 2016-10-12"),
        ("Monday, Jan. 5, to Friday, Jan. 9, 2015", "2015-01-05 2015-01-09"),
        ("9 a.m. June 3 to 5 p.m. June 5, 2010", "2010-06-03 2010-06-05"),
        ("in the spring and summer of 2009", "2009-SP 2009-SU"),
        ("in the spring or fall of 2009", "2009-SP 2009-FA"),
        ("fall and winter 2010", "2010-FA 2010-WI"),
        ("from May to autumn 2010", "2010-05 2010-FA"),
    ],
)
def test_a_year_said_last_is_that_of_all_dates_joined_to_it(
    body: str, found: str
) -> None:
    assert [value for value, _ in values(body, WEDNESDAY)] == found.split()


@pytest.mark.parametrize(
    ("body", "found"),
    [
        ("from December to February 2017", "2016-12 2017-02"),
        ("from Dec. 28 to Jan. 3, 2018", "2017-12-28 2018-01-03"),
        ("in November, December and January 2017", "2016-11 2016-12 2017-01"),
        ("in the winter and spring of 2009", "2008-WI 2009-SP"),
        ("on Aug. 1 and July 3, 2015", "2015-08-01 2015-07-03"),
        ("from Dec. 28, 2017 to Jan. 3", "2017-12-28 2018-01-03"),
        ("in December 2016 and January he", "2016-12 2017-01"),
        ("from March 2015 to May", "2015-03 2015-05"),
    ],
)
def test_dates_that_share_a_year_follow_one_another_over_new_year(
    body: str, found: str
) -> None:
    assert [value for value, _ in values(body, WEDNESDAY)] == found.split()


@pytest.mark.parametrize(
    ("body", "found"),
    [
        (
            "on Aug. 4, 5 and 6, 2011",
            [("2011-08-04", "Aug. 4"), ("2011-08-05", "5"), ("2011-08-06", "6, 2011")],
        ),
        (
            "the 3rd, 4th and 5th of March 2018",
            [
                ("2018-03-03", "3rd"),
                ("2018-03-04", "4th"),
                ("2018-03-05", "5th of March 2018"),
            ],
        ),
        ("the fair, 3-7 March 2018,", [("2018-03-03/2018-03-07", "3-7 March 2018")]),
        ("from 3 to 7 March 2018", [("2018-03-03/2018-03-07", "3 to 7 March 2018")]),
        (
            "between March 3 and 5, 2018",
            [("2018-03-03/2018-03-05", "March 3 and 5, 2018")],
        ),
        (
            "from Monday 3 to Friday 7 March 2018",
            [("2018-03-03/2018-03-07", "Monday 3 to Friday 7 March 2018")],
        ),
        (
            "July 1-4 and 6, 2018",
            [("2018-07-01/2018-07-04", "July 1-4"), ("2018-07-06", "6, 2018")],
        ),
        (
            "He left on March 3 and 4.",
            [("2020-03-03", "March 3"), ("2020-03-04", "4")],
        ),
    ],
)
def test_several_days_share_one_month(body: str, found: list[tuple[str, str]]) -> None:
    assert values(body, WEDNESDAY) == found


@pytest.mark.parametrize(
    ("body", "found"),
    [
        ("On Aug. 4, 2017, 5 and 6 people died", "2017-08-04"),
        ("On Aug. 4, 5 people died", "2019-08-04"),
        ("He left on March 3 and 14 men died", "2020-03-03"),
        ("On March 3 and 5 April 2018", "2018-03-03 2018-04-05"),
        ("Sept. 30 Sept. 21 Aug. 7", "2019-09-30 2019-09-21 2019-08-07"),
        ("between June 2010 and 2012", "2010-06 2012"),
        ("some 3,000 and 5 March 2018", "2018-03-05"),
        ("7-3 March 2018", "2018-03"),
    ],
)
def test_numbers_next_to_days_are_not_taken_for_days(body: str, found: str) -> None:
    assert [value for value, _ in values(body, WEDNESDAY)] == found.split()


@pytest.mark.parametrize(
    ("body", "found"),
    [
        ("in June 2010 and 2011 he", "2010-06 2011-06"),
        ("the summers of 2009 and 2010", "2009-SU 2010-SU"),
        ("the first quarters of 2009 and 2010", "2009-Q1 2010-Q1"),
        ("the first and second quarters of 2010", "2010-Q1 2010-Q2"),
        ("the first, second and third quarters of 2010", "2010-Q1 2010-Q2 2010-Q3"),
        ("the first and second halves of 2010", "2010-H1 2010-H2"),
        ("in the 19th and 20th centuries", "18XX 19XX"),
        ("in the eighteenth and nineteenth centuries", "17XX 18XX"),
        ("the 1980s and 1990s", "198X 199X"),
    ],
)
def test_a_month_or_unit_said_once_is_that_of_both(body: str, found: str) -> None:
    assert [value for value, _ in values(body, WEDNESDAY)] == found.split()
