"""How many articles examples find, counted a few at a time and remembered."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterable
from typing import Final

from search.plan import basis_of, count_plans, plan_search
from search.request import Criteria
from search.snapshot import Snapshot

__all__ = ["ExampleCounts"]

_SECONDS: Final = 0.2
"""Time a page takes at most for counting; one query is counted in any case."""


class ExampleCounts:
    """Numbers of articles that queries find, kept while answers are made from the same.

    In a large index, counting all examples takes seconds. So each visit counts a few
    more, and once all are counted nobody waits any more.
    """

    def __init__(self) -> None:
        self._basis = ""
        self._known: dict[str, int] = {}
        self._lock = threading.Lock()

    def of(self, index: Snapshot, queries: Iterable[str]) -> dict[str, int]:
        """Return the numbers of those queries that are counted by now.

        Raises:
            EngineError: if there is no index, or it cannot be read.
        """
        known = self._known_by(basis_of(index))
        until = time.monotonic() + _SECONDS
        for query in queries:
            if query not in known:
                plan = plan_search(Criteria(text=query), index)
                (known[query],) = count_plans([plan])
                if time.monotonic() >= until:
                    break
        return dict(known)

    def _known_by(self, basis: str) -> dict[str, int]:
        """What is known on this basis; what was counted on another is forgotten."""
        with self._lock:
            if basis != self._basis:
                self._basis, self._known = basis, {}
            return self._known
