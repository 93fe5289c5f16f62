"""Which state of the index is searched: the last commit, once it is ready.

What is counted over the whole index is counted anew after each commit. In a large
index that takes a good part of a second, and whoever searches next would wait for it:
so it is done in the background; until then searches see the state before.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from tantivy import Index, Searcher

from .compile import IndexTerms
from .facets.counts import FacetCounts
from .facets.numbers import ValueNumbers
from .folding import Folding

__all__ = ["View", "Views"]

_LARGE: Final = 100_000
"""Articles from which a new state is made ready before it is searched."""


@dataclass(frozen=True, slots=True)
class View:
    """One state of the index, and what was counted in it.

    Attributes:
        index: its terms, for hits that are scored.
        counted: the same for hits that are not.
    """

    seen: tuple[int, ...]
    searcher: Searcher
    index: IndexTerms
    counted: IndexTerms
    numbers: ValueNumbers
    counts: FacetCounts
    folding: Folding


class Views:
    """The states of one index as time goes on; safe in several threads.

    Args:
        index: opens it. Each state is opened anew, for tantivy takes a file that it
            has open for that of the same name, which another may have replaced.
        path: the folder it is in.
        values: the folder of its facet values.
    """

    def __init__(self, index: Callable[[], Index], path: Path, values: Path) -> None:
        self._open = index
        self._meta = path / "meta.json"
        self._values = values
        self._view: View | None = None
        self._making = threading.Lock()
        self._readying = threading.Lock()

    def current(self) -> View:
        """Return the last commit, by whatever process, or one readied meanwhile.

        Raises:
            OSError, ValueError: if the index cannot be read.
        """
        view, seen = self._view, self._seen()
        if view is not None and view.seen == seen:
            return view
        if view is not None and _is_large(view):
            if self._readying.acquire(blocking=False):
                threading.Thread(
                    target=self._ready, args=(view,), name="ready", daemon=True
                ).start()
            return view
        return self.newest()

    def newest(self) -> View:
        """Return the last commit, whatever there is to do first."""
        with self._making:
            view, seen = self._view, self._seen()
            if view is None or view.seen != seen:  # no other thread was faster
                view = self._view = self._made(seen)
        return view

    def _made(self, seen: tuple[int, ...]) -> View:
        before = self._view
        index = self._open()
        searcher = index.searcher()
        numbers = ValueNumbers(self._values, before.numbers if before else None)
        terms = IndexTerms(index.schema, searcher)
        counted = IndexTerms(index.schema, searcher, scored=False)
        counts = FacetCounts(counted, searcher, numbers)
        folding = Folding(counted, searcher)
        return View(seen, searcher, terms, counted, numbers, counts, folding)

    def _ready(self, old: View) -> None:
        """Put the last commit in the place of an old view, with its counts."""
        try:
            with self._making:
                if self._view is old:
                    view = self._made(self._seen())
                    view.counts.count_as(old.counts)
                    self._view = view
        except Exception:
            self._view = None  # the next search meets the fault itself
        finally:
            self._readying.release()

    def _seen(self) -> tuple[int, ...]:
        """What changes with every commit, and when files are replaced by others."""
        stat = self._meta.stat()
        values = self._values.stat().st_mtime_ns
        return stat.st_mtime_ns, stat.st_ino, stat.st_size, values


def _is_large(view: View) -> bool:
    return view.counts.counted_whole and view.searcher.num_docs >= _LARGE
