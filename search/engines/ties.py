"""In which order articles stand by date, and hits of one score, on every engine alike.

Hits by relevance are compared by their scores to :data:`SCORE_DECIMALS` places; those
that are equal then stand as they do newest first. An engine that adds up the parts of a
score in another order, or in fewer bits, has other last digits: they decide nothing.
"""

from __future__ import annotations

import hashlib
from datetime import date
from typing import Final

__all__ = ["SCORE_DECIMALS", "TIE_BITS", "compared_score", "sort_keys", "tie_of"]

TIE_BITS: Final = 40
"""Bits of a tie: few enough for a day and a tie to share 64."""

SCORE_DECIMALS: Final = 3
"""Decimals of a score that count. A rare word gives some ten points, and the sum of a
few such numbers of 32 bits is off by some millionths."""

_NEVER: Final = 2**22
"""Later than any day: the last possible ordinal is 3,652,059."""


def tie_of(article_id: str) -> int:
    """Return a number that is always the same for an id, and hardly for two ids."""
    digest = hashlib.blake2b(article_id.encode(), digest_size=TIE_BITS // 8).digest()
    return int.from_bytes(digest)


def sort_keys(day: date | None, article_id: str) -> tuple[int, int]:
    """Return where an article of this day and id stands: newest, oldest first."""
    tie = tie_of(article_id)
    newest, oldest = (0, _NEVER) if day is None else (day.toordinal(),) * 2
    return (newest << TIE_BITS) + tie, (oldest << TIE_BITS) + tie


def compared_score(score: float) -> float:
    """Return what hits by relevance are compared by: the score without noise."""
    return round(score, SCORE_DECIMALS)
