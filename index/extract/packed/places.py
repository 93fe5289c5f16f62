"""Places in a text of a language with a pack, by the names it has for them.

A name in capitals counts, the longest first, unless the words next to it make it part
of another name: "Juan Valencia" is a person.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence, Set
from typing import Final

from search.analysis.fold import fold_name
from search.analysis.tokens import terms
from search.model.article import PlaceKind

from ...word_lists import list_key, listed_words
from ..gazetteer.gazetteer import GazetteerEntry
from ..texts import ArticleText
from ..toponyms import Toponym
from .names import PlacePack, place_pack

__all__ = ["find_packed_places", "is_told", "listed_names"]

_NEXT = re.compile(r"\S+")
_SHOUTED: Final = 4
"""Letters of a word in capitals that may be a name written so."""


def find_packed_places(texts: Sequence[ArticleText], language: str) -> list[Toponym]:
    """Return the places that the texts of an article name; none overlap.

    What is part of a person's name in one place is nowhere else taken for a place,
    unless a word before it says where: "en León".
    """
    pack = place_pack(language)
    found: list[Toponym] = []
    people: set[str] = set()
    for text in texts:
        for start, end, entry in listed_names(text.content, pack):
            name = text.content[start:end]
            if " " not in name and _is_of_a_person(
                text.content, start, end, entry, pack
            ):
                people.add(name)
            elif entry.sure or is_told(text, start, name, pack):
                toponym = Toponym(text, 0, 0, start, end, entry, PlaceKind.PLACE)
                found.append(toponym)
    return [one for one in found if not _is_one_of(people, one, pack)]


def listed_names(
    content: str, pack: PlacePack
) -> Iterator[tuple[int, int, GazetteerEntry]]:
    """Yield the names of places that a text has, in order, the longest of each."""
    done = 0
    for word in pack.begun_by.finditer(content):
        if word.start() < done:
            continue
        found = _longest(content, word, pack)
        if found is not None:
            done = found[0]
            yield word.start(), *found


def is_told(text: ArticleText, start: int, name: str, pack: PlacePack) -> bool:
    """Return whether a name that is a word or a given name too is that of a place."""
    before = text.before(start)
    if before.lower() in pack.where:
        return True
    if pack.nouns_are_capitals or _is_given(name):
        return False
    return before[-1:].isalpha() and before[:1].islower()


def _is_one_of(people: Set[str], toponym: Toponym, pack: PlacePack) -> bool:
    content = toponym.text.content
    if content[toponym.start : toponym.end] not in people:
        return False
    before = toponym.text.before(toponym.start)
    return before.lower() not in pack.where


def _longest(
    content: str, word: re.Match[str], pack: PlacePack
) -> tuple[int, GazetteerEntry] | None:
    """The longest name that begins with a word: its end, and its place."""
    start = word.start()
    for written in _spellings(word[0]):
        most = pack.longest.get(written, 0)
        if not most:
            continue
        ends = [start + len(written)]
        for _ in range(most - 1):
            follows = _NEXT.match(content, ends[-1] + 1)
            if content[ends[-1] : ends[-1] + 1] not in " \xa0\n" or follows is None:
                break
            ends.append(follows.end())
        for end in reversed(ends):
            for last in _without_sign(content, end):
                name = content[start:last].replace("\xa0", " ").replace("\n", " ")
                name = name if written == word[0][: len(written)] else name.title()
                entry = pack.entries.get(name)
                if entry is not None:
                    return last, entry
    return None


def _spellings(word: str) -> Iterator[str]:
    """A word as it is written, without a full stop, and in small letters."""
    yield word
    plain = word.rstrip(".")
    if plain != word:
        yield plain
    if plain.isupper() and len(plain) >= _SHOUTED:
        yield plain.capitalize()


def _without_sign(content: str, end: int) -> Iterator[int]:
    """The end of a word, and that before a sign after it, no part of a name."""
    yield end
    if not content[end - 1].isalnum():
        yield end - 1


def _is_of_a_person(
    content: str, start: int, end: int, entry: GazetteerEntry, pack: PlacePack
) -> bool:
    """Whether a name is part of another: "Jack London", "Paris Hilton"."""
    before = content[max(0, start - 24) : start]
    word = before[:-1].rsplit(None, 1)[-1:] if before.endswith(" ") else []
    if word and word[0][:1].isupper() and word[0][-1:].isalpha():
        if _is_given(word[0]):
            return True
        plain = "".join(terms(word[0]))
        is_shouted = content[start:end].isupper()
        known = plain in pack.function_words or word[0] in pack.entries
        if not pack.nouns_are_capitals and not is_shouted and not known:
            return True
    if not _is_given_as(content[start:end], entry):
        return False
    follows = _NEXT.match(content, end + 1) if content[end : end + 1] == " " else None
    return follows is not None and follows[0][:1].isupper()


def _is_given_as(name: str, entry: GazetteerEntry) -> bool:
    """Whether a name is a given name as it is written, or as it is in English.

    Given names are listed in Latin letters, and others are inflected: "Владимира".
    """
    return _is_given(name) or (not fold_name(name).isascii() and _is_given(entry.name))


def _is_given(word: str) -> bool:
    return list_key(word) in listed_words("first_names.txt")
