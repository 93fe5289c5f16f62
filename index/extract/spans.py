"""What the tagger says of a text: spans that are names, and of what."""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple

from search.model.article import TextField

__all__ = ["NamedSpan", "NameKind"]


class NameKind(StrEnum):
    """What a name is of."""

    PERSON = "person"
    PLACE = "place"
    ORGANISATION = "organisation"
    OTHER = "other"
    """A people, a language, an event, a work: no person, place or body."""


class NamedSpan(NamedTuple):
    """A name at ``[start, end)`` of one text of an article, and what it is of.

    Without titles before it and without "'s" after it.
    """

    field: TextField
    start: int
    end: int
    kind: NameKind
