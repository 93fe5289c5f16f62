"""The languages whose words are known. Another one is a module and a line here."""

from __future__ import annotations

from typing import Final

from .analyzer import Analyzer
from .english import ENGLISH

__all__ = ["ANALYZERS", "analyzer_for"]

ANALYZERS: Final = {analyzer.language: analyzer for analyzer in (ENGLISH,)}
"""By ISO 639-1 code."""


def analyzer_for(language: str) -> Analyzer:
    """Return the analyzer of a language; that of English where none is known."""
    return ANALYZERS.get(language, ENGLISH)
