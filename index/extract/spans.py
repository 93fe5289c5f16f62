"""The tagger's names, asked by place: which of them a find stands in.

The spans of one text do not overlap, so one search by start is enough.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator

from search.model import TextField

from .named import Named, NameKind
from .words import Text, fold

__all__ = ["Spans"]


class Spans:
    """The names of an article, by text and offset."""

    def __init__(self, names: Iterable[Named]) -> None:
        self._spans: dict[TextField, list[Named]] = {}
        for named in sorted(names, key=lambda one: (one.start, -one.end)):
            spans = self._spans.setdefault(named.field, [])
            if not spans or spans[-1].end <= named.start:
                spans.append(named)
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
