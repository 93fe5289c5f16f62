"""Intervals of days as news names them, half-open, with a value to show and find.

Values are ISO 8601 where it has a form (``2020-01-03``, ``2020-W01``, ``2020-01``,
``2020``), EDTF for decades, centuries and other stretches (``198X``, ``19XX``,
``2020-01-03/2020-01-05``, both ends included), and of the same make for what
neither names: ``1989-Q3``, ``1989-H1``, ``FY1989``, and the seasons ``1989-SP``,
``SU``, ``FA``, ``WI``.

Seasons are the weather service's: spring is March to May, and the winter of a
year begins in its December. A fiscal year is taken for the calendar year of its
number, since texts seldom say where it begins; its value tells.

Everything here answers ``None`` where a calendar has no such date or the years
leave 1000 to 2999, so that no text can make the rules raise.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import Final, NamedTuple

__all__ = [
    "Interval",
    "SEASONS",
    "a_quarter_after",
    "again",
    "century",
    "day",
    "day_after",
    "decade",
    "days_between",
    "fiscal_year",
    "half",
    "in_year",
    "month",
    "months_after",
    "months_between",
    "months_up_to",
    "nth_weekday",
    "quarter",
    "season",
    "week_of",
    "weekend_of",
    "year",
    "years_between",
]

SEASONS: Final = {"spring": "SP", "summer": "SU", "autumn": "FA", "winter": "WI"}
"""Names of seasons, in the order of their first months (March, June …)."""


class Interval(NamedTuple):
    """The days ``[start, end)`` and their value, such as ``2020-01``."""

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
    """The day a number of days after a day; before it if the number is negative."""
    try:
        then = base + timedelta(days=days)
    except OverflowError:
        return None
    return day(then.year, then.month, then.day)


def days_between(base: date, first: int, last: int) -> Interval | None:
    """The days from one number of days after a day to another, both included."""
    one, other = day_after(base, first), day_after(base, last)
    if one is None or other is None or first >= last:
        return one if first == last else None
    return Interval(f"{one.value}/{other.value}", one.start, other.end)


def week_of(base: date, weeks: int) -> Interval | None:
    """The ISO week, Monday to Sunday, a number of weeks after that of a day."""
    try:
        monday = base + timedelta(days=7 * weeks - base.weekday())
        iso = monday.isocalendar()
        value = f"{iso.year:04}-W{iso.week:02}"
        return _interval(value, monday, monday + timedelta(days=7))
    except OverflowError:
        return None


def weekend_of(base: date, weeks: int) -> Interval | None:
    """The Saturday and Sunday of the ISO week a number of weeks after a day's."""
    monday = 7 * weeks - base.weekday()
    return days_between(base, monday + 5, monday + 6)


def _months(value: str, year_number: int, first: int, count: int) -> Interval | None:
    """A number of months of a year, from its month ``first``, counted from 1."""
    last = year_number * 12 + first - 1 + count
    if not (year_number >= 1000 and last // 12 <= 3000 and 1 <= first <= 12):
        return None
    end = date(last // 12, last % 12 + 1, 1)
    return _interval(value, date(year_number, first, 1), end)


def month(year_number: int, month_number: int) -> Interval | None:
    return _months(f"{year_number:04}-{month_number:02}", year_number, month_number, 1)


def nth_weekday(year: int, month: int, nth: int, weekday: int) -> date:
    """The nth weekday (Monday is 0) of a month; the last for -1.

    The fifth may be of the next month.
    """
    if nth < 0:
        following = date(year + month // 12, month % 12 + 1, 1)
        last = following - timedelta(1)
        return last - timedelta((last.weekday() - weekday) % 7)
    first = date(year, month, 1)
    return first + timedelta((weekday - first.weekday()) % 7 + 7 * (nth - 1))


def months_after(base: date, months: int) -> Interval | None:
    """The month a number of months after that of a day."""
    number = base.year * 12 + base.month - 1 + months
    return month(number // 12, number % 12 + 1)


def months_between(base: date, first: int, last: int) -> Interval | None:
    """The months from one number of months after a day's to another, both included."""
    one, other = months_after(base, first), months_after(base, last)
    if one is None or other is None or first >= last:
        return one if first == last else None
    return Interval(f"{one.value}/{other.value}", one.start, other.end)


def quarter(year_number: int, number: int) -> Interval | None:
    return _months(f"{year_number:04}-Q{number}", year_number, 3 * number - 2, 3)


def months_up_to(year_number: int, last: int, count: int) -> Interval | None:
    """A number of months up to the last one, as a quarter or a year where it is one."""
    try:
        base = date(year_number, last, 1)
    except (ValueError, OverflowError):
        return None
    first = base.year * 12 + last - count
    if count == 3 and last % 3 == 0:
        return quarter(year_number, last // 3)
    if count == 12 and last == 12:
        return year(year_number)
    return months_between(base, first - (base.year * 12 + last - 1), 0)


def in_year(interval: Interval, year_number: int) -> Interval | None:
    """The same months of another year, the year being that of the first month."""
    start, end = interval.start, interval.end
    count = (end.year - start.year) * 12 + end.month - start.month
    last = year_number * 12 + start.month - 1 + count - 1
    return months_up_to(last // 12, last % 12 + 1, count)


def again(interval: Interval, year_number: int) -> Interval | None:
    """The same month, quarter, half or season of another year, or its fiscal year.

    ``None`` for other intervals.
    """
    if interval.value.startswith("FY"):
        return fiscal_year(year_number)
    _, _, part = interval.value.partition("-")
    if len(part) != 2:
        return None
    if part.isdigit():
        return month(year_number, int(part))
    if part[1].isdigit():
        return {"Q": quarter, "H": half}[part[0]](year_number, int(part[1]))
    name = next(name for name, short in SEASONS.items() if short == part)
    return season(year_number, name)


def a_quarter_after(interval: Interval, count: int) -> Interval | None:
    """The quarter a number of quarters after a quarter."""
    number = interval.start.year * 4 + (interval.start.month - 1) // 3 + count
    return quarter(number // 4, number % 4 + 1)


def half(year_number: int, number: int) -> Interval | None:
    return _months(f"{year_number:04}-H{number}", year_number, 6 * number - 5, 6)


def season(year_number: int, name: str) -> Interval | None:
    """A season by its name; the winter of a year begins in that year."""
    first = 3 * list(SEASONS).index(name) + 3
    return _months(f"{year_number:04}-{SEASONS[name]}", year_number, first, 3)


def year(number: int) -> Interval | None:
    return _months(f"{number:04}", number, 1, 12)


def fiscal_year(number: int) -> Interval | None:
    return _months(f"FY{number:04}", number, 1, 12)


def years_between(first: int, last: int) -> Interval | None:
    """From one year to another, both included."""
    return _months(f"{first:04}/{last:04}", first, 1, 12 * (last - first + 1))


def decade(first_year: int) -> Interval | None:
    if first_year % 10:
        return None
    return _months(f"{first_year // 10}X", first_year, 1, 120)


def century(first_year: int) -> Interval | None:
    """A century as people use the word: the 20th is 1900 to 1999."""
    if first_year % 100:
        return None
    return _months(f"{first_year // 100}XX", first_year, 1, 1200)
