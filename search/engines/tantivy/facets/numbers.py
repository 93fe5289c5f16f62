"""The numbers that stand for facet values in a tantivy index, and back.

Counting numbers is several times cheaper than counting words: tantivy need not look
up a word for every value of every segment. A value's number is the line it stands
on in its part's file beside the index. Files only grow, and are on the disk before
the commit that first uses a number, so every number in an index has its line.
Lines without articles do no harm; they vanish when the index is made anew.
"""

from __future__ import annotations

import json
import os
import threading
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Final

from ....files import sync_folder
from ....model.facets import FacetRequest, ValueCount, ordered

__all__ = ["VALUES_FOLDER", "Listing", "ValueNumbers", "ValueWriter"]

Listing = tuple[list[ValueCount], bool]
"""The values a part lists, in order, and whether there are more."""

VALUES_FOLDER: Final = "values"
"""Beside tantivy's own folder, in a generation."""


class ValueNumbers:
    """The values of each facet part by number, read on as the files grow.

    Safe to use from several threads.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._lock = threading.Lock()
        self._values: dict[str, list[str]] = {}
        self._read: dict[str, int] = {}

    def value(self, part: str, number: int) -> str:
        """Return the value a number stands for.

        Raises:
            OSError, ValueError: if the file lacks it or cannot be read.
        """
        values = self._values.get(part, ())
        if number >= len(values):
            values = self._read_on(part)
        if number >= len(values):
            raise ValueError(f"{part} has no value {number}")
        return values[number]

    def values(self, part: str) -> Sequence[str]:
        """Return all values a part has had, in the order of their numbers."""
        if not (self._folder / part).exists():
            return ()
        return tuple(self._read_on(part))

    def few(self, part: str, most: int) -> bool:
        """Tell whether a part has had at most so many values."""
        known = self._values.get(part)
        return len(self.values(part) if known is None else known) <= most

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
        return ordered(facet.field, named)[: facet.size], more

    def _read_on(self, part: str) -> list[str]:
        with self._lock:
            values = self._values.setdefault(part, [])
            start = self._read.get(part, 0)
            lines = _whole_lines(self._folder / part, start)
            values.extend(json.loads(b"[" + lines.replace(b"\n", b",")[:-1] + b"]"))
            self._read[part] = start + len(lines)
            return values


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
        lines = _whole_lines(path, 0)
        if len(lines) < path.stat().st_size:  # killed while writing
            os.truncate(path, len(lines))
        values = json.loads(b"[" + lines.replace(b"\n", b",")[:-1] + b"]")
        return {value: number for number, value in enumerate(values)}


def _whole_lines(path: Path, start: int) -> bytes:
    """The bytes of a file from an offset to the end of its last whole line."""
    with path.open("rb") as file:
        file.seek(start)
        found = file.read()
    return found[: found.rfind(b"\n") + 1]
