"""When the articles of a result appeared: their days sorted into a few dozen bars.

The bars are of equal length in time, so few that each can be seen and clicked.
Where a long stretch holds hardly any article, such as the years between one
collection and the next, it would push all others into a corner: it is folded, and
says how many articles it holds. An article whose date is known too roughly for the
bars, "2015" among months, stands in none and is counted apart.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import Final

from .units import UNITS, Unit, intervals, month_after

__all__ = [
    "MOST_BARS",
    "Bucket",
    "Buckets",
    "Counts",
    "BarPlan",
    "fill_bars",
    "plan_bars",
    "total_bars",
]

MOST_BARS: Final = 40

_LONG_YEARS: Final = 40
"""Dates asked for are shown to their very ends if they are no more years apart."""

_ENOUGH: Final = 50
"""Articles from which on something can be said to be sparse."""
_SPARSE: Final = 200
"""A stretch is sparse if it holds no more than one of this many articles."""
_FOLDED_YEARS: Final = 5
_FOLDED_SHARE: Final = 4
"""A stretch is folded if it takes this many years and one part in this many of all."""
_LONG_EMPTY: Final = timedelta(days=730)
"""The same of the time before the year of the first article or after that of the last.
"""
_MOST_FOLDS: Final = 4


@dataclass(frozen=True, slots=True)
class Counts:
    """Numbers of hits by day, month and year of publication, ISO dates their keys.

    An article known by its year only is in ``years`` alone. ``days`` is ``None``
    where days were not counted.
    """

    years: Mapping[str, int]
    months: Mapping[str, int]
    days: Mapping[str, int] | None = None

    def of(self, facet: str) -> Mapping[str, int]:
        """Return the counts of a facet; none for days that were not counted."""
        known = {"year": self.years, "month": self.months, "day": self.days}
        return known[facet] or {}

    def may_fill(self, facet: str) -> bool:
        """Tell whether a hit may be known so exactly: days not counted may be."""
        return bool(self.of(facet)) or (
            facet == "day" and self.days is None and bool(self.months)
        )


@dataclass(frozen=True, slots=True)
class Bucket:
    """A bar: the hits that appeared in ``[start, end)``."""

    start: date
    end: date
    count: int = 0


@dataclass(frozen=True, slots=True)
class BarPlan:
    """Which bars there will be.

    Attributes:
        unit: the length of each.
        bars: in order, empty as yet; folds are between them.
        asked: the dates that bars and folds together show to their ends; without
            them, empty bars at the ends say nothing.
    """

    unit: Unit
    bars: tuple[Bucket, ...]
    asked: tuple[date, date] | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Buckets:
    """A timeline: every hit with a date is in one bar or fold, or is imprecise.

    Attributes:
        stretches: bars that follow each other without a gap.
        folds: the time before, between and after those, where it holds articles,
            parts two stretches or was asked for.
        by_year: hits known by their year only, where bars are shorter.
        by_month: hits known by their month only, where bars are shorter.
    """

    unit: Unit
    stretches: tuple[tuple[Bucket, ...], ...] = ()
    folds: tuple[Bucket, ...] = ()
    by_year: int = 0
    by_month: int = 0
    bars: tuple[Bucket, ...] = field(init=False)

    def __post_init__(self) -> None:
        bars = tuple(bar for stretch in self.stretches for bar in stretch)
        object.__setattr__(self, "bars", bars)


def plan_bars(
    counts: Counts,
    start: date | None = None,
    end: date | None = None,
    *,
    whole: bool = False,
) -> BarPlan | None:
    """Choose the bars for hits of which all lie in ``[start, end)``.

    Args:
        whole: whether nothing may be folded.

    Returns:
        ``None`` if no hit has a date.
    """
    if not counts.years:
        return None
    first, last = _span(counts)
    asked = start and end and (end.year - start.year) <= _LONG_YEARS
    if asked:
        assert start
        assert end
        first, last = start, end
    low, high = start or date.min, end or date.max
    first, last = max(first, low), min(last, high)
    parts = [(first, last)] if whole else _unfolded(counts, first, last)
    for unit in UNITS:
        if not counts.may_fill(unit.facet):  # bars that no hit could stand in
            continue
        bars = _bars(unit, parts, low, high)
        if bars is not None:
            return BarPlan(unit, bars, (first, last) if asked else None)
    raise AssertionError("the longest unit takes 40 bars for the whole calendar")


def fill_bars(made: BarPlan, counts: Counts) -> Buckets:
    """Put the hits into the bars, and what lies between them into folds."""
    starts = [bar.start for bar in made.bars]
    numbers = [0] * len(starts)
    rest: list[tuple[date, int]] = []
    for code, count in counts.of(made.unit.facet).items():
        # A month that the first bar cuts counts only what is left of it.
        day = max(_day(code), starts[0]) if _holds(code, starts[0]) else _day(code)
        at = bisect_right(starts, day) - 1
        if at >= 0 and day < made.bars[at].end:
            numbers[at] += count
        else:
            rest.append((day, count))
    bars = [
        replace(bar, count=count) for bar, count in zip(made.bars, numbers, strict=True)
    ]
    stretches = _stretches(bars)
    if not made.asked:
        stretches = [part for part in map(_trimmed, stretches) if part]
    return Buckets(
        unit=made.unit,
        stretches=tuple(stretches),
        folds=tuple(_folds(stretches, rest, made.asked)),
        **_imprecise(made.unit, counts),
    )


def total_bars(made: Buckets, counts: Counts) -> dict[date, int]:
    """Return the number of articles in each bar by its start, as counted elsewhere."""
    bars = tuple(replace(bar, count=0) for bar in made.bars)
    if not bars:
        return {}
    other = fill_bars(BarPlan(made.unit, bars, (bars[0].start, bars[-1].end)), counts)
    return {bar.start: bar.count for bar in other.bars}


def _day(code: str) -> date:
    return date.fromisoformat(code + "-01-01"[len(code) - 4 :])


def _holds(code: str, day: date) -> bool:
    return day.isoformat().startswith(code)


def _span(counts: Counts) -> tuple[date, date]:
    """The days between which all hits lie, as narrow as is known."""
    first, last = _day(min(counts.years)), date(int(max(counts.years)), 12, 1)
    months = counts.months
    if months and sum(months.values()) == sum(counts.years.values()):
        first, last = _day(min(months)), _day(max(months))
    return first, month_after(last)


def _unfolded(counts: Counts, first: date, last: date) -> list[tuple[date, date]]:
    """Parts of ``[first, last)`` worth showing."""
    years = {int(code): count for code, count in counts.years.items()}
    total = sum(years.values())
    first, last = _without_empty_ends(years, first, last)
    until = last.year + (last > date(last.year, 1, 1))
    parts = [(first.year, until)]
    shown = until - first.year
    sparse = max(1, total // _SPARSE)
    for _ in range(_MOST_FOLDS if total >= _ENOUGH else 0):
        quiet = [_longest_quiet(years, part, sparse) for part in parts]
        at = max(range(len(parts)), key=lambda n: quiet[n][1] - quiet[n][0])
        low, high = quiet[at]
        long = high - low >= max(_FOLDED_YEARS, shown / _FOLDED_SHARE)
        if not long or high - low == shown:
            break
        shown -= high - low
        begin, end = parts[at]
        parts[at : at + 1] = [p for p in ((begin, low), (high, end)) if p[0] < p[1]]
    days = [(date(begin, 1, 1), _year(end)) for begin, end in parts]
    return [(max(begin, first), min(end, last)) for begin, end in days]


def _without_empty_ends(
    years: Iterable[int], first: date, last: date
) -> tuple[date, date]:
    """The days without those at either end that hold no hit and take much room."""
    low, high = _year(min(years)), _year(max(years) + 1)
    for _ in range(2):  # what is little of the whole may be much of the rest
        long = max(_LONG_EMPTY, (last - first) / _FOLDED_SHARE)
        if low - first >= long:
            first = low
        elif last - high >= long:
            last = high
    return first, last


def _year(number: int) -> date:
    return date(number, 1, 1) if number <= date.max.year else date.max


def _longest_quiet(
    years: Mapping[int, int], part: tuple[int, int], sparse: int
) -> tuple[int, int]:
    """The longest run of years in a part that holds no more than ``sparse`` hits."""
    best = low = part[0]
    length = held = 0
    for year in range(*part):
        held += years.get(year, 0)
        while held > sparse:
            held -= years.get(low, 0)
            low += 1
        if year + 1 - low > length:
            best, length = low, year + 1 - low
    return best, best + length


def _bars(
    unit: Unit, parts: Iterable[tuple[date, date]], low: date, high: date
) -> tuple[Bucket, ...] | None:
    """The bars of all parts, cut at the dates asked for; ``None`` if too many."""
    bars: list[Bucket] = []
    for begin, end in parts:
        for first, last in intervals(unit, begin, end):
            bar = Bucket(max(first, low), min(last, high))
            if not bars or bar.start >= bars[-1].end:
                bars.append(bar)
            if len(bars) > MOST_BARS:
                return None
    return tuple(bars)


def _stretches(bars: Iterable[Bucket]) -> list[tuple[Bucket, ...]]:
    found: list[list[Bucket]] = []
    for bar in bars:
        if found and found[-1][-1].end == bar.start:
            found[-1].append(bar)
        else:
            found.append([bar])
    return [tuple(stretch) for stretch in found]


def _trimmed(bars: tuple[Bucket, ...]) -> tuple[Bucket, ...]:
    full = [number for number, bar in enumerate(bars) if bar.count]
    return bars[full[0] : full[-1] + 1] if full else ()


def _folds(
    stretches: list[tuple[Bucket, ...]],
    rest: list[tuple[date, int]],
    asked: tuple[date, date] | None,
) -> list[Bucket]:
    first, last = asked or (date.min, date.max)
    edges = [first]
    for stretch in stretches:
        edges += [stretch[0].start, stretch[-1].end]
    edges.append(last)
    folds = []
    for low, high in zip(edges[::2], edges[1::2], strict=True):
        held = [(day, count) for day, count in rest if low <= day < high]
        if held and low == date.min:
            low = min(day for day, _ in held).replace(month=1, day=1)
        if held and high == date.max:
            high = _year(max(day for day, _ in held).year + 1)
        if held or (low < high and low != date.min and high != date.max):
            folds.append(Bucket(low, high, sum(count for _, count in held)))
    return folds


def _imprecise(unit: Unit, counts: Counts) -> dict[str, int]:
    """How many hits no bar can hold, for lack of a month or of a day."""
    if unit.facet == "year":
        return {}
    months = sum(counts.months.values())
    lost = {"by_year": sum(counts.years.values()) - months}
    if unit.facet == "day":
        lost["by_month"] = months - sum(counts.of("day").values())
    return lost
