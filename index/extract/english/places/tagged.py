"""The tagger's names by offset: which of them holds a toponym candidate.

The names of one text do not overlap, so one binary search finds the name at an offset.
A name is split where the gazetteer knows better: the tagger may take "Ind. Mayor
Smith" for one name after "Peru, ", or "Salvador, Bahia", or "St. Paul and Yunnan".
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from search.model.article import TextField

from ....word_lists import list_key
from ...gazetteer.gazetteer import Level
from ...spans import NamedSpan, NameKind
from ...texts import ArticleText
from .candidate import PlaceCandidate
from .parties import PARTISANS

__all__ = ["TaggedNames"]

_BETWEEN: Final = " \n,.&"
_JOINTS: Final = (", and ", ", or ", ", ", " and ", " or ", " & ")


class TaggedNames:
    """The tagger's names in an article, by text and offset.

    Args:
        candidates: those of the gazetteer, in reading order, to split names at.
    """

    def __init__(
        self, names: Iterable[NamedSpan], candidates: Iterable[PlaceCandidate] = ()
    ) -> None:
        known: dict[TextField, list[PlaceCandidate]] = {}
        for candidate in candidates:
            known.setdefault(candidate.text.field, []).append(candidate)
        self._spans: dict[TextField, list[NamedSpan]] = {}
        for named in sorted(names, key=lambda one: (one.start, -one.end)):
            spans = self._spans.setdefault(named.field, [])
            if not spans or spans[-1].end <= named.start:
                spans.append(named)
        for field, here in known.items():
            self._spans[field] = list(_parted(self._spans.get(field, ()), here))
        self._starts = {
            field: [one.start for one in spans] for field, spans in self._spans.items()
        }

    def overlapping(self, field: TextField, start: int, end: int) -> NamedSpan | None:
        """Return the last name that overlaps ``[start, end)``, if any."""
        spans = self._spans.get(field)
        if spans is None:
            return None
        at = bisect_right(self._starts[field], end - 1) - 1
        return spans[at] if at >= 0 and spans[at].end > start else None

    def around(self, candidate: PlaceCandidate) -> NamedSpan | None:
        """Return the name a candidate is in, or precedes: "Karnataka [High Court]"."""
        field, end = candidate.text.field, candidate.end
        named = self.overlapping(field, candidate.start, end)
        if named is not None or candidate.text.content[end : end + 1] != " ":
            return named
        after = self.overlapping(field, end + 1, end + 2)
        if after is None or after.kind is not NameKind.ORGANISATION:
            return None
        return after._replace(start=candidate.start) if after.start == end + 1 else None

    def last_words(
        self, texts: Iterable[ArticleText], kind: NameKind
    ) -> frozenset[str]:
        """Return the last words of the names of one kind, folded: surnames."""
        return frozenset(
            list_key(text.content[one.start : one.end].rpartition(" ")[2])
            for text in texts
            for one in self.of_kind(text.field, kind)
        )

    def of_kind(self, field: TextField, kind: NameKind) -> Iterator[NamedSpan]:
        """Return the names of one kind in one text, in reading order."""
        return (one for one in self._spans.get(field, ()) if one.kind is kind)


def _parted(
    spans: Iterable[NamedSpan], candidates: Sequence[PlaceCandidate]
) -> Iterator[NamedSpan]:
    """Split names at candidates that are names of their own; all in reading order."""
    at = 0
    for named in spans:
        while at < len(candidates) and candidates[at].end <= named.start:
            at += 1
        start, candidate = named.start, None
        while at < len(candidates) and candidates[at].start < named.end:
            candidate = candidates[at]
            whole = candidate.start == named.start and candidate.end == named.end
            if _is_of_party(candidate, named):
                named = named._replace(end=candidate.end, kind=NameKind.PLACE)
            elif (candidate.vouched or not whole) and _is_apart(
                candidate, named, start
            ):
                yield from _trimmed(named, start, candidate.start, candidate.text)
                if candidate.end <= named.end and named.kind is NameKind.PLACE:
                    yield named._replace(start=candidate.start, end=candidate.end)
                start = candidate.end
            if candidate.end > named.end:
                break  # it may reach into the next name
            at += 1
        if candidate is None or start == named.start:
            yield named
        elif start < named.end:
            yield from _trimmed(named, start, named.end, candidate.text)


def _is_of_party(candidate: PlaceCandidate, named: NamedSpan) -> bool:
    """Whether a name is that of somebody by state and party: "Ohio Republican"."""
    return (
        candidate.start == named.start
        and candidate.entries[0].country is not None
        and named.kind in (NameKind.PLACE, NameKind.ORGANISATION)
        and candidate.text.content[candidate.end : named.end] in PARTISANS
    )


def _is_apart(candidate: PlaceCandidate, named: NamedSpan, begun: int) -> bool:
    """Whether a candidate is no part of a longer name, as in a list.

    A town with its country ("Belgrade, Serbia") stays the one name the tagger has
    taken it for.

    Args:
        begun: the offset at which the rest of the name begins.
    """
    if candidate.vouched and candidate.trails:
        return True
    first, content, start, end = (
        candidate.entries[0],
        candidate.text.content,
        candidate.start,
        candidate.end,
    )
    if (
        named.kind is not NameKind.PLACE
        or not first.sure
        or first.level == Level.DEMONYM
        or not named.start <= start < end <= named.end
    ):
        return False
    if first.level == Level.COUNTRY:
        if end == named.end and begun + 2 < start and content[start - 2] == ",":
            return False
    elif candidate.within is not None and candidate.within.level == Level.COUNTRY:
        return False
    return (start == named.start or content.endswith(_JOINTS, named.start, start)) and (
        end == named.end or content.startswith(_JOINTS, end, named.end)
    )


def _trimmed(
    named: NamedSpan, start: int, end: int, text: ArticleText
) -> Iterator[NamedSpan]:
    """A piece of a name, without what joined it to the next."""
    content = text.content
    for joint in _JOINTS:
        if content.endswith(joint, start, end):
            end -= len(joint)
            break
    for joint in _JOINTS:
        if content.startswith(joint, start, end):
            start += len(joint)
            break
    while start < end and content[end - 1] in _BETWEEN:
        end -= 1
    while start < end and content[start] in _BETWEEN:
        start += 1
    if start < end:
        yield named._replace(start=start, end=end)
