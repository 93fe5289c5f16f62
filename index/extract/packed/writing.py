"""The words around names in a language with a pack, read from ``packs/CODE/names.txt``.

A speaker of the language can read and mend that file. After each head stand words,
divided by white space, on as many lines as they take:

- *abbreviations*: what a full stop shortens, without the stop ("Dr"), and *closers*:
  those of them that a sentence may end with ("etc");
- *elisions*: what stands before an apostrophe, as "l" in "l'Italia";
- *titles* before names of people; *addresses*, those of them that are no office
  ("Mme"); *bodies* in names of organisations, *spots* in those
  of places, all in small letters if they may have them;
- *articles*; *particles*, small words that a name may begin with ("von"); *links*,
  small words and signs that may be the second in one ("de", "-");
- *said*: verbs after or before somebody who speaks;
- *joined*: the words between two names that are no part of either ("und").
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache
from typing import Final

from ...word_lists import lines, parts
from ..gazetteer.gazetteer import Level
from ..tagger.language import Writing, word_with_elisions
from ..tagger.lexicon import Tables, model_key
from .names import place_pack

__all__ = ["NamePack", "language_tables", "name_pack"]

_CAPITALS: Final = "A-ZÀ-ÖØ-ÞŁŚŻŹĆŃŘŠČŽА-ЯЁІЇЄҐ"
_ORDINALS: Final = frozenset(("de", "pl"))
_NOUNS_JOIN: Final = frozenset(("de",))
_CODES: Final = frozenset(("EU", "UE", "UNO", "ONU", "NATO", "OTAN", "US", "USA"))
_LEVELS: Final = {
    Level.COUNTRY: "C",
    Level.DEMONYM: "D",
    Level.REGION: "R",
    Level.STATE: "S",
    Level.CITY: "T1",
}
_UNSURE: Final = "T3"
"""The kind of a city whose name is another word, or a given name, too."""
_MOST_WORDS: Final = 4


@dataclass(frozen=True, slots=True)
class NamePack:
    """What a language says of the names of people and organisations.

    Attributes:
        writing: for the tagger.
        kinds: of each word in small letters what it tells of a name: T a title, O an
            organisation, L a place.
        titles: in small letters, without a full stop.
        addresses: those of them that tell nothing of somebody: "frau".
        joined: words between two names: "und".
    """

    writing: Writing
    kinds: Mapping[str, str]
    titles: frozenset[str]
    addresses: frozenset[str]
    joined: frozenset[str]


@cache
def name_pack(language: str) -> NamePack:
    """Return what a language with a pack says of names; read once."""
    words = parts(lines(f"extract/packs/{language}", "names.txt"))
    listed = {head: frozenset(found) for head, found in words.items()}
    places = place_pack(language)
    none: frozenset[str] = frozenset()
    titles = frozenset(map(str.lower, listed["titles"]))
    writing = Writing(
        abbreviations=_in_any_case(listed["abbreviations"]),
        closers=_in_any_case(listed["closers"]),
        openers=frozenset(map(str.capitalize, places.function_words)),
        word=word_with_elisions(listed.get("elisions", none)),
        capitals=_CAPITALS,
        ordinals=language in _ORDINALS,
        said=listed["said"],
        leads=places.where,
        articles=listed.get("articles", none),
        particles=listed["particles"],
        links=listed["links"],
        codes=_CODES,
        mark=f"lg={language}",
        is_cased=True,
        nouns_join=language in _NOUNS_JOIN,
    )
    kinds: dict[str, str] = {}
    for head, code in (("titles", "T"), ("bodies", "O"), ("spots", "L")):
        for word in map(str.lower, listed[head]):
            for form in _forms(word, listed["abbreviations"]):
                kinds[form] = kinds.get(form, "") + code
    addresses = frozenset(map(str.lower, listed["addresses"]))
    return NamePack(writing, kinds, titles, addresses, listed["joined"])


def _in_any_case(words: frozenset[str]) -> frozenset[str]:
    """Words as they stand, in small letters, and with a capital."""
    return words | {word.lower() for word in words} | set(map(str.capitalize, words))


def _forms(word: str, abbreviations: frozenset[str]) -> tuple[str, ...]:
    shortened = word in abbreviations or word.capitalize() in abbreviations
    return (word, f"{word}.") if shortened else (word,)


def language_tables(tables: Tables, language: str) -> Tables:
    """Return the tables that a model of several languages has for one of them.

    Places are those of the language's pack, and words those of its lists.

    Args:
        tables: of the model; words of ``case`` stand after their language: "de haus".
    """
    start = f"{language} "
    case = {
        word[len(start) :]: kind
        for word, kind in tables.case.items()
        if word.startswith(start)
    }
    return replace(
        tables, case=case, places=_places(language), words=name_pack(language).kinds
    )


def _places(language: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for name, entry in place_pack(language).entries.items():
        if name.count(" ") >= _MOST_WORDS:
            continue
        kind = _LEVELS[entry.level]
        if entry.level is Level.CITY and not entry.sure:
            kind = _UNSURE
        key = model_key(name)
        if found.get(key, _UNSURE) == _UNSURE:
            found[key] = kind
    return found
