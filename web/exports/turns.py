"""How many exports are under way at once, for everybody and for one client: a
person, or an address.

A client that reads slowly keeps the thread that writes for it. If exports could have
all threads, a few such clients would end the page.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final, cast

from flask import Flask, current_app
from werkzeug.exceptions import ServiceUnavailable

from ..http.shared import Holdings

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
        held: where they are noted, for all processes of a server.
    """

    def __init__(
        self, most: int, per_client: int, seconds: float, held: Holdings
    ) -> None:
        self._most = most
        self._per_client = per_client
        self._seconds = seconds
        self._held = held

    def under_way(self) -> int:
        """Return how many are being written."""
        return self._held.held()

    @contextmanager
    def one(self, client: str) -> Iterator[float]:
        """Take a turn, which ends with the block; it is told when it has to end.

        The time is that of :func:`time.monotonic`.

        Raises:
            ServiceUnavailable: if all are taken; it says when to come again.
        """
        place = self._held.take(client, most=self._most, each=self._per_client)
        if place is None:
            raise ServiceUnavailable(retry_after=_SECONDS)
        try:
            yield time.monotonic() + self._seconds
        finally:
            self._held.give_back(place)


def attach_turns(app: Flask, turns: Turns) -> None:
    """Give an application its turns."""
    app.extensions[_EXTENSION] = turns


def the_turns() -> Turns:
    """Return the turns of the current application."""
    return cast(Turns, current_app.extensions[_EXTENSION])
