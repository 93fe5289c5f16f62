"""Countries told by the words around a name that is also people's.

"The government of Chad", "Dominica's prime minister", "Jordan officials" speak of a
country, whoever else is called so.
"""

from __future__ import annotations

import re
from typing import Final

from ..words import vocabulary

__all__ = ["is_country_told"]

_BEFORE: Final = re.compile(
    r"\b([A-Za-z]+)\s(of|in|from|to|with|against)\s(?:[Tt]he\s)?$"
)
_REACH: Final = 40
"""Characters before a name that are looked at."""
_AFTER: Final = re.compile(r"(['’]s?)?\s(?:[A-Za-z]+\s)?([A-Za-z]+)\b")


def is_country_told(content: str, start: int, end: int) -> bool:
    """Return whether the words around ``[start, end)`` are said of countries alone."""
    before = _BEFORE.search(content, max(0, start - _REACH), start)
    if before is not None and _is_among(before[1], f"state_words_{before[2]}"):
        return True
    after = _AFTER.match(content, end)
    if after is None:
        return False
    words = content[after.end(1) if after[1] else end : after.end()].split()
    if after[1]:
        return any(_is_among(word, "state_words_owned") for word in words)
    return _is_among(words[0], "state_words_after")


def _is_among(word: str, name: str) -> bool:
    folded, known = word.lower(), vocabulary(name)
    return folded in known or folded.removesuffix("s") in known
