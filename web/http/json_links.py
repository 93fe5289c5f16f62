"""The addresses of the API that pages link to."""

from __future__ import annotations

from typing import Any, Final

from flask import url_for

from ..api.searches import SEARCH_PARAMETERS
from ..state.state import SearchState, pairs

__all__ = ["json_href"]

_KNOWN: Final = {parameter.name for parameter in SEARCH_PARAMETERS}


def json_href(state: SearchState) -> str:
    """Return where a page of hits is as JSON; how it is shown is left out."""
    kept: dict[str, Any] = {}
    for name, value in pairs(state):
        if name in _KNOWN:
            kept.setdefault(name, []).append(value)
    return url_for("api.search", **kept)
