"""BM25 of a query in articles (Robertson and others 1994), counted word by word."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from ...query.tree import (
    And,
    AtLeast,
    Or,
    Pattern,
    Query,
    WordLeaf,
)
from ...query.word_leaves import fields_of
from ...ranking.rarity import rarity
from ...ranking.scoring import TITLE
from ...request import Clause
from .matching import Record, count_places, matches

__all__ = ["score_clauses", "score_query"]

_K1: Final = 1.2
_B: Final = 0.75


def score_clauses(records: Sequence[Record], clauses: Sequence[Clause]) -> list[float]:
    """Return what each article's score is by some clauses, in the order of articles.

    Args:
        records: all articles of the index.
    """
    total = [0.0] * len(records)
    for clause in clauses:
        if clause.flat:
            scores = [float(matches(record, clause.part)) for record in records]
        else:
            scores = score_query(records, clause.part)
        for at, score in enumerate(scores):
            total[at] += clause.weight * score
    return total


def score_query(records: Sequence[Record], query: Query) -> list[float]:
    """Return what each article's score is by the words of a query itself."""
    match query:
        case And(parts=parts) | Or(parts=parts) | AtLeast(parts=parts):
            scores = [score_query(records, part) for part in parts]
        case _ if isinstance(query, Pattern):  # whatever it finds, and where
            scores = [_found(records, query)]
            if "title" in fields_of(query):
                titles = _found(records, replace(query, field="title"))
                scores.append([TITLE * found for found in titles])
        case _ if isinstance(query, WordLeaf):
            scores = [_score(records, query, field) for field in fields_of(query)]
        case _:
            scores = []  # the others are found or not
    return [sum(each) for each in zip(*scores, strict=True)] or [0.0] * len(records)


def _found(records: Sequence[Record], query: Query) -> list[float]:
    return [float(matches(record, query)) for record in records]


def _score(records: Sequence[Record], leaf: WordLeaf, field: str) -> list[float]:
    """BM25 of one leaf in one field."""
    counts = [count_places(record, leaf, field) for record in records]
    having = sum(count > 0 for count in counts)
    lengths = [_length(record, field) for record in records]
    mean = sum(lengths) / max(1, len(lengths)) or 1
    worth = rarity(len(records), having) * (_K1 + 1)
    if field == "title":
        worth *= TITLE
    return [
        worth * count / (count + _K1 * (1 - _B + _B * length / mean))
        for count, length in zip(counts, lengths, strict=True)
    ]


def _length(record: Record, field: str) -> int:
    return sum(len(text.words) for text in record.texts(field))
