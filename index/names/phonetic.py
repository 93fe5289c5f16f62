"""How a word of a name sounds, so that two spellings of it meet.

News writes names of other alphabets by ear: Qassem, Kassim; Suleimani, Soleymani.
A word of five letters or more is folded by what transliterations do not agree on:

- doubled letters, and h after g, k, d, t, p or at the end;
- q, c and ck for k; w for v; sch for sh; tch for ch; ph for f; x for ks;
- a, e, i and y, alone or together, among each other; o and u likewise.

A last a stays an a, for it tells Daniela from Daniel and Ivanova from Ivanov. A shorter
word has too little to it to be folded. What these rules do not bring together
(Gaddafi, Kadafi) is in ``spellings.txt``, and what a bearer is called by friends in
``nicknames.txt``. A word in Cyrillic or Arabic letters sounds as it does in ours. That
two names sound the same does not make them one: see :mod:`.compare`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache, lru_cache
from typing import Final

from search.analysis.tokens import key

from ..word_lists import lines
from .scripts import latin

__all__ = ["formal", "sound", "usual_spelling"]

_SHORTEST: Final = 5

_CONSONANTS: Final = (
    (re.compile("tsch|tch"), "ch"),
    (re.compile("sch"), "sh"),
    (re.compile("ph"), "f"),
    (re.compile("ck|c(?!h)|q"), "k"),
    (re.compile("x"), "ks"),
    (re.compile("w"), "v"),
    (re.compile("([gkdt])h"), r"\1"),
    (re.compile(r"(.)\1+"), r"\1"),
    (re.compile("h$"), ""),
)
_LAST_A: Final = re.compile("a$")
_A_TO_I: Final = re.compile("[aeiy]+")
_O_AND_U: Final = re.compile("[ou]+")


@lru_cache(maxsize=100_000)
def sound(word: str) -> str:
    """Return how a folded word sounds; its usual spelling if that is listed."""
    word = usual_spelling(word)
    if len(word) < _SHORTEST or not word.isascii():
        return word
    for pattern, folded in _CONSONANTS:
        word = pattern.sub(folded, word)
    word = _LAST_A.sub("A", word)
    return _O_AND_U.sub("o", _A_TO_I.sub("i", word))


def usual_spelling(word: str) -> str:
    """Return the spelling that stands for all listed ones of a name.

    A word in another alphabet is looked for as it is, then as ours write it.
    """
    table = _table("spellings.txt")
    if word.isascii() or word in table:
        return table.get(word, word)
    written = latin(word)
    return table.get(written, written)


def formal(word: str) -> str:
    """Return the given name a nickname stands for, in its usual spelling."""
    word = usual_spelling(word)
    return usual_spelling(_table("nicknames.txt").get(word, word))


@cache
def _table(name: str) -> Mapping[str, str]:
    """Every word of a line → the line's first."""
    table: dict[str, str] = {}
    for line in lines("names", name):
        words = [key(word).replace(" ", "") for word in line.split()]
        for word in words:
            table.setdefault(word, words[0])
    return table
