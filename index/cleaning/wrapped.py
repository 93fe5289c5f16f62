"""Lines that a program cut to a width, put together again as paragraphs.

A name that is cut in two is no name any more. Newswire indents its paragraphs, mail and
typewritten text part them by an empty line or by nothing. A line was cut by a program
where the next word did not fit on it; rows of a table, verses and lists end earlier.
"""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import Final

__all__ = ["join_wrapped"]

_LONGEST: Final = 132
"""Characters of a line, as wide as terminals are; text with longer ones is not cut."""
_SHORTEST_FULL: Final = 56
"""A line of newswire with its next word on it would be at least as long."""
_NARROWEST: Final = 28
"""The width of the narrowest column of a paper."""
_NO_VERSE: Final = 40
"""The width from which fewer signs tell a column from verses."""
_WIDE: Final = 60
"""The width of a column that holds no verses."""
_MOST_EARLY: Final = 0.35
"""The share of lines that may end early: the last one of each paragraph does."""
_FEWEST_INSIDE: Final = 0.25
"""The share of full lines after which a sentence surely goes on."""
_MOST_INSIDE: Final = 0.4
"""The share of all lines after which it does in prose alone, however many end early."""
_CHUNK: Final = re.compile(r"[^\s-]*-?")
_HYPHENATED: Final = re.compile(r"\w-\Z")


def join_wrapped(text: str) -> str:
    """Return a text with its paragraphs on one line each; others stay as they are."""
    if "\n" not in text:
        return text
    if max(map(len, text.split("\n"))) > _LONGEST:
        return text
    lines = [line.rstrip() for line in textwrap.dedent(text).split("\n")]
    width = max(map(len, lines))
    if any(line.startswith("  ") for line in lines):
        return "\n".join(_join_indented(lines))
    while _NARROWEST <= width <= _LONGEST and _is_wrapped(lines, width):
        lines = list(_join_full(lines, width))
        width = max(map(len, lines))
    return "\n".join(lines)


def _join_indented(lines: Sequence[str]) -> Iterable[str]:
    """Newswire, whose paragraphs begin with blanks."""
    joined = [lines[0]]
    flush = max((len(line) for line in lines if line[:1] != " "), default=0)
    narrow = _NARROWEST <= flush < _SHORTEST_FULL and _is_wrapped(lines, flush)
    full = flush + 1 if narrow else _SHORTEST_FULL
    for before, line in pairwise(lines):
        if not line or not before:
            joined.append(line)
        elif line[0] == " ":
            # a paragraph stands apart, the next row of a table does not
            is_row = len(before) < full and before[0] == " "
            joined += [line] if is_row else ["", line]
        elif len(before) + 1 + len(line.partition(" ")[0]) >= full:
            joined[-1] += _next_to(before, line)
        else:
            joined.append(line)
    return joined


def _is_wrapped(lines: Sequence[str], width: int) -> bool:
    """Whether most lines end where they are full, and sentences go on after them."""
    breaks = [(one, other) for one, other in pairwise(lines) if one and other]
    full = [pair for pair in breaks if _is_full(*pair, width)]
    inside = sum(_goes_on(one, other, width) for one, other in full)
    within = sum(other[0].islower() for _, other in full)
    if within >= _MOST_INSIDE * len(breaks) > 0 and width >= _WIDE:
        return True
    if width < _NO_VERSE and within < _MOST_INSIDE * len(breaks):
        return False
    early = len(breaks) - len(full)
    return inside > _FEWEST_INSIDE * len(full) and early <= _MOST_EARLY * len(breaks)


def _goes_on(line: str, following: str, width: int) -> bool:
    """Whether a sentence surely goes on after a line; a verse may end in any word."""
    word = line.rpartition(" ")[2].rstrip(",")
    in_prose = width >= _WIDE and word.islower() and word[-1].isalpha()
    return following[0].islower() or in_prose


def _is_full(line: str, following: str, width: int) -> bool:
    """Whether what follows a line did not fit on it."""
    chunk = _CHUNK.match(following)
    assert chunk is not None  # it matches nothing at all, too
    return len(line) + 1 + len(chunk[0]) > width


def _join_full(lines: Sequence[str], width: int) -> Iterable[str]:
    joined = [lines[0]]
    for before, line in pairwise(lines):
        if before and line and _is_full(before, line, width):
            joined[-1] += _next_to(before, line)
        else:
            joined.append(line)
    return joined


def _next_to(before: str, line: str) -> str:
    """A line as it follows the one before on the same line."""
    return line if _HYPHENATED.search(before) else f" {line}"
