"""Words of a language that say little by a capital, for the model of names.

A capital at the beginning of a sentence, or of a German noun, makes no name of a word
that the dictionaries have in small letters (``simplemma``) or as a noun
(``german-nouns``, from the German Wiktionary, CC BY-SA).
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator
from importlib import resources

from simplemma import is_known, lemmatize
from wordfreq import top_n_list

__all__ = ["known_words"]

_FREQUENT = 15_000
"""Words of each language that are looked up."""
_FREQUENT_NOUNS = 100_000
_NAMES = frozenset(
    ("Toponym", "Vorname", "Nachname", "Eigenname", "Straßenname", "Abkürzung")
)


def known_words(languages: Iterable[str]) -> dict[str, str]:
    """Return the case of each word, after its language: "de haus" is "1".

    "0" are words that have a capital for their place alone, "1" nouns of German.
    """
    found: dict[str, str] = {}
    for language in languages:
        nouns = set(_german_nouns()) if language == "de" else set()
        for word in top_n_list(language, _FREQUENT):
            if word not in nouns and _is_small(word, language):
                found[f"{language} {word}"] = "0"
        if nouns:
            frequent = nouns.intersection(top_n_list(language, _FREQUENT_NOUNS))
            found.update(dict.fromkeys((f"{language} {n}" for n in frequent), "1"))
    return found


def _is_small(word: str, language: str) -> bool:
    """Whether dictionaries have a word, and no name that is written so."""
    if not word.isalpha() or len(word) < 2 or not is_known(word, lang=language):
        return False
    forms = (word, word.capitalize())
    return all(lemmatize(form, lang=language).islower() for form in forms)


def _german_nouns() -> Iterator[str]:
    """German nouns in all their forms, in small letters, without names."""
    path = resources.files("german_nouns") / "nouns.csv"
    names: set[str] = set()
    found: set[str] = set()
    with path.open(encoding="utf-8") as lines:
        rows = csv.reader(lines)
        head = next(rows)
        forms = [
            at for at, name in enumerate(head) if name.endswith(("singular", "plural"))
        ]
        forms += [
            at
            for at, name in enumerate(head)
            if " singular " in name or " plural " in name
        ]
        for row in rows:
            kinds = set(row[1].split(","))
            words = {row[0], *(row[at] for at in forms if at < len(row))}
            words = {word.lower() for word in words if word.isalpha() and len(word) > 2}
            (names if kinds & _NAMES else found).update(words)
    yield from found - names
