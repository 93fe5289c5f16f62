"""The title right before a name: "Secretary of State" Mike Pompeo.

A title is a chain of words next to each other, the last one next to the name. It
is read backwards from the name and given in one form, however it is written:
"Sen.", "senator" and "Senator" differ only as words do.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache, lru_cache
from typing import Final, NamedTuple

from ..words import vocabulary, word_list

__all__ = ["FEMALE", "MALE", "NO_TITLE", "Title", "gender_of", "title_before"]

FEMALE: Final = "female"
MALE: Final = "male"

_WINDOW: Final = 60
"""Characters looked back for a title, at most."""

_BLANK: Final = re.compile(r"[\s/]+")
_BREAKS: Final = re.compile(r'[("“‘—–/]')
_LAST: Final = 24
"""Characters the last word before a name has, at most."""


class Title(NamedTuple):
    """What stands before a name.

    Attributes:
        text: the title, "" where there is none.
        start: the offset of its last word, where a name that keeps its title
            ("Pope Francis") begins.
        last: that word, folded.
    """

    text: str
    start: int
    last: str


NO_TITLE: Final = Title("", 0, "")


def title_before(content: str, start: int) -> Title:
    """Return the title that ends right before an offset of a text."""
    end = start
    while end and content[end - 1] in " \n":
        end -= 1
    if end == start or start - end > 2:
        return NO_TITLE
    last = _last_word(content, end)
    key = _folded(last)
    if key not in word_list("titles.txt") and key not in vocabulary("offices"):
        return NO_TITLE
    comma = last.endswith(",")
    if comma and not last.islower():
        return NO_TITLE  # "Smith, Jones" and "President, Trump"
    if last.endswith(".") and key not in vocabulary("short_titles"):
        return NO_TITLE  # "He met the general. Trump left."
    chain = _chain(content, end)
    if not chain:
        return NO_TITLE
    return Title(" ".join(map(_written, chain)), end - len(last), "" if comma else key)


def _last_word(content: str, end: int) -> str:
    piece = content[max(0, end - _LAST) : end].split()
    word = piece[-1] if piece else ""
    return word if word.isalpha() else _BREAKS.split(word)[-1]


@lru_cache(maxsize=20_000)
def _folded(word: str) -> str:
    return word.strip(".,").replace(".", "").lower()


def _chain(content: str, end: int) -> list[str]:
    """The words of the title that ends at an offset, in order."""
    words = _BLANK.split(content[max(0, end - _WINDOW) : end])
    chain: list[str] = []
    kept = 0
    links = vocabulary("title_links")
    for word in reversed(words):
        bare = word.strip('("“‘,')
        key = _folded(bare)
        if (
            chain
            and word.endswith((",", "."))
            and key not in vocabulary("short_titles")
        ):
            break
        if key in word_list("titles.txt"):
            chain.append(bare)
            kept = len(chain)
        elif key in vocabulary("offices"):
            chain.append(bare)
            if key in vocabulary("leading_offices"):
                kept = len(chain)
        elif chain and key in links:
            chain.append(bare)
        else:
            break
    return chain[:kept][::-1]


@lru_cache(maxsize=10_000)
def _written(word: str) -> str:
    bare = word.strip(".,")
    key = bare.lower()
    if key in vocabulary("title_links"):
        return key
    return (
        bare
        if bare.isupper() and len(bare) < 4
        else "-".join(part.capitalize() for part in bare.split("-"))
    )


@lru_cache(maxsize=10_000)
def gender_of(title: str, given: str) -> str:
    """Return the sex a title or a given name tells, or ""."""
    words = title.lower().split()
    for gender in (FEMALE, MALE):
        if not vocabulary(f"{gender}_titles").isdisjoint(words):
            return gender
    return _given_names().get(given, "")


@cache
def _given_names() -> Mapping[str, str]:
    from ..words import data_lines

    table: dict[str, str] = {}
    gender = ""
    for line in data_lines("gender.txt"):
        head, colon, rest = line.partition(": ")
        gender = head if colon else gender
        table.update(dict.fromkeys((rest if colon else line).split(), gender))
    return table
