"""The rules of languages other than English: the algorithms of Snowball.

Words come folded, so a query without accents finds the words with them.
"""

from __future__ import annotations

import re
import threading
from collections.abc import Callable
from typing import Final, Protocol

__all__ = ["ALGORITHMS", "snowball_rules"]

ALGORITHMS: Final = {
    "ar": "arabic",
    "ca": "catalan",
    "cs": "czech",
    "da": "danish",
    "de": "german",
    "el": "greek",
    "es": "spanish",
    "et": "estonian",
    "eu": "basque",
    "fa": "persian",
    "fi": "finnish",
    "fr": "french",
    "ga": "irish",
    "hi": "hindi",
    "hu": "hungarian",
    "hy": "armenian",
    "id": "indonesian",
    "it": "italian",
    "lt": "lithuanian",
    "nb": "norwegian",
    "ne": "nepali",
    "nl": "dutch",
    "pl": "polish",
    "pt": "portuguese",
    "ro": "romanian",
    "ru": "russian",
    "sr": "serbian",
    "sv": "swedish",
    "ta": "tamil",
    "tr": "turkish",
}
"""By ISO 639-1 code."""

_AGAIN: Final = {"ar": 3, "tr": 2}
"""How often a word is stemmed where an ending hides another; else once."""

_PLURALS: Final = {"pt": re.compile(r"(?:oes|aes|aos)$")}
"""Plurals that the rules know only with their accents."""

_SINGULARS: Final = {"pt": "ao"}


class _Stemmer(Protocol):
    def stemWord(self, word: str, /) -> str: ...


def snowball_rules(language: str) -> Callable[[str], str]:
    """Return what stems the words of a language of :data:`ALGORITHMS`.

    Snowball is imported when the first word is stemmed.
    """
    lock = threading.Lock()  # a stemmer works on one word at a time
    made: list[_Stemmer] = []
    plural = _PLURALS.get(language)

    def stem(word: str) -> str:
        if plural:
            word = plural.sub(_SINGULARS[language], word)
        with lock:
            if not made:
                import snowballstemmer  # all its languages at once take 15 ms

                made.append(snowballstemmer.stemmer(ALGORITHMS[language]))
            for _ in range(_AGAIN.get(language, 1)):
                word = made[0].stemWord(word) or word
        return word

    return stem
