"""Quarters, halves and years in letters and digits: Q3, 1Q19, H1 2019, FY2018, CY19.

A quarter of a fiscal year is left out, as nobody says when such a year begins.
"""

from __future__ import annotations

import re
from typing import Final

from ..words import vocabulary
from . import intervals
from .calendar_words import STEPS, full_year
from .intervals import Interval
from .quarters import usual_half, usual_quarter
from .reader import DatedText, DateSpot

__all__ = ["SHORT_PERIOD", "read_short_period"]

SHORT_PERIOD: Final = (
    r"(?:[12][0-9]{3}[- ]?)?(?:Q[1-4]|H[12]|[1-4]Q|[12]H)"
    r"(?:[12][0-9]{3}|[0-9]{2})?(?![\w%]|[.,]\d|-[A-Z](?!\d))"
    r"|(?:[QH][1-4]|[1-4][QH])?[FC]Y ?['’]?(?:[12][0-9]{3}|[0-9]{2})"
    r"(?:[-–/](?:[12][0-9]{3}|[0-9]{2}))?(?![\w%]|[-–/.,][0-9])"
)
"""What finds such a period, with the year that is written into it."""

_PERIOD = re.compile(
    r"(?P<before>[12]\d{3}(?=[- ]?[1-4QH]))?[- ]?"
    r"(?:(?P<kind>[QH])(?P<number>[1-4])|(?P<number2>[1-4])(?P<kind2>[QH]))"
    r"(?P<after>[12]\d{3}|\d{2})?"
)
_WHOLE_YEAR = re.compile(
    r"(?:[QH][1-4]|[1-4][QH])?(?P<kind>[FC])Y ?['’]?(?P<year>[12]\d{3}|\d{2})"
    r"(?:[-–/](?P<last>[12]\d{3}|\d{2}))?"
)
_YEAR = re.compile(
    r"(?:,?\s(?:of\s|in\s|for\s)?|-)(?:(?P<year>[12]\d{3})\b(?![,.]\d|-\d)"
    r"|(?P<step>last|this|next)\syear\b)|\s?['’](?P<short>\d{2})\b"
)
_FISCAL = re.compile(r",?\s(?:of\s|in\s)?(?:FY|fiscal\b)")
_NEXT = re.compile(
    r"(?:\s?[-–/&]\s?|,?\s(?:and|or|to|through)\s|,\s)(?:Q[1-4]|H[12]|[1-4]Q|[12]H)"
)
_RESULTS = re.compile(
    r"\s(?:earnings|results|revenues?|sales|profits?|loss|report|guidance|numbers"
    r"|growth|income|GDP|figures|outlook|forecast)\b"
)


def read_short_period(reading: DatedText, start: int, end: int) -> DateSpot | None:
    """Read a short quarter, half or fiscal year with the year next to it."""
    content = reading.content
    if whole := _WHOLE_YEAR.fullmatch(content, start, end):
        interval = _whole_year(whole)
        return DateSpot(start, end, interval) if interval else None
    match = _PERIOD.match(content, start)
    if match is None:
        return None
    kind, number = match["kind"] or match["kind2"], match["number"] or match["number2"]
    written = match["before"] or match["after"]
    if kind == "H" and int(number) > 2:
        return None
    year, begin = full_year(written) if written else None, start
    if year is None:
        if _FISCAL.match(content, end):
            return None
        year, begin, end = _year_around(reading, start, end)
    if year is None:
        year = _later_year(reading, end)
    if year is None:
        return _without_year(reading, kind, int(number), start, end)
    interval = _period(kind, year, int(number))
    return DateSpot(begin, end, interval) if interval else None


def _whole_year(match: re.Match[str]) -> Interval | None:
    """The year of "FY2018", "CY19", "FY19/20", and of "Q2FY19"."""
    year = full_year(match["year"])
    if match["last"]:
        last = full_year(match["last"])
        return intervals.years_between(year, last) if last == year + 1 else None
    if match["kind"] == "C":
        return intervals.year(year)
    return intervals.fiscal_year(year)


def _period(kind: str, year: int, number: int) -> Interval | None:
    if kind == "Q":
        return intervals.quarter(year, number)
    return intervals.half(year, number)


def _year_around(
    reading: DatedText, start: int, end: int
) -> tuple[int | None, int, int]:
    """The year after or before a period, and where the two begin and end."""
    base = reading.base
    if match := _YEAR.match(reading.content, end):
        if match["step"]:
            year = base.year + STEPS[match["step"]] if base is not None else None
            return year, start, match.end()
        return full_year(match["year"] or match["short"]), start, match.end()
    lead = reading.before(start)
    word = lead.word(0)
    if word[:4].isdigit() and word[4:] in ("'s", "’s"):
        return int(word[:4]), lead.start(0), end
    if word in ("year's", "year’s") and lead.word(1) in STEPS and base is not None:
        return base.year + STEPS[lead.word(1)], lead.start(1), end
    return None, start, end


def _later_year(reading: DatedText, end: int) -> int | None:
    """The year said after others: "Q1 and Q2 2018", "Q1-Q3 of 2018"."""
    content, at = reading.content, end
    for _ in range(4):
        match = _NEXT.match(content, at)
        if match is None:
            return None
        at = match.end()
        if found := _YEAR.match(content, at):
            if found["step"]:
                step, base = STEPS[found["step"]], reading.base
                return base.year + step if base is not None else None
            return full_year(found["year"] or found["short"])
    return None


def _without_year(
    reading: DatedText, kind: str, number: int, start: int, end: int
) -> DateSpot | None:
    """A period of the current year, unless it is the "Q3" of a list of questions."""
    base, word = reading.base, reading.before(start).word(0)
    latest = reading.latest
    if base is None or not (
        word in vocabulary("period_leads")
        or _RESULTS.match(reading.content, end)
        or (latest is not None and start - latest.end <= 5)
    ):
        return None
    if kind == "Q":
        year = usual_quarter(reading, base, number, start, end)
    else:
        year = usual_half(base, number)
    interval = _period(kind, year, number)
    return DateSpot(start, end, interval) if interval else None
