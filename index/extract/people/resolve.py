"""Coreference: which mentions in one article are of the same person.

A short form ("Trump", "Mr. Trump", "Abdul Mahdi") belongs to the full name in the same
article that ends in it. If it fits two people, a title or a "Mrs." decides; otherwise
it means whoever was named last before it, as a reader would take it. Two full names are
one person's if one only leaves out or shortens what the other has ("Donald J. Trump",
"D. Trump", "Don Trump"), unless they stand side by side. "W." and "H.W." are two
people, and so are a man and his son, Jr. Articles are never compared here.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise
from operator import attrgetter

from search.analysis.suffixes import GENERATIONS
from search.model.article import Person

from ...names.phonetic import formal
from .candidates import ArticlePerson, Keys, PersonCandidate
from .relatives import find_unnamed

__all__ = ["resolve_people", "short_forms"]

_SHORTEST_LONE_NAME = 4
_CONNECTIONS = frozenset([", ", " and ", ", and ", " or ", " & ", " met "])
"""What stands between the names of two different people, however alike."""

_MOST_OWNERS = 20
"""At most this many people of one name are told apart; it bounds the work."""

_LONE_MENTIONS = 2
"""A last name without title or full name must occur this often to be a person."""


def resolve_people(candidates: Iterable[PersonCandidate]) -> tuple[Person, ...]:
    """Return the people that candidates, given in any order, are mentions of.

    A last name without a full name is kept if a title stands before it ("President
    Bush") or if it occurs more than once. People come in the order of their first
    mentions.
    """
    # A headline has nothing before it to look back to, so it is bound last.
    found = sorted(candidates, key=lambda c: (c.mention.field, c.mention.start))
    people = _full_names(found)
    for candidate in found:  # what full names tell helps to bind short ones
        owners = people.get((candidate.keys, candidate.suffix), ())
        if len(owners) == 1:
            owners[0].note(candidate)
    everyone = list(dict.fromkeys(who for owners in people.values() for who in owners))
    binding = _Binding(people, everyone, found)
    for candidate in found:
        binding.bind(candidate)
    return _persons([*everyone, *binding.alone()])


def short_forms(keys: Sequence[str], family_first: bool) -> list[Keys]:
    """Return the forms that may stand for a full name in the same article."""
    forms = [tuple(keys[at:]) for at in range(1, len(keys))]
    if family_first:
        forms.append((keys[0],))
    return forms


def _full_names(
    candidates: Iterable[PersonCandidate],
) -> dict[tuple[Keys, str], tuple[ArticlePerson, ...]]:
    """Every full name → its person; several if it may be that of each."""
    candidates = list(candidates)
    names = {(c.keys, c.suffix): c for c in candidates if len(c.keys) > 1}
    listed = _side_by_side(candidates)
    tells_most_first = sorted(
        names.values(),
        key=lambda c: (-len(c.keys), not c.suffix, -sum(map(len, c.keys))),
    )
    people: dict[tuple[Keys, str], tuple[ArticlePerson, ...]] = {}
    by_ends: dict[tuple[str, str], list[ArticlePerson]] = defaultdict(list)
    tails: dict[Keys, list[ArticlePerson]] = defaultdict(list)
    for candidate in tells_most_first:
        keys = candidate.keys
        fitting = [
            who
            for who in by_ends[formal(keys[0]), keys[-1]]
            or by_ends[keys[0][0], keys[-1]]
            if _same_suffix(who.suffix, candidate.suffix)
            and all(
                _one_person(keys, form) and {keys, form} not in listed
                for form in who.forms
            )
        ]
        owners = fitting or list(dict.fromkeys(tails[keys]))
        if not owners:
            who = ArticlePerson(keys, candidate.suffix, candidate.family_first)
            for first in {formal(keys[0]), keys[0][0]}:
                if len(by_ends[first, keys[-1]]) < _MOST_OWNERS:
                    by_ends[first, keys[-1]].append(who)
            owners = [who]
            for at in range(1, len(keys) - 1):
                tails[keys[at:]].append(who)
        if (len(owners) == 1 and fitting) or owners[0].keys == keys:
            owners[0].forms.append(keys)
            owners[0].suffix = owners[0].suffix or candidate.suffix
        people[keys, candidate.suffix] = tuple(owners)
    return people


def _side_by_side(candidates: Sequence[PersonCandidate]) -> list[set[Keys]]:
    """Full names listed as two: "George Bush and George W. Bush"."""
    return [
        {one.keys, other.keys}
        for one, other in pairwise(candidates)
        if one.mention.field is other.mention.field
        and one.mention.end < other.mention.start <= one.mention.end + 6
        and other.before[one.mention.end - other.mention.start :] in _CONNECTIONS
        and 1 not in (len(one.keys), len(other.keys))
        and one.keys[-1] == other.keys[-1]
        and one.keys != other.keys
    ]


def _same_suffix(one: str, other: str) -> bool:
    """A number may be left out; "Jr." tells a man from his father."""
    return one == other or (
        not (one and other) and GENERATIONS.isdisjoint((one, other))
    )


def _one_person(one: Keys, other: Keys) -> bool:
    """Whether names with the same last word leave out or shorten, and no more."""
    if one[-1] != other[-1] or not _stands_for(one[0], other[0]):
        return False
    left, right = _middle(one), _middle(other)
    if not left or not right:
        return True
    return len(left) == len(right) and all(map(_stands_for, left, right))


def _stands_for(one: str, other: str) -> bool:
    if one == other or formal(one) == formal(other):
        return True
    return one[0] == other[0] and 1 in (len(one), len(other))


def _middle(keys: Keys) -> list[str]:
    """The words between first and last, initials written together apart."""
    middle: list[str] = []
    for word in keys[1:-1]:
        if len(word) <= 2 and not set(word) & set("aeiouy"):
            middle += word
        else:
            middle.append(word)
    return middle


class _Binding:
    """Resolves mentions one after the other, in reading order."""

    def __init__(
        self,
        people: Mapping[tuple[Keys, str], tuple[ArticlePerson, ...]],
        everyone: Sequence[ArticlePerson],
        found: Iterable[PersonCandidate],
    ) -> None:
        self._people = people
        self._owners: dict[Keys, list[ArticlePerson]] = defaultdict(list)
        self._given: dict[str, list[ArticlePerson]] = defaultdict(list)
        for who in everyone:
            who.shorts = short_forms(who.keys, who.family_first)
            for form in who.shorts:
                self._owners[form].append(who)
            if not who.family_first:
                self._given[who.keys[0]].append(who)
        self._nearest: dict[Keys, ArticlePerson] = {}
        for (keys, _), owners in people.items():
            for who in owners if len(owners) > 1 else ():
                who.shorts.append(keys)
        # who has but a last name here, which people named in full have too
        self._unnamed = find_unnamed(found, self._owners)
        self._lone = dict(self._unnamed)
        self._seen = Counter(dict.fromkeys(self._unnamed, _LONE_MENTIONS))

    def bind(self, candidate: PersonCandidate) -> None:
        """Add a mention to the person it names; to nobody if that cannot be told."""
        keys = candidate.keys
        owners = self._people.get((keys, candidate.suffix)) or self._owners.get(keys)
        who = self._choice(candidate, owners) if owners else self._lonely(candidate)
        if who is None:
            return
        for form in who.shorts:
            self._nearest[form] = who
        who.mentions.append(candidate.mention)
        # "Donald J. Trump" names Donald Trump as well as "Donald Trump"; "Kim" is
        # no name for Kim Jong Un, though it is the first of its words
        shared = owners is not None and len(owners) > 1
        is_full = len(keys) > 1 and who.keys[0] == keys[0] and not shared
        if is_full or len(keys) == len(who.keys):
            who.names[candidate.name] += 1
        if candidate.title and (keys, candidate.suffix) not in self._people:
            who.titles[candidate.title] += 1

    def _choice(
        self, candidate: PersonCandidate, owners: Sequence[ArticlePerson]
    ) -> ArticlePerson:
        """The person a reader would take a mention for, among those it may mean."""
        last_name_only = self._unnamed.get(candidate.keys)
        if last_name_only is not None:
            if last_name_only.leads and not candidate.is_described:
                return last_name_only
            owners = [*owners, last_name_only]
        if len(owners) == 1:
            return owners[0]
        fitting = list(owners[:_MOST_OWNERS])
        title, gender = candidate.title, candidate.gender
        if gender:
            fitting = [w for w in fitting if w.gender == gender] or [
                w for w in fitting if not w.gender
            ]
        if title:
            fitting = [w for w in fitting if title in w.titles] or fitting
        nearest = self._nearest.get(candidate.keys)
        if nearest is not None and (
            not candidate.is_described or nearest in fitting or not fitting
        ):
            return nearest
        return fitting[0] if fitting else owners[0]

    def _lonely(self, candidate: PersonCandidate) -> ArticlePerson | None:
        """A first name of the one person here who has it, or a lone last name."""
        keys = candidate.keys
        if len(keys) > 1:
            return None
        bearers = self._given.get(keys[0], ())
        if len(bearers) == 1 and not candidate.title:
            return bearers[0]
        if (candidate.given and not candidate.titled) or len(
            keys[0]
        ) < _SHORTEST_LONE_NAME:
            return None
        self._seen[keys] += _LONE_MENTIONS if candidate.titled else 1
        if keys not in self._lone:
            self._lone[keys] = ArticlePerson(keys, "", candidate.family_first)
        return self._lone[keys]

    def alone(self) -> list[ArticlePerson]:
        """The people known by a last name only, with enough mentions or a title."""
        return [
            who
            for keys, who in self._lone.items()
            if self._seen[keys] >= _LONE_MENTIONS
        ]


def _persons(people: Iterable[ArticlePerson]) -> tuple[Person, ...]:
    """The people under the full name used most, in reading order."""
    persons = []
    for who in people:
        if not who.mentions:
            continue
        who.mentions.sort(key=attrgetter("reading_order"))
        titles = tuple(sorted(who.titles, key=who.titles.__getitem__, reverse=True))
        persons.append(Person(_name(who), tuple(who.mentions), titles))
    persons.sort(key=lambda p: p.mentions[0].reading_order)
    return tuple(persons)


def _name(who: ArticlePerson) -> str:
    """The form used most; one with a given name rather than its initial."""
    if not who.names:
        return who.mentions[0].text
    return max(
        who.names, key=lambda name: (len(name.partition(" ")[0]) > 2, who.names[name])
    )
