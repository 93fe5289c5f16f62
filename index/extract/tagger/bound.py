"""Single words that belong to a person the same article names in full.

"Sun" of "Sun Ruiwen" may be taken for a newspaper and "Washington" of "MaliVai
Washington" for the city, where a sentence tells nothing else. Companies are called by
the family names of their founders, never by given names: an organisation is taken back
only where its word is the first of a full name. A place is, where it is the last of one
and nothing is said to happen in it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Final

from search.model import TextField

from ..named import Named, NameKind

__all__ = ["bound"]

_WITHIN: Final = re.compile(r"\b(?:in|near|outside)\s+$", re.IGNORECASE)
_REACH: Final = 12
"""Characters before a name in which such a word is looked for."""


def bound(names: Iterable[Named], texts: Mapping[TextField, str]) -> list[Named]:
    """Return the names, single words of people among them as people.

    Args:
        texts: those of the article that names are in, by their fields.
    """
    words = [(name, texts[name.field][name.start : name.end].split()) for name in names]
    full = [parts for name, parts in words if _is_full(name, parts)]
    if not full:
        return [name for name, _ in words]
    given, family = {parts[0] for parts in full}, {parts[-1] for parts in full}
    family -= {
        parts[0]
        for name, parts in words
        if name.kind is NameKind.PLACE and _is_within(texts[name.field], name.start)
    }
    back = {NameKind.ORGANISATION: given, NameKind.PLACE: family}
    return [
        name._replace(kind=NameKind.PERSON)
        if len(parts) == 1 and parts[0] in back.get(name.kind, ())
        else name
        for name, parts in words
    ]


def _is_full(name: Named, parts: list[str]) -> bool:
    return name.kind is NameKind.PERSON and len(parts) > 1


def _is_within(text: str, start: int) -> bool:
    return _WITHIN.search(text, max(start - _REACH, 0), start) is not None
