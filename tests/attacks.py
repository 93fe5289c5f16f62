"""Texts that make an expression work as hard as it can.

An expression is slow where one run of characters can be matched in many ways, or
is looked through again from each of its characters. So each part of an expression
that may repeat is given a text that it matches, 40,000 characters of it, after
what stands before it in the expression, and at the end something that fits nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import product
from re import _constants as codes
from re import _parser as parser
from typing import Any, Final

LENGTH: Final = 40_000
_ENDS: Final = ("\x01", " \n")
_ALWAYS: Final = ("a", "A", " ", "\n", "1", "-", "<", "@", "a ", "Aa ", '"')
_REPEATS: Final = (codes.MAX_REPEAT, codes.MIN_REPEAT, codes.POSSESSIVE_REPEAT)
_CATEGORIES: Final = {
    codes.CATEGORY_DIGIT: r"\d",
    codes.CATEGORY_NOT_DIGIT: r"\D",
    codes.CATEGORY_SPACE: r"\s",
    codes.CATEGORY_NOT_SPACE: r"\S",
    codes.CATEGORY_WORD: r"\w",
    codes.CATEGORY_NOT_WORD: r"\W",
}
_TRIED: Final = "a1 A-.\n<>\"'é\t~@:;/,(*|vdT&"
_BRANCHES: Final = 4
"""Alternatives tried of each choice."""

Tree = Any
"""What Python's own parser makes of an expression, or a part of that."""


def attacks(pattern: re.Pattern[Any], length: int = LENGTH) -> Iterator[Any]:
    """Yield texts, or bytes, of some length for an expression."""
    is_text = isinstance(pattern.pattern, str)
    written = pattern.pattern if is_text else pattern.pattern.decode("latin-1")
    tree = parser.parse(written, pattern.flags & ~re.UNICODE)
    found = dict.fromkeys(_runs(tree))
    for before, repeated in found:
        for end in _ENDS:
            run = before + repeated * (length // len(repeated)) + end
            yield run if is_text else run.encode("latin-1", "replace")


def _runs(tree: Tree) -> Iterator[tuple[str, str]]:
    """What may stand before a run, and what the run is made of."""
    for before, repeated in _repeated(tree, ""):
        yield from ((b, r) for b, r in _spread(before, repeated) if r)
    for choice, least in product(range(_BRANCHES), (False, True)):
        whole = _matched(tree, choice, least=least)
        parts = (whole, whole[:-1], whole[: len(whole) // 2])
        yield from (("", part) for part in parts if part)
    yield from (("", text) for text in _ALWAYS)


def _spread(before: str, repeated: str) -> Iterable[tuple[str, str]]:
    return (before, repeated), ("", before + repeated), ("", before)


def _repeated(tree: Tree, before: str) -> Iterator[tuple[str, str]]:
    """What each part that may repeat matches, and what stands before it."""
    for at, (code, value) in enumerate(tree):
        ahead = before + _matched(tree[:at])
        if code in _REPEATS:
            inner = value[2]
            yield from ((ahead, _matched(inner, n)) for n in range(_BRANCHES))
            yield from _repeated(inner, ahead)
        elif code is codes.BRANCH:
            for branch in value[1]:
                yield from _repeated(branch, ahead)
        elif code is codes.SUBPATTERN:
            yield from _repeated(value[3], ahead)
        elif code is codes.ATOMIC_GROUP:
            yield from _repeated(value, ahead)


def _matched(tree: Tree, choice: int = 0, *, least: bool = False) -> str:
    """A text that a part matches, as far as nothing is asked of what is around it."""
    made = []
    for code, value in tree:
        if code is codes.BRANCH:
            branches = value[1]
            made.append(_matched(branches[choice % len(branches)], choice, least=least))
        elif code is codes.SUBPATTERN:
            made.append(_matched(value[3], choice, least=least))
        elif code is codes.ATOMIC_GROUP:
            made.append(_matched(value, choice, least=least))
        elif code in _REPEATS:
            count = value[0] if least else max(value[0], 1)
            made.append(_matched(value[2], choice, least=least) * min(count, 50))
        else:
            made.append(_character(code, value))
    return "".join(made)


def _character(code: Any, value: Any) -> str:
    """A character that a part of one character matches; "" for a look around."""
    if code is codes.LITERAL:
        return chr(value)
    return next((tried for tried in _TRIED if _is_in(code, value, tried)), "")


def _is_in(code: Any, value: Any, character: str) -> bool:
    if code is codes.IN:
        negated = value[0][0] is codes.NEGATE
        return negated != any(_is_in(one, of, character) for one, of in value)
    if code is codes.LITERAL:
        return bool(ord(character) == value)
    if code is codes.NOT_LITERAL:
        return bool(ord(character) != value)
    if code is codes.RANGE:
        return bool(value[0] <= ord(character) <= value[1])
    if code is codes.CATEGORY:
        return re.match(_CATEGORIES[value], character) is not None
    return code is codes.ANY
