"""Where a name begins and ends: titles, "'s" and "-led" belong to no name."""

from __future__ import annotations

from functools import lru_cache
from typing import Final

from ...tagger.language import Span
from ..words import vocabulary

__all__ = ["trim"]

_ENDINGS: Final = ("'s", "’s", "'", "’")


def trim(content: str, span: Span) -> Span:
    """Return a span without what belongs to no name; it may be empty then."""
    start, end, label = span
    lead, tail = _superfluous(content[start:end], label)
    return start + lead, end - tail, label


@lru_cache(maxsize=65536)
def _superfluous(name: str, label: str) -> tuple[int, int]:
    """How much at either end belongs to no name: "Mr.", "'s", "-led"."""
    if name.isalpha():  # as most are
        return 0, 0
    start, end = 0, len(name)
    for ending in _ENDINGS:
        if name.endswith(ending):
            end -= len(ending)
            break
    if "-" in name:
        head, hyphen, tail = name[:end].rpartition("-")
        if hyphen and tail in vocabulary("tails"):
            end = len(head)
    if label == "PER":
        start = _after_titles(name[:end])
        if end - start == 2 and name[end - 1] == ".":  # "Y." is somebody called Y
            end -= 1
    return start, len(name) - end


def _after_titles(name: str) -> int:
    start = 0
    while True:
        first, space, _ = name[start:].partition(" ")
        if not space or first.rstrip(".").lower() not in vocabulary("before_names"):
            return start
        start += len(first) + 1
