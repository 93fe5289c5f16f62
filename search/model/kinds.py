"""The one table of the kinds of entity that articles name.

Whoever loops over people, organisations, places, countries and dates takes them from
here: a further kind is a class in :mod:`.article`, a list in its ``Facts``, a field and
a row of this table.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final

from ..codes.periods import periods_containing
from .article import Facts, Mention

__all__ = ["ENTITY_KINDS", "NAMED_KINDS", "EntityKind"]

Named = Iterator[tuple[Any, Sequence[Mention]]]
"""What is named, each with where: a name, a code, or a mentioned date."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EntityKind:
    """A kind of thing that articles name.

    Attributes:
        name: what one of them is called in code, files and JSON: ``person``.
        field: the field of queries and facets that has its values.
        plural: the list of them in :class:`.Facts` and in JSON: ``people``.
        values: returns the values of the field, some perhaps twice.
        named: yields what is named with its mentions, as the field compares it; dates
            as they are, since a range is compared with both their ends.
        has_aliases: whether one of them goes by several names.
    """

    name: str
    field: str
    plural: str
    values: Callable[[Facts], Iterable[str]]
    named: Callable[[Facts], Named]
    has_aliases: bool = False

    def entities(self, facts: Facts) -> tuple[Any, ...]:
        """Return the entities of this kind, of the class that :class:`.Facts` says."""
        found: tuple[Any, ...] = getattr(facts, self.plural)
        return found


def _with_name(name: str, plural: str) -> EntityKind:
    """A kind whose entities have a name and mentions."""

    def values(facts: Facts) -> list[str]:
        return [entity.name for entity in getattr(facts, plural)]

    def named(facts: Facts) -> Named:
        return ((one.name, one.mentions) for one in getattr(facts, plural))

    return EntityKind(
        name=name,
        field=name,
        plural=plural,
        values=values,
        named=named,
        has_aliases=True,
    )


def _periods(facts: Facts) -> Iterator[str]:
    for mentioned in facts.dates:
        yield from periods_containing(mentioned.start, mentioned.end)


ENTITY_KINDS: Final = (
    _with_name("person", "people"),
    _with_name("organisation", "organisations"),
    _with_name("place", "places"),
    EntityKind(
        name="country",
        field="country",
        plural="countries",
        values=lambda facts: [country.code for country in facts.countries],
        # a country is named by its places: France, French, Paris
        named=lambda facts: (
            (place.country, place.mentions) for place in facts.places if place.country
        ),
    ),
    EntityKind(
        name="date",
        field="on",
        plural="dates",
        values=_periods,
        named=lambda facts: ((date, date.mentions) for date in facts.dates),
    ),
)
"""Every kind, in the order they are listed in files and JSON."""

NAMED_KINDS: Final = tuple(kind.name for kind in ENTITY_KINDS if kind.has_aliases)
"""The kinds with names of their own, which are also the names of their fields."""
