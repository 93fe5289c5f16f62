"""Quarters and halves of a year, as reports on business speak of them.

"The third quarter", "third-quarter", "the year-ago period", "the first half of
1989", "the first nine months". A quarter without a year is the one that has begun
most recently or is about to. "The quarter" and "the period" are the one spoken of
last. Where an article is not about business, "the first half" is of a match.
"""

from __future__ import annotations

import re
from datetime import date
from typing import Final

from . import intervals
from .intervals import Interval
from .reading import Lead, Reading, Spot, number_of
from .tense import FUTURE, tense

__all__ = ["read_half", "read_period", "read_quarter"]

_ORDINALS: Final = {
    "first": 1,
    "second": 2,
    "third": 3,
    "fourth": 4,
    "1st": 1,
    "2nd": 2,
    "3rd": 3,
    "4th": 4,
    "final": 4,
}
_YEAR_BEHIND = re.compile(
    r",?\s{1,2}(?:(?:of|in)\s)?(?:fiscal\s)?(?:the\syear\s)?"
    r"(?:([12][0-9]{3})\b(?![,.]?\d)|(this|last|next|the\sprevious)\syear\b"
    r"|a\s(year)\s(?:ago|earlier))"
)
_MONTHS: Final = "jan feb mar apr may jun jul aug sep oct nov dec".split()
_ENDED = re.compile(
    r",?\s{1,2}(?:that\s|which\s)?(?:ended|ending|ends)\s{1,2}(?:on\s)?"
    r"(Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\.?\s\d{1,2}"
    r"(?:,\s([12]\d{3}))?"
)
_STEPS: Final = {"last": -1, "this": 0, "next": 1}
_BEFORE: Final = frozenset(["ago", "earlier"])
_SAME: Final = frozenset(
    ["the", "latest", "same", "that", "current", "recent", "comparable", "its"]
)


def read_quarter(reading: Reading, start: int, end: int) -> Spot | None:
    """Read what stands around "quarter" or "qtr"."""
    content = reading.content
    lead = reading.before(start)
    if content[end - 1] == "s":
        return _two_quarters(reading, lead, end)
    if content[end : end + 1] == "-":
        return None  # "quarter-to-quarter"
    number = _ORDINALS.get(lead.word(0))
    base = reading.base
    if number is None:
        return _same(reading, base, lead, start, end) if base else None
    at, begin = 1, lead.start(0)
    if lead.word(at) == "fiscal":
        begin, at = lead.start(at), at + 1
    year: int | None = None
    behind = _YEAR_BEHIND.match(content, end)
    ahead = lead.word(at)
    if behind is not None:
        year = _year_behind(base, behind)
        end = behind.end()
    elif len(ahead) == 4 and ahead.isdigit():
        year, begin, at = int(ahead), lead.start(at), at + 1
    elif ahead in _YEAR_POSSESSIVE and lead.word(at + 1) in _STEPS and base:
        year = base.year + _STEPS[lead.word(at + 1)]
        begin, at = lead.start(at + 1), at + 2
    elif ahead in _BEFORE and lead.word(at + 1) == "year" and base:
        year = (_usual_year(reading, base, number, start, end)) - 1
        begin, at = lead.start(at + 1), at + 2
    elif base is not None and reading.is_business:
        year = _usual_year(reading, base, number, start, end)
    if year is None:
        return None
    if lead.word(at) == "the":
        begin = lead.start(at)
    return _told(reading, year, number, begin, end)


def _two_quarters(reading: Reading, lead: Lead, end: int) -> Spot | None:
    """ "The first two quarters of 1990" are its first half."""
    behind = _YEAR_BEHIND.match(reading.content, end)
    number = {"first": 1, "last": 2, "final": 2}.get(lead.word(1))
    if behind is None or number is None or lead.word(0) != "two":
        return None
    year = _year_behind(reading.base, behind)
    interval = intervals.half(year, number) if year is not None else None
    return Spot(lead.start(1), behind.end(), interval) if interval else None


