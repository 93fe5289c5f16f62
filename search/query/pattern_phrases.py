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
from ..analysis.variants import umlauts_spelt
from .limits import MIN_PREFIX, QueryLimits
from .proximity import has_positions
from .spellings import Respelling
from .syntax import Lexeme
from .tree import Or, Prefix, Query, Term, Wildcard
from .word_leaves import folded_pattern, words_as_leaf

__all__ = [
    "Expanding",
    "MOST_PHRASES",
    "PatternPhrase",
    "expand_phrase",
    "has_lone_sign",
    "has_pattern",
    "spell_also",
]

MOST_PHRASES: Final = 16
"""Phrases that one with signs in it stands for, at most."""

Expanding = Callable[[str, int], Sequence[str]]
"""Returns the most frequent words of an index for a pattern, so many at most."""

_PIECE = re.compile(rf"(?:{LETTER}|[*?])+")
_NO_SIGNS: Final = {ord("*"): None, ord("?"): None}
_SIGN = re.compile(r"\w\*|\*\w|\w\?[\w*?]|\?\w")
_PART_ENDS = re.compile(r"\?(?=[-'’]\w)")
"""A ``?`` that ends a part of a hyphenated word; elsewhere it ends a question."""
_JOINTS = re.compile(r"[-'’]")
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
    return _SIGN.search(text) is not None or _PART_ENDS.search(text) is not None


def spell_also(
    limits: QueryLimits,
    found: Query | None,
    lexeme: Lexeme,
    field: str | None,
    respell: Respelling | None = None,
) -> Query | None:
    """Return a pattern in any of its spellings, if there is room for them.

    Args:
        found: the leaf of the pattern; words have their spellings already.
        respell: returns the words that an index may have in another spelling and
            that fit the pattern: "reelection", as "re-election", for "reelect*".
    """
    kinds = (Prefix, Wildcard, Or)
    if lexeme.exact or not isinstance(found, kinds) or not has_positions(field):
        return found
    others: list[Query] = []
    if other := _otherwise(lexeme.text, field):
        others.append(other)
    pattern = folded_pattern(lexeme.text)
    if respell and pattern is not None and pattern[0] not in "*?":
        others += [Term(word, field) for (word,) in respell(pattern)]
    if not others or not limits.has_room(len(others)):
        return found
    limits.count_leaves(lexeme, len(others))
    return Or((found, *others))


def _otherwise(text: str, field: str | None) -> Query | None:
    """Return a leaf for a pattern in another spelling, if there is one.

    "re-elect*" is "reelect*" as well, "düss*" is "duess*".
    """
    spelt = umlauts_spelt(text)
    pattern = folded_pattern(spelt) if spelt else _joined(text)
    if pattern is None or pattern[0] in "*?":
        return None
    if pattern.rstrip("*").translate(_NO_SIGNS) == pattern[:-1]:
        return Prefix(pattern[:-1], field)
    return Wildcard(pattern, field)


def _joined(text: str) -> str | None:
    """A pattern of two parts as one; no short part, which begins many other words."""
    parts = _JOINTS.split(text)
    letters = [part.translate(_NO_SIGNS) for part in parts]
    if len(parts) != 2 or not letters[0] or len(letters[1]) < MIN_PREFIX:
        return None
    if letters[0][-1].isdigit() and letters[1][0].isdigit():
        return None
    return folded_pattern("".join(parts))


def has_lone_sign(text: str) -> bool:
    """Tell whether a ``*`` stands in a phrase where a word could stand."""
    return _ALONE.search(text) is not None


def expand_phrase(
    lexeme: Lexeme, field: str | None, expand: Expanding
) -> PatternPhrase:
    """Return the phrases of an index that a phrase with signs stands for."""
    ways: list[Sequence[str]] = []
    is_cut = False
    for found_piece in _PIECE.finditer(lexeme.text):
        piece = found_piece[0]
        ends_part = _PART_ENDS.match(lexeme.text, found_piece.end() - 1) is not None
        if not (_SIGN.search(piece) or ends_part):
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
