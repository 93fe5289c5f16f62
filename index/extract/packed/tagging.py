"""The tagger for languages with a pack, and rules for names that all of them have."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache, lru_cache, partial
from importlib import resources
from pathlib import Path
from typing import Final

from ..tagger.language import Span, TaggerLanguage
from ..tagger.lexicon import Tables
from ..tagger.model import load_model
from ..tagger.network import Weights
from ..tagger.short_names import Alone, settle_short_names
from ..tagger.tagger import NameTagger
from .models import model_file
from .names import place_pack
from .writing import language_tables, name_pack

__all__ = ["packed_tagger", "tagger_language"]

_EDGES: Final = "\"'“”‘’„«»()[]{}<>*|,;:!?-–—_/\\#@ \n\t"
_JOINING: Final = frozenset(("von", "van", "bin", "ibn", "bint", "al", "da", "dos"))
"""Particles that stand inside names of people alone, whatever the language."""
_LONGEST_BETWEEN: Final = 6


@cache
def _loaded(model: str) -> tuple[Weights, Tables]:
    packs = resources.files("index.extract.packs")
    with resources.as_file(packs / model_file(model)) as shipped:
        return load_model(shipped)


def packed_tagger(language: str, model: str | Path) -> NameTagger:
    """Return a tagger for a language with a pack.

    Args:
        model: the name of one that ships, or the file of another.

    Raises:
        OSError, ValueError: as ``load_model``.
    """
    if isinstance(model, str):
        weights, tables = _loaded(model)
    else:
        weights, tables = load_model(model)
    return NameTagger(
        weights, language_tables(tables, language), tagger_language(language)
    )


@cache
def tagger_language(language: str) -> TaggerLanguage:
    """Return what the tagger is told of a language with a pack."""
    places = place_pack(language)
    where = "|".join(map(re.escape, sorted(places.where)))
    alone = Alone(
        within=re.compile(rf"\b(?:{where})\s+$", re.IGNORECASE),
        is_country=places.names_country,
        never=frozenset(),
        # among nouns with a capital a name alone is none to a rule
        passed_over=not places.nouns_are_capitals,
        stays=False,
    )
    return TaggerLanguage(
        name_pack(language).writing,
        _join,
        partial(_trim, language),
        partial(settle_short_names, alone=alone),
    )


def _join(content: str, spans: Iterable[Span]) -> list[Span]:
    """Join parts of a person's name that were labelled apart: "Maria | von Trapp"."""
    done: list[Span] = []
    for span in spans:
        start, end, label = span
        if done and label == done[-1][2] == "PER":
            stop = done[-1][1]
            between = content[stop:start] if start - stop <= _LONGEST_BETWEEN else ""
            if between[:1] == " " == between[-1:] and between.strip() in _JOINING:
                span = (done.pop()[0], end, label)
        done.append(span)
    return done


def _trim(language: str, content: str, span: Span) -> Span:
    """Return a span without what belongs to no name; it may be empty then."""
    start, end, label = span
    lead, tail = _superfluous(language, content[start:end], label)
    return start + lead, max(end - tail, start + lead), label


def _end(name: str) -> int:
    """Where a name ends, without the small words that the tagger took along."""
    end = len(name.rstrip(_EDGES))
    last = name[:end].rpartition(" ")[2]
    while last != name[:end] and last.islower() and last.isalpha():
        end = len(name[: end - len(last)].rstrip(_EDGES))
        last = name[:end].rpartition(" ")[2]
    return end


@lru_cache(maxsize=65536)
def _superfluous(language: str, name: str, label: str) -> tuple[int, int]:
    """How much at either end belongs to no name: quotes, articles, titles."""
    if name.isalpha():  # as most are
        return 0, 0
    pack = name_pack(language)
    end = _end(name)
    start = len(name) - len(name.lstrip(_EDGES))
    while label in ("PER", "ORG"):
        first, space, _ = name[start:end].partition(" ")
        word = first.rstrip(".").lower()
        is_title = label == "PER" and word in pack.titles
        if not space or not (is_title or first in pack.writing.articles):
            break
        start += len(first) + 1
    return start, len(name) - end
