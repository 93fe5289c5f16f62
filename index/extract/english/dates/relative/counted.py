"""Days counted from a day that is named: "a year ago today", "a week from Friday".

Weeks are counted from the last such weekday, or from the next; years and months lead
to the same day of another year or month.
"""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date, timedelta
from typing import Final

from search.codes.months import MONTH_NUMBERS

from .. import intervals
from ..calendar_words import STEPS, WEEKDAYS
from ..intervals import Interval
from ..joined import MONTH_FORMS as _MONTHS
from ..joined import SEASON_MONTHS
from ..reader import DatedText, Lead

__all__ = ["read_counted", "read_same"]

_DAY: Final = f"today|yesterday|tomorrow|{'|'.join(WEEKDAYS)}"
_COUNTED = re.compile(
    rf"\s{{1,2}}(?:ago\s(?:on\s)?(?P<ago>(?:this\s|last\s|next\s)?(?:{_DAY})|(?:this|last|next)\s(?:week|month|year)"
    rf"|(?:this|last)\s(?:{'|'.join(SEASON_MONTHS)})|(?:exactly\s)?to\sthe\sday"
    rf"|(?:in\s|this\s|last\s|next\s)(?:{_MONTHS})(?!,?\s(?:\d|of)))"
    rf"|from\s(?:this\s|next\s)?(?P<ahead>{_DAY}))\b(?!['’-])",
    re.IGNORECASE,
)
_SAME = re.compile(
    r",?\s(?:(?:of\s)?last\syear|(?:a|one)\syear\s(?:ago|earlier|before|previously)"
    r"|(?:of\s|in\s)?the\s(?:previous|prior)\syear|the\syear\sbefore)\b(?!['’])"
)
_LONGEST: Final = {"day": 1, "week": 7, "month": 31}
_DAYS: Final = {"yesterday": -1, "today": 0, "tomorrow": 1}
_PERIODS: Final = ("week", "month", "year")
_UNIT_DAYS: Final = {"day": 1, "week": 7, "fortnight": 14}
_UNIT_MONTHS: Final = {"month": 1, "year": 12, "decade": 120}


def read_counted(
    content: str, base: date, unit: str, number: int, end: int
) -> tuple[Interval, int] | None:
    """The day a number of units before or after the day named, and where its name ends.

    Args:
        unit: ``week``, ``year``, … as written before ``end``.
    """
    match = _COUNTED.match(content, end)
    if match is None:
        return None
    name = (match["ago"] or match["ahead"]).lower()
    count = number if match["ahead"] else -number
    try:
        interval = _counted(base, unit, count, name)
    except (ValueError, OverflowError):
        return None
    return (interval, match.end()) if interval is not None else None


def _counted(base: date, unit: str, count: int, name: str) -> Interval | None:
    step, _, day = name.rpartition(" ")
    if day == "day":  # "a year ago to the day"
        step, day = "", "today"
    if day in SEASON_MONTHS:
        return _season(base, unit, count, step, day)
    if day in _PERIODS:
        there = _moved(base, unit, count)
        return _period(there, day, STEPS[step]) if there is not None else None
    if day[:3] in MONTH_NUMBERS and day not in WEEKDAYS:
        return _month(base, unit, count, step, MONTH_NUMBERS[day[:3]])
    named = _named_day(base, day, count > 0 or step in ("this", "next"))
    if unit in _UNIT_MONTHS and count < 0 and (base - named).days > 3:
        named += timedelta(7)  # an anniversary is that of the nearest such weekday
    there = _moved(named, unit, count)
    return intervals.day_after(there, 0) if there is not None else None


def read_same(
    reading: DatedText, unit: str, lead: Lead, end: int
) -> tuple[Interval, int, int] | None:
    """The same day, week or month of the year before, and where its words stand.

    "The same month last year" is that of the month mentioned before it, else of the
    month of publication, as "this week last year" is.
    """
    after, base, word = _SAME.match(reading.content, end), reading.base, lead.word(0)
    if after is None or base is None or unit not in ("day", "week", "month"):
        return None
    if word not in ("same", "this"):
        return None
    begin = lead.start(1) if word == "same" and lead.word(1) == "the" else lead.start(0)
    near = reading.near(lead.start(0)) if word == "same" else None
    fits = near is not None and (near.end - near.start).days <= _LONGEST[unit]
    there = _moved(near.start if near is not None and fits else base, "year", -1)
    if there is None:
        return None
    if unit == "day":
        interval = intervals.day_after(there, 0)
    else:
        interval = _period(there, unit, 0)
    return (interval, begin, after.end()) if interval else None


def _period(there: date, unit: str, step: int) -> Interval | None:
    """The week, month or year of a day, or the one next to it."""
    match unit:
        case "week":
            return intervals.week_of(there, step)
        case "month":
            return intervals.months_after(there, step)
        case _:
            return intervals.year(there.year + step)


def _month(base: date, unit: str, count: int, step: str, month: int) -> Interval | None:
    """ "Three years ago in May", "ten years ago last March"."""
    if unit not in ("year", "decade"):
        return None
    year = base.year + count * (10 if unit == "decade" else 1)
    if step == "last" and month >= base.month:
        year -= 1
    if step == "next" and month <= base.month:
        year += 1
    return intervals.month(year, month)


def _season(base: date, unit: str, count: int, step: str, name: str) -> Interval | None:
    """ "Fifty years ago this summer", counted from the season of this year."""
    if unit not in ("year", "decade"):
        return None
    year = base.year + count * (10 if unit == "decade" else 1)
    if step == "last" and base.month < SEASON_MONTHS[name] + 3:
        year -= 1
    return intervals.season(year, "autumn" if name == "fall" else name)


def _named_day(base: date, name: str, ahead: bool) -> date:
    """The day that a name means: for a weekday, the next or the last one."""
    if name in _DAYS:
        return base + timedelta(_DAYS[name])
    back = (base.weekday() - WEEKDAYS[name]) % 7
    return base + timedelta((-back) % 7 if ahead else -back)


def _moved(there: date, unit: str, count: int) -> date | None:
    """The day a number of units after a day; the last of its month if need be."""
    if unit in _UNIT_DAYS:
        return there + timedelta(_UNIT_DAYS[unit] * count)
    if unit not in _UNIT_MONTHS:
        return None
    months = there.year * 12 + there.month - 1 + _UNIT_MONTHS[unit] * count
    year, month = months // 12, months % 12 + 1
    return date(year, month, min(there.day, monthrange(year, month)[1]))
