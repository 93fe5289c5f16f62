"""How many exports are under way at once.

A client that reads slowly keeps the thread that writes for it, for as long as it
likes. If exports could have all threads, a few such clients would end the page.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final, cast

from flask import Flask, current_app
from werkzeug.exceptions import ServiceUnavailable

__all__ = ["Turns", "attach_turns", "the_turns"]

_SECONDS: Final = 30
"""After which to ask again."""

_EXTENSION: Final = "dateline-exports"


class Turns:
    """Lets so many exports be written at a time, and sends others away for a while."""

    def __init__(self, most: int) -> None:
        self._free = threading.Semaphore(most)

    @contextmanager
    def one(self) -> Iterator[None]:
        """Take a turn, which ends with the block.

        Raises:
            ServiceUnavailable: if all are taken; it says when to come again.
        """
        if not self._free.acquire(blocking=False):
            raise ServiceUnavailable(retry_after=_SECONDS)
        try:
            yield
        finally:
            self._free.release()


def attach_turns(app: Flask, most: int) -> None:
    """Give an application its turns."""
    app.extensions[_EXTENSION] = Turns(most)


def the_turns() -> Turns:
    """Return the turns of the current application."""
    return cast(Turns, current_app.extensions[_EXTENSION])
