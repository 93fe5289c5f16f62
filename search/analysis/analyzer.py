"""What is particular to the words of one language: stems and function words."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from operator import itemgetter

__all__ = ["Analyzer"]


def _no_others(word: str) -> tuple[str, ...]:
    return ()


@dataclass(frozen=True, slots=True)
class Analyzer:
    """The words of one language. Words are folded, see :mod:`.fold`.

    Attributes:
        language: its ISO 639-1 code.
        stem: returns the stem of a word: what all its inflected forms share.
        function_words: words that only hold others together.
        initials: returns the letters with which the forms of a stem may begin; none
            where that may be any.
        other_forms: returns the words that a stem finds besides its own forms, though
            they are words of their own: "building" is found by "build" as well.
        forms: returns the forms of a stem, as far as they are known.
    """

    language: str
    stem: Callable[[str], str]
    function_words: frozenset[str]
    initials: Callable[[str], str] = itemgetter(0)
    other_forms: Callable[[str], tuple[str, ...]] = _no_others
    forms: Callable[[str], tuple[str, ...]] = _no_others

    def group_by_stem(self, counts: Mapping[str, int]) -> dict[str, dict[str, int]]:
        """Return counted words by their stems: of each its forms and their counts."""
        found: dict[str, dict[str, int]] = {}
        for word, count in counts.items():
            found.setdefault(self.stem(word), {})[word] = count
        return found
