"""The places of a search as a table, one place in a row."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Final

from search.answer import Answer
from search.explore.concordance import (
    FOR_FILES,
    Line,
    LineOrder,
    find_places,
    line_of,
    lines_of,
)
from search.results.spreadsheet import defuse, fit

from .about import About
from .format import Exported, Format
from .table import BYTE_ORDER_MARK, csv_row, csv_text

__all__ = ["COLUMNS", "concordance_table"]

COLUMNS: Final = (
    *("before", "found", "after", "published", "source", "title", "id"),
    *("part", "start", "end", "permalink"),
)


def concordance_table(
    answer: Answer, order: LineOrder, words: int, address: Callable[[Line], str]
) -> Format:
    """Return how the places of a search that was answered are written.

    In the orders by date all are, as the articles are read. By neighbours they have to
    be held to be sorted, so there are limits; a last row says where they were reached.

    Args:
        address: of the place of a line.
    """
    by_date = order in (LineOrder.NEWEST, LineOrder.OLDEST)
    plan = answer.plan

    def row(line: Line) -> str:
        published = str(line.article.published or "")
        cells = (line.before.text, line.found, line.after.text)
        origin = (line.article.source, line.article.title, line.article.id)
        return csv_row(
            [
                *(csv_text(" ".join(cell.split())) for cell in cells),
                fit(defuse(published)),
                *map(csv_text, origin),
                line.part.value,
                str(line.start),
                str(line.end),
                address(line),
            ]
        )

    def write(about: About, articles: Iterable[Exported]) -> Iterator[str]:
        yield BYTE_ORDER_MARK + csv_row(COLUMNS)
        if by_date:
            for article, _ in articles:
                lines = lines_of(article, plan.marked, plan.selections, words)
                yield from map(row, lines)
            return
        found = find_places(answer, order, words, FOR_FILES)
        yield from (row(line_of(place, words)) for place in found.places)
        if found.cut:
            told = f"{found.read} of {found.articles} articles"
            yield csv_row([f"# Cut: these are the places in the newest {told}"])

    return Format("csv", "CSV", "text/csv", write)
