"""What is pasted into a query and means more than its words: addresses and numbers."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from ..analysis import tokens as analysis
from .limits import MAX_PHRASE, QueryLimits
from .syntax import Lexeme, LexemeKind, bare_address
from .tree import Or, Query
from .word_leaves import words_as_leaf

__all__ = ["also_at_address", "count_groups"]

_FIRST: Final = re.compile(r"[1-9][0-9]{0,2}")
_NEXT: Final = re.compile(r"[0-9]{3}")
_MOST_GROUPS: Final = 4


def also_at_address(
    limits: QueryLimits, found: Query | None, lexeme: Lexeme
) -> Query | None:
    """Return a pasted address as words of a text, or as the address of an article.

    What follows the path tells whom a link was sent by, and is no part of an address.

    Args:
        found: its words.
    """
    terms = analysis.terms(bare_address(lexeme.text))[:MAX_PHRASE]
    if found is None or len(terms) < 2 or not limits.has_room(1):
        return found
    limits.count_leaves(lexeme)
    return Or((found, words_as_leaf(terms, "url")))


def count_groups(lexemes: Sequence[Lexeme], at: int) -> int:
    """Return how many words after a word make one number with it: "10 000" has one."""
    if not _FIRST.fullmatch(lexemes[at].text):
        return 0
    count = 0
    for before, lexeme in zip(lexemes[at:], lexemes[at + 1 : at + 9], strict=False):
        if (
            lexeme.kind is not LexemeKind.WORD
            or lexeme.start != before.end + 1
            or not _NEXT.fullmatch(lexeme.text)
        ):
            break
        count += 1
    return count if count <= _MOST_GROUPS else 0
