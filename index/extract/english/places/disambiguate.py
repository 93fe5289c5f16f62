"""Disambiguation: which of its possible places a name means, if any.

What is sure comes before what a tagger says: "Lebanon, Pa." is a town, "India ink" is
no place. After that these decide, in this order: the tagger's name around it, the
state or country named right after it ("Paris, Texas"), the same name with a state or
country elsewhere in the article; and last how large a place is, which countries,
states and cities the rest of the article names, and how near they lie.
"""

from __future__ import annotations

import math
from typing import Final

from ....word_lists import list_key
from ...gazetteer.gazetteer import GazetteerEntry, Level
from ...spans import NameKind
from ...texts import Gap
from ..gazetteer import gazetteer
from ..words import vocabulary, word_list
from .candidate import Owner, PlaceCandidate
from .context import Context, town_inside
from .false_friends import is_false_friend
from .namesakes import is_place_told

__all__ = ["disambiguate", "likeliest_entry"]

_LARGE: Final = 300_000
_KNOWN: Final = 60_000
_NATIONS: Final = frozenset(["England", "Scotland", "Wales"])

# What each hint adds to the weight of a city, in powers of ten of its population.
_WORLD_CITY: Final = 0.8
_OTHER_NAME: Final = 1.0  # "Salvador" is not San Salvador
_COUNTRY_NAMED: Final = 1.0
_COUNTRY_TWICE: Final = 0.5
_STATE_NAMED: Final = 1.0
_NEAR: Final = 0.7
_SURE_SIZE: Final = 10_000_000  # of our own names, whose population is not listed
_MOST_MEANINGS: Final = 8
_LONGEST_BODY: Final = 6  # words


def disambiguate(candidate: PlaceCandidate, context: Context) -> GazetteerEntry | None:
    """Return the place a candidate means, or ``None`` if it means none.

    May set the candidate's ``owner`` and ``implies``.
    """
    if candidate.vouched and not _is_in_person(candidate):
        return town_inside(candidate) or likeliest_entry(candidate, context)
    if is_false_friend(candidate, context.keys):
        return None
    trusted = False
    if candidate.span is not None:
        if _is_taken(candidate):
            return None
        trusted = candidate.span.kind is NameKind.PLACE
    elif candidate.tagged and _is_doubted(candidate):
        return None
    if candidate.filed and (
        not candidate.first or candidate.key not in word_list("not_places.txt")
    ):
        trusted = True  # "DENVER, April 1 -", but not the town of March
    if candidate.key in context.storms and not candidate.led:
        return None  # "Florence weakened", after "Hurricane Florence"
    if candidate.key in context.given and _speaks(candidate):
        return None
    if not trusted and (candidate.owner == Owner.PAPER or candidate.given):
        return None
    inside = town_inside(candidate)
    if inside is not None:
        return inside
    entry = likeliest_entry(candidate, context)
    if entry.level == Level.CITY:
        return _city(candidate, entry, context, trusted)
    if candidate.owner == Owner.BODY and entry.level not in (
        Level.COUNTRY,
        Level.DEMONYM,
    ):
        return entry if entry.name in _NATIONS else None
    return entry if trusted or _is_meant(candidate, entry, context) else None


def _is_in_person(candidate: PlaceCandidate) -> bool:
    """Whether the tagger's name of a person ends in it: "Jack London, Ont."."""
    span = candidate.span
    return (
        span is not None
        and span.kind is NameKind.PERSON
        and span.start < candidate.start < span.end
    )


def _speaks(candidate: PlaceCandidate) -> bool:
    """Whether it does what only people do: "London wrote much"."""
    after = candidate.text.content[candidate.end : candidate.end + 16].split(None, 1)[
        :1
    ]
    verbs = vocabulary("person_verbs")
    return not candidate.led and any(word.rstrip(".,;:") in verbs for word in after)


def _is_taken(candidate: PlaceCandidate) -> bool:
    """Whether the tagger's name around a candidate is something else."""
    span = candidate.span
    assert span is not None
    larger = span.end - span.start > candidate.end - candidate.start
    match span.kind:
        case NameKind.PERSON:
            return True
        case NameKind.ORGANISATION:
            if not larger and _is_where(candidate):
                return False
            if not larger and candidate.entries[0].level == Level.CITY:
                return True
            candidate.owner = candidate.owner or Owner.BODY
        case NameKind.OTHER:
            _note_compound(candidate)
            if larger and candidate.entries[0].level != Level.DEMONYM:
                candidate.owner = candidate.owner or Owner.BODY
        case NameKind.PLACE:
            candidate.owner = Owner.NONE
            return larger and not candidate.names_town
    return False


def _is_where(candidate: PlaceCandidate) -> bool:
    """Whether it says where, as no club does: "in Philadelphia", "Salvador, Bahia"."""
    return candidate.paired or (
        candidate.entries[0].sure and candidate.text.before(candidate.start) == "in"
    )


def _note_compound(candidate: PlaceCandidate) -> None:
    """Note that a thing of the place ("London-based") is not the place itself."""
    content = candidate.text.content
    if content[candidate.end : candidate.end + 1] == "-" or (
        content[candidate.start - 1 : candidate.start] == "-"
    ):
        candidate.implies = True


