"""The tagger for English, with the model that ships."""

from __future__ import annotations

import re
from functools import partial
from importlib import resources
from pathlib import Path
from typing import Final

from search.codes.countries import country_code
from search.codes.months import MONTHS

from ...tagger.language import TaggerLanguage
from ...tagger.model import load_model
from ...tagger.short_names import Alone, settle_short_names
from ...tagger.tagger import NameTagger
from .edges import trim
from .joins import join_spans
from .writing import ENGLISH

__all__ = ["MODEL", "default_tagger", "tagger_language"]

MODEL: Final = "names.model"
"""The model that ships with the program, next to this module."""


_ALONE: Final = Alone(
    within=re.compile(r"\b(?:in|near|outside)\s+$", re.IGNORECASE),
    is_country=lambda word: bool(country_code(word)),
    never=frozenset((*MONTHS, "Sunday", "Christmas", "Easter")),
)


def tagger_language() -> TaggerLanguage:
    """Return what the tagger is told of English."""
    return TaggerLanguage(
        ENGLISH, join_spans, trim, partial(settle_short_names, alone=_ALONE)
    )


def default_tagger(path: Path | None = None) -> NameTagger:
    """Return a tagger with the model that ships, or the one at a path.

    Raises:
        OSError, ValueError: as ``load_model``.
    """
    if path is not None:
        return NameTagger(*load_model(path), tagger_language())
    with resources.as_file(resources.files(__package__) / MODEL) as shipped:
        return NameTagger(*load_model(shipped), tagger_language())
