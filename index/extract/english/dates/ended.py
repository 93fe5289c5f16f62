"""Periods of some months that ended on a day that is named.

"The fiscal year ending June 30, 2018", "the nine months ended Sept. 30".
"""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import Final

from search.codes.months import MONTH_BEGINNINGS, MONTH_NUMBERS

from . import intervals
from .intervals import Interval
from .reader import DatedText, DateSpot, number_of

__all__ = ["months_ended", "read_ended"]

_DAY_FIRST: Final = r"(?:(?P<before>\d{1,2})(?:st|nd|rd|th)?\s(?:of\s)?)?"
_ENDED = re.compile(
    r",?\s{1,2}(?:that\s|which\s)?(?:will\s)?(?P<verb>ended|ending|ends|end|to|through)\s{1,2}"
    rf"(?:on\s|in\s)?{_DAY_FIRST}(?P<month>{MONTH_BEGINNINGS})[a-z]*\.?"
    r"(?:\s(?P<day>\d{1,2})(?!\d))?(?:,?\s(?:of\s)?(?P<year>[12]\d{3}))?"
)
_ARTICLES: Final = ("the", "a", "its", "this", "last", "current", "next")
_FIRST_DAYS: Final = 7
"""The last day of a period of weeks may be one of these; it is of the month before."""


_BEGUN: Final = re.compile(
    r",?\s{1,2}(?:that\s|which\s)?(?:will\s)?(?P<verb>began|beginning|begins|started"
    rf"|starting|starts)\s{{1,2}}(?:on\s|in\s)?{_DAY_FIRST}"
    rf"(?P<month>{MONTH_BEGINNINGS})[a-z]*\.?"
    r"(?:\s(?P<day>\d{1,2})(?!\d))?(?:,?\s(?:of\s)?(?P<year>[12]\d{3}))?"
)


def months_ended(
    content: str, end: int, count: int, base: date | None
) -> Interval | None:
    """The months up to the end named after a period, or ``None``.

    Args:
        end: the offset after the period's noun.
        count: how many months it has: 3 for a quarter.
    """
    ended = _ENDED.match(content, end)
    last = _month_of_end(base, ended) if ended is not None else None
    return intervals.months_up_to(*last, count) if last is not None else None


def _month_of_end(base: date | None, ended: re.Match[str]) -> tuple[int, int] | None:
    """Year and month with which a period ended; its last days may be the next's."""
    month, day = MONTH_NUMBERS[ended["month"].lower()], int(_day_of(ended) or 31)
    if ended["year"]:
        year = int(ended["year"])
    elif base is None or not _day_of(ended):
        return None
    else:
        year = _year_of_end(base, month, day, ended["verb"])
    if day > _FIRST_DAYS:
        return year, month
    return (year, month - 1) if month > 1 else (year - 1, 12)


def _day_of(match: re.Match[str]) -> str:
    """The day, before its month or after it; "" if there is none."""
    return match["day"] or match["before"] or ""


def _year_begun(reading: DatedText, end: int) -> Interval | None:
    """The twelve months from the day that is named: "which begins Oct. 1"."""
    begun, base = _BEGUN.match(reading.content, end), reading.base
    if begun is None or (base is None and not begun["year"]):
        return None
    month, day = MONTH_NUMBERS[begun["month"].lower()], int(_day_of(begun) or 1)
    if begun["year"]:
        year = int(begun["year"])
    else:
        assert base is not None
        year = _year_of_end(base, month, day, begun["verb"])
    last = year * 12 + month - 1 + 11
    return intervals.months_up_to(last // 12, last % 12 + 1, 12)


def _year_of_end(base: date, month: int, day: int, verb: str) -> int:
    """The year of a day given without one: of the last or the next such day."""
    if verb in ("ended", "began", "started", "to", "through"):
        return base.year - ((month, day) > (base.month, base.day + 31))
    if verb in ("ending", "beginning", "starting"):
        months = (month - base.month + 6) % 12 - 6  # the nearest
        return (base.year * 12 + base.month - 1 + months) // 12
    return base.year + ((month, day) < (base.month, base.day))


def read_ended(reading: DatedText, start: int, end: int) -> DateSpot | None:
    """Read a year, or a number of months, whose last day is named."""
    lead = reading.before(start)
    at = 0
    if reading.content[start:end].lower() == "year":
        count = 12
        if lead.word(0) not in (*_ARTICLES, "fiscal", "financial"):
            return None
    else:
        count = number_of(lead.word(0))
        at = 1
    if not 1 < count <= 12:
        return None
    interval = months_ended(reading.content, end, count, reading.base)
    if interval is None and lead.word(0) in ("fiscal", "financial"):
        interval = _year_begun(reading, end)
    if interval is None:
        return None
    begin = lead.start(0)
    last = interval.end - timedelta(1)
    if at == 0 and last.month < 12:
        # a fiscal year is called by the year it ends in, wherever it is spoken of
        interval = intervals.fiscal_year(last.year) or interval
    if lead.word(at) in ("fiscal", "financial", "first"):
        begin = lead.start(at)
        at += 1
    if lead.word(at) in _ARTICLES:
        begin = lead.start(at)
    return DateSpot(begin, end, interval)
