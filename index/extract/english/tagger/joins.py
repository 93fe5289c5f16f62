"""Joins parts of one person's name that were labelled apart or partly missed.

``Jimmy Julius (Yosef) Karow`` has another given name in brackets, ``Gerardo “Tata”
Martino`` what he is called, ``Antonia da Santa Cruz`` a particle before what is a place
elsewhere. Initials without a dot belong to the name after them, and before ``Si-kun``
the family name stands, which may look like any other word: ``You Si-kun``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from ...tagger.language import Span
from ...tagger.short_names import GIVEN_IN_TWO

__all__ = ["join_spans"]

_PARTICLES: Final = frozenset(
    (" da ", " das ", " dos ", " do ", " bin ", " bint ", " ibn ", " von ", " van ")
)
_LONGEST: Final = max(map(len, _PARTICLES))
_MOST_GIVEN: Final = 2
"""Given names before another one in brackets."""

_QUOTES: Final = frozenset("\"”'’")
_NICKNAME: Final = re.compile(
    r" (?:[\"“][^\W\d_a-z][^\"“”\n]{1,24}[\"”]|['‘][^\W\d_a-z][^'‘’\n]{1,24}['’]) "
)
_LONGEST_NICKNAME: Final = 29
"""Characters, with both quotation marks and the spaces around them."""

_ENDS_IN_ARTICLE: Final = re.compile(r"(?:.*[ -])?[AaEe]l")
_INITIALS: Final = frozenset("BCDEFGHJKLMNOPQRSTUVWXYZ")
"""All but two that are words."""
_EXCELLENCY: Final = "H E "

_WORD_BEFORE: Final = re.compile(r"(?<![.!?:“\"\n])[ \n]([A-Z][a-z]+) $")
_REACH: Final = 20
"""Characters before a given name in which the family name is looked for."""

_HONORIFIC: Final = re.compile(r"\((?:[A-Za-z]\.?){2,4}\)")
"""``(A.S.)``, ``(pbuh)``: a blessing after a name."""


def join_spans(content: str, spans: Iterable[Span]) -> list[Span]:
    """Return spans in their order, each name of a person in one piece.

    Args:
        content: the text.
        spans: of the text, in reading order, apart.
    """
    done: list[Span] = []
    for span in spans:
        start, end, label = span
        is_person = label == "PER"
        if is_person and _is_blessing(content, done, span):
            continue
        begun = _begun(content, done, start, person=is_person) if done else None
        if begun is not None and (is_person or label == "LOC"):
            span = (done[begun][0], end, "PER")
            del done[begun:]
        elif is_person:
            span = (_first(content, start, end, done[-1][1] if done else 0), end, label)
        done.append(span)
    return done


def _begun(content: str, done: list[Span], start: int, *, person: bool) -> int | None:
    """Which earlier span begins the name that continues here.

    Args:
        done: the spans before, at least one.
        person: whether what goes on is labelled a person's name, too.
    """
    if person and content[start - 2 : start - 1] in _QUOTES:
        called = _called(content, done, start)
        if called is not None:
            return called
    first, stop, label = done[-1]
    if label != "PER":
        return None
    between = content[stop:start] if start - stop <= _LONGEST else ""
    if between in _PARTICLES or (person and _is_inside(content, done[-1], between)):
        return len(done) - 1
    bracketed = between == ") " and content[first - 2 : first] == " ("
    if bracketed and len(done) > 1 and done[-2][1:] == (first - 2, "PER"):
        begins, stop, _ = done[-2]
        # of more words, pages that hide some of them ran two names together
        if content.count(" ", begins, stop) < _MOST_GIVEN:
            return len(done) - 2
    return None


def _called(content: str, done: list[Span], start: int) -> int | None:
    """Which span is the given name, if a nickname stands between the two."""
    least = max(start - _LONGEST_NICKNAME, 0)
    nickname = next(
        (
            found
            for at in range(least, start - 3)
            if (found := _NICKNAME.match(content, at, start)) and found.end() == start
        ),
        None,
    )
    if nickname is None:
        return None
    for at in range(len(done) - 1, -1, -1):
        begins, stop, label = done[at]
        if stop < nickname.start():
            return None
        if label == "PER" and begins < nickname.start():
            return at
    return None


def _is_inside(content: str, held: Span, between: str) -> bool:
    """Whether a name continues after this: "Ahmad Al- Sabah", "Tovar y Tovar"."""
    if between in ("-", "- "):
        return _ENDS_IN_ARTICLE.fullmatch(content, held[0], held[1]) is not None
    return between == " y "


def _first(content: str, start: int, end: int, least: int) -> int:
    """Where a name begins whose first part was missed."""
    if content[start - 2 : start - 1] in _INITIALS:
        return _first_initial(content, start, least)
    if GIVEN_IN_TWO.fullmatch(content, start, end):
        before = _WORD_BEFORE.search(content, max(start - _REACH, least), start)
        if before:
            return before.start(1)
    return start


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


def _is_blessing(content: str, done: list[Span], span: Span) -> bool:
    """Whether initials in brackets stand right after a person's name."""
    start, end, _ = span
    if content[start - 1 : start] != "(" or not done or done[-1][2] != "PER":
        return False
    between = content[done[-1][1] : start - 1]
    return not between.strip() and bool(_HONORIFIC.match(content, start - 1, end + 2))
