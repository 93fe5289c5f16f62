"""What is laid over a text, and how its layers are kept from crossing.

Markup is a tree, but names and marks of a text may overlap in any way. So names
are cut until none lies in another, and marks go around them: a mark stays one
element, and a name is as many as its borders with marks and other names ask for.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from heapq import heappop, heappush
from itertools import pairwise

__all__ = ["Layers", "Mark", "Name", "uncrossed"]


@dataclass(frozen=True, slots=True)
class Mark:
    """A hit ``[start, end)``, numbered from 1, and the numbers of its terms."""

    start: int
    end: int
    number: int
    terms: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Name:
    """Words ``[start, end)`` that a fact came from.

    Attributes:
        kind: "person", "place", "organisation" or "date".
        fact: the number of the fact next to the text, or 0 where it is not listed.
        label: what the words stand for.
    """

    start: int
    end: int
    kind: str
    fact: int
    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Layers:
    """What is laid over one text.

    Attributes:
        marks: in order, without overlaps.
        names: in order, without overlaps, as :func:`uncrossed` makes them.
        anchors: where names begin that links lead to.
        prefix: what the ids of these places begin with.
        linked: whether names link to their facts, rather than wait for a script.
    """

    marks: tuple[Mark, ...] = ()
    names: tuple[Name, ...] = ()
    anchors: Collection[int] = ()
    prefix: str = ""
    linked: bool = False


def uncrossed(names: Iterable[Name], cuts: Collection[int] = ()) -> tuple[Name, ...]:
    """Cut names so that no two overlap; where several lie, the shortest is kept.

    A name is cut at each of ``cuts`` too, so that a piece begins there.
    """
    ordered = sorted(names, key=lambda name: (name.start, name.end))
    bounds = sorted({bound for name in ordered for bound in (name.start, name.end)})
    pieces: list[Name] = []
    here: list[tuple[int, int]] = []
    coming = 0
    last = -1
    for low, high in pairwise(bounds):
        while coming < len(ordered) and ordered[coming].start == low:
            length = ordered[coming].end - ordered[coming].start
            heappush(here, (length, coming))
            coming += 1
        while here and ordered[here[0][1]].end <= low:
            heappop(here)
        if not here:
            continue
        owner = here[0][1]
        if owner == last and pieces[-1].end == low and low not in cuts:
            pieces[-1] = replace(pieces[-1], end=high)
        else:
            pieces.append(replace(ordered[owner], start=low, end=high))
        last = owner
    return tuple(pieces)
