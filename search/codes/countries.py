"""Countries by every name that newspapers and readers give them.

``countries.tsv`` next to this module has one present-day country per line. It was
written for Dateline from common knowledge; the codes are those of ISO 3166-1, and
``XK`` is the user-assigned code everyone uses for Kosovo. A country that only changed
its name is listed under its present one: "Burma" is Myanmar. So is a part of a
country: "Scotland" is the United Kingdom.

``former_countries.tsv`` has those that ended, split up or were united. They keep
a value of their own, with the code that ISO 3166 reserves for them: ``SU``, ``YU``,
``CS`` (Czechoslovakia), ``DD``, ``ZR``, ``YD``, ``VD``, ``AN``. Two had none: ``XW``
is West Germany and ``XV`` South Vietnam, in the range ISO leaves to users.
``country:russia`` therefore does not find articles about the Soviet Union.
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from types import MappingProxyType

from ..analysis.fold import fold_name

__all__ = [
    "CountryEntry",
    "FormerCountry",
    "countries",
    "country_code",
    "country_name",
    "former_countries",
]


@dataclass(frozen=True, slots=True)
class CountryEntry:
    """A country and the words that mean it.

    Attributes:
        code: ISO 3166 alpha-2, or ours.
        alpha3: ISO 3166 alpha-3, or ours.
        name: the name people are shown.
        other_names: further names and abbreviations, without ``name``.
        demonyms: its adjectives, and words for one and for several of its people.
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


@dataclass(frozen=True, slots=True)
class FormerCountry:
    """A country that no longer exists, and where it was on the present map.

    Attributes:
        start: its first day.
        end: the first day on which it no longer existed.
        after: the code of the country it is part of or called now; ``None`` if several
            took its place.
        usual: present codes whose plain names meant it in its time: "German" in
            1987 is West German.
        lands: where its places are on the present map: a code, a first-order division
            of GeoNames if it held only that, and the day until which it held them.
    """

    entry: CountryEntry
    start: datetime.date
    end: datetime.date
    after: str | None
    usual: tuple[str, ...]
    lands: tuple[tuple[str, str, datetime.date], ...]


@cache
def countries() -> tuple[CountryEntry, ...]:
    """Return the present countries, in the order of the file (roughly by name)."""
    return tuple(_entry(row.split("\t")) for row in _rows("countries.tsv"))


@cache
def former_countries() -> tuple[FormerCountry, ...]:
    """Return the countries that no longer exist."""
    return tuple(_former(row.split("\t")) for row in _rows("former_countries.tsv"))


def country_name(code: str) -> str:
    """Return the name people are shown for a code, present or former.

    Raises:
        KeyError: if no country has the code.
    """
    return _names_by_code()[code]


def country_code(text: str) -> str | None:
    """Return the alpha-2 code of the country a person typed, if it is one.

    Takes a code, an alpha-3 code, any name or demonym, whatever its case,
    accents and dots: "iran", "IRN", "Côte d'Ivoire", "u.k.", "the netherlands".
    A code wins over a name, so that what a link says is what it gets. A name means
    what it means today: "russia" is Russia, "soviet" the Soviet Union.
    """
    return _codes_by_word().get(_plain(text))


def _rows(name: str) -> list[str]:
    text = (resources.files(__package__) / name).read_text("utf-8")
    return [line for line in text.splitlines() if not line.startswith("#")][1:]


def _entry(cells: list[str]) -> CountryEntry:
    code, alpha3, name, other_names, demonyms = cells
    return CountryEntry(code, alpha3, name, _parts(other_names), _parts(demonyms))


def _former(cells: list[str]) -> FormerCountry:
    start, end = map(datetime.date.fromisoformat, cells[5:7])
    after, usual, lands = cells[7:]
    return FormerCountry(
        _entry(cells[:5]),
        start,
        end,
        None if after == "-" else after,
        _parts(usual),
        tuple(_land(land, end) for land in _parts(lands)),
    )


def _land(land: str, end: datetime.date) -> tuple[str, str, datetime.date]:
    where, _, until = land.partition("=")
    code, _, part = where.partition(".")
    return code, part, datetime.date.fromisoformat(until) if until else end


def _parts(cell: str) -> tuple[str, ...]:
    return tuple(cell.split("|")) if cell else ()


@cache
def _all() -> tuple[CountryEntry, ...]:
    return countries() + tuple(former.entry for former in former_countries())


@cache
def _names_by_code() -> Mapping[str, str]:
    return MappingProxyType({entry.code: entry.name for entry in _all()})


@cache
def _codes_by_word() -> Mapping[str, str]:
    """Every word for a country, folded; codes win over names and demonyms."""
    words: dict[str, str] = {}
    for entry in _all():
        words.setdefault(_plain(entry.code), entry.code)
    for entry in _all():
        words.setdefault(_plain(entry.alpha3), entry.code)
    for entry in _all():
        for word in entry.names + entry.demonyms:
            words.setdefault(_plain(word), entry.code)
    return MappingProxyType(words)


def _plain(text: str) -> str:
    """A name without hyphens and "the" in front, for look-ups."""
    words = fold_name(text).replace("-", " ").split()
    return " ".join(words).removeprefix("the ")
