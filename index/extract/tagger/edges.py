"""Where a name begins and ends, whatever the network left on it or cut it into.

Titles, "'s" and "-led" belong to no name. What someone is called, in quotation marks
between given and family name, belongs to both: Gerardo “Tata” Martino.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from ..words import vocabulary

__all__ = ["Span", "trimmed", "with_nicknames"]

Span = tuple[int, int, str]
"""``(start, end, label)``: offsets into a text, and PER, LOC, ORG or MISC."""

_QUOTE: Final = re.compile(r" [\"'“‘]")
_NICKNAME: Final = re.compile(
    r" (?:[\"“][^\W\d_a-z][^\"“”\n]{1,24}[\"”]|['‘][^\W\d_a-z][^'‘’\n]{1,24}['’]) "
)
_ENDINGS: Final = ("'s", "’s", "'", "’")


def with_nicknames(content: str, spans: Iterable[Span]) -> list[Span]:
    """Return spans in their order, a name around a nickname in one piece.

    Args:
        content: the text.
        spans: of the text, in reading order.
    """
    joined: list[Span] = []
    given, family_start = 0, -1
    for span in spans:
        start, end, label = span
        if label == "PER":
            if start == family_start:
                joined[given:] = [(joined[given][0], end, label)]
                continue
            quote = _QUOTE.search(content, start, end + 2)
            nickname = _NICKNAME.match(content, quote.start()) if quote else None
            if nickname is not None:
                given, family_start = len(joined), nickname.end()
        joined.append(span)
    return joined


def trimmed(content: str, span: Span) -> Span:
    """Return a span without what belongs to no name; it may be empty then."""
    start, end, label = span
    name = content[start:end]
    if name.isalpha():  # as most are
        return span
    for ending in _ENDINGS:
        if name.endswith(ending):
            end -= len(ending)
            break
    if "-" in name:
        head, hyphen, tail = content[start:end].rpartition("-")
        if hyphen and tail in vocabulary("tails"):
            end = start + len(head)
    if label == "PER":
        start = _behind_titles(content, start, end)
    return start, end, label


def _behind_titles(content: str, start: int, end: int) -> int:
    while True:
        first, space, _ = content[start:end].partition(" ")
        if not space or first.rstrip(".").lower() not in vocabulary("before_names"):
            return start
        start += len(first) + 1
