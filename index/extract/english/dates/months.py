"""Months without a day: "in May", "last March", "January 1989", "a June deal".

"may" and "march" alone are words, May and April are people too: a month alone is
one where the words around it make it one.
"""

from __future__ import annotations

import re
from datetime import date
from typing import Final

from search.codes.months import MONTHS

from ..words import vocabulary
from . import intervals
from .calendar_words import year_after
from .joined import year_before, year_later
from .reader import DatedText, DateSpot, Lead, extend
from .tense import FUTURE, UNKNOWN, tense

__all__ = ["read_lone_month"]

_EARLY: Final = frozenset(
    ["early", "late", "mid", "earlier", "later", "this", "next", "last", "sometime"]
)
_ENDS: Final = frozenset(["end", "start", "beginning"])


def read_lone_month(
    reading: DatedText, month: int, start: int, end: int
) -> DateSpot | None:
    """Read a month that has no day."""
    content, base = reading.content, reading.base
    year: int | None
    if found := year_after(content, end, base):
        year, end = found
    elif shared := (
        year_later(content, end, month, base) or year_before(reading, start, month)
    ):
        year = shared
    elif base is None:
        return None
    else:
        lead = reading.before(start)
        if not _stands_for_month(reading, lead, start, end):
            return None
        word = lead.word(1) if lead.word(0) in _ENDS else lead.word(0)
        year = _month_year(reading, base, month, word, start, end)
    if not found and content[end : end + 1] == "." and _is_short(content[start:end]):
        end += 1
    interval = intervals.month(year, month) if year is not None else None
    hyphened = reading.content[start - 1 : start] == "-"  # "end-March"
    start = extend(reading, start, _EARLY | _ENDS if hyphened else _EARLY)
    return DateSpot(start, end, interval) if interval else None


def _stands_for_month(reading: DatedText, lead: Lead, start: int, end: int) -> bool:
    """Whether a month without a year is one: not "Theresa May" or "May 40"."""
    content = reading.content
    name = content[start:end].lower()
    if content[end : end + 2].strip().isdigit():
        return False
    word, capital = lead.word(0), content[end : end + 2].istitle()
    if word in _ENDS and content[start - 1 : start] == "-":
        return True
    if name == "may" and reading.knows_theresa_may:
        return False
    if name in _PLAIN_MONTHS and not capital:
        # no word and no name: a month wherever it stands, except in "Red October"
        return word in vocabulary("month_leads") or not lead.is_capital()
    if name in _OFTEN_OTHERWISE:
        # words and given names: "to May", "by August Wilson", "the March"
        if capital:
            return False
        if word in ("of", "from", "for", "to", "and", "between", "by"):
            return _closes(content, end)
        if word in ("a", "the", "its", "his", "her", "their"):
            noun = _NOUN_BEHIND.match(content, end)
            return noun is not None and noun[1] not in vocabulary("no_nouns")
    return word in vocabulary("month_leads")


_OFTEN_OTHERWISE: Final = frozenset(
    ("may", "march", "mar", "april", "june", "august", "jan")
)
"""Months that are also words or given names."""

_PLAIN_MONTHS: Final = frozenset(map(str.lower, MONTHS)) - _OFTEN_OTHERWISE
_NOUN_BEHIND = re.compile(r"\s([a-z]+)")


def _closes(content: str, end: int) -> bool:
    """Whether a clause ends here, or a word follows that is no verb."""
    return content[end : end + 1] in ".,;)" or content[end : end + 4] in (
        *(" to ", " and", " of ", " in ", " at "),
    )


def _month_year(
    reading: DatedText, base: date, month: int, lead: str, start: int, end: int
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
    if months <= 1:
        return ahead
    if months >= 10:
        return behind
    said = UNKNOWN if lead == "through" else tense(reading.content, start, end)
    if said is FUTURE or (said is UNKNOWN and months <= _AHEAD_MONTHS):
        return ahead
    return behind


def _is_short(name: str) -> bool:
    """Whether a month is abbreviated, so that a dot belongs to it."""
    return len(name) <= 4 and name not in MONTHS


_AHEAD_MONTHS: Final = 4
"""How far ahead a month may be that no verb puts in the past or the future."""
