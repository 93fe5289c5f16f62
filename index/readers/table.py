"""Tables: a header and one article a row (``.csv``, ``.tsv``)."""

from __future__ import annotations

import codecs
import csv
import datetime
import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import islice
from typing import Any, BinaryIO, Final

from ..errors import UnreadableSource
from ..records import Draft, Problem, ReadOptions, Record
from . import reader
from .bytes.encoding import encoding_of, opening
from .bytes.streams import CHUNK, read_some
from .columns import draft_of, require_columns
from .fields.dialect import Dialect, dialect_of, in_dialect

__all__ = ["TableReader"]

_SAMPLE: Final = 32 * 2**10
"""Characters from which it is told how a table is written."""
_DAYS: Final = re.compile(r"\d{5}(?:[.,]\d{1,12})?", re.ASCII)
_FIRST_DAY: Final = datetime.date(1899, 12, 30)
_USUAL_DAYS: Final = range(15_000, 73_000)
"""From 1941 to 2099: no year, no number of words."""
_TEXT_FORMULA: Final = re.compile(r'="((?:[^"]|"")*)"')
"""How a text is written that a spreadsheet would take for a number."""
_UNCLOSED: Final = "a cell longer than an article can be; is a quote not closed?"
_OPEN_END: Final = "a quote that opens in this row is never closed; it was not read"


class TableReader:
    """Articles one a row; the first row names the columns.

    Rows are counted as a spreadsheet does: the header is row 1.
    """

    name = "csv"
    about = "tables with a header, one article a row"
    suffixes: tuple[str, ...] = (".csv", ".tsv")
    extra = ""

    def recognises(self, head: bytes) -> bool:
        """Return whether it begins with a header: a title or a body, and more."""
        dialect = dialect_of(opening(head))
        return dialect.known > 1 and dialect.is_table

    def records(
        self, stream: BinaryIO, options: ReadOptions
    ) -> Iterator[Record | Problem]:
        """Cut the rows.

        Raises:
            UnreadableSource: if no column is known to hold a title or a body.
        """
        # the limit is the whole program's, and 128 KiB where nobody sets it
        csv.field_size_limit(reader.MAX_RECORD_BYTES)
        lines = _Lines(stream)
        dialect = dialect_of(lines.sample, options.mapping.values())
        lines.dialect = dialect
        rows: Any = dialect.rows(lines)
        names = _header(islice(rows, dialect.before, None))
        require_columns(names, options.mapping)
        number = dialect.before + 1
        while True:
            number += 1
            position, line, quotes = f"row {number}", rows.line_num, lines.quotes
            try:
                row = next(rows, None)
            except csv.Error:
                if rows.line_num > line + 1:
                    # what follows would be read as rows that are none
                    raise UnreadableSource(f"{position}: {_UNCLOSED}") from None
                yield Problem(position, "a cell longer than an article can be")
                continue
            if row is None:
                break
            is_open = (lines.quotes - quotes) % 2 and rows.line_num > line + 1
            if is_open and lines.ended:
                yield Problem(position, _OPEN_END)
            elif lines.overlong:
                lines.overlong = False
                yield Problem(position, "a line longer than an article can be")
            elif tuple(cell.strip() for cell in row) == names:
                pass  # of another table that was put after the first
            elif any(row):
                yield _record(position, names, row)
            else:
                number -= 1  # a blank line

    def draft(self, record: Record, options: ReadOptions) -> Draft:
        """Recognise the columns of a row."""
        if isinstance(record.content, bytes | str):
            raise UnreadableSource("not a row of a table")
        draft = draft_of(record.content, options.mapping)
        day = _day_of_spreadsheet(draft.published)
        return replace(draft, published=day) if day else draft


def _day_of_spreadsheet(cell: str) -> str:
    """The date that a spreadsheet keeps as its number of days, as ISO 8601; or ""."""
    if not _DAYS.fullmatch(cell):
        return ""
    days = int(float(cell.replace(",", ".")))
    if days not in _USUAL_DAYS:
        return ""
    return str(_FIRST_DAY + datetime.timedelta(days=days))


class _Lines:
    """The decoded lines of a stream.

    A line over the limit becomes a blank one, is noted in ``overlong`` and
    never held in memory. ``quotes`` counts the quotation marks given out, and
    ``ended`` tells whether all lines have been.
    """

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self.overlong = False
        self.quotes = 0
        self.ended = False
        self.dialect = Dialect(",")
        head = read_some(stream, CHUNK)
        encoding = encoding_of(head)
        errors = "surrogateescape" if encoding.startswith("utf-8") else "replace"
        self._decoder = codecs.getincrementaldecoder(encoding)(errors)
        self._first = self._decoder.decode(head)
        self.sample = self._first[:_SAMPLE]

    def __iter__(self) -> Iterator[str]:
        for line in self._cut():
            line = in_dialect(line, self.dialect)
            self.quotes += line.count(self.dialect.quote)
            yield line
        self.ended = True

    def _cut(self) -> Iterator[str]:
        pending, skipping = "", False
        for text in self._decoded():
            pieces = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
            pieces[0] = pending + pieces[0]
            pending = pieces.pop()
            for piece in pieces:
                self.overlong |= skipping
                yield "\n" if skipping else piece + "\n"
                skipping = False
            if skipping or len(pending) > reader.MAX_RECORD_BYTES:
                pending, skipping = "", True
        if pending or skipping:
            self.overlong |= skipping
            yield pending + "\n"

    def _decoded(self) -> Iterator[str]:
        """The text in pieces, no line end of which is cut in two."""
        text, held, more = self._first, "", True
        while more:
            text = held + text
            held = "\r" if text.endswith("\r") else ""
            yield text.removesuffix("\r")
            chunk = read_some(self._stream, CHUNK)
            more = bool(chunk)
            text = self._decoder.decode(chunk, final=not more)
        yield held + text


def _header(rows: Iterator[list[str]]) -> tuple[str, ...]:
    """The names of the columns.

    Raises:
        UnreadableSource: if there is no header.
    """
    try:
        names = next(rows, [])
    except csv.Error as error:
        raise UnreadableSource(f"not a table: {error}") from None
    if not any(name.strip() for name in names):
        raise UnreadableSource("the file is empty")
    return tuple(name.strip().lstrip("\ufeff") for name in names)


def _record(position: str, names: tuple[str, ...], row: list[str]) -> Record | Problem:
    """A row under its names; missing cells at its end are empty ones."""
    if any(cell.strip() for cell in row[len(names) :]):
        return Problem(
            position,
            f"{len(row)} cells under {len(names)} columns; "
            "is a text with the delimiter in it not quoted?",
        )
    # of two columns of one name the first that is filled counts
    content: dict[str, object] = {}
    for name, cell in zip(names, row, strict=False):
        if not content.get(name):
            formula = _TEXT_FORMULA.fullmatch(cell)
            content[name] = formula[1].replace('""', '"') if formula else cell
    return Record(position, content)
