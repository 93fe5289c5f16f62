"""Words that stand for several: ``colo?r``, ``col*r``, ``attac~``.

Each says in one regular expression, or one distance, which folded words it finds;
engines look those up in their own dictionaries.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache
from typing import Final

from ..analysis import tokens as analysis
from .tree import Form, Fuzzy, Prefix, Wildcard

__all__ = [
    "MAX_SIGNS",
    "folded_pattern",
    "fuzzy_finds",
    "regular_expression",
    "signed",
    "wildcard_finds",
    "word_test",
]

MAX_SIGNS: Final = 4
"""Signs that stand for letters in one word."""

_SIGNS: Final = re.compile(r"([*?]+)")
_RUN: Final = re.compile(r"\*[*?]*\*")


def folded_pattern(word: str) -> str | None:
    """Return a word with signs in it as folded words are compared to it.

    ``None`` where a sign does not stand within one word: "state-o*f", "東*京".
    """
    word = _RUN.sub("*", word)
    pieces = []
    for at, piece in enumerate(_SIGNS.split(word)):
        if at % 2:
            pieces.append(piece)
            continue
        found = list(analysis.tokens(piece))
        if not piece:
            continue
        if len(found) != 1 or found[0].end - found[0].start != len(piece):
            return None
        pieces.append(found[0].term)
    return "".join(pieces)


def regular_expression(pattern: str) -> str:
    """Return a pattern as the regular expression of the whole words it finds."""
    return "".join({"*": ".*", "?": "."}.get(sign, re.escape(sign)) for sign in pattern)


@lru_cache(maxsize=64)
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(regular_expression(pattern), re.DOTALL)


def wildcard_finds(leaf: Wildcard, word: str) -> bool:
    """Tell whether a folded word is one of the pattern."""
    return _compiled(leaf.pattern).fullmatch(word) is not None


def fuzzy_finds(leaf: Fuzzy, word: str) -> bool:
    """Tell whether a folded word is within the distance."""
    from rapidfuzz.distance import OSA  # most searches need none

    if abs(len(word) - len(leaf.term)) > leaf.distance:
        return False
    distance = OSA.distance(leaf.term, word, score_cutoff=leaf.distance)
    return bool(distance <= leaf.distance)


def word_test(leaf: Form | Fuzzy | Prefix | Wildcard) -> Callable[[str], bool]:
    """Return what tells whether a folded word is one a leaf finds."""
    match leaf:
        case Prefix(prefix=prefix):
            return lambda word: word.startswith(prefix)
        case Form(term=term):
            return lambda word: word == term
        case Wildcard():
            return lambda word: wildcard_finds(leaf, word)
        case Fuzzy():
            return lambda word: fuzzy_finds(leaf, word)


def signed(leaf: Form | Fuzzy | Prefix | Wildcard, word: str = "") -> str:
    """Return a leaf as it is typed, with its sign; ``word`` is its word as typed."""
    match leaf:
        case Prefix(prefix=prefix):
            return f"{word or prefix}*"
        case Form(term=term):
            return f"={word or term}"
        case Wildcard(pattern=pattern):
            return pattern
        case Fuzzy(term=term, distance=distance):
            return f"{word or term}~{distance if distance > 1 else ''}"
