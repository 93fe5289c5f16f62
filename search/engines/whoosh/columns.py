"""Facet values and sort keys of a whoosh index as arrays.

whoosh can group hits by itself, but walks every term of the field to do so; a
pass over arrays of ordinals costs a fraction of that.
"""

from __future__ import annotations

from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from ...model.facets import FacetRequest, ValueCount, list_counts
from ...model.fields import FACETS
from ...request import After, Sort
from ..ties import SCORE_DECIMALS, tie_of
from .schema import SEPARATOR, SPAN_TYPE

__all__ = ["Columns", "Mask"]

_NEVER: Final = 2**31
"""Sorts after every day, in both orders."""

Mask = NDArray[np.bool_]
"""One truth value per document number."""


_Keys = tuple[NDArray[np.int64], NDArray[np.int64]]


class _Values:
    """One facet: which document has which value, as parallel arrays."""

    def __init__(self, cells: list[bytes]) -> None:
        ordinals: dict[str, int] = {}
        documents: list[int] = []
        numbers: list[int] = []
        for document, cell in enumerate(cells):
            if not cell:
                continue
            for value in cell.decode().split(SEPARATOR):
                documents.append(document)
                numbers.append(ordinals.setdefault(value, len(ordinals)))
        self.values = list(ordinals)
        self.documents = np.array(documents, dtype=np.int64)
        self.ordinals = np.array(numbers, dtype=np.int64)

    def count(self, hits: Mask) -> list[ValueCount]:
        """How many of the hits have each value; those with none are left out."""
        counts = np.bincount(
            self.ordinals[hits[self.documents]], minlength=len(self.values)
        )
        return [(self.values[i], int(counts[i])) for i in np.flatnonzero(counts)]


class _Spans:
    """Which document mentions which interval of days, as parallel arrays."""

    def __init__(self, cells: list[bytes]) -> None:
        pairs = np.frombuffer(b"".join(cells), dtype=SPAN_TYPE).reshape(-1, 2)
        bytes_of_one = 2 * pairs.itemsize
        counts = [len(cell) // bytes_of_one for cell in cells]
        self.documents = np.repeat(np.arange(len(cells)), counts)
        self.starts, self.ends = pairs[:, 0], pairs[:, 1]

    def documents_within(self, low: int, high: int) -> NDArray[np.int64]:
        return self.documents[(self.starts >= low) & (self.ends <= high)]


def _numbered(cells: list[bytes]) -> NDArray[np.int64]:
    """A number for each different cell; -1 for the empty ones."""
    numbers: dict[bytes, int] = {b"": -1}
    return np.array(
        [numbers.setdefault(cell, len(numbers)) for cell in cells], np.int64
    )


class Columns:
    """The columns of one view of an index, read when first needed.

    Args:
        reader: the whoosh reader of that view.
    """

    def __init__(self, reader: Any) -> None:
        self._reader = reader
        self.size: int = reader.doc_count_all()
        self._facets: dict[str, _Values] = {}
        self._keys: dict[Sort, _Keys] = {}
        self._orders: dict[Sort, NDArray[np.int64]] = {}
        self._spans: _Spans | None = None
        self._groups: NDArray[np.int64] | None = None

    def count(self, hits: Mask, facet: FacetRequest) -> tuple[list[ValueCount], bool]:
        """Return a facet's values in listing order, and whether there are more."""
        return list_counts(facet, self._values(facet.field).count(hits))

    def by_date(self, documents: NDArray[np.int64], sort: Sort) -> NDArray[np.int64]:
        """Return document numbers sorted by date, the undated last."""
        return documents[np.argsort(self._order(sort)[documents], kind="stable")]

    def by_score(
        self, documents: NDArray[np.int64], scores: NDArray[np.float64]
    ) -> NDArray[np.int64]:
        """Return document numbers sorted by score, of one score the newest first.

        Args:
            scores: of all documents.
        """
        compared = np.round(scores[documents], SCORE_DECIMALS)
        ranks = self._order(Sort.NEWEST)[documents]
        return documents[np.lexsort((ranks, -compared))]

    def go_on_after(
        self, documents: NDArray[np.int64], sort: Sort, after: After
    ) -> NDArray[np.int64]:
        """Return the documents that come after a place in an order by date."""
        days, ties = self._sort_keys(sort)
        day = _NEVER if after.day is None else after.day.toordinal()
        tie = tie_of(after.article_id)
        if sort is Sort.NEWEST:
            day, tie = (day if after.day is None else -day), -tie
        of_day, of_tie = days[documents], ties[documents]
        later: Mask = (of_day > day) | ((of_day == day) & (of_tie > tie))
        return documents[later]

    def fold(self, documents: NDArray[np.int64]) -> NDArray[np.int64]:
        """Return documents in their order, of each group only the first."""
        if self._groups is None:
            self._groups = _numbered(self._cells("group_column", b""))
        groups = self._groups[documents]
        first = np.unique(groups, return_index=True)[1]
        left = groups < 0
        left[first] = True
        return documents[left]

    def mentioning(self, low: int, high: int) -> NDArray[np.int64]:
        """Return the documents with a date mentioned in the days ``[low, high)``."""
        if self._spans is None:
            self._spans = _Spans(self._cells("on_spans", b""))
        return self._spans.documents_within(low, high)

    def _values(self, field: str) -> _Values:
        if field not in FACETS:
            raise KeyError(field)
        if field not in self._facets:
            self._facets[field] = _Values(self._cells(f"{field}_column", b""))
        return self._facets[field]

    def _cells(self, column: str, default: Any) -> list[Any]:
        cells: list[Any] = []
        for reader, _ in self._reader.leaf_readers():
            if reader.has_column(column):
                cells += reader.column_reader(column)
            else:
                cells += [default] * reader.doc_count_all()
        return cells

    def _order(self, sort: Sort) -> NDArray[np.int64]:
        """The rank of every document: by day, then by a hash of its id."""
        if sort not in self._orders:
            days, ties = self._sort_keys(sort)
            ranks = np.empty(self.size, dtype=np.int64)
            ranks[np.lexsort((ties, days))] = np.arange(self.size)
            self._orders[sort] = ranks
        return self._orders[sort]

    def _sort_keys(self, sort: Sort) -> _Keys:
        """What documents are sorted by: the day, then a hash of the id."""
        if sort not in self._keys:
            days = np.array(self._cells("since_column", -1), dtype=np.int64)
            ids = self._cells("id_column", b"")
            ties = np.array([tie_of(each.decode()) for each in ids], dtype=np.int64)
            undated = days == -1
            if sort is Sort.NEWEST:
                days, ties = -days, -ties
            days[undated] = _NEVER
            self._keys[sort] = days, ties
        return self._keys[sort]
