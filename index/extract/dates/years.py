"""Years alone, decades and centuries."""

from __future__ import annotations

import re
from typing import Final

from search.analysis.registry import analyzer_for
from search.analysis.tokens import terms

from ..english.dates import intervals
from ..english.dates.intervals import Interval
from .grammar import Pattern
from .pack import Pack
from .reading import Found, Reading

__all__ = ["bare_year", "century", "decade"]

_FIRST_BARE_YEAR: Final = 1500
_FIRST_PLAIN_YEAR: Final = 1900
"""Earlier years are years only before a sign or a function word."""

_FIRST_ROUND_YEAR: Final = 1900
_YEARS_AHEAD: Final = 50
_ROMAN: Final = {"I": 1, "V": 5, "X": 10}
_FIRST_WORD = re.compile(r"\s([^\W\d_]+)")


def bare_year(
    reading: Reading, pattern: Pattern, found: Found, start: int, end: int
) -> Interval | None:
    """Return the year that a number of four figures is, if it is one."""
    year = int(found.get("year") or 0)
    latest = reading.base.year if reading.base else 2030
    if not _FIRST_BARE_YEAR <= year <= latest + _YEARS_AHEAD:
        return None
    if not year % 100 and year < _FIRST_ROUND_YEAR:  # "1500 soldiers"
        return None
    content = reading.content
    if content[start - 1 : start] in ("$", "€", "£", "#", "+"):
        return None
    after = content[end : end + 40]
    if after[:1] in ("%", "°", "€", "-", "–") and after[1:2].isalnum():
        return None
    if reading.pack.no_year.match(after.lstrip()):
        return None
    if year < _FIRST_PLAIN_YEAR and not _closes(after, reading.pack):
        return None
    return intervals.year(year)


def _closes(after: str, pack: Pack) -> bool:
    """Whether what follows a number is a sign or a function word."""
    word = _FIRST_WORD.match(after)
    if word is None:
        return True
    return "".join(terms(word[1])) in analyzer_for(pack.language).function_words


def decade(
    reading: Reading, pattern: Pattern, found: Found, start: int, end: int
) -> Interval | None:
    """Return a decade, given in figures or by its tens."""
    tens = reading.pack.value("tens", found.get("tens") or "")
    year = int(found.get("decade") or tens or -1)
    if year < 0:
        return None
    if year < 100:
        year += 1900 if year >= 20 else 2000
    return intervals.decade(year)


def century(
    reading: Reading, pattern: Pattern, found: Found, start: int, end: int
) -> Interval | None:
    """Return a century, given in figures or Roman numerals."""
    text = found.get("century") or ""
    number = int(text) if text.isdigit() else _roman(text)
    return intervals.century((number - 1) * 100) if number else None


def _roman(text: str) -> int:
    values = [_ROMAN.get(sign, 0) for sign in text]
    after = [*values[1:], 0]
    return sum(
        -one if one < other else one for one, other in zip(values, after, strict=True)
    )
