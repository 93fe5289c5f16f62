"""What is known of a text at each point while its dates are read."""

from __future__ import annotations

import re
from datetime import date
from functools import cached_property
from typing import Final, NamedTuple

from ..words import vocabulary
from .intervals import Interval

__all__ = ["Lead", "DatedText", "DateSpot", "extend", "number_of"]

_TOKEN = re.compile(r"[^\s\-–—]+")
_OPENING: Final = "\"'“‘’([`"
_GAPS: Final = " \n\t\xa0-–—"
_WINDOW: Final = 52
"""Characters in front of a date that are looked at for what belongs to it."""

_BUSINESS = re.compile(
    r"(?i:\bearnings|\bprofit|\brevenue|\bnet (?:income|loss)|\bsales\b|\bshares\b"
    r"|\beconom|\bGDP\b|\bGNP\b|\binflation\b|\bexports\b|\binvestors?\b|\bfiscal\b"
    r"|\ba share\b|\bdividends?\b)"
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


class DateSpot(NamedTuple):
    """A date at ``[start, end)`` of a text.

    ``others`` are those read with it, as "5" and "6" in "Aug. 4, 5 and 6"; they follow
    it in reading order and have none themselves.
    """

    start: int
    end: int
    interval: Interval
    others: tuple[DateSpot, ...] = ()


class Lead:
    """The words before an offset in a text, the nearest first.

    Hyphens divide words; what follows a word ("last,") stays with it, so that no
    word of another clause looks like one that leads to the date. Where a word
    begins is only found out when it is asked for, which is seldom.
    """

    __slots__ = ("_content", "_left", "_position", "_starts", "words")

    def __init__(self, content: str, position: int) -> None:
        left = max(0, position - _WINDOW)
        if left and (space := content.find(" ", left, position)) > 0:
            left = space  # not in the middle of a word
        self._content, self._left, self._position = content, left, position
        self._starts: list[int] = []
        words = content[left:position].lower()
        if "-" in words or "–" in words or "—" in words:
            words = words.replace("-", " ").replace("–", " ").replace("—", " ")
        self.words = words.split()
        if position and content[position - 1] not in _GAPS:
            self.words = []  # the date is only the tail of a longer word
        self.words.reverse()

    def word(self, index: int) -> str:
        """The word at a distance, in lower case; "" if there is none."""
        if index >= len(self.words):
            return ""
        word = self.words[index]
        return word if word[0].isalnum() else word.lstrip(_OPENING)

    def start(self, index: int) -> int:
        """The offset at which a word begins, after an opening quotation mark."""
        if not self._starts:
            found = _TOKEN.finditer(self._content, self._left, self._position)
            self._starts = [match.start() for match in found]
            self._starts.reverse()
        start = self._starts[index]
        while self._content[start] in _OPENING:
            start += 1
        return start

    def is_capital(self) -> bool:
        """Whether the nearest word begins with a capital letter."""
        return bool(self.words) and self._content[self.start(0)].isupper()


class DatedText:
    """A text, the day its dates are counted from, and the last dates it mentioned.

    Attributes:
        base: the day of publication, if it is known.
        quarter: the quarter of the results mentioned last.
        period: what "the period" and "a year earlier" refer to: the quarter or year
            of the results mentioned last.
        latest: the last date read, with its offsets.
    """

    def __init__(self, content: str, base: date | None) -> None:
        self.content: Final = content
        self.base: Final = base
        self.quarter: Interval | None = None
        self.period: Interval | None = None
        self.latest: DateSpot | None = None

    def before(self, position: int) -> Lead:
        """Return the words before a position."""
        return Lead(self.content, position)

    def near(self, position: int, length: int = 300) -> Interval | None:
        """Return the interval mentioned last, unless that is too far away."""
        if self.latest is None or position - self.latest.end > length:
            return None
        return self.latest.interval

    @cached_property
    def is_business(self) -> bool:
        """Whether quarters and halves are those of a year, not of a match."""
        return _BUSINESS.search(self.content) is not None

    @cached_property
    def knows_theresa_may(self) -> bool:
        """Whether "May" is mostly a prime minister here."""
        return "Theresa May" in self.content or "Mrs May" in self.content


def number_of(word: str) -> int:
    """Return the number that a word or up to three digits mean; 0 for others."""
    if word.isascii() and word.isdigit():
        return int(word) if len(word) <= 3 else 0
    return _NUMBERS.get(word, 0)


def extend(reading: DatedText, start: int, leads: frozenset[str]) -> int:
    """Return where a date begins, with the words before it that belong to it.

    These are the ``leads``, and "the end of", "the beginning of", "the middle of".
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
