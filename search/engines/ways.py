"""In which ways a text may have a word that is asked for, on every engine alike."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

from ..analysis.analyzer import Analyzer
from ..analysis.registry import other_forms_of
from ..analysis.variants import lone_variant
from ..ranking.scoring import OTHER_WAY

__all__ = ["Rarities", "Way", "other_ways", "stems_of", "ways_of"]


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


@dataclass(frozen=True, slots=True)
class Rarities:
    """How rare terms are in an index, as its engine has it.

    Attributes:
        having: a field and a term → the number of articles that have it there.
        rarity: a number of articles that have a term → what BM25 is multiplied by.
    """

    having: Callable[[str, str], int]
    rarity: Callable[[int], float]


def ways_of(
    word: str, field: str, analyzers: Iterable[Analyzer], rarities: Rarities
) -> Iterator[Way]:
    """Yield all ways in which a text field may have a word: its forms and spellings.

    A word is as rare as it is in all languages together. Otherwise the one French
    article of an English archive would come first whenever it has a word that English
    has as well: nothing is rarer than its French stem.

    Args:
        analyzers: those of the languages that the articles of the index are in.
    """
    stems = stems_of(word, analyzers)
    counts = [rarities.having(field, s) for s in stems] if len(stems) > 1 else [0]
    total = sum(counts)
    for stem, count in zip(stems, counts, strict=True):
        weight = rarities.rarity(total) / rarities.rarity(count) if count else 1.0
        yield Way(field, stem, weight)
    yield from other_ways(word, field, stems)


def other_ways(word: str, field: str, stems: Iterable[str]) -> Iterator[Way]:
    """Yield those in which a text has none of the stems of a word."""
    for stem in stems:
        yield Way(f"{field}_variants", lone_variant(stem), OTHER_WAY)
    for form in other_forms_of(word):
        yield Way(f"{field}_words", form, OTHER_WAY)


def stems_of(word: str, analyzers: Iterable[Analyzer]) -> tuple[str, ...]:
    """Return the stems of a word, one for each language."""
    return tuple(dict.fromkeys(analyzer.stem(word) for analyzer in analyzers))
