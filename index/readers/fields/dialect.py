"""How a table is written: what divides its cells, how it quotes, where its header is.

Exports begin with ``sep=;``, with the name of a report and an empty line, or with a
comment; some write a quotation mark as ``\\"``. The header is the first row in which
two columns or more are recognised.
"""

from __future__ import annotations

import contextlib
import csv
import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Final

from ..columns import known_fields

__all__ = ["Dialect", "dialect_of", "in_dialect"]

_DELIMITERS: Final = ",;\t|"
_SEP: Final = re.compile(r"""["']?sep=(.|\\t)["']?\s*""", re.IGNORECASE)
_MOST_BEFORE: Final = 40
"""Rows among which the header is looked for."""
_LONGEST_NAME: Final = 60
_ESCAPED: Final = re.compile(r'(?<!\\)((?:\\\\)*)\\"')


@dataclass(frozen=True, slots=True)
class Dialect:
    """How a table is written.

    Attributes:
        before: rows before the header, blank ones too.
        escaped: whether a quotation mark in a cell is written with a backslash.
        known: how many columns are recognised.
        is_table: whether the rows after the header have several cells, too.
    """

    delimiter: str
    quote: str = '"'
    before: int = 0
    escaped: bool = False
    known: int = 0
    is_table: bool = False

    def rows(self, lines: Iterable[str]) -> Iterator[list[str]]:
        """Return a reader of rows (of :mod:`csv`)."""
        return csv.reader(lines, delimiter=self.delimiter, quotechar=self.quote)


def in_dialect(line: str, dialect: Dialect) -> str:
    """Return a line with quotation marks as :mod:`csv` expects them."""
    return _ESCAPED.sub(r'\1""', line) if dialect.escaped and "\\" in line else line


def dialect_of(sample: str, names: Collection[str] = ()) -> Dialect:
    """Return how a table is written.

    Args:
        sample: the text it begins with.
        names: columns that a person names.
    """
    lines = sample.splitlines(keepends=True)
    first = next((n for n, line in enumerate(lines) if not line.isspace()), 0)
    told = _SEP.fullmatch(lines[first].strip("\ufeff\r\n")) if lines else None
    delimiters = _DELIMITERS
    if told:
        delimiters = told[1].replace("\\t", "\t")
    found = [
        one
        for delimiter in delimiters
        if (one := _found(lines, delimiter, names, quote='"'))
    ]
    if not found:
        before = first + 1 if told else first
        line = lines[before] if before < len(lines) else ""
        return Dialect(max(delimiters, key=line.count), before=before)
    return max(found, key=lambda one: (one.known, one.is_table, -one.before))


def _found(
    lines: list[str], delimiter: str, names: Collection[str], quote: str
) -> Dialect | None:
    """The dialect, if there is a header in it."""
    escaped = _is_escaped("".join(lines), delimiter)
    draft = Dialect(delimiter, quote, escaped=escaped)
    rows = draft.rows(in_dialect(line, draft) for line in lines)
    read: list[list[str]] = []
    with contextlib.suppress(csv.Error):
        read.extend(islice(rows, _MOST_BEFORE))
    for number, row in enumerate(read):
        cells = [cell.strip().lstrip("\ufeff") for cell in row]
        if quote == '"' and len(cells) > 1 and all(map(_is_in_single_quotes, cells)):
            return _found(lines, delimiter, names, "'")
        if max(map(len, cells), default=0) > _LONGEST_NAME:
            continue
        known = known_fields(cells)
        named = sum(name in cells for name in names)
        if len(known) + named > 1 and (named or not known.isdisjoint(_TEXTS)):
            following = [row for row in read[number + 1 : number + 4] if any(row)]
            return Dialect(
                delimiter,
                quote,
                before=number,
                escaped=escaped,
                known=len(known) + named,
                is_table=all(len(row) > 1 for row in following),
            )
    return None


_TEXTS: Final = ("title", "body")


def _is_in_single_quotes(cell: str) -> bool:
    return len(cell) > 2 and cell[0] == cell[-1] == "'"


def _is_escaped(sample: str, delimiter: str) -> bool:
    r"""Whether a ``\"`` stands where no cell can end."""
    ends = f"{delimiter}\r\n"
    return any(
        match.end() < len(sample) and sample[match.end()] not in ends
        for match in islice(_ESCAPED.finditer(sample), 100)
    )
