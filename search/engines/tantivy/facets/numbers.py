"""The numbers that stand for facet values in a tantivy index, and back.

Counting numbers is several times cheaper than counting words: tantivy need not look
up a word for every value of every segment. A value's number is the line it stands
on in its part's file next to the index. Files only grow, and are on the disk before
the commit that first uses a number, so every number in an index has its line.
Lines without articles do no harm; they vanish when the index is made anew.
"""

from __future__ import annotations

import hashlib
import json
import os
import threading
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from ....files import sync_folder
from ....model.facets import FacetRequest, ValueCount, order_counts

__all__ = ["VALUES_FOLDER", "Listing", "ValueNumbers", "ValueWriter"]

Listing = tuple[list[ValueCount], bool]
"""The values a part lists, in order, and whether there are more."""

VALUES_FOLDER: Final = "values"
"""Next to tantivy's own folder, in a generation."""


class ValueNumbers:
    """The values of each facet part by number, for one state of the index.

    Safe to use from several threads.

    Args:
        folder: where the files are.
        before: the numbers of the state before this one. What they know is not read
            again as long as the files still begin with it; an index that was brought
            back from a copy may go on with other values.
    """

    def __init__(self, folder: Path, before: ValueNumbers | None = None) -> None:
        self._folder = folder
        self._lock = threading.Lock()
        self._parts: dict[str, _Part] = {}
        self._before: dict[str, _Part] = {}
        if before is not None:
            self._before = before._before | before._parts

    def value(self, part: str, number: int) -> str:
        """Return the value a number stands for.

        Raises:
            OSError, ValueError: if the file lacks it or cannot be read.
        """
        values = self._values(part)
        if number >= len(values):
            raise ValueError(f"{part} has no value {number}")
        return values[number]

    def values(self, part: str) -> Sequence[str]:
        """Return all values a part has had, in the order of their numbers."""
        try:
            return self._values(part)
        except FileNotFoundError:
            return ()

    def few(self, part: str, most: int) -> bool:
        """Tell whether a part has had at most this many values."""
        return len(self.values(part)) <= most

    def listing(
        self,
        facet: FacetRequest,
        part: str,
        counts: Iterable[tuple[int, int]],
        *,
        more: bool,
    ) -> Listing:
        """Return counted numbers as the values their part lists."""
        named = [(self.value(part, number), count) for number, count in counts]
        return order_counts(facet.field, named)[: facet.size], more

    def _values(self, part: str) -> Sequence[str]:
        known = self._parts.get(part)
        if known is None:
            with self._lock:
                known = self._parts.get(part)
                if known is None:  # no other thread was faster
                    known = _read(self._folder / part, self._before.pop(part, None))
                    self._parts[part] = known
        return known.values


@dataclass(frozen=True, slots=True)
class _Part:
    """The values of one part, and the bytes they were read from: length and digest."""

    values: list[str]
    size: int
    digest: bytes


def _read(path: Path, before: _Part | None) -> _Part:
    """Read the values of a part; only what is new, if it goes on from what was known.

    Comparing digests takes a small part of the time that reading the values would.
    """
    lines = _whole_lines(path)
    digest = _digest(lines)
    if before is None or _digest(lines[: before.size]) != before.digest:
        return _Part(_loaded(lines), len(lines), digest)
    if len(lines) == before.size:
        return before
    new = _loaded(lines[before.size :])
    return _Part([*before.values, *new], len(lines), digest)


class ValueWriter:
    """Gives new values their numbers; nothing is written before :meth:`sync`."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._numbers: dict[str, dict[str, int]] = {}
        self._new: dict[str, list[str]] = {}

    def number(self, part: str, value: str) -> int:
        """Return the number of a value, a new one if it has none."""
        known = self._numbers.get(part)
        if known is None:
            known = self._numbers[part] = self._known(part)
        found = known.get(value)
        if found is None:
            found = known[value] = len(known)
            self._new.setdefault(part, []).append(value)
        return found

    def sync(self) -> None:
        """Append the new values to the files and wait for the disk."""
        for part, values in self._new.items():
            lines = "".join(json.dumps(value) + "\n" for value in values)
            with (self._folder / part).open("ab") as file:
                file.write(lines.encode("ascii"))
                file.flush()
                os.fsync(file.fileno())
        if self._new:
            sync_folder(self._folder)
        self._new = {}

    def _known(self, part: str) -> dict[str, int]:
        path = self._folder / part
        if not path.exists():
            return {}
        lines = _whole_lines(path)
        if len(lines) < path.stat().st_size:  # killed while writing
            os.truncate(path, len(lines))
        return {value: number for number, value in enumerate(_loaded(lines))}


def _whole_lines(path: Path) -> bytes:
    """The bytes of a file up to the end of its last whole line."""
    found = path.read_bytes()
    return found[: found.rfind(b"\n") + 1]


def _loaded(lines: bytes) -> list[str]:
    values: list[str] = json.loads(b"[" + lines.replace(b"\n", b",")[:-1] + b"]")
    return values


def _digest(lines: bytes) -> bytes:
    return hashlib.blake2b(lines, digest_size=16).digest()
