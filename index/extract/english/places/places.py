"""Places: which of the names in an article are places, and where they lie.

The rules answer what users of CLIFF and Aleph complained of (Albany read as
Albania, "Western Europe" as Germany): a bare name counts only where it is sure,
"Town, State" settles the rest, and a name inside another name is no place. What
the tagger says of a name, where it is asked, counts as strong evidence.

Offsets are half-open ranges of characters into the title or the body.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence

from search.model.article import Mention, Place, PlaceKind, Published

from ...gazetteer.former import Era, era_of
from ...gazetteer.gazetteer import GazetteerEntry, Level
from ...spans import NamedSpan, NameKind
from ...texts import ArticleText
from ...toponyms import Toponym
from ..gazetteer import gazetteer
from .candidate import Owner, PlaceCandidate
from .candidates import find_candidates
from .context import Context
from .disambiguate import disambiguate, likeliest_entry
from .tagged import TaggedNames
from .unlisted import UnlistedPlaces

__all__ = ["find_places", "group_places"]


def find_places(
    texts: Sequence[ArticleText],
    names: Sequence[NamedSpan] = (),
    published: Published | None = None,
) -> list[Toponym]:
    """Find the places of an article's texts, in reading order.

    Without names, people are not known yet: "Jackson" may be here and be taken
    away later.

    Args:
        names: what a tagger said of the texts, if one was asked.
        published: decides between countries of today and those before them.
    """
    era = era_of(published)
    found = {id(text): find_candidates(text) for text in texts}
    every = [candidate for candidates in found.values() for candidate in candidates]
    if not names:
        return list(_resolved(every, Context.of(texts, every), era))
    spans = TaggedNames(names, every)
    for candidate in every:
        candidate.tagged = True
        span = spans.around(candidate)
        if span is None or span.kind is NameKind.PLACE or not candidate.filed:
            candidate.span = span  # taggers take "CLEVELAND, Feb 26 -" for anything
    surnames = spans.last_words(texts, NameKind.PERSON)
    context = Context.of(texts, every, surnames)
    unlisted = UnlistedPlaces(
        texts,
        spans,
        found,
        surnames,
        lambda candidate: likeliest_entry(candidate, context),
    )
    toponyms: list[Toponym] = []
    for text in texts:
        here = [*_resolved(found[id(text)], context, era)]
        here += _only_tagged(text, unlisted.in_text(text), era)
        toponyms += sorted(here, key=lambda one: one.start)
    return toponyms


def group_places(toponyms: Iterable[Toponym]) -> tuple[Place, ...]:
    """Unite the names of each place; the place named first comes first."""
    groups: dict[tuple[GazetteerEntry, PlaceKind], list[Mention]] = {}
    for one in toponyms:
        entry = one.entry
        if one.kind is PlaceKind.DEMONYM and entry.country:
            entry = gazetteer().countries[entry.country]
        groups.setdefault((entry, one.kind), []).append(one.mention)
    return tuple(
        Place(
            entry.name,
            kind,
            entry.country,
            tuple(mentions),
            entry.geonames,
            entry.latitude,
            entry.longitude,
        )
        for (entry, kind), mentions in groups.items()
    )


def _resolved(
    candidates: Iterable[PlaceCandidate], context: Context, era: Era
) -> Iterator[Toponym]:
    for candidate in candidates:
        entry = disambiguate(candidate, context)
        if entry is not None:
            implied = (
                entry.level == Level.DEMONYM
                or candidate.owner == Owner.BODY
                or (candidate.implies and entry.country is not None)
            )
            span = candidate.span if candidate.names_town else None
            yield Toponym(
                candidate.text,
                candidate.first,
                candidate.last,
                candidate.start,
                span.end if span else candidate.end,  # "Urumqi, Xinjiang" is one name
                era.at_the_time(entry),
                PlaceKind.DEMONYM if implied else PlaceKind.PLACE,
                candidate.filed,
                candidate.vouched,
            )


def _only_tagged(
    text: ArticleText, told: Iterable[tuple[NamedSpan, GazetteerEntry]], era: Era
) -> Iterator[Toponym]:
    starts = [word.start for word in text.words]
    for named, entry in told:
        first = bisect_left(starts, named.start)
        last = bisect_left(starts, named.end) - 1
        if first <= last:
            yield Toponym(
                text,
                first,
                last,
                named.start,
                named.end,
                era.at_the_time(entry),
                PlaceKind.PLACE,
            )
