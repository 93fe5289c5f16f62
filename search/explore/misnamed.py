"""A whole name that nobody has → the names that are spelt nearly so."""

from __future__ import annotations

from typing import Final

from ..analysis.tokens import key
from ..lexicon.lexicon import Dictionary

__all__ = ["names_like"]

_LETTERS_A_STEP: Final = 6
"""Letters of a name for each that may be another: of "John Kelly" it is one."""

_MOST_STEPS: Final = 4

_WORDS: Final = 3
"""Words that are tried in the place of the first and of the last one of a name."""


def names_like(dictionary: Dictionary, kind: str, name_key: str) -> list[str]:
    """Return the names spelt nearly as one that nobody has, the nearest first.

    None if somebody has it, as the name that is shown or in another spelling. Only
    names are looked at that share the first or the last word, or one spelt nearly
    so.

    Args:
        kind: ``person`` or another field of names.
        name_key: folded, with a space between two words.
    """
    steps = min(len(name_key) // _LETTERS_A_STEP, _MOST_STEPS)
    if not steps or dictionary.names(kind, [name_key]):
        return []
    if dictionary.spelt(kind, name_key, 1):
        return []
    # takes 25 ms, and few names are misspelt
    from rapidfuzz.distance import OSA

    words = name_key.split(" ")
    nearest: dict[str, tuple[int, int]] = {}
    for word in {words[0], words[-1]}:
        for known in _like(dictionary, kind, word):
            for spelling, entry in dictionary.named(kind, known):
                apart = OSA.distance(name_key, spelling, score_cutoff=steps)
                if apart <= steps:
                    place = (apart, -entry.count)
                    before = nearest.get(entry.value, place)
                    nearest[entry.value] = min(place, before)
    found = sorted(nearest, key=lambda value: (nearest[value], value))
    return [value for value in found if key(value) != name_key]


def _like(dictionary: Dictionary, kind: str, word: str) -> list[str]:
    near = dictionary.near(kind, word, 2 if len(word) > 5 else 1)
    near.sort(key=lambda one: (one.distance, -one.count, one.word))
    return [word, *(one.word for one in near[:_WORDS])]
