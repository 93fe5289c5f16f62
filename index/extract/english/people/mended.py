"""Spans of persons that hold more than a name, as a web page ran texts together.

Hidden parts of pages leave such texts: "Robert Mueller Robert (Bob) Swan
MuellerSchiff: Trump acquittal …" is a name, the same man's full name from a tooltip
and the headline of another story.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from search.analysis.suffixes import SUFFIXES

from ....word_lists import list_key
from .given_names import given_name

__all__ = ["Piece", "mend_words", "nickname_after"]

Piece = tuple[int, str]
"""Where a word of a text begins, and the word."""

# "TrumpGOP", but not "McCain", "DeVos", "MacArthur" or "VanDyke"
_JOINT: Final = re.compile(
    r"(?!Mac|Fitz|Van|Von|Del|Des|Dos|Abu|San)[A-ZÀ-Þ][\w'’-]*?[a-zß-ÿ]{2}(?=[A-Z])"
)
_NICKNAME_AFTER: Final = re.compile(r"\s\(([A-Z][a-z]+)\)")


def nickname_after(content: str, end: int) -> str:
    """Return the nickname in brackets right after a span, folded, or ""."""
    if content[end + 1 : end + 2] != "(":
        return ""
    after = _NICKNAME_AFTER.match(content, end)
    return list_key(after[1]) if after is not None else ""


def mend_words(words: Sequence[Piece], nickname: str = "") -> list[Piece]:
    """Return the words of a span without those that belong to another name.

    Args:
        words: the words of the span.
        nickname: what ``nickname_after`` says of it.
    """
    kept = list(words)
    for at, (start, word) in enumerate(kept):
        if word[1:].islower() or word.isupper() or (not at and len(kept) > 1):
            continue
        joint = _JOINT.match(word)
        if joint is not None:
            kept = [*kept[:at], (start, joint[0])]
            break
    if len(kept) < 3:
        return kept
    keys = [list_key(word) for _, word in kept]
    if keys[0] in keys[1:]:
        again = keys.index(keys[0], 1)
        if again == len(keys) - 1 and given_name(keys[0]) < 1:
            return kept[1:]  # "Trump Donald John Trump"
        return kept[:again]  # "Robert Mueller Robert"
    if keys[-1] in keys[1:-1]:  # "Donald Trump Jr. Ivanka Trump"
        first = keys.index(keys[-1]) + 1
        return kept[: first + (keys[first] in SUFFIXES)]
    if nickname and nickname == keys[0]:
        return kept[:-1]  # "Mitch McConnell Addison (Mitch) Mitchell McConnell"
    return kept
