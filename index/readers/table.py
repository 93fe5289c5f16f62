"""Tables: a header and one article a row (``.csv``, ``.tsv``)."""

from __future__ import annotations

import codecs
import csv
from collections.abc import Iterator
from itertools import chain
from typing import BinaryIO, Final

from ..errors import UnreadableSource
from ..records import Draft, Problem, ReadOptions, Record
from . import reader
from .bytes.encoding import encoding_of, opening
from .bytes.streams import CHUNK, read_some
from .columns import draft_of, known_fields, require_columns

__all__ = ["TableReader"]

_DELIMITERS: Final = ",;\t|"
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
        header, line_end, _ = opening(head).partition("\n")
        names = _names(header, _delimiter(header)) if line_end else ()
        known = known_fields(names)
        return len(known) > 1 and not known.isdisjoint(("title", "body"))

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
        pieces = iter(lines)
        first = next((line for line in pieces if not line.isspace()), "")
        rows = csv.reader(chain([first], pieces), delimiter=_delimiter(first))
        names = _header(rows)
        require_columns(names, options.mapping)
        number = 1
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
            elif any(row):
                yield _record(position, names, row)
            else:
                number -= 1  # a blank line

    def draft(self, record: Record, options: ReadOptions) -> Draft:
        """Recognise the columns of a row."""
        if isinstance(record.content, bytes | str):
            raise UnreadableSource("not a row of a table")
        return draft_of(record.content, options.mapping)


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

    def __iter__(self) -> Iterator[str]:
        for line in self._cut():
            self.quotes += line.count('"')
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
        head = read_some(self._stream, CHUNK)
        encoding = encoding_of(head)
        errors = "surrogateescape" if encoding.startswith("utf-8") else "replace"
        decoder = codecs.getincrementaldecoder(encoding)(errors)
        held = ""
        while head:
            text = held + decoder.decode(head)
            held = "\r" if text.endswith("\r") else ""
            yield text.removesuffix("\r")
            head = read_some(self._stream, CHUNK)
        yield held + decoder.decode(b"", final=True)


def _names(header: str, delimiter: str) -> list[str]:
    try:
        return next(csv.reader([header], delimiter=delimiter), [])
    except csv.Error:
        return []


def _delimiter(header: str) -> str:
    """What divides the header into most columns that are recognised."""

    def worth(delimiter: str) -> tuple[int, int]:
        names = _names(header, delimiter)
        return len(known_fields(names)), len(names)

    return max(_DELIMITERS, key=worth)


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
            content[name] = cell
    return Record(position, content)
