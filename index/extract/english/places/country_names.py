"""Countries the tagger took for people or bodies: "Kiribati signed a treaty".

A small country is seldom in what the tagger learned from. Its name settles the
matter, unless it is also a given name or the last name of somebody in the article.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from typing import Final

from search.codes.countries import countries
from search.model.article import TextField

from ....word_lists import list_key, listed_words
from ...spans import NamedSpan, NameKind
from ...texts import ArticleText
from ..words import vocabulary

__all__ = ["settle_countries"]

_REST = re.compile(r"(?: and(?: the)?(?: [A-Z]\w+)+)?")
_SHORTEST: Final = 4
_FORMAL: Final = 2
"""Spaces in a name that no team is called by."""


def settle_countries(
    texts: Sequence[ArticleText], names: Sequence[NamedSpan]
) -> Sequence[NamedSpan]:
    """Return the names with those that are a country's made places."""
    contents = {text.field: text.content for text in texts}
    people = [
        list_key(contents[one.field][one.start : one.end])
        for one in names
        if one.kind is NameKind.PERSON
    ]
    surnames = {key.rpartition(" ")[2] for key in people if " " in key}
    return list(_settled(names, contents, surnames))


def _settled(
    names: Iterable[NamedSpan], contents: Mapping[TextField, str], surnames: set[str]
) -> Iterator[NamedSpan]:
    last: NamedSpan | None = None
    for one in names:
        if last is not None and one.field == last.field and one.start < last.end:
            continue  # the Grenadines of "Saint Vincent and the Grenadines"
        last = None
        if one.kind in (NameKind.PERSON, NameKind.PLACE):
            last = _as_country(one, contents[one.field], surnames)
        elif one.kind is NameKind.ORGANISATION:
            last = _as_formal_name(one, contents[one.field])
        yield last or one


def _as_country(name: NamedSpan, content: str, surnames: set[str]) -> NamedSpan | None:
    """The name of a country that begins where a name does, if there is one."""
    rest = _REST.match(content, name.end)
    for end in (rest.end() if rest else name.end, name.end):
        key = list_key(content[name.start : end])
        if key in _country_keys() and key not in surnames:
            return name._replace(end=end, kind=NameKind.PLACE)
    return None


def _as_formal_name(body: NamedSpan, content: str) -> NamedSpan | None:
    """A body's name as a place, if it is a country's of several words.

    "Kenya" may be its team, "the Lao People's Democratic Republic" is none.
    """
    key = list_key(content[body.start : body.end]).removeprefix("the ")
    if key.count(" ") < _FORMAL or key not in _country_keys():
        return None
    return body._replace(kind=NameKind.PLACE)


@cache
def _country_keys() -> frozenset[str]:
    """The names of countries, folded, without those that are people's too."""
    given = listed_words("first_names.txt")
    keys = {list_key(name) for entry in countries() for name in entry.names}
    others = {key for key in keys if len(key) < _SHORTEST or {key, key + "?"} & given}
    people = {name.replace("_", " ") for name in vocabulary("country_surnames")}
    return frozenset(keys - others - people)
