"""Names of places that surely mean none, whatever a tagger says of them.

"India ink", "US$10", Thanksgiving turkey, English as a language, "Oh, OK".
"""

from __future__ import annotations

from itertools import pairwise

from ....word_lists import list_key
from ...gazetteer.gazetteer import Level
from ...spans import NameKind
from ...texts import Gap
from ..words import vocabulary
from .candidate import Find

__all__ = ["is_trap"]


def is_trap(find: Find, keys: frozenset[str]) -> bool:
    """Whether a find is no place.

    Args:
        keys: the capitalised words of the article, folded.
    """
    content, end = find.text.content, find.end
    first = find.entries[0]
    if content[end : end + 2].strip()[:1] == "$":
        return True  # "US$ 10"
    match first.level:
        case Level.COUNTRY:
            behind = content[end + 1 : end + 12].partition(" ")[0]
            if behind.rstrip(".,;") in vocabulary("country_things"):
                return True  # "India ink"
            return first.name == "Turkey" and _is_dinner(find, keys)
        case Level.DEMONYM:
            return _is_language(find) or _is_people(find)
        case Level.STATE:
            return (
                find.key in vocabulary("word_codes")
                and content[find.start : end].isupper()
                and not find.vouched
                and not _is_told(find)
            )
        case Level.REGION | Level.CITY:
            return False


def _is_people(find: Find) -> bool:
    """Whether a people of no country has this name, and no place: "Asian American"."""
    first = find.entries[0]
    one = find.key.replace("-", " ").removesuffix("s")
    return first.country is None and one == list_key(first.name)


def _is_told(find: Find) -> bool:
    """Whether the tagger calls it a place."""
    return find.span is not None and find.span.kind is NameKind.PLACE


def _is_dinner(find: Find, keys: frozenset[str]) -> bool:
    """Whether a turkey is meant; of what is told a place, by the words beside it."""
    dinner = vocabulary("turkey_dinner")
    if _is_told(find):
        words = find.text.words[max(0, find.first - 1) : find.last + 2]
        return any(
            left.key in dinner or right.key in dinner
            for left, right in pairwise(words)
            if right.gap == Gap.SPACE
        )
    return bool(keys & dinner) and not keys & vocabulary("turkey_country")


def _is_language(find: Find) -> bool:
    """Whether "English" is the language: "in English", "English-speaking"."""
    behind = find.text.content[find.end : find.end + 10]
    if behind.startswith((" language", "-language", "-speaking", " speaker")):
        return True
    before = find.text.before(find.start)
    return before in vocabulary("language_verbs") or (
        before in ("in", "into", "from") and behind[:1] in (".", ",", ";")
    )
