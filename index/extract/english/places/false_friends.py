"""Names of places that surely mean no place here, whatever a tagger says of them.

"India ink", "US$10", Thanksgiving turkey, English as a language, "Oh, OK".
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import Final

from ....word_lists import list_key
from ...gazetteer.gazetteer import Level
from ...spans import NameKind
from ...texts import Gap
from ..words import vocabulary
from .candidate import PlaceCandidate

__all__ = ["is_false_friend"]

_STUDIES_BEFORE: Final = re.compile(
    r"\b(?:(?:students?|studied|studies|study|studying|professors?|teach(?:es|ing)?"
    r"|taught|lectur(?:ed|er|es|ing)|undergraduates?|classes|scholars?|fellows?"
    r"|enrolled|Ph\.?D\.?|degrees?|historian|sociologist|economist|dean) at"
    r"|(?:graduat(?:ed|e|es|ing)|degrees?|dropped out|diploma|doctorate) (?:from|of)"
    r"|expelled from)\s$",
    re.IGNORECASE,
)
_STUDIES_AFTER: Final = re.compile(
    r"(?:['’]s)?\s(?:students?|professors?|undergraduates?|alumn\w+|campus|graduates?"
    r"|sociologist|economist|historian|faculty|dean|president|law|journalism|dorm\w*)\b"
)
_REACH: Final = 24
"""Characters before a name that are looked at."""


def is_false_friend(candidate: PlaceCandidate, keys: frozenset[str]) -> bool:
    """Return whether a candidate is no place.

    Args:
        keys: the capitalised words of the article, folded.
    """
    content, end = candidate.text.content, candidate.end
    first = candidate.entries[0]
    if content[end : end + 2].strip()[:1] == "$":
        return True  # "US$ 10"
    match first.level:
        case Level.COUNTRY:
            after = content[end + 1 : end + 12].partition(" ")[0]
            if after.rstrip(".,;") in vocabulary("country_things"):
                return True  # "India ink"
            return first.name == "Turkey" and _is_dinner(candidate, keys)
        case Level.DEMONYM:
            return _is_language(candidate) or _is_people(candidate)
        case Level.STATE:
            return (
                candidate.key in vocabulary("word_codes")
                and content[candidate.start : end].isupper()
                and not candidate.vouched
                and not _is_told(candidate)
            )
        case Level.REGION | Level.CITY:
            return candidate.within is None and _is_school(candidate, keys)


def _is_school(candidate: PlaceCandidate, keys: frozenset[str]) -> bool:
    """Whether a university is meant: "studied at Columbia", "a Columbia student"."""
    content, start, end = candidate.text.content, candidate.start, candidate.end
    if _STUDIES_BEFORE.search(content, max(0, start - _REACH), start):
        return True
    if candidate.key not in vocabulary("schools"):
        return False
    if candidate.led:  # "in Columbia" is the town
        return candidate.text.before(start) == "at"
    return "university" in keys or _STUDIES_AFTER.match(content, end) is not None


def _is_people(candidate: PlaceCandidate) -> bool:
    """Whether it is the name of a people and of no country: "Asian American"."""
    first = candidate.entries[0]
    one = candidate.key.replace("-", " ").removesuffix("s")
    return first.country is None and one == list_key(first.name)


def _is_told(candidate: PlaceCandidate) -> bool:
    """Whether the tagger calls it a place."""
    return candidate.span is not None and candidate.span.kind is NameKind.PLACE


def _is_dinner(candidate: PlaceCandidate, keys: frozenset[str]) -> bool:
    """Whether a turkey is meant; where a tagger says it is a place, the words next to
    it decide."""
    dinner = vocabulary("turkey_dinner")
    if _is_told(candidate):
        words = candidate.text.words[max(0, candidate.first - 1) : candidate.last + 2]
        return any(
            left.key in dinner or right.key in dinner
            for left, right in pairwise(words)
            if right.gap == Gap.SPACE
        )
    return bool(keys & dinner) and not keys & vocabulary("turkey_country")


def _is_language(candidate: PlaceCandidate) -> bool:
    """Whether "English" is the language: "in English", "English-speaking"."""
    after = candidate.text.content[candidate.end : candidate.end + 10]
    if after.startswith((" language", "-language", "-speaking", " speaker")):
        return True
    before = candidate.text.before(candidate.start)
    return before in vocabulary("language_verbs") or (
        before in ("in", "into", "from") and after[:1] in (".", ",", ";")
    )
