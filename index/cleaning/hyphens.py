"""Words that were cut at the end of a line, put together again."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

__all__ = ["SOFT", "join_cut", "words_of"]

SOFT: Final = "\x02\ufffe\u00ad"
"""Characters that stand for a hyphen at the end of a line; the last of them for one
that is there for the line's sake alone."""

_CUT: Final = re.compile(r"([^\W\d_]{2,60})[-‐‑]\Z")
_START: Final = re.compile(r"[^\W\d_]+")
_WORD: Final = re.compile(r"[^\W\d_]+(?:[-‐‑][^\W\d_]+)*")


def words_of(lines: Sequence[str]) -> frozenset[str]:
    """Return the words of a text in lower case, without those at the ends of lines."""
    found: set[str] = set()
    for line in lines:
        found.update(word.lower() for word in _WORD.findall(line)[1:-1])
    return frozenset(found)


def join_cut(line: str, following: str, known: frozenset[str]) -> str:
    """Return two lines as one.

    A hyphen at the end of the first goes where it only divides a word: the word after
    it begins in lower case, and the text has not that word with its hyphen.

    Args:
        known: see :func:`words_of`.
    """
    if line.endswith(SOFT[-1]):
        return line.rstrip(SOFT) + following
    if line and line[-1] in SOFT:
        line = line.rstrip(SOFT) + "-"
    cut = _CUT.search(line)
    rest = _START.match(following)
    if cut is None or rest is None or not following:
        return f"{line} {following}" if line and following else line + following
    hyphened = f"{cut[1]}-{rest[0]}".lower()
    whole = f"{cut[1]}{rest[0]}".lower()
    if following[0].islower() and (whole in known or hyphened not in known):
        return line[:-1] + following
    return line + following
