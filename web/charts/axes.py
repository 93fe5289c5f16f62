"""What is written along the edges of a timeline."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from flask_babel import format_date, gettext

from .buckets import Bucket
from .units import Unit

__all__ = ["Tick", "levels", "ticks"]

_YEAR_STEPS: Final = (1, 2, 5, 10, 20, 25, 50, 100, 200, 250, 500, 1000)
_MONTH_STEPS: Final = (1, 2, 3, 6)

_APART: Final = {"year": 9.0, "month": 7.4, "day": 12.0}
"""How far labels stand from each other at least, in hundredths of the width."""


@dataclass(frozen=True, slots=True)
class Tick:
    """A label at a place, both in hundredths of the picture's width or height."""

    at: float
    label: str


def levels(most: float, least: float = 0.0) -> list[float]:
    """Return up to three round numbers below the top at which lines are drawn.

    They are multiples of one step, which is no smaller than ``least``.
    """
    if most <= 0:
        return []
    ten = 10.0 ** math.floor(math.log10(most))
    steps = [ten * part for part in (0.5, 1, 2, 2.5, 5) if ten * part >= least]
    step = next((step for step in steps if most / step < 4), most)
    return [step * n for n in range(1, 4) if step * n < most * 0.96]


def ticks(
    stretches: Sequence[Sequence[tuple[Bucket, float]]], unit: Unit, width: float
) -> list[Tick]:
    """Return the labels below bars of this width, each bar with the place it is at.

    They stand at round years, months or days; so that none overlaps another, they
    stand at fewer of them the narrower a bar is.
    """
    kind = _kind(unit, sum(map(len, stretches)), len(stretches))
    found: list[Tick] = []
    for stretch in stretches:
        for bar, at in _round_ones(stretch, kind, unit, width) or stretch[:1]:
            apart = at - found[-1].at if found else math.inf
            if apart >= _APART[kind]:
                found.append(Tick(at, _label(bar.start, kind, first=not found)))
    return found


def _kind(unit: Unit, bars: int, stretches: int) -> str:
    """What the labels name: years, months or days."""
    if unit.days:
        return "day"
    long = bars * unit.months > 24 or stretches > 1
    return "year" if unit.years or long else "month"


def _round_ones(
    stretch: Sequence[tuple[Bucket, float]], kind: str, unit: Unit, width: float
) -> list[tuple[Bucket, float]]:
    if kind == "day":
        return list(stretch[:: math.ceil(_APART[kind] / width)])
    if kind == "month":
        step = _step(_MONTH_STEPS, _APART[kind] * unit.months / width)
        return [(b, x) for b, x in stretch if b.start.month % step == 1 % step]
    whole = [s for s in _YEAR_STEPS if not unit.years or s % unit.years == 0]
    step = _step(whole, _APART[kind] * unit.months / 12 / width)
    return [
        (b, x) for b, x in stretch if b.start.year % step == 0 and b.start.month == 1
    ]


def _step(steps: Sequence[int], least: float) -> int:
    return next((step for step in steps if step >= least), steps[-1])


def _label(day: date, kind: str, *, first: bool) -> str:
    """A label in few letters; the first one says the year too."""
    if kind == "year" or (kind == "month" and day.month == 1):
        return str(day.year)
    if kind == "month":
        return str(format_date(day, "LLL y" if first else "LLL"))
    # Translators: how a day is written in few letters, here "5 Mar" and "5 Mar 2015".
    pattern = gettext("d LLL y") if first else gettext("d LLL")
    return str(format_date(day, pattern))
