"""The gazetteer as texts in English need it."""

from __future__ import annotations

from functools import cache

from ..gazetteer.gazetteer import Gazetteer, load_gazetteer
from .words import word_list

__all__ = ["gazetteer"]


@cache
def gazetteer() -> Gazetteer:
    """Return it, loaded once a process, when it is first asked for."""
    return load_gazetteer(common=word_list("not_places.txt"))
