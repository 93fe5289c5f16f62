"""The names in a byline: who wrote an article, without where, when and for whom."""

from __future__ import annotations

import html
import re
from typing import Final

from search.codes.months import MONTH_BEGINNINGS

from ..cleaning.characters import repair_encoding

__all__ = ["LONGEST", "split_authors"]

LONGEST: Final = 2000
"""Characters of a byline that are looked at; papers name a few people."""

_TAG: Final = re.compile(r"</?[a-z][^<>]{0,300}>", re.IGNORECASE)
_MAIL: Final = re.compile(
    r"[<(\[]?(?:mailto:)?(?<![\w.+-])[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,4}[>)\]]?"
)
_HANDLE: Final = re.compile(r"[(\[]?(?<![\w@])@\w{1,30}[)\]]?")
_MONTH: Final = rf"(?:{MONTH_BEGINNINGS})[a-z]{{0,6}}\.?"
_DATE: Final = re.compile(
    rf"(?:,|[-–—])?\s?(?:\b(?:published|posted|updated):? )?(?:\bon )?\b"
    rf"(?:\d{{1,2}}(?:st|nd|rd|th)? {_MONTH},? \d{{4}}"
    rf"|{_MONTH} \d{{1,2}},? \d{{4}}|\d{{4}}-\d\d-\d\d"
    r"|\d{1,2}[/.]\d{1,2}[/.]\d{4})\b.{0,40}",
    re.IGNORECASE,
)
_DAY: Final = re.compile(rf"(?:{_MONTH} )?\d{{1,4}}(?: {_MONTH})?", re.IGNORECASE)
"""What is left of a date that was taken for two names."""
_END: Final = r"(?=\s*(?:[,;|]|and\b|&|\Z))"
_ASIDE: Final = re.compile(rf"\s?\([^()]{{1,60}}\){_END}", re.IGNORECASE)
_PLACE: Final = re.compile(
    r",?\s(?:in|IN)\s(?!AND\b)[A-Z][\w.'’-]{0,30}"
    rf"(?:\s(?!AND\b)[A-Z][\w.'’-]{{0,30}}){{0,3}}(?:, [A-Z]\.[A-Z]\.)?{_END}"
)
_BY: Final = re.compile(
    r"\s*(?:(?i:(?:(?:words|text|story|report(?:ed|ing)?|written|posted|analysis) )?by)"
    r"(?::\s*|\s+)"
    r"|(?:Von|VON|Par|PAR|Por|POR|Di|DI|Door|DOOR|Av|AV|Af|AF|Przez)(?::\s*|\s+)"
    r"(?=\S+\s+\S))",
)
"""What says in one of several languages that a name follows: "Von Miller" is one."""

