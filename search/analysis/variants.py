"""Other ways to write the words of a text, which find it too.

Engines index them in a field of their own, next to the words as they stand:

- what a hyphen or an apostrophe divides, joined: "re-election" is "reelection",
  "COVID-19" is "covid19", "O'Neill" is "oneill";
- umlauts written out: "Düsseldorf" is "duesseldorf";
- numbers in groups with plain blanks: "10 000" is "10000";
- "&" between words, which is "and".

They come with the words around them, so that phrases find them, and once more by
themselves, with a sign that no word has: single words are looked for by that, so that
the words around them count once.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import chain, groupby, islice
from typing import Final, NamedTuple

from .analyzer import Analyzer
from .fold import fold_letter
from .tokens import APOSTROPHES, LETTER, Token, terms, tokens

__all__ = [
    "PatternWay",
    "Variant",
    "find_variants",
    "lone_variant",
    "name_runs",
    "patterns_otherwise",
    "spell_out",
    "replace_variants",
    "umlauts_spelt",
    "variant_runs",
    "written_otherwise",
]

_HYPHENS: Final = "-‐‑−－"
# After an apostrophe some would make another word of it: "we're", "she'll".
_JOINT = re.compile(
    rf"[{_HYPHENS}{APOSTROPHES}](?<={LETTER}.)(?={LETTER})"
    rf"(?!(?<![{_HYPHENS}])(?:[dmnsDMNS]|[lL]{{1,2}}|[rRvV][eE])(?!{LETTER}))"
)
_GROUPED = re.compile(
    rf"(?<!{LETTER})(?<![.,+-])[1-9][0-9]{{0,2}}(?: [0-9]{{3}}){{1,4}}"
    rf"(?!{LETTER}|[.,-][0-9]| [0-9])"
)
_AND: Final = "and"
_AMPERSAND = re.compile(rf"(?<={LETTER} )&(?= {LETTER})")
_LETTER = re.compile(LETTER)
_LETTERS = re.compile(f"{LETTER}+")

_LONGEST: Final = 40
"""Letters of words that are joined."""

_LONGEST_NAME: Final = 60
"""Characters of a name that may be written in other ways."""

_MOST_RUNS: Final = 4
"""Variants of a name that are told, at most."""

_AROUND: Final = 3
"""Words before and after a variant that phrases may have."""

_NEAR: Final = 60
"""Characters in which these words stand."""

_UMLAUTS: Final = {"ä": "ae", "ö": "oe", "ü": "ue", "å": "aa", "ø": "oe"}
_BARE: Final = {spelt: fold_letter(sign) for sign, spelt in _UMLAUTS.items()}
_FIXED: Final = re.compile(r"[^*?]{3,}")
_LEAST_PART: Final = 2
_FIRST_PARTS: Final = (
    "anti co counter cross cyber e ex half inter micro mid mini multi neo non over post"
    " pre pro re self semi sub super t trans ultra un under well wi x"
).split()
"""What words begin with that are often written with a hyphen."""
_UMLAUT = re.compile("[äöüåøÄÖÜÅØ\u0308\u030a]")


class Variant(NamedTuple):
    """A word as it might be written as well, and where the text has it."""

    term: str
    start: int
    end: int


def find_variants(
    text: str, initials: frozenset[str] | None = None
) -> Iterator[Variant]:
    """Yield the joined and written-out words of a text, each kind in order.

    Args:
        initials: the letters with which joined words may begin; ``None`` is any.
    """
    for joint in _JOINT.finditer(text):
        yield from _joined(text, joint.start(), initials)
    for number in _GROUPED.finditer(text):
        yield Variant(number[0].replace(" ", ""), *number.span())
    if "&" in text and (initials is None or _AND[0] in initials):
        for sign in _AMPERSAND.finditer(text):
            yield Variant(_AND, *sign.span())
    if text.isascii():
        return
    done = 0
    for sign in _UMLAUT.finditer(text):
        if sign.start() < done:
            continue
        start = _begin_of_word(text, sign.start())
        word = _LETTERS.match(text, start)
        assert word is not None
        done = word.end()
        if (term := spell_out(word[0])) is not None:
            yield Variant(term, start, done)


def _joined(text: str, at: int, initials: frozenset[str] | None) -> Iterator[Variant]:
    """The two words on either side of a sign, as one."""
    start = _begin_of_word(text, at)
    if start == at:
        return
    first_letter = text[start]
    # most words begin otherwise, and need not be taken apart
    asked = initials is None or first_letter.lower() in initials
    if first_letter.isascii() and not asked:
        return
    two = _LETTERS.match(text, at + 1)
    if two is None:
        return
    first, second = terms(text[start:at]), terms(two[0])
    if len(first) != 1 or len(second) != 1:
        return
    term = first[0] + second[0]
    numbers = first[0][-1].isdigit() and second[0][0].isdigit()
    if len(term) <= _LONGEST and "." not in term and not numbers:
        yield Variant(term, start, two.end())


def _begin_of_word(text: str, end: int) -> int:
    """Where the letters begin that end here; of very many, some."""
    start, least = end, max(0, end - _LONGEST)
    while start > least:
        before = text[start - 1]
        # asking the expression for each letter would take several times longer
        plain = before.isascii() and before.isalnum()
        if not plain and not _LETTER.match(text, start - 1):
            break
        start -= 1
    return start


def spell_out(word: str) -> str | None:
    """Return a word with its umlauts written out; ``None`` if it has none."""
    spelt = umlauts_spelt(word)
    found = terms(spelt or "")
    return found[0] if len(found) == 1 else None


def umlauts_spelt(text: str) -> str | None:
    """Return a text in lower case with its umlauts written out; ``None`` if none."""
    lower = unicodedata.normalize("NFC", text).lower()
    spelt = "".join(_UMLAUTS.get(char, char) for char in lower)
    return spelt if spelt != lower else None


def written_otherwise(word: str) -> Iterator[tuple[str, ...]]:
    """Yield the words of a text of which a folded word may be a variant.

    Those are two where it may be joined, and itself with umlauts for their spellings.
    """
    if len(word) > _LONGEST:
        return
    for at in range(1, len(word)):
        one, two = word[:at], word[at:]
        if not (one[-1].isdigit() and two[0].isdigit()):
            yield one, two
    for spelt, letter in _BARE.items():
        if spelt in word:
            yield (word.replace(spelt, letter),)


class PatternWay(NamedTuple):
    """A pattern of words of which those of another pattern may be variants.

    Attributes:
        pattern: what the words fit as a text has them.
        begins: how the variant begins.
        instead_of: how many letters of the word it begins with instead.
    """

    pattern: str
    begins: str
    instead_of: int


def patterns_otherwise(pattern: str) -> Iterator[PatternWay]:
    """Yield the patterns of a text's words of which a folded pattern finds variants.

    "reelect*" finds a variant of "re-election", whose second word fits "elect*";
    "duess*" one of "Düsseldorf", which is "dusseldorf".
    """
    fixed = _FIXED.match(pattern)
    if fixed is None:
        return
    beginning, rest = fixed[0], pattern[fixed.end() :]
    for first in _FIRST_PARTS:
        if beginning.startswith(first) and len(beginning) >= len(first) + _LEAST_PART:
            yield PatternWay(pattern[len(first) :], first, 0)
    for spelt, letter in _BARE.items():
        if spelt in beginning:
            bare = beginning.replace(spelt, letter)
            yield PatternWay(f"{bare}{rest}", beginning, len(bare))


def lone_variant(stem: str) -> str:
    """Return the term by which a variant is found that need not stand in a phrase."""
    return f"={stem}"


@lru_cache(maxsize=50_000)
def name_runs(name: str) -> tuple[tuple[str, ...], ...]:
    """Return the words of a name as it is written, then as it may be written as well.

    What a hyphen or an apostrophe divides may be joined, umlauts may be written out,
    and initials may have points and spaces or not: "J.K. O'Neill" is "J K ONeill" too.
    """
    found = list(tokens(name))
    own = tuple(token.term for token in found)
    if len(name) > _LONGEST_NAME or "/" in name:
        return (own,)
    variants = list(islice(find_variants(name), _MOST_RUNS))
    runs = [own, *(replace_variants(found, (variant,)) for variant in variants)]
    if len(variants) > 1:
        runs.append(replace_variants(found, variants))
    initials = [token.term for token in found if "." in name[token.start : token.end]]
    for run in list(runs):
        runs += (_spaced(run, initials), _unspaced(run))
    return tuple(run for run in dict.fromkeys(runs) if run)


def _spaced(run: tuple[str, ...], initials: Sequence[str]) -> tuple[str, ...]:
    """The words of a name with its initials apart: "jk rowling" → "j k rowling"."""
    apart = (
        tuple(word) if word in initials and word.isalpha() else (word,) for word in run
    )
    return tuple(chain.from_iterable(apart))


def _unspaced(run: tuple[str, ...]) -> tuple[str, ...]:
    """The words of a name with its initials joined: "j k rowling" → "jk rowling"."""
    groups = groupby(run, key=lambda word: len(word) == 1 and word.isalpha())
    joined = (("".join(words),) if initial else words for initial, words in groups)
    return tuple(chain.from_iterable(joined))


def replace_variants(
    found: Sequence[Token], variants: Iterable[Variant]
) -> tuple[str, ...]:
    """Return the words of a text, with variants; of overlapping ones the first."""
    words: list[str] = []
    end = 0
    for variant in sorted(variants, key=lambda variant: variant.start):
        if variant.start >= end:
            words += [
                t.term for t in found if end <= t.start and t.end <= variant.start
            ]
            words.append(variant.term)
            end = variant.end
    return (*words, *(token.term for token in found if token.start >= end))


def variant_runs(text: str, analyzer: Analyzer) -> Iterator[list[str]]:
    """Yield what an engine indexes as variants: stems that stand next to each other.

    Each run ends with the :func:`lone_variant` of its variant, so that no phrase
    reaches from one run to the next.
    """
    stem = analyzer.stem
    for term, start, end in find_variants(text):
        around = (*_before(text, start), term, *_after(text, end))
        yield [*map(stem, around), lone_variant(stem(term))]


def _before(text: str, start: int) -> list[str]:
    return terms(text[max(0, start - _NEAR) : start])[-_AROUND:]


def _after(text: str, end: int) -> list[str]:
    return terms(text[end : end + _NEAR])[:_AROUND]
