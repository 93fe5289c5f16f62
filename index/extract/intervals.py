"""Intervals of days as news names them, half-open and in ISO 8601.

Everything here answers ``None`` where a calendar has no such date or the years
leave 1000 to 2999, so that no text can make the recipes raise.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import NamedTuple

__all__ = [
    "Interval",
    "day",
    "day_after",
    "decade",
    "month",
    "months_after",
    "nearest_year",
    "week_of",
    "year",
]


class Interval(NamedTuple):
    """The days ``[start, end)`` and their ISO 8601 value, such as ``2020-01``."""

    value: str
    start: date
    end: date


def _interval(value: str, start: date, end: date) -> Interval | None:
    return Interval(value, start, end) if 1000 <= start.year <= 2999 else None


def day(year_number: int, month_number: int, day_number: int) -> Interval | None:
    try:
        start = date(year_number, month_number, day_number)
        return _interval(start.isoformat(), start, start + timedelta(days=1))
    except (ValueError, OverflowError):
        return None


def day_after(base: date, days: int) -> Interval | None:
    """The day so many days after (or before) a day."""
    try:
        then = base + timedelta(days=days)
    except OverflowError:
        return None
    return day(then.year, then.month, then.day)


def month(year_number: int, month_number: int) -> Interval | None:
    if not (1 <= month_number <= 12 and 1000 <= year_number <= 2999):
        return None
    end = date(year_number + month_number // 12, month_number % 12 + 1, 1)
    value = f"{year_number:04}-{month_number:02}"
    return Interval(value, date(year_number, month_number, 1), end)


def months_after(base: date, months: int) -> Interval | None:
    """The month so many months after (or before) that of a day."""
    number = base.year * 12 + base.month - 1 + months
    return month(number // 12, number % 12 + 1)


def year(number: int) -> Interval | None:
    if not 1000 <= number <= 2999:
        return None
    return Interval(f"{number:04}", date(number, 1, 1), date(number + 1, 1, 1))


def decade(first_year: int) -> Interval | None:
    """Ten years, written as EDTF does: ``198X``."""
    if not 1000 <= first_year <= 2990 or first_year % 10:
        return None
    start, end = date(first_year, 1, 1), date(first_year + 10, 1, 1)
    return Interval(f"{first_year // 10}X", start, end)


def week_of(base: date, weeks: int) -> Interval | None:
    """The ISO week, Monday to Sunday, so many weeks after that of a day."""
    try:
        monday = base + timedelta(days=7 * weeks - base.weekday())
        iso = monday.isocalendar()
        value = f"{iso.year:04}-W{iso.week:02}"
        return _interval(value, monday, monday + timedelta(days=7))
    except OverflowError:
        return None


def nearest_year(base: date, month_number: int, day_number: int) -> int:
    """The year that brings a yearless date nearest to a day."""
    offset = (month_number - base.month) * 30.5 + day_number - base.day
    if offset > 183:
        return base.year - 1
    return base.year + 1 if offset < -183 else base.year
