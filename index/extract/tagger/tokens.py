"""Texts → tokens and sentences, as arrays.

Texts are read several at a time, as numpy takes as long for few numbers as for some
more. A text is cut at white space into chunks; each distinct chunk is cut into tokens
once and remembered, because a corpus repeats itself. Everything per token after
that is numpy. Offsets are half-open ranges of characters into the text as given.
"""

from __future__ import annotations

import re
from array import array
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final
from weakref import WeakMethod

import numpy as np
import numpy.typing as npt

from .language import Writing

__all__ = ["Tokenizer", "Tokens", "is_wrapped", "token_expression"]

Ints = npt.NDArray[np.int32]
Bools = npt.NDArray[np.bool_]

# one sign for each kind of quotation mark and dash, so that offsets stay
_PLAIN: Final = str.maketrans("’‘‛´`“”„«»–", "'''''" + 5 * '"' + "-")

# of each character up to U+FFFF; none that str.split() cuts at lies beyond
_SPACES: Final = np.array([chr(code).isspace() for code in range(0x10000)])

_LONGEST_CHUNK: Final = 200
_LETTER: Final = r"[^\W\d_]"
_ORDINAL: Final = r"\d{1,2}\.(?=$)|"
# a word of letters between signs that are tokens each, whatever is next to them
_SIMPLE: Final = re.compile(
    rf"([\"“”„(\[]{{0,9}})({_LETTER}{{2,{_LONGEST_CHUNK - 20}}})"
    r"((?:[,;:!?)\]\"“”’]|\.(?!\.)){0,9})"
)
_LONGEST_WRAPPED_LINE: Final = 100
_SHORTEST_FULL_LINE: Final = 45
_PART: Final = re.compile(r"-|[^-]+")
_PARAGRAPH: Final = re.compile(r"\n\s*\n\s*|\n[ \t]{2,}|\n\t")


@dataclass(slots=True)
class Tokens:
    """The tokens of some texts, one after the other.

    Attributes:
        types: of each token, the number the tokenizer knows its spelling by.
        texts: which of the texts it stands in.
        starts: offset of the first character of each.
        ends: offset after the last.
        opens: whether a token is the first of a sentence.
    """

    types: Ints
    texts: Ints
    starts: Ints
    ends: Ints
    opens: Bools


def _values(column: array[int]) -> Ints:
    """The numbers of a column, not copied; to be let go before the column grows."""
    return np.frombuffer(column, np.int32)


class _Mark:
    """What a spelling may do at the end of a sentence: bits."""

    ENDS: Final = 1
    CLOSES: Final = 2
    MAY_END: Final = 4
    OPENS: Final = 8


class _Numbers(dict[str, int]):
    """Numbers of values; a new value gets the number that a function gives."""

    def __init__(self, number_of: Callable[[str], int]) -> None:
        # of the object that holds this one: the two must not keep each other
        self._number_of = WeakMethod(number_of)

    def __missing__(self, key: str) -> int:
        number_of = self._number_of()
        assert number_of is not None
        number = self[key] = number_of(key)
        return number


def token_expression(writing: Writing) -> str:
    """Return the expression that the tokens of a piece without white space match."""
    shortened = "|".join(map(re.escape, sorted(writing.abbreviations))) or "(?!)"
    capital = f"[{writing.capitals}]"
    return (
        r"https?://\S+|www\.\S+|[\w.+-]++@[\w-]++(?:\.[\w-]++)+"
        rf"|(?:{shortened})\.(?=$|[,;:'\"])"
        rf"|(?:{_LETTER}\.){{2,}}(?:-{_LETTER}+)*(?!\w)|(?<!\w){capital}\.(?=$|{capital})"
        rf"|(?:{_LETTER}\.)+{_LETTER}(?!\w)|{_ORDINAL if writing.ordinals else ''}"
        rf"[$€£]?\d+(?:[.,:/-]\d+)*(?:-?{_LETTER}+)*%?"
        rf"|{writing.word}"
        r"|\.{2,}|-{2,}|\S"
    )


