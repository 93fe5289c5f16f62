"""Two words that are one in other articles, and one that is two: "health care"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Final

from ..analysis.registry import analyzer_for
from ..analysis.tokens import Token, tokens
from ..lexicon.lexicon import WORD, Lexicon
from ..model.fields import TEXT_LANGUAGE
from ..query.syntax import Lexeme, LexemeKind

__all__ = ["joined_or_divided"]

_MOST_WORDS: Final = 3
"""Longer queries are not looked at: each word costs a look into the lexicon."""

_SHORTEST: Final = 3
"""Letters of each of two words."""

_LEAST: Final = 5
"""Articles that have each of two words, at least."""

_FUNCTION_WORDS: Final = analyzer_for(TEXT_LANGUAGE).function_words


def joined_or_divided(
    lexicon: Lexicon, words: Sequence[tuple[Lexeme, str | None]]
) -> Iterator[tuple[int, int, str]]:
    """Yield places of a query, and how other articles may write what stands there.

    Args:
        words: the words of the query, each with its field.
    """
    plain = [
        (lexeme, token)
        for lexeme, field in words[: _MOST_WORDS + 1]
        if lexeme.kind is LexemeKind.WORD and field is None
        for token in _only(lexeme)
    ]
    if not plain or len(words) > _MOST_WORDS or len(plain) < len(words):
        return
    joined = [
        (one.start, two.end, first.term + second.term)
        for (one, first), (two, second) in pairwise(plain)
    ]
    # of a longer query one word alone is hardly the one to divide
    divided = list(_halves(plain[0][1].term)) if len(plain) == 1 else []
    asked = {word for _, _, word in joined} | {
        half for pair in divided for half in pair
    }
    known = lexicon.words(WORD, asked) if asked else {}
    yield from (place for place in joined if place[2] in known)
    counts = [min(known.get(half, 0) for half in pair) for pair in divided]
    if counts and max(counts) >= _LEAST:
        first, second = divided[counts.index(max(counts))]
        yield plain[0][0].start, plain[0][0].end, f'"{first} {second}"'


def _only(lexeme: Lexeme) -> Iterator[Token]:
    """The word of a lexeme that is a word and nothing else."""
    found = list(tokens(lexeme.text))
    if len(found) == 1 and found[0].end - found[0].start == len(lexeme.text):
        yield found[0]


def _halves(word: str) -> Iterator[tuple[str, str]]:
    """The ways to divide a word in two that each may mean something."""
    for at in range(_SHORTEST, len(word) - _SHORTEST + 1):
        pair = word[:at], word[at:]
        if _FUNCTION_WORDS.isdisjoint(pair):
            yield pair
