"""The world map: one tile a country, the darker the more articles.

``world.tsv`` next to this module says where each tile lies: its column from the west,
its row from the north, its width and height. Neighbours keep their order; small
countries get as much room as a reader needs to see them, and the dozen largest are
larger. It was drawn for Dateline. Countries that are no more have no tile.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from itertools import groupby
from types import MappingProxyType
from typing import Final

from markupsafe import Markup

from search.model.hits import Facet, FacetValue

from ..i18n.formats import grouped
from ..i18n.labels import country_words
from ..i18n.translation import gettext
from ..markup import rows
from ..state.hrefs import Hrefs, list_href
from .link_names import Naming, Step

__all__ = ["Shade", "Spot", "Tile", "World", "shades", "spots", "world_view"]

STEPS: Final = 5
_ROUND: Final = (1, 2, 5)


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a country lies on the grid."""

    column: int
    row: int
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class Tile:
    """A country with articles.

    ``shade`` is 0 for none, else 1 to 5; ``spot`` is ``None`` for one off the map.
    """

    code: str
    name: str
    count: int
    words: str
    href: str
    shade: int
    spot: Spot | None
    selected: bool
    excluded: bool


@dataclass(frozen=True, slots=True)
class Shade:
    """A step of the legend, and the numbers it stands for."""

    step: int
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class World:
    """A map ready to draw.

    Attributes:
        land: the path of the tiles without articles.
        shaded: the tiles on the map as they are drawn, those of each shade together.
        off: countries with articles that are not on the map, most articles first.
        list_href: all countries as a list.
        ways: the two kinds of counts.
    """

    columns: int
    rows: int
    land: str
    shaded: tuple[tuple[int, Markup], ...]
    off: tuple[Tile, ...]
    legend: tuple[Shade, ...]
    heading: str
    ways: tuple[Step, ...]
    list_href: str


@cache
def spots() -> Mapping[str, Spot]:
    """Return where each country of today lies."""
    text = (resources.files(__package__) / "world.tsv").read_text("utf-8")
    rows = [line.split("\t") for line in text.splitlines() if line[:1] != "#"][1:]
    return MappingProxyType({code: Spot(*map(int, place)) for code, *place in rows})


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


def shades(most: int) -> tuple[int, ...]:
    """Return the least number of articles of each shade, from the lightest, 1, on.

    Countries differ by factors, so the steps do: they grow evenly in the logarithm,
    to round numbers, fewer than five if there are few articles.
    """
    bounds = [1]
    for step in range(1, STEPS):
        bound = _rounded(max(most, 1) ** (step / STEPS))
        if bounds[-1] < bound <= most:
            bounds.append(bound)
    return tuple(bounds)


def _rounded(number: float) -> int:
    ten: int = 10 ** (len(str(int(number))) - 1)
    return max(part * ten for part in _ROUND if part * ten <= number)


def world_view(facet: Facet, links: Hrefs, ways: Mapping[str, str]) -> World:
    """Make the map of a facet of countries ready to draw.

    Args:
        ways: for both facets of countries, the address of the same page with it.
    """
    most = max((value.count for value in facet.values), default=0)
    bounds = shades(most)
    tiles = tuple(_tiles(facet, links, bounds))
    width, height = _size()
    labels = {"about": gettext("Written about"), "country": gettext("Mentioned")}
    return World(
        columns=width,
        rows=height,
        land=_land({tile.code for tile in tiles}),
        off=tuple(tile for tile in tiles if tile.spot is None),
        legend=tuple(_legend(bounds, most)),
        shaded=tuple(_shaded(tiles)),
        heading=gettext("Countries"),
        ways=tuple(
            Step(labels[field], href, current=field == facet.field)
            for field, href in ways.items()
        ),
        list_href=list_href(links.state, facet.field),
    )


def _tiles(facet: Facet, links: Hrefs, bounds: tuple[int, ...]) -> Iterable[Tile]:
    naming = Naming()
    for value in facet.values:
        if value.count or value.selected or value.excluded:
            yield Tile(
                code=value.value,
                name=country_words(value.value),
                count=value.count,
                words=_words(value, naming),
                href=links.choosing(facet.field, value.value),
                shade=sum(value.count >= bound for bound in bounds),
                spot=spots().get(value.value),
                selected=value.selected,
                excluded=value.excluded,
            )


def _shaded(tiles: Iterable[Tile]) -> Iterator[tuple[int, Markup]]:
    for shade, group in groupby(tiles, key=lambda tile: tile.shade):
        yield shade, rows.joined(_drawn(tile, tile.spot) for tile in group if tile.spot)


def _drawn(tile: Tile, spot: Spot) -> Markup:
    chosen = "selected" if tile.selected else "excluded" if tile.excluded else ""
    place, size = (spot.column, spot.row), (spot.width, spot.height)
    return rows.tile(tile.href, tile.words, place, size, chosen)


def _words(value: FacetValue, naming: Naming) -> str:
    name = country_words(value.value)
    if value.excluded:  # its number is that of a search without the exclusion
        return gettext("%(what)s, excluded", what=name)
    words = naming.both(name, naming.articles(value.count))
    return gettext("%(what)s, selected", what=words) if value.selected else words


def _legend(bounds: tuple[int, ...], most: int) -> Iterable[Shade]:
    for step, low in enumerate(bounds, start=1):
        if step == len(bounds):
            yield Shade(step, grouped(low) + ("+" if low < most else ""))
        else:
            high = bounds[step] - 1
            words = f"{grouped(low)}–{grouped(high)}" if low < high else grouped(low)
            yield Shade(step, words)
