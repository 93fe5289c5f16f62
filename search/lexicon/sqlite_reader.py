"""Reading the lexicon that :mod:`.sqlite_writer` puts next to an index.

The file is replaced as a whole while others read it. An index that has no lexicon yet
answers as an empty one; the next run that writes to it makes one.
"""

from __future__ import annotations

import json
import sqlite3
import threading
import weakref
from array import array
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, Final

from ..analysis.tokens import key
from .lexicon import (
    LISTED,
    MOST_SCANNED,
    WORD,
    AliasEntry,
    Lexicon,
    LexiconEntry,
    SimilarWord,
    is_spelt,
)
from .sqlite_writer import FILE_NAME, FORMAT, OTHER

__all__ = ["SqliteLexicon"]

_AFTER_ALL: Final = "\U0010ffff"
"""Sorts after every character a start goes on with; no text holds it."""

_MOST_FIRSTS: Final = 60
"""First letters tried instead of the one typed; those of some scripts at once."""

_AT_ONCE: Final = 500
"""Words looked up in one statement."""


class SqliteLexicon:
    """The lexicon in the file of one generation, always the newest; for any thread.

    Args:
        folder: the folder of the generation.
    """

    def __init__(self, folder: Path) -> None:
        self._file = _File(folder / FILE_NAME, FORMAT)

    def words(self, kind: str, words: Iterable[str]) -> dict[str, int]:
        """See :meth:`.Lexicon.words`."""
        if kind == WORD:
            return self.names(WORD, words)
        found = {}
        for word in dict.fromkeys(words):
            # the word itself, or the word and a space after it
            sql = "SELECT sum(count) FROM start WHERE kind = ? AND start >= ?"
            rows = self._rows(f"{sql} AND start < ?", kind, word, word + "!")
            if rows and rows[0][0]:
                found[word] = int(rows[0][0])
        return found

    def names(self, kind: str, keys: Iterable[str]) -> dict[str, int]:
        """See :meth:`.Lexicon.names`."""
        each = list(dict.fromkeys(keys))
        found: dict[str, int] = {}
        for at in range(0, len(each), _AT_ONCE):
            some = each[at : at + _AT_ONCE]
            sql = "SELECT start, sum(count) FROM start WHERE kind = ? AND part = 0"
            among = f"AND start IN ({','.join('?' * len(some))}) GROUP BY start"
            found.update(self._rows(f"{sql} {among}", kind, *some))
        return found

    def spelt(self, kind: str, name_key: str, most: int) -> list[AliasEntry]:
        """See :meth:`.Lexicon.spelt`."""
        so = "SELECT name, count FROM start WHERE kind = ? AND start = ? AND part = ?"
        return self._spelt_so(so, (kind, name_key, OTHER), most)

    def spelt_with(self, kind: str, words: str, most: int) -> list[AliasEntry]:
        """See :meth:`.Lexicon.spelt_with`."""
        so = "SELECT name, count FROM start WHERE kind = ? AND"
        return self._spelt_so(
            f"{so} start = ? AND part >= ? UNION ALL"
            f" {so} start > ? AND start < ? AND part = ?",
            (kind, words, OTHER, kind, words + " ", words + "!", OTHER),
            most,
        )

    def _rows(self, sql: str, *values: object) -> list[Any]:
        return self._file.rows(sql, *values)

    def _spelt_so(
        self, so: str, values: tuple[object, ...], most: int
    ) -> list[AliasEntry]:
        rows = self._rows(
            f"SELECT value, name.count, sum(so.count) FROM ({so}) AS so"
            " JOIN name ON id = so.name"
            " GROUP BY id ORDER BY name.count DESC, value LIMIT ?",
            *values,
            most,
        )
        return [AliasEntry(*row) for row in rows]

    def named(self, kind: str, word: str) -> list[tuple[str, LexiconEntry]]:
        """See :meth:`.Lexicon.named`."""
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
        found = [(start, LexiconEntry(value, count)) for start, value, count in first]
        found += ((key(value), LexiconEntry(value, count)) for _, value, count in last)
        return found

    def hides(self, kind: str, words: str, *, whole: bool) -> bool:
        """See :meth:`.Lexicon.hides`."""
        so = "SELECT 1 FROM hidden WHERE kind = ? AND"
        if whole:
            so = f"{so} start = ? AND part = 0 LIMIT 1"
            return bool(self._rows(so, kind, words))
        so = f"{so} (start = ? OR start > ? AND start < ?) LIMIT 1"
        return bool(self._rows(so, kind, words, words + " ", words + "!"))

    def beginning(self, kind: str, beginning: str, most: int) -> list[LexiconEntry]:
        """See :meth:`.Lexicon.beginning`."""
        if not beginning or len(beginning.encode()) > 1_000:
            return []
        kept = self._rows(
            "SELECT starts FROM top WHERE kind = ? AND beginning = ?", kind, beginning
        )
        if kept:
            best = json.loads(kept[0][0])
        else:
            # the limit is for a lexicon that was tampered with
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
            return [LexiconEntry(start, count) for start, _, _, count in best[:most]]
        # of its spellings, the one that begins so and most articles have
        counts: dict[int, int] = {}
        for _, _, name, count in best:
            counts.setdefault(name, count)
        return self._names(counts, most)

    def near(self, kind: str, word: str, distance: int) -> list[SimilarWord]:
        """See :meth:`.Lexicon.near`."""
        if not is_spelt(word):
            return []
        # takes 25 ms, and few words are misspelt
        from rapidfuzz.distance import OSA
        from rapidfuzz.process import extract

        found: dict[str, SimilarWord] = {}
        for words, counts in self._spelt(kind, word, distance):
            for other, apart, at in extract(
                word, words, scorer=OSA.distance, score_cutoff=distance, limit=None
            ):
                if apart:
                    found[other] = SimilarWord(other, int(apart), counts[at])
        others = self._otherwise_begun(kind, word)
        for other, count in self.words(kind, others).items():
            found.setdefault(other, SimilarWord(other, 1, count))
        return list(found.values())

    def state(self) -> str:
        """Return the name of the state it is in; "" where there is none."""
        return self._file.state()

    def close(self) -> None:
        """Free the file; it is opened again when needed."""
        self._file.close()

    def _names(self, counts: Mapping[int, int], most: int) -> list[LexiconEntry]:
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
        return [LexiconEntry(value, count) for _, value, count in rows[:most]]

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


