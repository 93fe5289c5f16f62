"""How many exports are under way at once, for everybody and for one client: a
person, or an address.

A client that reads slowly keeps the thread that writes for it. If exports could have
all threads, a few such clients would end the page.
"""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock
from typing import Final, cast

from flask import Flask, current_app
from werkzeug.exceptions import ServiceUnavailable

__all__ = ["Turns", "attach_turns", "the_turns"]

_SECONDS: Final = 30
"""After which to ask again."""

_EXTENSION: Final = "dateline-exports"


class Turns:
    """Lets so many exports be written at a time, and sends others away for a while.

    Args:
        most: at a time.
        per_client: at a time for one person or address.
        seconds: how long one may take.
    """

    def __init__(self, most: int, per_client: int, seconds: float) -> None:
        self._most = most
        self._per_client = per_client
        self._seconds = seconds
        self._taken: Counter[str] = Counter()
        self._lock = Lock()

    def under_way(self) -> int:
        """Return how many are being written."""
        with self._lock:
            return self._taken.total()

    @contextmanager
    def one(self, client: str) -> Iterator[float]:
        """Take a turn, which ends with the block; it is told when it has to end.

        The time is that of :func:`time.monotonic`.

        Raises:
            ServiceUnavailable: if all are taken; it says when to come again.
        """
        with self._lock:
            full = self._taken.total() >= self._most
            if full or self._taken[client] >= self._per_client:
                raise ServiceUnavailable(retry_after=_SECONDS)
            self._taken[client] += 1
        try:
            yield time.monotonic() + self._seconds
        finally:
            with self._lock:
                self._taken[client] -= 1
                if not self._taken[client]:
                    del self._taken[client]


def attach_turns(app: Flask, turns: Turns) -> None:
    """Give an application its turns."""
    app.extensions[_EXTENSION] = turns


def the_turns() -> Turns:
    """Return the turns of the current application."""
    return cast(Turns, current_app.extensions[_EXTENSION])
