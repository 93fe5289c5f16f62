"""Who is named together with whom, as a picture and a table."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from search.explore.network import Network, NetworkPerson, find_network
from search.model.hits import Notice

from ..i18n.formats import hundredths, translate_message
from ..results.filters import clauses_of
from ..state.hrefs import network_file_href, person_href, search_href
from ..state.links import with_text
from ..state.searching import plan_of
from ..state.state import SearchState, pairs
from .layout import HEIGHT, WIDTH, lay_out
from .link_names import Naming

__all__ = ["NetworkView", "network_view"]

_LETTER: Final = 7.4
"""Units of a letter of a name, about."""

_LINE: Final = 16
"""Units that a name is high."""

_LARGEST: Final = 16
_SMALLEST: Final = 5
"""Radius of the circle of who is named most, and least."""

_WIDEST: Final = 6.0
"""Width of the line of the strongest tie there can be."""

_FILES: Final = {"csv": "CSV", "graphml": "GraphML", "gexf": "GEXF"}


@dataclass(frozen=True, slots=True)
class Node:
    """A person: the middle of the circle, and what is written below it."""

    x: int
    y: int
    radius: float
    name: str
    words: str
    href: str
    is_centre: bool


@dataclass(frozen=True, slots=True)
class Edge:
    """A line between two circles."""

    ends: tuple[int, int, int, int]
    width: str
    words: str


@dataclass(frozen=True, slots=True)
class TieRow:
    """A tie in the table, with where the two and their articles are."""

    one: str
    one_href: str
    other: str
    other_href: str
    together: int
    score: str
    href: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NetworkView:
    """All that the page shows.

    Attributes:
        clauses: the filters as parts of one sentence.
        centre: the person it is about, and that page; ``None`` if it is of hits.
        fields: the search as fields of a form.
        files: where the network is fetched as a file: the format, and the address.
    """

    notices: tuple[str, ...]
    clauses: tuple[str, ...]
    total: int
    loose: bool
    centre: tuple[str, str] | None
    width: int
    height: int
    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]
    rows: tuple[TieRow, ...]
    left_out: int
    back_href: str
    files: tuple[tuple[str, str], ...]
    fields: tuple[tuple[str, str], ...]


def network_view(
    state: SearchState, notices: tuple[Notice, ...]
) -> Mapping[str, object]:
    """Find the network of a search and make it ready to print.

    Raises:
        EngineError: if there is no index, or it cannot be read.
    """
    found = find_network(plan_of(state))
    nodes = _nodes(found)
    told = (*found.notices, *notices)
    centre = found.centre
    view = NetworkView(
        notices=tuple(translate_message(one.message) for one in told),
        clauses=clauses_of(state),
        total=found.hits,
        loose=found.loose,
        centre=(centre, person_href(centre)) if centre else None,
        width=WIDTH,
        height=HEIGHT,
        nodes=nodes,
        edges=tuple(_edges(found, nodes)),
        rows=tuple(_rows(found, SearchState() if centre else state)),
        left_out=found.left_out,
        back_href=search_href(state),
        files=tuple(
            (label, network_file_href(state, kind)) for kind, label in _FILES.items()
        ),
        fields=tuple(pairs(state)),
    )
    return {"view": view, "state": state}


def _nodes(found: Network) -> tuple[Node, ...]:
    naming = Naming()
    most = max((one.articles for one in found.people), default=1)
    radii = [_radius(one, most) for one in found.people]
    sizes = [
        (max(_LETTER * len(one.name), 2 * radius) + 6, 2 * radius + _LINE + 4)
        for one, radius in zip(found.people, radii, strict=True)
    ]
    number = {one.name: n for n, one in enumerate(found.people)}
    ties = {(number[tie.one], number[tie.other]): 1.5 - tie.score for tie in found.ties}
    places = lay_out(sizes, ties)
    return tuple(
        Node(
            x=round(x),
            y=round(y - _LINE / 2),
            radius=round(radius, 1),
            name=one.name,
            words=naming.both(one.name, naming.articles(one.articles)),
            href=person_href(one.name),
            is_centre=one.name == found.centre,
        )
        for one, radius, (x, y) in zip(found.people, radii, places, strict=True)
    )


def _radius(one: NetworkPerson, most: int) -> float:
    """Areas of circles tell numbers."""
    return max(_LARGEST * math.sqrt(one.articles / most), _SMALLEST)


def _edges(found: Network, nodes: tuple[Node, ...]) -> list[Edge]:
    naming = Naming()
    at = {node.name: node for node in nodes}
    made = []
    for tie in found.ties[::-1]:  # the strongest lie on top
        one, other = at[tie.one], at[tie.other]
        words = naming.both(f"{tie.one} – {tie.other}", naming.articles(tie.together))
        width = f"{max(_WIDEST * tie.score, 0.6):.1f}"
        made.append(Edge((one.x, one.y, other.x, other.y), width, words))
    return made


def _rows(found: Network, state: SearchState) -> list[TieRow]:
    return [
        TieRow(
            one=tie.one,
            one_href=person_href(tie.one),
            other=tie.other,
            other_href=person_href(tie.other),
            together=tie.together,
            score=hundredths(tie.score),
            href=_both(state, tie.one, tie.other),
        )
        for tie in found.ties
    ]


def _both(state: SearchState, one: str, other: str) -> str:
    """The articles of a search that name both."""
    asked = [f"({state.text})"] if state.text else []
    asked += [f'person:"{name.replace(chr(34), " ")}"' for name in (one, other)]
    return search_href(with_text(state, " ".join(asked)))
