"""Some searches next to each other as a table: one number of one search in a row."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from search.explore.comparison import Comparison
from search.model.fields import FIELDS
from search.results.page import value_label
from search.results.spreadsheet import defuse, fit

from .table import BYTE_ORDER_MARK, csv_row, csv_text

__all__ = ["COLUMNS", "comparison_table"]

COLUMNS: Final = (
    *("search", "query", "filters", "what", "value", "label"),
    *("articles", "of", "others", "of_others", "score"),
)


@dataclass(frozen=True, slots=True)
class _Row:
    """A number: how many ``articles`` of so many have a value, and of the others."""

    what: str
    value: str
    articles: int
    of: int
    others: tuple[str, str, str] = ("", "", "")

    def cells(self) -> Iterator[str]:
        """Yield its cells; a period may be taken for one."""
        field = self.what.removeprefix("unusual ")
        label = value_label(field, self.value) if field in FIELDS else self.value
        period = field in ("year", "month")
        yield self.what
        yield fit(defuse(self.value)) if period else csv_text(self.value)
        yield "" if period else csv_text(label)
        yield from (str(self.articles), str(self.of), *self.others)


def comparison_table(
    found: Comparison, asked: Sequence[tuple[str, str]]
) -> Iterator[str]:
    """Yield the rows of a comparison.

    Of a year or a month ``of`` is all articles that pass the filters the searches have
    in common; of everything else the hits of the search, or those that were counted.

    Args:
        asked: the query of each search, and its filters in words.
    """
    yield BYTE_ORDER_MARK + csv_row(COLUMNS)
    for at, (query, filters) in enumerate(asked):
        start = [str(at + 1), csv_text(query), csv_text(filters)]
        yield from (csv_row([*start, *row.cells()]) for row in _of_one(found, at))


def _of_one(found: Comparison, at: int) -> Iterator[_Row]:
    one = found.searches[at]
    yield _Row("all", "", one.total, sum(found.among["year"].values()))
    for period, among in found.among.items():
        had = one.periods[period]
        yield from (_Row(period, v, had.get(v, 0), of) for v, of in among.items())
    for field, rows in found.facets.items():
        yield from (_Row(field, v, counts[at], one.total) for v, counts in rows)
    for n in (*one.names, *one.words):
        others = (str(n.others), str(n.others_size), f"{n.score:.2f}")
        yield _Row(f"unusual {n.field}", n.value, n.hits, n.size, others)
