"""What the benchmark of dates counts as right, wrong and missed."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from pathlib import Path

import pytest

from benchmarks.quality_dates import errors, score
from benchmarks.timeml import days_of, read_folder
from search.model.article import Article, Mention, MentionedDate, TextField

SOURCE = """<TimeML><DCT><TIMEX3 tid="t0" type="DATE" value="1989-10-30"
functionInDocument="CREATION_TIME">10/30/89</TIMEX3></DCT>
<TEXT>He <EVENT>left</EVENT> on <TIMEX3 type="DATE" value="1989-10-27">Friday</TIMEX3>,
&amp; is gone <TIMEX3 type="DATE" value="PRESENT_REF">now</TIMEX3> for
<TIMEX3 type="DURATION" value="P2D">two days</TIMEX3>, he says.</TEXT></TimeML>"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "a.tml").write_text(SOURCE, encoding="utf-8")
    return tmp_path


def finder(*found: tuple[str, date]) -> Callable[[Article], Iterable[MentionedDate]]:
    """A recipe that finds these words, each as that day."""

    def predict(article: Article) -> Iterable[MentionedDate]:
        for words, day in found:
            start = article.body.index(words)
            mention = Mention(TextField.BODY, start, start + len(words), words)
            end = date.fromordinal(day.toordinal() + 1)
            yield MentionedDate(day.isoformat(), day, end, (mention,))

    return predict


FRIDAY = date(1989, 10, 27)


@pytest.mark.parametrize(
    ("found", "precision", "recall"),
    [
        ([("Friday", FRIDAY)], 1.0, 1.0),
        ([("on Friday", FRIDAY)], 1.0, 1.0),
        ([("Friday", date(1989, 10, 28))], 0.0, 0.0),
        ([], 0.0, 0.0),
        ([("Friday", FRIDAY), ("now", FRIDAY), ("two days", FRIDAY)], 1.0, 1.0),
        ([("Friday", FRIDAY), ("says", FRIDAY)], 0.5, 1.0),
        ([("Friday", FRIDAY), ("Fri", FRIDAY)], 0.5, 1.0),
    ],
)
def test_only_the_annotated_days_are_right(
    folder: Path, found: list[tuple[str, date]], precision: float, recall: float
) -> None:
    figures = score(finder(*found), folder)
    assert figures["intervals_precision"] == precision
    assert figures["intervals_recall"] == recall


def test_a_date_is_found_where_it_overlaps_and_also_if_it_has_no_days(
    folder: Path,
) -> None:
    figures = score(finder(("on Friday", FRIDAY)), folder)
    assert figures["found_recall"] == 0.5
    assert figures["found_with_days_recall"] == 1.0
    assert figures["extent_recall"] == 0.0


def test_errors_are_shown_in_their_surroundings(folder: Path) -> None:
    listed = errors(finder(("says", FRIDAY)), folder)
    assert [(error.kind, error.expected) for error in listed] == [
        ("missed", "1989-10-27"),
        ("invented", ""),
    ]
    assert "on [Friday]," in listed[0].text


def test_a_file_is_read_without_its_tags(folder: Path) -> None:
    ((article, dates),) = read_folder(folder)
    assert article.body.startswith("He left on Friday,\n& is gone now")
    assert str(article.published) == "1989-10-30"
    assert [article.body[d.start : d.end] for d in dates] == [
        "Friday",
        "now",
        "two days",
    ]


@pytest.mark.parametrize(
    ("value", "start", "end"),
    [
        ("1989-10-31TNI", date(1989, 10, 31), date(1989, 11, 1)),
        ("1998-02-12T19:15", date(1998, 2, 12), date(1998, 2, 13)),
        ("1989-W43", date(1989, 10, 23), date(1989, 10, 30)),
        ("1989-W43-WE", date(1989, 10, 28), date(1989, 10, 30)),
        ("1989-12", date(1989, 12, 1), date(1990, 1, 1)),
        ("1989-Q3", date(1989, 7, 1), date(1989, 10, 1)),
        ("1989-H2", date(1989, 7, 1), date(1990, 1, 1)),
        ("1994-WI", date(1994, 12, 1), date(1995, 3, 1)),
        ("1989", date(1989, 1, 1), date(1990, 1, 1)),
        ("198", date(1980, 1, 1), date(1990, 1, 1)),
        ("19", date(1900, 1, 1), date(2000, 1, 1)),
    ],
)
def test_a_value_names_days(value: str, start: date, end: date) -> None:
    assert days_of(value) == (start, end)


@pytest.mark.parametrize(
    "value", ["PRESENT_REF", "P2D", "1989-WXX", "1989-QX", "1990-XX-XX", "1989-02-30"]
)
def test_a_value_that_leaves_a_part_open_names_no_days(value: str) -> None:
    assert days_of(value) is None
