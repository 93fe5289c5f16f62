"""Languages other than English: stems by the algorithms of Snowball.

Words come folded, so a query without accents finds the words with them. A stem is
marked with its language, or the same letters in two languages would be one word:
"losses" in English, "los" in Spanish.
"""

from __future__ import annotations

import re
import threading
from functools import cache
from importlib import resources
from typing import Final, Protocol

from .analyzer import Analyzer

__all__ = ["SNOWBALL"]

_ALGORITHMS: Final = {
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

_CHANGE_BEGINNINGS: Final = frozenset(("ar", "fa", "ga", "hy", "id", "ne", "sr"))
"""Languages whose forms may begin with another letter than their stem."""

_AGAIN: Final = {"ar": 3, "tr": 2}
"""How often a word is stemmed where an ending hides another; else once."""

_PLURALS: Final = {"pt": re.compile(r"(?:oes|aes|aos)$")}
"""Plurals that the rules know only with their accents."""

_SINGULARS: Final = {"pt": "ao"}

_MARK: Final = "/"
"""Between a language and a stem: no word has it, and no engine takes it for a space."""

_MOST_REMEMBERED: Final = 300_000
"""Words of a language whose stem is kept; some 40 MB."""


class _Stemmer(Protocol):
    def stemWord(self, word: str, /) -> str: ...


class _Stems(dict[str, str]):
    """The marked stem of each folded word that was met."""

    def __init__(self, language: str, algorithm: str) -> None:
        self._language = language
        self._algorithm = algorithm
        self._stemmer: _Stemmer | None = None
        self._lock = threading.Lock()  # a stemmer works on one word at a time

    def __missing__(self, word: str) -> str:
        with self._lock:
            if self._stemmer is None:
                import snowballstemmer  # all its languages at once take 15 ms

                self._stemmer = snowballstemmer.stemmer(self._algorithm)
            stem = _singular(self._language, word)
            for _ in range(_AGAIN.get(self._language, 1)):
                stem = self._stemmer.stemWord(stem) or stem
        found = f"{self._language}{_MARK}{stem}"
        if len(self) < _MOST_REMEMBERED:
            self[word] = found
        return found


def _singular(language: str, word: str) -> str:
    plural = _PLURALS.get(language)
    return plural.sub(_SINGULARS[language], word) if plural else word


def _first_letter(stem: str) -> str:
    return stem[stem.index(_MARK) + 1]


def _any_letter(stem: str) -> str:
    return ""


@cache
def _function_words() -> dict[str, frozenset[str]]:
    text = (resources.files(__package__) / "function_words.txt").read_text("utf-8")
    rows = (line.split(": ") for line in text.splitlines() if line[0] != "#")
    return {language: frozenset(words.split()) for language, words in rows}


def _analyzer(language: str, algorithm: str) -> Analyzer:
    return Analyzer(
        language,
        _Stems(language, algorithm).__getitem__,
        _function_words().get(language, frozenset()),
        _any_letter if language in _CHANGE_BEGINNINGS else _first_letter,
    )


SNOWBALL: Final = tuple(_analyzer(*each) for each in _ALGORITHMS.items())
"""The analyzers of all languages that Snowball knows, but English."""
