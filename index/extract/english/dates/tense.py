"""Whether a date lies before or after the day it is counted from.

"said Friday" is the last Friday, "will meet Friday" the next. The verb of a date is
mostly shortly before it; if there is none, it is after it.
"""

from __future__ import annotations

import re
from typing import Final

from ..words import vocabulary

__all__ = ["FUTURE", "PAST", "UNKNOWN", "tense"]

PAST: Final = -1
UNKNOWN: Final = 0
FUTURE: Final = 1

_TOKEN = re.compile(r"[A-Za-z'’]+|[.!?;\n]+")
_FAR: Final = 110
"""Characters looked at on each side."""


def tense(content: str, start: int, end: int, outings: bool = True) -> int:
    """Return whether the words around ``[start, end)`` put it in the past or future.

    Args:
        outings: whether "visits Rome Friday" says that it is ahead, or may be said of
            a photograph.
    """
    left = [m[0].lower() for m in _TOKEN.finditer(content, max(0, start - _FAR), start)]
    words: list[str] = []
    for at in range(len(left) - 1, -1, -1):
        if _ends(left, at):
            break
        words.append(left[at])
    if (found := _leftwards(words, outings)) is not UNKNOWN:
        return found
    right = [m[0].lower() for m in _TOKEN.finditer(content, end, end + _FAR)]
    for at, word in enumerate(right):
        if at and _ends(right, at):
            break
        if word in vocabulary("future_cues") or word.endswith(("'ll", "’ll")):
            return FUTURE
        if word in vocabulary("past_auxiliaries"):
            return PAST
        if word in vocabulary("past_verbs") or _is_past(word):
            return PAST
    return UNKNOWN


def _ends(tokens: list[str], at: int) -> bool:
    """Whether a token ends a sentence; the dot of an abbreviation does not."""
    token = tokens[at]
    if token[0] not in ".!?;\n":
        return False
    if token == "\n":  # a line break is one only if it is a paragraph's
        return False
    before = tokens[at - 1] if at else ""
    return not (token == "." and (len(before) <= 3 or before in _abbreviations()))


def _abbreviations() -> frozenset[str]:
    return vocabulary("abbreviations") | vocabulary("company_abbreviations")


def _leftwards(words: list[str], outings: bool) -> int:
    """What words say, the nearest to the date first."""
    for at, word in enumerate(words):
        if _is_scheduled(words, at, outings):
            return FUTURE
        if word in vocabulary("future_cues") or word.endswith(("'ll", "’ll")):
            return FUTURE
        ahead = words[at + 1] if at + 1 < len(words) else ""
        leads_on = at and words[at - 1] in ("to", "for")
        if word in vocabulary("plan_verbs") or (
            leads_on and word in vocabulary("plans_to")
        ):
            # "is scheduled to", but "had been scheduled to"
            further = words[at + 1 : at + 4]
            been = {"was", "were", "had"}.intersection(further)
            return PAST if been else FUTURE
        if word in vocabulary("plans_to") and ahead in ("is", "are"):
            return FUTURE
        if word == "to" and ahead in ("is", "are"):
            return FUTURE
        if word in vocabulary("past_auxiliaries"):
            return PAST
        if ahead in vocabulary("before_adjectives"):
            continue
        if word in vocabulary("past_verbs") or _is_past(word):
            return PAST
    return UNKNOWN


def _is_past(word: str) -> bool:
    return word.endswith("ed") and len(word) > 4 and word not in vocabulary("not_past")


_CLOSE: Final = 6
"""Words between a verb of a programme and its day."""

_DATED: Final = frozenset(
    ["on", "this", "next", "due", "now", "at", "noon", "midnight", "out"]
)
_NOT_SUBJECTS: Final = frozenset(["it", "today", "tomorrow", "this", "that", "there"])
_RELATIVES: Final = frozenset(["who", "that", "which", "they", "we", "people", "you"])
_DETERMINERS: Final = frozenset(["the", "a", "of", "and", "their", "all", "its", "his"])
_BREAKS: Final = frozenset(["after", "since", "following", "from", "as", "of", "that"])


def _is_scheduled(words: list[str], at: int, outings: bool) -> bool:
    """Whether a verb in the present tense announces the date: "the film opens Friday".

    "The film opens Friday", "the polls open on Sunday", "the deadline is Friday".
    """
    if at > _CLOSE or _BREAKS.intersection(words[:at]):
        return False
    word = words[at]
    subject = words[at + 1] if at + 1 < len(words) else ""
    if word in ("is", "are"):
        return _DATED.issuperset(words[:at]) and subject not in _NOT_SUBJECTS
    if not outings and not {"effect", "polls"}.intersection(words[:at]):
        return word in vocabulary("schedule_verbs")
    if word in vocabulary("schedule_verbs") or word in vocabulary("outing_verbs"):
        return subject not in _DETERMINERS
    if word in vocabulary("schedule_plurals"):
        return subject in _RELATIVES or _is_plural(subject)
    return word in vocabulary("schedule_gerunds") and subject in ("is", "are", "am")


def _is_plural(word: str) -> bool:
    """Whether a word looks like a plural: "voters", not "mayor's" or "news"."""
    return len(word) > 4 and word[-1] == "s" and word[-2] not in "'’s"
