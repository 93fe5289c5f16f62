"""Words of names in other alphabets, in Latin letters, so that spellings of one meet.

A table has the words that rules get wrong: "Джон" is John, and Arabic leaves out most
vowels. It is made by ``python -m training.name_scripts`` from names of Wikidata (CC0).
Cyrillic words it lacks are written letter by letter, as English newspapers write
Russian; what such rules do not agree on is folded by :mod:`.phonetic` anyway.
"""

from __future__ import annotations

import lzma
import re
from collections.abc import Mapping
from functools import cache
from importlib import resources
from typing import Final

__all__ = ["TABLE", "latin", "same_script", "transliterate"]

TABLE: Final = "scripts.tsv.xz"
"""Lines of a word in Latin letters and those it is written as in others."""

_LETTERS: Final = str.maketrans(
    {
        **dict(zip("абвгдезийклмнопрстуфы", "abvgdeziiklmnoprstufy", strict=True)),
        **dict(zip("эєіїґѓјќў", "eeiiggjku", strict=True)),
        "ж": "zh",
        "х": "kh",
        "ц": "ts",
        "ч": "ch",
        "ш": "sh",
        "щ": "shch",
        "ю": "yu",
        "я": "ya",
        "ё": "e",
        "ъ": "",
        "ь": "",
        "ћ": "c",
        "ђ": "dj",
        "љ": "lj",
        "њ": "nj",
        "џ": "dz",
        "ѕ": "dz",
    }
)

_ARTICLE: Final = "ال"
"""Arabic writes it and the word as one; in our letters "al-" is left out too."""

_CYRILLIC: Final = re.compile("[\u0400-\u04ff]")
_ARABIC: Final = re.compile("[\u0600-\u06ff]")


def latin(word: str) -> str:
    """Return a folded word of a name in Latin letters, as far as that is known.

    A word in Latin letters is itself, and so is one in a script other than Cyrillic
    and Arabic, or in Arabic that is not in the table.
    """
    if word.isascii() or not _script(word):
        return word
    table = _table()
    bare = word.removeprefix(_ARTICLE)
    return table.get(word) or table.get(bare) or transliterate(word)


def transliterate(word: str) -> str:
    """Return a folded word with each Cyrillic letter written in Latin ones."""
    return word.translate(_LETTERS)


def same_script(one: str, other: str) -> bool:
    """Whether two names are written in the same alphabet."""
    return _script(one) == _script(other)


def _script(text: str) -> str:
    if text.isascii():
        return ""
    if _CYRILLIC.search(text):
        return "Cyrillic"
    return "Arabic" if _ARABIC.search(text) else ""


@cache
def _table() -> Mapping[str, str]:
    """Every word of another alphabet → how it is written in Latin letters."""
    packed = (resources.files(__package__) / TABLE).read_bytes()
    found: dict[str, str] = {}
    for line in lzma.decompress(packed).decode().splitlines():
        head, *words = line.split("\t")
        found.update(dict.fromkeys(words, head))
    return found
