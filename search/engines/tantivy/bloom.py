"""Whether something was seen before, in little memory: never "no" of what was."""

from __future__ import annotations

from typing import Final

__all__ = ["Seen"]

_BITS: Final = 27
"""Of the hashes that are told apart: 16 MB."""


class Seen:
    """Remembers texts by their hashes alone (Bloom 1970, with one hash of each).

    Of a million texts that are new, some four thousand are taken for seen.
    """

    def __init__(self) -> None:
        self._bits = bytearray(2**_BITS // 8)

    def before(self, text: str) -> bool:
        """Return whether a text was perhaps seen before; from now on it was."""
        place, bit = divmod(hash(text) % 2**_BITS, 8)
        known = self._bits[place] >> bit & 1
        self._bits[place] |= 1 << bit
        return bool(known)
