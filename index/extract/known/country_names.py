"""The names of countries in a language, and where a text has them.

The names are those of the Unicode CLDR, which Babel carries, without those that are
other words in the language (``traps.txt``), with the endings of the languages that
inflect them (``endings.txt``). A speaker of a language can mend both files.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Final, NamedTuple

from babel import Locale, UnknownLocaleError

from search.codes.countries import countries

from ...word_lists import lines

__all__ = ["KnownName", "find_country_names", "knows_countries", "name_forms"]

_FOLDER: Final = "extract/known"
_SHORTEST: Final = 3
"""Letters of a name that is evidence."""

_UNSPACED: Final = frozenset(("ja", "zh", "th", "km", "lo", "my"))
"""Languages in which no space is around a word."""

_PREFIXES: Final = {"ar": "[وفبلك]?", "he": "[ובלמהשכ]?"}
"""What is written together with a name before it: "and", "in", "to"."""

_SUFFIXES: Final = {
    "ko": "(?:은|는|이|가|을|를|의|에|에서|와|과|도|로|으로|에게)?",
    "tr": "(?:['’]\\w+)?",
    "az": "(?:['’]\\w+)?",
}
"""What is written together with a name after it."""

_LONG_NAMES: Final = ("(", "（", " – ", "SAR ", "САР ", "S.A.R. ")
"""What is in names that nobody writes in a text: "Hongkong – Kiinan …"."""


class KnownName(NamedTuple):
    """A name of a country at ``[start, end)`` of a text."""

    start: int
    end: int
    code: str


def find_country_names(text: str, language: str) -> Iterator[KnownName]:
    """Yield the names of countries in a text, in order; none may overlap.

    Args:
        language: an ISO 639-1 code; of one that the CLDR lacks nothing is found.
    """
    names = _names(language)
    if not names:
        return
    for found in _pattern(language).finditer(text):
        yield KnownName(*found.span(1), names[found[1]])


def knows_countries(language: str) -> bool:
    """Tell whether any country has a known name in a language."""
    return bool(_names(language))


@cache
def _names(language: str) -> Mapping[str, str]:
    """Every form of a name → its country's code; a name of two countries is out."""
    try:
        listed = Locale.parse(language).territories
    except (UnknownLocaleError, ValueError):
        return {}
    traps = _parts("traps.txt", "*") + _parts("traps.txt", language)
    found: dict[str, set[str]] = {}
    for country in countries():
        name = str(listed.get(country.code, ""))
        if country.code in traps or not _is_evidence(name, language):
            continue
        for form in name_forms(name, language):
            found.setdefault(form, set()).add(country.code)
    return {form: codes.pop() for form, codes in found.items() if len(codes) == 1}


def _is_evidence(name: str, language: str) -> bool:
    least = 2 if language in _UNSPACED or language == "ko" else _SHORTEST
    return len(name) >= least and not any(sign in name for sign in _LONG_NAMES)


def name_forms(name: str, language: str) -> Iterator[str]:
    """Yield a name as it is listed, and inflected if it is one word."""
    yield name
    if " " in name:
        return
    for rule in _parts("endings.txt", language):
        listed, _, endings = rule.partition("=")
        ending = listed.replace("-", "")
        if name.endswith(ending):
            stem = name.removesuffix(ending)
            yield from (stem + each.replace("-", "") for each in endings.split(","))
            return


@cache
def _pattern(language: str) -> re.Pattern[str]:
    names = sorted(_names(language), key=lambda name: (-len(name), name))
    either = "|".join(map(re.escape, names))
    if language in _UNSPACED:
        return re.compile(f"({either})")
    before, after = _PREFIXES.get(language, ""), _SUFFIXES.get(language, "")
    return re.compile(rf"(?<!\w){before}({either}){after}(?!\w)")


@cache
def _parts(name: str, language: str) -> list[str]:
    for line in lines(_FOLDER, name):
        head, _, rest = line.partition(": ")
        if head == language:
            return rest.split()
    return []
