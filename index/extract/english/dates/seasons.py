"""Seasons and the days that have names: "last spring", "the summer of 1990"."""

from __future__ import annotations

import re
from datetime import date, timedelta
from functools import cache
from typing import Final

from ....word_lists import heads
from ..words import data_lines, vocabulary
from . import intervals
from .calendar_words import PARTS, STEPS, full_year
from .joined import SEASON_MONTHS, year_before, year_later
from .reader import DatedText, DateSpot, extend
from .relative.repeated import read_seasons_ago
from .tense import FUTURE, PAST, tense

__all__ = ["feasts", "read_feast", "read_season"]

_YEAR_AFTER = re.compile(
    r",?\s{1,2}(?:of\s(?:the\syear\s)?)?(?:([12][0-9]{3})\b(?![,.]?\d)"
    r"|(?:of\s)?(last|this|next)\syear\b|['’]([0-9]{2})\b)"
)
_FALL_LEADS: Final = frozenset(["the", "and", "or"])
_LEADS: Final = frozenset(["last", "this", "next", "past", "the", "coming", "previous"])


def read_season(reading: DatedText, start: int, end: int) -> DateSpot | None:
    """Read a season with its year, or with a word before it that tells the year."""
    content, base = reading.content, reading.base
    text = content[start:end].lower().removesuffix("s")
    name = "autumn" if text == "fall" else text
    if ago := read_seasons_ago(reading, name, start, end):
        return ago
    lead = reading.before(start)
    part = lead.word(0) in PARTS
    at = 1 if part else 0
    word = lead.word(at)
    begin = start
    year, stop = _said_year(reading, text, word, end) or (None, end)
    if year is not None:
        end = stop
        begin = lead.start(at) if word == "the" else start
    elif (
        base is None
        or content[start].isupper()
        or content[end - 1] == "s"
        or word not in _LEADS
    ):
        return None  # "the Summer Olympics"
    else:
        if content[end : end + 1] == "-" or (
            word == "the" and _is_other(reading, lead.word(at + 1), text, end)
        ):
            return None
        begin = lead.start(at)
        if lead.word(at + 1) in ("this", "the") and word != "the":
            begin = lead.start(at + 1)
        year = _year(reading, base, name, word, begin, end)
    if part and begin > lead.start(0):
        begin = lead.start(0)
    begin = extend(reading, begin, PARTS)
    interval = intervals.season(year, name)
    return DateSpot(begin, end, interval) if interval else None


def _said_year(
    reading: DatedText, text: str, word: str, end: int
) -> tuple[int, int] | None:
    """The year given for a season, and where the season ends with it."""
    content, base = reading.content, reading.base
    after = _YEAR_AFTER.match(content, end)
    if after is not None and (after[1] or after[3] or base is not None):
        if text == "fall" and " of " in after[0] and word not in _FALL_LEADS:
            return None  # "the hotel's fall of 2009"
        if after[1] or after[3]:
            return full_year(after[1] or after[3]), after.end()
        return base.year + STEPS[after[2]], after.end()  # type: ignore[union-attr]
    month = SEASON_MONTHS[text]
    year = year_later(content, end, month, base)
    if word != "to":  # "to fall"
        year = year or year_before(reading, end - len(text), month)
    return (year, end) if year is not None else None


def _is_other(reading: DatedText, lead: str, text: str, end: int) -> bool:
    """Whether "the fall" is not the season: "the fall of Kabul", "the summer heat"."""
    if text == "fall" and lead not in ("in", "until", "during", "by"):
        return True
    after = reading.content[end : end + 1]
    return lead not in ("in", "over", "during", "through", "until", "by", "for") or (
        after == " " and reading.content[end + 1 : end + 4] == "of "
    )


def _year(
    reading: DatedText, base: date, name: str, word: str, start: int, end: int
) -> int:
    first = SEASON_MONTHS[name]
    # a winter is of the year it begins in
    this = base.year - (name == "winter" and base.month < 3)
    begun = base.month >= first or (name == "winter" and base.month < 3)
    over = name != "winter" and base.month >= first + 3
    if word in ("last", "past", "previous"):
        return this if over else base.year - 1 - (name == "winter" and base.month < 3)
    if word in ("next", "coming"):
        return this + 1 if begun else this
    if word == "this":
        return this
    said = tense(reading.content, start, end)
    if begun and said is FUTURE and over:
        return this + 1
    return this if begun or said is not PAST else this - 1


_NTH = re.compile(r"(-?\d)/(\d)/(\d+)([+-]\d+)?")
_FEAST_YEAR = re.compile(
    r",?\s{1,2}(?:of\s)?(?:([12][0-9]{3})\b(?![,.]?\d)|(last|this|next)\syear\b)"
)


@cache
def feasts() -> dict[str, str]:
    """Names of days and when they are, from ``feasts.txt``."""
    return heads(data_lines("feasts.txt"))


def read_feast(reading: DatedText, start: int, end: int) -> DateSpot | None:
    """Read a day that has a name, such as Christmas."""
    content, base = reading.content, reading.base
    when = feasts().get(content[start:end].replace("’", "'"))
    if when is None or content[end : end + 2] in (" I", "-"):
        return None
    lead = reading.before(start)
    word = lead.word(0)
    if " " not in content[start:end] and word not in vocabulary("feast_leads"):
        return None  # "Christmas" is mostly a season or a sort of shopping
    year: int | None = None
    begin = start
    if after := _FEAST_YEAR.match(content, end):
        if after[1]:
            year = int(after[1])
        elif base is not None:
            year = base.year + STEPS[after[2]]
        end = after.end()
    elif base is not None:
        days = [d for y in (-1, 0, 1) if (d := _day_of(when, base.year + y))]
        if not days:
            return None
        if word in ("last", "this", "next"):
            begin = lead.start(0)
        if word == "last":
            year = max((d for d in days if d < base), default=base).year
        elif word == "next":
            year = min((d for d in days if d > base), default=base).year
        else:
            year = min(days, key=lambda d: abs((d - base).days)).year
    if year is None:
        return None
    day = _day_of(when, year)
    interval = intervals.day(day.year, day.month, day.day) if day else None
    return DateSpot(begin, end, interval) if interval else None


def _day_of(when: str, year: int) -> date | None:
    """The day of a rule of ``feasts.txt`` in a year."""
    try:
        if when.startswith("easter"):
            return easter(year) + timedelta(int(when[6:] or 0))
        if nth := _NTH.fullmatch(when):
            there = intervals.nth_weekday(year, int(nth[3]), int(nth[1]), int(nth[2]))
            return there + timedelta(int(nth[4] or 0))
        return date(year, int(when[:2]), int(when[3:]))
    except (ValueError, OverflowError):
        return None


def easter(year: int) -> date:
    """Easter Sunday of the western churches, by the rule of Gauss for all centuries."""
    golden = year % 19
    hundreds, rest = divmod(year, 100)
    moved = (8 * hundreds + 13) // 25
    epact = (19 * golden + hundreds - hundreds // 4 - moved + 15) % 30
    epact -= (golden + 11 * epact) // 319
    leap = (2 * (hundreds % 4) + 2 * (rest // 4) - rest % 4 - epact + 32) % 7
    month = (epact + leap + 90) // 25
    return date(year, month, (epact + leap + month + 19) % 32)
