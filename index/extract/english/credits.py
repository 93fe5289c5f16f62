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
    r"[Rr]eporting(?:\sfor\s[^:\n]{1,40}?)?\sfrom\s[^:\n]{1,40}:\s(?=[A-Z])"
    rf"|{_ROLE}(?:(?:,\s|\s(?:and|&)\s|,\sand\s){_ROLE}){{0,3}}(?:\s(?:by|from):?\s|:\s(?=[A-Z]))"
    r"|[Ww]ith\s(?:(?:additional\s)?reporting|files|contributions|assistance)\s"
    r"(?:by|from)\s"
)
_BRACKETED: Final = re.compile(rf"[(\[]\s?(?:{_HEAD})[^()\[\]\n]{{1,600}}[)\]]?")
_LINE: Final = re.compile(
    rf"^[ \t]*(?:[-–—•⦁*_]+[ \t]*)?(?:{_HEAD})[^\n]{{1,400}}$", re.MULTILINE
)
_NAME: Final = r"[A-Z][\w’'.-]*(?:\s(?:de|van|von|bin|al|[A-Z][\w’'.-]*)){1,3}"
_PLACED: Final = rf"{_NAME}(?:,?\sin\s[A-Z][\w’'. -]{{1,40}}?)?"
_MASTHEAD: Final = re.compile(
    r"^[ \t]*(?:Editors?|Reporters?|Writers?|Producers?|Photographers?|Translators?)"
    rf":\s?{_PLACED}(?:(?:,\s|;\s|,?\sand\s){_PLACED}){{0,4}}\.?$"
    rf"|^[-–—]+\s?(?:By\s)?{_NAME}(?:(?:,\s|,?\sand\s){_NAME}){{0,2}}"
    r"(?:,?\sin\s[A-Z][^\n]{1,60}|,\s[A-Z][\w’'.-]{2,30}(?:,?\s[A-Z][\w.]{1,20}){0,2})$"
    rf"|^\({_PLACED},?\s(?:with|and)\s{_PLACED}\)\.?$",
    re.MULTILINE,
)
"""Lines of names: "Editor: Ann Lee", "- Ann Lee in Nairobi", "— Ann Lee, Oslo"."""
_ABOUT_AUTHOR: Final = re.compile(
    rf"^{_NAME}(?:\sand\s{_NAME})?\s(?:(?:is|are)\s(?:an?\s|the\s)?(?:[\w’'-]+\s){{0,5}}"
    r"(?:staff\s(?:writers?|reporters?)|columnists?\s(?:for|at)"
    r"|contributing\s(?:writers?|editors?|columnists?)|correspondents?\s(?:for|at|based)"
    r"|reporters?\s(?:for|at|based|covering)|freelance\s(?:writers?|journalists?)"
    r"|(?:national|senior|political|investigative|foreign)\s(?:reporters?|correspondents?))"
    r"|(?:covers|writes\sabout|reports\son)\s[^\n.]{1,80}\s(?:for|from)\s(?:The\s)?[A-Z])"
    r"[^\n]{0,300}$",
    re.MULTILINE,
)
"""What a paper says of the author below the text."""
_WRITERS: Final = re.compile(
    r"\b(?:[Ww]riters?|[Rr]eporters?|[Cc]orrespondents?|[Jj]ournalists?|[Rr]esearchers?)\s"
    r"[A-Z][^\n]{1,160}\bcontributed"
    r"(?:\s(?:from|in)\s[A-Z][\w’'.]*(?:[\s,]{1,2}(?:and\s)?[A-Z][\w’'.]*){0,5})?\.?$"
    r"|\b(?:[Rr]eporting|[Rr]esearch)\swas\s(?:also\s)?contributed\sby\b"
    r"|\bcontributed\s(?:to\sthe\s)?research\b"
    r"|\b[Tt]his\s(?:story|report|article|dispatch|piece)\swas\s(?:originally\s)?"
    r"(?:produced|reported|written|edited|translated|compiled)\s(?:and\s\w+\s)?by\b",
    re.MULTILINE,
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

_LINES_AFTER: Final = 5
"""Lines, empty ones too, that may follow what is said of the author."""

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
        found += [match.span() for match in _MASTHEAD.finditer(body, left)]
        found += [
            match.span()
            for match in _ABOUT_AUTHOR.finditer(body, left)
            if match.start() and len(body[match.end() :].split("\n")) <= _LINES_AFTER
        ]
        found += [
            _sentence_around(body, match.start(), match.end())
            for helped in (_HELPED, _WRITERS)
            for match in helped.finditer(body, left)
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
