"""Days told from today: "last week", "past 30 days", "yesterday"."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta
from typing import Final

__all__ = ["recent_days", "today"]

_LAST: Final = re.compile(
    r"(?:the )?(?:last|past) (\d{1,4}) (day|week|month|year)s?"
    r"|(this|last|past) (week|month|year)|(today|yesterday)"
)
_MONTHS_OF: Final = {"month": 1, "year": 12}


def today() -> date:
    """Return the day it is here, by the clock of this machine."""
    return datetime.now().astimezone().date()


def recent_days(text: str, today: date) -> tuple[date, date] | None:
    """Return the days ``[start, end)`` a text means today, or ``None``.

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
    """The day so many units before another; the first of the calendar at most."""
    if unit not in _MONTHS_OF:
        return _back(day, count * (7 if unit == "week" else 1))
    months = day.year * 12 + day.month - 1 - count * _MONTHS_OF[unit]
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
