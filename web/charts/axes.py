"""What is written along the edges of a timeline."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Final, Literal

from babel.dates import format_date

from ..i18n.formats import first_of_month
from ..i18n.languages import shown_language
from ..i18n.translation import gettext
from .buckets import Bucket
from .units import Unit

__all__ = ["NARROW", "WIDE", "Tick", "levels", "ticks"]

_YEAR_STEPS: Final = (1, 2, 5, 10, 20, 25, 50, 100, 200, 250, 500, 1000)
_MONTH_STEPS: Final = (1, 2, 3, 6)

NARROW: Final = 236
"""Pixels below the bars on the narrowest screens there are, 320 wide."""
WIDE: Final = 420
"""Pixels from which on there is room for more labels; the style sheet knows it too."""

_LETTER: Final = 6.6
"""Pixels of a letter or digit; ``_THIN`` have but half as many."""
_THIN: Final = frozenset(" .,ijlrtfJI")
_SPACE: Final = 8.0
"""Pixels between two labels at least."""
_BEHIND: Final = 16.0
"""Pixels that a label may reach beyond the last bar."""


@dataclass(frozen=True, slots=True)
class Tick:
    """A label at a place, in hundredths of the picture's width; it is centred there.

    ``room`` says in which pictures it stands: "wide", "narrow" or "" for both.
    """

    at: float
    label: str
    room: Literal["wide", "narrow", ""]


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

    They stand at round years, months or days; so that none touches another, they
    stand at fewer of them the narrower a bar is.

    Args:
        width: of a bar, in hundredths of the picture's.
    """
    narrow = list(_fitting(stretches, unit, width, NARROW))
    wide = list(_fitting(stretches, unit, width, WIDE))
    # the first label of either is longer, so one place may have two
    found = [Tick(*one, "" if one in wide else "narrow") for one in narrow]
    return found + [Tick(*one, "wide") for one in wide if one not in narrow]


def _fitting(
    stretches: Sequence[Sequence[tuple[Bucket, float]]],
    unit: Unit,
    width: float,
    pixels: int,
) -> Iterator[tuple[float, str]]:
    """Labels that fit in a picture that many ``pixels`` wide, each with its place."""
    kind = _kind(unit, sum(map(len, stretches)), len(stretches))
    end = -math.inf
    for stretch in stretches:
        apart = _length(stretch, kind) / pixels * 100
        for bar, at in _round_ones(stretch, kind, unit, apart / width) or stretch[:1]:
            label = _label(bar.start, kind, first=end == -math.inf)
            middle = at / 100 * pixels
            half = _pixels(label) / 2
            if middle - half >= end + _SPACE and middle + half <= pixels + _BEHIND:
                yield at, label
                end = middle + half


def _length(stretch: Sequence[tuple[Bucket, float]], kind: str) -> float:
    """Pixels that the longest label of some bars takes, and the space after it."""
    labels = (_label(bar.start, kind, first=False) for bar, _ in stretch)
    return max(map(_pixels, labels), default=0.0) + _SPACE


def _pixels(label: str) -> float:
    """About what a label takes in any font."""
    return _LETTER * sum(0.5 if sign in _THIN else 1 for sign in label)


def _kind(unit: Unit, bars: int, stretches: int) -> str:
    """What the labels name: years, months or days."""
    if unit.days:
        return "day"
    long = bars * unit.months > 24 or stretches > 1
    return "year" if unit.years or long else "month"


def _round_ones(
    stretch: Sequence[tuple[Bucket, float]], kind: str, unit: Unit, bars: float
) -> list[tuple[Bucket, float]]:
    """Bars at which a round time begins, at least ``bars`` bars from each other."""
    if kind == "day":
        return list(stretch[:: math.ceil(bars)])
    if kind == "month":
        step = _step(_MONTH_STEPS, bars * unit.months)
        return [(b, x) for b, x in stretch if b.start.month % step == 1 % step]
    whole = [s for s in _YEAR_STEPS if not unit.years or s % unit.years == 0]
    step = _step(whole, bars * unit.months / 12)
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
        return _written(day, "LLL y" if first else "LLL", shown_language())
    # Translators: how a day is written in few letters, here "5 Mar" and "5 Mar 2015".
    pattern = gettext("d LLL y") if first else gettext("d LLL")
    return _written(day, pattern, shown_language())


@lru_cache(maxsize=4096)
def _written(day: date, pattern: str, locale: str) -> str:
    return first_of_month(format_date(day, pattern, locale=locale), locale)
