"""Lengths of time that one bar of a timeline may stand for."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

__all__ = ["UNITS", "Unit", "intervals", "month_after"]


@dataclass(frozen=True, slots=True)
class Unit:
    """A length of time; exactly one of ``days`` and ``months`` is not 0.

    Attributes:
        name: what it is called in the code and by scripts.
        facet: the coarsest facet whose values each lie in one such interval.
    """

    name: str
    facet: str
    days: int = 0
    months: int = 0

    @property
    def years(self) -> int:
        """Its length in years; 0 if it is shorter than one."""
        return self.months // 12


UNITS: Final = (
    Unit("day", "day", days=1),
    Unit("week", "day", days=7),
    Unit("month", "month", months=1),
    Unit("quarter", "month", months=3),
    Unit("half", "month", months=6),
    *(
        Unit("year" if years == 1 else "years", "year", months=12 * years)
        for years in (1, 2, 5, 10, 20, 50, 100, 250)
    ),
)
"""From the shortest to the longest, each at most some four times the one before."""


def intervals(unit: Unit, start: date, end: date) -> Iterator[tuple[date, date]]:
    """Yield the unit's intervals, half-open, that hold the days in ``[start, end)``.

    The first may begin before ``start`` and the last end after ``end``; none
    leaves the calendar, which goes from year 1 to year 9999.
    """
    low = _floor(unit, start)
    while low < end:
        high = _next(unit, low)
        yield low, high
        if high == date.max:
            return
        low = high


def month_after(day: date) -> date:
    """Return the first day of the month after the one of this day."""
    return _month(day.year * 12 + day.month)


def _floor(unit: Unit, day: date) -> date:
    if unit.days == 7:
        back = day.weekday()
        return day - timedelta(days=back) if day.toordinal() > back else date.min
    if unit.days:
        return day
    number = day.year * 12 + day.month - 1
    return _month(number - number % unit.months)


def _next(unit: Unit, start: date) -> date:
    if not unit.days:
        # The first interval of all may have lost the year 0.
        number = start.year * 12 + start.month - 1
        return _month(number - number % unit.months + unit.months)
    left = date.max.toordinal() - start.toordinal()
    step = unit.days - start.weekday() if unit.days == 7 else unit.days
    return start + timedelta(days=min(step, left))


def _month(number: int) -> date:
    """The first day of a month counted from January of the year 0."""
    year, month = divmod(number, 12)
    if year < date.min.year:
        return date.min
    return date(year, month + 1, 1) if year <= date.max.year else date.max
