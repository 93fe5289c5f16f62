"""Which of the places a name may mean is meant, or none.

What is sure comes before what a tagger says: "Lebanon, Pa." is a town, "India ink"
no place. Else what decides is, in this order: the tagger's name around it, the
state or country right behind ("Paris, Texas"), the same name with one elsewhere in
the article, and else how large a place is, which countries, states and cities the
rest of the article names, and how near.
"""

from __future__ import annotations

import math
from typing import Final

from ....word_lists import list_key
from ...gazetteer.gazetteer import Entry, Level
from ...spans import NameKind
from ...texts import Gap
from ..gazetteer import gazetteer
from ..words import vocabulary, word_list
from .candidate import Find, Owner
from .context import Context, town_inside
from .false_friends import is_trap

__all__ = ["choose", "likeliest"]

_LARGE: Final = 300_000
_KNOWN: Final = 60_000
_NATIONS: Final = frozenset(["England", "Scotland", "Wales"])

# Of a city, in powers of ten of its people: what else in the article is worth.
_WORLD_CITY: Final = 0.8
_OTHER_NAME: Final = 1.0  # "Salvador" is not San Salvador
_COUNTRY_NAMED: Final = 1.0
_COUNTRY_TWICE: Final = 0.5
_STATE_NAMED: Final = 1.0
_NEAR: Final = 0.7
_SURE_SIZE: Final = 10_000_000  # of names of ours, whose size is not told
_MOST_MEANINGS: Final = 8
_LONGEST_BODY: Final = 6  # words


def choose(find: Find, context: Context) -> Entry | None:
    """The place a find means, or ``None`` if it means none.

    May note at the find that it stands in the name of a body.
    """
    if find.vouched and not _is_in_person(find):
        return town_inside(find) or likeliest(find, context)
    if is_trap(find, context.keys):
        return None
    trusted = False
    if find.span is not None:
        if _is_taken(find):
            return None
        trusted = find.span.kind is NameKind.PLACE
    elif find.tagged and _is_doubted(find):
        return None
    if find.filed and (not find.first or find.key not in word_list("not_places.txt")):
        trusted = True  # "DENVER, April 1 -", but not the town of March
    if find.key in context.storms and not find.led:
        return None  # "Florence weakened", behind "Hurricane Florence"
    if find.key in context.given and _speaks(find):
        return None
    if not trusted and (find.owner == Owner.PAPER or find.given):
        return None
    inside = town_inside(find)
    if inside is not None:
        return inside
    entry = likeliest(find, context)
    if entry.level == Level.CITY:
        return _city(find, entry, context, trusted)
    if find.owner == Owner.BODY and entry.level not in (Level.COUNTRY, Level.DEMONYM):
        return entry if entry.name in _NATIONS else None
    return entry if trusted or _is_meant(find, entry, context) else None


def _is_in_person(find: Find) -> bool:
    """Whether the tagger's name of a person ends in it: "Jack London, Ont."."""
    span = find.span
    return (
        span is not None
        and span.kind is NameKind.PERSON
        and span.start < find.start < span.end
    )


def _speaks(find: Find) -> bool:
    """Whether it does what people do: "London wrote much"."""
    behind = find.text.content[find.end : find.end + 16].split(None, 1)[:1]
    verbs = vocabulary("person_verbs")
    return not find.led and any(word.rstrip(".,;:") in verbs for word in behind)


def _is_taken(find: Find) -> bool:
    """Whether the tagger's name around a find is something else."""
    span = find.span
    assert span is not None
    larger = span.end - span.start > find.end - find.start
    match span.kind:
        case NameKind.PERSON:
            return True
        case NameKind.ORGANISATION:
            if not larger and _is_where(find):
                return False
            if not larger and find.entries[0].level == Level.CITY:
                return True
            find.owner = find.owner or Owner.BODY
        case NameKind.OTHER:
            _note_compound(find)
            if larger and find.entries[0].level != Level.DEMONYM:
                find.owner = find.owner or Owner.BODY
        case NameKind.PLACE:
            find.owner = Owner.NONE
            return larger and not find.names_town
    return False


def _is_where(find: Find) -> bool:
    """Whether it says where, as no club does: "in Philadelphia", "Salvador, Bahia"."""
    return find.paired or (
        find.entries[0].sure and find.text.before(find.start) == "in"
    )


def _note_compound(find: Find) -> None:
    """A thing of the place, "London-based" or "pro-Moscow", is not the place."""
    content = find.text.content
    if content[find.end : find.end + 1] == "-" or (
        content[find.start - 1 : find.start] == "-"
    ):
        find.implies = True


