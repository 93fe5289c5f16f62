"""CSV for spreadsheets and data frames (RFC 4180), one article in a row.

It opens with the byte order mark by which Excel knows UTF-8. CSV has no comments,
and both pandas and Excel take a line above the heading for data; so what was asked
stands above it only where that is wanted.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Iterable, Iterator
from typing import Final

from search.model.article import Article
from search.results.spreadsheet import defuse, fit, text_cell

from .about import About
from .format import Exported, Write

__all__ = ["BYTE_ORDER_MARK", "COLUMNS", "csv_row", "csv_text", "table"]

BYTE_ORDER_MARK: Final = "\ufeff"
"""By which Excel knows UTF-8."""
_BETWEEN: Final = "; "

_DATES: Final = frozenset(("published", "dates_mentioned"))

_CONTROLS: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")


def _many(values: Iterable[str]) -> str:
    """Values in one cell, each once; a semicolon inside of one becomes a comma."""
    return _BETWEEN.join(dict.fromkeys(value.replace(";", ",") for value in values))


def _countries(article: Article, about: bool) -> str:
    return _many(c.name for c in article.facts.countries if c.about is about)


COLUMNS: Final[dict[str, Callable[[Article], str]]] = {
    "id": lambda a: a.id,
    "title": lambda a: a.title,
    "source": lambda a: a.source,
    "authors": lambda a: _many(a.authors),
    "published": lambda a: str(a.published or ""),
    "precision": lambda a: a.published.precision.value if a.published else "",
    "section": lambda a: a.section,
    "language": lambda a: a.language,
    "url": lambda a: a.url,
    "group": lambda a: a.group,
    "people": lambda a: _many(person.name for person in a.facts.people),
    "organisations": lambda a: _many(o.name for o in a.facts.organisations),
    "countries_about": lambda a: _countries(a, about=True),
    "countries_mentioned": lambda a: _countries(a, about=False),
    "places": lambda a: _many(place.name for place in a.facts.places),
    "dates_mentioned": lambda a: _many(found.value for found in a.facts.dates),
}
"""The columns between which no permalink stands: that is the last one."""


def table(*, text: bool = False, remarks: bool = False) -> Write:
    """Return how a table is written.

    Args:
        text: with a last column for the whole text.
        remarks: with rows above the heading whose one cell begins with ``# ``; they
            say what was asked.
    """

    def write(about: About, articles: Iterable[Exported]) -> Iterator[str]:
        said = (
            [csv_row([csv_text(f"# {line}")]) for line in about.lines()]
            if remarks
            else []
        )
        heading = [*COLUMNS, "permalink", *(["text"] if text else [])]
        yield BYTE_ORDER_MARK + "".join(said) + csv_row(heading)
        for article, permalink in articles:
            cells = [_made(name, article) for name in COLUMNS]
            yield csv_row(
                [*cells, permalink, *([csv_text(article.body)] if text else [])]
            )

    return write


def _made(column: str, article: Article) -> str:
    """A cell; dates may be taken for dates."""
    cell = COLUMNS[column](article)
    return fit(defuse(cell)) if column in _DATES else csv_text(cell)


def csv_text(cell: str) -> str:
    """Return the cell of a text that spreadsheets take for text, without controls."""
    return text_cell(_CONTROLS.sub("", cell))


class _Row(list[str]):
    """What csv writes rows to."""

    write = list.append


def csv_row(cells: Iterable[str]) -> str:
    """Return cells as a row of the table, with the end of the line."""
    made = _Row()
    csv.writer(made, lineterminator="\r\n").writerow(cells)
    return made[0]