_YEAR_POSSESSIVE: Final = frozenset(["year's", "year’s"])


def _told(
    reading: Reading, year: int, number: int, begin: int, end: int
) -> Spot | None:
    """A quarter, remembered as the one spoken of unless it is one compared with."""
    interval = intervals.quarter(year, number)
    if interval is None:
        return None
    over = reading.base is None or interval.end <= reading.base
    ended = _ENDED.match(reading.content, end)
    recent = reading.base is None or year >= reading.base.year - 1
    newer = recent and (reading.quarter is None or (year, number) >= reading.quarter)
    if newer and (over or ended):
        reading.quarter, reading.period = (year, number), interval
    return Spot(begin, end, interval)


def _year_behind(base: date | None, match: re.Match[str]) -> int | None:
    if match[1]:
        return int(match[1])
    if base is None:
        return None
    return base.year + (-1 if match[3] else _STEPS.get(match[2], -1))


def _usual_year(reading: Reading, base: date, number: int, start: int, end: int) -> int:
    """The year of a quarter without one."""
    if ended := _ENDED.match(reading.content, end):
        return _year_of_end(base, ended)
    now = (base.month - 1) // 3 + 1
    if number > now + 1:
        return base.year - 1
    if number == now + 1:  # in September the fourth quarter is ahead
        past = base.month % 3 == 1 and tense(reading.content, start, end) is not FUTURE
        return base.year - (1 if past and number == 4 else 0)
    if now - number >= 2 and tense(reading.content, start, end) is FUTURE:
        return base.year + 1
    return base.year


def _year_of_end(base: date, ended: re.Match[str]) -> int:
    if ended[2]:
        return int(ended[2])
    month = _MONTHS.index(ended[1].lower()) + 1
    return base.year - (month > base.month)


