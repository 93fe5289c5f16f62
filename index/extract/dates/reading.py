"""A text while its dates are read, and which way its verbs point."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from typing import Final

from ..english.dates.intervals import Interval
from .pack import Pack

__all__ = ["NEAR", "Found", "Reading"]

NEAR: Final = 100
"""Characters around a date in which a verb is looked for."""

_CLAUSE_END = re.compile(r"(?<![\d.])[.!?;\n](?=\s|$)")

Found = Mapping[str, str]
"""What was found in each slot."""


class Reading:
    """A text, the day its dates are counted from, and the date it mentioned last."""

    def __init__(self, content: str, base: date | None, pack: Pack) -> None:
        self.content: Final = content
        self.base: Final = base
        self.pack: Final = pack
        self.latest: Interval | None = None
        self.latest_end = 0

    def direction(self, start: int, end: int) -> int:
        """Return 1 or -1 where a verb puts a date ahead or behind, else 0."""
        begin = max(0, start - NEAR)
        ends = [cut.end() for cut in _CLAUSE_END.finditer(self.content, begin, start)]
        before = self.content[max((begin, *ends)) : start]
        after = self.content[end : end + NEAR]
        if cut_after := _CLAUSE_END.search(after):
            after = after[: cut_after.start()]
        around = f"{before} | {after}"
        if self.pack.future.search(around):
            return 1
        return -1 if self.pack.past.search(around) else 0
