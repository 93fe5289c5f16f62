"""The outlines of the world map, made from Natural Earth: ``web/static/world.svg``.

Natural Earth is in the public domain (naturalearthdata.com). The npm package
``world-atlas`` has its countries as TopoJSON; nothing else of the package is used::

    npm pack world-atlas@2.0.2 && tar xzf world-atlas-2.0.2.tgz
    python -m training.world_map package

A border stays one line for the countries on both sides of it. What is too small to be
seen becomes a dot, which is a row of ``web/charts/atlas.tsv``.
"""

from __future__ import annotations

import json
import math
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, Final

from babel.core import get_global

from .map_lines import (
    MIDDLE,
    WIDTH,
    Point,
    Ring,
    area,
    centre,
    flatten,
    project,
    simplify,
)

_DETAIL: Final = 9.0
"""Square units that a corner has to stand out by, to be kept."""

_ISLAND: Final = 14.0
"""Square units of the smallest islands drawn of a country that has larger land."""

_DOT: Final = 75.0
"""Square units below which a country is a dot."""

_SEA: Final = 60.0
"""Units around a dot in which there is no land, for it to be at sea."""

_NORTH: Final = 83.7
_SOUTH: Final = -80.0
"""Degrees at which the map ends: of the ice beyond there is nothing to tell."""

_ORIGIN: Final = "Made by training/world_map.py from Natural Earth (public domain)"
_WEB: Final = Path(__file__).parent.parent / "web"

_BY_NAME: Final = {
    "Kosovo": "XK",
    "N. Cyprus": "CY",
    "Cyprus U.N. Buffer Zone": "CY",
    "Akrotiri": "CY",
    "Dhekelia": "CY",
    "Somaliland": "SO",
    "Siachen Glacier": "IN",
    "Baikonur": "KZ",
    "USNB Guantanamo Bay": "CU",
}
"""Areas that Natural Earth tells apart and ISO 3166 does not."""

_PARTS: Final = {
    "GF": ("FR", -55.0, 2.0, -51.0, 6.0),
    "GP": ("FR", -62.0, 15.7, -60.9, 16.6),
    "MQ": ("FR", -61.4, 14.3, -60.7, 15.0),
    "RE": ("FR", 55.0, -21.6, 56.0, -20.7),
    "YT": ("FR", 45.0, -13.2, 45.4, -12.5),
    "UA": ("RU", 32.0, 44.0, 37.0, 46.6),
    "SJ": ("NO", 5.0, 70.5, 35.0, 82.0),
    "BV": ("NO", 3.0, -55.0, 4.0, -54.0),
    "BQ": ("NL", -69.0, 11.9, -62.0, 18.0),
    "CX": ("", 105.0, -11.0, 106.0, -10.0),
    "CC": ("", 96.0, -13.0, 97.5, -11.0),
    "TK": ("NZ", -173.0, -10.0, -171.0, -8.0),
}
"""What has a code of its own and is drawn as a part of another: that country ("" for
those of the Indian Ocean), and the degrees west, south, east and north around it."""

VIEWS: Final = {
    "africa": (-19.0, -36.0, 53.0, 38.0),
    "asia": (27.0, -11.0, 147.0, 56.0),
    "europe": (-24.0, 34.5, 44.0, 71.5),
    "north-america": (-135.0, 6.5, -55.0, 62.0),
    "south-america": (-93.0, -56.0, -33.0, 14.0),
    "oceania": (110.0, -48.0, 190.0, 20.0),
}
"""Continents: degrees west, south, east and north of what is shown of each."""


