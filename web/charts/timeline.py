"""The timeline as its template draws it: every place, link and word made ready.

Places are hundredths of the picture's width and height, so that it fills whatever
room it is given while its letters keep their size.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from flask_babel import format_decimal, gettext, ngettext

from ..wording import grouped, period_words
from .addresses import Addresses
from .axes import Tick, levels, ticks
from .buckets import Bucket, Buckets

__all__ = ["Bar", "Fold", "Timeline", "timeline_view"]

_FOLD_WIDTH: Final = 1.6
"""How much wider than a bar the mark of a fold is."""

_FEWEST: Final = 12
"""A few bars are as wide as if they were so many."""

_LOWEST: Final = 1.6
"""The height of a bar for one article among thousands: it can be seen."""


@dataclass(frozen=True, slots=True)
class Bar:
    """A bar: ``left``, ``width``, and ``top`` from above.

    ``words`` says when and how many; ``period`` and ``amount`` say each alone.
    """

    left: str
    width: str
    top: str
    href: str
    count: int
    words: str
    period: str
    amount: str


@dataclass(frozen=True, slots=True)
class Fold:
    """A stretch of time left out; ``href`` is empty where it holds no article."""

    left: str
    width: str
    href: str
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Timeline:
    """A timeline ready to draw.

    Attributes:
        heading: what the bars are, in a phrase: "Articles by quarter".
        note: what a share is a share of; "" if numbers are shown.
        bars: those that are not empty.
        folds: what is left out; ``fold_words`` says so in a sentence.
        peak: the number of the highest bar, above it.
        peak_side: where that number is written: "start", "middle" or "end".
        imprecise: sentences about articles that are in no bar.
        unit: "day", "month" or "year": how exact a bar's ends are.
    """

    heading: str
    note: str
    bars: tuple[Bar, ...]
    folds: tuple[Fold, ...]
    fold_words: str
    ticks: tuple[tuple[str, str], ...]
    lines: tuple[tuple[str, str], ...]
    peak: tuple[str, str]
    peak_side: str
    imprecise: tuple[str, ...]
    unit: str


def timeline_view(
    made: Buckets, links: Addresses, totals: Mapping[date, int] | None
) -> Timeline:
    """Make a timeline ready to draw.

    Args:
        totals: the number of all articles in each bar by its start, where shares
            of them are to be shown.
    """
    places, fold_places, slot = _places(made)
    heights = {bar: _height(bar, totals) for bar in made.bars}
    most = max(heights.values(), default=0.0)
    top = max(made.bars, key=lambda bar: (heights[bar], bar.start), default=None)
    placed = [[(bar, places[bar]) for bar in stretch] for stretch in made.stretches]
    return Timeline(
        heading=_heading(made.unit.name, totals is not None),
        note="" if totals is None else _note(),
        bars=tuple(
            _bar(bar, places[bar], slot, heights[bar] / most, links, totals)
            for bar in made.bars
            if bar.count
        ),
        folds=tuple(_fold(fold, fold_places[fold], slot, links) for fold in made.folds),
        fold_words=_fold_words(made.folds),
        ticks=tuple(_tick(t, slot) for t in ticks(placed, made.unit, slot)),
        lines=tuple(
            (_number(100 - 100 * level / most), _amount(level, totals is not None))
            for level in levels(most)
        ),
        peak=_peak(top, places, slot, heights, totals),
        peak_side=_side(places[top] + slot / 2) if top else "middle",
        imprecise=tuple(_imprecise(made)),
        unit="year" if made.unit.years else "month" if made.unit.months else "day",
    )


def _places(made: Buckets) -> tuple[dict[Bucket, float], dict[Bucket, float], float]:
    """Where bars and folds begin, and how wide a bar's slot is."""
    slots = len(made.bars) + _FOLD_WIDTH * len(made.folds)
    slot = 100 / max(slots, _FEWEST)
    at = (100 - slots * slot) / 2
    bars, folds = {}, {}
    both = [*made.bars, *made.folds]
    for part in sorted(both, key=lambda part: part.start):
        if part in made.folds:
            folds[part] = at
            at += _FOLD_WIDTH * slot
        else:
            bars[part] = at
            at += slot
    return bars, folds, slot


