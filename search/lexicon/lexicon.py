"""The words and names an index holds, with how many articles have each.

Reads what :mod:`.dictionary_file` writes beside each generation of an index. An
index that has no dictionary yet answers as an empty one; the next run that
writes to it makes one.
"""

from __future__ import annotations

import json
from array import array
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from ..analysis.tokens import key
from .sqlite_reader import DictionaryReader
from .sqlite_writer import (
    FILE_NAME,
    FORMAT,
    LISTED,
    MOST_SCANNED,
    OTHER,
    WORD,
    is_spelt,
)

__all__ = ["Dictionary", "Entry", "Near", "Spelt"]

_AFTER_ALL: Final = "\U0010ffff"
"""Behind every character a start goes on with; no text holds it."""

_MOST_FIRSTS: Final = 60
"""First letters tried instead of the one typed; those of some scripts at once."""

_AT_ONCE: Final = 500
"""Words looked up in one statement."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A word, or a name as it is shown, and how many articles have it."""

    value: str
    count: int


@dataclass(frozen=True, slots=True, order=True)
class Near:
    """A word that is spelt nearly as another.

    ``distance`` counts letters left out, put in, exchanged for another or with
    the one beside: the optimal string alignment distance.
    """

    word: str
    distance: int
    count: int


@dataclass(frozen=True, slots=True)
class Spelt:
    """A name that is spelt otherwise too.

    Attributes:
        value: the name as it is shown.
        count: articles that have it.
        so: articles that spell it as was asked, about.
    """

    value: str
    count: int
    so: int


