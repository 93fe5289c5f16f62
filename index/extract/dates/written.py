"""Dates with the name of their month, and dates in digits.

``Jan. 3, 2020``, ``3rd of January``, ``Friday, March eighth``, ``early May``,
``Jan. 3-5``; ``2020-01-03``, ``11/02/89``.
"""

from __future__ import annotations

import re
from datetime import date
from typing import Final

from ..words import vocabulary
from . import intervals
from .intervals import Interval
from .reading import Lead, Reading, Spot
from .tense import FUTURE, PAST, UNKNOWN, tense

__all__ = [
    "MONTHS",
    "SPELLED_YEAR",
    "WEEKDAYS",
    "extended",
    "read_digits",
    "read_month",
    "spelled_year",
]

# Not from ``calendar``, whose names follow the locale of the machine.
MONTHS: Final = {
    name: number
    for number, names in enumerate(
        [
            *("january", "february", "march", "april", "may", "june"),
            *("july", "august", "september", "october", "november", "december"),
        ],
        start=1,
    )
    for name in (names, names[:3], names[:4] if number == 9 else names)
}
WEEKDAYS: Final = {
    name: number
    for number, name in enumerate(
        ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
    )
}
_SHORT_WEEKDAYS: Final = {name[:3]: number for name, number in WEEKDAYS.items()} | {
    "tues": 1,
    "thurs": 3,
    "thur": 3,
}
_ORDINALS: Final = {
    word: number
    for number, word in enumerate(
        [
            *("", "first", "second", "third", "fourth", "fifth", "sixth", "seventh"),
            *("eighth", "ninth", "tenth", "eleventh", "twelfth", "thirteenth"),
            *("fourteenth", "fifteenth", "sixteenth", "seventeenth", "eighteenth"),
            *("nineteenth", "twentieth"),
        ]
    )
} | {"twenty": 20, "thirty": 30, "thirtieth": 30}

_DAY_BEHIND = re.compile(
    r"\.?\s{1,2}(?:the )?(?:([0-3]?[0-9])(?:st|nd|rd|th)?"
    r"(?![\w%]|[.:,]\d|-(?!\d)|\s(?:percent|per|million|mln|p\.?m|a\.?m)\b)"
    r"|((?:(?:twenty|thirty)[- ])?(?:[a-z]{2,6}th|first|second|third)|thirtieth)\b"
    r"(?!\s(?:quarter|half|round)))"
)
_TO_DAY = re.compile(r"\s?(?:-|–|to|through)\s?([0-3]?[0-9])(?![\d:])(?:st|nd|rd|th)?")
_YEAR_AFTER_DAY = re.compile(r"(?:\s?,\s{0,2}|\s)([12][0-9]{3})\b(?![,.]?\d|-)")
_DAY_BEFORE = re.compile(r"(?<![\d.,/$-])([0-3]?[0-9])(?:st|nd|rd|th)?(?: of)?[\s-]$")
_YEAR_BEHIND = re.compile(
    r"(?:\.?\s?,\s{0,2}|\.?\s{1,2}(?:of\s)?)([12][0-9]{3})\b(?![,.]?\d|-)"
    r"|\.?\s['’]([0-9]{2})\b|-([0-9]{4}|[0-9]{2})\b"
)
SPELLED_YEAR = re.compile(
    r"[Nn]ineteen[ -](twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)"
    r"(?:[ -](one|two|three|four|five|six|seven|eight|nine))?\b"
)
_STEP_BEHIND = re.compile(r"\.?,?\s(?:of\s)?(last|this|next)\syear\b(?!['’])")
_ATTACKS = re.compile(r",?\s(?:terror|attack)")
_WEEKDAY_BEFORE = re.compile(
    r"\b(Mon|Tue|Wed|Thu|Fri|Sat|Sun)[a-z]{0,6}\.?\s?,?\s{1,2}(?:the\s)?$"
)
_CLOSE: Final = 100
"""Days within which a date without a year is the nearest one, said as it may be."""


def read_month(reading: Reading, start: int, end: int) -> Spot | None:
    """Read what stands around the name of a month."""
    name = reading.content[start:end].lower()
    month = MONTHS.get(name) or MONTHS[name[:3]]
    return _day(reading, month, start, end) or _month(reading, month, start, end)


