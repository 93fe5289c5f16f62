"""In which order articles of one day stand, on every engine alike."""

from __future__ import annotations

import hashlib
from typing import Final

__all__ = ["TIE_BITS", "tie_of"]

TIE_BITS: Final = 40
"""Bits of a tie: few enough for a day and a tie to share 64."""


def tie_of(article_id: str) -> int:
    """Return a number that is always the same for an id, and hardly for two ids."""
    digest = hashlib.blake2b(article_id.encode(), digest_size=TIE_BITS // 8).digest()
    return int.from_bytes(digest)
