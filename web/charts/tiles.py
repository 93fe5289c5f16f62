"""The world as tiles, one a country: those of small countries are as easy to hit.

``world.tsv`` next to this module says where each tile lies: its column from the west,
its row from the north, its width and height. Neighbours keep their order; small
countries get as much room as a reader needs to see them, and the dozen largest are
larger. It was drawn for Dateline. Countries that are no more have no tile.
"""

from __future__ import annotations

from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from types import MappingProxyType

from markupsafe import Markup

from ..markup import rows
from .places import Picture, Place, shaded

__all__ = ["Spot", "draw_tiles", "known_tiles", "spots"]


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a country lies on the grid."""

    column: int
    row: int
    width: int
    height: int


@cache
def spots() -> Mapping[str, Spot]:
    """Return where each country of today lies."""
    text = (resources.files(__package__) / "world.tsv").read_text("utf-8")
    rows = [line.split("\t") for line in text.splitlines() if line[:1] != "#"][1:]
    return MappingProxyType({code: Spot(*map(int, place)) for code, *place in rows})


def known_tiles() -> frozenset[str]:
    """Return the codes of the countries that have a tile: all there are today."""
    return frozenset(spots())


def draw_tiles(places: Sequence[Place]) -> Picture:
    """Draw the countries as tiles."""
    there = [place for place in places if place.code in spots()]
    width, height = _size()
    path = Markup(f'<path class="land" d="{_land({p.code for p in there})}"/>')
    return Picture(
        kind="tiled",
        view=(0, 0, width, height),
        pixel=0.1,
        land=path,
        groups=tuple(shaded(there, _drawn)),
    )


def _drawn(place: Place) -> Markup:
    spot = spots()[place.code]
    where, size = (spot.column, spot.row), (spot.width, spot.height)
    return rows.tile(place.href, place.words, where, size, place.chosen)


@cache
def _size() -> tuple[int, int]:
    found = spots().values()
    return (
        max(spot.column + spot.width for spot in found),
        max(spot.row + spot.height for spot in found),
    )


def _land(taken: Container[str]) -> str:
    """A line along the middle of each run of tiles without articles, by rows.

    Drawn wide and with a short gap after every tile, it looks like the tiles.
    """
    rest = [spot for code, spot in spots().items() if code not in taken]
    small = sorted((s.row, s.column) for s in rest if s.width * s.height == 1)
    path: list[list[int]] = []
    for n, (row, column) in enumerate(small):
        if n and small[n - 1] == (row, column - 1):
            path[-1][2] += 1
        else:
            path.append([column, row, 1])
    lines = [f"M{column} {row}.5h{length}" for column, row, length in path]
    for spot in rest:
        if spot.width * spot.height > 1:
            lines += [
                f"M{spot.column} {spot.row + n}.5h{spot.width}"
                for n in range(spot.height)
            ]
    return "".join(lines)
