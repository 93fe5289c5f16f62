"""What the leaves of one query amount to, and what is said of them."""

from __future__ import annotations

from typing import Final

from ..messages import Message, said
from ..model.article import Notice, NoticeKind
from .syntax import Lexeme

__all__ = ["MAX_LEAVES", "MAX_WILDCARDS", "Tally"]

MAX_LEAVES: Final = 64
"""Words, phrases and values in one query."""

MAX_WILDCARDS: Final = 5
"""Words with ``*``, ``?`` or ``~`` in one query."""


class Tally:
    """Counts leaves against the limits of a query and collects notices.

    Attributes:
        count: leaves made so far.
        notices: what was cut, ignored or taken otherwise.
    """

    def __init__(self) -> None:
        self.count = 0
        self.notices: list[Notice] = []
        self._wildcards = 0
        self._full = False

    def say(self, kind: NoticeKind, lexeme: Lexeme, message: Message) -> None:
        """Add a notice of a piece of the query."""
        self.notices.append(Notice(kind, lexeme.start, lexeme.end, message))

    def take(self, lexeme: Lexeme, leaves: int = 1) -> bool:
        """Count so many leaves more; false where that would be too many."""
        if self.count + leaves <= MAX_LEAVES:
            self.count += leaves
            return True
        if not self._full:
            self._full = True
            self.say(
                NoticeKind.TOO_MANY_WORDS,
                lexeme,
                said("Only the first %(most)s words were searched.", most=MAX_LEAVES),
            )
        return False

    def stands_for_several(self, lexeme: Lexeme) -> bool:
        """Count one word more that does; false once there are too many."""
        if self._wildcards >= MAX_WILDCARDS:
            self.say(
                NoticeKind.TOO_MANY_WILDCARDS,
                lexeme,
                said(
                    "Only %(most)s words may hold *, ? or ~; "
                    "here the sign was left out.",
                    most=MAX_WILDCARDS,
                ),
            )
            return False
        if not self.take(lexeme):
            return False
        self._wildcards += 1
        return True
