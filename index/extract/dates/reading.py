"""What is known while the dates of a text are read, from its beginning on."""

from __future__ import annotations

import re
from datetime import date
from functools import cached_property
from typing import Final, NamedTuple

from .intervals import Interval

__all__ = ["Lead", "Reading", "Spot", "number_of"]

_TOKEN = re.compile(r"[^\s\-–—]+")
_OPENING: Final = "\"'“‘’([`"
_WINDOW: Final = 52
"""Characters in front of a date that are looked at for what belongs to it."""

_BUSINESS = re.compile(
    r"(?i:\bearnings|\bprofit|\brevenue|\bnet (?:income|loss)|\bsales\b|\bshares\b"
    r"|\beconom|\bGDP\b|\bGNP\b|\binflation\b|\bexports\b|\binvestors?\b|\bfiscal\b)"
)

_NUMBERS: Final = {
    word: number
    for number, words in enumerate(
        (
            *("", "a an one", "two couple", "three", "four", "five", "six", "seven"),
            *("eight", "nine", "ten", "eleven", "twelve", "thirteen", "fourteen"),
            *("fifteen", "sixteen", "seventeen", "eighteen", "nineteen", "twenty"),
        )
    )
    for word in words.split()
} | {"thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "hundred": 100}


class Spot(NamedTuple):
    """A date at ``[start, end)`` of a text."""

    start: int
    end: int
    interval: Interval


class Lead(NamedTuple):
    """The words in front of a place in a text, the nearest first, and their offsets.

    Hyphens divide words; what follows a word ("last,") stays with it, so that no
    word of another clause looks like one that leads to the date.
    """

    words: list[str]
    starts: list[int]

    def word(self, index: int) -> str:
        """A word in lower case, or "" where there is none."""
        return self.words[index] if index < len(self.words) else ""

    def pair(self, index: int) -> str:
        """A word and the next nearer one, as they are read."""
        return f"{self.word(index + 1)} {self.word(index)}"


class Reading:
    """A text, the day it is reckoned from, and what it last spoke of.

    Attributes:
        base: the day of publication, if it is known.
        quarter: year and number of the quarter of a year spoken of last.
        period: what "the period" and "a year earlier" go back to: the interval
            of results spoken of last, a quarter or a year.
        latest: the last date read, with its offsets.
    """

    def __init__(self, content: str, base: date | None) -> None:
        self.content: Final = content
        self.base: Final = base
        self.quarter: tuple[int, int] | None = None
        self.period: Interval | None = None
        self.latest: Spot | None = None

    def before(self, position: int) -> Lead:
        """The words in front of a position."""
        content, left = self.content, max(0, position - _WINDOW)
        words: list[str] = []
        starts: list[int] = []
        for match in _TOKEN.finditer(content, left, position):
            start, word = match.start(), match[0]
            if start == left and left and not content[left - 1].isspace():
                continue  # cut in two by the window
            bare = word.lstrip(_OPENING)
            words.append(bare.lower())
            starts.append(start + len(word) - len(bare))
        words.reverse()
        starts.reverse()
        if words and starts[0] + len(words[0]) == position:
            return Lead([], [])  # the date is only the tail of a longer word
        return Lead(words, starts)

    def near(self, position: int, length: int = 300) -> Interval | None:
        """The interval spoken of last, unless that is too long ago."""
        if self.latest is None or position - self.latest.end > length:
            return None
        return self.latest.interval

    @cached_property
    def is_business(self) -> bool:
        """Whether quarters and halves are those of a year, not of a match."""
        return _BUSINESS.search(self.content) is not None


def number_of(word: str) -> int:
    """The number a word or up to three digits say; 0 for any other."""
    if word.isascii() and word.isdigit():
        return int(word) if len(word) <= 3 else 0
    return _NUMBERS.get(word, 0)
