"""Spans of people as they are written: with the suffix after a comma, or for two.

"Robert F. Kennedy, Jr., the lawyer" is one name; "Bill and Hillary Clinton" names two
people, of whom the first has the last name of the second.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Final

from search.model.article import Mention

from ....word_lists import list_key
from ...people.candidates import PersonCandidate
from ...spans import NamedSpan, NameKind
from ...texts import ArticleText
from ..gazetteer import gazetteer
from .given_names import given_name
from .titles import gender_of

__all__ = ["joint_names", "with_suffixes"]

_SUFFIX_AFTER: Final = re.compile(
    r",?\s(?:(?:J[Nn]?[Rr]|S[Nn]?[Rr])\b\.?|I{2,3}\b|IV\b)"
    r"|\s(?:Junior|Senior)\b(?![\s-][A-Z]|-)"
)
"""What may follow the words of a name and belongs to it."""

JOINED: Final = re.compile(r"(?:^|(\S+)\s|[(“\"])([A-Z][a-z]+) (?:and|&) $")
REACH: Final = 40
"""Characters in front of a name in which the one joined to it is looked for."""


def with_suffixes(spans: Iterable[NamedSpan], content: str) -> list[NamedSpan]:
    """Return the spans of a text with "Jr." after a comma taken into a full name."""
    extended: list[NamedSpan] = []
    for span in spans:
        if extended and span.start < extended[-1].end:
            continue  # the tagger took "Jr." for a name of its own
        if span.kind is NameKind.PERSON and " " in content[span.start : span.end]:
            after = _SUFFIX_AFTER.match(content, span.end)
            if after is not None:
                span = span._replace(end=after.end())
        extended.append(span)
    return extended


def joint_names(
    texts: Sequence[ArticleText], found: Sequence[PersonCandidate]
) -> list[PersonCandidate]:
    """Return the mentions with the first of two given the last name of the second.

    A given name that is somebody else's in the article, or stands alone for itself
    elsewhere ("Harry and Meghan Markle"), gets none.
    """
    contents = {text.field: text.content for text in texts}
    at = {(c.mention.field, c.mention.start): c for c in found}
    full = [c for c in found if len(c.keys) > 1]
    named = {(c.keys[0], c.keys[-1]) for c in full}
    others = {word for c in full for word in c.keys}
    alone = Counter(c.keys[0] for c in found if len(c.keys) == 1)
    joint = {id(candidate): candidate for candidate in found}
    added = []
    for other in full:
        first = _first_of_two(contents[other.mention.field], other)
        if first is None:
            continue
        mention, key = first
        held = at.get((mention.field, mention.start))
        told = (key, other.keys[-1]) in named
        if not told and (
            key in others or alone[key] > (held is not None) or _is_place(key)
        ):
            continue
        if held is None:
            added.append(_named_like(other, mention, key))
        elif len(held.keys) == 1:
            joint[id(held)] = _named_like(other, mention, key)
    return [*joint.values(), *added]


def _first_of_two(content: str, other: PersonCandidate) -> tuple[Mention, str] | None:
    """The lone given name joined to a full one on its left, and its key."""
    start = other.mention.start
    match = JOINED.search(content, max(0, start - REACH), start)
    if match is None or not given_name(other.keys[0]):
        return None
    before, key = match[1] or "", list_key(match[2])
    if not given_name(key) or (before[:1].isupper() and before.isalpha()):
        return None  # "Barbara Jordan and Mary Smith"
    return Mention(other.mention.field, match.start(2), match.end(2), match[2]), key


def _is_place(key: str) -> bool:
    """Whether a given name is rather a place: "Georgia and Stacey Brown"."""
    return any(entry.sure for entry in gazetteer().names.get(key, ()))


def _named_like(other: PersonCandidate, mention: Mention, key: str) -> PersonCandidate:
    """The mention of a given name, with the last name of another."""
    return PersonCandidate(
        mention,
        f"{mention.text} {other.name.removesuffix(' Jr.').split()[-1]}",
        (key, other.keys[-1]),
        gender=gender_of("", key),
    )