def _height(bar: Bucket, totals: Mapping[date, int] | None) -> float:
    """What a bar shows: a number, or a share of 100."""
    if totals is None:
        return float(bar.count)
    return 100 * bar.count / max(totals.get(bar.start, 0), bar.count, 1)


def _bar(
    bar: Bucket,
    left: float,
    slot: float,
    height: float,
    links: Addresses,
    totals: Mapping[date, int] | None,
) -> Bar:
    period = period_words(bar.start, bar.end)
    amount = _articles(bar.count)
    if totals is not None:
        amount = gettext(
            "%(share)s (%(count)s of %(total)s articles)",
            share=_amount(_height(bar, totals), True),
            count=grouped(bar.count),
            total=grouped(max(totals.get(bar.start, 0), bar.count)),
        )
    return Bar(
        left=_number(left),
        width=_number(slot),
        top=_number(min(100 - 100 * height, 100 - _LOWEST)),
        href=links.days(bar.start, bar.end),
        count=bar.count,
        words=_both(period, amount),
        period=period,
        amount=amount,
    )


def _fold(fold: Bucket, left: float, slot: float, links: Addresses) -> Fold:
    return Fold(
        left=_number(left),
        width=_number(slot * _FOLD_WIDTH),
        href=links.days(fold.start, fold.end) if fold.count else "",
        words=_both(period_words(fold.start, fold.end), _articles(fold.count)),
    )


def _fold_words(folds: tuple[Bucket, ...]) -> str:
    if not folds:
        return ""
    periods = ", ".join(period_words(fold.start, fold.end) for fold in folds)
    number = sum(fold.count for fold in folds)
    return str(
        ngettext(
            "Left out: %(periods)s, with %(num)s article.",
            "Left out: %(periods)s, with %(number)s articles.",
            number,
            periods=periods,
            number=grouped(number),
        )
    )


def _tick(tick: Tick, slot: float) -> tuple[str, str]:
    return _number(tick.at + slot / 2), tick.label


def _peak(
    top: Bucket | None,
    places: Mapping[Bucket, float],
    slot: float,
    heights: Mapping[Bucket, float],
    totals: Mapping[date, int] | None,
) -> tuple[str, str]:
    if top is None:
        return "", ""
    words = _amount(heights[top], totals is not None)
    return _number(places[top] + slot / 2), words


def _side(at: float) -> str:
    return "start" if at < 6 else "end" if at > 94 else "middle"


def _imprecise(made: Buckets) -> list[str]:
    said = []
    if made.by_year:
        said.append(
            ngettext(
                "%(num)s more is known by its year only.",
                "%(number)s more are known by the year only.",
                made.by_year,
                number=grouped(made.by_year),
            )
        )
    if made.by_month:
        said.append(
            ngettext(
                "%(num)s more is known by its month only.",
                "%(number)s more are known by the month only.",
                made.by_month,
                number=grouped(made.by_month),
            )
        )
    return said


def _both(period: str, amount: str) -> str:
    return str(gettext("%(period)s: %(amount)s", period=period, amount=amount))


def _articles(number: int) -> str:
    return str(
        ngettext(
            "%(num)s article", "%(number)s articles", number, number=grouped(number)
        )
    )


def _amount(value: float, share: bool) -> str:
    if not share:
        return grouped(round(value))
    digits = 0 if value >= 10 else 1 if value >= 1 else 2
    return str(
        gettext("%(number)s%%", number=str(format_decimal(round(value, digits))))
    )


def _number(value: float) -> str:
    return f"{value:.2f}".rstrip("0").rstrip(".")


def _heading(unit: str, share: bool) -> str:
    if share:
        return str(gettext("Share of all articles over time"))
    return {
        "day": gettext("Articles by day"),
        "week": gettext("Articles by week"),
        "month": gettext("Articles by month"),
        "quarter": gettext("Articles by quarter"),
        "half": gettext("Articles by half-year"),
        "year": gettext("Articles by year"),
    }.get(unit, gettext("Articles over time"))


def _note() -> str:
    return str(
        gettext(
            "Each bar is the share that has these words among all articles of its time, "
            "under the same filters."
        )
    )
