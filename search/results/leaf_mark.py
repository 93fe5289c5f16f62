"""A place in a text that answers a part of the query."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from typing import Final

from ..model.article import Span

__all__ = ["OPEN", "LeafMark"]

OPEN: Final = sys.maxsize
"""How far back a mark reaches that only begins a match."""


@dataclass(frozen=True, slots=True)
class LeafMark:
    """A place where a leaf of the query, by number, matches the text.

    Attributes:
        back: how many characters before this mark the match begins that ends with it:
            0 unless words have to be near each other, :data:`OPEN` if none ends here.
    """

    span: Span
    leaf: int
    back: int = 0
