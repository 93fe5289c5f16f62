"""Every limit of a query in one table, and the count of a query against them."""

from __future__ import annotations

from typing import Final

from ..messages import Message, said
from ..model.hits import Notice, NoticeKind
from .syntax import Lexeme

__all__ = [
    "MAX_DEPTH",
    "MAX_DISTANCE",
    "MAX_LEAVES",
    "MAX_LENGTH",
    "MAX_PHRASE",
    "MAX_RANGES",
    "MAX_RUN_DISTANCE",
    "MAX_SIGNS",
    "MAX_WILDCARDS",
    "MIN_FUZZY",
    "MIN_PREFIX",
    "QueryLimits",
]

MAX_LENGTH: Final = 2_000
"""Characters of a query that are read."""

MAX_DEPTH: Final = 20
"""Parentheses inside parentheses."""

MAX_LEAVES: Final = 64
"""Words, phrases and values in one query."""

MAX_WILDCARDS: Final = 5
"""Words with ``*``, ``?`` or ``~`` in one query; each stands for several words."""

MAX_SIGNS: Final = 4
"""Signs that stand for letters in one word."""

MIN_PREFIX: Final = 2
"""Letters next to a ``*`` or ``?``; fewer stand for too many words."""

MIN_FUZZY: Final = {1: 3, 2: 5}
"""How many edits a word may be away → the letters it needs for that."""

MAX_PHRASE: Final = 50
"""Words in one phrase."""

MAX_DISTANCE: Final = 50
"""The greatest distance, in words, that may be asked for between two words."""

MAX_RUN_DISTANCE: Final = 5
"""The same if either is a phrase: each distance is then a search of its own."""

MAX_RANGES: Final = 5
"""Ranges of mentioned dates that are not whole days, months or years, in one query."""


class QueryLimits:
    """Counts the leaves of one query against its limits and collects notices.

    Attributes:
        count: leaves made so far.
        notices: what was cut, ignored or understood differently.
    """

    def __init__(self) -> None:
        self.count = 0
        self.notices: list[Notice] = []
        self._wildcards = 0
        self._full = False

    def add_notice(self, kind: NoticeKind, lexeme: Lexeme, message: Message) -> None:
        """Add a notice about a piece of the query."""
        self.notices.append(Notice(kind, lexeme.start, lexeme.end, message))

    def count_leaves(self, lexeme: Lexeme, leaves: int = 1) -> bool:
        """Count some more leaves; return false, and count none, if that is too many."""
        if self.count + leaves <= MAX_LEAVES:
            self.count += leaves
            return True
        if not self._full:
            self._full = True
            self.add_notice(
                NoticeKind.TOO_MANY_WORDS,
                lexeme,
                said("Only the first %(most)s words were searched.", most=MAX_LEAVES),
            )
        return False

    def has_room(self, leaves: int) -> bool:
        """Tell whether some more leaves are not too many."""
        return self.count + leaves <= MAX_LEAVES

    def count_pattern(self, lexeme: Lexeme) -> bool:
        """Count one more word that stands for several; false if that is too many."""
        if self._wildcards >= MAX_WILDCARDS:
            self.add_notice(
                NoticeKind.TOO_MANY_WILDCARDS,
                lexeme,
                said(
                    "Only %(most)s words may contain *, ? or ~; "
                    "here the sign was left out.",
                    most=MAX_WILDCARDS,
                ),
            )
            return False
        if not self.count_leaves(lexeme):
            return False
        self._wildcards += 1
        return True
