"""The limits of one query: how many leaves it has, and the notices of what was cut."""

from __future__ import annotations

from typing import Final

from ..messages import Message, said
from ..model.article import Notice, NoticeKind
from .syntax import Lexeme

__all__ = ["MAX_LEAVES", "MAX_WILDCARDS", "QueryLimits"]

MAX_LEAVES: Final = 64
"""Words, phrases and values in one query."""

MAX_WILDCARDS: Final = 5
"""Words with ``*``, ``?`` or ``~`` in one query; each stands for several words."""


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