def _is_doubted(candidate: PlaceCandidate) -> bool:
    """Whether a candidate the tagger did not name is no place; sets its ``owner``."""
    _note_compound(candidate)
    if (
        candidate.owner == Owner.BODY
        and candidate.entries[0].level != Level.CITY
        and not (_heads_body(candidate) or _ends_body(candidate))
    ):
        candidate.owner = Owner.NONE  # "U.S. Labor Day": no body either
    content, start = candidate.text.content, candidate.start
    if candidate.key == "us" and content[start - 4 : start].isupper():
        return content[candidate.end : candidate.end + 1] in (
            ".",
            "!",
            "?",
        )  # "FOR US."
    if content[start - 1 : start] not in ("/", "-", "_", "="):
        return False
    word = content[max(0, start - 200) : start].rpartition(" ")[2]
    return "/" in word and "." in word  # in an address


def _heads_body(candidate: PlaceCandidate) -> bool:
    """Whether the capitalised words after it end in a body's: "U.S. Navy"."""
    words, last = candidate.text.words, candidate.last
    while (
        last + 1 < min(candidate.last + _LONGEST_BODY, len(words))
        and words[last + 1].gap == Gap.SPACE
    ):
        last += 1
    key = words[last].key
    return (
        last > candidate.last
        and key in word_list("organisations.txt")
        and key not in vocabulary("no_heads")
    )


def _ends_body(candidate: PlaceCandidate) -> bool:
    """Whether it follows words such as "Bank of", which make it part of a body."""
    return candidate.text.content.endswith((" of ", " of the "), 0, candidate.start)


def likeliest_entry(candidate: PlaceCandidate, context: Context) -> GazetteerEntry:
    """Return the place a candidate most likely means, if it means a place at all.

    Georgia is told by its neighbours, a city by the other places in the article.
    """
    first = candidate.entries[0]
    if not candidate.within and first.level != Level.DEMONYM:
        settled = context.senses.get(candidate.key)
        if settled is not None:
            return settled
    if len(candidate.entries) == 1 and first.name != "Washington":
        return first
    if first.name == "Georgia":
        here = len(context.keys & vocabulary("georgia_country"))
        there = len(context.keys & vocabulary("georgia_state"))
        there += context.named["US"] // 2
        return candidate.entries[1 if here == 0 and there > 0 else 0]
    if first.name == "Washington" and first.level == Level.CITY:
        return _washington(candidate, first)
    if first.level == Level.REGION:
        same = [e for e in candidate.entries if e.level == Level.REGION]
        return max(same, key=lambda e: context.named[e.country or ""])
    if first.level != Level.CITY:
        return first
    cities = candidate.entries[:_MOST_MEANINGS]
    return max(cities, key=lambda entry: _weight(entry, candidate.key, context))


def _weight(entry: GazetteerEntry, key: str, context: Context) -> float:
    weight = math.log10(entry.population or _SURE_SIZE)
    if entry.population and key != list_key(entry.name):
        weight -= _OTHER_NAME
    code = entry.country or ""
    count = context.named[code]
    weight += _WORLD_CITY * (entry.capital or not entry.population)
    weight += _COUNTRY_NAMED * (count > 0) + _COUNTRY_TWICE * (count > 2)
    weight += _STATE_NAMED * ((code, entry.state) in context.parts)
    return weight + _NEAR * context.nearby(entry)


def _washington(candidate: PlaceCandidate, first: GazetteerEntry) -> GazetteerEntry:
    after = candidate.text.content[candidate.end : candidate.end + 6].casefold()
    within = candidate.within.state if candidate.within else ""
    before = candidate.text.content[max(0, candidate.start - 12) : candidate.start]
    follows = ("state of ", "Seattle, ", "Spokane, ", "Tacoma, ")
    if after == " state" or within == "WA" or before.endswith(follows):
        return gazetteer().names["washington state"][0]
    return first._replace(name="Washington, D.C.", state="DC")


def _city(
    candidate: PlaceCandidate, entry: GazetteerEntry, context: Context, trusted: bool
) -> GazetteerEntry | None:
    if trusted:
        # "London wrote" in an article on Jack London, but "in London"
        of_person = candidate.key in context.surnames and not (
            (entry.sure and candidate.led)
            or is_place_told(candidate.text.content, candidate.start, candidate.end)
        )
        return None if of_person else entry
    if candidate.owner == Owner.BODY:
        return None
    large = entry.population == 0 or entry.population > _LARGE
    if candidate.key in word_list("not_places.txt"):
        # "in Nice", "in Reading"; but "Nice try" and "trust in Clinton"
        led = candidate.led and not candidate.text.shouts
        settled = context.senses.get(candidate.key) == entry
        return entry if led and (large or settled) else None
    if context.senses.get(candidate.key) == entry:
        return entry
    if candidate.entries[0].sure or entry.population == 0:
        return entry
    if not candidate.led:
        return None
    named = context.named[entry.country or ""] > 0
    return entry if named or entry.population > _KNOWN else None


def _is_meant(
    candidate: PlaceCandidate, entry: GazetteerEntry, context: Context
) -> bool:
    """Whether a bare name of a country is not the given name of someone."""
    if entry.level == Level.COUNTRY and candidate.entries[0].level == Level.COUNTRY:
        return candidate.led or candidate.key not in context.given
    return True