def _is_doubted(find: Find) -> bool:
    """Whether what the tagger passed by is no place; corrects its other marks."""
    _note_compound(find)
    if (
        find.owner == Owner.BODY
        and find.entries[0].level != Level.CITY
        and not (_heads_body(find) or _ends_body(find))
    ):
        find.owner = Owner.NONE  # "U.S. Labor Day": no body either
    content, start = find.text.content, find.start
    if find.key == "us" and content[start - 4 : start].isupper():
        return content[find.end : find.end + 1] in (".", "!", "?")  # "FOR US."
    if content[start - 1 : start] not in ("/", "-", "_", "="):
        return False
    word = content[max(0, start - 200) : start].rpartition(" ")[2]
    return "/" in word and "." in word  # in an address


def _heads_body(find: Find) -> bool:
    """Whether the capitalised words behind end in one of a body: "U.S. Navy"."""
    words, last = find.text.words, find.last
    while (
        last + 1 < min(find.last + _LONGEST_BODY, len(words))
        and words[last + 1].gap == Gap.SPACE
    ):
        last += 1
    key = words[last].key
    return (
        last > find.last
        and key in word_list("organisations.txt")
        and key not in vocabulary("no_heads")
    )


def _ends_body(find: Find) -> bool:
    """Whether it stands behind "Bank of", whose own words told the body."""
    return find.text.content.endswith((" of ", " of the "), 0, find.start)


def likeliest(find: Find, context: Context) -> Entry:
    """Return the place a find means if it means any.

    Georgia by its neighbours, a city by the places named beside it.
    """
    first = find.entries[0]
    if not find.within and first.level != Level.DEMONYM:
        settled = context.senses.get(find.key)
        if settled is not None:
            return settled
    if len(find.entries) == 1 and first.name != "Washington":
        return first
    if first.name == "Georgia":
        here = len(context.keys & vocabulary("georgia_country"))
        there = len(context.keys & vocabulary("georgia_state"))
        there += context.named["US"] // 2
        return find.entries[1 if here == 0 and there > 0 else 0]
    if first.name == "Washington" and first.level == Level.CITY:
        return _washington(find, first)
    if first.level == Level.REGION:
        same = [e for e in find.entries if e.level == Level.REGION]
        return max(same, key=lambda e: context.named[e.country or ""])
    if first.level != Level.CITY:
        return first
    cities = find.entries[:_MOST_MEANINGS]
    return max(cities, key=lambda entry: _weight(entry, find.key, context))


def _weight(entry: Entry, key: str, context: Context) -> float:
    weight = math.log10(entry.population or _SURE_SIZE)
    if entry.population and key != list_key(entry.name):
        weight -= _OTHER_NAME
    code = entry.country or ""
    count = context.named[code]
    weight += _WORLD_CITY * (entry.capital or not entry.population)
    weight += _COUNTRY_NAMED * (count > 0) + _COUNTRY_TWICE * (count > 2)
    weight += _STATE_NAMED * ((code, entry.state) in context.parts)
    return weight + _NEAR * context.nearby(entry)


def _washington(find: Find, first: Entry) -> Entry:
    behind = find.text.content[find.end : find.end + 6].casefold()
    within = find.within.state if find.within else ""
    before = find.text.content[max(0, find.start - 12) : find.start]
    follows = ("state of ", "Seattle, ", "Spokane, ", "Tacoma, ")
    if behind == " state" or within == "WA" or before.endswith(follows):
        return gazetteer().names["washington state"][0]
    return first._replace(name="Washington, D.C.", state="DC")


def _city(find: Find, entry: Entry, context: Context, trusted: bool) -> Entry | None:
    if trusted:
        # "London wrote" in an article on Jack London, but "in London"
        of_person = find.key in context.surnames and not (entry.sure and find.led)
        return None if of_person else entry
    if find.owner == Owner.BODY:
        return None
    large = entry.population == 0 or entry.population > _LARGE
    if find.key in word_list("not_places.txt"):
        # "in Nice", "in Reading"; but "Nice try" and "trust in Clinton"
        led = find.led and not find.text.shouts
        settled = context.senses.get(find.key) == entry
        return entry if led and (large or settled) else None
    if context.senses.get(find.key) == entry:
        return entry
    if find.entries[0].sure or entry.population == 0:
        return entry
    if not find.led:
        return None
    named = context.named[entry.country or ""] > 0
    return entry if named or entry.population > _KNOWN else None


def _is_meant(find: Find, entry: Entry, context: Context) -> bool:
    """Whether a bare name of a country is not the given name of someone."""
    if entry.level == Level.COUNTRY and find.entries[0].level == Level.COUNTRY:
        return find.led or find.key not in context.given
    return True
