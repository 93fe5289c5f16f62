"""Parts of one person's name that were labelled apart, or of which one was passed over.

``Jimmy Julius (Yosef) Karow`` has another given name in brackets, ``Antonia da Santa
Cruz`` a particle before what is a place elsewhere, and before ``Si-kun`` the family
name stands, which may look like any other word: ``You Si-kun``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

__all__ = ["GIVEN_IN_TWO", "Span", "joined"]

Span = tuple[int, int, str]
"""``(start, end, label)``: offsets into a text, and PER, LOC, ORG or MISC."""

_PARTICLES: Final = frozenset(
    (" da ", " das ", " dos ", " do ", " bin ", " bint ", " ibn ", " von ", " van ")
)
_LONGEST: Final = max(map(len, _PARTICLES))
_MOST_GIVEN: Final = 2
"""Given names before another one in brackets."""

GIVEN_IN_TWO: Final = re.compile(r"[A-Z][a-z]+-[a-z]+")
"""A Korean or Taiwanese given name, as no other is written."""

_WORD_BEFORE: Final = re.compile(r"(?<![.!?:“\"\n])[ \n]([A-Z][a-z]+) $")
_REACH: Final = 20
"""Characters before a given name in which the family name stands."""

_HONORIFIC: Final = re.compile(r"\((?:[A-Za-z]\.?){2,4}\)")
"""``(A.S.)``, ``(pbuh)``: a blessing behind a name."""


def joined(content: str, spans: Iterable[Span]) -> list[Span]:
    """Return spans in their order, the parts of a person's name as one.

    Args:
        content: the text.
        spans: of the text, in reading order, apart.
    """
    done: list[Span] = []
    for span in spans:
        start, end, label = span
        if label == "PER":
            if _is_blessing(content, done, span):
                continue
            span = _with_family_name(content, done, span)
        if done and done[-1][2] == "PER" and label in ("PER", "LOC"):
            begins = _begun(content, done, start)
            if begins is not None:
                span = (begins, end, "PER")
        done.append(span)
    return done


def _begun(content: str, done: list[Span], start: int) -> int | None:
    """Where the name begins that goes on here; its parts are taken from ``done``."""
    first, behind, _ = done[-1]
    if start - behind <= _LONGEST and content[behind:start] in _PARTICLES:
        done.pop()
        return first
    bracketed = content[behind:start] == ") " and content[first - 2 : first] == " ("
    if bracketed and len(done) > 1 and done[-2][1:] == (first - 2, "PER"):
        begins, behind, _ = done[-2]
        # of more words, pages that hide some of them ran two names together
        if content.count(" ", begins, behind) < _MOST_GIVEN:
            del done[-2:]
            return begins
    return None


def _with_family_name(content: str, done: list[Span], span: Span) -> Span:
    start, end, label = span
    if GIVEN_IN_TWO.fullmatch(content, start, end):
        before = _WORD_BEFORE.search(content, max(start - _REACH, 0), start)
        if before and not (done and done[-1][1] > before.start(1)):
            return before.start(1), end, label
    return span


def _is_blessing(content: str, done: list[Span], span: Span) -> bool:
    """Whether initials in brackets stand right behind a person's name."""
    start, end, _ = span
    if content[start - 1 : start] != "(" or not done or done[-1][2] != "PER":
        return False
    behind = content[done[-1][1] : start - 1]
    return not behind.strip() and bool(_HONORIFIC.match(content, start - 1, end + 2))
