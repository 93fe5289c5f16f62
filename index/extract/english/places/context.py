"""What an article's finds say together of where it plays."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Sequence, Set
from dataclasses import dataclass, field
from functools import cached_property
from typing import Final

from ...gazetteer.gazetteer import Entry, Level
from ...gazetteer.towns import find_town
from ...spans import NameKind
from ...texts import Text
from ..words import vocabulary, word_list
from .candidate import Find

__all__ = ["Context", "town_inside"]

_NEAR_KM: Final = 150.0
_MOST_NEIGHBOURS: Final = 12


@dataclass
class Context:
    """What an article's finds say together of where it plays.

    Attributes:
        named: how often each country is named beyond doubt; a large city of one
            counts half.
        parts: the states and regions named, with their countries.
        senses: names that a state or country behind them settled somewhere.
        neighbours: latitude and longitude of places beyond doubt.
        given: names of places that stand in names of people elsewhere: "Chad
            Smith", "Jack London".
        surnames: folded last names of the people the tagger knows.
        storms: names that a storm has somewhere.
    """

    texts: Sequence[Text]
    named: Counter[str] = field(default_factory=Counter)
    parts: set[tuple[str, str]] = field(default_factory=set)
    senses: dict[str, Entry] = field(default_factory=dict)
    neighbours: list[tuple[float, float]] = field(default_factory=list)
    given: set[str] = field(default_factory=set)
    surnames: Set[str] = frozenset()
    storms: set[str] = field(default_factory=set)
    _first: set[str] = field(default_factory=set)

    @classmethod
    def of(
        cls,
        texts: Sequence[Text],
        finds: Iterable[Find],
        surnames: Set[str] = frozenset(),
    ) -> Context:
        """Read all finds once."""
        context = cls(texts, surnames=surnames)
        for find in finds:
            before = find.text.before(find.start).lower()
            if before in vocabulary("storms"):
                context.storms.add(find.key)
                continue
            if find.span is None or find.span.kind is not NameKind.PERSON:
                context._add(find)
            elif find.span.start < find.start or find.given:
                context.given.add(find.key)
        return context

    @cached_property
    def keys(self) -> frozenset[str]:
        """The capitalised words of the article, folded."""
        return frozenset(word.key for text in self.texts for word in text.words)

    def _add(self, find: Find) -> None:
        first, key = find.entries[0], find.key
        inside = town_inside(find)
        # a country named before stays one: "Mexico", later "Mexico, Mo."
        if inside is not None and (first.level == Level.CITY or key not in self._first):
            self.senses.setdefault(key, inside)
        self._first.add(key)
        if find.given:
            self.given.add(key)
        if find.within is not None and find.within.country:
            self.named[find.within.country] += 2
        if not first.country:
            return
        if first.level == Level.CITY:
            alone = len(find.entries) == 1 or (
                first.population > 20 * find.entries[1].population
            )
            if inside is None and first.sure and alone:
                self.named[first.country] += 1
                self._add_neighbour(first)
        elif len(find.entries) == 1:
            self.named[first.country] += 2
            if first.state:
                self.parts.add((first.country, first.state))

    def _add_neighbour(self, entry: Entry) -> None:
        north, east = entry.latitude, entry.longitude
        known = north is not None and east is not None
        if known and len(self.neighbours) < _MOST_NEIGHBOURS:
            self.neighbours.append((north or 0.0, east or 0.0))

    def nearby(self, entry: Entry) -> bool:
        """Whether a place beyond doubt lies near, and is another one."""
        if entry.latitude is None or entry.longitude is None:
            return False
        here = (entry.latitude, entry.longitude)
        return any(
            here != other and _kilometres(here, other) < _NEAR_KM
            for other in self.neighbours
        )


def town_inside(find: Find) -> Entry | None:
    """The town of the name in the state or country right behind it."""
    within = find.within
    if within is None or find.entries[0].name == "Washington":
        return None
    if find.key in word_list("not_places.txt") and not (
        find.led or find.firm or find.filed or find.span is not None
    ):
        return None  # "Warren, Massachusetts Democrat"
    for entry in find.entries:
        near = entry.level == Level.CITY and entry.country == within.country
        if near and (not within.state or entry.state in ("", within.state)):
            return entry
    if within.level == Level.COUNTRY:
        return None
    # a town too small for the gazetteer: "TROY, N.C.", "Cuba, Mo."
    name = find.text.content[find.start : find.end]
    town = find_town(name, within.country, within.state)
    first = find.entries[0]
    if town is not None and (first.level == Level.CITY or not find.listed):
        return town
    if find.firm or (first.level == Level.CITY and not first.sure):
        name = name.title() if name.isupper() else name
        return Entry(name, Level.CITY, within.country, within.state)
    return None


def _kilometres(one: tuple[float, float], other: tuple[float, float]) -> float:
    """Along the ground, near enough for places near to each other."""
    (north, east), (north2, east2) = one, other
    turn = abs(east - east2)
    across = min(turn, 360 - turn) * math.cos(math.radians((north + north2) / 2))
    return 111.2 * math.hypot(north - north2, across)
