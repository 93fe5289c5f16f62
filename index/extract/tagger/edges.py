"""Where a name begins and ends, whatever the network left on it or cut it into.

Titles, "'s" and "-led" belong to no name. Initials without a dot do, and what someone
is called, in quotation marks between given and family name: Gerardo “Tata” Martino.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import Final

from ..words import vocabulary
from .joins import Span

__all__ = ["trimmed", "whole"]

_QUOTE: Final = re.compile(r" [\"'“‘]")
_NICKNAME: Final = re.compile(
    r" (?:[\"“][^\W\d_a-z][^\"“”\n]{1,24}[\"”]|['‘][^\W\d_a-z][^'‘’\n]{1,24}['’]) "
)
_ENDS_IN_ARTICLE: Final = re.compile(r"(?:.*[ -])?[AaEe]l")
_INITIALS: Final = frozenset("BCDEFGHJKLMNOPQRSTUVWXYZ")
"""All but two that are words."""
_EXCELLENCY: Final = "H E "
_ENDINGS: Final = ("'s", "’s", "'", "’")


def whole(content: str, spans: Iterable[Span]) -> list[Span]:
    """Return spans in their order, each name of a person in one piece.

    Args:
        content: the text.
        spans: of the text, in reading order.
    """
    joined: list[Span] = []
    given, family_start = 0, -1
    for span in spans:
        start, end, label = span
        if label == "PER":
            if start == family_start:
                span = (joined[given][0], end, label)
                del joined[given:]
            elif joined and _goes_on(content, joined[-1], start):
                span = (joined.pop()[0], end, label)
            elif content[start - 2 : start - 1] in _INITIALS:
                least = joined[-1][1] if joined else 0
                span = (_first_initial(content, start, least), end, label)
            quote = _QUOTE.search(content, start, end + 2)
            nickname = _NICKNAME.match(content, quote.start()) if quote else None
            if nickname is not None and nickname.end() > end:
                given, family_start = len(joined), nickname.end()
        joined.append(span)
    return joined


def _goes_on(content: str, held: Span, start: int) -> bool:
    """Whether a name goes on at an offset: "Ahmad Al- Sabah", "Tovar y Tovar"."""
    if held[2] != "PER" or start - held[1] > 3:
        return False
    between = content[held[1] : start]
    article = _ENDS_IN_ARTICLE.fullmatch(content, held[0], held[1])
    return between == " y " or (between in ("-", "- ") and article is not None)


def _first_initial(content: str, start: int, least: int) -> int:
    """Where the initials before a name begin: "D K Shivakumar"."""
    at = start
    while (
        at - 2 >= least
        and content[at - 1] == " "
        and content[at - 2] in _INITIALS
        and (at == 2 or content[at - 3].isspace())
    ):
        at -= 2
    return start if content[at:start] == _EXCELLENCY else at


def trimmed(content: str, span: Span) -> Span:
    """Return a span without what belongs to no name; it may be empty then."""
    start, end, label = span
    lead, tail = _superfluous(content[start:end], label)
    return start + lead, end - tail, label


@lru_cache(maxsize=65536)
def _superfluous(name: str, label: str) -> tuple[int, int]:
    """How much at either end belongs to no name: "Mr.", "'s", "-led"."""
    if name.isalpha():  # as most are
        return 0, 0
    start, end = 0, len(name)
    for ending in _ENDINGS:
        if name.endswith(ending):
            end -= len(ending)
            break
    if "-" in name:
        head, hyphen, tail = name[:end].rpartition("-")
        if hyphen and tail in vocabulary("tails"):
            end = len(head)
    if label == "PER":
        start = _behind_titles(name[:end])
        if end - start == 2 and name[end - 1] == ".":  # "Y." is somebody called Y
            end -= 1
    return start, len(name) - end


def _behind_titles(name: str) -> int:
    start = 0
    while True:
        first, space, _ = name[start:].partition(" ")
        if not space or first.rstrip(".").lower() not in vocabulary("before_names"):
            return start
        start += len(first) + 1
