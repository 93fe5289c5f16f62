"""The thread of a server that looks for new articles, while the page is served."""

from __future__ import annotations

import logging
import threading
from typing import Final

from flask import Flask

from ...state.searching import the_searcher
from .runner import run_due, the_alerts

__all__ = ["start_watching"]

_SECONDS: Final = 60.0
"""Between two looks at which alerts are due."""

_log = logging.getLogger(__name__)


def start_watching(app: Flask, seconds: float = _SECONDS) -> threading.Event:
    """Look for new articles every so often, in a thread that ends with the process.

    Returns:
        what ends it sooner, once it is set.
    """
    stopped = threading.Event()

    def watch() -> None:
        while not stopped.wait(seconds):
            try:
                with app.app_context():
                    run_due(the_alerts(), the_searcher())
            except Exception:  # the next time may be better
                _log.exception("alerts could not be looked at")

    threading.Thread(target=watch, name="alerts", daemon=True).start()
    return stopped
