"""Cells that spreadsheets must not take for formulas or numbers, nor cut.

Excel, LibreOffice and Google Sheets run a cell that begins with ``=``, ``+``, ``-``
or ``@``, full-width ones included; spaces and invisible characters before it
may be trimmed first. A spreadsheet that cuts lines at ``;`` or tabs, as in many
countries, may also begin a cell in the middle of ours. A leading apostrophe is
the spreadsheets' own sign for "this is text". Cells of text that look like a number, a
date or a truth value get one too: 87219094668646e3 would be a number of 17 digits, and
"9/11" a day in September.
"""

from __future__ import annotations

import re
from typing import Final

from ..codes.months import MONTH_BEGINNINGS

__all__ = ["LONGEST_CELL", "defuse", "fit", "text_cell"]

LONGEST_CELL: Final = 32_767
"""The most UTF-16 units of a cell; what is longer spreadsheets cut or spread over the
next rows."""

_CUT: Final = " … [cut: a cell of a spreadsheet is full]"

_MONTH: Final = rf"(?:{MONTH_BEGINNINGS}|mai|okt|dez|mär)\w*\.?"
"""English and German, as in the spreadsheets of those who read English and German."""
CONVERTED: Final = re.compile(
    # digits with signs between them: numbers, days, times, fractions, sums of money
    r"\s*[(]?[$€£¥]?\s*[0-9.,][0-9.,:/\-\s'’]*(?:e[+\-]?[0-9]+)?\s*"
    r"(?:[%$€£¥)]|am|pm|a|p)?\s*"
    rf"|\s*(?:[0-9]+[\s./\-]*)?{_MONTH}[\s./,\-]*[0-9][0-9\s,/\-]*"
    rf"|\s*[0-9]+[\s./\-]*{_MONTH}\s*"
    r"|\s*(?:true|false|wahr|falsch)\s*",
    re.IGNORECASE,
)
"""What spreadsheets take for a number, a date, a time or a truth value."""

LONGEST_CONVERTED: Final = 400
"""Characters of a cell that may be one; a number of more digits is too large."""

_IGNORED: Final = (
    r" \x00-\x08\x0b\x0c\x0e-\x1f\x7f\u0085\u00a0\u00ad\u034f\u061c\u1680\u180e"
    r"\u2000-\u200f\u2028-\u202f\u205f-\u206f\u3000\ufeff"
)
"""Blank and invisible characters that a spreadsheet may drop before a cell."""

_SIGNS: Final = r"=+\-@\uff1d\uff0b\uff0d\uff20\u2212\ufe62\ufe63\ufe66\ufe6b"

_DANGER: Final = re.compile(
    rf"^(?=[\t\r\n])|(?:^|(?<=[;\t\r\n]))(?=[{_IGNORED}]*[{_SIGNS}])"
)


def defuse(cell: str) -> str:
    """Return the text of a cell with ``'`` wherever a formula would begin.

    Other text is returned unchanged: ``a-b``, ``2 + 2``.
    """
    return _DANGER.sub("'", cell)


def text_cell(text: str) -> str:
    """Return the cell of a text that has to stay text, whatever it looks like.

    It begins no formula, is no number, and fits into a cell.
    """
    cell = defuse(text)
    short = len(cell) <= LONGEST_CONVERTED
    return fit("'" + cell if short and CONVERTED.fullmatch(cell) else cell)


def fit(cell: str) -> str:
    """Return a cell cut to :data:`LONGEST_CELL`, which its end then says."""
    if len(cell) * 2 <= LONGEST_CELL:
        return cell
    units = cell.encode("utf-16-le", "surrogatepass")
    if len(units) <= 2 * LONGEST_CELL:
        return cell
    kept = units[: 2 * (LONGEST_CELL - len(_CUT))].decode("utf-16-le", "ignore")
    return kept + _CUT
