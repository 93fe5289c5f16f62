"""Dates as people type them → half-open ranges of days."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from itertools import islice
from typing import Final

from .months import MONTH_NUMBERS

__all__ = [
    "DateSpan",
    "find_date",
    "parse_dates",
    "parse_period",
    "recent_days",
    "join_spans",
    "today",
]

_ISO = re.compile(r"(\d{4})(?:[-/](\d{1,2})(?:[-/](\d{1,2}))?)?")
_COMPACT = re.compile(r"(\d{4})(\d\d)(\d\d)")
_TH: Final = r"(?:st|nd|rd|th)?"
_DAY_MONTH_YEAR = re.compile(
    rf"(?:(?:the )?(\d{{1,2}}){_TH}[\s-]+(?:of\s+)?)?([a-z]{{3,9}})\.?,?[\s-]+(\d{{4}})"
)
_MONTH_DAY_YEAR = re.compile(rf"([a-z]{{3,9}})\.?\s+(\d{{1,2}}){_TH},?\s+(\d{{4}})")
_DECADE = re.compile(r"(\d{3})(?:x|0'?s)")
_CENTURY = re.compile(r"(\d{2})xx")
_WEEK = re.compile(r"(\d{4})-?w(\d{1,2})")
_PART_OF_YEAR = re.compile(r"(\d{4})-?(?:q([1-4])|h([12]))")
_MOST_WORDS: Final = 5
"""The words of the longest date: "June 2019 .. July 2019"."""

_COMPARISON = re.compile(r"(>=|<=|>|<)\s*+(.+)")
_SIGNS: Final = str.maketrans({"≥": ">=", "≤": "<=", "…": ".."})
_DASHED = re.compile(r" (?:-|to) | ?[–—] ?|(?<=^\d{4})-(?=\d{4}$)", re.IGNORECASE)
"""What joins the bounds of a range besides "..": "2019–2020", "2019 to 2020"."""

_LAST: Final = re.compile(
    r"(?:the )?(?:last|past) (\d{1,4}) (day|week|month|year)s?"
    r"|(this|last|past) (week|month|year)|(today|yesterday)"
)
_MONTHS_IN: Final = {"month": 1, "year": 12}


@dataclass(frozen=True, slots=True)
class DateSpan:
    """Days in ``[start, end)``; ``None`` leaves a side open.

    ``swapped`` says that they were given in the wrong order.
    """

    start: date | None
    end: date | None
    swapped: bool = field(default=False, compare=False)


def parse_period(text: str) -> DateSpan | None:
    """Return the days that a text names, or ``None`` if it names none.

    Understands ``2019``, ``2019-06``, ``2019-06-05``, ``June 2019``,
    ``5 June 2019``, ``June 5th, 2019`` and ``20190605``; the decade ``198X`` or
    ``1980s``, the century ``19XX``, the ISO week ``1989-W43``, the quarter
    ``1989-Q3`` and the half ``1989-H2``.
    """
    text = text.strip().lower()
    if found := _ISO.fullmatch(text) or _COMPACT.fullmatch(text):
        return _period(*(int(part) if part else None for part in found.groups()))
    if found := _DECADE.fullmatch(text):
        return _years(int(found[1]), 10)
    if found := _CENTURY.fullmatch(text):
        return _years(int(found[1]), 100)
    if found := _WEEK.fullmatch(text):
        return _week(int(found[1]), int(found[2]))
    if found := _PART_OF_YEAR.fullmatch(text):
        months = 3 if found[2] else 6
        last = months * int(found[2] or found[3])
        return _joined(
            _period(int(found[1]), last - months + 1), _period(int(found[1]), last)
        )
    if found := _DAY_MONTH_YEAR.fullmatch(text):
        day, month, year = found.groups()
    elif found := _MONTH_DAY_YEAR.fullmatch(text):
        month, day, year = found.groups()
    else:
        return None
    number = MONTH_NUMBERS.get(month[:3])
    if number is None:
        return None
    return _period(int(year), number, int(day) if day else None)


def _period(
    year: int | None, month: int | None = None, day: int | None = None
) -> DateSpan | None:
    assert year is not None
    try:
        start = date(year, month or 1, day or 1)
    except ValueError:
        return None
    try:
        if day:
            end = start + timedelta(days=1)
        elif month:
            end = date(year + month // 12, month % 12 + 1, 1)
        else:
            end = date(year + 1, 1, 1)
    except (OverflowError, ValueError):
        return DateSpan(start, None)  # nothing comes after the year 9999
    return DateSpan(start, end)


def _joined(first: DateSpan | None, last: DateSpan | None) -> DateSpan | None:
    return DateSpan(first.start, last.end) if first and last else None


def _years(number: int, length: int) -> DateSpan | None:
    """The years of a decade or century: 198 and 10 are the 1980s."""
    return _joined(_period(number * length), _period(number * length + length - 1))


def _week(year: int, week: int) -> DateSpan | None:
    try:
        monday = date.fromisocalendar(year, week, 1)
        return DateSpan(monday, monday + timedelta(days=7))
    except (OverflowError, ValueError):
        return None


def parse_dates(text: str, day: date | None = None) -> DateSpan | None:
    """Return the days that a date value of a query means, or ``None`` if it is no date.

    A period as in :func:`parse_period`; ``A..B``, ``A–B`` or ``A to B``, from the first
    day of A to the last of B, of ``A..B`` either left out; ``>A``, ``>=A``, ``<A``,
    ``<=A``. Bounds in the wrong order are swapped. "Last week" and the like count from
    ``day``, by default from today.
    """
    text = " ".join(text.translate(_SIGNS).split())
    if recent := recent_days(text, day or today()):
        return DateSpan(*recent)
    if found := _COMPARISON.fullmatch(text):
        period = parse_period(found[2])
        if period is None:
            return None
        match found[1]:
            case ">":
                return DateSpan(period.end, None)
            case ">=":
                return DateSpan(period.start, None)
            case "<":
                return DateSpan(None, period.start)
            case _:
                return DateSpan(None, period.end)
    if ".." not in text:
        text = _DASHED.sub("..", text)
    first, dots, last = text.partition("..")
    if not dots:
        return parse_period(text)
    low = parse_period(first) if first.strip() else DateSpan(None, None)
    high = parse_period(last.lstrip(".")) if last.strip(". ") else DateSpan(None, None)
    if low is None or high is None:
        return None
    return join_spans(low, high)


def find_date(words: Iterable[str]) -> str | None:
    """Return the longest date of two or more words that the words begin with, if any.

    It is for dates whose author left out the quotation marks.
    """
    first = list(islice(words, _MOST_WORDS))
    for count in range(len(first), 1, -1):
        text = " ".join(first[:count])
        if parse_dates(text) is not None:
            return text
    return None


def join_spans(low: DateSpan, high: DateSpan) -> DateSpan:
    """Return the days from the first of one period to the last of another.

    If the second ends before the first begins, they are swapped.
    """
    if low.start and high.end and high.end <= low.start:
        return DateSpan(high.start, low.end, swapped=True)
    return DateSpan(low.start, high.end)


def today() -> date:
    """Return today's date by the clock and time zone of this machine."""
    return datetime.now().astimezone().date()


