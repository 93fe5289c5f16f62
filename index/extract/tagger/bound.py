"""Single words that belong to a person the same article names in full.

"Sun" of "Sun Ruiwen" may be taken for a newspaper and "Washington" of "MaliVai
Washington" for the city, where a sentence tells nothing else; "Law" of "S. Law" may be
passed over, as it is mostly no name. Companies are called by
the family names of their founders, never by given names: an organisation is taken back
only where its word is the first of a full name. A place is, where it is the last of one
and nothing is said to happen in it.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final

from search.countries import country_code
from search.model import TextField
from search.periods import MONTHS

from ..named import Named, NameKind
from .joins import GIVEN_IN_TWO

__all__ = ["bound", "passed_over"]

_WITHIN: Final = re.compile(r"\b(?:in|near|outside)\s+$", re.IGNORECASE)
_REACH: Final = 12
"""Characters before a name in which such a word is looked for."""

_SHORTEST: Final = 3
"""Letters of a family name that is looked for by itself."""

_CALENDAR: Final = frozenset((*MONTHS, "Sunday", "Christmas", "Easter"))
"""Words that stand alone with a capital, whoever is called so."""

_LONGEST: Final = 30
"""Characters that are looked at for the word before."""

_ENDINGS: Final = '.!?:\n"”'
"""Behind these a sentence begins, or something said."""


def bound(names: Iterable[Named], texts: Mapping[TextField, str]) -> list[Named]:
    """Return the names, single words of people among them as people.

    Args:
        texts: those of the article that names are in, by their fields.
    """
    words = [(name, texts[name.field][name.start : name.end].split()) for name in names]
    full = [parts for name, parts in words if _is_full(name, parts)]
    if not full:
        return [name for name, _ in words]
    given = {parts[0] for parts in full if not parts[0].isupper()}
    family = {parts[-1] for parts in full if country_code(parts[-1]) is None}
    family -= {
        parts[0]
        for name, parts in words
        if name.kind is NameKind.PLACE and _is_within(texts[name.field], name.start)
    }
    back = {NameKind.ORGANISATION: given, NameKind.PLACE: family}
    ends = {" ".join(parts[at:]) for parts in full for at in range(1, len(parts) - 1)}
    return [
        name._replace(kind=NameKind.PERSON)
        if " ".join(parts) in (back.get(name.kind, ()) if len(parts) == 1 else ends)
        else name
        for name, parts in words
    ]


def passed_over(
    names: Sequence[Named], texts: Mapping[TextField, str]
) -> Iterator[Named]:
    """Yield where the family name of one of the people stands alone and is no name yet.

    Alone is what stands in a sentence, not at its beginning, between words in small
    letters.
    """
    wanted = {
        word
        for name in names
        if name.kind is NameKind.PERSON
        for word in _family_names(texts[name.field][name.start : name.end].split())
    }
    for field, text in texts.items() if wanted else ():
        covered = [(name.start, name.end) for name in names if name.field is field]
        for word in sorted(wanted):
            at = text.find(word)
            while at >= 0:
                end = at + len(word)
                at_rest = bisect_right(covered, (at, end))
                if _is_alone(text, at, end) and not _touches(covered, at_rest, at, end):
                    yield Named(field, at, end, NameKind.PERSON)
                at = text.find(word, end)


def _family_names(parts: list[str]) -> Iterator[str]:
    if len(parts) < 2:
        return
    asian = len(parts) == 2 and GIVEN_IN_TWO.fullmatch(parts[1])
    family = parts[0] if asian else parts[-1]
    capital = family[0].isupper() and not family.isupper()
    if capital and len(family) >= _SHORTEST and family not in _CALENDAR:
        yield family


def _is_alone(text: str, start: int, end: int) -> bool:
    before = text[max(start - _LONGEST, 0) : start].split(" ")
    if len(before) < 2 or before[-1] or not before[-2]:
        return False
    word, after = before[-2], text[end : end + 2]
    if word[-1] in _ENDINGS or (word[0].isupper() and word[-1] not in ",;"):
        return False
    joins = after[:1].isalnum() or after[:1] in ("-", "_")
    return not joins and not (after[:1].isspace() and after[1:].isupper())


def _touches(covered: list[tuple[int, int]], at: int, start: int, end: int) -> bool:
    """Whether a name reaches into a range; ``at`` is where the range would stand."""
    reached = at > 0 and covered[at - 1][1] > start
    return reached or (at < len(covered) and covered[at][0] < end)


def _is_full(name: Named, parts: list[str]) -> bool:
    return name.kind is NameKind.PERSON and len(parts) > 1


def _is_within(text: str, start: int) -> bool:
    return _WITHIN.search(text, max(start - _REACH, 0), start) is not None
