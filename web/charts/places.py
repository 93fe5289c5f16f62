"""A country with articles, and a picture of such."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby

from markupsafe import Markup

from ..markup import rows

__all__ = ["Picture", "Place", "shaded"]


@dataclass(frozen=True, slots=True)
class Place:
    """A country with articles.

    ``shade`` is 0 for none, else 1 to 5; ``words`` say its name and how many there are.
    ``chosen`` is "selected", "excluded" or "".
    """

    code: str
    name: str
    count: int
    words: str
    href: str
    shade: int
    chosen: str


@dataclass(frozen=True, slots=True)
class Picture:
    """A map ready to draw.

    Attributes:
        kind: its class in style sheets.
        view: the part of the plane that is shown: left, top, width, height.
        pixel: units that are about a pixel.
        land: the countries without articles.
        groups: the others, those of each shade together.
    """

    kind: str
    view: tuple[int, int, int, int]
    pixel: float
    land: Markup
    groups: tuple[tuple[int, Markup], ...]


def shaded(
    places: Iterable[Place], draw: Callable[[Place], Markup]
) -> Iterator[tuple[int, Markup]]:
    """Yield each run of places of one shade: the shade, and their markup."""
    for shade, group in groupby(places, key=lambda place: place.shade):
        yield shade, rows.joined(map(draw, group))
