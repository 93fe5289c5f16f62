"""Make the table of names in other alphabets: ``python -m training.name_scripts``.

The package ``rigour`` (MIT) has words of names with all the ways in which Wikidata
(CC0) writes them, in any alphabet. A word in Cyrillic or Arabic letters gets the one
in Latin letters that texts use most, of those that are much like it, and else the one
that is likest to its own letters. Texts are those of five languages of Europe, by the
package ``wordfreq``; English is none of them, for "mask" is a word there, and Musk a
name everywhere. Words that rules bring together by themselves are left out.
"""

from __future__ import annotations

import lzma
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from difflib import SequenceMatcher
from pathlib import Path
from typing import Final

from index.names import scripts
from index.names.phonetic import sound
from search.analysis.tokens import key

_TABLE: Final = Path(scripts.__file__).parent / scripts.TABLE
_LATIN: Final = re.compile("[a-z]{2,}")
_OTHER: Final = re.compile("[\u0430-\u04ff]{2,}|[\u0621-\u06d3]{2,}")
_VOWELS: Final = re.compile("[aeiouy]+")
_CONSONANTS: Final = str.maketrans(
    "ابتجحخدذرزسصطظفقكگلمنهوپيىچژشغعةضث", "abtjhkddrzsstzfqkglmnhwpiicjsgahdt"
)
"""Arabic letters as one Latin letter each, near enough to compare words by."""

_LANGUAGES: Final = ("de", "fr", "es", "it", "nl")
_LIKE: Final = 0.5
"""How like its consonants a word must be to be chosen for its frequency."""

_FAR: Final = 10.0
"""How much more frequent it must be than what rules make: a hundred times in each."""


def names() -> Iterator[tuple[str, list[str]]]:
    """Yield the words of a name in Latin letters, and in others."""
    from rigour.names.person import load_person_names

    for _, spellings in load_person_names():
        words = {key(spelling).replace(" ", "") for spelling in spellings}
        latin = sorted(filter(_LATIN.fullmatch, words))
        for other in sorted(filter(_OTHER.fullmatch, words)):
            yield other, latin


def frequency(word: str) -> float:
    """Return how frequent a word is: the sum of its logarithms over languages."""
    from wordfreq import zipf_frequency

    return sum(zipf_frequency(word, language) for language in _LANGUAGES)


def best(word: str, latin: Iterable[str]) -> str:
    """Return the Latin spelling that stands for a word of another alphabet."""
    bare = scripts.transliterate(word).translate(_CONSONANTS)

    def rank(spelling: str) -> tuple[float, float, str]:
        like = _likeness(_without_vowels(bare), _without_vowels(spelling))
        often = frequency(spelling) if like >= _LIKE else 0.0
        return often, like + _likeness(bare, spelling), spelling

    return max(latin, key=rank)


def _without_vowels(word: str) -> str:
    return _VOWELS.sub("", word) or word


def _likeness(one: str, other: str) -> float:
    return SequenceMatcher(None, one, other).ratio()


def rows() -> dict[str, list[str]]:
    """Return the words of other alphabets by the Latin one they are written as."""
    latin: dict[str, set[str]] = defaultdict(set)
    for word, spellings in names():
        latin[word].update(spellings)
    table: dict[str, list[str]] = defaultdict(list)
    for word, every in sorted(latin.items()):
        if not every:
            continue
        chosen = best(word, every)
        by_rule = scripts.transliterate(word)
        usual = [
            one for one in every if by_rule.isascii() and sound(one) == sound(by_rule)
        ]
        if not usual or max(map(frequency, usual)) < frequency(chosen) - _FAR:
            table[chosen].append(word)
    return table


def main() -> None:
    lines = ["\t".join((head, *words)) for head, words in sorted(rows().items())]
    packed = lzma.compress("\n".join(lines).encode(), preset=9 | lzma.PRESET_EXTREME)
    _TABLE.write_bytes(packed)
    print(f"{len(lines):,} words in {len(packed):,} bytes")


if __name__ == "__main__":
    main()
