"""Writing the lexicon of an index: its words and names with their counts.

One SQLite file next to the engine's own in each generation, ``dictionary.sqlite``,
made from what the engine counts in its own dictionaries once writing has ended
and put in place by one rename::

    about     format, revision of the archive, articles, seconds it took to make
    name      each name as it is shown, with the number of articles that have it
    start     each word; each name by its key and by what follows a space in it:
              "donald trump" stands under "donald trump" and "trump"; and by its
              other spellings in the same way: under "donald j trump", "j trump"
    top       for beginnings that very many share, the most frequent of them
    spelling  the most frequent words by sort, first letter and length

It is an aid, not the truth: without it or with an old one a search finds the same,
but for names that are asked for in another spelling than the one shown.
"""

from __future__ import annotations

import contextlib
import json
import os
import sqlite3
import time
from array import array
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from contextlib import closing
from heapq import nlargest
from operator import itemgetter
from pathlib import Path
from typing import Final, Protocol

from ..analysis.tokens import key
from ..model.facets import ValueCount
from .aliases import NO_ALIASES, AliasCounts, Aliases, group_aliases, spellings_of
from .lexicon import (
    LISTED,
    MOST_SCANNED,
    NAME_KINDS,
    WORD,
    is_spelt,
    label_of,
    starts_of,
)

__all__ = [
    "FILE_NAME",
    "FORMAT",
    "OTHER",
    "Counted",
    "refresh_lexicon",
]

FILE_NAME: Final = "dictionary.sqlite"
"""The file in the folder of a generation."""

FORMAT: Final = 3
"""Raised whenever the file's layout changes; files of another one are made anew."""

OTHER: Final = 2
"""The part of a whole name in another spelling; what follows in it is one more."""

_MOST_ENTRIES: Final = 1_000_000
"""Of one kind; the rarer ones are left out. Bounds memory to some 300 MB."""

_MOST_SPELT: Final = 300_000
"""Words of one kind that are compared with a misspelt one."""

_SHARE: Final = 0.05
"""Of the time, at most, for keeping a lexicon that takes long to make."""

_QUICK_SECONDS: Final = 1.0
"""A lexicon made faster than this is made at the end of every run."""

_SCHEMA: Final = """
CREATE TABLE about (
    key TEXT PRIMARY KEY, value REAL NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE name (
    id INTEGER PRIMARY KEY,
    value TEXT NOT NULL,
    count INTEGER NOT NULL
) STRICT;
CREATE TABLE start (
    kind TEXT NOT NULL,
    start TEXT NOT NULL,
    part INTEGER NOT NULL,          -- 0: the whole name or word, 1: what follows;
                                    -- 2 and 3: the same of another spelling
    name INTEGER NOT NULL,          -- 0: the start is the word itself
    count INTEGER NOT NULL,         -- of articles; of those that spell it so
    PRIMARY KEY (kind, start, part, name)
) STRICT, WITHOUT ROWID;
CREATE TABLE hidden (
    kind TEXT NOT NULL,
    start TEXT NOT NULL,
    part INTEGER NOT NULL,          -- 0: the whole name, 1: what follows
    PRIMARY KEY (kind, start, part)
) STRICT, WITHOUT ROWID;
CREATE TABLE top (
    kind TEXT NOT NULL,
    beginning TEXT NOT NULL,
    starts TEXT NOT NULL,           -- JSON: [[start, part, name, count], …]
    PRIMARY KEY (kind, beginning)
) STRICT, WITHOUT ROWID;
CREATE TABLE spelling (
    kind TEXT NOT NULL,
    first TEXT NOT NULL,
    length INTEGER NOT NULL,
    words TEXT NOT NULL,            -- the most frequent first, a line each
    counts BLOB NOT NULL,           -- of the same words, 32 bits each
    PRIMARY KEY (kind, first, length)
) STRICT, WITHOUT ROWID;
"""

_Start = tuple[str, int, int, int]
"""A start, which part of its name it is, the number of the name and its count."""


class Counted(Protocol):
    """What a lexicon is made from: an index, as of its last commit."""

    def revision(self) -> int:
        """Return the archive revision all of whose changes are in here."""
        ...

    def count(self) -> int:
        """Return the number of articles."""
        ...

    def words(self, most: int) -> Iterable[ValueCount]:
        """Return the most frequent words of titles and bodies, unstemmed.

        Each once, with the number of articles that have it in the one text where
        more do. An engine may only guess what articles since removed make of it.
        """
        ...

    def values(self, field: str, most: int) -> Iterable[ValueCount]:
        """Return the most frequent values of a facet of one part, counted exactly."""
        ...


def refresh_lexicon(
    folder: Path, engine: Counted, aliases: Aliases = NO_ALIASES
) -> None:
    """Make the lexicon of a generation anew if its index has changed.

    One that takes long is left as it is for a while, so that many small runs do
    not spend their time on it, unless a person has said what is called how: that
    is to be seen at once. Failing, on a full disk say, leaves the old one: what was
    indexed is not lost by that.
    """
    about = _about(folder / FILE_NAME)
    # one made before there were aliases has no mark
    if about.get("mark") == aliases.mark:
        fresh = about.get("revision") == engine.revision()
        if fresh and about.get("articles") == engine.count():
            return
        seconds = about.get("seconds", 0.0)
        age = time.time() - about.get("made", 0.0)
        if seconds > _QUICK_SECONDS and 0 <= age < seconds / _SHARE:
            return
    aside = folder / (FILE_NAME + ".new")
    with contextlib.suppress(OSError, sqlite3.Error):
        aside.unlink(missing_ok=True)
        _write(aside, engine, aliases)
        with aside.open("rb") as file:
            os.fsync(file.fileno())
        aside.replace(folder / FILE_NAME)
    with contextlib.suppress(OSError):
        aside.unlink(missing_ok=True)


