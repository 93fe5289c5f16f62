"""Days, months and years: the codes by which dates in a text are counted.

``2020-01-03``, ``2020-01`` and ``2020``. A mentioned date has the codes of all periods
that contain it: "3 January 2020" has three, "January 2020" two, the 1980s none. So a
search for a year finds its months and days, but not the other way round, and the
number next to a code is the number of articles it finds.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import MAXYEAR, date, timedelta
from typing import Final

from .dates import DateSpan, parse_period
from .months import MONTHS

__all__ = [
    "period_code",
    "period_code_of",
    "period_name",
    "periods_containing",
    "periods_within",
]

_LENGTHS: Final = (10, 7, 4)
"""Characters of an ISO date that are a day, a month, a year."""


def periods_containing(start: date, end: date) -> tuple[str, ...]:
    """Return the codes of the day, month and year that contain ``[start, end)``."""
    first, last = start.isoformat(), (end - timedelta(days=1)).isoformat()
    return tuple(first[:n] for n in _LENGTHS if first[:n] == last[:n])


def periods_within(start: date, end: date) -> tuple[str, ...]:
    """Return the codes of the days, months and years that make up ``[start, end)``.

    In order, and as few as possible. A date known to the day, month or year is within
    the range if and only if its period is one of them or is contained in one.
    """
    found = []
    while start < end:
        code, start = next(
            (code, after) for code, after in _beginning(start) if after <= end
        )
        found.append(code)
    return tuple(found)


def _beginning(day: date) -> Iterator[tuple[str, date]]:
    """The periods that begin on a day, each with the day after it, longest first."""
    code = day.isoformat()
    if day.day == 1:
        year, month = day.year, day.month
        if month == 1 and year < MAXYEAR:
            yield code[:4], date(year + 1, 1, 1)
        if (year, month) < (MAXYEAR, len(MONTHS)):
            yield code[:7], date(year + month // 12, month % 12 + 1, 1)
    yield code, day + timedelta(days=1)


def period_code(start: date | None, end: date | None) -> str | None:
    """Return the code of the day, month or year that is exactly ``[start, end)``."""
    if start is None or end is None or end <= start:
        return None
    for code in periods_containing(start, end)[:1]:
        if parse_period(code) == DateSpan(start, end):
            return code
    return None


def period_code_of(text: str) -> str | None:
    """Return the code of the day, month or year a person typed: "June 2019"."""
    span = parse_period(text)
    return period_code(span.start, span.end) if span else None


def period_name(code: str) -> str:
    """Return a code in words, ``3 January 2020``; other text unchanged."""
    if period_code_of(code) != code:
        return code
    year, *rest = code.split("-")
    words = [str(int(day)) for day in rest[1:]]
    words += [MONTHS[int(month) - 1] for month in rest[:1]]
    return " ".join([*words, year])
