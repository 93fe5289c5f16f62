"""Finding who, where and when an article is about."""

from __future__ import annotations

from .english.extractor import FactFinder
from .extractor import Extractor

__all__ = ["Extractor", "default_extractor"]


def default_extractor() -> Extractor:
    """Return the extractor of this release; cheap, it loads on first use."""
    return FactFinder()
