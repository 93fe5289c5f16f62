"""In which ways a text may have a word that is asked for, on every engine alike."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from ..analysis.analyzer import Analyzer
from ..analysis.registry import other_forms_of
from ..analysis.variants import lone_variant
from ..ranking.scoring import OTHER_WAY

__all__ = ["Way", "ways_of"]


class Way(NamedTuple):
    """One of them.

    Attributes:
        field: of the index.
        term: what stands in it.
        weight: of a place that has it.
    """

    field: str
    term: str
    weight: float


def ways_of(word: str, field: str, analyzers: Iterable[Analyzer]) -> Iterator[Way]:
    """Yield all ways in which a text field may have a word: its forms and spellings.

    Args:
        analyzers: those of the languages that the articles of the index are in.
    """
    for analyzer in analyzers:
        stem = analyzer.stem(word)
        yield Way(field, stem, 1.0)
        yield Way(f"{field}_variants", lone_variant(stem), OTHER_WAY)
    for form in other_forms_of(word):
        yield Way(f"{field}_words", form, OTHER_WAY)
