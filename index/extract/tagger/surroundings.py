"""What the words around a word say about it, in the whole article.

That "Brown" follows "Mr." in one sentence tells of every "Brown" in the
article. Unlike the features of :mod:`lexicon`, these need the text.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

import numpy as np
import numpy.typing as npt

from .lexicon import CASES, Is
from .tokens import Ints
from .windows import Spots, TokenWindows, WindowReader, by_word

__all__ = ["SURROUNDINGS", "surroundings"]

_KINDS: Final = {
    "place": ("C", "D", "R", "S", "P", "T1", "T2", "T3", "T4", "T5", "A"),
    "name": ("P1", "P2", "L1", "L2", "O1", "O2", "M1", "M2"),
}
_NEAR: Final = (
    *("title", "given", "initial", "behind", "leads", "the"),
    *("body", "before", "said", "comma", "code"),
)
SURROUNDINGS: Final = (
    *("opens", "sign", "small", "capital", "twice", "often", "upper", "titled"),
    *("opens-small", "opens-capital", "opens-new"),
    *(f"opens-{case}" for case in CASES),
    *_NEAR,
    *(f"{what}-{k}-{at}" for what in _KINDS for k in _KINDS[what] for at in "BI"),
)
"""The features, in the order of their columns."""

_COLUMN: Final = {name: at for at, name in enumerate(SURROUNDINGS)}
_COLUMNS: Final = {
    (what, k): (_COLUMN[f"{what}-{k}-B"], _COLUMN[f"{what}-{k}-I"])
    for what in _KINDS
    for k in _KINDS[what]
}
"""Of a kind of name, the columns of its first word and of the others."""
_LONGEST: Final = {"place": 4, "name": 6}

Rows = npt.NDArray[np.float32]


def surroundings(reading: TokenWindows, reader: WindowReader) -> Rows:
    """Return a row of ``SURROUNDINGS``, 0 or 1, for each token inside a window."""
    spots = reading.inside
    rows = np.zeros((len(spots), len(SURROUNDINGS)), np.float32)
    if not len(spots):
        return rows
    bits = reader.bits[reading.types]
    capital = bits[spots] & Is.CAPITAL > 0
    _position(rows, reading, reader, bits, capital)
    names = np.flatnonzero(capital)
    near = _near(bits, reading, spots[names])
    first = _COLUMN[_NEAR[0]]
    pooled, counts = _pool(near, reading.words[names])
    rows[names, first : first + len(_NEAR)] = pooled
    rows[names, _COLUMN["twice"]] = counts > 1
    rows[names, _COLUMN["often"]] = counts > 3
    _known_names(rows, reading, reader, bits)
    return rows


def _position(
    rows: Rows,
    reading: TokenWindows,
    reader: WindowReader,
    bits: Ints,
    capital: npt.NDArray[np.bool_],
) -> None:
    spots = reading.inside
    opens = reading.opens[spots]
    sign = (bits[spots - 1] & Is.SIGN > 0) & ~opens
    opening = (opens | sign) & capital
    small, seen = reading.small[spots] & capital, reading.capital[spots] & capital
    columns = (
        ("opens", opens),
        ("sign", sign),
        ("small", small),
        ("capital", seen),
        ("upper", reading.upper[spots]),
        ("titled", reading.titled[spots]),
        ("opens-small", opening & small),
        ("opens-capital", opening & seen),
        ("opens-new", opening & ~small & ~seen),
    )
    for name, column in columns:
        rows[:, _COLUMN[name]] = column
    at = np.flatnonzero(opening)
    case = reader.case[reading.types[spots[at]]]
    rows[at, _COLUMN["opens-" + CASES[0]] + case] = 1


def _near(bits: Ints, reading: TokenWindows, names: npt.NDArray[np.int64]) -> Rows:
    """What is next to each capitalised word: a row of ``_NEAR``."""
    opens = np.append(reading.opens, (True, True, True))
    padded = np.append(bits, (0, 0, 0)).astype(np.int32)
    before = np.where(opens[names], 0, padded[names - 1])
    after = np.where(opens[names + 1], 0, padded[names + 1])
    second = np.where(opens[names + 1] | opens[names + 2], 0, padded[names + 2])
    title = before & Is.TITLE > 0
    name_before = (before & Is.CAPITAL > 0) & ~title
    name_after = after & Is.CAPITAL > 0
    body = after & Is.BODY > 0
    near = (
        title,
        name_before & (before & Is.GIVEN > 0),
        before & Is.INITIAL > 0,
        name_before & (before & (Is.GIVEN | Is.INITIAL) == 0),
        before & Is.LEADS > 0,
        before & Is.THE > 0,
        body,
        name_after & ~body,
        after & Is.SAID > 0,
        after & Is.COMMA > 0,
        (after & Is.BRACKET > 0) & (second & Is.UPPER > 0),
    )
    return np.stack(near, axis=1).astype(np.float32)


def _pool(near: Rows, words: Spots) -> tuple[Rows, Ints]:
    """Each row with what any of the same word's rows has; how many there are.

    A preposition of place counts only where a third of them have one.
    """
    if not len(words):
        return near, words.astype(np.int32)
    order, starts, counts = by_word(words)
    sums = np.add.reduceat(near[order], starts, axis=0)
    any_of = (sums > 0).astype(np.float32)
    leads = _NEAR.index("leads")
    any_of[:, leads] = 3 * sums[:, leads] >= counts
    pooled, sizes = np.empty_like(near), np.empty(len(words), np.int32)
    pooled[order] = np.repeat(any_of, counts, axis=0)
    sizes[order] = np.repeat(counts, counts)
    return pooled, sizes


def _known_names(
    rows: Rows, reading: TokenWindows, reader: WindowReader, bits: Ints
) -> None:
    """Note the names of several words that the tables have, the longest first.

    Behind the first, all have a capital or may link two that have one.
    """
    tables = reader.lexicon.tables
    goes_on = np.append(bits & (Is.CAPITAL | Is.LINK) > 0, False)
    goes_on[:-1] &= ~reading.opens
    stops = np.flatnonzero(~goes_on)
    spots: list[int] = []
    columns: list[int] = []
    for what, bit, names in (
        ("place", Is.PLACE_START, tables.places),
        ("name", Is.PHRASE_START, tables.phrases),
    ):
        starts = np.flatnonzero((bits & bit > 0) & goes_on[1:])
        ends = np.minimum(
            stops[stops.searchsorted(starts, "right")], starts + _LONGEST[what]
        )
        for at, size, kind in _matches(what, starts, ends, names, reading, reader):
            spots += range(at, at + size)
            first, inner = _COLUMNS[what, kind]
            columns += [first, *[inner] * (size - 1)]
    row_of = np.full(len(bits), -1, np.int64)
    row_of[reading.inside] = np.arange(len(reading.inside))
    found = row_of[spots] if spots else row_of[:0]
    here = found >= 0
    rows[found[here], np.array(columns, np.int64)[here]] = 1


def _matches(
    what: str,
    starts: Spots,
    ends: Spots,
    names: Mapping[str, str],
    reading: TokenWindows,
    reader: WindowReader,
) -> Iterator[tuple[int, int, str]]:
    """The names that begin at some of the starts and end at the ends or before."""
    types = reading.types
    begins = reader.beginnings[what]
    spelled = reader.folded if what == "place" else reader.tokenizer.spellings
    passed = 0
    pairs = (types[starts].astype(np.int64) << 32) + types[starts + 1]
    for at, end, pair in zip(
        starts.tolist(), ends.tolist(), pairs.tolist(), strict=True
    ):
        known = begins.get(pair)
        if known is False or at < passed:
            continue
        words = [spelled[n] for n in types[at:end].tolist()]
        if known is None:
            known = " ".join(words[:2]) in reader.lexicon.two_words[what]
            begins[pair] = known
            if not known:
                continue
        for size in range(len(words), 1, -1):
            kind = names.get(" ".join(words[:size]))
            if kind is not None:
                yield at, size, kind
                passed = at + size
                break
