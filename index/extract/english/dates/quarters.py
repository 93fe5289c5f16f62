"""Quarters and halves of a year, as reports on business speak of them.

"The third quarter", "third-quarter", "the year-ago period", "the first half of
1989", "the first nine months". A quarter without a year is the one that has begun
most recently or is about to. "The quarter" and "the period" are the one spoken of
last. Where an article is not about business, "the first half" is of a match.

Quarters of a fiscal year are only read where the text says when they ended: they
are then the three months up to that.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from typing import Final

from search.codes.months import MONTH_NUMBERS

from . import intervals
from .calendar_words import STEPS
from .ended import months_ended
from .intervals import Interval
from .reader import DatedText, DateSpot, Lead, number_of
from .tense import FUTURE, tense

__all__ = [
    "read_first_months",
    "read_half",
    "read_period",
    "read_quarter",
    "usual_half",
    "usual_quarter",
]

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
    "opening": 1,
    "closing": 4,
}
_HALVES: Final = {"first": 1, "1st": 1, "second": 2, "2nd": 2, "last": 2, "latter": 2}
_YEAR_AFTER = re.compile(
    r",?\s{1,2}(?:(?:of|in)\s)?(?:fiscal\s)?(?:the\syear\s)?"
    r"(?:([12][0-9]{3})\b(?![,.]?\d)|(this|last|next|the\sprevious)\syear\b"
    r"|a\syear\s(?:ago|earlier))"
)
_AND: Final = frozenset(["and", "or", "to", "through"])
_BEFORE: Final = frozenset(["ago", "earlier"])
_POSSESSIVES: Final = frozenset(["year's", "year’s"])
_SAME: Final = frozenset(
    ["the", "latest", "same", "that", "current", "recent", "comparable", "its"]
)
_LIKE: Final = frozenset(
    ["the", "latest", "comparable", "corresponding", "same", "similar"]
)


def read_quarter(reading: DatedText, start: int, end: int) -> DateSpot | None:
    """Read the words around "quarter" or "qtr"."""
    content = reading.content
    lead = reading.before(start)
    if content[end - 1] == "s" and lead.word(0) not in _ORDINALS:
        return _two_quarters(reading, lead, end)
    if content[end : end + 1] == "-" or not lead.words:
        return None  # "quarter-to-quarter"
    if interval := months_ended(content, end, 3, reading.base):
        return _ended_quarter(reading, interval, lead, end)
    number = _ORDINALS.get(lead.word(0))
    if lead.word(0) == "last" and _YEAR_AFTER.match(content, end):
        number = 4  # "the last quarter of 2016"
    if number is not None:
        spot = _numbered(reading, number, lead, start, end)
        return spot and _with_earlier(reading, lead, spot, _ORDINALS)
    return _same(reading, lead, end)


def _ended_quarter(
    reading: DatedText, interval: Interval, lead: Lead, end: int
) -> DateSpot | None:
    """The three months up to a day that is named."""
    if not (lead.word(0) in _SAME or lead.word(0) in _ORDINALS):
        return None
    reading.quarter = reading.period = interval
    at = 1 if lead.word(1) == "fiscal" else 0
    return DateSpot(_article(lead, at), end, interval)


def _numbered(
    reading: DatedText, number: int, lead: Lead, start: int, end: int
) -> DateSpot | None:
    """ "The third quarter", "last year's third quarter", "1988 third quarter"."""
    base, ahead, at, begin = reading.base, lead.word(1), 1, lead.start(0)
    year: int | None = None
    if ahead == "fiscal":
        return None
    if after := _YEAR_AFTER.match(reading.content, end):
        if "fiscal" in after[0]:
            return None
        year, end = _year_after(base, after), after.end()
    elif ahead[:4].isdigit() and ahead[4:] in ("", "'s", "’s"):
        year, begin, at = int(ahead[:4]), lead.start(1), 2
    elif ahead in _POSSESSIVES and lead.word(2) in STEPS and base is not None:
        year, begin, at = base.year + STEPS[lead.word(2)], lead.start(2), 3
    elif ahead in _BEFORE and lead.word(2) == "year" and base is not None:
        year = usual_quarter(reading, base, number, start, end) - 1
        begin, at = lead.start(2), 3
    elif base is not None and reading.is_business:
        year = usual_quarter(reading, base, number, start, end)
    if year is None or (interval := intervals.quarter(year, number)) is None:
        return None
    if lead.word(at) == "the":
        begin = lead.start(at)
    _remember(reading, interval)
    return DateSpot(begin, end, interval)


def _with_earlier(
    reading: DatedText, lead: Lead, spot: DateSpot, numbers: Mapping[str, int]
) -> DateSpot:
    """The date with those that share its noun: "the first and second quarters"."""
    make = intervals.quarter if "-Q" in spot.interval.value else intervals.half
    spots, at = [spot], 0
    while lead.word(at + 1) in _AND or lead.word(at + 1)[-1:] == ",":
        at += 2 if lead.word(at + 1) in _AND else 1
        word = lead.word(at).rstrip(",")
        number, year = numbers.get(word), spot.interval.start.year
        interval = make(year, number) if number else None
        if interval is None:
            break
        begin = lead.start(at)
        end = begin + len(word)
        if lead.word(at + 1) == "the":
            begin = lead.start(at + 1)
        spots.append(DateSpot(begin, end, interval))
    first, *others = reversed(spots)
    return first._replace(others=tuple(others))


def _remember(reading: DatedText, quarter: Interval) -> None:
    """Make a quarter the current one, unless it is only compared or forecast."""
    base = reading.base
    if base is not None and (quarter.end > base or quarter.start.year < base.year - 1):
        return
    if reading.quarter is None or quarter.start >= reading.quarter.start:
        reading.quarter = reading.period = quarter


def _two_quarters(reading: DatedText, lead: Lead, end: int) -> DateSpot | None:
    """ "The first two quarters of 1990" are its first half."""
    after = _YEAR_AFTER.match(reading.content, end)
    number = {"first": 1, "last": 2, "final": 2}.get(lead.word(1))
    if after is None or number is None or lead.word(0) != "two":
        return None
    year = _year_after(reading.base, after)
    interval = intervals.half(year, number) if year is not None else None
    return DateSpot(lead.start(1), after.end(), interval) if interval else None


def _year_after(base: date | None, match: re.Match[str]) -> int | None:
    if match[1]:
        return int(match[1])
    return base.year + STEPS.get(match[2], -1) if base is not None else None


def usual_quarter(
    reading: DatedText, base: date, number: int, start: int, end: int
) -> int:
    """The year of a quarter without one."""
    now = (base.month - 1) // 3 + 1
    if number > now + 1:
        return base.year - 1
    if now - number >= 2 and tense(reading.content, start, end) is FUTURE:
        return base.year + 1
    if number == 4 and now == 3 and base.month == 7:
        return base.year - (tense(reading.content, start, end) is not FUTURE)
    return base.year


def _same(reading: DatedText, lead: Lead, end: int) -> DateSpot | None:
    """ "The quarter", "the latest quarter", "the year-ago quarter", "this quarter"."""
    content, base, word = reading.content, reading.base, lead.word(0)
    if base is None:
        return None
    now = intervals.quarter(base.year, (base.month - 1) // 3 + 1)
    past = now and intervals.a_quarter_after(now, -1)
    begin = _article(lead, 0)
    spoken = reading.quarter or past
    if word in MONTH_NUMBERS and MONTH_NUMBERS[word] % 3 == 0:
        # the December quarter is the one that ends with it
        year = base.year - (MONTH_NUMBERS[word] > base.month)
        return _spot(begin, end, intervals.quarter(year, MONTH_NUMBERS[word] // 3))
    if found := _compared(reading, lead, spoken, end):
        return found
    if not reading.is_business and word not in STEPS:
        return None
    if word in ("last", "previous", "past"):
        return _spot(begin, end, past)
    if word in ("next", "coming"):
        return _spot(begin, end, now and intervals.a_quarter_after(now, 1))
    if word == "current":
        return _spot(begin, end, now)
    if word == "this":
        return _spot(begin, end, reading.quarter or now)
    if word == "latest" or (word in _SAME and reading.quarter):
        if content[end : end + 4] == " of ":
            return None  # "the quarter of a million"
        reading.period = spoken
        return _spot(begin, end, spoken)
    return None


def _compared(
    reading: DatedText, lead: Lead, spoken: Interval | None, end: int
) -> DateSpot | None:
    """The quarter or period of another year: "the year-ago quarter"."""
    word, base = lead.word(0), reading.base
    if spoken is None or base is None:
        return None
    after = _YEAR_AFTER.match(reading.content, end)
    if word in _BEFORE and lead.word(1) == "year":
        year, begin = spoken.start.year - 1, _article(lead, 1)
    elif len(word) == 4 and word.isdigit() and reading.quarter is not None:
        year, begin = int(word), _article(lead, 0)
    elif word in _POSSESSIVES and lead.word(1) in STEPS:
        year, begin = base.year + STEPS[lead.word(1)], lead.start(1)
    elif after is not None and (word in _SAME or word in _LIKE):
        found = _year_after(base, after)
        if found is None or not reading.is_business:
            return None
        year, begin, end = found, _article(lead, 0), after.end()
    else:
        return None
    return _spot(begin, end, intervals.in_year(spoken, year))


def _spot(begin: int, end: int, interval: Interval | None) -> DateSpot | None:
    return DateSpot(begin, end, interval) if interval is not None else None


def _article(lead: Lead, at: int) -> int:
    """The start of a word, with the article and "comparable" in front of it."""
    while lead.word(at + 1) in _LIKE:
        at += 1
    return lead.start(at)


def read_period(reading: DatedText, start: int, end: int) -> DateSpot | None:
    """Read "the latest period", "the year-earlier period", "the 1988 period"."""
    lead, spoken = reading.before(start), reading.period
    if spoken is None or not lead.words:
        return None
    if lead.word(0) == "latest":
        return _spot(_article(lead, 0), end, spoken)
    return _compared(reading, lead, spoken, end)


def read_half(reading: DatedText, start: int, end: int) -> DateSpot | None:
    """Read "the first half of 1989", "second-half"."""
    lead, base, content = reading.before(start), reading.base, reading.content
    number = _HALVES.get(lead.word(0))
    if number is None or "fiscal" in (lead.word(1), content[end + 1 : end + 7]):
        return None
    begin, at = lead.start(0), 1
    year: int | None = None
    if after := _YEAR_AFTER.match(content, end):
        year, end = _year_after(base, after), after.end()
    elif lead.word(1) in _POSSESSIVES and lead.word(2) in STEPS and base:
        year, begin, at = base.year + STEPS[lead.word(2)], lead.start(2), 3
    elif base is not None and reading.is_business and content[end : end + 3] != " of":
        year = usual_half(base, number)
        if lead.word(0) not in ("first", "second"):
            return None
    if year is None:
        return None
    if lead.word(at) == "the":
        begin = lead.start(at)
    spot = _spot(begin, end, intervals.half(year, number))
    return spot and _with_earlier(reading, lead, spot, _HALVES)


def usual_half(base: date, number: int) -> int:
    """The year of a half without one."""
    return base.year - (number == 2 and base.month < 6)


def read_first_months(reading: DatedText, start: int, end: int) -> DateSpot | None:
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
    if after := _YEAR_AFTER.match(reading.content, end):
        year, end = _year_after(base, after), after.end()
    if year is None:
        return None
    interval = intervals.months_up_to(year, number, number)
    reading.period = intervals.year(year)
    return _spot(begin, end, interval)
