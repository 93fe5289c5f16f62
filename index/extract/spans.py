"""The tagger's names, asked by place: which of them a find stands in.

The spans of one text do not overlap, so one search by start is enough. What is
surely a state ("Pa." in "Lebanon, Pa.") is cut out of them: the tagger may have
taken "Ind. Mayor Smith" for one name.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from search.model import TextField

from .finds import Find
from .named import Named, NameKind
from .words import Text, fold

__all__ = ["Spans"]

_BETWEEN: Final = " \n,."


class Spans:
    """The names of an article, by text and offset.

    Args:
        finds: in reading order; the vouched states among them cut names.
    """

    def __init__(self, names: Iterable[Named], finds: Iterable[Find] = ()) -> None:
        cuts: dict[TextField, list[Find]] = {}
        for find in finds:
            if find.vouched and find.trails:
                cuts.setdefault(find.text.field, []).append(find)
        self._spans: dict[TextField, list[Named]] = {}
        for named in sorted(names, key=lambda one: (one.start, -one.end)):
            spans = self._spans.setdefault(named.field, [])
            if not spans or spans[-1].end <= named.start:
                spans.append(named)
        for field, states in cuts.items():
            self._spans[field] = list(_without(self._spans.get(field, ()), states))
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
            fold(text.content[one.start : one.end].rpartition(" ")[2])
            for text in texts
            for one in self.of_kind(text.field, kind)
        )

    def of_kind(self, field: TextField, kind: NameKind) -> Iterator[Named]:
        """The names of one kind in one text, in reading order."""
        return (one for one in self._spans.get(field, ()) if one.kind is kind)


def _without(spans: Iterable[Named], states: Sequence[Find]) -> Iterator[Named]:
    """The names without the states in them, in order; states may cut one in more."""
    at = 0
    for named in spans:
        while at < len(states) and states[at].end <= named.start:
            at += 1
        start = named.start
        while at < len(states) and states[at].start < named.end:
            yield from _trimmed(named, start, states[at].start, states[at].text)
            start = states[at].end
            at += 1
        if start == named.start:
            yield named
        else:
            yield from _trimmed(named, start, named.end, states[at - 1].text)


def _trimmed(named: Named, start: int, end: int, text: Text) -> Iterator[Named]:
    piece = text.content[start:end]
    start += len(piece) - len(piece.lstrip(_BETWEEN))
    end -= len(piece) - len(piece.rstrip(_BETWEEN))
    if start < end:
        yield named._replace(start=start, end=end)
