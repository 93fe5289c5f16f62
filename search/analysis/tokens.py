"""The one analysis: text → words, the same for indexing, asking and marking.

Engines differ in what they call a letter, an accent or a capital. So everything
that depends on Unicode happens here, in :func:`fold`, and an engine is given
folded text in which a word is a run of ASCII letters, ASCII digits and
characters from U+0080 up, and only ASCII is left to put in lower case
(:data:`TOKEN_PATTERN`). :func:`tokens` says what those words are in the original
text; tests hold the two together on every engine.

Stems are Snowball English ("Porter2", https://snowballstem.org/algorithms),
by the library the Snowball project itself keeps.
"""

from __future__ import annotations

import re
import threading
import unicodedata
from collections import Counter
from collections.abc import Iterator, Mapping
from functools import lru_cache
from string import ascii_letters, digits
from typing import Final, NamedTuple

__all__ = [
    "ANALYSIS_VERSION",
    "MAX_TERM_BYTES",
    "TOKEN_PATTERN",
    "Token",
    "adjacent",
    "counted",
    "end_of_words",
    "fold",
    "key",
    "stem",
    "stems",
    "terms",
    "tokens",
    "words_beginning",
]

ANALYSIS_VERSION: Final = 1
"""Raised whenever the same text may give other words; indexes are then outdated."""

TOKEN_PATTERN: Final = "[0-9A-Za-z\u0080-\U0010ffff]+"
"""What an engine splits folded text by; put in lower case afterwards."""

MAX_TERM_BYTES: Final = 200
"""A longer word (in UTF-8) is no word anyone types; it is not indexed."""

# The same characters as in TOKEN_PATTERN, told by what they are not: Python takes
# milliseconds to compile a range that spans all planes.
_LETTER: Final = r"[^\x00-/:-@\[-`{-\x7f]"

_RUN = re.compile(TOKEN_PATTERN)
_NOT_ASCII = re.compile("[\u0080-\U0010ffff]+")

# Letters whose base Unicode does not give as a decomposition.
_BASE_LETTERS: Final = {
    "ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d", "ð": "d",
    "þ": "th", "ħ": "h", "ı": "i", "ŋ": "n", "ŧ": "t", "ƒ": "f", "ə": "e",
}  # fmt: skip

# Accents are dropped where the script's readers leave them out when they type;
# elsewhere (Indic vowels, Japanese voicing) they are part of the letter.
_ACCENTS: Final = (
    (0x0300, 0x036F),  # Latin, Greek, Cyrillic
    (0x0591, 0x05C7),  # Hebrew points
    (0x0610, 0x061A),  # Arabic signs
    (0x064B, 0x065F),  # Arabic vowels
    (0x0670, 0x0670),
    (0x06D6, 0x06ED),
    (0x1DC4, 0x1DFF),
    (0xFE00, 0xFE0F),  # variation selectors
)

# Scripts written without spaces: every character is a word, so that any part of
# a sentence can be found as a phrase.
_UNSPACED: Final = (
    (0x3040, 0x30FF),  # kana
    (0x3400, 0x4DBF),
    (0x4E00, 0x9FFF),
    (0xF900, 0xFAFF),
    (0x20000, 0x323AF),
)


_ASCII: Final = frozenset(ascii_letters + digits)


class Token(NamedTuple):
    """A word: folded, not stemmed, with its place in the original text.

    ``position`` counts words from 0, the unindexed long ones included.
    """

    term: str
    start: int
    end: int
    position: int


def _within(code: int, ranges: tuple[tuple[int, int], ...]) -> bool:
    return any(low <= code <= high for low, high in ranges)


_FOLDED_CACHE: Final = 32_768
"""Characters that are remembered, some 5 MB: those of all scripts a corpus may hold."""


@lru_cache(maxsize=_FOLDED_CACHE)
def _folded(char: str) -> str:
    """What one non-ASCII character becomes: letters, "" or a separating space."""
    if _within(ord(char), _ACCENTS):
        return ""
    if unicodedata.category(char)[0] not in "LNM":
        return " "
    # Twice, because compatibility forms hide capitals and capitals hide accents.
    # Lower case last: folding turns small Cherokee letters into capitals.
    plain = unicodedata.normalize("NFKD", char).casefold().lower()
    pieces = map(_part, unicodedata.normalize("NFKD", plain))
    # Composed again, or Korean syllables would fall into their letters.
    folded = unicodedata.normalize("NFC", "".join(pieces))
    if any(_within(ord(piece), _UNSPACED) for piece in folded):
        return f" {folded} "
    return folded


def _part(char: str) -> str:
    """One decomposed character: its base letter, its digit, itself or nothing."""
    if char.isascii():
        return char if char.isalnum() else ""
    if unicodedata.category(char)[0] not in "LNM" or _within(ord(char), _ACCENTS):
        return ""
    digit = unicodedata.decimal(char, None)
    return str(digit) if digit is not None else _BASE_LETTERS.get(char, char)


def fold(text: str) -> str:
    """Return the text to hand to an engine: accents, case and symbols settled.

    ASCII is left as it is; split by :data:`TOKEN_PATTERN` and lower the result.
    Lengths change, so offsets into the result mean nothing.
    """
    if text.isascii():
        return text
    return _NOT_ASCII.sub(lambda run: "".join(map(_folded, run[0])), text)


