"""Lines on a map: where they lie, and with fewer points.

The projection is Equal Earth (B. Šavrič, T. Patterson, B. Jenny, "The Equal Earth map
projection", International Journal of Geographical Information Science 33, 2019): areas
are true, so that no country looks as if it mattered more than another of its size. The
middle is 11° east, so that no land but Antarctica lies on both edges. Lines are
simplified by M. Visvalingam and J. D. Whyatt, "Line generalisation by repeated
elimination of points", Cartographic Journal 30, 1993.
"""

from __future__ import annotations

import heapq
import math
from typing import Final

__all__ = [
    "MIDDLE",
    "WIDTH",
    "Point",
    "Ring",
    "area",
    "centre",
    "flatten",
    "project",
    "simplify",
]

Point = tuple[float, float]
Ring = list[Point]

MIDDLE: Final = 11.0
"""Degrees east of the middle of the map."""

WIDTH: Final = 4000
"""Units of the map from its western to its eastern edge."""

_A: Final = (1.340264, -0.081106, 0.000893, 0.003796)
_M: Final = math.sqrt(3) / 2


def project(longitude: float, latitude: float) -> Point:
    """Return where a place lies, in units east and south of the middle of the map."""
    theta = math.asin(_M * math.sin(math.radians(latitude)))
    t2 = theta * theta
    t6 = t2 * t2 * t2
    slope = 9 * _A[3] * t6 * t2 + 7 * _A[2] * t6 + 3 * _A[1] * t2 + _A[0]
    across = math.radians(longitude - MIDDLE) * math.cos(theta)
    x = 2 * math.sqrt(3) * across / (3 * slope)
    y = theta * (_A[3] * t6 * t2 + _A[2] * t6 + _A[1] * t2 + _A[0])
    return x * _SCALE, -y * _SCALE


def flatten(line: Ring) -> Ring:
    """Return where a line lies; what is mostly beyond the western edge is in the east.

    It is never torn: the islands on the edge stand out a little.
    """
    whole: Ring = []
    turns = 0
    for n, (x, y) in enumerate(line):
        if n and abs(x - line[n - 1][0]) > 180:
            turns += 1 if x < line[n - 1][0] else -1
        whole.append((x + 360 * turns, y))
    west = MIDDLE - 180
    turned = math.floor((sum(x for x, _ in whole) / len(whole) - west) / 360)
    return [project(x - 360 * turned, y) for x, y in whole]


_HALF: Final = 2 * math.sqrt(3) * math.pi / (3 * _A[0])
"""How far the eastern edge is from the middle, before it is scaled."""
_SCALE: Final = WIDTH / 2 / _HALF


def simplify(line: Ring, detail: float) -> Ring:
    """Leave out points, those that stand out least first, but never the ends."""
    before = list(range(-1, len(line) - 1))
    after = list(range(1, len(line) + 1))
    gone = [False] * len(line)
    heap = [(_triangle(line, n, before, after), n) for n in range(1, len(line) - 1)]
    heapq.heapify(heap)
    sizes = {n: size for size, n in heap}
    closed = line[0] == line[-1]
    left = len(line)
    while heap:
        size, n = heapq.heappop(heap)
        if gone[n] or size != sizes[n]:
            continue
        if size >= detail or (closed and left <= 4):
            break
        gone[n] = True
        left -= 1
        before[after[n]], after[before[n]] = before[n], after[n]
        for other in (before[n], after[n]):
            if 0 < other < len(line) - 1:
                # what stood out less than its neighbour may not come back for it
                sizes[other] = max(size, _triangle(line, other, before, after))
                heapq.heappush(heap, (sizes[other], other))
    return [point for point, out in zip(line, gone, strict=True) if not out]


def _triangle(line: Ring, n: int, before: list[int], after: list[int]) -> float:
    (ax, ay), (bx, by), (cx, cy) = line[before[n]], line[n], line[after[n]]
    return abs((bx - ax) * (cy - ay) - (cx - ax) * (by - ay)) / 2


def area(ring: Ring) -> float:
    """Return the area of a ring."""
    return abs(_doubled(ring)) / 2


def _doubled(ring: Ring) -> float:
    pairs = zip(ring, [*ring[1:], ring[0]], strict=True)
    return sum(x * v - u * y for (x, y), (u, v) in pairs)


def centre(ring: Ring) -> Point:
    """Return the middle of the box around a ring: dots are of small islands."""
    xs, ys = zip(*ring, strict=True)
    return (min(xs) + max(xs)) / 2, (min(ys) + max(ys)) / 2
