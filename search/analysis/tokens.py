"""A text → its words, the same for indexing, asking and marking, in every language.

Every engine indexes what :func:`words` says; :func:`tokens` says where each word
stands in the text. Besides letters between signs these are one word:

- an acronym with points: "C.I.A." is "cia", "Ph.D." is "phd". One that is another word
  without them keeps them: "U.S." is not "us". Capitals need none: "US" is "U.S.";
- a number in groups: "10,000" is "10000". A list such as "1,2,3" is three words;
- a word and the "'s" after it: "Ana's" is "ana".
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import chain
from typing import Final, NamedTuple

from .fold import fold_letter

__all__ = [
    "ANALYSIS_VERSION",
    "APOSTROPHES",
    "LETTER",
    "MAX_TERM_BYTES",
    "SPELT_OUT",
    "Token",
    "are_adjacent",
    "count_words",
    "find_words_end",
    "is_kept",
    "key",
    "terms",
    "tokens",
    "words",
    "words_beginning",
]

ANALYSIS_VERSION: Final = 7
"""Increased whenever a text may give other words; older indexes are then outdated."""

MAX_TERM_BYTES: Final = 200
"""Longer words (in UTF-8) are not indexed: nobody types them."""

# Told by what they are not: Python takes milliseconds to compile a range that spans
# all planes. Characters that nobody sees are letters here and folded away; what else
# is no letter splits a run later.
_SIGNS: Final = (
    "\\x00-/:-@\\[-`{-\xa9\xab\xac\xae-\xb1\xb4\xb6-\xb8\xbb\xbf\xd7\xf7\u02bc"
    "\u2000-\u200a\u2010-\u2029\u202f-\u205f\u20a0-\u20cf\u2190-\u245f"
    "\u2500-\u2775\u2794-\u2bff\u3000-\u3003\u3008-\u3020"
    "\uff01-\uff0f\uff1a-\uff20\uff3b-\uff40\uff5b-\uff65\U0001f000-\U0001faff"
)
LETTER: Final = f"[^{_SIGNS}]"
"""A character that words are made of, as a regular expression."""

APOSTROPHES: Final = "'’‘ʼ＇´`′"
"""What stands for an apostrophe; "‘" and "`" where a keyboard or a program erred."""

_SPACES: Final = "\xa0\u2009\u202f"
"""Between groups of digits."""

_DEGREE: Final = r"(?:Ph|Ed|Th|Psy|Pharm)\.D|[BM]\.(?:Sc|Ed)|[DM]\.Phil|LL\.[BDM]"
_ACRONYM: Final = (
    rf"(?<!\w)(?<!\w\.)(?:(?:[^\W\d_]\.)+[^\W\d_]|{_DEGREE})(?!{LETTER})\.?"
)
_NUMBER: Final = (
    r"(?<![0-9][.,])(?:[0-9]{1,3}(?:(?:,[0-9]{3})+(?!,?[0-9])"
    rf"|(?:[{_SPACES}][0-9]{{3}})+(?![0-9])|(?:[{APOSTROPHES}][0-9]{{3}})+(?![0-9])"
    r"|(?:\.[0-9]{3}){2,}(?![.,]?[0-9]))"
    rf"|[0-9]{{1,2}}(?:,[0-9]{{2}})+,[0-9]{{3}}(?!,?[0-9])){LETTER}*"
)
_POSSESSIVE: Final = f"(?:[{APOSTROPHES}][sS](?!{LETTER}))?"

_RUN = re.compile(f"(?:{_ACRONYM}|{_NUMBER}|{LETTER}+){_POSSESSIVE}")
_JOINING: Final = f".,{APOSTROPHES}{_SPACES}"
"""Signs that may be part of a word."""

_CHUNK = re.compile(r"[^ \t\r\n]+")

OTHER_WORDS: Final = frozenset(
    "aids am an as at be by do go he id if in is it me my no of on or so to up us we "
    "who".split()
)
"""What an acronym without its points would be taken for."""

SPELT_OUT: Final = {"us": "u.s.", "who": "w.h.o.", "aids": "a.i.d.s."}
"""Words that are acronyms where they stand in capitals."""

_CAPITALS: Final = {word.upper(): term for word, term in SPELT_OUT.items()}


class Token(NamedTuple):
    """A word: folded, not stemmed, with its place in the original text.

    ``position`` counts words from 0, including long ones that are not indexed.
    """

    term: str
    start: int
    end: int
    position: int


_Piece = tuple[str, int, int]
"""A word of a run and its place in it."""

_MOST_REMEMBERED: Final = 200_000
"""Runs whose words are remembered; some 60 MB."""


class _Words(dict[str, tuple[_Piece, ...]]):
    """The words of each run of characters that was met; most are met again."""

    def __missing__(self, run: str) -> tuple[_Piece, ...]:
        if len(self) >= _MOST_REMEMBERED:
            self.clear()
        found = self[run] = tuple(_split(run))
        return found


class _Terms(dict[str, tuple[str, ...]]):
    """The same without places."""

    def __missing__(self, run: str) -> tuple[str, ...]:
        if len(self) >= _MOST_REMEMBERED:
            self.clear()
        found = self[run] = tuple(term for term, _, _ in _split(run))
        return found


_WORDS: Final = _Words()
_TERMS: Final = _Terms()


def _split(run: str) -> Iterator[_Piece]:
    """The words of a run; those of :data:`_RUN` that are one word come as one."""
    body = run
    if len(run) > 2 and run[-2] in APOSTROPHES:
        body = run[:-2]
        if body.isdigit() and body.isascii():  # "the 1980's"
            yield f"{body}s", 0, len(run)
            return
    if body in _CAPITALS:
        yield _CAPITALS[body], 0, len(run)
        return
    signs = [sign for sign in _JOINING if sign in body]
    if signs:
        joined = body
        for sign in signs:
            joined = joined.replace(sign, "")
        term = "".join(word for word, _, _ in _mixed(joined))
        if term in OTHER_WORDS and "." in signs:
            term = "".join(f"{letter}." for letter in term)
        if term:
            yield term, 0, len(run)
        return
    if body.isascii():
        yield body.lower(), 0, len(run)
        return
    found = list(_mixed(body))
    if found and len(body) < len(run):
        term, start, _ = found[-1]
        found[-1] = term, start, len(run)
    yield from found


def words(text: str) -> list[str]:
    """Return the words of a text in order of position, folded and not stemmed.

    Those over :data:`MAX_TERM_BYTES` are among them: they take a place, though no
    engine keeps them.
    """
    return list(chain.from_iterable(map(_TERMS.__getitem__, _RUN.findall(text))))


def is_kept(term: str) -> bool:
    """Return whether a term has at most :data:`MAX_TERM_BYTES`."""
    return len(term) <= MAX_TERM_BYTES // 4 or len(term.encode()) <= MAX_TERM_BYTES


def tokens(text: str) -> Iterator[Token]:
    """Yield the words of a text in order, with offsets into that text.

    The terms and positions are exactly those of :func:`words`; words over
    :data:`MAX_TERM_BYTES` are left out but counted.
    """
    position = 0
    for run in _RUN.finditer(text):
        begin = run.start()
        for term, start, end in _WORDS[run[0]]:
            if is_kept(term):
                yield Token(term, begin + start, begin + end, position)
            position += 1


def find_words_end(text: str, most: int) -> int:
    """Return the offset after the first ``most`` words of :func:`tokens`.

    After the last one if there are fewer, 0 if there are none.
    """
    end = 0
    for run in _RUN.finditer(text):
        for term, _, last in _WORDS[run[0]]:
            if not is_kept(term):
                continue
            end = run.start() + last
            most -= 1
            if not most:
                return end
    return end


def words_beginning(text: str, initials: frozenset[str]) -> Iterator[_Piece]:
    """Yield ``(term, start, end)`` of the words that begin with given letters.

    They are those of :func:`tokens`, found several times faster, as most other words
    are skipped.
    """
    done = 0
    for run in _runs_beginning(initials).finditer(text):
        begin, end = run.span()
        if begin < done:
            continue
        word = run[0]
        if (
            word.isascii()
            and text[begin - 1 : begin] in _FREE
            and text[end : end + 1] in _FREE
            and end - begin <= MAX_TERM_BYTES
            and word not in _CAPITALS
        ):
            yield word.lower(), begin, end
            continue
        # a sign of a word may stand before it: look at all up to the next spaces
        begin = max(done, _begin_of_chunk(text, begin))
        chunk = _CHUNK.match(text, begin)
        assert chunk is not None
        done = chunk.end()
        for token in tokens(chunk[0]):
            if token.term[0] in initials:
                yield token.term, begin + token.start, begin + token.end


def _begin_of_chunk(text: str, at: int) -> int:
    return 1 + max(text.rfind(space, 0, at) for space in " \t\r\n")


_FREE: Final = frozenset(("", *' \t\r\n"()[]{}:;!?/“”—–…'))
"""What may stand on either side of a run without joining words; "" is no sign."""


@lru_cache(maxsize=256)
def _runs_beginning(initials: frozenset[str]) -> re.Pattern[str]:
    """A pattern of runs in which a word may begin with one of the letters.

    Of runs with other characters than ASCII it finds the part from the first of them.
    A pattern that begins with a set of characters is several times faster than others.
    """
    begun_by = initials | {letter.upper() for letter in initials}
    others = "".join(re.escape(c) for c in map(chr, range(128)) if c not in begun_by)
    return re.compile(rf"[^{others}{_SIGNS}](?<!{LETTER}[0-9A-Za-z]){LETTER}*")


def are_adjacent(text: str, end: int, start: int) -> bool:
    """Tell whether two words of a text follow each other with no word in between."""
    return not any(map(_WORDS.__getitem__, _RUN.findall(text, end, start)))


def _mixed(run: str) -> Iterator[_Piece]:
    """Split a run that holds non-ASCII characters; offsets are within the run."""
    if unicodedata.is_normalized("NFC", run):
        yield from _cut(run, range(len(run) + 1))
        return
    chars, places = "", []
    for cluster in _CLUSTER.finditer(run):
        composed = unicodedata.normalize("NFC", cluster[0])
        chars += composed
        places += [cluster.start()] * len(composed)
    yield from _cut(chars, [*places, len(run)])


_CLUSTER = re.compile(
    "(?s:.)[\u0300-\u036f\u0591-\u05c7\u064b-\u065f\u0670\u0900-\u0dff\u1160-\u11ff"
    "\u3099\u309a]*"
)
"""A character and what may be composed with it: accents, letters of Korean."""


def _cut(run: str, places: Sequence[int]) -> Iterator[_Piece]:
    """Split composed characters into words.

    Args:
        places: where each of them begins, and where the last ends.
    """
    term, start, end = "", 0, 0
    for at, char in enumerate(run):
        folded = char.lower() if char.isascii() else fold_letter(char)
        if char == _BREAK and term[-1:] > "\u0e00":
            folded = " "
        word = folded.strip()
        if term and word != folded:  # a word ends before this character
            yield term, start, end
            term = ""
        if word and not term:
            start = places[at]
        term, end = term + word, places[at + 1]
        if word != folded and word:  # and this one is a word by itself
            yield term, start, end
            term = ""
    if term:
        yield term, start, end


_BREAK: Final = "\u200b"
"""Between words of scripts without spaces; elsewhere it is nothing."""


def terms(text: str) -> list[str]:
    """Return the words of a text, folded and not stemmed."""
    return [term for term in words(text) if is_kept(term)]


def count_words(text: str) -> Counter[str]:
    """Return how often a text has each word; faster than counting :func:`tokens`."""
    counts: Counter[str] = Counter()
    for run, times in Counter(_RUN.findall(text)).items():
        for term in _TERMS[run]:
            if is_kept(term):
                counts[term] += times
    return counts


@lru_cache(maxsize=100_000)
def key(name: str) -> str:
    """Return the folded words of a name, which all spellings of it share.

    A name without letters and digits is its own key.
    """
    return " ".join(terms(name)) or name.strip()
