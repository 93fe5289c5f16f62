"""Which names of organisations are of one body.

Names are one if they differ only in what distinguishes no body: a leading "The", a
legal form at the end, "&" for "and", or an acronym that the whole press uses ("UN",
``acronyms.txt``).
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Final

from search.analysis.tokens import key

from ..word_lists import lines

__all__ = ["body_key", "spell_out"]

_FORMS: Final = frozenset(
    "inc incorporated corp corporation co company ltd limited llc llp plc ag sa spa nv "
    "bv gmbh lp".split()
)


def body_key(name: str) -> str:
    """Return what the names of one organisation share."""
    return _core(spell_out(name) or name)


def spell_out(name: str) -> str:
    """Return the body that listed letters ("UN", "U.N.") stand for, or ""."""
    letters = name.replace(".", "")
    return _acronyms().get(letters, "") if letters.isupper() else ""


def _core(name: str) -> str:
    words = key(name.replace("&", " and ")).split()
    if len(words) > 1 and words[0] == "the":
        del words[0]
    while len(words) > 1 and words[-1] in _FORMS:
        words.pop()
    while len(words) > 2 and words[-1] == "and":  # "Ford & Co."
        words.pop()
    return " ".join(words) or key(name)


@cache
def _acronyms() -> Mapping[str, str]:
    table = {}
    for line in lines("names", "acronyms.txt"):
        letters, _, name = line.partition(": ")
        table[letters] = name
    return table
