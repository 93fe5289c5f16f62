"""The thread of a server that looks for new articles, while the page is served."""

from __future__ import annotations

import logging
import threading
from typing import Final

from flask import Flask

from ...state.searching import the_searcher
from .runner import run_due, the_alerts

__all__ = ["Watching", "start_watching"]

_SECONDS: Final = 60.0
"""Between two looks at which alerts are due."""

_log = logging.getLogger(__name__)


class Watching:
    """The thread, while it runs."""

    def __init__(self, app: Flask, seconds: float) -> None:
        self._app = app
        self._seconds = seconds
        self._stopped = threading.Event()
        self._thread = threading.Thread(target=self._watch, name="alerts", daemon=True)
        self._thread.start()

    def end(self, seconds: float | None = None) -> None:
        """Look no more; wait so long for what is just being sent."""
        self._stopped.set()
        self._thread.join(seconds)

    def _watch(self) -> None:
        while not self._stopped.wait(self._seconds):
            try:
                with self._app.app_context():
                    run_due(the_alerts(), the_searcher())
            except Exception:  # the next time may be better
                _log.exception("alerts could not be looked at")


def start_watching(app: Flask, seconds: float = _SECONDS) -> Watching:
    """Look for new articles every so often, in a thread that ends with the process."""
    return Watching(app, seconds)
