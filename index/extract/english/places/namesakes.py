"""Places that somebody in the article is called like.

"The mayor of Houston", "flew to London" and "Clinton, Iowa" are places in an article on
Sam Houston, Jack London or Hillary Clinton too: the words around a name tell.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from ....word_lists import list_key, listed_words
from ...gazetteer.gazetteer import GazetteerEntry, Level
from ...gazetteer.towns import find_town
from ...spans import NamedSpan, NameKind
from ...texts import ArticleText
from ..gazetteer import gazetteer

__all__ = ["is_place_told", "settle_namesakes"]

_BEFORE: Final = re.compile(
    r"\b(?:(?:mayor|city|town|village|port|people|residents|streets|suburbs?|outskirts"
    r"|north|south|east|west|university|downtown|capital|county|archdiocese|archbishop"
    r"|bishop|miles|kilometers|kilometres|airport|population) of"
    r"|(?:flew|fly|flies|flying|flown|moved|drove|drive|driving|travel(?:l?ed|l?ing|s)?"
    r"|flights?|trips?|train|bus|road|sailed|commuted?|emigrated) (?:back )?(?:to|from)"
    r"|(?:born|lives|lived|living|died|arrived|residents?|based|raised|grew up) in"
    r"|downtown)\s$",
    re.IGNORECASE,
)
_REACH: Final = 40
"""Characters before a name that are looked at."""

_WIDE: Final = (Level.COUNTRY, Level.STATE, Level.REGION)
_REGION: Final = re.compile(
    r",\s((?:[A-Z]\.){1,2}[A-Z]?\.?|[A-Z][\w’'.-]+(?: [A-Z][\w’'.-]+)?)"
)


def settle_namesakes(
    texts: Sequence[ArticleText], names: Sequence[NamedSpan]
) -> Iterator[NamedSpan]:
    """Yield the names, those of people that are told to be places here as places.

    And the reverse: "Whitney Houston" is no place.
    """
    contents = {text.field: text.content for text in texts}
    for one in names:
        content = contents[one.field]
        if one.kind is NameKind.PERSON:
            if list_key(content[one.start : one.end]) in gazetteer().names and (
                is_place_told(content, one.start, one.end)
            ):
                one = one._replace(kind=NameKind.PLACE)
        elif one.kind is NameKind.PLACE and _is_somebody(content, one):
            one = one._replace(kind=NameKind.PERSON)
        yield one


def _is_somebody(content: str, name: NamedSpan) -> bool:
    """Whether a place's name has a given name before it, and is none together."""
    given, _, last = content[name.start : name.end].partition(" ")
    return (
        last.isalpha()
        and list_key(given) in listed_words("first_names.txt")
        and list_key(last) in gazetteer().names
        and list_key(f"{given} {last}") not in gazetteer().names
        and not content.startswith(", ", name.end)
    )


def is_place_told(content: str, start: int, end: int) -> bool:
    """Return whether what is said of the name at ``[start, end)`` makes it a place."""
    if _lies_in_region_after(content, start, end):
        return True
    if content.startswith(("'s", "’s"), end):
        return False
    return _BEFORE.search(content, max(0, start - _REACH), start) is not None


def _lies_in_region_after(content: str, start: int, end: int) -> bool:
    """Whether a state or country with such a place follows: "Clinton, Iowa"."""
    match = _REGION.match(content, end)
    if match is None:
        return False
    name, words = content[start:end], match[1].split()
    return any(
        _has_place(region, name)
        for count in range(len(words), 0, -1)
        for region in _regions(" ".join(words[:count]))
    )


def _regions(written: str) -> list[GazetteerEntry]:
    """The states and countries a name or an abbreviation means."""
    plain = written.rstrip(".,").replace(".", "")
    marked = gazetteer().after_comma.get(plain)
    if marked is not None and (len(plain) > 2 or plain.isupper()):
        return [marked]
    entries = gazetteer().names.get(list_key(written.rstrip(".,")), ())
    return [one for one in entries if one.level in _WIDE and one.country]


def _has_place(region: GazetteerEntry, name: str) -> bool:
    entries = gazetteer().names.get(list_key(name), ())
    return any(
        one.level == Level.CITY
        and one.country == region.country
        and region.state in ("", one.state)
        for one in entries
    ) or bool(region.state and find_town(name, region.country, region.state))
