"""What speaks for a sequence of capitalised words being a person's name.

Every occurrence of the same words in an article adds to one heap: a title
before it, "said" behind it, an age, an apposition. The words themselves add a
given name in front, initials, particles and family endings. A given name or a
title is enough; without them it takes two lesser signs. The points were set
by hand, the limit by trying three on an annotated newswire.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Final

from .segments import Segment
from .words import Word, vocabulary, word_list

__all__ = ["Evidence", "family_first", "given_name", "name_keys"]

_SAYS: Final = (
    "said|says|told|added|adds|wrote|tweeted|asked|argued|explained|recalled|noted|"
    "warned|insisted|testified|replied|acknowledged|declined|admitted|announced|"
    "claimed|vowed|denied|tells|writes|argues|thinks|believes|who|whose"
)
_SAY_WORDS: Final = frozenset(_SAYS.split("|"))
_BEHIND = re.compile(rf",? (?:has |had |also |later )?(?:{_SAYS})\b")
_AGE = re.compile(r"(?:, (?:aged? )?| \()(?:1[0-9]|[2-9][0-9])\s?[,.;)]")
_APPOSITION = re.compile(r", (?:the|a|an|who|whose|then|his|her|now|president)\b")
_ENOUGH: Final = 1.5


@dataclass(slots=True)
class Evidence:
    """The heap of one sequence of words in one article."""

    inner: float
    titled: bool = False
    says: bool = False
    age: bool = False
    apposition: bool = False
    seen: int = 0
    articled: int = 0

    @classmethod
    def of_words(cls, segment: Segment, keys: tuple[str, ...]) -> Evidence:
        """Begin a heap with what the words themselves say."""
        score = _front_score(keys)
        if any(len(key) == 1 for key in keys[:-1]):
            score += 1
        if segment.linked or any(w.key[:3] in ("al-", "el-") for w in segment.words):
            score += 1
        if keys[-1].endswith(_family_endings()) or keys[-1][:2] in ("mc", "o'"):
            score += 0.5
        if segment.words[-1].text.lower() in segment.text.lower:
            score -= 1
        if len(keys) >= 4 and not segment.linked:
            score -= 1
        if len(keys[-1]) == 1:
            score -= 1
        return cls(score)

    def add(self, segment: Segment) -> None:
        """Add what stands around one occurrence."""
        content, end = segment.text.content, segment.words[-1].end
        before = segment.text.before(segment.words[0].start)
        self.seen += 1
        self.titled = self.titled or segment.titled
        self.articled += before.lower() in vocabulary("articles")
        self.says = (
            self.says or before in _SAY_WORDS or _BEHIND.match(content, end) is not None
        )
        self.age = self.age or _AGE.match(content, end) is not None
        self.apposition = self.apposition or _APPOSITION.match(content, end) is not None

    def suffices(self, has_short_form: bool) -> bool:
        """Whether it makes a person; a later bare last name counts too."""
        score = self.inner + 2 * self.titled + self.says + 2 * self.age
        score += self.apposition + has_short_form
        if 2 * self.articled > self.seen:  # "the White House" is no person
            score -= 2
        return score >= _ENOUGH


def _front_score(keys: tuple[str, ...]) -> float:
    """Points for a given name, or a family name that comes first."""
    family = word_list("east_asian_surnames.txt")
    score = 2.0 * given_name(keys[0])
    if not score:
        score = 2.0 * given_name(keys[0].partition("-")[0])
    if score < 2 and any(given_name(key) == 1 for key in keys[1:]):
        score += 1
    if len(keys) <= 3 and keys[0] in family:
        score += 2
    elif len(keys) <= 3 and keys[0] + "?" in family:
        score += 0.5
    return score


def given_name(key: str) -> float:
    """How surely a folded word is a given name: 1, 0.5 ("Rose") or 0."""
    given = word_list("first_names.txt")
    return 1.0 if key in given else 0.5 if key + "?" in given else 0.0


def family_first(keys: tuple[str, ...]) -> bool:
    """Whether a name begins with the family name: "Xi Jinping", "Kim Jong Un"."""
    family = word_list("east_asian_surnames.txt")
    if not 1 < len(keys) <= 3 or keys[-1] in family:
        return False
    if keys[0] in family:
        return True
    korean = "-" in keys[-1] or len(keys) == 3
    return keys[0] + "?" in family and korean and given_name(keys[1]) < 1


def name_keys(words: tuple[Word, ...]) -> tuple[str, ...]:
    """The folded words of a name, without "Jr."; "al-Sistani" is "sistani"."""
    keys = tuple(_without_article(word.key) for word in words)
    return keys[:-1] if keys[-1] in vocabulary("suffixes") else keys


def _without_article(key: str) -> str:
    return key[3:] if key[:3] in ("al-", "el-") and len(key) > 5 else key


@cache
def _family_endings() -> tuple[str, ...]:
    return tuple(vocabulary("family_endings"))