class Tokenizer:
    """Cuts texts into tokens; remembers the chunks and spellings it met.

    A word with hyphens is one token, unless each of its parts is one that is parted
    ("China-US").

    What it remembers grows with the texts it reads.

    Args:
        writing: of the language that the texts are in.
        parted: tells the words that are parted from others.

    Attributes:
        spellings: the distinct tokens met, by their number.
    """

    def __init__(
        self, writing: Writing, parted: Callable[[str], bool] = lambda word: False
    ) -> None:
        from nltk.tokenize import RegexpTokenizer  # takes a while to import

        self._parted = parted
        self._writing = writing
        self._never_last = frozenset(
            f"{word}." for word in writing.abbreviations - writing.closers
        )
        self._regexp = RegexpTokenizer(token_expression(writing))
        self.spellings: list[str] = []
        self._types: dict[str, int] = {}
        self._marks = array("i")
        self._chunks = _Numbers(self._chunk)
        # of each chunk: where its tokens begin in the flat columns, and how many
        self._firsts, self._counts = array("i"), array("i")
        self._flat_types, self._flat_starts = array("i"), array("i")
        self._flat_sizes = array("i")

    def type_of(self, spelling: str) -> int:
        """Return the number of a spelling, a new one for a new spelling."""
        number = self._types.get(spelling)
        if number is None:
            number = self._types[spelling] = len(self.spellings)
            self.spellings.append(spelling)
            self._marks.append(self._mark(spelling))
        return number

    def read(self, texts: Sequence[str]) -> Tokens:
        """Return the tokens of texts; takes time in proportion to their length."""
        joined = "\n".join(texts)
        chunks = joined.split()
        known = self._chunks.__getitem__
        numbers = np.fromiter(map(known, chunks), np.int32, len(chunks))
        parts, begins, breaks = _chunk_starts(joined, texts)
        counts = _values(self._counts)[numbers]
        stops = counts.cumsum(dtype=np.int32)
        total = int(stops[-1]) if chunks else 0
        # token i of a chunk stands at the chunk's first place in the columns + i
        shift = _values(self._firsts)[numbers] - (stops - counts)
        flat = shift.repeat(counts) + np.arange(total, dtype=np.int32)
        types = _values(self._flat_types)[flat]
        starts = _values(self._flat_starts)[flat] + begins.repeat(counts)
        ends = starts + _values(self._flat_sizes)[flat]
        opens = np.zeros(total + 1, np.bool_)
        opens[0] = True
        opens[(stops - counts)[breaks]] = True
        tokens = Tokens(types, parts.repeat(counts), starts, ends, opens[:total])
        self._open_sentences(tokens)
        return tokens

    def _mark(self, spelling: str) -> int:
        """What a spelling may do at the end of a sentence."""
        if spelling in (".", "!", "?"):
            return _Mark.ENDS
        if spelling in (")", "]", "'", '"'):
            return _Mark.CLOSES
        shortest = 1 if spelling[0].isdigit() else 2
        if len(spelling) > shortest and spelling[-1] == "." and spelling[0].isalnum():
            return 0 if spelling in self._never_last else _Mark.MAY_END
        return _Mark.OPENS if spelling in self._writing.openers else 0

    def _chunk(self, chunk: str) -> int:
        """Cut a chunk met for the first time; the number it is known by from now."""
        number = len(self._firsts)
        before = len(self._flat_types)
        self._firsts.append(before)
        for start, word in self._tokens(chunk):
            self._flat_types.append(self.type_of(word))
            self._flat_starts.append(start)
            self._flat_sizes.append(len(word))
        self._counts.append(len(self._flat_types) - before)
        return number

    def _tokens(self, chunk: str) -> Iterator[tuple[int, str]]:
        simple = _SIMPLE.fullmatch(chunk)
        if simple is not None and not (
            simple[3][:1] == "." and simple[2] in self._writing.abbreviations
        ):
            # most are: the expression below would say the same, more slowly
            before, word, after = simple.groups()
            yield from enumerate(before.translate(_PLAIN))
            yield len(before), word
            yield from enumerate(after.translate(_PLAIN), len(before) + len(word))
            return
        for cut in range(0, len(chunk), _LONGEST_CHUNK):
            piece = chunk[cut : cut + _LONGEST_CHUNK].translate(_PLAIN)
            for at, end in self._regexp.span_tokenize(piece):
                word, start = piece[at:end], cut + at
                if "-" not in word or not all(map(self._parted, word.split("-"))):
                    yield start, word
                    continue
                for part in _PART.finditer(word):
                    yield start + part.start(), part[0]

    def _open_sentences(self, tokens: Tokens) -> None:
        """Note where a sentence opens after a full stop."""
        marks = _values(self._marks)[tokens.types]
        opens, total = tokens.opens, len(marks)
        listed = marks.tolist()
        for at in np.flatnonzero(marks & (_Mark.ENDS | _Mark.MAY_END)).tolist():
            after = at + 1
            if listed[at] & _Mark.ENDS:
                while (
                    after < total
                    and not opens[after]
                    and listed[after] & (_Mark.CLOSES | _Mark.ENDS)
                    and tokens.starts[after] == tokens.ends[after - 1]
                ):
                    after += 1
            elif after < total and not listed[after] & _Mark.OPENS:
                continue
            if after < total:
                opens[after] = True


def _chunk_starts(joined: str, texts: Sequence[str]) -> tuple[Ints, Ints, Bools]:
    """The parts of ``joined.split()``: text, offset, and whether each opens a line.

    Args:
        joined: the texts, a line apart.
    """
    codes = _codes(joined)
    space = np.ones(len(codes) + 1, np.bool_)
    _SPACES.take(codes, out=space[1:], mode="clip")
    starts = (space[:-1] & ~space[1:]).nonzero()[0]
    breaks = np.zeros(len(starts) + 1, np.bool_)
    breaks[starts.searchsorted((codes == ord("\n")).nonzero()[0])] = True
    breaks = breaks[:-1]
    sizes = np.array([len(text) + 1 for text in texts], np.int64)
    firsts = sizes.cumsum() - sizes
    parts = firsts.searchsorted(starts, "right") - 1
    starts -= firsts[parts]
    for part, text in enumerate(texts):
        if "\n" in text and is_wrapped(text):
            first, stop = parts.searchsorted((part, part + 1))
            paragraphs = [at.end() for at in _PARAGRAPH.finditer(text)]
            breaks[first + 1 : stop] &= np.isin(starts[first + 1 : stop], paragraphs)
    return parts.astype(np.int32), starts.astype(np.int32), breaks


def _codes(text: str) -> npt.NDArray[np.uint16 | np.uint32]:
    """The characters' codes, in the narrowest form that keeps one for each."""
    narrow = text.encode("utf-16-le", "surrogatepass")
    if len(narrow) == 2 * len(text):
        return np.frombuffer(narrow, np.uint16)
    return np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32)


def is_wrapped(text: str) -> bool:
    """Whether lines are cut at a width, as old wires do, and break no sentence.

    So it is where no line is long, most lines nearly are, and few end a sentence.
    """
    lines = text.split("\n")
    if len(lines) < 3 or max(map(len, lines)) > _LONGEST_WRAPPED_LINE:
        return False
    full = [line for line in lines if len(line) > _SHORTEST_FULL_LINE]
    ended = sum(line.rstrip().endswith((".", "!", "?", '"')) for line in full)
    return 2 * len(full) > len(lines) and 3 * ended < len(full)
