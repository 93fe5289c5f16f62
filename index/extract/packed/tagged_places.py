"""Places in a text whose names were told by the tagger.

A name that the tables have is a place unless the tagger makes it part of a person's or
an organisation's name; one that is a word too needs the tagger's word, or that of a
preposition. What the tagger takes for a place and no table has is one without
coordinates, in the country of the place that its name holds: "Lago de Sanabria".
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Final

from search.model.article import PlaceKind

from ..gazetteer.gazetteer import GazetteerEntry, Level
from ..spans import NamedSpan, NameKind
from ..texts import ArticleText
from ..toponyms import Toponym
from .names import PlacePack, place_pack
from .places import is_told, listed_names
from .writing import name_pack

__all__ = ["find_tagged_places"]

_MOST_WORDS: Final = 6
_LONGEST: Final = 60
_NO_PLACE: Final = re.compile(r"[\d\n@/]|^(?:[^\W\d_]\.)+$")


def find_tagged_places(
    texts: Sequence[ArticleText],
    named: Sequence[NamedSpan],
    language: str,
    *,
    by_itself: bool,
) -> list[Toponym]:
    """Return the places that the texts of an article name, in order; none overlap.

    Args:
        named: what the tagger says of the texts.
        by_itself: whether its word is enough for a place that no table has.
    """
    pack = place_pack(language)
    found: list[Toponym] = []
    told = _told(texts, named, language, pack, by_itself)
    for text in texts:
        spans = [span for span in named if span.field is text.field]
        listed = list(_listed(text, spans, pack))
        found += sorted(
            [*_unheld(listed, spans), *_unlisted(text, listed, spans, told)],
            key=lambda one: one.start,
        )
    return found


def _listed(
    text: ArticleText, spans: Sequence[NamedSpan], pack: PlacePack
) -> Iterator[Toponym]:
    """The names of the tables that the tagger does not take for others."""
    starts = [span.start for span in spans]
    for start, end, entry in listed_names(text.content, pack):
        holder = _holder(spans, starts, start, end)
        if holder is None:
            told = entry.sure or is_told(text, start, text.content[start:end], pack)
        elif holder.kind is NameKind.PLACE:
            told = True
        elif holder.kind is NameKind.ORGANISATION:
            # a national team is of its country
            whole = (holder.start, holder.end) == (start, end)
            told = whole and entry.level is Level.COUNTRY
        else:
            told = False
        if told:
            yield _toponym(text, start, end, entry)


def _holder(
    spans: Sequence[NamedSpan], starts: Sequence[int], start: int, end: int
) -> NamedSpan | None:
    """The span that holds part of ``[start, end)``."""
    at = bisect_right(starts, start) - 1
    if at >= 0 and spans[at].end > start:
        return spans[at]
    after = at + 1
    return spans[after] if after < len(spans) and starts[after] < end else None


def _unheld(listed: Sequence[Toponym], spans: Sequence[NamedSpan]) -> Iterator[Toponym]:
    """The places that are no part of a longer place's name."""
    starts = [span.start for span in spans]
    holders = [_holder(spans, starts, one.start, one.end) for one in listed]
    held = Counter(holders)
    for one, holder in zip(listed, holders, strict=True):
        # two of them stand next to each other: "Nueva York y EE.UU."
        if holder is None or held[holder] > 1 or not _is_longer(holder, one):
            yield one


def _is_longer(span: NamedSpan, one: Toponym) -> bool:
    """Whether a span is a longer name of one place: not "Lyon, France"."""
    held = one.text.content[span.start : span.end]
    return (
        span.kind is NameKind.PLACE
        and (span.start, span.end) != (one.start, one.end)
        and span.start <= one.start
        and span.end >= one.end
        and "," not in held
        and _may_be(held)
    )


def _unlisted(
    text: ArticleText,
    listed: Sequence[Toponym],
    spans: Sequence[NamedSpan],
    told: frozenset[str],
) -> Iterator[Toponym]:
    """The places that no table has, of the names that are told to be some."""
    starts = [one.start for one in listed]
    for span in spans:
        name = text.content[span.start : span.end]
        if span.kind is not NameKind.PLACE or name not in told:
            continue
        first = bisect_right(starts, span.start - 1)
        within = [one for one in listed[first : first + 4] if one.start < span.end]
        if first and listed[first - 1].end > span.start:
            continue  # the end of a longer name that the tables have
        if len(within) > 1 or any(not _is_longer(span, one) for one in within):
            continue
        country = within[0].entry.country if within else None
        yield _toponym(
            text, span.start, span.end, GazetteerEntry(name, Level.CITY, country)
        )


def _told(
    texts: Sequence[ArticleText],
    named: Sequence[NamedSpan],
    language: str,
    pack: PlacePack,
    by_itself: bool,
) -> frozenset[str]:
    """The names of places that the tagger tells more than once, or by itself.

    A word before a name or in it confirms what it tells: "en Cerro Alto".
    """
    kinds = name_pack(language).kinds
    by_field = {text.field: text for text in texts}
    seen: Counter[str] = Counter()
    found = set()
    for span in named:
        text = by_field[span.field]
        name = text.content[span.start : span.end]
        if span.kind is not NameKind.PLACE or not _may_be(name) or name in pack.never:
            continue
        words = name.lower().split()
        before = text.before(span.start).lower().rstrip("'’")
        seen[name] += 1
        if (
            by_itself
            or before in pack.where
            or any("L" in kinds.get(word, "") for word in words)
        ):
            found.add(name)
    return frozenset(found.union(name for name, times in seen.items() if times > 1))


def _may_be(name: str) -> bool:
    return (
        1 < len(name) <= _LONGEST
        and len(name.split()) <= _MOST_WORDS
        and any(map(str.isupper, name))
        and not _NO_PLACE.search(name)
    )


def _toponym(text: ArticleText, start: int, end: int, entry: GazetteerEntry) -> Toponym:
    return Toponym(text, 0, 0, start, end, entry, PlaceKind.PLACE)