def _about(path: Path) -> dict[str, float]:
    """What a lexicon says of itself; nothing of one that cannot be read."""
    address = f"{path.absolute().as_uri()}?mode=ro"
    try:
        with closing(sqlite3.connect(address, uri=True)) as db:
            about = dict(db.execute("SELECT key, value FROM about"))
    except sqlite3.Error:
        return {}
    return about if about.get("format") == FORMAT else {}


def _write(path: Path, engine: Counted, aliases: Aliases) -> None:
    started = time.monotonic()
    revision = engine.revision()
    with closing(sqlite3.connect(path)) as db:
        # nobody sees the file before it is complete
        db.execute("PRAGMA journal_mode = OFF")
        db.execute("PRAGMA synchronous = OFF")
        db.executescript(_SCHEMA)
        articles = engine.count()
        _write_words(db, engine.words(_MOST_ENTRIES))
        grouped = group_aliases(aliases)
        for kind in NAME_KINDS:
            values = engine.values(kind, _MOST_ENTRIES)
            _write_names(db, kind, values, grouped.get(kind, {}))
            _write_hidden(db, kind, grouped.get(kind, {}).get("", {}))
        about = {
            "format": FORMAT,
            "mark": aliases.mark,
            "revision": revision,
            "articles": articles,
            "made": time.time(),
            "seconds": time.monotonic() - started,
        }
        db.executemany("INSERT INTO about VALUES (?, ?)", about.items())
        db.commit()


def _write_words(db: sqlite3.Connection, counted: Iterable[ValueCount]) -> None:
    starts = [(word, 0, 0, count) for word, count in counted]
    _write_starts(db, WORD, starts)
    _write_spelling(db, WORD, ((word, count) for word, _, _, count in starts))


def _write_names(
    db: sqlite3.Connection,
    kind: str,
    counted: Iterable[ValueCount],
    aliases: AliasCounts,
) -> None:
    starts: list[_Start] = []
    words = Counter[str]()
    (last,) = db.execute("SELECT ifnull(max(id), 0) FROM name").fetchone()
    for number, (value, count) in enumerate(counted, last + 1):
        label = label_of(kind, value)
        name_key = key(label)
        db.execute("INSERT INTO name VALUES (?, ?, ?)", (number, value, count))
        own = list(starts_of(name_key))
        own_words = set(name_key.split(" "))
        starts += ((start, part > 0, number, count) for part, start in enumerate(own))
        for word in own_words:
            words[word] += count
        others = spellings_of(label, aliases.get(name_key, {}), count)
        for other, spelt in others.items():
            starts += (
                (start, OTHER + (part > 0), number, spelt)
                for part, start in enumerate(starts_of(other))
                if not part or start not in own
            )
            for word in set(other.split(" ")) - own_words:
                words[word] += spelt
    _write_starts(db, kind, starts)
    _write_spelling(db, kind, words.items())


def _write_hidden(db: sqlite3.Connection, kind: str, hidden: Iterable[str]) -> None:
    db.executemany(
        "INSERT OR IGNORE INTO hidden VALUES (?, ?, ?)",
        (
            (kind, start, part > 0)
            for name_key in hidden
            for part, start in enumerate(starts_of(name_key))
        ),
    )


def _write_starts(db: sqlite3.Connection, kind: str, starts: list[_Start]) -> None:
    starts.sort()
    db.executemany(
        "INSERT OR IGNORE INTO start VALUES (?, ?, ?, ?, ?)",
        ((kind, *start) for start in starts),
    )
    db.executemany(
        "INSERT INTO top VALUES (?, ?, ?)",
        (
            (kind, beginning, json.dumps(best, ensure_ascii=False))
            for beginning, best in _tops(starts)
        ),
    )


def _tops(starts: list[_Start]) -> Iterator[tuple[str, list[_Start]]]:
    """The most frequent entries of every beginning that too many share.

    Where few share a beginning, few share a longer one: only those parts of the
    sorted list are looked at again whose beginnings were shared by many.
    """
    parts = [(0, len(starts), 0)]
    while parts:
        low, high, length = parts.pop()
        if high - low <= MOST_SCANNED:
            continue
        part = starts[low:high]
        if length:
            yield part[0][0][:length], nlargest(LISTED, part, key=itemgetter(3))
        while low < high:
            beginning = starts[low][0][: length + 1]
            end = bisect_right(
                starts, beginning, low, high, key=lambda start: start[0][: length + 1]
            )
            if len(beginning) > length:
                parts.append((low, end, length + 1))
            low = end


def _write_spelling(
    db: sqlite3.Connection, kind: str, counted: Iterable[ValueCount]
) -> None:
    blocks: dict[tuple[str, int], list[ValueCount]] = defaultdict(list)
    spelt = (pair for pair in counted if is_spelt(pair[0]))
    for word, count in nlargest(_MOST_SPELT, spelt, key=itemgetter(1)):
        blocks[word[0], len(word)].append((word, count))
    db.executemany(
        "INSERT INTO spelling VALUES (?, ?, ?, ?, ?)",
        (
            (
                kind,
                first,
                length,
                "\n".join(word for word, _ in block),
                array("I", (count for _, count in block)).tobytes(),
            )
            for (first, length), block in sorted(blocks.items())
        ),
    )
