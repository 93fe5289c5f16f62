"""The models of names in several languages, and the one that is in force.

One learned from texts that are free for any use, the other also from such that may not
be used commercially; ``packs/MODEL_CARD.md`` has the terms. The setting
``names-model`` says which is asked for. Worker processes are told by its variable.
"""

from __future__ import annotations

import os
from typing import Final

from search.codes.languages import NAMED_LANGUAGES, NAMES_MODELS

__all__ = ["choose_model", "model_file", "model_for", "named_languages", "tells_places"]

_VARIABLE: Final = "DATELINE_NAMES_MODEL"
_FIRST: Final = next(iter(NAMES_MODELS))
_TELL_PLACES: Final = frozenset(("research",))


def choose_model(name: str) -> None:
    """Put a model in force, in this process and in those it starts.

    Args:
        name: one of ``NAMES_MODELS``.
    """
    if name == _FIRST:  # as without a word
        os.environ.pop(_VARIABLE, None)
    else:
        os.environ[_VARIABLE] = name


def model_for(language: str) -> str:
    """Return the model in force if it tells the names of a language, else ""."""
    name = os.environ.get(_VARIABLE, _FIRST)
    return name if language in NAMES_MODELS.get(name, ()) else ""


def named_languages() -> frozenset[str]:
    """Return the languages in which people and organisations are found now."""
    packed = NAMES_MODELS.get(os.environ.get(_VARIABLE, _FIRST), frozenset())
    return NAMED_LANGUAGES | packed


def tells_places(name: str) -> bool:
    """Return whether what a model takes for a place is one, whoever else knows it."""
    return name in _TELL_PLACES


def model_file(name: str) -> str:
    """Return the name of a model's file, which is among the packs."""
    return f"{name}.model"