class Atlas:
    """Countries as rings of arcs: an arc between two countries is there once."""

    def __init__(self, path: Path) -> None:
        found = json.loads(path.read_text("utf-8"))
        (kx, ky), (x0, y0) = (
            found["transform"]["scale"],
            found["transform"]["translate"],
        )
        self.arcs: list[Ring] = []
        for arc in found["arcs"]:
            x = y = 0
            line = []
            for dx, dy in arc:
                x, y = x + dx, y + dy
                line.append((x * kx + x0, y * ky + y0))
            self.arcs.append(line)
        self._countries = found["objects"]["countries"]["geometries"]

    def polygons(self) -> Iterator[tuple[str, list[list[int]]]]:
        """Yield the code of a country and a polygon of it: its rings, as arcs."""
        codes = get_global("territory_aliases")
        for country in self._countries:
            name = country["properties"]["name"]
            known = codes.get(country.get("id", ""), [_BY_NAME.get(name, "")])
            arcs: Any = country.get("arcs", [])
            for polygon in [arcs] if country["type"] == "Polygon" else arcs:
                yield known[0], polygon

    def ring(self, arcs: Sequence[int], lines: Sequence[Ring] | None = None) -> Ring:
        """Return the points of a ring, the first of them once."""
        points: Ring = []
        for number in arcs:
            line = (lines or self.arcs)[number if number >= 0 else ~number]
            points += (line if number >= 0 else line[::-1])[:-1]
        return points


def coded(code: str, ring: Ring) -> str:
    """Return the code of a polygon: that of a part, where it is one."""
    west, south = map(min, zip(*ring, strict=True))
    east, north = map(max, zip(*ring, strict=True))
    for part, (whole, *box) in _PARTS.items():
        inside = (
            west >= box[0] and south >= box[1] and east <= box[2] and north <= box[3]
        )
        if inside and whole == code:
            return part
    return code


def drawn(ring: Ring, place: Callable[[Point], tuple[int, int]]) -> str:
    """Return a ring as a part of a path, in whole units; "" if nothing is left."""
    points: list[tuple[int, int]] = []
    for point in map(place, ring):
        if not points or points[-1] != point:
            points.append(point)
    if len(points) < 3:
        return ""
    x, y = points[0]
    text = f"M{x} {y}l"
    for u, v in points[1:]:
        text += _number(u - x, text) + _number(v - y, "0")
        x, y = u, v
    return text + "z"


def _number(value: int, before: str) -> str:
    """A number, with a space where one is needed."""
    glued = value < 0 or not before[-1].isdigit()
    return str(value) if glued else f" {value}"


def ice(folder: Path) -> Ring:
    """Return the coast of Antarctica from the western to the eastern edge of the map.

    It is closed below the map. The coarsest of the files has it as one ring around the
    pole; in the others it is not closed.
    """
    atlas = Atlas(folder / "countries-110m.json")
    rings = (atlas.ring(arcs[0]) for code, arcs in atlas.polygons() if code == "AQ")
    ring = max(rings, key=len)
    coast = [p for p in ring if abs(p[0]) < 179.9 and p[1] > -89.0]
    far = range(len(coast))
    at = max(far, key=lambda n: abs(coast[n][0] - coast[n - 1][0]))
    coast = coast[at:] + coast[:at]  # from one edge of the data to the other
    if coast[0][0] > coast[-1][0]:
        coast.reverse()
    west = MIDDLE - 180
    first = next(n for n, (x, _) in enumerate(coast) if x >= west)
    coast = coast[first:] + coast[:first]
    corners = [(west, coast[0][1]), (west, _SOUTH - 5)]
    east = west + 359.99
    return [*corners[::-1], *coast, (east, coast[-1][1]), (east, _SOUTH - 5)]