def _day(reading: Reading, month: int, start: int, end: int) -> Spot | None:
    content = reading.content
    before = _DAY_BEFORE.search(content, max(0, start - 9), start)
    behind = None if before else _DAY_BEHIND.match(content, end)
    last = 0
    if before is not None:
        start, day = before.start(), int(before[1])
        year_at = _YEAR_BEHIND.match(content, end)
    elif behind is not None:
        end = behind.end()
        day = int(behind[1]) if behind[1] else _ordinal(behind[2])
        if (to := _TO_DAY.match(content, end)) and day < int(to[1]) <= 31:
            last, end = int(to[1]), to.end()
        year_at = _YEAR_AFTER_DAY.match(content, end)
    else:
        return None
    if year_at is not None:
        year: int | None = _number(year_at)
        end = year_at.end()
    elif spelled := _spelled_behind(content, end):
        year, end = spelled
    elif stepped := _STEP_BEHIND.match(content, end):
        if reading.base is None:
            return None
        year, end = reading.base.year + _STEPS[stepped[1]], stepped.end()
    else:
        year = None
    weekday = _WEEKDAY_BEFORE.search(content, max(0, start - 16), start)
    if year is None:
        number = _SHORT_WEEKDAYS[weekday[1].lower()] if weekday else None
        year = _year_of(reading, month, day, number, start, end)
    if weekday is not None:
        start = weekday.start()
        start = extended(reading, start, _WEEKDAY_LEADS)
    else:
        start = extended(reading, start, _DAY_LEADS)
    if year is None:
        return None
    interval = intervals.day(year, month, day)
    if last and interval is not None and (to_day := intervals.day(year, month, last)):
        days = (to_day.start - interval.start).days
        interval = intervals.days_between(interval.start, 0, days)
    return Spot(start, end, interval) if interval else None


_STEPS: Final = {"last": -1, "this": 0, "next": 1}
_DAY_LEADS: Final = frozenset(["late", "early", "around"])
_WEEKDAY_LEADS: Final = frozenset(["late", "early", "this", "coming", "next", "last"])
_EARLY: Final = frozenset(
    ["early", "late", "mid", "earlier", "later", "this", "next", "last", "sometime"]
)


def extended(reading: Reading, start: int, leads: frozenset[str]) -> int:
    """The start with the words in front that belong to a date taken in.

    Those are the ``leads``, and "the end of", "the beginning of", "the middle of".
    """
    lead = reading.before(start)
    at = 0
    while lead.word(at) in leads:
        start = lead.start(at)
        at += 1
    if lead.word(at) == "of" and lead.word(at + 1) in vocabulary("parts"):
        at += 2
        start = lead.start(at - 1)
    if at and lead.word(at) == "the":
        start = lead.start(at)
    return start


def _ordinal(word: str) -> int:
    """The number of "eighth" or "twenty-third"; 0 if it is none."""
    return sum(_ORDINALS.get(part, 40) for part in re.split("[- ]", word)) % 40


def _number(match: re.Match[str]) -> int:
    text = next(group for group in match.groups() if group is not None)
    number = int(text)
    if len(text) == 4:
        return number
    return number + (1900 if number >= 30 else 2000)


_TENS: Final = dict.fromkeys(["twenty"], 20) | {
    word: 10 * number
    for number, word in enumerate(
        ["thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"], start=3
    )
}


def _spelled_behind(content: str, end: int) -> tuple[int, int] | None:
    """The year that follows in words, and the offset behind it."""
    at = end + 1 if content[end : end + 1] == "," else end
    match = SPELLED_YEAR.match(content, at + 1)
    return (spelled_year(match), match.end()) if match else None


def spelled_year(match: re.Match[str]) -> int:
    """The year of "nineteen eighty-nine"."""
    ones = ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine"]
    one = ones.index(match[2]) + 1 if match[2] else 0
    return 1900 + _TENS[match[1]] + one


def _year_of(
    reading: Reading, month: int, day: int, weekday: int | None, start: int, end: int
) -> int | None:
    """The year of a day without one."""
    if (month, day) == (9, 11) and _ATTACKS.match(reading.content, end):
        return 2001
    base = reading.base
    if base is None:
        return None
    choices = [
        interval.start
        for year in (base.year, base.year - 1, base.year + 1)
        if (interval := intervals.day(year, month, day))
    ]
    if weekday is not None:
        agreeing = [choice for choice in choices if choice.weekday() == weekday]
        if agreeing:
            return agreeing[0].year
    if not choices:
        # the 29th of February, of which only one year in four has any
        return next(
            (y for y in range(base.year, base.year - 8, -1) if _leap(y)), base.year
        )
    nearest = min(choices, key=lambda choice: abs((choice - base).days))
    if nearest > base and reading.before(start).word(0) in ("ended", "since"):
        said = PAST
    elif abs((nearest - base).days) <= _CLOSE:
        return nearest.year
    else:
        said = tense(reading.content, start, end)
    if said is UNKNOWN:
        return nearest.year
    if said is PAST:
        return max((c for c in choices if c <= base), default=nearest).year
    return min((c for c in choices if c >= base), default=nearest).year


def _leap(year: int) -> bool:
    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)


