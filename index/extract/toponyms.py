"""Names of places in a text, each with the place it was found to name."""

from __future__ import annotations

from dataclasses import dataclass

from search.model.article import Mention, PlaceKind

from .gazetteer.gazetteer import GazetteerEntry
from .texts import ArticleText

__all__ = ["Toponym"]


@dataclass(frozen=True, slots=True)
class Toponym:
    """A name of a place, or of its people or things, at ``[start, end)`` of a text.

    Attributes:
        first, last: the indices of its words in the text.
        entry: the place; its country is that of the time.
        filed: whether it stands in the dateline.
        vouched: whether it is a place beyond doubt: "Gary, Ind.".
    """

    text: ArticleText
    first: int
    last: int
    start: int
    end: int
    entry: GazetteerEntry
    kind: PlaceKind
    filed: bool = False
    vouched: bool = False

    @property
    def mention(self) -> Mention:
        return self.text.mention(self.start, self.end)
