"""Amounts of time that are no whole number of one unit.

"Three and a half years ago", "a decade and a half ago", "half a century ago", "two
years and three months ago". What is found is as exact as the smallest unit named; where
that is a half, it is the year for years and more, and the month for half a year.
"""

from __future__ import annotations

import re
from datetime import date
from fractions import Fraction
from typing import Final, NamedTuple

from .. import intervals
from ..intervals import Interval
from ..reader import DatedText, DateSpot, Lead, number_of

__all__ = ["read_amount", "read_century_ago"]

_MONTHS: Final = {"month": 1, "year": 12, "decade": 120, "century": 1200}
_DAYS: Final = {"day": 1, "week": 7, "fortnight": 14}
_MONTH_DAYS: Final = 30
"""Days of a month of which a half is meant."""

_AGO = re.compile(
    r"\s(?:(?:or\sso|and\sa\s(?P<part>half|quarter))\s)?(?P<way>ago|from\snow|hence)\b"
)
_HALF: Final = Fraction(1, 2)
_PARTS: Final = {"half": _HALF, "quarter": Fraction(1, 4), "third": Fraction(1, 3)}
_SIGNS: Final = {"½": _HALF, "¼": Fraction(1, 4), "¾": Fraction(3, 4)}
_WRITTEN = re.compile(r"(\d{1,3})(?:\.(\d)|([½¼¾]))")
_LARGER: Final = {"month": "year", "day": "week"}
"""Units that may stand before a smaller one: "two years and three months"."""


class _Amount(NamedTuple):
    """How many units there are, and how many words before the unit say so."""

    units: Fraction
    words: int


def read_amount(reading: DatedText, start: int, end: int) -> DateSpot | None:
    """Read a unit whose amount has a part of one, or a larger unit, before it."""
    after, base = _AGO.match(reading.content, end), reading.base
    unit = reading.content[start:end].lower().removesuffix("s")
    if after is None or base is None or unit not in _MONTHS | _DAYS:
        return None
    lead = reading.before(start)
    amount = _amount(lead)
    if amount is None:
        return None
    count = amount.units + _PARTS.get(after["part"], 0)
    words, larger, months = amount.words, None, Fraction(0)
    if count == int(count) and not after["part"]:
        if (larger := _larger(lead, words, unit)) is None:
            return None  # whole units are read with the others
        months, words = larger.units, larger.words
    back = after["way"] == "ago"
    interval = _interval(base, unit, -count if back else count, -months)
    begin = lead.start(words - 1)
    return DateSpot(begin, after.end(), interval) if interval else None


def read_century_ago(reading: DatedText, start: int, end: int) -> DateSpot | None:
    """Read "a century ago", "half a century ago", "a quarter-century ago"."""
    after, base = _AGO.match(reading.content, end), reading.base
    if after is None or base is None or after["way"] != "ago":
        return None
    lead = reading.before(start)
    amount = _amount(lead)
    if amount is None:
        return None
    years = (amount.units + _PARTS.get(after["part"], 0)) * 100
    year = base.year - int(years)
    if years % 100:
        interval = intervals.year(year)
    else:
        interval = intervals.decade(year // 10 * 10)
    begin = lead.start(amount.words - 1)
    return DateSpot(begin, after.end(), interval) if interval else None


def _amount(lead: Lead) -> _Amount | None:
    """The amount that the words before a unit name, a part of a unit included."""
    word, ahead = lead.word(0), lead.word(1)
    if word in _PARTS:
        if ahead == "a" and lead.word(2) == "and":  # "three and a half"
            whole = number_of(lead.word(3))
            return _Amount(whole + _PARTS[word], 4) if whole else None
        return _Amount(_PARTS[word], 2) if ahead == "a" else None  # "a half-century"
    if word == "a" and ahead == "half":
        return _Amount(_HALF, 2)
    if word == "a" and ahead == "of" and lead.word(2).removesuffix("s") in _PARTS:
        part = _PARTS[lead.word(2).removesuffix("s")]
        count = number_of(lead.word(3)) or 1
        return _Amount(part * count, 4 if number_of(lead.word(3)) else 3)
    if word == "1/2" and ahead.isdigit():
        return _Amount(int(ahead[:3]) + _HALF, 2)
    if match := _WRITTEN.fullmatch(word):
        part = _SIGNS[match[3]] if match[3] else Fraction(int(match[2]), 10)
        return _Amount(int(match[1]) + part, 1)
    number = number_of(word)
    return _Amount(Fraction(number), 1) if number else None


def _larger(lead: Lead, at: int, unit: str) -> _Amount | None:
    """The months, or days of weeks, that a larger unit before an amount adds."""
    if lead.word(at) == "and":
        at += 1
    named = lead.word(at).rstrip(",").removesuffix("s")
    number = number_of(lead.word(at + 1))
    if named != _LARGER.get(unit) or not number:
        return None
    if at == 1 and not lead.word(at).endswith(","):
        return None  # joined by neither "and" nor a comma
    count = number * _MONTHS.get(named, 0) or number * _DAYS[named]
    return _Amount(Fraction(count), at + 2)


def _interval(
    base: date, unit: str, count: Fraction, larger: Fraction
) -> Interval | None:
    """The time that lies so many units from a day, and a larger amount further."""
    if unit in _DAYS:
        found = intervals.day_after(base, int(count * _DAYS[unit] + larger))
        if found is None or unit == "day":
            return found
        return intervals.week_of(found.start, 0)
    if unit == "month":
        return _months(base, count + larger)
    months = count * _MONTHS[unit]
    found = intervals.months_after(base, int(months))
    if found is None or abs(months) < _MONTHS["year"]:
        return found
    return intervals.year(found.start.year)


def _months(base: date, months: Fraction) -> Interval | None:
    if months == int(months):
        return intervals.months_after(base, int(months))
    found = intervals.day_after(base, int(months * _MONTH_DAYS))
    return intervals.months_after(found.start, 0) if found else None
