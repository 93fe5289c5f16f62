"""Places that somebody in the article is called like.

"The mayor of Houston", "flew to London" and "Clinton, Iowa" are places in an article on
Sam Houston, Jack London or Hillary Clinton too: the words around a name tell.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence, Set
from typing import Final

from ....word_lists import list_key, listed_words
from ...gazetteer.gazetteer import GazetteerEntry, Level
from ...gazetteer.towns import find_town
from ...spans import NamedSpan, NameKind
from ...texts import ArticleText
from ..gazetteer import gazetteer
from ..words import vocabulary

__all__ = ["is_place_told", "settle_namesakes"]

_BEFORE: Final = re.compile(
    r"\b(?:(?:mayor|city|town|village|port|people|residents|streets|suburbs?|outskirts"
    r"|north|south|east|west|university|downtown|capital|county|archdiocese|archbishop"
    r"|bishop|miles|kilometers|kilometres|airport|population) of"
    r"|(?:flew|fly|flies|flying|flown|moved|drove|drive|driving|travel(?:l?ed|l?ing|s)?"
    r"|went|gone|goes|going|came|comes|coming|return(?:ed|s|ing)?|head(?:ed|s|ing)"
    r"|flights?|trips?|train|bus|road|sailed|commuted?|emigrated) (?:back )?(?:to|from)"
    r"|(?:born|lives|lived|living|died|arrived|residents?|based|raised|grew up) in"
    r"|downtown)\s$",
    re.IGNORECASE,
)
_ACTS: Final = re.compile(
    r"(?: (?:said|says|told|tells|wrote|thinks|lives|lived|moved|met|married|grew"
    r"|joined|sang|starred|testified|tweeted|laughed|smiled|died|spoke|speaks|herself|himself)\b"
    r"|['’]s (?:wife|husband|mother|father|son|daughter|lawyer|campaign|spokesman"
    r"|spokeswoman|lawyers|widow)\b)"
)
"""What people do or have after a name, and places do not."""

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
    last_names = {
        list_key(contents[one.field][one.start : one.end])
        for one in names
        if one.kind is NameKind.PERSON
    }
    for one in names:
        content = contents[one.field]
        if one.kind is NameKind.PERSON:
            if list_key(content[one.start : one.end]) in gazetteer().names and (
                is_place_told(content, one.start, one.end)
            ):
                one = one._replace(kind=NameKind.PLACE)
        elif one.kind is NameKind.PLACE and _is_somebody(content, one, last_names):
            one = one._replace(kind=NameKind.PERSON)
        yield one


def _is_somebody(content: str, name: NamedSpan, last_names: Set[str]) -> bool:
    """Whether a place's name has a given name before it, and is none together.

    Where each of the words may be a place's, what else is said of the name tells:
    "Paris Hilton came. Hilton stayed".

    Args:
        last_names: names of people in the article, folded.
    """
    given, _, last = content[name.start : name.end].partition(" ")
    if (
        not (last.isalpha() and last.istitle())
        or list_key(f"{given} {last}") in gazetteer().names
        or content.startswith(", ", name.end)
    ):
        return False
    first, known = list_key(given), listed_words("first_names.txt")
    if first in known and list_key(last) in gazetteer().names:
        return True
    if first not in known and f"{first}?" not in known:
        return False
    if _is_country(first) and list_key(last) not in vocabulary("place_nouns"):
        return True  # "Israel Hill": no land has such a part
    before = content[: name.start].rpartition(" ")[0].rpartition(" ")[2]
    return before.lower() not in vocabulary("place_leads") and (
        list_key(last) in last_names or _ACTS.match(content, name.end) is not None
    )


def _is_country(key: str) -> bool:
    entries = gazetteer().names.get(key, ())
    return any(one.level == Level.COUNTRY for one in entries)


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
