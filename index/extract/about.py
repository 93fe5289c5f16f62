"""About: which countries an article is about, and which it merely mentions.

Every mention counts, each further one for less; the title and the opening, where
news says what it is about, count more. The weights were chosen by trying some on
Reuters-21578 (files 000 to 002, dateline included) against its human PLACES.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from search.countries import country_name
from search.model import Country, TextField

from .places import Sighting
from .words import Text

__all__ = ["find_countries"]

_LEAD_WORDS: Final = 60
_TITLE_WEIGHT: Final = 3.0
_LEAD_WEIGHT: Final = 2.0
_DATELINE_WEIGHT: Final = 1.6
_PARTS: Final = 4
_SPREAD_WEIGHT: Final = 0.25
_ABOUT_SHARE: Final = 0.1
_ABOUT_TOP: Final = 0.4


@dataclass(slots=True)
class _Attention:
    title: bool = False
    lead: int = 0
    dateline: bool = False
    mentions: int = 0
    parts: int = 0

    def points(self) -> float:
        points = _TITLE_WEIGHT * self.title + _LEAD_WEIGHT * min(self.lead, 2) / 2
        points += _DATELINE_WEIGHT * self.dateline
        points += 2 * math.log2(1 + self.mentions)
        return points + _SPREAD_WEIGHT * self.parts.bit_count()


def find_countries(
    texts: Sequence[Text], sightings: Iterable[Sighting]
) -> tuple[Country, ...]:
    """Return the countries of an article, the one with most attention first."""
    seen: dict[str, _Attention] = {}
    leads = {id(text): _lead_end(text.content) for text in texts}
    for sighting in sightings:
        code = sighting.entry.country
        if code is None:
            continue
        attention = seen.setdefault(code, _Attention())
        text = sighting.text
        if text.field is TextField.TITLE:
            attention.title = True
            continue
        if sighting.filed:
            attention.dateline = True
            continue
        attention.mentions += 1
        attention.lead += sighting.start < leads[id(text)]
        attention.parts |= 1 << (_PARTS * sighting.start // len(text.content))
    return _ranked(seen)


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
            about=points[code] >= max(_ABOUT_TOP * top, _ABOUT_SHARE * total)
            or points[code] == top,
            score=round(points[code] / total, 4),
        )
        for code in ranked
    )


def _lead_end(content: str) -> int:
    """The offset behind the first words of a text, which say what it is about."""
    words = content[: _LEAD_WORDS * 12].split()[:_LEAD_WORDS]
    return sum(map(len, words)) + len(words)