_: type[Lexicon] = SqliteLexicon


class _File:
    """The tables of one file, always those of the newest of its name; for any thread.

    Args:
        path: where it is put by one rename, if there is one.
        form: what its table ``about`` calls its format; another one is not read.
    """

    def __init__(self, path: Path, form: int) -> None:
        self._path = path
        self._form = form
        self._lock = threading.Lock()
        self._db: sqlite3.Connection | None = None
        self._close: Callable[[], object] | None = None
        self._seen = ""

    def state(self) -> str:
        """Return the name of the state it is in; "" where there is none."""
        try:
            stat = self._path.stat()
        except OSError:
            return ""
        return f"{stat.st_mtime_ns}.{stat.st_ino}"

    def close(self) -> None:
        """Free the file; it is opened again when needed."""
        with self._lock:
            self._drop()

    def rows(self, sql: str, *values: object) -> list[Any]:
        """Return what it answers; nothing where there is none, or a broken one."""
        with self._lock:
            try:
                db = self._newest()
                return db.execute(sql, values).fetchall() if db else []
            except (sqlite3.Error, OSError, UnicodeError):  # a lone surrogate
                return []

    def _newest(self) -> sqlite3.Connection | None:
        seen = self.state()
        if not seen:
            return None
        if seen != self._seen or self._db is None:
            self._drop()
            address = f"{self._path.absolute().as_uri()}?mode=ro&immutable=1"
            db = sqlite3.connect(address, uri=True, check_same_thread=False)
            # whatever happens to the file or to us, it is closed
            self._close = weakref.finalize(self, db.close)
            ((form,),) = db.execute("SELECT value FROM about WHERE key = 'format'")
            self._seen = seen
            if form == self._form:
                self._db = db
            else:
                self._close()
        return self._db

    def _drop(self) -> None:
        if self._close is not None:
            self._close()
        self._db = None
        self._seen = ""
