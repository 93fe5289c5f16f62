"""A name in a text that a place could have, and what is noted of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from ...gazetteer.gazetteer import Entry, Level
from ...spans import Named, NameKind
from ...texts import Text

__all__ = ["Find", "Owner"]


class Owner:
    """The kind of larger name a find stands in (an int, for speed)."""

    NONE: Final = 0
    PAPER: Final = 1
    """A newspaper, broadcaster or team, which says nothing of the place."""
    BODY: Final = 2
    """Another organisation: "Bank of England", "Columbia University"."""


@dataclass(slots=True)
class Find:
    """A name that a place could have, at words ``[first, last]`` of a text.

    Attributes:
        key: the name, folded.
        entries: what it may mean, the likeliest first.
        within: the state or country named right behind it ("Paris, Texas").
        firm: whether that is an abbreviation ("Cuba, Mo.").
        vouched: whether it and the other in "Lebanon, Pa." vouch for each other,
            the town being known in that state, the state being abbreviated.
        paired: whether it and the other in "Salvador, Bahia" are a town and where
            that is known to lie.
        listed: whether it looks like one of a list: "Canada, Mexico and Texas".
        led: whether a preposition of place stands before it.
        given: whether it looks like part of a person's name.
        owner: the larger name it is part of.
        trails: whether it only says where the place before it lies.
        filed: whether it stands in the dateline.
        implies: whether it is part of a word for something of the place.
        tagged: whether a tagger was asked.
        span: its name this stands in, if there is one.
    """

    text: Text
    first: int
    last: int
    start: int
    end: int
    key: str
    entries: tuple[Entry, ...]
    within: Entry | None = None
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
    span: Named | None = None

    @property
    def names_town(self) -> bool:
        """Whether the tagger's name is this one with what lies behind a comma."""
        span = self.span
        return (
            span is not None
            and span.kind is NameKind.PLACE
            and span.start == self.start
            and self.entries[0].level != Level.COUNTRY
            and self.text.content[self.end : self.end + 2] == ", "
            and span.end > self.end + 2
        )
