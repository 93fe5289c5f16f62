"""Weekdays placed by what is said after them: in a week, or as the nth of a month.

"Tuesday of last week", "Friday next week", "the second Tuesday in November".
"""

from __future__ import annotations

import re
from typing import Final

from search.codes.months import MONTH_NUMBERS

from . import intervals
from .calendar_words import STEPS
from .intervals import Interval
from .joined import MONTH_FORMS
from .months import read_lone_month
from .reader import DatedText, DateSpot
from .tense import FUTURE, tense

__all__ = ["is_numbered", "read_placed"]

_PART: Final = r"(?:\s(?:morning|afternoon|evening|night))?"
_OF_WEEK = re.compile(
    rf"{_PART},?\s(?:of\s)?(?:(last|this|next)\sweek\b|the\s(?:(previous|following)\sweek"
    r"|week\s(before\slast))\b)(?!['’-])"
)
_OF_MONTH = re.compile(rf"{_PART}\s(?:of|in)\s({MONTH_FORMS})\b")
_NTH: Final = {"first": 1, "second": 2, "third": 3, "fourth": 4, "last": -1}


def read_placed(
    reading: DatedText, weekday: int, start: int, end: int
) -> DateSpot | None:
    """Read a weekday with its week or its month after it, or return ``None``.

    Args:
        weekday: its number, 0 for Monday; it is written at ``[start, end)``.
    """
    return _of_week(reading, weekday, start, end) or _of_month(
        reading, weekday, start, end
    )


def _of_week(reading: DatedText, weekday: int, start: int, end: int) -> DateSpot | None:
    base, match = reading.base, _OF_WEEK.match(reading.content, end)
    if base is None or match is None:
        return None
    if match[2]:
        there = reading.near(start)
        if there is None or (there.end - there.start).days > 7:
            return None
        step, day = (-1 if match[2] == "previous" else 1), there.start
    else:
        step, day = (-2 if match[3] else STEPS[match[1]]), base
    interval = intervals.day_after(day, 7 * step + weekday - day.weekday())
    return DateSpot(start, match.end(), interval) if interval else None


def _of_month(
    reading: DatedText, weekday: int, start: int, end: int
) -> DateSpot | None:
    lead = reading.before(start)
    nth, match = _NTH.get(lead.word(0)), _OF_MONTH.match(reading.content, end)
    if nth is None or match is None:
        return None
    month = MONTH_NUMBERS[match[1].lower()[:3]]
    named = read_lone_month(reading, month, match.start(1), match.end(1))
    if named is None:
        return None
    interval = _day_of(named.interval, nth, weekday)
    base, start = reading.base, lead.start(0)
    said = named.end > match.end(1) + 1  # with its year
    is_past = interval is not None and base is not None and interval.start < base
    if is_past and not said and tense(reading.content, start, named.end) is FUTURE:
        later = intervals.again(named.interval, named.interval.start.year + 1)
        interval = _day_of(later, nth, weekday) if later else None
    return DateSpot(start, named.end, interval) if interval else None


def _day_of(month: Interval, nth: int, weekday: int) -> Interval | None:
    there = intervals.nth_weekday(month.start.year, month.start.month, nth, weekday)
    return intervals.day_after(there, 0)


def is_numbered(word: str) -> bool:
    """Whether a word before a weekday counts it: "the second Tuesday"."""
    return word != "last" and word in _NTH
