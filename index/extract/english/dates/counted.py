"""Days counted from a day that is named: "a year ago today", "a week from Friday".

Weeks are counted from the last such weekday, or from the next; years and months lead
to the same day of another year or month.
"""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date, timedelta
from typing import Final

from . import intervals
from .calendar_words import WEEKDAYS
from .intervals import Interval

__all__ = ["read_counted"]

_DAY: Final = f"today|yesterday|tomorrow|{'|'.join(WEEKDAYS)}"
_COUNTED = re.compile(
    rf"\s{{1,2}}(?:ago\s(?:on\s)?(?P<ago>(?:this\s|last\s|next\s)?(?:{_DAY})|this\s(?:week|month|year))"
    rf"|from\s(?:this\s|next\s)?(?P<ahead>{_DAY}))\b(?!['’-])",
    re.IGNORECASE,
)
_DAYS: Final = {"yesterday": -1, "today": 0, "tomorrow": 1}
_PERIODS: Final = ("this week", "this month", "this year")
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
    if name in _PERIODS:
        there = _moved(base, unit, count)
        if there is None:
            return None
        match name.split()[1]:
            case "week":
                return intervals.week_of(there, 0)
            case "month":
                return intervals.month(there.year, there.month)
            case _:
                return intervals.year(there.year)
    step, _, day = name.rpartition(" ")
    named = _named_day(base, day, count > 0 or step in ("this", "next"))
    if unit in _UNIT_MONTHS and count < 0 and (base - named).days > 3:
        named += timedelta(7)  # an anniversary is that of the nearest such weekday
    there = _moved(named, unit, count)
    return intervals.day_after(there, 0) if there is not None else None


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
