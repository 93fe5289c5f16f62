"""When the hits of each search appeared: all of them in the same bars."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from search.explore.comparison import Comparison, count_days

from ..state.comparing import ComparisonState
from ..state.hrefs import hrefs_of
from .buckets import Counts, fill_bars, plan_bars
from .lines import Lines, lines_view

__all__ = ["lines_of"]


def lines_of(found: Comparison, asked: ComparisonState) -> Lines | None:
    """Return the lines of a comparison; ``None`` if no article found has a date.

    Raises:
        EngineError: if days have to be counted, and the index cannot be read.
    """
    every = [*(one.periods for one in found.searches), found.among]
    counts = [Counts(_dated(one["year"]), _dated(one["month"])) for one in every]
    made = plan_bars(_sum(counts[:-1]))
    if made is None:
        return None
    if made.unit.facet == "day":
        days = count_days(found)
        counts = [
            replace(one, days=_dated(some))
            for one, some in zip(counts, days, strict=True)
        ]
        made = plan_bars(_sum(counts[:-1]))
        assert made
    to = [hrefs_of(state) for state in asked.searches]
    bars = fill_bars(made, _sum(counts[:-1]))
    return lines_view(bars, counts[:-1], to, counts[-1], share=asked.share)


def _dated(values: Mapping[str, int]) -> dict[str, int]:
    """Without articles of no date."""
    return {code: n for code, n in values.items() if n and code[:1].isdecimal()}


def _sum(counts: Sequence[Counts]) -> Counts:
    """The counts of all searches together."""

    def summed(name: str) -> dict[str, int]:
        found: dict[str, int] = {}
        for one in counts:
            for code, number in one.of(name).items():
                found[code] = found.get(code, 0) + number
        return found

    days = None if counts[0].days is None else summed("day")
    return Counts(summed("year"), summed("month"), days)