class Dictionary:
    """The dictionary of one generation, always its newest; for any thread.

    Args:
        folder: the folder of the generation.
    """

    def __init__(self, folder: Path) -> None:
        self._file = DictionaryReader(folder / FILE_NAME, FORMAT)
        self._rows = self._file.rows

    def words(self, kind: str, words: Iterable[str]) -> dict[str, int]:
        """Return how many articles have each of some folded words.

        For a kind of names: how many times names with that word are given. Words
        that nobody has are left out.
        """
        if kind == WORD:
            return self.names(WORD, words)
        found = {}
        for word in dict.fromkeys(words):
            # what begins with the word and a space or nothing behind it
            sql = "SELECT sum(count) FROM start WHERE kind = ? AND start >= ?"
            rows = self._rows(f"{sql} AND start < ?", kind, word, word + "!")
            if rows and rows[0][0]:
                found[word] = int(rows[0][0])
        return found

    def names(self, kind: str, keys: Iterable[str]) -> dict[str, int]:
        """Return how many articles have each of some names, given by their keys.

        Those that nobody has are left out.
        """
        each = list(dict.fromkeys(keys))
        found: dict[str, int] = {}
        for at in range(0, len(each), _AT_ONCE):
            some = each[at : at + _AT_ONCE]
            sql = "SELECT start, sum(count) FROM start WHERE kind = ? AND part = 0"
            among = f"AND start IN ({','.join('?' * len(some))}) GROUP BY start"
            found.update(self._rows(f"{sql} {among}", kind, *some))
        return found

    def spelt(self, kind: str, name_key: str, most: int) -> list[Spelt]:
        """Return the names another spelling of which has this key.

        The most frequent first, at most ``most``; not the name that has it itself.
        """
        so = "SELECT name, count FROM start WHERE kind = ? AND start = ? AND part = ?"
        return self._spelt_so(so, (kind, name_key, OTHER), most)

    def spelt_with(self, kind: str, words: str, most: int) -> list[Spelt]:
        """Return the names another spelling of which begins or ends with words.

        The most frequent first, at most ``most``.

        Args:
            words: whole ones, folded, with a space between two.
        """
        so = "SELECT name, count FROM start WHERE kind = ? AND"
        return self._spelt_so(
            f"{so} start = ? AND part >= ? UNION ALL"
            f" {so} start > ? AND start < ? AND part = ?",
            (kind, words, OTHER, kind, words + " ", words + "!", OTHER),
            most,
        )

    def _spelt_so(self, so: str, values: tuple[object, ...], most: int) -> list[Spelt]:
        rows = self._rows(
            f"SELECT value, name.count, sum(so.count) FROM ({so}) AS so"
            " JOIN name ON id = so.name"
            " GROUP BY id ORDER BY name.count DESC, value LIMIT ?",
            *values,
            most,
        )
        return [Spelt(*row) for row in rows]

    def named(self, kind: str, word: str) -> list[tuple[str, Entry]]:
        """Return the names that begin or end with a folded word, and their keys.

        A name that is spelt otherwise stands there by the spelling that begins so as
        well. Of each sort the most frequent :data:`.dictionary_file.MOST_SCANNED`.
        """
        sql = "SELECT start, value, name.count FROM start JOIN name ON id = start.name"
        most = "ORDER BY name.count DESC LIMIT ?"
        first = self._rows(
            f"{sql} WHERE kind = ? AND start > ? AND start < ?"
            f" AND part IN (0, ?) {most}",
            *(kind, word + " ", word + "!", OTHER, MOST_SCANNED),
        )
        last = self._rows(
            f"{sql} WHERE kind = ? AND start = ? AND part IN (1, ?) {most}",
            *(kind, word, OTHER + 1, MOST_SCANNED),
        )
        found = [(start, Entry(value, count)) for start, value, count in first]
        found += ((key(value), Entry(value, count)) for _, value, count in last)
        return found

    def beginning(self, kind: str, beginning: str, most: int) -> list[Entry]:
        """Return the most frequent words, or names with a word that begins so.

        A name that is spelt otherwise too has the place of the spelling that fits.

        Args:
            beginning: folded text; for names several words, such as "donald tr".
            most: how many, at most :data:`.dictionary_file.LISTED`.
        """
        if not beginning or len(beginning.encode()) > 1_000:
            return []
        kept = self._rows(
            "SELECT starts FROM top WHERE kind = ? AND beginning = ?", kind, beginning
        )
        if kept:
            best = json.loads(kept[0][0])
        else:
            # the limit is for a dictionary that was tampered with
            best = self._rows(
                "SELECT start, part, name, count FROM (SELECT * FROM start"
                " WHERE kind = ? AND start >= ? AND start < ? LIMIT ?)"
                " ORDER BY count DESC, start LIMIT ?",
                kind,
                beginning,
                beginning + _AFTER_ALL,
                MOST_SCANNED,
                4 * LISTED,
            )
        if kind == WORD:
            return [Entry(start, count) for start, _, _, count in best[:most]]
        # of its spellings, the one that begins so and most articles have
        counts: dict[int, int] = {}
        for _, _, name, count in best:
            counts.setdefault(name, count)
        return self._names(counts, most)

    def near(self, kind: str, word: str, distance: int) -> list[Near]:
        """Return the words spelt nearly as a folded word, in no order.

        With another first letter, only those are found that are one step away.
        """
        if not is_spelt(word):
            return []
        # takes 25 ms, and few words are misspelt
        from rapidfuzz.distance import OSA
        from rapidfuzz.process import extract

        found: dict[str, Near] = {}
        for words, counts in self._spelt(kind, word, distance):
            for other, apart, at in extract(
                word, words, scorer=OSA.distance, score_cutoff=distance, limit=None
            ):
                if apart:
                    found[other] = Near(other, int(apart), counts[at])
        others = self._otherwise_begun(kind, word)
        for other, count in self.words(kind, others).items():
            found.setdefault(other, Near(other, 1, count))
        return list(found.values())

    def state(self) -> str:
        """Return the name of the state it is in; "" where there is none."""
        return self._file.state()

    def close(self) -> None:
        """Free the file; it is opened again when needed."""
        self._file.close()

    def _names(self, counts: Mapping[int, int], most: int) -> list[Entry]:
        """The names of these numbers, the most frequent first, with their own counts.

        Args:
            counts: by number, how frequent each is for this.
        """
        some = sorted(counts, key=counts.__getitem__, reverse=True)[: 2 * LISTED]
        marks = ",".join("?" * len(some))
        rows = self._rows(
            f"SELECT id, value, count FROM name WHERE id IN ({marks})", *some
        )
        rows.sort(key=lambda row: (-counts[row[0]], row[1]))
        return [Entry(value, count) for _, value, count in rows[:most]]

    def _spelt(
        self, kind: str, word: str, distance: int
    ) -> Iterator[tuple[list[str], array[int]]]:
        for words, counts in self._rows(
            "SELECT words, counts FROM spelling"
            " WHERE kind = ? AND first = ? AND length BETWEEN ? AND ?",
            kind,
            word[0],
            len(word) - distance,
            len(word) + distance,
        ):
            yield words.split("\n"), array("I", counts)

    def _otherwise_begun(self, kind: str, word: str) -> set[str]:
        """The words one step away that begin with another letter."""
        firsts = self._rows(
            "SELECT first FROM spelling WHERE kind = ? AND length BETWEEN ? AND ?"
            " GROUP BY first ORDER BY sum(length(counts)) DESC LIMIT ?",
            kind,
            len(word),
            len(word) + 1,
            _MOST_FIRSTS,
        )
        others = {word[1:], word[1] + word[0] + word[2:]}
        for (first,) in firsts:
            others |= {first + word, first + word[1:]}
        return {other for other in others if is_spelt(other) and other[0] != word[0]}
