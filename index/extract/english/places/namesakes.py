"""Places that somebody in the article is called like.

"The mayor of Houston", "flew to London" and "Clinton, Iowa" are places in an article on
Sam Houston, Jack London or Hillary Clinton too: the words around a name tell.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence, Set
from typing import Final

from search.model.article import TextField

from ....word_lists import list_key, listed_words
from ...gazetteer.gazetteer import GazetteerEntry, Level
from ...gazetteer.towns import find_town
from ...spans import NamedSpan, NameKind
from ...texts import ArticleText
from ..gazetteer import gazetteer
from ..words import vocabulary, word_list

__all__ = ["is_place_told", "settle_namesakes"]

_BEFORE: Final = re.compile(
    r"\b(?:(?:mayor|city|town|village|port|people|residents|streets|suburbs?|outskirts"
    r"|north|south|east|west|university|downtown|capital|county|archdiocese|archbishop"
    r"|bishop|miles|kilometers|kilometres|airport|population) of"
    r"|(?:flew|fly|flies|flying|flown|moved|drove|drive|driving|travel(?:l?ed|l?ing|s)?"
    r"|went|gone|goes|going|came|comes|coming|return(?:ed|s|ing)?|head(?:ed|s|ing)"
    r"|flights?|trips?|train|bus|road|sailed|commuted?|emigrated) (?:back )?(?:to|from)"
    r"|(?:fled|flees|fleeing|entered|entering|invaded|invading|toured|touring"
    r"|escaped|re-?entered)|,\s\d{1,3},\s(?:also\s)?(?:of|from)"
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

_LEFT: Final = re.compile(
    r"\b(?:left|leaves?|leaving|quit|visit(?:ed|s|ing)?|reach(?:ed|es|ing)?)\s$"
)
"""What one does to countries, and to people."""
_LOVE: Final = re.compile(
    r"\b(?:marriage|married|boyfriend|girlfriend|divorced?|fianc[ée]+|lover|dating|dated"
    r"|engaged|wedding|kissed|affair)\b"
)
_TITLED: Final = re.compile(r"\b(?:Mr|Mrs|Ms)\.?\s$")
_SCORES: Final = re.compile(
    r" (?:scored|added|had|led|won|threw|caught|hit|finished|ran|plays|played|beat|lost"
    r"|wins|pitched|rushed|averaged)\b|, \d{2}, "
)
"""What athletes do after their names, and clubs too."""

_ADDRESSED: Final = re.compile(
    r"\b(?:spoke (?:to|with)|told|interviewed|thanked|married|hired|arrested|kissed)\s"
    r"(?:[A-Z]\w+ [A-Z]\w+,? and )?$"
)
_JUNIOR: Final = re.compile(r"(?:\S+ ){1,2}(?:[JS]r\.?|I{2,3}|IV)")

_FAR: Final = 80
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
    names = list(_with_given(contents, names))
    given = _given_names(contents, names)
    last_names = {
        list_key(contents[one.field][one.start : one.end])
        for one in names
        if one.kind is NameKind.PERSON
    }
    loved = {
        list_key(contents[one.field][one.start : one.end])
        for one in names
        if _is_loved(contents[one.field], one)
    }
    for one in names:
        content = contents[one.field]
        if one.kind is NameKind.PERSON:
            key = list_key(content[one.start : one.end])
            if key in gazetteer().names and (
                is_place_told(content, one.start, one.end)
                or (_is_left(content, one, key) and key not in given | loved)
            ):
                one = one._replace(kind=NameKind.PLACE)
        elif _is_somebody(content, one, last_names) or (
            list_key(content[one.start : one.end]) in loved
        ):
            one = one._replace(kind=NameKind.PERSON)
        yield one


def _with_given(
    contents: Mapping[TextField, str], names: Sequence[NamedSpan]
) -> Iterator[NamedSpan]:
    """The names; what stands before "Gooding Jr." is no place but part of it."""
    held: NamedSpan | None = None
    for one in names:
        content = contents[one.field]
        if held is not None:
            if (
                one.kind is NameKind.PERSON
                and one.field is held.field
                and content[held.end : one.start] == " "
                and _JUNIOR.fullmatch(content, one.start, one.end)
            ):
                one = one._replace(start=held.start)
            else:
                yield held
        held = one if one.kind is NameKind.PLACE else None
        if held is None:
            yield one
    if held is not None:
        yield held


def _given_names(
    contents: Mapping[TextField, str], names: Sequence[NamedSpan]
) -> Set[str]:
    """The first words of people's names of several words, folded."""
    people = (
        contents[one.field][one.start : one.end].split()
        for one in names
        if one.kind is NameKind.PERSON
    )
    return {list_key(words[0]) for words in people if len(words) > 1}


