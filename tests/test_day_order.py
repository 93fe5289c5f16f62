"""Which of day and month comes first, and what tells."""

from __future__ import annotations

from datetime import date

import pytest

from index.published.decide import decide_published
from index.records import Draft

TODAY = date(2024, 6, 15)


def decided(
    written: str, url: str = "", body: str = "", today: date = TODAY
) -> tuple[str, float]:
    draft = Draft(published=written, url=url, body=body)
    published, _ = decide_published(draft, today)
    assert published is not None
    return str(published), published.confidence


def test_without_evidence_the_month_is_first_and_the_date_doubtful() -> None:
    assert decided("03/04/2020") == ("2020-03-04", 0.5)
    assert decided("03/04/2020", "https://news.example/a") == ("2020-03-04", 0.5)


@pytest.mark.parametrize("written", ["03/04/2020", "04/03/2020", "3-4-2020", "3/4/20"])
@pytest.mark.parametrize("path", ["2020/04/03/a", "2020/04/04/a", "2020/04/a"])
def test_the_url_tells(written: str, path: str) -> None:
    found = decided(written, f"https://news.example/{path}")
    assert found == ("2020-04-03", 0.95)


@pytest.mark.parametrize(
    "body",
    [
        "LONDON, April 3 (Reuters) - A minister resigned.",
        "A minister resigned on 3 April.",
        "A minister resigned on the 3rd April.",
        "By Ann Doe | Apr. 3, 2020\n\nA minister resigned.",
    ],
)
def test_the_same_date_in_words_tells(body: str) -> None:
    assert decided("03/04/2020", body=body) == ("2020-04-03", 0.95)


def test_two_dates_in_words_tell_nothing() -> None:
    body = "Between March 4 and April 3 it rained."
    assert decided("03/04/2020", body=body) == ("2020-03-04", 0.5)


def test_a_date_far_down_in_the_text_tells_nothing() -> None:
    assert decided("03/04/2020", body="x " * 2000 + "3 April")[1] == 0.5


@pytest.mark.parametrize(
    ("host", "expected", "confidence"),
    [
        ("www.paper.co.uk", "2020-04-03", 0.8),
        ("paper.com.au", "2020-04-03", 0.8),
        ("zeitung.de:8080", "2020-04-03", 0.8),
        ("state.gov", "2020-03-04", 0.8),
        ("paper.us", "2020-03-04", 0.8),
        ("paper.com", "2020-03-04", 0.5),
        ("paper.ca", "2020-03-04", 0.5),
        ("start.io", "2020-03-04", 0.5),
    ],
)
def test_the_country_of_the_site_makes_it_likely(
    host: str, expected: str, confidence: float
) -> None:
    assert decided("03/04/2020", f"https://{host}/a") == (expected, confidence)


def test_of_two_days_only_one_may_lie_in_the_past() -> None:
    assert decided("05/12/2024") == ("2024-05-12", 0.95)
    assert decided("12/05/2024") == ("2024-05-12", 0.95)


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("13/04/2020", "2020-04-13"),
        ("04/13/2020", "2020-04-13"),
        ("04/04/2020", "2020-04-04"),
        ("03.04.2020", "2020-04-03"),
        ("2020-03-04", "2020-03-04"),
    ],
)
def test_where_the_digits_tell_nothing_else_is_asked(
    written: str, expected: str
) -> None:
    assert decided(written, "https://paper.co.uk/2020/03/03/a")[0] == expected
    assert decided(written) == (expected, 0.95)


def test_a_month_behind_the_day_is_believed_where_something_else_says_so() -> None:
    url = "https://news.example/2020/01/13/a"
    assert decided("2020-13-01", url) == ("2020-01-13", 0.95)
    assert decided("2020-13-01T10:00:00Z", body="On Jan. 13 he") == ("2020-01-13", 0.95)
    assert decide_published(Draft(published="2020-13-01"), TODAY) == (
        None,
        "2020-13-01",
    )


@pytest.mark.parametrize(
    ("written", "expected"),
    [("01/25/63", "1963-01-25"), ("1/21/18", "2018-01-21"), ("2/29/36", "1936-02-29")],
)
def test_two_digits_of_a_year_are_of_a_century_that_can_be(
    written: str, expected: str
) -> None:
    assert decided(written)[0] == expected


def test_two_digits_of_next_year_are_no_year_of_the_last_century() -> None:
    assert decide_published(Draft(published="1/21/25"), TODAY) == (None, "1/21/25")
