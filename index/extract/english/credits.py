"""Credit lines: who wrote, edited and helped, and from where, which is not the story.

"(Reporting by Lee Marks in Nairobi; Editing by Kim Stone)" under a story of Springdale
names nobody it is about, and no country either.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Final

from search.model.article import TextField

from ..spans import NamedSpan
from ..toponyms import Toponym

__all__ = ["Credits"]

_ROLE: Final = (
    r"(?:(?:[Aa]dditional|[Ff]urther|[Oo]ther)\s)?"
    r"(?:[Rr]eport(?:ing|ed)|[Ww]rit(?:ing|ten)|[Ee]dit(?:ing|ed)|[Cc]ompiled|[Tt]ranslated"
    r"|[Tt]ranslation|[Gg]raphics?|[Pp]hoto(?:graph)?s?|[Pp]hotography|[Vv]ideo"
    r"|[Pp]roduc(?:ed|tion)|[Rr]esearch|[Ww]ords)"
)
_HEAD: Final = (
    rf"{_ROLE}(?:(?:,\s|\s(?:and|&)\s|,\sand\s){_ROLE}){{0,3}}(?:\s(?:by|from)\s|:\s(?=[A-Z]))"
    r"|[Ww]ith\s(?:(?:additional\s)?reporting|files|contributions|assistance)\s"
    r"(?:by|from)\s"
)
_BRACKETED: Final = re.compile(rf"[(\[]\s?(?:{_HEAD})[^()\[\]\n]{{1,600}}[)\]]?")
_LINE: Final = re.compile(
    rf"^[ \t]*(?:[-–—•⦁*_]+[ \t]*)?(?:{_HEAD})[^\n]{{1,400}}$", re.MULTILINE
)
_HELPED: Final = re.compile(
    r"\bcontributed\s(?:to\sthis\s(?:report|story|article|dispatch|post)"
    r"|(?:additional\s)?reporting)\b|\b[A-Z][\w’'.-]+\s(?:also\s)?reported\sfrom\s[A-Z]"
)
_CONTACT: Final = re.compile(
    r"^(?:Follow|Contact|Email|Reach)\s[^\n]{0,80}(?:\bTwitter\b|@)[^\n]{0,160}$",
    re.MULTILINE,
)
_TO_CONTACT: Final = re.compile(
    r"^To contact the (?:reporter|editor|author|writer|staff)[^\n]{0,800}$",
    re.MULTILINE,
)
_END: Final = 1500
"""Characters at the end of a text in which sentences may be credits."""

_SHORT_LINE: Final = 300
"""Characters of a line that holds credits alone."""


class Credits:
    """The stretches of a body that are credit lines, to leave names in them out."""

    def __init__(self, body: str) -> None:
        found = [match.span() for match in _BRACKETED.finditer(body)]
        found += [match.span() for match in _LINE.finditer(body)]
        left = body.rfind("\n", 0, max(0, len(body) - _END)) + 1
        found += [match.span() for match in _CONTACT.finditer(body, left)]
        found += [match.span() for match in _TO_CONTACT.finditer(body, left)]
        found += [
            _sentence_around(body, match.start(), match.end())
            for match in _HELPED.finditer(body, left)
        ]
        self._spans = tuple(found)

    def without(self, names: Sequence[NamedSpan]) -> Sequence[NamedSpan]:
        """Return the names that stand in none of them."""
        if not self._spans:
            return names
        return [one for one in names if not self._hold(one.field, one.start)]

    def outside(self, toponyms: Iterable[Toponym]) -> list[Toponym]:
        """Return the names of places that stand in none of them."""
        if not self._spans:
            return list(toponyms)
        return [one for one in toponyms if not self._hold(one.text.field, one.start)]

    def _hold(self, field: TextField, start: int) -> bool:
        return field is TextField.BODY and any(
            first <= start < end for first, end in self._spans
        )


def _sentence_around(body: str, start: int, end: int) -> tuple[int, int]:
    """The line that holds a stretch, or in a long one its sentence."""
    line = body.rfind("\n", 0, start) + 1
    after = body.find("\n", end)
    after = len(body) if after < 0 else after
    if after - line <= _SHORT_LINE:
        return line, after
    first = start
    while (first := body.rfind(". ", line, first)) >= 0:
        if not body[first - 1].isupper():  # not the dot of "Thomas D. Marlow"
            break
    stop = body.find(". ", end, after)
    return max(first + 2, line), after if stop < 0 else stop
