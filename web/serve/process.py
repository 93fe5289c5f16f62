"""A process of the server: it makes the page, answers, and looks for alerts."""

from __future__ import annotations

import gc
import socket
import threading
from collections.abc import Callable, Sequence
from typing import Final

from flask import Flask

from search.errors import EngineError
from search.settings import table
from search.settings.values import Configuration

from .. import WebConfig, create_app
from ..http.shared import Shared
from ..saved.alerts.watching import Watching, start_watching
from ..state.searching import the_searcher
from .server import Server

__all__ = ["PageProcess"]

_SENDING_SECONDS: Final = 20.0
"""For which a process that ends waits for a message to somebody that is being sent."""


class PageProcess:
    """Answers requests in this process.

    Args:
        sockets: where it listens.
        shared: what it knows together with others.
        note: is told that there is no index yet.
        processes: how many there are like this one.

    Raises:
        DatelineError: if the page cannot be made.
    """

    def __init__(
        self,
        told: Configuration,
        sockets: Sequence[socket.socket],
        shared: Shared,
        *,
        note: Callable[[str], None],
        processes: int = 1,
    ) -> None:
        # At a socket there is no host.
        by_port = all(
            one.family in (socket.AF_INET, socket.AF_INET6) for one in sockets
        )
        place = told[table.HOST] if by_port else ""
        config = WebConfig.in_force(told, listening=place, threads=told[table.THREADS])
        self._app: Flask = create_app(config, shared)
        self._watches = told[table.ALERTS] is not False
        self._watching: Watching | None = None
        self._lock = threading.Lock()
        self._server = Server(self._app, told, sockets, shared, processes=processes)
        try:
            the_searcher(self._app).snapshot()
        except EngineError as error:
            note(str(error))
        # What is loaded by now stays: the collector need not look at it at each page.
        gc.collect()
        gc.freeze()

    def watch(self) -> None:
        """Look for new articles in watched searches too, if that is wanted."""
        with self._lock:
            if self._watches and self._watching is None:
                self._watching = start_watching(self._app)

    def run(self) -> None:
        """Answer requests until :meth:`end`."""
        self._server.run()
        with self._lock:
            self._watches, watching = False, self._watching
        if watching is not None:
            watching.end(_SENDING_SECONDS)

    def end(self) -> None:
        """End when all requests are answered; at once if it was said before."""
        self._server.end()
