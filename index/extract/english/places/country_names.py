"""Countries the tagger took for people or bodies: "Kiribati signed a treaty".

A small country is seldom in what the tagger learned from. Its name settles the
matter, unless it is also a given name or the last name of somebody in the article.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import cache, lru_cache
from itertools import pairwise
from typing import Final

from search.codes.countries import countries
from search.model.article import TextField

from ....word_lists import list_key, listed_words
from ...spans import NamedSpan, NameKind
from ...texts import ArticleText
from ..words import vocabulary
from .told_countries import is_country_told

__all__ = ["settle_countries"]

_REST = re.compile(r" and(?: the)?(?: [A-Z]\w+)+")
_DOUBTED: Final = (NameKind.PERSON, NameKind.ORGANISATION)
_LINKS: Final = (", ", " and ", ", and ", " or ")
_SHORTEST: Final = 4
_FORMAL: Final = 2
"""Spaces in a name that no team is called by."""


def settle_countries(
    texts: Sequence[ArticleText], names: Sequence[NamedSpan]
) -> list[NamedSpan]:
    """Return the names with those that are a country's made places."""
    contents = {text.field: text.content for text in texts}
    told = _told_keys(names, contents)
    settled: list[NamedSpan] = []
    for one in names:
        held = settled[-1] if settled else None
        if held is not None and held.field is one.field and one.start < held.end:
            continue  # the Grenadines of "Saint Vincent and the Grenadines"
        place = None
        if one.kind in _DOUBTED or contents[one.field].startswith(" and ", one.end):
            place = _as_country(one, contents[one.field])
        if place is not None and _is_surname(one, names, contents):
            place = None
        content = contents[one.field]
        if one.kind in _DOUBTED and (
            (one.kind is NameKind.PERSON and _key(content[one.start : one.end]) in told)
            or _is_told(one, content)
        ):
            place = one._replace(kind=NameKind.PLACE)
        settled.append(place or one)
    return settled


def _told_keys(
    names: Sequence[NamedSpan], contents: Mapping[TextField, str]
) -> frozenset[str]:
    """The names that are told to be countries somewhere, and nobody's in full."""
    told = set()
    words: set[str] = set()
    listed = _listed_with_countries(names, contents)
    for one in names:
        content = contents[one.field]
        if one.kind in _DOUBTED and (one in listed or _is_told(one, content)):
            told.add(_key(content[one.start : one.end]))
        elif one.kind is NameKind.PERSON:
            full = content[one.start : one.end].split()
            words.update(map(_key, full if len(full) > 1 else ()))
    return frozenset(told - words)


def _listed_with_countries(
    names: Sequence[NamedSpan], contents: Mapping[TextField, str]
) -> set[NamedSpan]:
    """People next to a country in a list: the last of "Niger, Mali and Chad"."""
    listed = set()
    for one, other in pairwise(names):
        if one.field is not other.field:
            continue
        content = contents[one.field]
        if content[one.end : other.start] not in _LINKS:
            continue
        keys = [_key(content[name.start : name.end]) for name in (one, other)]
        for name, there, key in ((one, other, keys[1]), (other, one, keys[0])):
            if there.kind is NameKind.PLACE and key in _all_keys():
                listed.add(name)
    return {
        name
        for name in listed
        if name.kind is NameKind.PERSON
        and _key(contents[name.field][name.start : name.end]) in _all_keys()
    }


def _is_told(name: NamedSpan, content: str) -> bool:
    """Whether a name is a country's by the words around it, or in a list of them."""
    written = content[name.start : name.end]
    return _key(written) in _all_keys() and is_country_told(
        content, name.start, name.end
    )


def _as_country(name: NamedSpan, content: str) -> NamedSpan | None:
    """The name of a country that begins where a name does, if there is one.

    A body is one only by a name of several words: "Kenya" may be its team.
    """
    if name.kind is NameKind.OTHER:
        return None
    rest = _REST.match(content, name.end)
    if rest is not None and _key(content[name.start : rest.end()]) in _country_keys():
        return name._replace(end=rest.end(), kind=NameKind.PLACE)
    if name.kind is NameKind.PLACE:
        return None
    key = _key(content[name.start : name.end])
    if key not in _country_keys():
        return None
    if name.kind is NameKind.ORGANISATION and key.count(" ") < _FORMAL:
        return None
    return name._replace(kind=NameKind.PLACE)


@lru_cache(maxsize=65536)
def _key(written: str) -> str:
    return list_key(written).removeprefix("the ")


def _is_surname(
    name: NamedSpan, names: Iterable[NamedSpan], contents: Mapping[TextField, str]
) -> bool:
    """Whether somebody named in full is called so: "Ireland" after "Kathy Ireland"."""
    word = contents[name.field][name.start : name.end]
    return any(
        one.kind is NameKind.PERSON
        and contents[one.field][one.start : one.end].endswith(f" {word}")
        for one in names
    )


@cache
def _all_keys() -> frozenset[str]:
    """The names of countries, folded."""
    return frozenset(_key(name) for entry in countries() for name in entry.names)


@cache
def _country_keys() -> frozenset[str]:
    """The names of countries, folded, without those that are people's too."""
    given = listed_words("first_names.txt")
    keys = {list_key(name) for entry in countries() for name in entry.names}
    others = {key for key in keys if len(key) < _SHORTEST or {key, key + "?"} & given}
    people = {name.replace("_", " ") for name in vocabulary("country_surnames")}
    return frozenset(keys - others - people)