_SEPARATOR: Final = re.compile(r"[;|\n•·]| / ")
_CONJUNCTION: Final = re.compile(
    r",? (?:and|&|with|et|y|e|und|en|och|og) | ?, |,(?=[A-Z])", re.IGNORECASE
)
_FOR_PAPER: Final = re.compile(
    rf"(?<=\S \S)(\S*) for [Tt]he [A-Z][\w.'’& ]{{1,40}}{_END}"
)
_TOPIC: Final = (
    "business|chief|city|consumer|crime|defen[cs]e|diplomatic|economics?|education"
    "|environment|europe|foreign|health|home|legal|media|national|political|politics"
    "|religion|royal|science|security|senior|social|special|sports?|staff|tech"
    "|technology|transport|travel|washington|world"
)
_ROLE: Final = re.compile(
    rf"(?:(?:{_TOPIC}|affairs|and|news) ){{0,3}}"
    r"(?:columnist|contributor|correspondent|editor|reporter|staff|writer)s?",
    re.IGNORECASE,
)
_WITH_ROLE: Final = re.compile(rf"(\S+ \S+.{{0,60}}?) {_ROLE.pattern}", re.IGNORECASE)
_DESK: Final = re.compile(
    r"(?:[\w.’'-]{1,30} ){1,4}(?:staff|writers?|reporters?|correspondents?|desk|bureau"
    r"|newsroom|editorial)",
    re.IGNORECASE,
)
"""Whose they are, after the names: "Gazette Staff"."""
_NO_NAME: Final = re.compile(
    r"(?:[\w.]+ ){0,2}(?:photo\w*|pictures?|illustrations?|graphics?|videos?)"
    r"(?: by\b.*)?"
    r"|\d+[ -]min(?:ute)?s?(?: read)?"
    r"|(?:edit(?:ed|ing)|produc(?:ed|tion)|research(?:ed)?|fact-check\w*) by\b.*",
    re.IGNORECASE,
)
"""Who took the pictures or edited, and how long it takes to read."""
_AGENCY: Final = re.compile(
    r"\s?/\s?(?:AP|AFP|EPA|UPI|PA|Reuters|REUTERS|Getty|Bloomberg|CNN|NPR|BBC)\b"
    r"(?: (?:News|Images))?"
)
_CHANGED: Final = re.compile(
    r"(?<=\w)[\s,•·-]{1,3}(?:last )?(?:updated|published|posted|modified)\b"
    r"[^\d\n]{0,12}\d.{0,50}",
    re.IGNORECASE,
)
"""When it was changed, after a name."""
_SITE: Final = re.compile(r"(?:[\w-]{1,40}\.){1,3}[a-z]{2,6}", re.IGNORECASE)
"""A name of a website after a person's: "Ann Teller / Norvale.no"."""
_SHORT: Final = re.compile(r"[a-z]{2,5}")
"""What agencies call themselves after a name: "Ann Teller, dpa"."""
_AFFILIATION: Final = re.compile(
    r"\b(?:(?:staff )?writer|reporter|editor|correspondent|staff|columnist|media|news"
    r"|press|times|post|tribune|herald|reuters|ap|afp|cnn|bbc|npr|usa today|special to"
    r"|contributor)\b|\.(?:com|org|net|co\.uk)\b",
    re.IGNORECASE,
)
"""What may follow a name and a comma without being a second name."""


def split_authors(text: str) -> tuple[str, ...]:
    """Return the names in a line of authors.

    Addresses, dates, agencies in parentheses and the places people wrote from are left
    out. A comma divides only where both sides are whole names, so that "Kleinfield,
    N. R." stays one.
    """
    # before half of an accent is taken for a space, and "&amp;" for two authors
    text = html.unescape(html.unescape(repair_encoding(text[:LONGEST])))
    found: list[str] = []
    text = _AGENCY.sub("", _TAG.sub("", text))
    parts = [part.strip() for part in _SEPARATOR.split(text)]
    parts = [part for part in parts if part and not _NO_NAME.fullmatch(part)]
    parts[1:] = [
        part
        for part in parts[1:]
        if not _ROLE.fullmatch(part)
        and not _SITE.fullmatch(part)
        and not _DESK.fullmatch(part)
    ]
    for part in parts:
        line = " ".join(_without_extras(" ".join(part.split())).split()).strip(" ,")
        if line and not _DAY.fullmatch(line):
            found += _split_line(line) if len(parts) == 1 else (_without_by(line),)
    return tuple(found)


def _without_extras(line: str) -> str:
    """A byline without addresses, places, dates and asides."""
    bare = _HANDLE.sub("", _MAIL.sub("", line)).strip()
    if bare.startswith("(") and bare.endswith(")"):
        bare = bare[1:-1]  # the name that followed an address
    for pattern in (_CHANGED, _DATE, _ASIDE, _PLACE):
        bare = pattern.sub("", bare)
    if not bare.lower().startswith("the "):
        bare = _FOR_PAPER.sub(r"\1", bare)
    return bare


def _without_by(line: str) -> str:
    by = _BY.match(line)
    return line[by.end() if by else 0 :]


def _split_line(line: str) -> tuple[str, ...]:
    """The names in a line, if all are whole."""
    names = _without_by(line)
    parts = [part.strip() for part in _CONJUNCTION.split(names) if part.strip()]
    after = [part for part in parts[1:] if not _NO_NAME.fullmatch(part)]
    people = [part for part in after if not _AFFILIATION.search(part)]
    if len(people) < len(after) and " " in parts[0]:
        people = [part for part in people if " " in part]  # else the paper's town
    parts[1:] = [part for part in people if not _SHORT.fullmatch(part)]
    parts = [m[1] if (m := _WITH_ROLE.fullmatch(part)) else part for part in parts]
    if all(" " in part for part in parts):
        return tuple(parts)
    return (names,)
