"""Two frequent words that stand next to each other, as one term.

Nearly every article has the words of a phrase such as "that its", and tantivy compares
where they stand in each. So each pair of frequent words is a term of its own, in
``body_pairs``: who has it has the phrase, and of a longer phrase only those articles
are looked at that have all its pairs. (Elsewhere: bigrams of common words, "common
grams".)
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from itertools import pairwise
from typing import Final

from ...analysis.analyzer import Analyzer

__all__ = ["PAIRED", "PAIRS", "pairs_of"]

PAIRED: Final = "body"
"""The text field of which there are pairs; others are short."""

PAIRS: Final = "body_pairs"

_FREQUENT: Final = {
    "en": frozenset(
        "say president make time year go state new people get take last call two "
        "american first see tell house may even include like day come republican think "
        "know week u.s. back way give report need want use white less right political "
        "country national government washington issue continue long point support work "
        "lead still democrat leave early news show former month official try "
        "democratic policy change campaign ask look part according end election group "
        "find party leader vote own sign public law put help thing high administration "
        "add keep member question three believe office plan case hold speak become "
        "mean senate talk company percent pct mln dlr billion million bank market "
        "share 1 2 3 5".split()
    )
}
"""Stems that one article in four or more has, of newspapers or of a wire service.

Counted in news of the years 2016 to 2020 and of Reuters in 1987; names are left out.
"""

_BETWEEN: Final = "-"
"""Between the words of a pair; no word has a hyphen in it."""


def pairs_of(stems: Sequence[str], by: Analyzer) -> Iterator[str]:
    """Return the terms of all pairs of frequent words in a run of stems."""
    frequent = _frequent(by)
    for one, two in pairwise(stems):
        if one in frequent and two in frequent:
            yield f"{one}{_BETWEEN}{two}"


@cache
def _frequent(by: Analyzer) -> frozenset[str]:
    own = frozenset(map(by.stem, by.function_words))
    return own | _FREQUENT.get(by.language, frozenset())
