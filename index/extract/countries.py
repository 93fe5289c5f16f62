"""About: which countries an article is about, and which it merely mentions.

Every mention counts, each further one for less: a country named outright for one,
its people and cities for half, its money ("Canadian dollars") for next to nothing.
The title counts most, then the dateline, since news is mostly filed where it
happens, then the opening. The weights were found by random search on four files of
Reuters-21578 against its human PLACES and rounded (``benchmarks.quality_places``).
"""

from __future__ import annotations

import math
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from search.codes.countries import country_name
from search.model.article import Country, Organisation, PlaceKind, TextField

from ..word_lists import list_key
from .gazetteer.gazetteer import Level
from .texts import ArticleText
from .toponyms import Toponym

__all__ = ["CountryCues", "find_countries"]

_LEAD_WORDS: Final = 34
_TITLE_WEIGHT: Final = 3.5
_DATELINE_WEIGHT: Final = 3.5
_LEAD_WEIGHT: Final = 0.5
_MOST_IN_LEAD: Final = 2
_MENTION_WEIGHT: Final = 2.0
_SPREAD_WEIGHT: Final = 0.1
_PARTS: Final = 4
_ABOUT_POINTS: Final = 3.0
_ABOUT_TOP: Final = 0.35

_WORTH: Final = {
    Level.COUNTRY: 1.0,
    Level.STATE: 1.0,
    Level.REGION: 1.0,
    Level.DEMONYM: 0.5,
    Level.CITY: 0.5,
}
_IMPLIED_WORTH: Final = 0.25
_MONEY_WORTH: Final = 0.1


@dataclass(frozen=True, slots=True)
class CountryCues:
    """What a language says of countries besides their names.

    Attributes:
        bodies: the code of the country each body speaks of, by the body's name as
            :func:`~index.word_lists.list_key` makes it: "White House".
        money: matches right after a country or people whose money is meant:
            " dollars".
    """

    bodies: Mapping[str, str]
    money: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class _Span:
    """How long a text is, and how far its opening goes."""

    is_title: bool
    length: int
    lead: int

    @classmethod
    def of(cls, text: ArticleText) -> _Span:
        content = text.content
        return cls(text.field is TextField.TITLE, len(content), _lead_end(content))


@dataclass(slots=True)
class _Attention:
    """What one country gets of an article."""

    title: bool = False
    dateline: bool = False
    lead: int = 0
    worth: float = 0.0
    parts: int = 0

    def note(self, span: _Span, start: int, worth: float) -> None:
        """Count a mention, by where in its text it stands."""
        if span.is_title:
            self.title = True
        else:
            self.worth += worth
            self.lead += start < span.lead
            self.parts |= 1 << (_PARTS * start // span.length)

    def points(self) -> float:
        points = _TITLE_WEIGHT * self.title + _DATELINE_WEIGHT * self.dateline
        points += _LEAD_WEIGHT * min(self.lead, _MOST_IN_LEAD)
        points += _MENTION_WEIGHT * math.log2(1 + self.worth)
        return points + _SPREAD_WEIGHT * self.parts.bit_count()


def find_countries(
    texts: Sequence[ArticleText],
    toponyms: Iterable[Toponym],
    organisations: Iterable[Organisation],
    cues: CountryCues,
) -> tuple[Country, ...]:
    """Return the countries of an article, the one with most attention first.

    Args:
        toponyms: the names of places in the texts.
        organisations: the bodies in them.
    """
    seen: dict[str, _Attention] = defaultdict(_Attention)
    spans = {text.field: _Span.of(text) for text in texts}
    for toponym in toponyms:
        code = toponym.entry.country
        if code is None:
            continue
        if toponym.filed and toponym.text.field is not TextField.TITLE:
            seen[code].dateline = True
        else:
            span = spans[toponym.text.field]
            seen[code].note(span, toponym.start, _worth(toponym, cues))
    for body in organisations:
        code = cues.bodies.get(list_key(body.name))
        if code is not None:
            for mention in body.mentions:
                seen[code].note(spans[mention.field], mention.start, _IMPLIED_WORTH)
    return _ranked(seen)


def _worth(toponym: Toponym, cues: CountryCues) -> float:
    level = toponym.entry.level
    if level in (Level.COUNTRY, Level.DEMONYM) and cues.money.match(
        toponym.text.content, toponym.end
    ):
        return _MONEY_WORTH
    if toponym.kind is PlaceKind.DEMONYM and level != Level.DEMONYM:
        return _IMPLIED_WORTH
    return _WORTH[level]


def _ranked(seen: dict[str, _Attention]) -> tuple[Country, ...]:
    points = {code: attention.points() for code, attention in seen.items()}
    total = sum(points.values())
    if not total:
        return ()
    top = max(points.values())
    ranked = sorted(points, key=lambda code: (-points[code], code))
    return tuple(
        Country(
            code,
            country_name(code),
            about=points[code] >= max(_ABOUT_TOP * top, _ABOUT_POINTS)
            or points[code] == top,
            score=round(points[code] / total, 4),
        )
        for code in ranked
    )


def _lead_end(content: str) -> int:
    """The offset after the first words of a text, which say what it is about."""
    words = content[: _LEAD_WORDS * 12].split()[:_LEAD_WORDS]
    return sum(map(len, words)) + len(words)
