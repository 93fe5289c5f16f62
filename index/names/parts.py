"""The parts of a person's name: given, middle and family name, and suffix.

They are read from the name's key (its folded words), so that spellings with one key
have the same parts.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Final, NamedTuple

from search.analysis.suffixes import SUFFIXES
from search.analysis.tokens import key

from .phonetic import formal, sound

__all__ = ["NameParts", "block", "split_name"]

_ARTICLES: Final = frozenset("al el ul ur as ad an ar at az ash".split())
_PARTICLES: Final = frozenset(
    "abu bin bint ibn ben da das de del della den der di do dos du la le ten ter van "
    "von zu zum".split()
)
_VOWELS: Final = frozenset("aeiouy")


class NameParts(NamedTuple):
    """The folded words of a person's name.

    Attributes:
        given: the first word, or "" where there is only one.
        middle: the words between, an initial as one letter.
        family: the last word, with the particles before it ("vonderleyen").
        suffix: one of ``SUFFIXES`` or "".
    """

    given: str
    middle: tuple[str, ...]
    family: str
    suffix: str


@lru_cache(maxsize=100_000)
def split_name(name: str) -> NameParts:
    """Take a person's name apart."""
    words = key(name).split()
    suffix = ""
    if len(words) > 1 and words[-1] in SUFFIXES:
        suffix = words.pop()
    parts: list[str] = []
    before = ""
    for at, word in enumerate(words):
        last = at == len(words) - 1
        if at and not last and word in _ARTICLES:
            continue
        if not last and (at or before) and word in _PARTICLES:
            before += word
        elif not last and _is_initials(word):
            parts += word
        else:
            parts.append(before + word)
            before = ""
    if not parts:
        return NameParts("", (), key(name), suffix)
    given = parts[0] if len(parts) > 1 else ""
    return NameParts(given, tuple(parts[1:-1]), parts[-1], suffix)


def _is_initials(word: str) -> bool:
    """Whether a word is two initials: "George HW Bush", "JD Vance"."""
    return len(word) == 2 and word.isascii() and not _VOWELS.intersection(word)


def block(name: str) -> tuple[str, str]:
    """Return how the family name and the given name sound.

    Only names of one block are ever compared.
    """
    written = split_name(name)
    return sound(written.family), sound(formal(written.given))
