"""The line a news story is named after: where and when it was written.

``BERLIN, Nov. 10, 1989 (Dateline Wire) --`` at the head of a text.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from search.codes.months import MONTH_BEGINNINGS

__all__ = ["Dateline", "read_dateline"]

_MONTH: Final = rf"(?:{MONTH_BEGINNINGS})[a-z]*\.?"
_MONTH_DAY: Final = rf"(?:{_MONTH} \d{{1,2}}|\d{{1,2}} {_MONTH})"
_CAPITAL: Final = r"[^\W\d_a-zß-öø-ÿ]"
_LETTER: Final = r"[^\W\d_]"
_DATELINE: Final = re.compile(
    rf"\s*{_CAPITAL}(?:{_CAPITAL}|[.'’-])+"
    rf"(?:[ ,/]+{_CAPITAL}(?:{_LETTER}|[.'’-])*){{0,6}}?"
    rf"(?:, (?P<date>(?P<day>{_MONTH_DAY})(?:,? (?P<year>\d{{4}}))?))?"
    rf"(?: \((?P<agency>{_CAPITAL}[^()\n]{{1,40}})\))?"
    r" ?(?:--|[-–—_])\s"
)


@dataclass(frozen=True, slots=True)
class Dateline:
    """A dateline at the head of a text.

    Attributes:
        date: as written, if it has a year; else "".
        day: the day and the month of it, also where the year is missing; or "".
        agency: the name in parentheses, or "".
        end: the offset after it.
    """

    date: str
    day: str
    agency: str
    end: int


def read_dateline(text: str) -> Dateline | None:
    """Return the dateline a text begins with, or ``None``."""
    found = _DATELINE.match(text)
    if found is None:
        return None
    date = found["date"] if found["year"] else ""
    return Dateline(date or "", found["day"] or "", found["agency"] or "", found.end())
