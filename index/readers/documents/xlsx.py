"""Excel tables (``.xlsx``): one article a row, on the sheet that has articles."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Any, BinaryIO, Final

from ...errors import UnreadableSource
from ...records import Draft, Problem, ReadOptions, Record
from ..bytes.streams import seekable
from ..bytes.zips import document_kind
from ..columns import draft_of, known_fields, require_columns
from ..extras import library

__all__ = ["XlsxReader"]

_HEADER_ROWS: Final = 20
"""Rows among which the header is looked for; a title or a note may stand above it."""


class XlsxReader:
    """A table whose header names a title or a text."""

    name = "xlsx"
    about = "Excel tables, one article a row"
    suffixes: tuple[str, ...] = (".xlsx", ".xlsm")
    extra = "office"

    def recognises(self, head: bytes) -> bool:
        """Return whether it is a ZIP archive with the parts of such a table."""
        return document_kind(head) == "xlsx"

    def records(
        self, stream: BinaryIO, options: ReadOptions
    ) -> Iterator[Record | Problem]:
        """Cut the rows of every sheet that has articles.

        Raises:
            UnreadableSource: if no sheet has a column for a title or a text.
        """
        openpyxl = library("openpyxl", "office")
        with seekable(stream) as file:
            try:
                book = openpyxl.load_workbook(file, read_only=True, data_only=True)
            except Exception as error:  # of many kinds on damaged files
                raise UnreadableSource(_damaged(error)) from None
            try:
                yield from _rows(book, options)
            except UnreadableSource:
                raise
            except Exception as error:
                raise UnreadableSource(_damaged(error)) from None
            finally:
                book.close()

    def draft(self, record: Record, options: ReadOptions) -> Draft:
        """Recognise the columns of a row."""
        if isinstance(record.content, bytes | str):
            raise UnreadableSource("not a row of a table")
        return draft_of(record.content, options.mapping)


def _damaged(error: Exception) -> str:
    return f"the table is damaged or encrypted ({type(error).__name__})"


def _rows(book: Any, options: ReadOptions) -> Iterator[Record | Problem]:
    found = False
    first: tuple[str, ...] = ()
    for sheet in book.worksheets:
        sheet.reset_dimensions()  # what the file says of them may be wrong
        head = [*islice(sheet.iter_rows(values_only=True), _HEADER_ROWS)]
        at = _header_at(head, options)
        if at is None:
            first = first or _names(next((row for row in head if any(row)), ()))
            continue
        found = True
        names = _names(head[at])
        several = len(book.worksheets) > 1
        for number, row in enumerate(
            sheet.iter_rows(min_row=at + 2, values_only=True), start=at + 2
        ):
            content = dict(zip(names, map(_text, row), strict=False))
            if any(content.values()):
                where = f"{sheet.title}, " if several else ""
                yield Record(f"{where}row {number}", content)
    if not found:
        require_columns(first, options.mapping)
        raise UnreadableSource("there is no table with a title or a text in it")


def _header_at(rows: Sequence[Sequence[object]], options: ReadOptions) -> int | None:
    """The row that names most of our fields, and a title or a text."""
    best: tuple[int, int] | None = None
    for at, row in enumerate(rows):
        names = _names(row)
        known = known_fields(names) | {
            ours for ours, theirs in options.mapping.items() if theirs in names
        }
        if not known.isdisjoint(("title", "body")) and (
            not best or len(known) > best[0]
        ):
            best = (len(known), at)
    return (
        best[1] if best and (best[0] > 1 or options.mapping or best[1] == 0) else None
    )


def _names(row: Sequence[object]) -> tuple[str, ...]:
    return tuple(str(cell).strip() if cell is not None else "" for cell in row)


def _text(cell: object) -> str:
    """A cell as it is shown: a date as a date."""
    match cell:
        case None:
            return ""
        case datetime.datetime() if cell.time() == datetime.time():
            return cell.date().isoformat()
        case datetime.datetime() | datetime.date():
            return cell.isoformat()
        case float() if cell.is_integer():
            return str(int(cell))
        case _:
            return str(cell)
