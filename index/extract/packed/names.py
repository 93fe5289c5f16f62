"""The names of places in a language with a pack.

``packs/CODE/places.tsv.xz`` is made by ``python -m training.place_names``;
``packs/regions.tsv`` has seas, mountains and regions in all languages, and
``packs/CODE/places.txt`` what a person added: names of countries after their codes
("US: EE.UU., EEUU") and of regions after their English names and the codes of their
countries ("Wales GB: Gales"); after "not" names that are other words; after "where"
the words that stand before a place, such as "en".
"""

from __future__ import annotations

import lzma
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Final

from search.analysis.registry import analyzer_for
from search.codes.countries import country_name

from ...word_lists import lines
from ..gazetteer.gazetteer import GazetteerEntry, Level

__all__ = ["PlacePack", "place_pack"]

_NOT: Final = "not"
_WHERE: Final = "where"
_CAPITALISED: Final = r"[A-ZÀ-ÞŁŚŻŹĆŃŘŠČŽÅØА-ЯЁІЇЄҐ][\w.]*(?:[-'’][\w.]+)*"
_NOUNS_ARE_CAPITALS: Final = frozenset(("de",))


@dataclass(frozen=True, slots=True)
class PlacePack:
    """What a language says of places.

    Attributes:
        entries: the place of each name, as it is written.
        never: names of places that are rather other words.
        longest: the most words of a name that begins with a word.
        begun_by: finds the words that a name may begin with.
        where: words that stand before the name of a place rather than a person's.
        function_words: folded words that are no part of a name, though they may begin
            with a capital.
        nouns_are_capitals: whether every noun begins with a capital.
    """

    entries: Mapping[str, GazetteerEntry]
    never: frozenset[str]
    longest: Mapping[str, int]
    begun_by: re.Pattern[str]
    where: frozenset[str]
    function_words: frozenset[str]
    nouns_are_capitals: bool

    def names_country(self, name: str) -> bool:
        """Return whether a name is that of a country."""
        entry = self.entries.get(name)
        return entry is not None and entry.level is Level.COUNTRY


@cache
def place_pack(language: str) -> PlacePack:
    """Return what a language with a pack says of places; read once.

    It takes a tenth of a second and some 10 MB.
    """
    entries = _listed(language) | _regions(language)
    where: frozenset[str] = frozenset()
    never: frozenset[str] = frozenset()
    for line in lines(f"extract/packs/{language}", "places.txt"):
        head, _, rest = line.partition(": ")
        names = rest.split(", ")
        if head == _WHERE:
            where = frozenset(names)
        elif head == _NOT:
            never = frozenset(names)
            for name in names:
                entries.pop(name, None)
        else:
            entries |= dict.fromkeys(names, _entry(head))
    longest: dict[str, int] = {}
    for name in entries:
        words = name.split(" ")
        longest[words[0]] = max(longest.get(words[0], 0), len(words))
    small = "|".join(sorted(word for word in longest if word[0].islower())) or "(?!)"
    return PlacePack(
        entries,
        never,
        longest,
        re.compile(rf"(?<!\w)(?:{_CAPITALISED}|(?:{small})(?!\w))"),
        where,
        analyzer_for(language).function_words,
        language in _NOUNS_ARE_CAPITALS,
    )


def _entry(head: str) -> GazetteerEntry:
    """The country of a code, or a region by its English name and code: "Wales GB"."""
    name, _, code = head.rpartition(" ")
    if not name:
        return GazetteerEntry(country_name(code), Level.COUNTRY, code)
    return GazetteerEntry(name, Level.REGION, None if code == "-" else code)


def _regions(language: str) -> dict[str, GazetteerEntry]:
    """The names of ``packs/regions.tsv``."""
    head, *rows = (row.split("\t") for row in lines("extract/packs", "regions.tsv"))
    at = head.index(language)
    found: dict[str, GazetteerEntry] = {}
    for name, code, *others in rows:
        country = None if code == "-" else code
        entry = GazetteerEntry(name, Level.REGION, country)
        found |= dict.fromkeys(others[at - 2].split("|"), entry)
    return found


def _listed(language: str) -> dict[str, GazetteerEntry]:
    packs = resources.files("index.extract.packs")
    packed = (packs / language / "places.tsv.xz").read_bytes()
    found = {}
    for row in lzma.decompress(packed).decode("utf-8").splitlines():
        forms, level, country, number, name, north, east, sure = row.split("\t")
        entry = GazetteerEntry(
            name,
            Level[level.upper()],
            country or None,
            geonames=int(number) if number else None,
            latitude=float(north) if north else None,
            longitude=float(east) if east else None,
            sure=bool(sure),
        )
        found.update(dict.fromkeys(forms.split("|"), entry))
    return found
