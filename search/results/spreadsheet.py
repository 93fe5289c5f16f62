"""Cells that spreadsheets must not take for formulas.

Excel, LibreOffice and Google Sheets run a cell that begins with ``=``, ``+``, ``-``
or ``@``, full-width ones included; spaces and invisible characters before it
may be trimmed first. A spreadsheet that cuts lines at ``;`` or tabs, as in many
countries, may also begin a cell in the middle of ours. A leading apostrophe is
the spreadsheets' own sign for "this is text".
"""

from __future__ import annotations

import re
from typing import Final

__all__ = ["defuse"]

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
