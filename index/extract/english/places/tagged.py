"""The tagger's names, asked by place: which of them a find stands in.

The spans of one text do not overlap, so one search by start is enough. They are
parted where the gazetteer knows better: the tagger may have taken "Ind. Mayor Smith"
behind "Peru, " for one name, or "Salvador, Bahia", or "St. Paul and Yunnan".
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from search.model.article import TextField

from ....word_lists import list_key
from ...gazetteer.gazetteer import Level
from ...spans import Named, NameKind
from ...texts import Text
from .candidate import Find
from .parties import PARTISANS

__all__ = ["Spans"]

_BETWEEN: Final = " \n,.&"
_JOINTS: Final = (", and ", ", or ", ", ", " and ", " or ", " & ")


class Spans:
    """The names of an article, by text and offset.

    Args:
        finds: what a gazetteer knows, in reading order, to part the names by.
    """

    def __init__(self, names: Iterable[Named], finds: Iterable[Find] = ()) -> None:
        known: dict[TextField, list[Find]] = {}
        for find in finds:
            known.setdefault(find.text.field, []).append(find)
        self._spans: dict[TextField, list[Named]] = {}
        for named in sorted(names, key=lambda one: (one.start, -one.end)):
            spans = self._spans.setdefault(named.field, [])
            if not spans or spans[-1].end <= named.start:
                spans.append(named)
        for field, here in known.items():
            self._spans[field] = list(_parted(self._spans.get(field, ()), here))
        self._starts = {
            field: [one.start for one in spans] for field, spans in self._spans.items()
        }

    def over(self, field: TextField, start: int, end: int) -> Named | None:
        """The last name that shares a character with ``[start, end)``, if any."""
        spans = self._spans.get(field)
        if spans is None:
            return None
        at = bisect_right(self._starts[field], end - 1) - 1
        return spans[at] if at >= 0 and spans[at].end > start else None

    def around(self, find: Find) -> Named | None:
        """The name a find stands in, or heads: "Karnataka [High Court]"."""
        field, end = find.text.field, find.end
        named = self.over(field, find.start, end)
        if named is not None or find.text.content[end : end + 1] != " ":
            return named
        behind = self.over(field, end + 1, end + 2)
        if behind is None or behind.kind is not NameKind.ORGANISATION:
            return None
        return behind._replace(start=find.start) if behind.start == end + 1 else None

    def last_words(self, texts: Iterable[Text], kind: NameKind) -> frozenset[str]:
        """The last words of the names of one kind, folded: surnames."""
        return frozenset(
            list_key(text.content[one.start : one.end].rpartition(" ")[2])
            for text in texts
            for one in self.of_kind(text.field, kind)
        )

    def of_kind(self, field: TextField, kind: NameKind) -> Iterator[Named]:
        """The names of one kind in one text, in reading order."""
        return (one for one in self._spans.get(field, ()) if one.kind is kind)


def _parted(spans: Iterable[Named], finds: Sequence[Find]) -> Iterator[Named]:
    """The names, parted where finds are names of their own; both in reading order."""
    at = 0
    for named in spans:
        while at < len(finds) and finds[at].end <= named.start:
            at += 1
        start, find = named.start, None
        while at < len(finds) and finds[at].start < named.end:
            find = finds[at]
            whole = find.start == named.start and find.end == named.end
            if _is_of_party(find, named):
                named = named._replace(end=find.end, kind=NameKind.PLACE)
            elif (find.vouched or not whole) and _is_apart(find, named, start):
                yield from _trimmed(named, start, find.start, find.text)
                if find.end <= named.end and named.kind is NameKind.PLACE:
                    yield named._replace(start=find.start, end=find.end)
                start = find.end
            if find.end > named.end:
                break  # it may reach into the next name
            at += 1
        if find is None or start == named.start:
            yield named
        elif start < named.end:
            yield from _trimmed(named, start, named.end, find.text)


def _is_of_party(find: Find, named: Named) -> bool:
    """Whether a name is that of somebody by state and party: "Ohio Republican"."""
    return (
        find.start == named.start
        and find.entries[0].country is not None
        and named.kind in (NameKind.PLACE, NameKind.ORGANISATION)
        and find.text.content[find.end : named.end] in PARTISANS
    )


def _is_apart(find: Find, named: Named, begun: int) -> bool:
    """Whether a find is no part of a longer name: "Pa.", or one of a list.

    A town with its country ("Belgrade, Serbia") stays the one name the tagger has
    taken it for.

    Args:
        begun: where what is left of the name begins.
    """
    if find.vouched and find.trails:
        return True
    first, content, start, end = (
        find.entries[0],
        find.text.content,
        find.start,
        find.end,
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
    elif find.within is not None and find.within.level == Level.COUNTRY:
        return False
    return (start == named.start or content.endswith(_JOINTS, named.start, start)) and (
        end == named.end or content.startswith(_JOINTS, end, named.end)
    )


def _trimmed(named: Named, start: int, end: int, text: Text) -> Iterator[Named]:
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
