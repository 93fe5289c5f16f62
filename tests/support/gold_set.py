"""What the samples say, read by eye, and how what was extracted compares with it.

``gold/samples.jsonl`` has one object for each article of ``samples/``:

- *article*: its title, which no two samples share;
- *people*: as the press would print them, each once under the fullest name in the
  article, without titles; "Prince Charles|Charles" takes either form;
- *organisations*: bodies of people, parties and teams too, under the fullest name;
- *places*: cities, regions, islands and the like, as written; no countries;
- *about*: codes of the countries the article is about;
- *mentioned*: codes of the others it names, or whose people it names;
- *dates*: the values of all whose days are beyond doubt, seen from its day;
- *also*: under the same keys what one may see either way (the White House, continents,
  streets and buildings, the agency in a dateline, the country of a city that is named
  alone): finding it is neither right nor wrong.

Nationalities are no places. Former countries have codes of their own (SU, DD, XW) in
articles of their time, and later where no one country took their place.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from search.analysis.tokens import key
from search.codes.countries import country_name
from search.model.article import Facts, Place, PlaceKind

GOLD = Path(__file__).parent.parent / "gold" / "samples.jsonl"
KINDS = ("people", "organisations", "places", "about", "countries", "dates")

Names = tuple[str, ...]
"""The names one thing goes by, the one to show first."""


class Compared(NamedTuple):
    """What was right, what was missed and what was found falsely in one article."""

    right: tuple[str, ...]
    missed: tuple[str, ...]
    false: tuple[str, ...]


def gold_set() -> dict[str, dict[str, Any]]:
    """Return the annotations by the titles of their articles."""
    lines = GOLD.read_text("utf-8").splitlines()
    return {row["article"]: row for row in map(json.loads, lines)}


def compare(facts: Facts, row: Mapping[str, Any]) -> dict[str, Compared]:
    """Return for each kind how the facts of an article agree with its annotation."""
    also = row.get("also", {})
    row = {**row, "countries": [*row["about"], *row["mentioned"]]}
    also = {
        **also,
        "countries": [*also.get("about", ()), *also.get("mentioned", ())],
    }
    found = _found(facts)
    return {kind: _agree(found[kind], row[kind], also.get(kind, ())) for kind in KINDS}


def _found(facts: Facts) -> dict[str, list[Names]]:
    return {
        "people": [(person.name,) for person in facts.people],
        "organisations": [(body.name,) for body in facts.organisations],
        "places": [
            (place.name, *(mention.text for mention in place.mentions))
            for place in facts.places
            if place.kind is PlaceKind.PLACE and not _is_country(place)
        ],
        "about": [(country.code,) for country in facts.countries if country.about],
        "countries": [(country.code,) for country in facts.countries],
        "dates": [(when.value,) for when in facts.dates],
    }


def _is_country(place: Place) -> bool:
    return place.country is not None and place.name == country_name(place.country)


def _agree(found: list[Names], gold: list[str], also: Iterable[str]) -> Compared:
    """Match each annotated thing with at most one found: the second is false."""
    waiting = {spelling: name for name in gold for spelling in _keys(name.split("|"))}
    doubtful = {spelling for name in also for spelling in _keys(name.split("|"))}
    right: list[str] = []
    false: list[str] = []
    for names in found:
        spellings = _keys(names)
        match = next((waiting[s] for s in spellings if s in waiting), None)
        if match is not None and match not in right:
            right.append(match)
        elif match is not None or doubtful.isdisjoint(spellings):
            false.append(names[0])
    return Compared(
        tuple(right), tuple(n for n in gold if n not in right), tuple(false)
    )


def _keys(names: Iterable[str]) -> list[str]:
    return [key(name) for name in names]
