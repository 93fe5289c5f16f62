"""The addresses of the API that pages link to; templates ask for them."""

from __future__ import annotations

from typing import Any, Final

from flask import Flask, url_for

from ..state.state import SearchState, pairs
from .searches import SEARCH_PARAMETERS

__all__ = ["json_href", "register"]

_KNOWN: Final = {parameter.name for parameter in SEARCH_PARAMETERS}


def register(app: Flask) -> None:
    """Let templates ask where hits are as JSON: ``json_href(state)``."""
    app.add_template_global(json_href)


def json_href(state: SearchState) -> str:
    """Return where a page of hits is as JSON; how it is shown is left out."""
    kept: dict[str, Any] = {}
    for name, value in pairs(state):
        if name in _KNOWN:
            kept.setdefault(name, []).append(value)
    return url_for("api.search", **kept)
