"""What stands after the name of a person and names nobody: "Jr.", "III"."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

__all__ = ["GENERATIONS", "NUMERALS", "ROMAN", "SPELT", "SUFFIXES"]

GENERATIONS: Final = frozenset(("jr", "sr"))
"""They tell a person from a parent or child of the same name."""

NUMERALS: Final = frozenset(("ii", "iii", "iv"))
"""Numbers of people of one name in a family or on a throne."""

ROMAN: Final = re.compile(r"[IVX]{2,}")
"""The number of a pope or a queen, which is written in capitals."""

SUFFIXES: Final = GENERATIONS | NUMERALS
"""All of them, folded."""

SPELT: Final[Mapping[str, str]] = {
    "jnr": "jr",
    "junior": "jr",
    "snr": "sr",
    "senior": "sr",
}
"""Other ways to write them after a full name, folded."""
