"""Places: which of the names in an article are places, and which place is meant.

The rules answer what users of CLIFF and Aleph complained of (Albany read as
Albania, "Western Europe" as Germany): a bare name counts only where it is sure,
"Town, State" settles the rest, and a name inside another name is no place.

Offsets are half-open ranges of characters into the title or the body.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from search.countries import country_name
from search.model import Mention, Place, PlaceKind

from .gazetteer import Entry, Level
from .locate import Find, Owner, locate
from .words import Text, fold, vocabulary, word_list

__all__ = ["Sighting", "find_places", "group_places"]


@dataclass(frozen=True, slots=True)
class Sighting:
    """A place, or one of its people or things, at one spot of a text.

    ``first`` and ``last`` are the indices of its words.
    """

    text: Text
    first: int
    last: int
    start: int
    end: int
    entry: Entry
    kind: PlaceKind

    @property
    def mention(self) -> Mention:
        return self.text.mention(self.start, self.end)


_LARGE = 300_000
_KNOWN = 60_000
_NATIONS = frozenset(["England", "Scotland", "Wales"])


def find_places(texts: Sequence[Text]) -> list[Sighting]:
    """Find the places of an article's texts, in reading order.

    People are not known yet: "Jackson" may be here and be taken away later.
    """
    finds = [find for text in texts for find in locate(text)]
    if not finds:
        return []
    keys = frozenset(word.key for text in texts for word in text.words)
    named = _named_countries(finds)
    sightings = []
    for find in finds:
        entry = _choose(find, named, keys)
        if entry is not None:
            sightings.append(_sighting(find, entry))
    return sightings


def group_places(sightings: Iterable[Sighting]) -> tuple[Place, ...]:
    """Unite the sightings of one place, the place seen first first."""
    mentions: dict[tuple[str, PlaceKind, str | None], list[Mention]] = {}
    for sighting in sightings:
        entry = sighting.entry
        name = entry.name
        if sighting.kind is PlaceKind.DEMONYM and entry.country:
            name = country_name(entry.country)
        key = (name, sighting.kind, entry.country)
        mentions.setdefault(key, []).append(sighting.mention)
    return tuple(
        Place(name, kind, country, tuple(spots))
        for (name, kind, country), spots in mentions.items()
    )


def _sighting(find: Find, entry: Entry) -> Sighting:
    implied = entry.level == Level.DEMONYM or find.owner == Owner.BODY
    kind = PlaceKind.DEMONYM if implied else PlaceKind.PLACE
    return Sighting(find.text, find.first, find.last, find.start, find.end, entry, kind)


def _named_countries(finds: Iterable[Find]) -> Mapping[str, int]:
    """How often each country is named beyond doubt, to choose among cities."""
    counts: Counter[str] = Counter()
    for find in finds:
        entry = find.entries[0]
        if entry.country and entry.level != Level.CITY and len(find.entries) == 1:
            counts[entry.country] += 1
        if find.within is not None and find.within.country:
            counts[find.within.country] += 1
    return counts


def _choose(find: Find, named: Mapping[str, int], keys: frozenset[str]) -> Entry | None:
    """The place a find means, or ``None`` if it means none."""
    if find.owner == Owner.PAPER or find.given:
        return None
    if find.within is not None and find.entries[0].name != "Washington":
        inside = [e for e in find.entries if _lies_in(e, find.within)]
        if inside:
            return inside[0]
    entry = _likeliest(find, named, keys)
    if entry is None or entry.level == Level.CITY:
        return _city(find, entry, named)
    if find.owner == Owner.BODY and entry.level not in (Level.COUNTRY, Level.DEMONYM):
        return entry if entry.name in _NATIONS else None
    if entry.name == "Turkey" and _is_dinner(keys):
        return None
    if _is_language(find):
        return None
    return entry


def _lies_in(entry: Entry, outer: Entry) -> bool:
    if entry.level != Level.CITY or entry.country != outer.country:
        return False
    return not outer.state or not entry.state or entry.state == outer.state


def _likeliest(
    find: Find, named: Mapping[str, int], keys: frozenset[str]
) -> Entry | None:
    """Georgia by its neighbours, a city by the countries named beside it."""
    first = find.entries[0]
    if first.name == "Georgia" and len(find.entries) > 1:
        here = len(keys & vocabulary("georgia_country"))
        there = len(keys & vocabulary("georgia_state")) + named.get("US", 0)
        state = find.trails or (here == 0 and there > 0)
        return find.entries[1] if state else first
    if first.name == "Washington" and first.level == Level.CITY:
        behind = find.text.content[find.end : find.end + 6].casefold()
        within = find.within.state if find.within else ""
        state = behind == " state" or within == "WA" or _follows_state(find)
        name = "Washington State" if state else "Washington, D.C."
        return first._replace(name=name, state="WA" if state else "DC")
    if first.level != Level.CITY or first.population == 0:
        return first
    for entry in find.entries[:6]:
        count = named.get(entry.country or "", 0)
        if count > 1 or (count and entry.country == first.country):
            return entry if entry.population >= _KNOWN else first
    return first


def _follows_state(find: Find) -> bool:
    """Whether "state of" stands before "Washington", or a town of the state does."""
    before = find.text.content[max(0, find.start - 12) : find.start]
    return before.endswith(("state of ", "Seattle, ", "Spokane, ", "Tacoma, "))


def _city(find: Find, entry: Entry | None, named: Mapping[str, int]) -> Entry | None:
    if entry is None or find.owner == Owner.BODY:
        return None
    key = fold(find.text.content[find.start : find.end])
    large = entry.population == 0 or entry.population > _LARGE
    if key in word_list("not_places.txt"):
        # "in Nice", "in Reading"; but "Nice try" and "trust in Clinton"
        led = find.led and not find.text.shouts
        return entry if large and led else None
    if entry.sure or entry.population == 0:
        return entry
    if not find.led:
        return None
    return entry if entry.country in named or entry.population > _KNOWN else None


def _is_dinner(keys: frozenset[str]) -> bool:
    return bool(keys & vocabulary("turkey_dinner")) and not (
        keys & vocabulary("turkey_country")
    )


def _is_language(find: Find) -> bool:
    """Whether "English" is the language: "in English", "English-speaking"."""
    if find.entries[0].level != Level.DEMONYM:
        return False
    behind = find.text.content[find.end : find.end + 10]
    if behind.startswith((" language", "-language", "-speaking", " speaker")):
        return True
    before = find.text.before(find.start)
    return before in vocabulary("language_verbs") or (
        before in ("in", "into", "from") and behind[:1] in (".", ",", ";")
    )
