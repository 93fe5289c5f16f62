"""Phrases with ``*`` and ``?`` in a word: ``"whit* house"``, ``state-o?ned``.

An engine finds phrases of words alone. So each word with a sign in it becomes the words
of the index that it stands for, the most frequent of them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from itertools import islice, product
from typing import Final, NamedTuple

from ..analysis.tokens import LETTER, terms
from .limits import MIN_PREFIX
from .syntax import Lexeme
from .tree import Or, Query
from .word_leaves import folded_pattern, words_as_leaf

__all__ = [
    "Expanding",
    "MOST_PHRASES",
    "PatternPhrase",
    "expand_phrase",
    "has_lone_sign",
    "has_pattern",
]

MOST_PHRASES: Final = 16
"""Phrases that one with signs in it stands for, at most."""

Expanding = Callable[[str, int], Sequence[str]]
"""Returns the most frequent words of an index for a pattern, so many at most."""

_PIECE = re.compile(rf"(?:{LETTER}|[*?])+")
_NO_SIGNS: Final = {ord("*"): None, ord("?"): None}
_SIGN = re.compile(r"\w\*|\*\w|\w\?[\w*?]|\?\w")
_ALONE = re.compile(r"(?:^|\s)\*+(?=\s|$)")


class PatternPhrase(NamedTuple):
    """What a phrase with signs stands for.

    Attributes:
        query: any of the phrases; ``None`` if a sign has too few letters next to it.
        is_cut: whether there are more phrases.
    """

    query: Query | None
    is_cut: bool = False


def has_pattern(text: str) -> bool:
    """Tell whether a phrase has a sign that stands for letters of a word."""
    return _SIGN.search(text) is not None


def has_lone_sign(text: str) -> bool:
    """Tell whether a ``*`` stands in a phrase where a word could stand."""
    return _ALONE.search(text) is not None


def expand_phrase(
    lexeme: Lexeme, field: str | None, expand: Expanding
) -> PatternPhrase:
    """Return the phrases of an index that a phrase with signs stands for."""
    ways: list[Sequence[str]] = []
    is_cut = False
    for piece in _PIECE.findall(lexeme.text):
        if not _SIGN.search(piece):
            ways += [[term] for term in terms(piece)]
            continue
        pattern = folded_pattern(piece)
        letters = (pattern or "").translate(_NO_SIGNS)
        if pattern is None or pattern[0] in "*?" or len(letters) < MIN_PREFIX:
            return PatternPhrase(None)
        found = expand(pattern, MOST_PHRASES + 1)
        is_cut = is_cut or len(found) > MOST_PHRASES
        ways.append(found[:MOST_PHRASES])
    phrases = list(islice(product(*ways), MOST_PHRASES + 1))
    queries = [
        words_as_leaf(each, field, exact=lexeme.exact)
        for each in phrases[:MOST_PHRASES]
    ]
    return PatternPhrase(Or(tuple(queries)), is_cut or len(phrases) > MOST_PHRASES)
