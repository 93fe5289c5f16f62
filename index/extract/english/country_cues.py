"""English words that tell of a country without naming it."""

from __future__ import annotations

import re
from functools import cache
from typing import Final

from ...word_lists import heads, list_key
from ..countries import CountryCues
from .words import data_lines

__all__ = ["country_cues"]

_MONEY: Final = re.compile(
    r"[ -](?:dlrs?|[Dd]ollars?|francs?|marks?|yen|pounds?|pesos?|lir[ae]|crowns?"
    r"|kron(?:a|er|or)|guilders?|rupees?|shekels?|riyals?|rials?|rubles?|cents?|stg)\b"
)


@cache
def country_cues() -> CountryCues:
    """Return them, loaded once a process."""
    bodies = heads(data_lines("national_bodies.txt"))
    return CountryCues({list_key(name): code for name, code in bodies.items()}, _MONEY)