def _is_left(content: str, name: NamedSpan, key: str) -> bool:
    """Whether a country is left or visited: "left Chad on Monday", but no husband."""
    before = _LEFT.search(content, max(0, name.start - _REACH), name.start)
    return (
        before is not None and _is_country(key) and not _speaks_of_love(content, name)
    )


def _is_loved(content: str, name: NamedSpan) -> bool:
    """Whether a country's name is a husband's: "left Chad after years of marriage"."""
    key = list_key(content[name.start : name.end])
    return (
        name.kind in (NameKind.PLACE, NameKind.PERSON)
        and _is_given(key)
        and _is_country(key)
        and _LEFT.search(content, max(0, name.start - _REACH), name.start) is not None
        and _speaks_of_love(content, name)
    )


def _speaks_of_love(content: str, name: NamedSpan) -> bool:
    """Whether the sentence of a name is about a couple."""
    end = content.find(".", name.end, name.end + 2 * _REACH)
    after = content[name.end : end if end >= 0 else name.end + 2 * _REACH]
    return _LOVE.search(after) is not None


def _is_somebody(content: str, name: NamedSpan, last_names: Set[str]) -> bool:
    """Whether a place's name has a given name before it, and is none together.

    Where each of the words may be a place's, what else is said of the name tells:
    "Paris Hilton came. Hilton stayed".

    Args:
        last_names: names of people in the article, folded.
    """
    if name.kind not in (NameKind.PLACE, NameKind.ORGANISATION):
        return False
    if name.kind is NameKind.PLACE and _TITLED.search(
        content, max(0, name.start - _REACH), name.start
    ):
        return True
    given, _, last = content[name.start : name.end].partition(" ")
    if (
        not (last.isalpha() and last.istitle())
        or list_key(f"{given} {last}") in gazetteer().names
        or content.startswith(", ", name.end)
    ):
        return False
    first, known = list_key(given), listed_words("first_names.txt")
    if _is_athlete(content, name, first, list_key(last)):
        return True
    if name.kind is NameKind.ORGANISATION:
        return False
    if first in gazetteer().names and _ADDRESSED.search(
        content, max(0, name.start - _FAR), name.start
    ):
        return list_key(last) not in vocabulary("place_nouns")
    if first in known and list_key(last) in gazetteer().names:
        return True
    if not _is_given(first):
        return False
    if _is_country(first) and list_key(last) not in vocabulary("place_nouns"):
        return True  # "Israel Hill": no land has such a part
    before = content[: name.start].rpartition(" ")[0].rpartition(" ")[2]
    return before.lower() not in vocabulary("place_leads") and (
        list_key(last) in last_names or _ACTS.match(content, name.end) is not None
    )


def _is_athlete(content: str, name: NamedSpan, given: str, last: str) -> bool:
    """Whether a place's name and a family name do what one person does."""
    placed = name.kind is NameKind.PLACE and given in gazetteer().names
    return (
        (placed or _is_given(given))
        and last in word_list("surnames.txt")
        and _SCORES.match(content, name.end) is not None
    )


def _is_given(key: str) -> bool:
    """Whether people are called so, among other things."""
    known = listed_words("first_names.txt")
    return key in known or f"{key}?" in known


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
