"""The world map: each country with articles is a link, the darker the more there are.

It is drawn as outlines (:mod:`.outlines`) or as tiles (:mod:`.tiles`). Countries that
are no more are on neither.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Final

from search.model.hits import Facet, FacetValue

from ..i18n.formats import grouped
from ..i18n.labels import country_words
from ..i18n.translation import gettext
from ..state.hrefs import Hrefs, list_href
from .link_names import Naming, Step
from .outlines import draw_outlines
from .places import Picture, Place
from .tiles import draw_tiles, known_tiles

__all__ = ["STEPS", "Shade", "World", "shades", "world_view"]

STEPS: Final = 5
_ROUND: Final = (1, 2, 5)


@dataclass(frozen=True, slots=True)
class Shade:
    """A step of the legend, and the numbers it stands for."""

    step: int
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class World:
    """A map ready to draw.

    Attributes:
        picture: what is drawn.
        off: countries with articles that are not on the map, most articles first.
        list_href: all countries as a list.
        ways: the two kinds of counts.
        forms: outlines and tiles.
        parts: the world and its continents, where outlines are drawn.
    """

    picture: Picture
    off: tuple[Place, ...]
    legend: tuple[Shade, ...]
    heading: str
    ways: tuple[Step, ...]
    forms: tuple[Step, ...]
    parts: tuple[Step, ...]
    list_href: str


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
    places = tuple(_places(facet, links, bounds))
    state = links.state
    drawn = draw_tiles(places) if state.tiles else draw_outlines(places, state.zoom)
    labels = {"about": gettext("Written about"), "country": gettext("Mentioned")}
    return World(
        picture=drawn,
        off=tuple(one for one in places if one.code not in known_tiles()),
        legend=tuple(_legend(bounds, most)),
        heading=gettext("Countries"),
        ways=tuple(
            Step(labels[field], href, current=field == facet.field)
            for field, href in ways.items()
        ),
        forms=tuple(_forms(links)),
        parts=() if state.tiles else tuple(_parts(links)),
        list_href=list_href(state, facet.field),
    )


def _forms(links: Hrefs) -> Iterator[Step]:
    state = links.state
    for tiles, label in ((False, gettext("Outlines")), (True, gettext("Tiles"))):
        there = replace(state, tiles=tiles, zoom="", page=1)
        yield Step(label, links.to(there), current=tiles is state.tiles)


def _parts(links: Hrefs) -> Iterator[Step]:
    words = {
        "": gettext("World"),
        "africa": gettext("Africa"),
        "asia": gettext("Asia"),
        "europe": gettext("Europe"),
        "north-america": gettext("North America"),
        "oceania": gettext("Oceania"),
        "south-america": gettext("South America"),
    }
    for name, label in words.items():
        there = replace(links.state, zoom=name, page=1)
        yield Step(label, links.to(there), current=name == links.state.zoom)


def _places(facet: Facet, links: Hrefs, bounds: tuple[int, ...]) -> Iterator[Place]:
    naming = Naming()
    for value in facet.values:
        if value.count or value.selected or value.excluded:
            yield Place(
                code=value.value,
                name=country_words(value.value),
                count=value.count,
                words=_words(value, naming),
                href=links.choosing(facet.field, value.value),
                shade=sum(value.count >= bound for bound in bounds),
                chosen=_chosen(value),
            )


def _chosen(value: FacetValue) -> str:
    return "selected" if value.selected else "excluded" if value.excluded else ""


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
