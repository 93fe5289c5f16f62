"""Names of weekdays and numbers in dates, and the year after a month."""

from __future__ import annotations

import re
from datetime import date
from typing import Final

__all__ = [
    "SHORT_WEEKDAYS",
    "PARTS",
    "SPELLED_YEAR",
    "STEPS",
    "WEEKDAYS",
    "YEAR_AFTER_DAY",
    "full_year",
    "ordinal",
    "spelled_year",
    "year_after",
]

WEEKDAYS: Final = {
    name: number
    for number, name in enumerate(
        ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
    )
}
SHORT_WEEKDAYS: Final = {name[:3]: number for name, number in WEEKDAYS.items()} | {
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

_PART_END: Final = re.compile("[- ]")
_SHORT_YEAR: Final = r"(?:\s?,)?\s?['’‘]([0-9]{2})\b(?![\w'’/-]|[.,]\d)"
_YEAR_AFTER = re.compile(
    r"(?:\.?\s?,\s{0,2}|\.?\s{1,2}(?:of\s)?)([12][0-9]{3})\b(?![,.]?\d|-(?![A-Z])|/\d)"
    rf"|\.?{_SHORT_YEAR}|-([0-9]{{4}}|[0-9]{{2}})\b(?!-\d|\s(?:of\s)?[A-Z][a-z]{{2}})"
)
YEAR_AFTER_DAY = re.compile(
    r"(?:\s?,\s{0,2}|\s|(?<=-\d)-|(?<=-\d\d)-)"
    rf"([12][0-9]{{3}})\b(?![,.]?\d|-(?![A-Z])|/\d)|{_SHORT_YEAR}"
)
SPELLED_YEAR = re.compile(
    r"[Nn]ineteen[ -](twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)"
    r"(?:[ -](one|two|three|four|five|six|seven|eight|nine))?\b"
)
_STEP_BEHIND = re.compile(r"\.?,?\s(?:of\s)?(last|this|next)\syear\b(?!['’])")
STEPS: Final = {"last": -1, "this": 0, "next": 1}
"""How many years, quarters and so on a word goes on from the day it is said."""

PARTS: Final = frozenset(["early", "late", "mid", "earlier", "later", "sometime"])
"""What may stand before a year or a season and belongs to it."""


_OLDEST: Final = 30
"""From here on, two digits are a year of the last century."""

_LAST_YEAR: Final = 2199
"""What follows a month and is more is a price or a number."""


def year_after(
    content: str, end: int, base: date | None, digits: re.Pattern[str] = _YEAR_AFTER
) -> tuple[int | None, int] | None:
    """The year that follows a month, and the offset after it.

    It is ``None`` for "last year" where nobody knows the day it is said on.
    """
    if (found := digits.match(content, end)) and _number(found) <= _LAST_YEAR:
        return _number(found), found.end()
    if stepped := _STEP_BEHIND.match(content, end):
        year = base.year + STEPS[stepped[1]] if base is not None else None
        return year, stepped.end()
    return _spelled_after(content, end)


def _number(match: re.Match[str]) -> int:
    return full_year(next(group for group in match.groups() if group is not None))


def full_year(written: str) -> int:
    """The year of four digits or of the last two."""
    number = int(written)
    if len(written) == 4:
        return number
    return number + (1900 if number >= _OLDEST else 2000)


def _spelled_after(content: str, end: int) -> tuple[int, int] | None:
    """The year that follows as words, and the offset after it."""
    at = end + 1 if content[end : end + 1] == "," else end
    match = SPELLED_YEAR.match(content, at + 1)
    return (spelled_year(match), match.end()) if match else None


_TENS: Final = dict.fromkeys(["twenty"], 20) | {
    word: 10 * number
    for number, word in enumerate(
        ["thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"], start=3
    )
}


def spelled_year(match: re.Match[str]) -> int:
    """The year of "nineteen eighty-nine"."""
    ones = ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine"]
    one = ones.index(match[2]) + 1 if match[2] else 0
    return 1900 + _TENS[match[1]] + one


def ordinal(word: str) -> int:
    """The number that "eighth" or "twenty-third" means; 0 for other words."""
    return sum(_ORDINALS.get(part, 40) for part in _PART_END.split(word)) % 40
