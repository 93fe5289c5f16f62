"""A Bloom filter: a set in little memory that never denies what is in it."""

from __future__ import annotations

from typing import Final

__all__ = ["BloomFilter"]

_BITS: Final = 27
"""Bits of a hash that are compared; the filter takes 16 MB."""


class BloomFilter:
    """Remembers texts by their hashes alone (Bloom 1970), with one hash for each text.

    Of a million new texts, some four thousand are taken for known ones.
    """

    def __init__(self) -> None:
        self._bits = bytearray(2**_BITS // 8)

    def add(self, text: str) -> bool:
        """Add a text; return whether it may have been in the set already."""
        place, bit = divmod(hash(text) % 2**_BITS, 8)
        known = self._bits[place] >> bit & 1
        self._bits[place] |= 1 << bit
        return bool(known)
