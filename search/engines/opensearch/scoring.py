"""What hits are scored by → JSON for a cluster.

Each clause adds its BM25, as in the other engines: of each field, and of each way to
write a word, by itself. Lucene leaves the constant factor k₁ + 1 out of its BM25 (its
change LUCENE-8563); here it is part of every weight, so that what is flat weighs as
much next to it as elsewhere.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Final, assert_never

from ...query.tree import (
    ExactForm,
    Near,
    Pattern,
    Phrase,
    Query,
    Term,
    WordLeaf,
)
from ...query.word_leaves import fields_of
from ...ranking.scoring import TITLE, words_wanted
from ...request import Clause
from ..ways import other_ways, stems_of
from .client import Json
from .compile import (
    Analyzers,
    any_of,
    compile_query,
    in_field,
    is_text,
    runs_of,
    texts_of,
)
from .schema import GAP, SYNONYMS

__all__ = ["compile_scoring"]

_K1_PLUS_1: Final = 2.2

_MOST_COMMON: Final = 10_000
"""Of two neighbours the rarer is in at most so many texts, as in the other engines."""

_MOST_PHRASES: Final = 48
"""Phrases for neighbours in one request; a server takes 1,024 clauses at most."""


Counts = Callable[[Iterable[str]], Mapping[str, int]]
"""Words → the number of articles that have each; words without any are left out."""


def compile_scoring(
    query: Query, scoring: Sequence[Clause], counts: Counts, by: Analyzers
) -> list[Json]:
    """Return what adds to the score of the hits of a query.

    Args:
        scoring: the clauses; where there are none, the words of the query count.
        counts: of words of texts, about.
    """
    if not scoring:
        scoring = [Clause(leaf, 1.0) for leaf in words_wanted(query)]
    scoring = [clause for clause in scoring if _is_worthwhile(clause.part, counts)]
    phrases = sum(
        clause.part.distance for clause in scoring if isinstance(clause.part, Near)
    )
    return [
        one
        for clause in scoring
        for one in _clause(clause, by, in_phrases=phrases * len(by) <= _MOST_PHRASES)
    ]


def _is_worthwhile(part: Query, counts: Counts) -> bool:
    """Whether looking costs little; see :data:`_MOST_COMMON`."""
    if not isinstance(part, Near):
        return True
    words = (*part.first, *part.second)
    found = counts(words)
    return min(found.get(word, 0) for word in words) <= _MOST_COMMON


def _clause(clause: Clause, by: Analyzers, *, in_phrases: bool) -> list[Json]:
    if clause.flat or not isinstance(clause.part, WordLeaf):
        return [_flat(compile_query(clause.part, by), clause.weight)]
    if isinstance(clause.part, Pattern):
        return _pattern(clause.part, clause.weight, by)
    found = []
    for field in fields_of(clause.part):
        weight = clause.weight * (TITLE if field == "title" else 1.0)
        if isinstance(clause.part, Near):
            found += _near(clause.part, field, weight, by, in_phrases=in_phrases)
        else:
            found += _leaf(clause.part, field, weight, by)
    return found


def _pattern(leaf: Pattern, weight: float, by: Analyzers) -> list[Json]:
    """Whatever word it finds counts once, and again in the title."""
    found = [_flat(compile_query(leaf, by), weight)]
    if "title" in fields_of(leaf):
        title = any_of(in_field(leaf, "title", by))
        found.append(_flat(title, weight * TITLE))
    return found


def _flat(query: Json, weight: float) -> Json:
    return {"constant_score": {"filter": query, "boost": weight}}


def _leaf(
    leaf: Term | Phrase | ExactForm,
    field: str,
    weight: float,
    by: Analyzers,
) -> list[Json]:
    boost = weight * _K1_PLUS_1
    match leaf:
        case Term(term=term):
            if not is_text(field):
                return [_term(f"{field}_words", term, boost)]
            stems = stems_of(term, by)
            others = other_ways(term, field, stems)
            return [
                _stem(field, stems, boost),
                *(_term(way.field, way.term, boost * way.weight) for way in others),
            ]
        case ExactForm(term=term):
            return [_term(f"{field}_words", term, boost)]
        case Phrase(terms=terms, exact=exact):
            texts = texts_of(field, exact=exact)
            runs = runs_of(terms, field, by, exact=exact)
            return [_phrase(text, run, boost) for text in texts for run in runs]
        case _:
            assert_never(leaf)


def _term(field: str, word: str, boost: float) -> Json:
    return {"term": {field: {"value": word, "boost": boost}}}


def _stem(field: str, stems: Sequence[str], boost: float) -> Json:
    """A word by its stems; of several languages as rare as it is in all together."""
    if len(stems) == 1:
        return _term(field, stems[0], boost)
    told = {"query": " ".join(stems), "analyzer": SYNONYMS, "boost": boost}
    return {"match": {field: told}}


def _phrase(field: str, words: str, boost: float) -> Json:
    return {"match_phrase": {field: {"query": words, "boost": boost}}}


def _near(
    near: Near, field: str, weight: float, by: Analyzers, *, in_phrases: bool
) -> list[Json]:
    """Neighbours: a phrase for each gap between them, or of many, a span.

    Of a phrase every place counts as one. A span counts places that are further apart
    as less, but costs one clause, whatever the distance.
    """
    if not is_text(field):
        return []
    boost = weight * _K1_PLUS_1
    text = texts_of(field, exact=near.exact)[0]
    first, second = (
        runs_of(run, field, by, exact=near.exact) for run in (near.first, near.second)
    )
    found = []
    for runs in zip(first, second, strict=True):
        if not in_phrases:
            spans = [_span(text, run.split(" ")) for run in runs]
            about = {"slop": near.distance - 1, "in_order": near.ordered}
            found.append({"span_near": {"clauses": spans, **about, "boost": boost}})
            continue
        orders = [runs] if near.ordered or runs[0] == runs[1] else [runs, runs[::-1]]
        found += [
            _phrase(text, f"{one} {f'{GAP} ' * gap}{other}", boost)
            for one, other in orders
            for gap in range(near.distance)
        ]
    return found


def _span(text: str, run: Sequence[str]) -> Json:
    words: list[Json] = [{"span_term": {text: word}} for word in run]
    if len(words) == 1:
        return words[0]
    return {"span_near": {"clauses": words, "slop": 0, "in_order": True}}
