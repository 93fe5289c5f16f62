"""A year said once for several dates: "January and February 2017", "Oct. 28 to Nov. 4".

The year mostly stands after the last of them. Dates are taken to follow one another,
so that the November of "November to January 2017" is that of 2016.
"""

from __future__ import annotations

import re
from datetime import date
from typing import Final

from search.codes.months import MONTH_ABBREVIATIONS, MONTH_NUMBERS, MONTHS

from . import intervals
from .calendar_words import YEAR_AFTER_DAY, year_after
from .intervals import Interval
from .reader import DatedText

__all__ = ["MONTH_FORMS", "SEASON_MONTHS", "another_year", "year_before", "year_later"]

MONTH_FORMS: Final = "|".join((*MONTHS, *MONTH_ABBREVIATIONS))
"""A regular expression for every name of a month, the full ones first."""

SEASON_MONTHS: Final = {"spring": 3, "summer": 6, "fall": 9, "autumn": 9, "winter": 12}
"""The month each season begins with."""

_DAY: Final = r"[0-3]?[0-9](?:st|nd|rd|th)?\b(?![.:,]\d|%)"
_LINK: Final = (
    r"(?:\s?[-–—/]\s?|,?\s(?:and|or|to|through|thru|until|till|into|&)\s|,\s)"
    r"(?:(?:again|then|later|either)\s)?(?:(?:in|on|from|during|by)\s)?"
    r"(?:\d{1,2}(?::\d\d)?\s?[ap]\.?m\.?\s(?:on\s)?|(?:noon|midnight)\s(?:on\s)?)?"
    r"(?:the\s)?(?:(?:early|late|mid)[\s-])?(?:the\s)?"
    r"(?:(?:Mon|Tues?|Wed(?:nes)?|Thu(?:rs?)?|Fri|Sat(?:ur)?|Sun)(?:day)?\.?,?\s)?"
)
_NEXT = re.compile(
    rf"\.?{_LINK}(?:"
    rf"(?:{_DAY}\s(?:of\s)?)?(?P<month>{MONTH_FORMS})\b(?P<day>\.?\s(?:the\s)?{_DAY})?"
    rf"|(?P<season>{'|'.join(SEASON_MONTHS)})\b|(?P<bare>{_DAY}))"
)
_RANGE: Final = r"\s?[-–—]\s?|,?\s(?:to|through|thru|until|till|into)\s"
_JOINED = re.compile(
    rf"\.?(?:{_RANGE}|,?\s(?:and|or|&)\s)(?:(?:in|on|from)\s)?(?:the\s)?"
    r"(?:(?:early|late|mid)[\s-])?"
)
_MOST: Final = 12
"""Dates that may share a year: those of a whole list of months."""

_ONWARD: Final = 6
"""Months within which a date follows one named before it, if need be over New Year."""


def year_later(content: str, end: int, month: int, base: date | None) -> int | None:
    """The year of a date that ends here, where it is said after the dates joined to it.

    Args:
        month: the month of the date, 1 to 12.
        base: the day that "last year" is reckoned from.
    """
    months = [month]
    for _ in range(_MOST):
        match = _NEXT.match(content, end)
        if match is None:
            return None
        end = match.end()
        if match["month"]:
            months.append(MONTH_NUMBERS[match["month"].lower()])
        elif match["season"]:
            months.append(SEASON_MONTHS[match["season"]])
        after_day = match["bare"] or match["day"]
        said = (
            year_after(content, end, base, YEAR_AFTER_DAY)
            if after_day
            else year_after(content, end, base)
        )
        if said is not None:
            year, _ = said
            return _of_first(months, year) if year is not None else None
    return None


def _of_first(months: list[int], year: int) -> int:
    """The year of the first month, given that of the last."""
    for earlier, later in zip(months[-2::-1], months[:0:-1], strict=True):
        if earlier > later and later + 12 - earlier <= _ONWARD:
            year -= 1
    return year


def year_before(reading: DatedText, start: int, month: int) -> int | None:
    """The year of a date that begins here, where it is said with the date before it.

    "From Dec. 28, 2017 to Jan. 3", "in March 2016 and April".
    """
    latest, content = reading.latest, reading.content
    if latest is None or not _JOINED.fullmatch(content, latest.end, start):
        return None
    if not content[latest.end - 4 : latest.end].isdigit():
        return None  # its year was not said either
    first = latest.interval.start
    if (latest.interval.end - first).days > 100:
        return None
    return first.year + (month < first.month)


_ALSO = re.compile(r",?\s(?:and|or)\s(?:(?:in|of)\s)?|,\s")


def another_year(reading: DatedText, start: int, year: int) -> Interval | None:
    """The month or season of a year that follows another year: "June 2010 and 2011".

    "Between June 2010 and 2011" says nothing of the second June.
    """
    latest, content = reading.latest, reading.content
    if latest is None or not _ALSO.fullmatch(content, latest.end, start):
        return None
    if not content[latest.end - 4 : latest.end].isdigit():
        return None
    if content[max(0, latest.start - 14) : latest.start].count("etween "):
        return None
    return intervals.again(latest.interval, year)
