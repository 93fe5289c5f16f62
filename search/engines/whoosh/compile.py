"""The query tree → documents and scores, whoosh looking up the leaves.

whoosh 2.7.4 combines matchers wrongly at times (an AndNot lets documents through
once one side has ended). So the tree is combined here, on arrays over all
documents, which is also simpler: And is ``&``, Or is ``|``, Not is ``~``.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import reduce
from typing import Any, assert_never

import numpy as np
from numpy.typing import NDArray
from whoosh import query as native

from ...analysis.registry import analyzers_of
from ...model.facets import Selection, value_key
from ...model.fields import FIELDS, FieldKind
from ...query.tree import (
    And,
    AtLeast,
    DateRange,
    Exact,
    ExactForm,
    Filter,
    Fuzzy,
    MatchAll,
    MatchNone,
    Near,
    Not,
    Or,
    Pattern,
    Phrase,
    Prefix,
    Query,
    Term,
    Wildcard,
)
from ...query.word_leaves import fields_of
from ...ranking.rarity import rarity
from ...ranking.scoring import TITLE
from ...request import Clause
from ..ways import Rarities
from .columns import Columns, Mask
from .words import documents_near, word_query

__all__ = ["Matched", "Matching"]


@dataclass(frozen=True, slots=True)
class Matched:
    """Which documents match, and how well: one value per document number."""

    mask: Mask
    scores: NDArray[np.float64]


class Matching:
    """Answers query trees on one view of an index.

    Args:
        searcher: the whoosh searcher of that view.
        columns: the columns of the same view.

    Attributes:
        analyzers: those of the languages that the articles are in.
    """

    def __init__(self, searcher: Any, columns: Columns) -> None:
        self._searcher = searcher
        self._columns = columns
        reader = searcher.reader()
        self.analyzers = analyzers_of(
            lambda language: reader.doc_frequency("language_key", language)
        )
        self._size: int = reader.doc_count_all()
        self._rarities = Rarities(
            reader.doc_frequency,
            lambda having: rarity(self._size, having),
        )
        self._alive = np.zeros(self._size, dtype=np.bool_)
        self._alive[list(reader.all_doc_ids())] = True

    def match(self, query: Query) -> Matched:
        """Return the documents a query finds."""
        match query:
            case Prefix() | Wildcard() | Fuzzy():
                return self._pattern(query)
            case Term() | Phrase() | ExactForm():
                return _any([self._words(query, f) for f in fields_of(query)])
            case Near():
                return _any([self._near(query, field) for field in fields_of(query)])
            case Exact(field=field, value=value):
                key = value_key(field, value)
                return self._unscored(self._having_term(f"{field}_key", key))
            case DateRange(field="published"):
                return self._published(query)
            case DateRange():
                return self._mentioned(query)
            case And(parts=parts):
                found = [self.match(part) for part in parts]
                mask = reduce(np.logical_and, [part.mask for part in found])
                return Matched(mask, np.sum([part.scores for part in found], axis=0))
            case Or(parts=parts):
                return _any([self.match(part) for part in parts])
            case AtLeast(count=count, parts=parts):
                return self._at_least(count, [self.match(part) for part in parts])
            case Filter(part=part):
                return self._unscored(self.match(part).mask)
            case Not(part=part):
                return self._unscored(self._alive & ~self.match(part).mask)
            case MatchAll():
                return self._unscored(self._alive)
            case MatchNone():
                return self._unscored(np.zeros(self._size, dtype=np.bool_))
            case _:
                assert_never(query)

    def scores(self, scoring: Sequence[Clause]) -> NDArray[np.float64]:
        """Return what each document's score is by these clauses."""
        total = np.zeros(self._size, dtype=np.float64)
        for clause in scoring:
            found = self.match(clause.part)
            total += clause.weight * (found.mask if clause.flat else found.scores)
        return total

    def select(self, hits: Mask, selections: Sequence[Selection]) -> Mask:
        """Narrow the hits by facet selections."""
        for selection in selections:
            if selection.include:
                hits = hits & self._having(selection.field, selection.include)
            if selection.exclude:
                hits = hits & ~self._having(selection.field, selection.exclude)
        return hits

    def _having(self, field: str, values: Sequence[str]) -> Mask:
        masks = [self.match(Exact(field, value)).mask for value in values]
        return reduce(np.logical_or, masks)

    def _having_term(self, field: str, text: str) -> Mask:
        """Like :meth:`_leaf` of a term, without scores, in less than half the time."""
        mask = np.zeros(self._size, dtype=np.bool_)
        for searcher, offset in self._searcher.leaf_searchers():
            matcher = native.Term(field, text).matcher(searcher)
            numbers = np.fromiter(matcher.all_ids(), dtype=np.int64)
            mask[offset + numbers] = True
        return mask & self._alive

    def _words(self, leaf: Term | Phrase | ExactForm | Pattern, field: str) -> Matched:
        return self._leaf(word_query(leaf, field, self.analyzers, self._rarities))

    def _pattern(self, leaf: Pattern) -> Matched:
        """Whatever word is found counts once, and again in the title."""
        masks = {field: self._words(leaf, field).mask for field in fields_of(leaf)}
        mask = reduce(np.logical_or, masks.values())
        scores = np.where(mask, 1.0, 0.0)
        if "title" in masks:
            scores += np.where(masks["title"], TITLE, 0.0)
        return Matched(mask, scores)

    def _leaf(self, leaf: Any) -> Matched:
        mask = np.zeros(self._size, dtype=np.bool_)
        scores = np.zeros(self._size, dtype=np.float64)
        for searcher, offset in self._searcher.leaf_searchers():
            matcher = leaf.matcher(searcher)
            while matcher.is_active():
                number = offset + matcher.id()
                mask[number] = True
                scores[number] = matcher.score()
                matcher.next()
        return Matched(mask, scores)

    def _near(self, near: Near, field: str) -> Matched:
        """Scored as the phrase of all the words, whoosh's nearest to it."""
        mask = np.zeros(self._size, dtype=np.bool_)
        if FIELDS[field].kind is FieldKind.TEXT:
            for searcher, offset in self._searcher.leaf_searchers():
                found = list(documents_near(searcher, near, field, self.analyzers))
                mask[offset + np.array(found, dtype=np.int64)] = True
        mask &= self._alive
        words = Phrase((*near.first, *near.second), field, near.exact)
        scores = self._leaf(
            word_query(words, field, self.analyzers, self._rarities, near.distance)
        ).scores
        return Matched(mask, np.where(mask, scores, 0))

    def _at_least(self, count: int, found: list[Matched]) -> Matched:
        if count <= 0:
            return self._unscored(self._alive)
        together = np.sum([part.mask for part in found], axis=0, dtype=np.int64)
        mask = self._alive & (together >= count)
        return Matched(mask, np.sum([part.scores for part in found], axis=0))

    def _unscored(self, mask: NDArray[np.bool_]) -> Matched:
        return Matched(mask, np.zeros(self._size, dtype=np.float64))

    def _published(self, dates: DateRange) -> Matched:
        low = dates.start.toordinal() if dates.start else 0
        high = dates.end.toordinal() if dates.end else None
        after = self._leaf(native.NumericRange("published_start", low, None))
        before = self._leaf(
            native.NumericRange("published_end", None if high else 0, high)
        )
        return self._unscored(after.mask & before.mask)

    def _mentioned(self, dates: DateRange) -> Matched:
        low = dates.start.toordinal() if dates.start else 0
        high = dates.end.toordinal() if dates.end else date.max.toordinal()
        mask = np.zeros(self._size, dtype=np.bool_)
        mask[self._columns.mentioning(low, high)] = True
        return self._unscored(mask & self._alive)


def _any(found: list[Matched]) -> Matched:
    mask = reduce(np.logical_or, [part.mask for part in found])
    return Matched(mask, np.sum([part.scores for part in found], axis=0))
