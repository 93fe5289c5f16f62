"""Dates with the name of their month, and the one day that goes by its digits.

``Jan. 3, 2020``, ``3rd of January``, ``Friday, March eighth``, ``Jan. 3-5``; ``9/11``.
"""

from __future__ import annotations

import re
from typing import Final

from search.codes.months import MONTH_NUMBERS

from . import intervals
from .calendar_words import SHORT_WEEKDAYS, YEAR_AFTER_DAY, year_after
from .day_lists import Days, days_after, days_before
from .intervals import Interval
from .joined import year_before, year_later
from .months import read_lone_month
from .reader import DatedText, DateSpot, extend
from .tense import PAST, UNKNOWN, tense

__all__ = ["NINE_ELEVEN", "read_month", "read_nine_eleven"]

_ATTACKS = re.compile(r",?\s(?:terror|attack)")
_WEEKDAY_BEFORE = re.compile(
    r"\b(Mon|Tue|Wed|Thu|Fri|Sat|Sun)[a-z]{0,6}\.?\s?,?\s{1,2}(?:the\s)?$"
)
_DAY_LEADS: Final = frozenset(["late", "early", "around"])
_WEEKDAY_LEADS: Final = frozenset(["late", "early", "this", "coming", "next", "last"])
_CLOSE: Final = 100
"""Days within which a date without a year is the nearest one, said as it may be."""


NINE_ELEVEN: Final = "9/11"
"""What the press calls a day by, whatever order it writes days and months in."""


def read_nine_eleven(reading: DatedText, start: int, end: int) -> DateSpot | None:
    """Read the day of the attacks, in what was written after it."""
    day = intervals.day(2001, 9, 11)
    if day is None or (reading.base is not None and reading.base < day.start):
        return None
    return DateSpot(start, end, day)


def read_month(reading: DatedText, start: int, end: int) -> DateSpot | None:
    """Read the words around the name of a month."""
    name = reading.content[start:end].lower()
    month = MONTH_NUMBERS.get(name) or MONTH_NUMBERS[name[:3]]
    return _day(reading, month, start, end) or read_lone_month(
        reading, month, start, end
    )


def _day(reading: DatedText, month: int, start: int, end: int) -> DateSpot | None:
    """Read a month with the days around it; a list of days is read with its first."""
    content, base = reading.content, reading.base
    read_to = reading.latest.end if reading.latest is not None else 0
    if days := days_before(content, start, read_to):
        start = days[0].start
        year_at = year_after(content, end, base)
    elif days := days_after(content, start, end):
        end = days[-1].end
        year_at = year_after(content, end, base, YEAR_AFTER_DAY)
    else:
        return None
    weekday = _WEEKDAY_BEFORE.search(content, max(0, start - 16), start)
    year: int | None
    if year_at is not None:
        year, end = year_at
    else:
        year = year_later(content, end, month, base)
        year = year or year_before(reading, start, month)
        number = SHORT_WEEKDAYS[weekday[1].lower()] if weekday else None
        year = year or _year_of(reading, month, days[0].first, number, start, end)
    spots = _spots(days, year, month) if year is not None else []
    if not spots:
        return None
    if weekday is not None:
        start = extend(reading, weekday.start(), _WEEKDAY_LEADS)
    else:
        start = extend(reading, start, _DAY_LEADS)
    spots[-1] = spots[-1]._replace(end=end)
    return spots[0]._replace(start=start, others=tuple(spots[1:]))


def _spots(days: list[Days], year: int, month: int) -> list[DateSpot]:
    """The days that the month has, each with the offsets where it is written."""
    found = ((one, _interval(year, month, one)) for one in days)
    return [
        DateSpot(one.start, one.end, interval) for one, interval in found if interval
    ]


def _interval(year: int, month: int, days: Days) -> Interval | None:
    """The day, or all days up to the last one if the calendar has that day."""
    first = intervals.day(year, month, days.first)
    if first is None or not days.last or intervals.day(year, month, days.last) is None:
        return first
    return intervals.days_between(first.start, 0, days.last - days.first)


def _year_of(
    reading: DatedText, month: int, day: int, weekday: int | None, start: int, end: int
) -> int | None:
    """The year of a day without one."""
    if (month, day) == (9, 11) and _ATTACKS.match(reading.content, end):
        return 2001
    base = reading.base
    if base is None:
        return None
    choices = [
        interval.start
        for year in (base.year, base.year - 1, base.year + 1)
        if (interval := intervals.day(year, month, day))
    ]
    if weekday is not None:
        agreeing = [choice for choice in choices if choice.weekday() == weekday]
        if agreeing:
            return agreeing[0].year
    if not choices:
        # the 29th of February, of which only one year in four has any
        return next(
            (y for y in range(base.year, base.year - 8, -1) if _leap(y)), base.year
        )
    nearest = min(choices, key=lambda choice: abs((choice - base).days))
    if nearest > base and reading.before(start).word(0) in ("ended", "since"):
        said = PAST
    elif abs((nearest - base).days) <= _CLOSE:
        return nearest.year
    else:
        said = tense(reading.content, start, end)
    if said is UNKNOWN:
        return nearest.year
    if said is PAST:
        return max((c for c in choices if c <= base), default=nearest).year
    return min((c for c in choices if c >= base), default=nearest).year


def _leap(year: int) -> bool:
    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