def tokens(text: str) -> Iterator[Token]:
    """Yield the words of a text in order, with offsets into that text.

    The terms and positions are exactly those an engine gets from
    ``fold(text)``; words over :data:`MAX_TERM_BYTES` are left out but counted.
    """
    position = 0
    for run in _RUN.finditer(text):
        found = run[0]
        if found.isascii():
            if len(found) <= MAX_TERM_BYTES:
                yield Token(found.lower(), run.start(), run.end(), position)
            position += 1
            continue
        for term, start, end in _mixed(found):
            if len(term.encode()) <= MAX_TERM_BYTES:
                yield Token(term, run.start() + start, run.start() + end, position)
            position += 1


def end_of_words(text: str, most: int) -> int:
    """Return the offset behind so many words of :func:`tokens`, or behind the last.

    Several times faster, as nothing else is made of them. 0 where there are none.
    """
    if plain := _plain_words(most).match(text):
        return plain.end()
    end = 0
    for run in _RUN.finditer(text):
        if run[0].isascii():
            ends = [run.end()] if run.end() - run.start() <= MAX_TERM_BYTES else []
        else:
            ends = [run.start() + token.end for token in tokens(run[0])]
        if len(ends) >= most:
            return ends[most - 1]
        if ends:
            end = ends[-1]
            most -= len(ends)
    return end


@lru_cache(maxsize=16)
def _plain_words(number: int) -> re.Pattern[str]:
    """So many words in ASCII; between them no more than ASCII, quotes and dashes."""
    between = r"[\x00-/:-@\[-`{-\x7f\u2010-\u2027]"
    word = rf"[0-9A-Za-z]{{1,{MAX_TERM_BYTES}}}+(?={between}|\Z)"
    return re.compile(f"(?:{between}*+{word}){{{number}}}")


def words_beginning(
    text: str, initials: frozenset[str]
) -> Iterator[tuple[str, int, int]]:
    """Yield ``(term, start, end)`` of the words that begin with given letters.

    The same words as :func:`tokens` gives, but several times faster, as the
    others are never looked at.
    """
    for run in _runs_beginning(initials).finditer(text):
        found, begin = run[0], run.start()
        if found.isascii():
            if len(found) <= MAX_TERM_BYTES:
                yield found.lower(), begin, run.end()
            continue
        while begin and text[begin - 1] in _ASCII:
            begin -= 1
        for term, start, end in _mixed(text[begin : run.end()]):
            if term[0] in initials and len(term.encode()) <= MAX_TERM_BYTES:
                yield term, begin + start, begin + end


@lru_cache(maxsize=256)
def _runs_beginning(initials: frozenset[str]) -> re.Pattern[str]:
    """Runs that begin with one of the letters, or in which any word might.

    The latter from their first character that is not ASCII. A pattern that begins
    with a set of characters is looked for several times faster than any other.
    """
    begun_by = initials | {letter.upper() for letter in initials}
    others = "".join(re.escape(c) for c in map(chr, range(128)) if c not in begun_by)
    return re.compile(rf"[^{others}](?<!{_LETTER}[0-9A-Za-z]){_LETTER}*")


def adjacent(text: str, end: int, start: int) -> bool:
    """Tell whether no word stands between two words of a text."""
    gap = text[end:start]
    return not any(
        run.isascii() or next(_mixed(run), None) for run in _RUN.findall(gap)
    )


def _mixed(run: str) -> Iterator[tuple[str, int, int]]:
    """Split a run that holds non-ASCII characters; offsets are within the run."""
    term, start, end = "", 0, 0
    for offset, char in enumerate(run):
        folded = char.lower() if char.isascii() else _folded(char)
        word = folded.strip()
        if term and word != folded:  # a word ends before this character
            yield term, start, end
            term = ""
        if word and not term:
            start = offset
        term, end = term + word, offset + 1
        if word != folded and word:  # and this one is a word by itself
            yield term, start, end
            term = ""
    if term:
        yield term, start, end


def terms(text: str) -> list[str]:
    """Return the words of a text, folded and not stemmed."""
    return [token.term for token in tokens(text)]


def counted(text: str) -> Counter[str]:
    """Return how often each word is in a text: the words of :func:`tokens`, faster."""
    # what is not ASCII is in lower case once it is folded
    counts = Counter(_RUN.findall(fold(text).lower()))
    for word in [word for word in counts if len(word) > MAX_TERM_BYTES // 4]:
        if len(word.encode()) > MAX_TERM_BYTES:
            del counts[word]
    return counts


@lru_cache(maxsize=100_000)
def key(name: str) -> str:
    """Return what two spellings of one name share: its folded words.

    A name without a letter or digit is its own key.
    """
    return " ".join(terms(name)) or name.strip()


_local = threading.local()


def stem(term: str) -> str:
    """Return the Snowball English stem of a folded word."""
    try:
        known: dict[str, str] = _local.stems
    except AttributeError:
        # Stemmer objects must not be shared between threads.
        import Stemmer

        _local.stemmer = Stemmer.Stemmer("english", 0)
        known = _local.stems = {}
    found = known.get(term)
    if found is None:
        if len(known) >= _STEM_CACHE:
            known.clear()
        found = known[term] = _local.stemmer.stemWord(term)
    return found


def stems(counts: Mapping[str, int]) -> dict[str, dict[str, int]]:
    """Return counted words by their stems: of each its forms and their counts."""
    found: dict[str, dict[str, int]] = {}
    for word, count in counts.items():
        found.setdefault(stem(word), {})[word] = count
    return found


_STEM_CACHE: Final = 200_000
"""Words whose stems are remembered, per thread; some 20 MB."""
