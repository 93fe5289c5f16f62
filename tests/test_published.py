"""Which publication dates are understood, and which are believed."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.published.decide import decide_published
from index.published.formats import parse_written
from index.records import Draft
from search.model.article import Precision

TODAY = date(2024, 6, 15)


def believed(written: str = "", url: str = "", origin: str = "metadata") -> str:
    """The date believed, in ISO 8601 at its precision, or ""."""
    draft = Draft(published=written, url=url, published_origin=origin)
    published, _ = decide_published(draft, TODAY)
    return str(published) if published else ""


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("2020-01-07", "2020-01-07"),
        ("2020-01-07T23:30:00-08:00", "2020-01-07"),
        ("2020-01-07T10:15:00.000Z", "2020-01-07"),
        ("2020-01-07 10:15:00", "2020-01-07"),
        ("2020-01-07T10:15:00+01:00[Europe/Berlin]", "2020-01-07"),
        ("20200107", "2020-01-07"),
        ("20200107T101500Z", "2020-01-07"),
        ("26-FEB-1987 15:01:01.79", "1987-02-26"),
        (" 3-APR-1987 07:09:06.48", "1987-04-03"),
        ("Tue, 07 Jan 2020 10:15:00 GMT", "2020-01-07"),
        ("Tue Jan  7 10:15:00 UTC 2020", "2020-01-07"),
        ("January 7, 2020", "2020-01-07"),
        ("7 January 2020", "2020-01-07"),
        ("7th of January 2020", "2020-01-07"),
        ("Jan. 7, 2020", "2020-01-07"),
        ("Sept. 7, 2020, 5:15 p.m. ET", "2020-09-07"),
        ("Published: Nov 20, 2019 at 5:15 pm ET", "2019-11-20"),
        ("01:38:07 PM IST Nov 20, 2019", "2019-11-20"),
        ("Friday, January 4, 2019", "2019-01-04"),
        ("2020/01/07", "2020-01-07"),
        ("07.01.2020", "2020-01-07"),
        ("1/21/2020", "2020-01-21"),
        ("21/1/2020", "2020-01-21"),
        ("4/21/18", "2018-04-21"),
        ("4/21/87", "1987-04-21"),
        ("2019", "2019"),
        ("2019-03", "2019-03"),
        ("March 2019", "2019-03"),
        ("1578391200", "2020-01-07"),
        ("1578391200.5", "2020-01-07"),
        ("1578391200000", "2020-01-07"),
    ],
)
def test_a_date_is_understood_no_more_exactly_than_it_was_written(
    written: str, expected: str
) -> None:
    assert believed(written) == expected


@pytest.mark.parametrize(
    "written",
    [
        "0001-11-30",
        "1599-12-31",
        "9999-12-31",
        "9999",
        "2020-02-30",
        "2019-W54-1",
        "2019-366",
        "2019-000",
        "2020-13-01",
        "0/0/2020",
        "00.01.2020",
        "2024-06-18",
        "2025",
        "99999999999999999999",
        "9999999999999",
        "yesterday",
        "7 Brumaire 2020",
        "May 2020 was warm",
    ],
)
def test_an_impossible_date_is_set_aside_as_it_was_written(written: str) -> None:
    published, unreliable = decide_published(Draft(published=written), TODAY)
    assert published is None
    assert unreliable == written


def test_a_date_two_days_ahead_may_be_a_time_zone() -> None:
    assert believed("2024-06-17") == "2024-06-17"


def test_no_date_at_all_is_not_an_unreliable_one() -> None:
    assert decide_published(Draft(), TODAY) == (None, "")


def test_what_was_not_believed_is_kept_short() -> None:
    _, unreliable = decide_published(Draft(published="x" * 1000), TODAY)
    assert unreliable == "x" * 80


@pytest.mark.parametrize(
    ("written", "expected"),
    [("3/4/2020", 0.5), ("13/4/2020", 0.95), ("4/4/2020", 0.95), ("03.04.2020", 0.95)],
)
def test_a_day_that_could_be_the_month_is_doubtful(
    written: str, expected: float
) -> None:
    published, _ = decide_published(Draft(published=written), TODAY)
    assert published is not None
    assert published.confidence == expected
    assert published.date in (
        date(2020, 3, 4),
        date(2020, 4, 13),
        date(2020, 4, 4),
        date(2020, 4, 3),
    )


@pytest.mark.parametrize(
    ("origin", "confidence"), [("metadata", 0.95), ("dateline", 0.8), ("text", 0.6)]
)
def test_confidence_follows_where_the_date_stood(
    origin: str, confidence: float
) -> None:
    draft = Draft(published="2020-01-07", published_origin=origin)
    published, _ = decide_published(draft, TODAY)
    assert published is not None
    assert (published.origin, published.confidence) == (origin, confidence)


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("/2019/07/11/politics/a.html", "2019-07-11"),
        ("/2016-09-20-bomb-suspect", "2016-09-20"),
        ("/world/2019/jul/11/a", "2019-07-11"),
        ("/news/20190711/a", "2019-07-11"),
        ("/2019/07/a", "2019-07"),
        ("/article/id-12345678", ""),
        ("/2019/13/45/a", ""),
        ("/2019/july/va-bill-is", "2019-07"),
        ("/USA/Politics/2017/0109/Concern", "2017-01-09"),
        ("/elections/2016/results", ""),
        ("/articles/russia-hacking-hearings-1498037401", ""),
        ("/2031/01/01/a", ""),
    ],
)
def test_a_missing_date_is_taken_from_the_url(path: str, expected: str) -> None:
    assert believed(url="https://news.example" + path) == expected


def test_a_date_from_the_url_says_so() -> None:
    draft = Draft(url="https://news.example/2019/07/11/a")
    published, _ = decide_published(draft, TODAY)
    assert published is not None
    assert (published.origin, published.confidence) == ("url", 0.8)


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("2019-07-12", "2019-07-12"),
        ("2018-08-01", "2018-08-01"),
        ("2019", "2019"),
        ("2017-07-11", ""),
        ("2021-01-01", ""),
        ("2017", ""),
    ],
)
def test_a_date_a_year_away_from_its_url_is_not_believed(
    written: str, expected: str
) -> None:
    assert believed(written, "https://news.example/2019/07/11/a") == expected


@given(st.dates(date(1600, 1, 1), TODAY))
def test_every_iso_date_of_the_past_is_believed(day: date) -> None:
    assert believed(day.isoformat()) == day.isoformat()


@given(st.text(max_size=100), st.text(max_size=50), st.dates())
def test_no_text_and_no_day_breaks_the_decision(
    written: str, path: str, today: date
) -> None:
    draft = Draft(published=written, url=f"https://a.example/{path}")
    decide_published(draft, today)


@given(st.from_regex(r"[0-9]{1,4}[-/. ]?[0-9]{1,4}[-/. ]?[0-9]{1,14}", fullmatch=True))
def test_no_digits_break_the_parser(written: str) -> None:
    found = parse_written(written)
    if found is not None and found.precision is not Precision.DAY:
        assert found.date.day == 1


def test_the_last_day_of_the_calendar_does_not_overflow() -> None:
    draft = Draft(published="9999-12-31")
    assert decide_published(draft, date.max) == (None, "9999-12-31")
    assert decide_published(draft, date.max - timedelta(days=1))[0] is None


def test_addresses_of_one_paper_end_in_seconds() -> None:
    url = "https://www.wsj.com/articles/russia-hacking-hearings-1498037401?mod=hp"
    assert believed(url=url) == "2017-06-21"
    url = "https://www.wsj.com/articles/a-plan-for-iran-11555691026"
    assert believed(url=url) == "2019-04-19"


@pytest.mark.parametrize(
    ("written", "url", "expected"),
    [
        ("0001-11-30", "https://news.example/2019/07/11/a", "2019-07-11"),
        ("9999-12-31", "https://news.example/2019/07/a", "2019-07"),
        ("yesterday", "https://news.example/2019/07/11/a", "2019-07-11"),
        ("0001-11-30", "https://news.example/a", ""),
    ],
)
def test_an_absurd_date_is_set_aside_and_the_next_source_counts(
    written: str, url: str, expected: str
) -> None:
    published, unreliable = decide_published(Draft(published=written, url=url), TODAY)
    assert str(published or "") == expected
    assert published is None or published.origin == "url"
    assert unreliable == written


def found(body: str, url: str = "") -> tuple[str, str]:
    """The date of a text without metadata, and where it stood."""
    published, unreliable = decide_published(Draft(body=body, url=url), TODAY)
    assert unreliable == ""
    return (str(published), published.origin) if published else ("", "")


@pytest.mark.parametrize(
    "line",
    [
        "January 3, 2020",
        "Published: 3 Jan 2020",
        "Published 3 January 2020",
        "Last updated: Jan. 3, 2020 at 5:15 pm ET",
        "By Ann Doe | January 3, 2020",
        "By Ann Doe, January 3, 2020",
        "By Ann Doe and Jo Roe - 3 January 2020",
        "Politics • 3 January 2020 • 5 min read",
    ],
)
def test_a_line_at_the_head_of_the_text_gives_a_date(line: str) -> None:
    body = f"{line}\n\nThe minister resigned on December 1, 2019."
    assert found(body) == ("2020-01-03", "text")


@pytest.mark.parametrize(
    "body",
    [
        "The minister resigned on January 3, 2020.",
        "2020\n\nThe minister resigned.",
        "January 2020\n\nThe minister resigned.",
        "3/4/2020\n\nThe minister resigned.",
        "January 3, 2031\n\nThe minister resigned.",
        "a\nb\nc\nd\ne\nJanuary 3, 2020",
    ],
)
def test_no_other_date_of_a_text_is_that_of_publication(body: str) -> None:
    assert found(body) == ("", "")


def test_what_stands_in_the_url_is_trusted_more_than_a_line_of_the_text() -> None:
    url = "https://news.example/2020/01/07/a"
    assert found("January 8, 2020\n\nHe resigned.", url) == ("2020-01-07", "url")
    draft = Draft(published="January 8, 2020", published_origin="text", url=url)
    published, unreliable = decide_published(draft, TODAY)
    assert (str(published), unreliable) == ("2020-01-07", "")


@pytest.mark.parametrize(
    ("dateline", "path", "expected"),
    [
        ("BERLIN, Nov. 10 (AP) --", "/1989/a", ("1989-11-10", "dateline")),
        ("BERLIN, 10 Nov (AP) -", "/1989/a", ("1989-11-10", "dateline")),
        ("BERLIN, Nov. 10 (AP) --", "/1989/11/a", ("1989-11-10", "dateline")),
        ("BERLIN, Nov. 10 (AP) --", "/1989/12/a", ("1989-12", "url")),
        ("BERLIN, Nov. 10 (AP) --", "/1989/11/11/a", ("1989-11-11", "url")),
        ("BERLIN, Nov. 10, 1989 (AP) --", "/a", ("1989-11-10", "dateline")),
        ("BERLIN, Nov. 10 (AP) --", "/a", ("", "")),
        ("BERLIN (AP) --", "/1989/a", ("", "")),
    ],
)
def test_a_dateline_without_a_year_is_of_the_year_in_the_url(
    dateline: str, path: str, expected: tuple[str, str]
) -> None:
    body = f"{dateline} The wall was opened."
    assert found(body, f"https://news.example{path}") == expected


@given(st.text(max_size=300))
def test_no_text_breaks_the_search_for_a_date_in_it(body: str) -> None:
    decide_published(Draft(published="1/2/2020", body=body), TODAY)
    decide_published(Draft(body=body), TODAY)


# --- several dates, odd ones, other languages ----------------------------------------


@pytest.mark.parametrize(
    "line",
    [
        "Published June 12, 2019 | Updated June 20, 2019",
        "Updated June 20, 2019 | Published June 12, 2019",
        "Updated June 20, 2019\nPublished June 12, 2019",
        "Last updated: 20 June 2019 - First published: 12 June 2019",
        "Updated June 20, 2019 10:15 am Published June 12, 2019 9:00 am",
        "June 12, 2019 | Updated June 20, 2019",
        "Modified June 20, 2019; posted June 12, 2019",
        "Wed 12 Jun 2019 10:15 BST Last modified on Thu 20 Jun 2019 10:15 BST",
        "June 12, 2019 / 9:15 AM / Updated 3 hours ago",
        "Publié le 12 juin 2019 - Mis à jour le 20 juin 2019",
        "Aktualisiert: 20.06.2019 | Veröffentlicht: 12.06.2019",
    ],
)
def test_the_date_of_publication_counts_before_that_of_a_change(line: str) -> None:
    assert believed(line) == "2019-06-12"
    if line.isascii():
        assert found(f"{line}\n\nThe minister resigned.") == ("2019-06-12", "text")


@pytest.mark.parametrize(
    "written",
    [
        "June 12, 2019 Wednesday",
        "12 June 2019, Wednesday",
        "Wed, 12 Jun 19 00:01:01 +0200",
        "12. Juni 2019",
        "Mittwoch, 12. Juni 2019, 10:15 Uhr",
        "Mi., 12.06.2019",
        "le 12 juin 2019 à 10h15",
        "miércoles, 12 de junio de 2019",
        "junio 12, 2019",
        "12 de junho de 2019 às 10h15",
        "mercoledì 12 giugno 2019",
        "12 d’juny de 2019",
        "12 czerwca 2019 r.",
        "12. června 2019",
        "12 июня 2019 г. в 10:15",
        "12 червня 2019 року",
        "2019. június 12.",
        "2019 m. birželio 12 d.",
        "2019. gada 12. jūnijs",
        "12. kesäkuuta 2019",
        "12η Ιουνίου 2019",
        "12 Haziran 2019 Çarşamba",
        "ΤΕΤΑΡΤΗ 12 ΙΟΥΝΙΟΥ 2019",
        "12. lipnja 2019.",
        "12 حزيران 2019",
        "12 ביוני 2019",
        "12/Jun/2019:10:15:00 +0000",
        "/Date(1560333600000+0200)/",
        "Wed Jun 12 2019 (All day)",
        "the 12th of June 2019",
        "Publicado el 12/06/2019",
        "Mis à jour le 12/06/2019 à 10h15",
        "12 tháng 6 năm 2019",
        "12 มิถุนายน 2562",
        "12 يونيو 2019",
        "June 12, 2019 (Wednesday)",
        "Jun. 12, '19",
        "12 June ’19",
        "12JUN2019",
        "2019 June 12",
        "2019, June 12",
        "2019. 06. 12.",
        "2019-W24-3",
        "2019-163",
        "Posted on June 12, 2019 by Ann Lee",
        "2019年6月12日",
        "2019年06月12日(水) 10時15分",
        "2019년 6월 12일",
    ],
)
def test_a_date_is_understood_however_it_is_written(written: str) -> None:
    assert believed(written) == "2019-06-12"


@pytest.mark.parametrize(
    "text",
    [
        "Am 12. Juni 2019 traf sich der Rat der Stadt zum ersten Mal.",
        "Am 12. April 2019 traf sich der Rat.",
        "The minister resigned on 12 June 2019.",
        "12 people 2019",
        "2019年のニュース6",
    ],
)
def test_a_sentence_with_a_date_is_no_date(text: str) -> None:
    assert parse_written(text) is None


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("2020-04-14T00:38:00Z", "2020-04-13"),
        ("2020-04-14T06:38:00.123+00:00", "2020-04-13"),
        ("2020-04-12T23:10:00Z", "2020-04-13"),
        ("2020-04-13T12:00:00Z", "2020-04-13"),
        ("2020-04-14T13:00:00Z", "2020-04-14"),
        ("2020-04-14T00:38:00+02:00", "2020-04-14"),
        ("2020-04-14", "2020-04-14"),
        ("2020-04-15T00:38:00Z", "2020-04-15"),
    ],
)
def test_the_day_in_an_address_is_that_of_a_time_in_utc(
    written: str, expected: str
) -> None:
    assert believed(written, "https://wire.example/20200413/storm") == expected
