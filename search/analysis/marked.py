"""Languages other than English: the key of each form, marked with its language.

The table of a language comes first (``lemmas/``), then its rules. Without the mark the
same letters in two languages would be one word: "losses" in English, "los" in Spanish.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping
from functools import cache
from importlib import resources
from typing import Final

from .analyzer import Analyzer
from .lemmas.table import read_table
from .snowball import ALGORITHMS, snowball_rules
from .tokens import is_kept
from .ukrainian import ukrainian_rules

__all__ = ["MARKED", "rules_of", "unspelt"]

_CHANGE_BEGINNINGS: Final = frozenset(("ar", "fa", "ga", "hy", "id", "ne", "sr"))
"""Languages whose forms may begin with another letter than their stem."""

_SPELT_OUT: Final = {"de": (("ae", "a"), ("oe", "o"), ("ue", "u"))}
"""What stands for an umlaut where a keyboard has none."""

_MARK: Final = "/"
"""Between a language and a stem: no word has it, and no engine takes it for a space."""

_MOST_REMEMBERED: Final = 300_000
"""Words of a language whose stem is kept; some 40 MB."""


def rules_of(language: str) -> Callable[[str], str]:
    """Return what stems words of a language by rules alone, unmarked."""
    return ukrainian_rules if language == "uk" else snowball_rules(language)


def unspelt(word: str, language: str) -> str:
    """Return a folded word with letters for what may stand for their umlauts."""
    for spelt, letter in _SPELT_OUT.get(language, ()):
        word = word.replace(spelt, letter)
    return word


class _Stems(dict[str, str]):
    """The marked key of each folded word: those of the table, and the words met since.

    The table is read when the first word is asked for.
    """

    def __init__(self, language: str) -> None:
        self._mark = f"{language}{_MARK}"
        self._language = language
        self._rules = rules_of(language)
        self._lock = threading.Lock()
        self._is_read = False
        self._known: Mapping[str, str] = {}

    def __missing__(self, word: str) -> str:
        if not self._is_read:
            self._read()
            return self[word]
        found = self._spelt_out(word) or self._mark + self._rules(word)
        if not is_kept(found):  # for its mark: such a word is its only form
            found = word
        if len(self) < _MOST_REMEMBERED:
            self[word] = found
        return found

    def _read(self) -> None:
        with self._lock:
            if not self._is_read:
                mark = self._mark
                table = read_table(self._language)
                self.update((form, mark + key) for form, key in table.items())
                if self._language in _SPELT_OUT:
                    self._known = table
                self._is_read = True

    def _spelt_out(self, word: str) -> str | None:
        """The key of "maeuse", if the table has "mäuse"."""
        bare = unspelt(word, self._language)
        return self._mark + self._known[bare] if bare in self._known else None


@cache
def _other_initials(language: str) -> Mapping[str, str]:
    """The letters with which forms of a key begin besides its own: "g" of "sein"."""
    found: dict[str, set[str]] = {}
    for form, key in read_table(language).items():
        if form[0] != key[0]:
            found.setdefault(f"{language}{_MARK}{key}", set()).add(form[0])
    return {key: "".join(sorted(letters)) for key, letters in found.items()}


def _initials(stem: str) -> str:
    language, marked, key = stem.partition(_MARK)
    if not marked:
        return stem[0]
    return key[0] + _other_initials(language).get(stem, "")


def _any_letter(stem: str) -> str:
    return ""


@cache
def _function_words() -> dict[str, frozenset[str]]:
    text = (resources.files(__package__) / "function_words.txt").read_text("utf-8")
    rows = (line.split(": ") for line in text.splitlines() if line[0] != "#")
    return {language: frozenset(words.split()) for language, words in rows}


def _analyzer(language: str) -> Analyzer:
    return Analyzer(
        language,
        _Stems(language).__getitem__,
        _function_words().get(language, frozenset()),
        _any_letter if language in _CHANGE_BEGINNINGS else _initials,
    )


MARKED: Final = tuple(map(_analyzer, (*ALGORITHMS, "uk")))
"""The analyzers of all languages whose forms are known, but English."""