def _month(reading: Reading, month: int, start: int, end: int) -> Spot | None:
    """A month with its year, or alone where a word before it makes it one.

    "in May", "last March"; but "may" and "march" alone are words.
    """
    content, base = reading.content, reading.base
    if found := _YEAR_BEHIND.match(content, end):
        year, end = _number(found), found.end()
    elif spelled := _spelled_behind(content, end):
        year, end = spelled
    elif base is None:
        return None
    elif stepped := _STEP_BEHIND.match(content, end):
        year, end = base.year + _STEPS[stepped[1]], stepped.end()
    else:
        lead = reading.before(start)
        if not _stands_for_month(reading, lead, start, end):
            return None
        year = _month_year(reading, base, month, lead.word(0), start, end)
        if content[end : end + 1] == "." and name_is_short(content[start:end]):
            end += 1
    interval = intervals.month(year, month)
    start = extended(reading, start, _EARLY)
    return Spot(start, end, interval) if interval else None


def _stands_for_month(reading: Reading, lead: Lead, start: int, end: int) -> bool:
    """Whether a month without a year is one: not "Theresa May" or "May 40"."""
    content = reading.content
    name = content[start:end].lower()
    if content[end : end + 2].strip().isdigit():
        return False
    word, capital = lead.word(0), content[end : end + 2].istitle()
    if name == "may" and (reading.knows_theresa_may):
        return False
    if name in _PLAIN_MONTHS and not capital:
        # no word and no name: a month wherever it stands, except in "Red October"
        return word in vocabulary("month_leads") or not lead.is_capital()
    if name in ("may", "march", "mar", "april", "june", "august", "jan"):
        # words and given names: "to May", "by August Wilson", "the March"
        if capital:
            return False
        if word in ("of", "from", "for", "to", "and", "between", "by"):
            return _closes(content, end)
        if word in ("a", "the", "its", "his", "her", "their"):
            noun = _NOUN_BEHIND.match(content, end)
            return noun is not None and noun[1] not in vocabulary("no_nouns")
    return word in vocabulary("month_leads")


_PLAIN_MONTHS: Final = frozenset(
    ["january", "february", "july", "september", "october", "november", "december"]
)
_NOUN_BEHIND = re.compile(r"\s([a-z]+)")


def _closes(content: str, end: int) -> bool:
    """Whether a clause ends, or what is no verb follows."""
    return content[end : end + 1] in ".,;)" or content[end : end + 4] in (
        *(" to ", " and", " of ", " in ", " at ", " for"),
    )


def _month_year(
    reading: Reading, base: date, month: int, lead: str, start: int, end: int
) -> int:
    if lead in ("last", "past", "previous"):
        return base.year - (month >= base.month)
    if lead in ("next", "coming"):
        return base.year + (month <= base.month)
    if lead == "this":
        return base.year
    behind, ahead = base.year - (month > base.month), base.year + (month < base.month)
    if lead == "since":
        return behind
    if lead in ("by", "until"):
        return ahead
    months = (month - base.month) % 12
    if months <= _NEAR_MONTHS:
        return ahead
    if months >= 12 - _NEAR_MONTHS:
        return behind
    said = UNKNOWN if lead == "through" else tense(reading.content, start, end)
    if said is FUTURE or (said is UNKNOWN and months <= _AHEAD_MONTHS):
        return ahead
    return behind


def name_is_short(name: str) -> bool:
    """Whether a month is abbreviated, so that a dot belongs to it."""
    return len(name) <= 4 and name not in ("May", "June", "July")


_NEAR_MONTHS: Final = 2
"""A month so near needs no verb to say that it is the nearest."""
_AHEAD_MONTHS: Final = 4


_DIGITS = re.compile(
    r"([12][0-9]{3})-([01][0-9])-([0-3][0-9])(?![\w-])"
    r"|([0-3]?[0-9])([/.-])([0-3]?[0-9])\5([12][0-9]{3}|[0-9]{2})(?![\w/-]|[.,][0-9])"
)


def read_digits(reading: Reading, start: int, end: int) -> Spot | None:
    """Read ``2020-01-03``, ``11/02/89``, ``3.1.2020``.

    Of slashes the month comes first unless it cannot be one.
    """
    match = _DIGITS.match(reading.content, start)
    if match is None:
        return None
    interval: Interval | None
    if match[1]:
        interval = intervals.day(int(match[1]), int(match[2]), int(match[3]))
    else:
        one, two, text = int(match[4]), int(match[6]), match[7]
        if len(text) == 2 and match[5] != "/":
            return None  # "1.2.34" is a version, "10-11-12" a record of games
        year = int(text) + (0 if len(text) == 4 else 1900 if text >= "30" else 2000)
        if match[5] == "." or one > 12:
            one, two = two, one
        interval = intervals.day(year, one, two)
    return Spot(start, match.end(), interval) if interval else None
