"""Recognised lines as running text."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

__all__ = ["BLANK_LINES", "day_in_name", "joined_lines", "page_title"]

BLANK_LINES: Final = re.compile(r"(?<!\s)\s{0,20}\n[^\S\n]{0,200}\n")
"""Where a paragraph ends."""

_HYPHENS: Final = ("-", "¬", "\u00ad", "⸗", "=")
"""What ends a line in the middle of a word."""
_DAY: Final = re.compile(
    r"(?<!\d)(1[5-9]\d\d|20\d\d)([-_.]?)(0[1-9]|1[0-2])\2(0[1-9]|[12]\d|3[01])(?!\d)"
)


def joined_lines(lines: Iterable[str]) -> str:
    """Return lines as one paragraph; a word that goes on in the next line is whole.

    A hyphen is kept where a capital or a digit follows: it may belong to the word.
    """
    text = ""
    for line in (" ".join(line.split()) for line in lines):
        if not line:
            continue
        if text.endswith(_HYPHENS) and text[-2:-1].isalpha() and line[0].isalpha():
            text = text if line[0].isupper() and text[-1] == "-" else text[:-1]
            text += line
        else:
            text = f"{text} {line}" if text else line
    return text


def day_in_name(name: str) -> str:
    """Return the day a file name says, such as ``GDL-1910-10-31_0001``; or ""."""
    found = _DAY.search(name)
    return f"{found[1]}-{found[3]}-{found[4]}" if found else ""


def page_title(name: str, number: int) -> str:
    """Return what a page without a title is called: its file, and which page it is.

    Args:
        name: the name of the file, or of the image of the page.
    """
    stem = name.replace("\\", "/").rpartition("/")[2].rpartition(".")[0] or name
    return f"{stem}, page {number}" if number > 1 else stem
