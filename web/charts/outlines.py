"""The world as outlines, in a projection that keeps areas true.

The outlines are one file for all pages, ``static/world.svg``; a page refers to them by
the codes of countries and holds but the counts. ``atlas.tsv`` next to this module says
where each is; both are made by ``training/world_map.py``. Small countries are circles.
In a part of the world they are large enough for a finger, and pushed apart where they
would lie on each other.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, partial
from importlib import resources
from typing import Final

from markupsafe import Markup

from ..http.assets import image_href
from ..markup import rows
from .places import Picture, Place, shaded

__all__ = ["Atlas", "Box", "draw_outlines", "load_atlas", "push_apart"]

_WHOLE: Final = "world"

_ACROSS: Final = 340
"""Pixels that the narrowest map is wide."""

_HIGHEST: Final = 300
"""Pixels that it is high at most."""

_FINGER: Final = 25
"""Pixels between the middles of two circles, in a part of the world."""

_ROUNDS: Final = 60


@dataclass(frozen=True, slots=True)
class Box:
    """A part of the plane."""

    x: int
    y: int
    width: int
    height: int

    def meets(self, other: Box) -> bool:
        """Tell whether two boxes have a point in common."""
        apart = (
            self.x > other.x + other.width
            or other.x > self.x + self.width
            or self.y > other.y + other.height
            or other.y > self.y + self.height
        )
        return not apart


@dataclass(frozen=True, slots=True)
class Atlas:
    """Where everything is.

    Attributes:
        views: the world and the parts of it that can be looked at.
        shapes: the box around the largest land of each country with an outline.
        dots: the other countries; ``islets`` are those with nothing around them.
    """

    views: Mapping[str, Box]
    shapes: Mapping[str, Box]
    dots: Mapping[str, Box]
    islets: frozenset[str]


@cache
def load_atlas() -> Atlas:
    """Return where every country of today is on the map."""
    text = (resources.files(__package__) / "atlas.tsv").read_text("utf-8")
    lines = [line.split("\t") for line in text.splitlines() if line[:1] != "#"][1:]
    found: dict[str, dict[str, Box]] = {}
    for kind, name, *numbers in lines:
        found.setdefault(kind, {})[name] = Box(*map(int, numbers))
    return Atlas(
        views=found["view"],
        shapes=found["shape"],
        dots=found["dot"] | found["islet"],
        islets=frozenset(found["islet"]),
    )


def draw_outlines(places: Sequence[Place], part: str) -> Picture:
    """Draw the countries as outlines and circles.

    Args:
        part: which part of the world is shown; "" for the whole.
    """
    atlas = load_atlas()
    view = atlas.views.get(part or _WHOLE, atlas.views[_WHOLE])
    pixel = max(view.width / _ACROSS, view.height / _HIGHEST)
    seen = [place for place in places if _is_seen(place.code, view)]
    shapes = [place for place in seen if place.code in atlas.shapes]
    dots = [place for place in seen if place.code in atlas.dots]
    source = image_href("world")
    outline = partial(_outline, source)
    if part:
        boxes = {p.code: atlas.dots[p.code] for p in dots}
        at = push_apart(boxes, view, pixel * _FINGER)
        drawn = [*shaded(shapes, outline), *shaded(dots, partial(_circle, at))]
    else:
        at = {p.code: (box.x, box.y) for p in dots for box in [atlas.dots[p.code]]}
        # what a finger may hit around an islet lies below all land
        islets = [place for place in dots if place.code in atlas.islets]
        others = [place for place in dots if place.code not in atlas.islets]
        drawn = [
            *shaded(islets, partial(_islet, at)),
            *shaded(shapes, outline),
            *shaded(others, partial(_dot, at)),
        ]
    return Picture(
        kind="outlined",
        view=(view.x, view.y, view.width, view.height),
        pixel=pixel,
        land=Markup(f'<use class="land" href="{source}#land"/>'),
        groups=tuple(drawn),
    )


def _is_seen(code: str, view: Box) -> bool:
    atlas = load_atlas()
    box = atlas.shapes.get(code) or atlas.dots.get(code)
    return box is not None and box.meets(view)


def _outline(source: str, place: Place) -> Markup:
    return rows.outline(place.href, place.words, f"{source}#{place.code}", place.chosen)


Places = Mapping[str, tuple[int, int]]


def _circle(at: Places, place: Place) -> Markup:
    return rows.dot(place.href, place.words, at[place.code], "big", place.chosen)


def _islet(at: Places, place: Place) -> Markup:
    return rows.dot(place.href, place.words, at[place.code], "islet", place.chosen)


def _dot(at: Places, place: Place) -> Markup:
    return rows.dot(place.href, place.words, at[place.code], "dot", place.chosen)


def push_apart(
    boxes: Mapping[str, Box], view: Box, least: float
) -> dict[str, tuple[int, int]]:
    """Return where circles are drawn: near their places, in view, ``least`` apart.

    If there are too many for that they are as far apart as a few rounds bring them.
    """
    codes = sorted(boxes)
    at = {code: (float(boxes[code].x), float(boxes[code].y)) for code in codes}
    for _ in range(_ROUNDS):
        still = True
        for n, one in enumerate(codes):
            for other in codes[n + 1 :]:
                (x, y), (u, v) = at[one], at[other]
                far = math.hypot(u - x, v - y)
                if far >= least:
                    continue
                still = False
                # of two at one place the second goes east
                east, south = ((u - x) / far, (v - y) / far) if far else (1.0, 0.0)
                step = (least - far) / 2 + 0.5
                at[one] = (x - east * step, y - south * step)
                at[other] = (u + east * step, v + south * step)
        if still:
            break
        at = {code: _into(view, point, least / 2) for code, point in at.items()}
    whole = {code: _into(view, point, least / 2) for code, point in at.items()}
    return {code: (round(x), round(y)) for code, (x, y) in whole.items()}


def _into(view: Box, point: tuple[float, float], edge: float) -> tuple[float, float]:
    """The nearest place that is so far inside of a view."""
    x, y = point
    return (
        min(max(x, view.x + edge), view.x + view.width - edge),
        min(max(y, view.y + edge), view.y + view.height - edge),
    )
