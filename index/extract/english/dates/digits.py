"""Dates in digits: ``2020-01-03``, ``2020/1/3``, ``11/02/89``, ``3.1.2020``."""

from __future__ import annotations

import re

from . import intervals
from .intervals import Interval
from .reader import DatedText, DateSpot

__all__ = ["read_digits"]

_YEAR_FIRST = re.compile(
    r"([12][0-9]{3})(?:-([01][0-9])-([0-3][0-9])(?=T\d|(?![\w-]))"
    r"|([-/])(1[0-2]|0?[1-9])\4([0-3]?[0-9])(?![\w/-]|[.,]\d)"
    r"|\.(0[1-9]|1[0-2])\.([0-3][0-9])(?![\w-]|\.\d))"
)
"""Points are those of a version, unless month and day have two digits."""
_YEAR_LAST = re.compile(
    r"([0-3]?[0-9])([/.-])([0-3]?[0-9])\2([12][0-9]{3}|[0-9]{2})(?![\w/-]|[.,][0-9])"
)


def read_digits(reading: DatedText, start: int, end: int) -> DateSpot | None:
    """Read a date in digits.

    Between slashes the month comes first, unless it cannot be one.
    """
    if match := _YEAR_FIRST.match(reading.content, start):
        month, day = match[2] or match[5] or match[7], match[3] or match[6] or match[8]
        interval = intervals.day(int(match[1]), int(month), int(day))
        return DateSpot(start, match.end(), interval) if interval else None
    if match := _YEAR_LAST.match(reading.content, start):
        interval = _year_last(match)
        return DateSpot(start, match.end(), interval) if interval else None
    return None


def _year_last(match: re.Match[str]) -> Interval | None:
    one, sign, two, text = int(match[1]), match[2], int(match[3]), match[4]
    if len(text) == 2 and sign != "/":
        return None  # "1.2.34" is a version, "10-11-12" a record of games
    year = int(text) + (0 if len(text) == 4 else 1900 if text >= "30" else 2000)
    if sign == "." or one > 12:
        one, two = two, one
    return intervals.day(year, one, two)
