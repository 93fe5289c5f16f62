"""Days and seasons counted back: "two Fridays ago", "three summers ago".

Also "two weekends ago", and the British "Monday week", which is a week after the next
Monday.
"""

from __future__ import annotations

import re
from datetime import date
from typing import Final

from .. import intervals
from ..calendar_words import WEEKDAYS
from ..intervals import Interval
from ..joined import SEASON_MONTHS
from ..reader import DatedText, DateSpot, number_of

__all__ = [
    "BEFORE_LAST",
    "read_before_last",
    "read_nights",
    "read_seasons_ago",
    "read_week_on",
    "read_weekdays",
    "read_weekends_ago",
]

_AGO = re.compile(r"\sago\b")
_WEEK_ON = re.compile(
    r"\sweek\b(?=\s*(?:[.,;:)\n]|$)"
    r"|\s(?:to|at|for|and|in|on|when|after|before|but|with)\s)"
)
BEFORE_LAST: Final = re.compile(
    r"\sbefore\slast\b(?!\s(?:[A-Z]|(?:day|night|week|month|year|quarter|season|spring"
    r"|summer|autumn|fall|winter|election|time|minute)s?\b)|['’-])"
)
"""After a week, a weekday and the like: "the week before last"."""
_MOST: Final = 52


def _counted(reading: DatedText, start: int, end: int) -> tuple[int, int, int] | None:
    """How many are counted back, and where the words for it begin and end."""
    after, lead = _AGO.match(reading.content, end), reading.before(start)
    number = number_of(lead.word(0))
    if after is None or not 0 < number <= _MOST:
        return None
    return number, lead.start(0), after.end()


def read_weekdays(reading: DatedText, start: int, end: int) -> DateSpot | None:
    """Read the plural of a weekday, which is a date only in "two Fridays ago"."""
    found, base = _counted(reading, start, end), reading.base
    if found is None or base is None:
        return None
    number, begin, stop = found
    weekday = WEEKDAYS[reading.content[start : end - 1].lower()]
    last = (base.weekday() - weekday) % 7 or 7
    interval = intervals.day_after(base, -last - 7 * (number - 1))
    return DateSpot(begin, stop, interval) if interval else None


def read_week_on(
    reading: DatedText, weekday: int, start: int, end: int
) -> DateSpot | None:
    """Read "Monday week": a week after the next one.

    Args:
        weekday: its number, 0 for Monday; it is written at ``[start, end)``.
    """
    after, base = _WEEK_ON.match(reading.content, end), reading.base
    if after is None or base is None or reading.before(start).word(0) in ("the", "a"):
        return None
    ahead = (weekday - base.weekday()) % 7 or 7
    interval = intervals.day_after(base, ahead + 7)
    return DateSpot(start, after.end(), interval) if interval else None


def read_before_last(
    reading: DatedText, weekday: int, start: int, end: int
) -> DateSpot | None:
    """Read "the Friday before last", the last but one.

    Args:
        weekday: its number, 0 for Monday; it is written at ``[start, end)``.
    """
    lead, base = reading.before(start), reading.base
    after = BEFORE_LAST.match(reading.content, end)
    if after is None or base is None or lead.word(0) != "the":
        return None
    last = (base.weekday() - weekday) % 7 or 7
    interval = intervals.day_after(base, -last - 7)
    return DateSpot(lead.start(0), after.end(), interval) if interval else None


def read_nights(reading: DatedText, start: int, end: int) -> DateSpot | None:
    """Read "two nights ago" and "the night before last"."""
    lead, base = reading.before(start), reading.base
    if base is None:
        return None
    if found := _counted(reading, start, end):
        number, begin, stop = found
        interval = intervals.day_after(base, -number)
        return DateSpot(begin, stop, interval) if interval else None
    after = BEFORE_LAST.match(reading.content, end)
    if after is None or lead.word(0) != "the":
        return None
    interval = intervals.day_after(base, -2)
    return DateSpot(lead.start(0), after.end(), interval) if interval else None


def read_weekends_ago(reading: DatedText, start: int, end: int) -> DateSpot | None:
    """Read "two weekends ago"; that of the day of publication is not counted."""
    found, base = _counted(reading, start, end), reading.base
    if found is None or base is None:
        return None
    number, begin, stop = found
    interval = intervals.weekend_of(base, -number)
    return DateSpot(begin, stop, interval) if interval else None


def read_seasons_ago(
    reading: DatedText, name: str, start: int, end: int
) -> DateSpot | None:
    """Read "three summers ago"; the season that still lasts is not counted."""
    found, base = _counted(reading, start, end), reading.base
    if found is None or base is None:
        return None
    number, begin, stop = found
    interval = _season_before(base, name, number)
    return DateSpot(begin, stop, interval) if interval else None


def _season_before(base: date, name: str, number: int) -> Interval | None:
    over = base.month >= SEASON_MONTHS[name] + 3  # a winter ends in the next year
    if name == "winter":
        year = base.year - 1 if base.month >= 3 else base.year - 2
    else:
        year = base.year if over else base.year - 1
    return intervals.season(year - number + 1, name)
