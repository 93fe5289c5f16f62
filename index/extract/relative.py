"""Dates said from the day of publication: "yesterday", "two weeks ago"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import Final

from . import intervals
from .intervals import Interval

__all__ = ["relative_dates"]

_NUMBERS: Final = {
    word: number
    for number, word in enumerate(
        [
            *("one", "two", "three", "four", "five", "six"),
            *("seven", "eight", "nine", "ten", "eleven", "twelve"),
        ],
        start=1,
    )
} | {"a": 1, "an": 1}
_STEPS: Final = {"last": -1, "this": 0, "next": 1}
_DAYS: Final = {"yesterday": -1, "today": 0, "tomorrow": 1}
_RELATIVE = re.compile(
    r"\b(?:([Yy]esterday|[Tt]oday|[Tt]omorrow)"
    r"|([Ll]ast|[Nn]ext|[Tt]his) (week|month|year)"
    r"|([Aa]n?|[Oo]ne|[Tt]wo|[Tt]hree|[Ff]our|[Ff]ive|[Ss]ix|[Ss]even|[Ee]ight|[Nn]ine"
    r"|[Tt]en|[Ee]leven|[Tt]welve|[0-9]{1,3}) (day|week|month|year)s? ago)\b"
)


def relative_dates(content: str, base: date) -> Iterator[tuple[int, int, Interval]]:
    """Yield ``[start, end)`` and the days meant, in reading order.

    A distance is as exact as its unit: "two weeks ago" is a week.
    """
    for match in _RELATIVE.finditer(content):
        word, step, unit, count, ago = match.groups()
        if word is not None:
            if (
                word[0].isupper()
                and content[max(0, match.start() - 2) : match.start()][:1].isalpha()
            ):
                continue  # "USA Today"
            interval = intervals.day_after(base, _DAYS[word.lower()])
        elif step is not None:
            interval = _units_after(base, unit, _STEPS[step.lower()])
        else:
            number = int(count) if count.isdigit() else _NUMBERS[count.lower()]
            interval = _units_after(base, ago, -number)
        if interval is not None:
            yield match.start(), match.end(), interval


def _units_after(base: date, unit: str, count: int) -> Interval | None:
    match unit:
        case "day":
            return intervals.day_after(base, count)
        case "week":
            return intervals.week_of(base, count)
        case "month":
            return intervals.months_after(base, count)
        case _:
            return intervals.year(base.year + count)
