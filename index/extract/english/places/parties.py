"""A politician's party and state in American news: "(R-Ky.)", "Ohio Democrat"."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from ....word_lists import list_key
from ...gazetteer.gazetteer import GazetteerEntry, Level
from ..gazetteer import gazetteer

__all__ = ["PARTISANS", "is_party_tag", "party_tag"]

PARTISANS: Final = (" Republican", " Democrat")
"""What follows the name of a state and makes a politician of it."""

_TAG: Final = re.compile(
    r"[RDI]-(?P<state>[A-Z][A-Za-z]*(?:\.[A-Z][a-z]*)*)(?P<dot>\.?)"
    r"(?P<second> [A-Z][a-z]+)?"
)


def party_tag(content: str, start: int) -> tuple[int, GazetteerEntry] | None:
    """Return the offset after a party and a state, and the state, if there is one.

    Args:
        start: the offset of the party's letter.
    """
    match = _TAG.match(content, start)
    if match is None:
        return None
    if match["second"] and not match["dot"]:
        state = _state(match["state"] + match["second"])
        if state is not None:
            return match.end("second"), state
    state = _state(match["state"])
    if state is None:
        return None
    short = match["state"] != state.name  # the dot is its own, and ends no sentence
    return match.end("dot") if short else match.end("state"), state


def is_party_tag(name: str) -> bool:
    """Whether a whole name is a party and a state."""
    found = party_tag(name, 0)
    return found is not None and found[0] == len(name)


@lru_cache(maxsize=1024)
def _state(name: str) -> GazetteerEntry | None:
    names = gazetteer()
    short = names.after_comma.get(name.replace(".", ""))
    if short is not None and short.country == "US":
        return short
    for entry in names.names.get(list_key(name), ()):
        if entry.level == Level.STATE and entry.country == "US":
            return entry
    return None
