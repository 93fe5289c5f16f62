"""Signs and words that mean something to other search programs, and nothing here.

"oil w/3 prices", "!rain", "flood ODER rain", "flood or rain": they are searched as
words, and whoever types them is told what to write instead. Nothing is understood by
them, as "or" and "w/3" stand in articles as well.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from ..messages import Message, said
from ..model.hits import Notice, NoticeKind
from .syntax import Lexeme, LexemeKind

__all__ = ["notice_habits"]

_NEARNESS: Final = re.compile(
    r"(?:w|n|pre|p|near|adj|onear|within|before|dist|prox)/(?:(\d{1,3})|[sp])"
    r"|/(?:(\d{1,3})|[sp])|(?:near|adj|prox|onear)(\d{1,3})|[WN](\d)|ADJ|ONEAR|NEAR"
    r"|AROUND",
)
_SLASHED: Final = re.compile(r".*/|near\d|adj\d|prox\d|onear\d", re.IGNORECASE)
"""What is an operator in small letters and in capitals alike."""
_NEGATED: Final = re.compile(r"!+[^\W_]")
_USUAL: Final = "5"
"""The distance that is proposed where none was typed."""

_OPERATORS: Final = frozenset(
    "ODER UND NICHT NIET OU ET SAUF LUB ORAZ ИЛИ НЕ ANDNOT BUTNOT XOR".split()
)
_LETTERS: Final = frozenset("OYEИ")
"""The same in a letter: an operator only between words in small letters."""
_SMALL: Final = frozenset(["or", "not"])
_MOST_OF_QUERY: Final = 5
"""Words of a query in which "or" is rather an operator than part of a sentence."""

_VALUES: Final = (LexemeKind.WORD, LexemeKind.PHRASE)
_BEGINS: Final = (*_VALUES, LexemeKind.OPEN, LexemeKind.FIELD)
_ENDS: Final = (*_VALUES, LexemeKind.CLOSE)


def notice_habits(lexemes: Sequence[Lexeme]) -> Iterator[Notice]:
    """Yield what is to be said of the signs and words of other programs."""
    for at, lexeme in enumerate(lexemes):
        if lexeme.kind is not LexemeKind.WORD:
            continue
        before = lexemes[at - 1] if at else None
        after = lexemes[at + 1] if at + 1 < len(lexemes) else None
        if before is not None and before.kind is LexemeKind.FIELD:
            continue
        if _NEGATED.match(lexeme.text):
            yield _notice_negation(lexeme)
        elif (
            before is not None
            and after is not None
            and before.kind in _ENDS
            and after.kind in _BEGINS
        ):
            if distance := _distance(lexeme.text):
                yield _notice_nearness(lexeme, distance)
            elif _is_operator(lexeme.text, before, after, len(lexemes)):
                yield _notice_operator(lexeme)


def _distance(text: str) -> str:
    """The number of words that an operator of another program names, or ""."""
    asked = text.lower() if _SLASHED.match(text) else text
    match = _NEARNESS.fullmatch(asked)
    if match is None:
        return ""
    return next((number for number in match.groups() if number), _USUAL)


def _is_operator(text: str, before: Lexeme, after: Lexeme, words: int) -> bool:
    if text.lower() in _SMALL:
        return words <= _MOST_OF_QUERY
    around = before.text + after.text
    if text in _LETTERS:
        return around == around.lower()
    return text in _OPERATORS and around != around.upper()


def _notice(lexeme: Lexeme, message: Message) -> Notice:
    return Notice(NoticeKind.OTHER_OPERATOR, lexeme.start, lexeme.end, message)


def _notice_negation(lexeme: Lexeme) -> Notice:
    return _notice(
        lexeme,
        said(
            "The sign %(sign)s means nothing here; "
            "write - before a word to exclude it.",
            sign="!",
        ),
    )


def _notice_nearness(lexeme: Lexeme, distance: str) -> Notice:
    name = "BEFORE" if lexeme.text.lower().startswith(("before", "p")) else "NEAR"
    operator = "/".join((name, distance))
    return _notice(
        lexeme,
        said(
            "“%(word)s” was searched as a word; "
            "write %(operator)s between words that are to be near each other.",
            word=lexeme.text,
            operator=operator,
        ),
    )


def _notice_operator(lexeme: Lexeme) -> Notice:
    return _notice(
        lexeme,
        said(
            "“%(word)s” was searched as a word; "
            "the operators are AND, OR and NOT, in capitals.",
            word=lexeme.text,
        ),
    )
