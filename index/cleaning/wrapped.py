"""Lines that a program cut to a width, put together again as paragraphs.

A name that is cut in two is no name any more. Newswire indents its paragraphs, mail and
typewritten text part them by an empty line or by nothing. A line was cut by a program
where the next word did not fit on it; rows of a table, verses and lists end earlier.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import Final

__all__ = ["join_wrapped"]

_LONGEST: Final = 90
"""Characters of a line; text with longer ones is not cut to a width."""
_SHORTEST_FULL: Final = 56
"""A line of newswire with its next word on it would be at least as long."""
_NARROWEST: Final = 40
"""The width of the narrowest column that is told from verses."""
_WIDE: Final = 60
"""The width of a column that holds no verses."""
_MOST_EARLY: Final = 0.35
"""The share of lines that may end early: the last one of each paragraph does."""
_FEWEST_INSIDE: Final = 0.25
"""The share of full lines after which a sentence surely goes on."""
_CHUNK: Final = re.compile(r"[^\s-]*-?")
_HYPHENATED: Final = re.compile(r"\w-\Z")


def join_wrapped(text: str) -> str:
    """Return a text with its paragraphs on one line each; others stay as they are."""
    if "\n" not in text:
        return text
    lines = [line.rstrip() for line in text.split("\n")]
    width = max(map(len, lines))
    if width > _LONGEST:
        return text
    if text.startswith("  ") or "\n  " in text:
        return "\n".join(_join_indented(lines))
    while _NARROWEST <= width <= _LONGEST and _is_wrapped(lines, width):
        lines = list(_join_full(lines, width))
        width = max(map(len, lines))
    return "\n".join(lines)


def _join_indented(lines: Sequence[str]) -> Iterable[str]:
    """Newswire, whose paragraphs begin with blanks."""
    joined = [lines[0]]
    for before, line in pairwise(lines):
        if not line or not before:
            joined.append(line)
        elif line[0] == " ":
            # a paragraph stands apart, the next row of a table does not
            is_row = len(before) < _SHORTEST_FULL and before[0] == " "
            joined += [line] if is_row else ["", line]
        elif len(before) + 1 + len(line.partition(" ")[0]) >= _SHORTEST_FULL:
            joined[-1] += f" {line}"
        else:
            joined.append(line)
    return joined


def _is_wrapped(lines: Sequence[str], width: int) -> bool:
    """Whether most lines end where they are full, and sentences go on after them."""
    breaks = [(one, other) for one, other in pairwise(lines) if one and other]
    full = [pair for pair in breaks if _is_full(*pair, width)]
    inside = sum(_goes_on(one, other, width) for one, other in full)
    early = len(breaks) - len(full)
    return inside > _FEWEST_INSIDE * len(full) and early <= _MOST_EARLY * len(breaks)


def _goes_on(line: str, following: str, width: int) -> bool:
    """Whether a sentence surely goes on after a line; a verse may end in any word."""
    in_prose = width >= _WIDE and line.rpartition(" ")[2].rstrip(",").islower()
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
            joined[-1] += line if _HYPHENATED.search(before) else f" {line}"
        else:
            joined.append(line)
    return joined
