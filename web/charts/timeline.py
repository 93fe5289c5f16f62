"""The timeline as its template draws it: every place, link and word made ready.

Bars stand in a picture of their own, in which a bar is 1 wide and ``PLOT`` high, and
which is stretched to whatever room there is. Lines and words keep their size, so
their places are hundredths of the width or the height.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final, TypedDict

from markupsafe import Markup

from ..i18n.formats import grouped, period_words
from ..i18n.translation import gettext
from ..markup import rows
from ..state.hrefs import Hrefs
from .axes import levels, ticks
from .buckets import Bucket, Buckets
from .drawing import (
    FEWEST,
    PLOT,
    amount_words,
    fold_words,
    heading_of,
    imprecise_words,
    number_of,
    place_bars,
)
from .link_names import Naming

__all__ = ["Bar", "Fold", "Timeline", "timeline_view"]

_LOWEST: Final = 2
"""The height of a bar for one article among thousands: it can be seen."""


@dataclass(frozen=True, slots=True)
class Bar:
    """A bar at ``left``, its top so far below that of the picture.

    ``words`` says when and how many; ``period`` and ``amount`` say each alone.
    """

    left: int
    top: int
    href: str
    words: str
    period: str
    amount: str


@dataclass(frozen=True, slots=True)
class Fold:
    """A stretch of time left out; ``href`` is empty where it holds no article."""

    left: int
    href: str
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Timeline:
    """A timeline ready to draw.

    Attributes:
        heading: what the bars are, in a phrase: "Articles by quarter".
        note: what a share is a share of; "" if numbers are shown.
        width: how many bars there is room for; ``left`` is where the room begins.
        bars: those that are not empty, as they are drawn; ``rows`` are the same as
            items of a list.
        folds: what is left out; ``fold_words`` says so in a sentence.
        ticks: labels below the bars, each with its place and where there is room.
        lines: labels next to the bars, each with its place from above.
        peak: the place of the highest bar, and its number.
        peak_side: where that number is written: "start", "middle" or "end".
        imprecise: sentences about articles that are in no bar.
        unit: "day", "month" or "year": how exact a bar's ends are.
    """

    heading: str
    note: str
    left: float
    width: int
    bars: Markup
    rows: Markup
    folds: tuple[Fold, ...]
    fold_words: str
    ticks: tuple[tuple[str, str, str], ...]
    lines: tuple[tuple[str, str], ...]
    peak: tuple[str, str]
    peak_side: str
    imprecise: tuple[str, ...]
    unit: str


def timeline_view(
    made: Buckets, links: Hrefs, totals: Mapping[date, int] | None
) -> Timeline:
    """Make a timeline ready to draw.

    Args:
        totals: the number of all articles in each bar by its start, where shares
            of them are to be shown.
    """
    naming = Naming()
    places, slots = place_bars(made)
    width = max(slots, FEWEST)
    left = (slots - width) / 2
    middle = {bar: 100 * (at - left + 0.5) / width for bar, at in places.items()}
    share = totals is not None
    heights = [_height(bar, totals) for bar in made.bars]
    most = max(heights, default=0.0) or 1.0
    placed = [[(bar, middle[bar]) for bar in stretch] for stretch in made.stretches]
    bars = [
        _bar(bar, places[bar], height / most, links, totals, naming)
        for bar, height in zip(made.bars, heights, strict=True)
        if bar.count
    ]
    return Timeline(
        heading=heading_of(made.unit.name, share),
        note=_note() if share else "",
        left=left,
        width=width,
        bars=rows.joined(rows.bar(b.href, b.words, b.left, b.top) for b in bars),
        rows=rows.joined(rows.row(b.period, b.href, b.amount) for b in bars),
        folds=tuple(_fold(fold, places[fold], links, naming) for fold in made.folds),
        fold_words=fold_words(made.folds),
        ticks=tuple(
            (number_of(tick.at), tick.label, tick.room)
            for tick in ticks(placed, made.unit, 100 / width)
        ),
        lines=tuple(
            (number_of(100 - 100 * level / most), amount_words(level, share))
            for level in levels(most, 0.0 if share else 1.0)
        ),
        **_peak(made.bars, heights, middle, share),
        imprecise=tuple(imprecise_words(made)),
        unit="year" if made.unit.years else "month" if made.unit.months else "day",
    )


def _height(bar: Bucket, totals: Mapping[date, int] | None) -> float:
    """What a bar shows: a number, or a share of 100."""
    if totals is None:
        return float(bar.count)
    return 100 * bar.count / max(totals.get(bar.start, 0), bar.count, 1)


def _bar(
    bar: Bucket,
    left: int,
    height: float,
    links: Hrefs,
    totals: Mapping[date, int] | None,
    naming: Naming,
) -> Bar:
    period = period_words(bar.start, bar.end)
    amount = naming.articles(bar.count)
    if totals is not None:
        amount = gettext(
            "%(share)s (%(count)s of %(total)s articles)",
            share=amount_words(_height(bar, totals), share=True),
            count=grouped(bar.count),
            total=grouped(max(totals.get(bar.start, 0), bar.count)),
        )
    return Bar(
        left=left,
        top=min(round(PLOT - PLOT * height), PLOT - _LOWEST),
        href=links.within(bar.start, bar.end),
        words=naming.both(period, amount),
        period=period,
        amount=grouped(bar.count) if totals is None else amount,
    )


def _fold(fold: Bucket, left: int, links: Hrefs, naming: Naming) -> Fold:
    return Fold(
        left=left,
        href=links.within(fold.start, fold.end) if fold.count else "",
        words=naming.both(
            period_words(fold.start, fold.end), naming.articles(fold.count)
        ),
    )


class _Peak(TypedDict):
    peak: tuple[str, str]
    peak_side: str


def _peak(
    bars: Sequence[Bucket],
    heights: Sequence[float],
    middle: Mapping[Bucket, float],
    share: bool,
) -> _Peak:
    """The last of the highest bars."""
    if not bars:
        return {"peak": ("", ""), "peak_side": "middle"}
    height, at = max(
        (height, middle[bar]) for bar, height in zip(bars, heights, strict=True)
    )
    side = "start" if at < 6 else "end" if at > 94 else "middle"
    return {"peak": (number_of(at), amount_words(height, share)), "peak_side": side}


def _note() -> str:
    return gettext(
        "Each bar shows what share of all articles of its time has these words, "
        "under the same filters."
    )
