"""English: Snowball stems ("Porter2", https://snowballstem.org/algorithms).

The stemmer is the library the Snowball project itself keeps. ``english_weights.tsv``
was counted in news of 2012 to 2020 by ``python -m training.word_weights``.
"""

from __future__ import annotations

import threading
from collections.abc import Mapping
from functools import cache
from importlib import resources
from types import MappingProxyType
from typing import Final

from .analyzer import Analyzer

__all__ = ["ENGLISH"]

_STEM_CACHE: Final = 200_000
"""Words whose stems are remembered, per thread; some 20 MB."""

_FUNCTION_WORDS: Final = frozenset(
    "a an and are as at be been by for from has have he her his how in into is it "
    "its of on or s so such t that the their them they this to u was were what when "
    "where which who whom whose will with".split()
)

_local = threading.local()


def _stem(term: str) -> str:
    """Return the Snowball English stem of a folded word."""
    try:
        known: dict[str, str] = _local.stems
    except AttributeError:
        # Stemmer objects must not be shared between threads.
        import Stemmer

        _local.stemmer = Stemmer.Stemmer("english", 0)
        known = _local.stems = {}
    found = known.get(term)
    if found is None:
        if len(known) >= _STEM_CACHE:
            known.clear()
        found = known[term] = _local.stemmer.stemWord(term)
    return found


@cache
def _residuals() -> Mapping[str, float]:
    text = (resources.files(__package__) / "english_weights.tsv").read_text("utf-8")
    rows = (line.split("\t") for line in text.splitlines() if line[:1] != "#")
    return MappingProxyType({word: float(residual) for word, residual in rows})


ENGLISH: Final = Analyzer("en", _stem, _FUNCTION_WORDS, _residuals)
