"""The features of a word by itself, whatever is around it.

The tables come with the model (its card says from where). Everything here
depends on the spelling alone, so it is worked out once for each.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Final

from search.analysis.fold import strip_accents

from .language import Writing

__all__ = ["CASES", "Is", "Lexicon", "Tables", "model_key"]

CASES: Final = ("0", "1", "2", "3", "4", "A", "U")
"""How often a word has a capital: never … always, as an acronym, unknown."""


@dataclass(slots=True)
class Tables:
    """The tables that come with a model; each maps a word or phrase to codes.

    Attributes:
        clusters: a word, digits as 0, to the clusters it is in: "k0=5 k1=18 k2=7".
        case: a lower-case word to how often it is capitalised: 0 to 4, or A where
            it is an acronym.
        habits: a capitalised word to what stands around it in news: "Pi3 Pv1".
        kinds: a capitalised word to what it was taken for in news: "HP4 HN1".
        people: folded names of people to what they are: F a given name, 1 to 3 a
            family name by how frequent it is, both in the United States; f a given
            and l a family name elsewhere.
        places: folded names of places, of up to four words, to their kind.
        phrases: names of two words and more met in news to their kind.
        words: lower-case words that tell of a name next to them: T a title, O an
            organisation, L a place.
        pieces: parts of folded words; "##" before one that begins no word.
    """

    clusters: Mapping[str, str] = field(default_factory=dict)
    case: Mapping[str, str] = field(default_factory=dict)
    habits: Mapping[str, str] = field(default_factory=dict)
    kinds: Mapping[str, str] = field(default_factory=dict)
    people: Mapping[str, str] = field(default_factory=dict)
    places: Mapping[str, str] = field(default_factory=dict)
    phrases: Mapping[str, str] = field(default_factory=dict)
    words: Mapping[str, str] = field(default_factory=dict)
    pieces: frozenset[str] = frozenset()


class Is:
    """What a word is, as bits, for rules that look at its neighbours."""

    CAPITAL: Final = 1
    LOWER: Final = 2
    TITLE: Final = 4
    GIVEN: Final = 8
    INITIAL: Final = 16
    LEADS: Final = 32
    """A preposition of place."""
    THE: Final = 64
    BODY: Final = 128
    """A word organisations are called by: "Bank", "Ministry"."""
    SAID: Final = 256
    COMMA: Final = 512
    BRACKET: Final = 1024
    UPPER: Final = 2048
    """Two capitals and more, and no small letter."""
    SIGN: Final = 4096
    """A sign after which a capital says little: a quote, a colon, a bracket."""
    WORD: Final = 8192
    """Letters only, two and more."""
    LONG: Final = 16384
    """Letters only, four and more."""
    PLACE_START: Final = 32768
    """The first word of a place of several words."""
    PHRASE_START: Final = 65536
    """The first word of a known name of several words."""
    PARTICLE: Final = 131072
    """A small word that names of people may begin with."""
    LINK: Final = 262144
    """A word or sign that may be the second in a name: "of", "de", "'s"."""


_SIGNS: Final = frozenset("\" : ( [ . -- - ' —".split())
_LONGEST_WORD: Final = 30
_SHORTEST_NOUN: Final = 5
"""Letters of a noun at the end of a longer one."""
_SHORTEST_BEFORE: Final = 3
"""Letters before it."""
_REPEATED: Final = re.compile(r"(.)\1\1+")
_DIGIT: Final = re.compile(r"\d")


@lru_cache(20_000)
def model_key(word: str) -> str:
    """Return the form of a word in the tables of a model: lower case, no accents."""
    return strip_accents(word).lower()


class Lexicon:
    """Features and bits of words, looked up in the tables of a model.

    Args:
        tables: those of the model.
        writing: of the language that the words are of.

    Attributes:
        two_words: how the places and the other names of several words begin.
    """

    def __init__(self, tables: Tables, writing: Writing) -> None:
        self.tables = tables
        self.writing = writing
        self._pieces_within = frozenset(
            piece[2:] for piece in tables.pieces if piece.startswith("##")
        )
        self._longest_piece = max(map(len, tables.pieces), default=0)
        self._place_starts = _first_words(tables.places)
        self._phrase_starts = _first_words(tables.phrases)
        self.two_words = {
            "place": _first_two_words(tables.places),
            "name": _first_two_words(tables.phrases),
        }

    def bits(self, word: str) -> int:
        """Return what a word is, as bits of :class:`Is`."""
        lower = word.lower()
        known = self.tables.words.get(lower, "")
        letters = word.isalpha()
        upper = word.isupper() and len(word) > 1
        capital = word[:1].isupper() or (word[:1].isalpha() and word != lower)
        first, particles = word[:1], self.writing.particles
        return (
            (Is.CAPITAL if capital else Is.LOWER if first.islower() else 0)
            | (Is.TITLE if "T" in known else 0)
            | (Is.GIVEN if capital and "f" in self._name(word).lower() else 0)
            | (Is.INITIAL if len(word) == 2 and word[1] == "." and capital else 0)
            | (Is.LEADS if lower in self.writing.leads else 0)
            | (Is.THE if lower in self.writing.articles else 0)
            | (Is.BODY if capital and "O" in known else 0)
            | (Is.SAID if word in self.writing.said else 0)
            | (Is.COMMA if word == "," else 0)
            | (Is.BRACKET if word == "(" else 0)
            | (Is.UPPER if upper else 0)
            | (Is.SIGN if word in _SIGNS else 0)
            | (Is.WORD if letters and len(word) > 1 else 0)
            | (Is.LONG if letters and len(word) > 3 else 0)
            | (
                Is.PLACE_START
                if capital and model_key(word) in self._place_starts
                else 0
            )
            | (Is.PHRASE_START if word in self._phrase_starts else 0)
            | (Is.PARTICLE if word in particles else 0)
            | (Is.LINK if word in particles or word in self.writing.links else 0)
        )

    def case(self, word: str) -> str:
        """Return how often a word has a capital, one of ``CASES``."""
        case, lower = self.tables.case, word.lower()
        found = case.get(lower)
        if found is None and self.writing.nouns_join and lower.isalpha():
            last = len(lower) - _SHORTEST_NOUN + 1
            ends = (lower[at:] for at in range(_SHORTEST_BEFORE, last))
            found = next((case[end] for end in ends if case.get(end) == "1"), None)
        return found or "U"

    def is_country(self, word: str) -> bool:
        """Whether a word alone is a country's name or its people's."""
        kind = self.tables.places.get(model_key(word)) if word[:1].isupper() else None
        return kind in ("C", "D") or word in self.writing.codes

    def features(self, word: str) -> list[str]:
        """Return the names of the features of a word."""
        lower = word.lower()
        plain = lower if lower.isalpha() else _DIGIT.sub("0", lower)
        capital = word[:1].isupper()
        found = [
            *("w=" + plain, "sh=" + shape(word)),
            *("p1=" + plain[:1], "p2=" + plain[:2], "p3=" + plain[:3]),
            *("p4=" + plain[:4], "s1=" + plain[-1:], "s2=" + plain[-2:]),
            *("s3=" + plain[-3:], "s4=" + plain[-4:]),
        ]
        if capital:
            found += ("C2=" + plain[-2:], "C3=" + plain[-3:])
            framed = f"<{plain[:24]}>"
            found += ["c=" + framed[at : at + 3] for at in range(len(framed) - 2)]
        if self.writing.mark:
            found += (self.writing.mark, self.writing.mark + found[1])
        if "-" in word[1:]:
            found.append("hy=" + plain.rpartition("-")[2])
            found.append("hh=" + plain.partition("-")[0])
        found += self._known(word, lower, capital)
        clusters = self._cluster(word)
        if clusters:
            found += clusters.split(" ")
        elif capital:
            found.append("kU")
        found += self.pieces(word)
        return found

    def _known(self, word: str, lower: str, capital: bool) -> Iterator[str]:
        tables = self.tables
        for kind in tables.words.get(lower, ""):
            yield kind + ("c" if capital else "l")
        if not capital:
            return
        yield "tc=" + self.case(word)
        name = self._name(word)
        if name:
            yield "nm=" + name
        place = tables.places.get(model_key(word))
        if place:
            yield f"g={place}1"
        as_name = word.capitalize() if word.isupper() else word
        yield from (tables.habits.get(word) or tables.habits.get(as_name, "")).split()
        kinds = tables.kinds.get(word) or tables.kinds.get(as_name)
        yield from kinds.split() if kinds else ("HU",)
        phrase = tables.phrases.get(word)
        if phrase:
            yield f"h={phrase}1"

    def pieces(self, word: str) -> Iterator[str]:
        """Yield the features of the longest pieces a word is made of, in order."""
        known, mark = self.tables.pieces, "b="
        plain = self._as_pieces(word[:_LONGEST_WORD])
        start, size = 0, len(plain)
        while known and start < size:
            end = min(size, start + self._longest_piece)
            while end > start and plain[start:end] not in known:
                end -= 1
            if end > start:
                yield mark + plain[start:end]
            start = max(end, start + 1)
            known, mark = self._pieces_within, "b=##"

    def _as_pieces(self, word: str) -> str:
        """A word as the pieces are written."""
        if not self.writing.is_cased:
            return model_key(word)
        shouted = word.isupper() and len(word) > 3
        return word.capitalize() if shouted else word

    def _name(self, word: str) -> str:
        return self.tables.people.get(model_key(word), "")

    def _cluster(self, word: str) -> str:
        clusters = self.tables.clusters
        found = clusters.get(_DIGIT.sub("0", word), "")
        if not found and word.isupper() and len(word) > 1:
            found = clusters.get(word.capitalize(), "")
        return found


def shape(word: str) -> str:
    """Return a word's form: "Xxx" for names, "XX" for acronyms, "dd" for numbers."""
    if word.isascii():
        signs = word[:40].translate(_SIGN_OF)
    else:
        signs = "".join(_sign(sign) for sign in word[:40])
    return _form(signs)


@lru_cache(4_000)
def _form(signs: str) -> str:
    return _REPEATED.sub(r"\1\1", signs)[:10]


def _sign(sign: str) -> str:
    if sign.isupper():
        return "X"
    return "x" if sign.islower() else "d" if sign.isdigit() else sign


_SIGN_OF: Final = {code: _sign(chr(code)) for code in range(128)}


def _first_two_words(phrases: Mapping[str, str]) -> frozenset[str]:
    return frozenset(" ".join(name.split(" ", 2)[:2]) for name in phrases)


def _first_words(phrases: Mapping[str, str]) -> frozenset[str]:
    return frozenset(name.partition(" ")[0] for name in phrases if " " in name)
