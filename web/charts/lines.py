"""Some searches on one timeline: a line each, and the same numbers as a table.

The lines stand in a picture in which a bar is 1 wide and ``PLOT`` high, as those of
:mod:`.timeline` do. A line is broken where time is left out.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from ..i18n.formats import grouped, period_words
from ..i18n.translation import gettext
from ..state.hrefs import Hrefs
from .axes import levels, ticks
from .buckets import Buckets, Counts, total_bars
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

__all__ = ["Cell", "Column", "Lines", "Row", "lines_view"]


@dataclass(frozen=True, slots=True)
class Cell:
    """What a search has at a time; ``href`` leads there, "" if that is nothing."""

    amount: str
    share: str
    href: str


@dataclass(frozen=True, slots=True)
class Row:
    """A time, and what each search has then."""

    period: str
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Column:
    """Where a time stands in the picture, and all that is said of it."""

    left: int
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Lines:
    """A picture ready to draw.

    Attributes:
        heading: what the lines show, in a phrase.
        note: what a share is a share of; "" if numbers are shown.
        left: where the room begins, and ``width`` how many bars there is room for.
        paths: the line of each search.
        columns: the times, to point at.
        ticks: labels below, each with its place and where there is room.
        lines: labels next to the lines, each with its place from above.
        notes: what no line shows.
        rows: the numbers of each time.
    """

    heading: str
    note: str
    left: float
    width: int
    paths: tuple[str, ...]
    columns: tuple[Column, ...]
    ticks: tuple[tuple[str, str, str], ...]
    lines: tuple[tuple[str, str], ...]
    notes: tuple[str, ...]
    rows: tuple[Row, ...]


def lines_view(
    made: Buckets,
    counts: Sequence[Counts],
    links: Sequence[Hrefs],
    among: Counts,
    *,
    share: bool,
) -> Lines:
    """Make the lines of some searches ready to draw.

    Args:
        made: the bars, of all of the searches together.
        counts: of each search, and ``links`` its links.
        among: the articles that a share is a share of.
        share: whether shares are drawn, not numbers.
    """
    places, slots = place_bars(made)
    width = max(slots, FEWEST)
    left = (slots - width) / 2
    numbers = [total_bars(made, one) for one in counts]
    totals = total_bars(made, among)
    shares = [_shares(one, totals) for one in numbers]
    shown = shares if share else [_plain(one) for one in numbers]
    most = max((v for one in shown for v in one.values()), default=0.0) or 1.0
    middle = {bar: 100 * (at - left + 0.5) / width for bar, at in places.items()}
    placed = [[(bar, middle[bar]) for bar in stretch] for stretch in made.stretches]
    at = {bar.start: place for bar, place in places.items()}
    rows = tuple(_rows(made, numbers, shares, links))
    return Lines(
        heading=heading_of(made.unit.name, share),
        note=_note() if share else "",
        left=left,
        width=width,
        paths=tuple(_path(made, one, at, most) for one in shown),
        columns=tuple(
            Column(places[bar], _words(row, share))
            for bar, row in zip(made.bars, rows, strict=True)
        ),
        ticks=tuple(
            (number_of(tick.at), tick.label, tick.room)
            for tick in ticks(placed, made.unit, 100 / width)
        ),
        lines=tuple(
            (number_of(100 - 100 * level / most), amount_words(level, share))
            for level in levels(most, 0.0 if share else 1.0)
        ),
        notes=tuple(filter(None, (fold_words(made.folds), *imprecise_words(made)))),
        rows=rows,
    )


def _plain(numbers: Mapping[date, int]) -> dict[date, float]:
    return {start: float(number) for start, number in numbers.items()}


def _shares(
    numbers: Mapping[date, int], totals: Mapping[date, int]
) -> dict[date, float]:
    return {
        start: 100 * number / max(totals.get(start, 0), number, 1)
        for start, number in numbers.items()
    }


def _path(
    made: Buckets,
    shown: Mapping[date, float],
    places: Mapping[date, int],
    most: float,
) -> str:
    """A line; where a stretch has but one time, a short one."""
    parts = []
    for stretch in made.stretches:
        points = [
            (places[bar.start] + 0.5, PLOT - PLOT * shown[bar.start] / most)
            for bar in stretch
        ]
        if len(points) == 1:
            ((x, y),) = points
            points = [(x - 0.3, y), (x + 0.3, y)]
        parts.append("L".join(f"{number_of(x)} {number_of(y)}" for x, y in points))
    return "".join(f"M{part}" for part in parts)


def _rows(
    made: Buckets,
    numbers: Sequence[Mapping[date, int]],
    shares: Sequence[Mapping[date, float]],
    links: Sequence[Hrefs],
) -> Iterator[Row]:
    for bar in made.bars:
        yield Row(
            period_words(bar.start, bar.end),
            tuple(
                Cell(
                    amount=grouped(number[bar.start]),
                    share=amount_words(part[bar.start], share=True),
                    href=to.within(bar.start, bar.end) if number[bar.start] else "",
                )
                for number, part, to in zip(numbers, shares, links, strict=True)
            ),
        )


def _words(row: Row, share: bool) -> str:
    amounts = (cell.share if share else cell.amount for cell in row.cells)
    return gettext("%(what)s: %(amount)s", what=row.period, amount=" · ".join(amounts))


def _note() -> str:
    return gettext(
        "Each line shows what share of all articles of a time a search finds, under "
        "the filters that all of the searches have."
    )
