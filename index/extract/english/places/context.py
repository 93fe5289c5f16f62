"""Where an article takes place, as all its toponym candidates tell together."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Sequence, Set
from dataclasses import dataclass, field
from functools import cached_property
from typing import Final

from ...gazetteer.gazetteer import GazetteerEntry, Level
from ...gazetteer.towns import find_town
from ...spans import NameKind
from ...texts import ArticleText
from ..words import vocabulary, word_list
from .candidate import PlaceCandidate

__all__ = ["Context", "town_inside"]

_NEAR_KM: Final = 150.0
_MOST_NEIGHBOURS: Final = 12


@dataclass
class Context:
    """Where an article takes place, as all its candidates tell together.

    Attributes:
        named: how often each country is named beyond doubt; a large city of one
            counts half.
        parts: the states and regions named, with their countries.
        senses: the places of names that a state or country follows somewhere.
        neighbours: latitude and longitude of places beyond doubt.
        given: names of places that stand in names of people elsewhere: "Chad
            Smith", "Jack London".
        surnames: folded last names of the people the tagger knows.
        storms: names that are a storm's somewhere in the article.
    """

    texts: Sequence[ArticleText]
    named: Counter[str] = field(default_factory=Counter)
    parts: set[tuple[str, str]] = field(default_factory=set)
    senses: dict[str, GazetteerEntry] = field(default_factory=dict)
    neighbours: list[tuple[float, float]] = field(default_factory=list)
    given: set[str] = field(default_factory=set)
    surnames: Set[str] = frozenset()
    storms: set[str] = field(default_factory=set)
    _first: set[str] = field(default_factory=set)

    @classmethod
    def of(
        cls,
        texts: Sequence[ArticleText],
        candidates: Iterable[PlaceCandidate],
        surnames: Set[str] = frozenset(),
    ) -> Context:
        """Return the context of all candidates of an article."""
        context = cls(texts, surnames=surnames)
        for candidate in candidates:
            before = candidate.text.before(candidate.start).lower()
            if before in vocabulary("storms"):
                context.storms.add(candidate.key)
                continue
            if candidate.span is None or candidate.span.kind is not NameKind.PERSON:
                context._add(candidate)
            elif candidate.span.start < candidate.start or candidate.given:
                context.given.add(candidate.key)
        return context

    @cached_property
    def keys(self) -> frozenset[str]:
        """The capitalised words of the article, folded."""
        return frozenset(word.key for text in self.texts for word in text.words)

    def _add(self, candidate: PlaceCandidate) -> None:
        first, key = candidate.entries[0], candidate.key
        inside = town_inside(candidate)
        # a country named before stays one: "Mexico", later "Mexico, Mo."
        if inside is not None and (first.level == Level.CITY or key not in self._first):
            self.senses.setdefault(key, inside)
        self._first.add(key)
        if candidate.given:
            self.given.add(key)
        if candidate.within is not None and candidate.within.country:
            self.named[candidate.within.country] += 2
        if not first.country:
            return
        if first.level == Level.CITY:
            alone = len(candidate.entries) == 1 or (
                first.population > 20 * candidate.entries[1].population
            )
            if inside is None and first.sure and alone:
                self.named[first.country] += 1
                self._add_neighbour(first)
        elif len(candidate.entries) == 1:
            self.named[first.country] += 2
            if first.state:
                self.parts.add((first.country, first.state))

    def _add_neighbour(self, entry: GazetteerEntry) -> None:
        north, east = entry.latitude, entry.longitude
        known = north is not None and east is not None
        if known and len(self.neighbours) < _MOST_NEIGHBOURS:
            self.neighbours.append((north or 0.0, east or 0.0))

    def nearby(self, entry: GazetteerEntry) -> bool:
        """Return whether another place, one beyond doubt, lies near."""
        if entry.latitude is None or entry.longitude is None:
            return False
        here = (entry.latitude, entry.longitude)
        return any(
            here != other and _kilometres(here, other) < _NEAR_KM
            for other in self.neighbours
        )


def town_inside(candidate: PlaceCandidate) -> GazetteerEntry | None:
    """Return the town of a candidate in the state or country named right after it."""
    within = candidate.within
    if within is None or candidate.entries[0].name == "Washington":
        return None
    if candidate.key in word_list("not_places.txt") and not (
        candidate.led or candidate.firm or candidate.filed or candidate.span is not None
    ):
        return None  # "Warren, Massachusetts Democrat"
    for entry in candidate.entries:
        near = entry.level == Level.CITY and entry.country == within.country
        if near and (not within.state or entry.state in ("", within.state)):
            return entry
    if within.level == Level.COUNTRY:
        return None
    # a town too small for the gazetteer: "TROY, N.C.", "Cuba, Mo."
    name = candidate.text.content[candidate.start : candidate.end]
    town = find_town(name, within.country, within.state)
    first = candidate.entries[0]
    if town is not None and (first.level == Level.CITY or not candidate.listed):
        return town
    if candidate.firm or (first.level == Level.CITY and not first.sure):
        name = name.title() if name.isupper() else name
        return GazetteerEntry(name, Level.CITY, within.country, within.state)
    return None


def _kilometres(one: tuple[float, float], other: tuple[float, float]) -> float:
    """The distance on the ground; good enough for short ones."""
    (north, east), (north2, east2) = one, other
    turn = abs(east - east2)
    across = min(turn, 360 - turn) * math.cos(math.radians((north + north2) / 2))
    return 111.2 * math.hypot(north - north2, across)
