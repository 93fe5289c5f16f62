"""The languages whose words are known. Another one is a module and a line here."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Final

from .analyzer import Analyzer
from .english import ENGLISH
from .marked import MARKED

__all__ = [
    "ANALYZERS",
    "analyzer_for",
    "analyzers_of",
    "function_words_of",
    "other_forms_of",
]

ANALYZERS: Final = {analyzer.language: analyzer for analyzer in (ENGLISH, *MARKED)}
"""By ISO 639-1 code."""

_SAME: Final = {"no": "nb", "nn": "nb"}
"""Codes of languages that share an analyzer."""

_MORE: Final = 2
"""Function words by which a language other than English is told."""


def analyzer_for(language: str) -> Analyzer:
    """Return the analyzer of a language; that of English where none is known."""
    return ANALYZERS.get(_SAME.get(language, language), ENGLISH)


def analyzers_of(has: Callable[[str], object]) -> tuple[Analyzer, ...]:
    """Return the analyzers by which the articles of an index were read.

    English comes first and is always among them: it serves for every article in a
    language that has none, or in none that is known.

    Args:
        has: tells whether the index has articles in a language, by its code.
    """
    codes = [code for code in (*ANALYZERS, *_SAME) if code != "en" and has(code)]
    return tuple(dict.fromkeys((ENGLISH, *map(analyzer_for, codes))))


def other_forms_of(word: str) -> tuple[str, ...]:
    """Return the words that a word finds besides its forms, in any article.

    They are looked for as they are written and in no language in particular, so an
    English quotation in a German article has them as well.

    Args:
        word: a folded word, in any of its forms.
    """
    return ENGLISH.other_forms(ENGLISH.stem(word))


def function_words_of(words: Sequence[str]) -> frozenset[str]:
    """Return the function words of the language that a query seems to be in.

    That is English, unless two more of its words are function words of another.

    Args:
        words: the folded words of the query.
    """
    asked = set(words)
    least = len(asked & ENGLISH.function_words) + _MORE
    others: Iterable[Analyzer] = MARKED
    count, best = max(
        ((len(asked & other.function_words), other.language) for other in others),
        default=(0, "en"),
    )
    return ANALYZERS[best if count >= least else "en"].function_words
