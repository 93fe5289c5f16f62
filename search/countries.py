"""The countries of ISO 3166-1 by every name a newspaper or a reader gives them.

``countries.tsv`` beside this module holds one country a line. It was written
for Dateline from common knowledge; codes are those of ISO 3166-1, and ``XK``
is the user-assigned code everyone uses for Kosovo. Names that are no longer on
a map stand with the country a reader would look for today: "Burma" is Myanmar,
"Soviet Union" is Russia, "Scotland" is the United Kingdom.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from types import MappingProxyType

__all__ = ["CountryEntry", "countries", "country_code", "country_name"]


@dataclass(frozen=True, slots=True)
class CountryEntry:
    """A country and the words that mean it.

    Attributes:
        code: ISO 3166-1 alpha-2.
        alpha3: ISO 3166-1 alpha-3.
        name: what is shown to people.
        other_names: further names and abbreviations, without ``name``.
        demonyms: its adjectives, and the names of one and of many of its people.
    """

    code: str
    alpha3: str
    name: str
    other_names: tuple[str, ...]
    demonyms: tuple[str, ...]

    @property
    def names(self) -> tuple[str, ...]:
        """All names, the shown one first."""
        return (self.name, *self.other_names)


@cache
def countries() -> tuple[CountryEntry, ...]:
    """Every country, in the order of the file (by name, roughly)."""
    text = (resources.files(__package__) / "countries.tsv").read_text("utf-8")
    rows = (line for line in text.splitlines() if not line.startswith("#"))
    next(rows)  # the header
    return tuple(_entry(row) for row in rows)


def country_name(code: str) -> str:
    """Return the name shown for an alpha-2 code.

    Raises:
        KeyError: if no country has the code.
    """
    return _names_by_code()[code]


def country_code(text: str) -> str | None:
    """Return the alpha-2 code of the country a person typed, if it is one.

    Takes a code, an alpha-3 code, any name or demonym, whatever its case,
    accents and dots: "iran", "IRN", "Côte d'Ivoire", "u.k.", "the netherlands".
    A code wins over a name, so that what a link says is what it gets.
    """
    return _codes_by_word().get(_fold(text))


def _entry(row: str) -> CountryEntry:
    code, alpha3, name, other_names, demonyms = row.split("\t")
    return CountryEntry(code, alpha3, name, _parts(other_names), _parts(demonyms))


def _parts(cell: str) -> tuple[str, ...]:
    return tuple(cell.split("|")) if cell else ()


@cache
def _names_by_code() -> Mapping[str, str]:
    return MappingProxyType({entry.code: entry.name for entry in countries()})


@cache
def _codes_by_word() -> Mapping[str, str]:
    """Every word for a country, folded; earlier kinds of word win over later."""
    words: dict[str, str] = {}
    for entry in countries():
        words.setdefault(_fold(entry.code), entry.code)
    for entry in countries():
        words.setdefault(_fold(entry.alpha3), entry.code)
    for entry in countries():
        for word in entry.names + entry.demonyms:
            words.setdefault(_fold(word), entry.code)
    return MappingProxyType(words)


def _fold(text: str) -> str:
    """Lower-case, without accents, dots, "the" in front and needless spaces."""
    plain = unicodedata.normalize("NFKD", text.replace("’", "'"))
    plain = "".join(sign for sign in plain if not unicodedata.combining(sign))
    plain = " ".join(plain.replace(".", "").replace("-", " ").casefold().split())
    return plain.removeprefix("the ")
