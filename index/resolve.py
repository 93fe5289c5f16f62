"""Which mentions in one article are of the same person.

A short form ("Trump", "Mr. Trump", "Abdul Mahdi") belongs to the long form in
the same article whose last name it is; where two people share the last name, to
the one named last before it, as a reader would take it. Two articles are never
compared here.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from search.model import Mention, Person, TextField

__all__ = ["Candidate", "resolve_people", "short_forms"]


@dataclass(frozen=True, slots=True)
class Candidate:
    """A spot that names a person, in full or in short.

    Attributes:
        name: the name as written there, without titles, single-spaced.
        keys: its words folded for comparison, without "Jr.".
        family_first: whether the first word is the family name ("Xi Jinping").
        titled: whether a title or role stands before it.
    """

    mention: Mention
    name: str
    keys: tuple[str, ...]
    family_first: bool = False
    titled: bool = False


@dataclass(slots=True)
class _Who:
    """One person of the article while mentions are gathered."""

    keys: tuple[str, ...]
    family_first: bool
    names: Counter[str] = field(default_factory=Counter)
    mentions: list[Mention] = field(default_factory=list)


_SHORTEST_LONE_NAME = 4


def resolve_people(candidates: Iterable[Candidate]) -> tuple[Person, ...]:
    """Bind candidates, in any order, to people named in full.

    A bare last name that no full name explains is kept only where a title
    stands before it ("President Bush"). People come in the order they are
    first mentioned.
    """
    found = sorted(candidates, key=lambda c: (c.mention.field, c.mention.start))
    people = _long_forms(found)
    owners = _owners(people.values())
    # A headline has nothing before it to look back to, so it is bound last.
    body = [c for c in found if c.mention.field is not TextField.TITLE]
    headline = [c for c in found if c.mention.field is TextField.TITLE]
    alone: dict[tuple[str, ...], _Who] = {}
    nearest: dict[tuple[str, ...], _Who] = {}
    for candidate in (*body, *headline):
        who = people.get(candidate.keys) or nearest.get(candidate.keys)
        if who is None:
            who = _owner(candidate, owners) or _lone(candidate, alone)
        if who is None:
            continue
        who.mentions.append(candidate.mention)
        # "Donald J. Trump" names Donald Trump as well as "Donald Trump"; "Kim" is
        # no name for Kim Jong Un, though it is the first of its words
        is_full = len(candidate.keys) > 1 and who.keys[0] == candidate.keys[0]
        if is_full or len(candidate.keys) == len(who.keys):
            who.names[candidate.name] += 1
        if candidate.keys in people:
            nearest.update(dict.fromkeys(short_forms(who.keys, who.family_first), who))
    everyone = {id(who): who for who in (*people.values(), *alone.values())}
    return _persons(everyone.values())


def short_forms(keys: Sequence[str], family_first: bool) -> list[tuple[str, ...]]:
    """The forms that stand for a full name later in the same article."""
    forms = [tuple(keys[at:]) for at in range(1, len(keys))]
    if family_first:
        forms.append((keys[0],))
    return forms


def _long_forms(candidates: Iterable[Candidate]) -> dict[tuple[str, ...], _Who]:
    """Every full name, those that are one person's leading to the same object."""
    longest_first = sorted(
        {c.keys: c for c in candidates if len(c.keys) > 1}.values(),
        key=lambda c: -len(c.keys),
    )
    people: dict[tuple[str, ...], _Who] = {}
    tails: dict[tuple[str, ...], _Who] = {}
    ends: dict[tuple[str, str], _Who] = {}
    for candidate in longest_first:
        keys = candidate.keys
        who = tails.get(keys) or _same_ends(keys, ends)
        if who is None:
            who = _Who(keys, candidate.family_first)
            for at in range(1, len(keys) - 1):
                tails.setdefault(keys[at:], who)
        for first in (keys[0], keys[0][:1]):
            ends.setdefault((first, keys[-1]), who)
        people[keys] = who
    return people


def _same_ends(keys: tuple[str, ...], ends: dict[tuple[str, str], _Who]) -> _Who | None:
    """One person in three spellings: "Donald Trump", "D. Trump", "Donald J. Trump"."""
    who = ends.get((keys[0], keys[-1]))
    if who is None or len(keys[0]) == 1 or who.keys[0] == keys[0]:
        return who
    return None


def _owners(people: Iterable[_Who]) -> dict[tuple[str, ...], _Who]:
    """Short form to the first person it may stand for."""
    owners: dict[tuple[str, ...], _Who] = {}
    for who in people:
        for form in short_forms(who.keys, who.family_first):
            owners.setdefault(form, who)
    return owners


def _owner(candidate: Candidate, owners: dict[tuple[str, ...], _Who]) -> _Who | None:
    return owners.get(candidate.keys)


def _lone(candidate: Candidate, alone: dict[tuple[str, ...], _Who]) -> _Who | None:
    """A titled last name without a full one anywhere in the article."""
    keys = candidate.keys
    if keys not in alone:
        if not candidate.titled or len(keys[0]) < _SHORTEST_LONE_NAME:
            return None
        alone[keys] = _Who(keys, candidate.family_first)
    return alone[keys]


def _persons(people: Iterable[_Who]) -> tuple[Person, ...]:
    """The people under the full name used most, in reading order."""
    order = {TextField.TITLE: 0, TextField.BODY: 1}
    persons = []
    for who in people:
        if not who.mentions:
            continue
        who.mentions.sort(key=lambda m: (order[m.field], m.start))
        persons.append(Person(who.names.most_common(1)[0][0], tuple(who.mentions)))
    persons.sort(key=lambda p: (order[p.mentions[0].field], p.mentions[0].start))
    return tuple(persons)