class Drawing:
    """The countries as they are drawn: outlines, and dots for those too small."""

    def __init__(self, folder: Path) -> None:
        self.top = project(0, _NORTH)[1]
        self.height = round(project(0, _SOUTH)[1] - self.top)
        self.shapes: dict[str, list[tuple[float, Ring, str]]] = {}
        self._sizes: dict[str, float] = {}
        self._draw(Atlas(folder / "countries-50m.json"))
        self._add("AQ", [simplify([project(*p) for p in ice(folder)], _DETAIL)])
        self.dots = self._find_dots(Atlas(folder / "countries-10m.json"))
        for code in self.dots.keys() & self.shapes.keys():
            del self.shapes[code]

    def place(self, point: Point) -> tuple[int, int]:
        """Return a point in whole units from the map's upper left corner."""
        return round(point[0] + WIDTH / 2), round(point[1] - self.top)

    def _draw(self, atlas: Atlas) -> None:
        lines = [simplify(flatten(arc), _DETAIL) for arc in atlas.arcs]
        for country, arcs in atlas.polygons():
            code = coded(country, atlas.ring(arcs[0]))
            if code and code != "AQ":
                self._add(code, [atlas.ring(one, lines) for one in arcs])

    def _add(self, code: str, rings: Sequence[Ring]) -> None:
        size = area(rings[0])
        self._sizes[code] = max(self._sizes.get(code, 0.0), size)
        text = "".join(drawn(ring, self.place) for ring in rings)
        if text:
            self.shapes.setdefault(code, []).append((size, rings[0], text))

    def _find_dots(self, atlas: Atlas) -> dict[str, Point]:
        """The middle of the largest land of each country too small to be drawn."""
        found: dict[str, tuple[float, Point]] = {}
        for country, arcs in atlas.polygons():
            outer = atlas.ring(arcs[0])
            code, ring = coded(country, outer), flatten(outer)
            small = bool(code) and self._sizes.get(code, 0.0) < _DOT
            if small and area(ring) > found.get(code, (-1.0,))[0]:
                found[code] = area(ring), centre(ring)
        return {code: point for code, (_, point) in found.items()}

    def paths(self) -> Iterator[tuple[str, str]]:
        """Yield each country's outline; islands that nobody would see are left out."""
        for code, found in sorted(self.shapes.items()):
            least = min(_ISLAND, max(size for size, _, _ in found))
            yield code, "".join(text for size, _, text in found if size >= least)

    def box(self, code: str) -> tuple[int, int, int, int]:
        """Return the box around the largest land of a country."""
        _, ring, _ = max(self.shapes[code], key=lambda one: one[0])
        return around(map(self.place, ring))

    def is_at_sea(self, point: Point) -> bool:
        """Tell whether a finger tells a dot from every outline."""
        return all(
            math.dist(point, corner) > _SEA
            for found in self.shapes.values()
            for _, ring, _ in found
            for corner in ring
        )


def around(points: Iterable[tuple[int, int]]) -> tuple[int, int, int, int]:
    """Return the box around points: its corner, its width and its height."""
    xs, ys = zip(*points, strict=True)
    return min(xs), min(ys), max(xs) - min(xs), max(ys) - min(ys)


def view(drawing: Drawing, west: float, south: float, east: float, north: float) -> str:
    """Return the part of the map that shows what lies between these degrees."""
    across, up = (west, (west + east) / 2, east), (south, (south + north) / 2, north)
    places = (drawing.place(project(x, y)) for x in across for y in up)
    return "\t".join(map(str, around(places)))


def main(folder: Path) -> None:
    """Write the outlines, and the table of where each country is."""
    drawing = Drawing(folder)
    paths = "\n".join(f'<path id="{code}" d="{d}"/>' for code, d in drawing.paths())
    size = f"0 0 {WIDTH} {drawing.height}"
    svg = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{size}">'
        f'<!-- {_ORIGIN}. --><g id="land">\n{paths}\n</g></svg>\n'
    )
    (_WEB / "static" / "world.svg").write_text(svg, "utf-8")
    rows = [
        f"# {_ORIGIN}: parts of the map, countries with an outline in",
        "# static/world.svg and the box around their largest land, and dots of others;",
        "# those at sea have room around them.",
        "kind\tname\tx\ty\twidth\theight",
        f"view\tworld\t0\t0\t{WIDTH}\t{drawing.height}",
        *(f"view\t{name}\t{view(drawing, *edges)}" for name, edges in VIEWS.items()),
    ]
    for code in sorted(drawing.shapes):
        rows.append("\t".join(map(str, ("shape", code, *drawing.box(code)))))
    for code, point in sorted(drawing.dots.items()):
        kind = "islet" if drawing.is_at_sea(point) else "dot"
        rows.append("\t".join(map(str, (kind, code, *drawing.place(point), 0, 0))))
    table = "\n".join(rows) + "\n"
    (_WEB / "charts" / "atlas.tsv").write_text(table, "utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