def recent_days(text: str, today: date) -> tuple[date, date] | None:
    """Return the days ``[start, end)`` that "last week" and the like mean, or ``None``.

    "This" and "last" week, month and year are those of the calendar, weeks from
    Monday. "Last 7 days" are that many up to today; "past week" are the same.
    """
    found = _LAST.fullmatch(" ".join(text.lower().split()))
    if found is None:
        return None
    tomorrow = today + timedelta(days=1)
    if found[5]:
        return (today, tomorrow) if found[5] == "today" else (_back(today, 1), today)
    if found[1]:
        return _start(tomorrow, int(found[1]), found[2]), tomorrow
    if found[3] == "past":
        return _start(tomorrow, 1, found[4]), tomorrow
    start = _calendar(today, found[4])
    if found[3] == "this":
        return start, _calendar(_start(start, -1, found[4]), found[4])
    return _start(start, 1, found[4]), start


def _calendar(day: date, unit: str) -> date:
    """The first day of the week, month or year a day is in."""
    if unit == "week":
        return day - timedelta(days=day.weekday())
    return day.replace(day=1, month=day.month if unit == "month" else 1)


def _start(day: date, count: int, unit: str) -> date:
    """The day ``count`` units before another, or the first day of the calendar."""
    if unit not in _MONTHS_IN:
        return _back(day, count * (7 if unit == "week" else 1))
    months = day.year * 12 + day.month - 1 - count * _MONTHS_IN[unit]
    year, month = divmod(months, 12)
    if year < 1:
        return date.min
    for last in (day.day, 30, 29, 28):  # 31 March, a month ago: 28 February
        try:
            return date(year, month + 1, last)
        except ValueError:
            continue
    raise AssertionError("every month has 28 days")


def _back(day: date, days: int) -> date:
    try:
        return day - timedelta(days=days)
    except OverflowError:
        return date.min
