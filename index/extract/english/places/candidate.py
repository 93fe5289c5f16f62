"""A toponym candidate: a name in a text that may be a place, and its context."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from ...gazetteer.gazetteer import GazetteerEntry, Level
from ...spans import NamedSpan, NameKind
from ...texts import ArticleText

__all__ = ["PlaceCandidate", "Owner"]


class Owner:
    """The kind of longer name a candidate is part of (an int, for speed)."""

    NONE: Final = 0
    PAPER: Final = 1
    """A newspaper, broadcaster or team, which says nothing of the place."""
    BODY: Final = 2
    """Another organisation: "Bank of England", "Columbia University"."""


@dataclass(slots=True)
class PlaceCandidate:
    """A name that may be a place's, at words ``first`` to ``last`` of a text.

    Attributes:
        key: the name, folded.
        entries: the places it may mean, the likeliest first.
        within: the state or country named right after it ("Paris, Texas").
        firm: whether that is an abbreviation ("Cuba, Mo.").
        vouched: whether it is a place beyond doubt, as both names in "Lebanon, Pa.":
            the state is abbreviated and has a town of that name.
        paired: whether it is one of a town and the region it lies in: "Salvador,
            Bahia".
        listed: whether it looks like one of a list: "Canada, Mexico and Texas".
        led: whether a preposition of place stands before it.
        given: whether it looks like part of a person's name.
        owner: the kind of longer name it is part of.
        trails: whether it only says where the place named before it lies.
        filed: whether it stands in the dateline.
        implies: whether it is part of a word for something of the place:
            "London-based".
        tagged: whether a tagger read the text.
        span: the tagger's name that holds the candidate, if there is one.
    """

    text: ArticleText
    first: int
    last: int
    start: int
    end: int
    key: str
    entries: tuple[GazetteerEntry, ...]
    within: GazetteerEntry | None = None
    firm: bool = False
    vouched: bool = False
    paired: bool = False
    listed: bool = False
    led: bool = False
    given: bool = False
    owner: int = Owner.NONE
    trails: bool = False
    filed: bool = False
    implies: bool = False
    tagged: bool = False
    span: NamedSpan | None = None

    @property
    def names_town(self) -> bool:
        """Whether the tagger's name goes on after a comma: "Urumqi, Xinjiang"."""
        span = self.span
        return (
            span is not None
            and span.kind is NameKind.PLACE
            and span.start == self.start
            and self.entries[0].level != Level.COUNTRY
            and self.text.content[self.end : self.end + 2] == ", "
            and span.end > self.end + 2
        )
