"""Whether the process lives and whether it can answer, for whoever watches it.

``/healthz`` says that requests are answered at all. ``/readyz`` says that searches are:
the index is opened and its newest state is taken. Both are asked every few seconds, by
an address that need not be a name of the page, so they tell nothing but that, and the
log has them only where more is asked for.
"""

from __future__ import annotations

import logging
from typing import Final

from flask import Blueprint, Response

from search.errors import DatelineError

from ..state.searching import the_searcher
from .errors import explanation

__all__ = ["ENDPOINTS", "WATCHED", "blueprint"]

_log = logging.getLogger(__name__)

blueprint = Blueprint("health", __name__)

WATCHED: Final = ("/healthz", "/readyz", "/metrics")
"""What programs ask for every few seconds."""

ENDPOINTS: Final = ("health.live", "health.ready")
"""What may be asked by any name."""

_SECONDS: Final = 10
"""After which to ask again."""


@blueprint.get("/healthz")
def live() -> Response:
    """Answer, which is all there is to say."""
    return _answer("ok")


@blueprint.get("/readyz")
def ready() -> Response:
    """Say whether the index can be read; if not, why, with 503."""
    try:
        the_searcher().snapshot()
    except DatelineError as error:
        _log.debug("not ready: %s", error)
        response = _answer(explanation(error).title, 503)
        response.headers["Retry-After"] = str(_SECONDS)
        return response
    return _answer("ready")


def _answer(text: str, status: int = 200) -> Response:
    response = Response(f"{text}\n", status, content_type="text/plain; charset=utf-8")
    response.headers["Cache-Control"] = "no-store"
    return response