def _same(
    reading: Reading, base: date, lead: Lead, start: int, end: int
) -> Spot | None:
    """ "The quarter", "the latest quarter", "the year-ago quarter", "this quarter"."""
    content, word = reading.content, lead.word(0)
    if not lead.words:
        return None
    if ended := _ENDED.match(content, end):
        # of a calendar year; a fiscal quarter is told by its number
        year, month = _year_of_end(base, ended), _MONTHS.index(ended[1].lower()) + 1
        if word in _SAME and month % 3 == 0:
            return _told(reading, year, month // 3, _article(lead, 0), end)
        return None
    now = base.year, (base.month - 1) // 3 + 1
    begin, shift, spoken = _article(lead, 0), 0, reading.quarter or _before(now)
    behind = _YEAR_BEHIND.match(content, end)
    if len(word) == 4 and word.isdigit() and reading.quarter:
        return _compared(reading, int(word), spoken[1], begin, end)
    if word in _BEFORE and lead.word(1) == "year":
        return _compared(reading, spoken[0] - 1, spoken[1], _article(lead, 1), end)
    if word in _YEAR_POSSESSIVE and lead.word(1) in _STEPS:
        year = base.year + _STEPS[lead.word(1)]
        return _compared(reading, year, spoken[1], lead.start(1), end)
    if behind is not None and word in _SAME:
        found = _year_behind(base, behind)
        if found is None or not reading.is_business:
            return None
        return _compared(reading, found, spoken[1], begin, behind.end())
    if word in ("last", "previous", "past"):
        spoken = _before(now)
    elif word in ("next", "coming"):
        spoken = now[0] + now[1] // 4, now[1] % 4 + 1
    elif word == "current":
        spoken = now
    elif word == "this":
        spoken = reading.quarter or now
    elif not (word == "latest" or (word in _SAME and reading.quarter)):
        return None
    if word == "the" and content[end : end + 3] == " of":
        return None
    if not reading.is_business and word not in ("last", "next", "this"):
        return None
    interval = intervals.quarter(spoken[0] + shift, spoken[1])
    if interval is not None and word in ("latest", "the", "same", "that"):
        reading.period = interval
    return Spot(begin, end, interval) if interval else None


def _compared(
    reading: Reading, year: int, number: int, begin: int, end: int
) -> Spot | None:
    interval = intervals.quarter(year, number)
    return Spot(begin, end, interval) if interval else None


def _before(quarter: tuple[int, int]) -> tuple[int, int]:
    year, number = quarter
    return (year, number - 1) if number > 1 else (year - 1, 4)


def _article(lead: Lead, at: int) -> int:
    """The start of a word, with the article and "comparable" in front of it."""
    while lead.word(at + 1) in ("the", "comparable", "corresponding", "latest", "same"):
        at += 1
    return lead.start(at)


def read_period(reading: Reading, start: int, end: int) -> Spot | None:
    """Read "the latest period", "the year-earlier period", "the 1988 period"."""
    if reading.base is None or reading.quarter is None or reading.period is None:
        return None
    lead, content = reading.before(start), reading.content
    word, spoken = lead.word(0), reading.period
    behind = _YEAR_BEHIND.match(content, end)
    begin = _article(lead, 0) if lead.words else start
    if word in _BEFORE and lead.word(1) == "year":
        year, begin = spoken.start.year - 1, _article(lead, 1)
    elif len(word) == 4 and word.isdigit():
        year = int(word)
    elif behind is not None and word in (*_SAME, "corresponding", "similar"):
        found = _year_behind(reading.base, behind)
        if found is None:
            return None
        year, end = found, behind.end()
    elif word == "latest":
        year = spoken.start.year
    else:
        return None
    interval = _in_year(reading, spoken, year)
    return Spot(begin, end, interval) if interval else None


def _in_year(reading: Reading, spoken: Interval, year: int) -> Interval | None:
    if "Q" in spoken.value and reading.quarter is not None:
        return intervals.quarter(year, reading.quarter[1])
    return intervals.year(year)


def read_half(reading: Reading, start: int, end: int) -> Spot | None:
    """Read "the first half of 1989", "second-half"."""
    lead, base = reading.before(start), reading.base
    number = {"first": 1, "1st": 1, "second": 2, "2nd": 2, "last": 2, "latter": 2}.get(
        lead.word(0)
    )
    if number is None:
        return None
    content, begin, at = reading.content, lead.start(0), 1
    year: int | None = None
    if behind := _YEAR_BEHIND.match(content, end):
        year, end = _year_behind(base, behind), behind.end()
    elif lead.word(1) in _YEAR_POSSESSIVE and lead.word(2) in _STEPS and base:
        year, begin, at = base.year + _STEPS[lead.word(2)], lead.start(2), 3
    elif (
        base is not None
        and reading.is_business
        and lead.word(0) in ("first", "second")
        and content[end : end + 3] != " of"
    ):
        year = base.year - (number == 2 and base.month < 6)
    if year is None:
        return None
    if lead.word(at) == "the":
        begin = lead.start(at)
    interval = intervals.half(year, number)
    return Spot(begin, end, interval) if interval else None


def read_first_months(reading: Reading, start: int, end: int) -> Spot | None:
    """Read "the first nine months", of a year or of this one."""
    lead, base = reading.before(start), reading.base
    number = number_of(lead.word(0))
    if not 1 < number < 12:
        return None
    if lead.word(1) in ("the", "latest") and number in (3, 6, 9) and base is not None:
        reading.period = intervals.year(base.year)  # what results are of from here on
    if lead.word(1) != "first":
        return None
    year = base.year if base and reading.is_business else None
    begin = lead.start(2) if lead.word(2) == "the" else lead.start(1)
    if behind := _YEAR_BEHIND.match(reading.content, end):
        year, end = _year_behind(base, behind), behind.end()
    if year is None:
        return None
    interval = intervals.months_between(date(year, 1, 1), 0, number - 1)
    if interval is not None:
        reading.period = intervals.year(year)
    return Spot(begin, end, interval) if interval else None
