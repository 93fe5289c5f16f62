"""A text → its words, the same for indexing, asking and marking, in every language.

An engine splits what :func:`.fold.fold` makes of a text by :data:`TOKEN_PATTERN`;
:func:`tokens` says what those words are in the original text. Tests hold the two
together on every engine.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from functools import lru_cache
from string import ascii_letters, digits
from typing import Final, NamedTuple

from .fold import fold, fold_letter

__all__ = [
    "ANALYSIS_VERSION",
    "MAX_TERM_BYTES",
    "TOKEN_PATTERN",
    "Token",
    "are_adjacent",
    "count_words",
    "find_words_end",
    "key",
    "terms",
    "tokens",
    "words_beginning",
]

ANALYSIS_VERSION: Final = 1
"""Increased whenever a text may give other words; older indexes are then outdated."""

TOKEN_PATTERN: Final = "[0-9A-Za-z\u0080-\U0010ffff]+"
"""What an engine splits folded text by; put in lower case afterwards."""

MAX_TERM_BYTES: Final = 200
"""Longer words (in UTF-8) are not indexed: nobody types them."""

# The same characters as in TOKEN_PATTERN, as the complement of all others: Python takes
# milliseconds to compile a range that spans all planes.
_LETTER: Final = r"[^\x00-/:-@\[-`{-\x7f]"

_RUN = re.compile(TOKEN_PATTERN)
_ASCII: Final = frozenset(ascii_letters + digits)


class Token(NamedTuple):
    """A word: folded, not stemmed, with its place in the original text.

    ``position`` counts words from 0, including long ones that are not indexed.
    """

    term: str
    start: int
    end: int
    position: int


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


def find_words_end(text: str, most: int) -> int:
    """Return the offset after the first ``most`` words of :func:`tokens`.

    After the last one if there are fewer, 0 if there are none. Several times faster
    than making the tokens.
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
    """A pattern of ``number`` ASCII words with ASCII, quotes or dashes between them."""
    between = r"[\x00-/:-@\[-`{-\x7f\u2010-\u2027]"
    word = rf"[0-9A-Za-z]{{1,{MAX_TERM_BYTES}}}+(?={between}|\Z)"
    return re.compile(f"(?:{between}*+{word}){{{number}}}")


def words_beginning(
    text: str, initials: frozenset[str]
) -> Iterator[tuple[str, int, int]]:
    """Yield ``(term, start, end)`` of the words that begin with given letters.

    They are those of :func:`tokens`, found several times faster, as other words are
    skipped.
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
    """A pattern of runs in which a word may begin with one of the letters.

    Of runs with other characters than ASCII it finds the part from the first of them.
    A pattern that begins with a set of characters is several times faster than others.
    """
    begun_by = initials | {letter.upper() for letter in initials}
    others = "".join(re.escape(c) for c in map(chr, range(128)) if c not in begun_by)
    return re.compile(rf"[^{others}](?<!{_LETTER}[0-9A-Za-z]){_LETTER}*")


def are_adjacent(text: str, end: int, start: int) -> bool:
    """Tell whether two words of a text follow each other with no word in between."""
    gap = text[end:start]
    return not any(
        run.isascii() or next(_mixed(run), None) for run in _RUN.findall(gap)
    )


def _mixed(run: str) -> Iterator[tuple[str, int, int]]:
    """Split a run that holds non-ASCII characters; offsets are within the run."""
    term, start, end = "", 0, 0
    for offset, char in enumerate(run):
        folded = char.lower() if char.isascii() else fold_letter(char)
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


def count_words(text: str) -> Counter[str]:
    """Return how often a text has each word; faster than counting :func:`tokens`."""
    # folding puts everything but ASCII in lower case
    counts = Counter(_RUN.findall(fold(text).lower()))
    for word in [word for word in counts if len(word) > MAX_TERM_BYTES // 4]:
        if len(word.encode()) > MAX_TERM_BYTES:
            del counts[word]
    return counts


@lru_cache(maxsize=100_000)
def key(name: str) -> str:
    """Return the folded words of a name, which all spellings of it share.

    A name without letters and digits is its own key.
    """
    return " ".join(terms(name)) or name.strip()
