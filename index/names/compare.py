"""Whether two names, in two articles, may be one person's.

Only the names are compared here; the caller knows whether they stood side by side in
one article, or whether many people share them. The rules are strict: a person split in
two values is a nuisance, two people in one value are a falsehood.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from enum import Flag, auto
from functools import cache
from itertools import zip_longest
from typing import Final

from search.analysis.suffixes import GENERATIONS
from search.analysis.tokens import key

from ..word_lists import SHARED, lines, parts
from .parts import NameParts
from .phonetic import formal, sound, usual_spelling
from .scripts import latin, same_script

__all__ = ["Difference", "common_names", "difference"]

_SHORTEST: Final = 5
"""Letters a word must have for two spellings of it to be taken for one."""


_DOUBLED: Final = re.compile(r"(.)\1+")
_LAST_Y: Final = re.compile(r"(?:[ae]y|ie|y)$")


class Difference(Flag):
    """In what two names of one person may differ."""

    NONE = 0
    SPELLING = auto()
    """Qassem, Kassim: the same word by ear."""
    NICKNAME = auto()
    """Joe for Joseph."""
    MIDDLE = auto()
    """A middle name or initial that only one has, or has in full."""
    JUNIOR = auto()
    """Only one is called Jr.; that may be his father."""
    NUMBER = auto()
    """Only one is numbered: "Robert Mueller III"."""
    SCRIPT = auto()
    """Putin, Путин: they are written in two alphabets."""


def difference(one: NameParts, other: NameParts) -> Difference | None:
    """Return in what two names differ, ``None`` where they can't be one person's."""
    found = Difference.NONE
    for step in (
        _given(one.given, other.given),
        _family(one.family, other.family),
        _middle(one, other),
        _suffix(one.suffix, other.suffix),
    ):
        if step is None:
            return None
        found |= step
    if not same_script(one.family, other.family):
        found |= Difference.SCRIPT
    return found


def _given(one: str, other: str) -> Difference | None:
    if one == other:
        return Difference.NONE
    if usual_spelling(one) == usual_spelling(other):
        return Difference.SPELLING
    if formal(one) == formal(other):
        return Difference.NICKNAME
    known = _words("first_names.txt")
    one, other = latin(one), latin(other)
    if one in known and other in known and _strictly(one) != _strictly(other):
        return None  # Jamal and Jamil
    return _by_ear(one, other)


def _strictly(word: str) -> str:
    """A word as only a slip of the pen would change it: Dianne for Diane."""
    return _DOUBLED.sub(r"\1", _LAST_Y.sub("i", word))


def _family(one: str, other: str) -> Difference | None:
    if one == other:
        return Difference.NONE
    if usual_spelling(one) == usual_spelling(other):
        return Difference.SPELLING
    common = common_names("family")
    if one in common and other in common:  # Clark and Clarke
        return None
    return _by_ear(one, other)


def _by_ear(one: str, other: str) -> Difference | None:
    shortest = min(len(latin(one)), len(latin(other)))
    if shortest < _SHORTEST or sound(one) != sound(other):
        return None
    return Difference.SPELLING


def _middle(one: NameParts, other: NameParts) -> Difference | None:
    """Compare word by word; an initial may stand for a name, nothing for all."""
    if one.middle == other.middle:
        return Difference.NONE
    if not one.middle or not other.middle:
        # "Kim Il" is not short for "Kim Jong Il"
        leads = _words("east_asian_surnames.txt")
        if one.given in leads or one.given + "?" in leads:
            return None
        return Difference.MIDDLE
    found = Difference.NONE
    for left, right in zip_longest(one.middle, other.middle, fillvalue=""):
        if left == right:
            continue
        if not left or not right:
            return None  # "W." and "H.W."
        if left[0] == right[0] and min(len(left), len(right)) == 1:
            found |= Difference.MIDDLE
        elif usual_spelling(left) == usual_spelling(right):
            found |= Difference.SPELLING
        elif _by_ear(left, right) is None:
            return None
        else:
            found |= Difference.SPELLING
    return found


def _suffix(one: str, other: str) -> Difference | None:
    if one == other:
        return Difference.NONE
    if one and other:
        return None
    return Difference.JUNIOR if (one or other) in GENERATIONS else Difference.NUMBER


@cache
def _words(name: str) -> frozenset[str]:
    """The words of a shared list, as names are compared."""
    text = " ".join(lines(SHARED, name))
    return frozenset(
        key(word) + ("?" if word.endswith("?") else "") for word in text.split()
    )


@cache
def common_names(part: str) -> frozenset[str]:
    """Return the names of ``common.txt``: "given" or "family"."""
    return _common()[part]


@cache
def _common() -> Mapping[str, frozenset[str]]:
    found = parts(lines("names", "common.txt"))
    return {name: frozenset(map(key, words)) for name, words in found.items()}
