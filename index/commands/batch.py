"""``batch``: a list of queries, an answer a line."""

from __future__ import annotations

import csv
import sys
from collections.abc import Collection, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any, Final

import click

from search.model.facets import Selection
from search.model.fields import FIELDS, FieldKind
from search.model.hits import NoticeKind, ResultPage
from search.request import NO_FACETS, Criteria, Match, Window
from search.results.spreadsheet import text_cell

from ..scan import STANDARD_INPUT
from ..settings import Settings

__all__ = ["batch"]

_HEADINGS: Final = ("query",)

_NAMES: Final = tuple(
    name for name, f in FIELDS.items() if f.facet and f.kind is FieldKind.NAME
)
_OF_HIT: Final = ("id", "title", "date")

_LONGEST: Final = 64 * 2**10
"""Bytes of a line; a query is cut after far less."""


@dataclass(frozen=True, slots=True)
class _Line:
    """A query, or why a line holds none."""

    number: int
    query: str = ""
    problem: str = ""


@click.command()
@click.argument(
    "file",
    type=click.Path(exists=True, dir_okay=False, allow_dash=True, path_type=Path),
)
@click.option(
    "--to",
    "target",
    metavar="FILE",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Write there instead of standard output.",
)
@click.option(
    "--name",
    "field",
    type=click.Choice(_NAMES),
    help="Take each line as one whole name, and find the articles that have it.",
)
@click.option(
    "--hits",
    type=click.IntRange(0, 100),
    default=3,
    show_default=True,
    help="Hits listed for each query.",
)
@click.pass_obj
def batch(
    settings: Settings, file: Path, target: Path | None, field: str | None, hits: int
) -> None:
    """Run every query in a CSV file; "-" is standard input.

    \b
      dateline batch queries.csv --to answers.csv
      dateline batch people.csv --name person --hits 0

    The query is in the column "query" (names may be in "name"), or in the first column
    if there is no such heading.
    Each gives a line of CSV: the query, the number of articles, and id, title and
    date of the first hits. A line without a query is reported on standard
    error with its number; the others are answered, and the exit code is 1. A cell
    that a spreadsheet would take for a formula, a number or a date begins with an
    apostrophe.
    """
    if target and file != STANDARD_INPUT and target.exists() and target.samefile(file):
        raise click.BadParameter("the answers would overwrite the queries")
    searcher = settings.searcher
    searcher.snapshot()  # without an index, nothing is written
    problems = False
    with ExitStack() as stack:
        headings = _HEADINGS if field is None else (*_HEADINGS, "name", field)
        lines = _lines(stack.enter_context(_opened(file)), headings)
        out = stack.enter_context(_writable(target))
        writer = csv.writer(out, lineterminator="\n")
        columns = [f"{what}_{n}" for n in range(1, hits + 1) for what in _OF_HIT]
        writer.writerow(["query", "articles", *columns])
        for line in lines:
            page = None
            problem = line.problem
            if not problem:
                criteria = _criteria(line.query, field)
                page = searcher.search(criteria, Window(limit=hits), NO_FACETS)
                problem = _told(line, page)
            if problem or page is None:
                problems = True
                _tell(line, problem)
            else:
                writer.writerow([text_cell(line.query), page.total, *_cells(page)])
                out.flush()
    if problems:
        sys.exit(1)


def _opened(file: Path) -> IO[bytes]:
    return click.open_file(str(file), "rb")


def _writable(target: Path | None) -> IO[str]:
    return click.open_file(str(target or STANDARD_INPUT), "w", encoding="utf-8")


def _criteria(query: str, field: str | None) -> Criteria:
    if field is None:
        return Criteria(text=query, match=Match.ALL)
    return Criteria(selections=(Selection(field, (query,)),))


def _told(line: _Line, page: ResultPage) -> str:
    """Tell what was not understood; return it if nothing was."""
    for notice in page.notices:
        if notice.kind is NoticeKind.NOTHING_TO_SEARCH:
            return "it contains no word to search for"
        _tell(line, notice.text)
    return ""


def _tell(line: _Line, what: str) -> None:
    click.echo(f"dateline: line {line.number}: {what}", err=True)


def _cells(page: ResultPage) -> Iterator[str]:
    for hit in page.hits:
        article = hit.article
        yield from (text_cell(article.id), text_cell(article.title))
        yield str(article.published or "")


def _lines(file: IO[bytes], headings: Collection[str] = _HEADINGS) -> Iterator[_Line]:
    """The queries of a file, a line at a time; a first line may name the columns.

    The query is in the first column with one of the headings.

    Cells with line ends in them are not read: one quotation mark too few would
    make all that follows a part of one query.
    """
    column: int | None = None
    delimiter = ","
    for number, line in _cut(file):
        if column is None:
            delimiter = _divided(line, headings)
        try:
            cells = _row(line, delimiter)
        except (ValueError, csv.Error) as error:
            yield _Line(number, problem=str(error))
            column = column or 0
            continue
        if not any(cells):
            continue
        if column is None:
            named = [at for at, cell in enumerate(cells) if cell.lower() in headings]
            column = named[0] if named else 0
            if named:
                continue
        query = cells[column] if column < len(cells) else ""
        if query:
            yield _Line(number, query)
        else:
            yield _Line(number, problem="it contains no query")


def _divided(line: bytes, headings: Collection[str]) -> str:
    """What divides the cells: a semicolon, if a first line names columns so.

    Spreadsheets write it where 1,5 is a number.
    """
    names = line.decode(errors="replace").strip("\ufeff\r\n").lower().split(";")
    named = any(name.strip(' "') in headings for name in names)
    return ";" if named and len(names) > 1 else ","


def _row(line: bytes, delimiter: str) -> list[str]:
    """The cells of a line.

    Raises:
        ValueError: if it is too long, or no UTF-8.
        csv.Error: if it is no CSV.
    """
    if len(line) > _LONGEST:
        raise ValueError(f"it is longer than {_LONGEST:,} bytes")
    try:
        text = line.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise ValueError("it is not UTF-8") from error
    try:
        rows: list[list[str]] = list(
            csv.reader([text.strip("\r\n")], strict=True, delimiter=delimiter)
        )
    except csv.Error as error:
        raise csv.Error(f"it is not CSV: {error}") from error
    return [cell.strip() for cell in rows[0]] if rows else []


def _cut(file: IO[bytes]) -> Iterator[tuple[int, bytes]]:
    """Lines with their numbers; of one too long only enough to see that it is."""
    number = 1
    while line := file.readline(_LONGEST + 2):
        rest: Any = line
        while len(rest) > _LONGEST and not rest.endswith(b"\n"):
            rest = file.readline(_LONGEST + 2)
        yield number, line
        number += 1
