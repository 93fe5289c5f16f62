"""Where the people of a network stand in a picture, the same for the same network.

Distances in the picture follow those along ties, as well as a plane allows (stress
majorization: E. Gansner, Y. Koren, S. North, "Graph Drawing by Stress Majorization",
Graph Drawing 2004). Then names that lie on each other are pushed apart.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Final

__all__ = ["HEIGHT", "WIDTH", "lay_out"]

WIDTH: Final = 900
HEIGHT: Final = 560
"""Units of the picture."""

_ROUNDS: Final = 80
_APART: Final = 120
"""Rounds of pushing names apart."""

_TURN: Final = math.pi * (3 - math.sqrt(5))
"""Each starts a golden angle on, so that no two start on one side."""

_STRANGERS: Final = 1.3
"""How much further than the furthest of a group those without any tie to it are."""

Point = tuple[float, float]


def lay_out(
    sizes: Sequence[tuple[float, float]], ties: Mapping[tuple[int, int], float]
) -> list[Point]:
    """Return a place for each box, around its middle.

    Args:
        sizes: width and height of each box.
        ties: the length of the tie of two boxes, by their numbers.
    """
    if not sizes:
        return []
    places = _spread(_distances(len(sizes), ties))
    return _pushed_apart(_filling(places, sizes), sizes)


def _distances(count: int, ties: Mapping[tuple[int, int], float]) -> list[list[float]]:
    """The lengths of the shortest ways along ties (Floyd and Warshall)."""
    far = [[math.inf] * count for _ in range(count)]
    for n in range(count):
        far[n][n] = 0.0
    for (one, other), length in ties.items():
        far[one][other] = far[other][one] = min(far[one][other], length)
    for by in range(count):
        for one in range(count):
            first = far[one][by]
            if first == math.inf:
                continue
            for other in range(count):
                if first + far[by][other] < far[one][other]:
                    far[one][other] = first + far[by][other]
    known = [d for row in far for d in row if d < math.inf]
    strangers = _STRANGERS * max(max(known), 1.0)
    return [[d if d < math.inf else strangers for d in row] for row in far]


def _spread(far: list[list[float]]) -> list[Point]:
    """Places whose distances are about those wanted."""
    count = len(far)
    size = max(max(row) for row in far) / 2
    places = [
        (
            size * math.sqrt((n + 0.5) / count) * math.cos(n * _TURN),
            size * math.sqrt((n + 0.5) / count) * math.sin(n * _TURN),
        )
        for n in range(count)
    ]
    for _ in range(_ROUNDS):
        for n in range(count):
            places[n] = _drawn_to_its_place(n, places, far[n])
    return places


def _drawn_to_its_place(n: int, places: list[Point], far: list[float]) -> Point:
    """Where the others would have one stand, near ones having more to say."""
    x, y = places[n]
    across = down = weights = 0.0
    for other, (u, v) in enumerate(places):
        wanted = far[other]
        if other == n or not wanted:
            continue
        weight = 1 / (wanted * wanted)
        real = math.hypot(x - u, y - v) or 1e-9
        across += weight * (u + wanted * (x - u) / real)
        down += weight * (v + wanted * (y - v) / real)
        weights += weight
    return (across / weights, down / weights) if weights else (x, y)


def _filling(places: list[Point], sizes: Sequence[tuple[float, float]]) -> list[Point]:
    """The places stretched to the whole picture."""
    wide, high = (max(size) / 2 for size in zip(*sizes, strict=True))
    xs, ys = zip(*places, strict=True)
    columns = _stretched(xs, wide, WIDTH - wide)
    rows = _stretched(ys, high, HEIGHT - high)
    return list(zip(columns, rows, strict=True))


def _stretched(found: Sequence[float], first: float, last: float) -> list[float]:
    """Numbers moved so that they reach from one to another."""
    low, high = min(found), max(found)
    if high - low < 1e-6:
        return [(first + last) / 2] * len(found)
    return [first + (one - low) / (high - low) * (last - first) for one in found]


def _pushed_apart(
    places: list[Point], sizes: Sequence[tuple[float, float]]
) -> list[Point]:
    """Move boxes that lie on each other, the shorter way, as long as any do."""
    at = list(places)
    for _ in range(_APART):
        still = True
        for one in range(len(at)):
            for other in range(one + 1, len(at)):
                (x, y), (u, v) = at[one], at[other]
                across = (sizes[one][0] + sizes[other][0]) / 2 - abs(u - x)
                down = (sizes[one][1] + sizes[other][1]) / 2 - abs(v - y)
                if across <= 0 or down <= 0:
                    continue
                still = False
                if down <= across:
                    step = (down / 2 + 0.5) * (1 if v >= y else -1)
                    at[one], at[other] = (x, y - step), (u, v + step)
                else:
                    step = (across / 2 + 0.5) * (1 if u >= x else -1)
                    at[one], at[other] = (x - step, y), (u + step, v)
        at = [_inside(place, size) for place, size in zip(at, sizes, strict=True)]
        if still:
            break
    return at


def _inside(place: Point, size: tuple[float, float]) -> Point:
    (x, y), (wide, high) = place, size
    return (
        min(max(x, wide / 2), WIDTH - wide / 2),
        min(max(y, high / 2), HEIGHT - high / 2),
    )
