"""Exact counts of facets, of one shard or of many.

A server asks each shard for its most frequent values and adds them up, and tells by how
much a count may be too low because a shard left the value out. Of one shard that is
nothing. Of several it may matter: a value that is not listed has no more hits than the
last one listed, plus that; so either the values wanted are known, and are counted once
more by name, which each shard does wholly, or more values are asked for.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from ...model.facets import (
    FacetPass,
    FacetRequest,
    ValueCount,
    facet_parts,
    facet_passes,
    find_unlisted,
    order_counts,
)
from ...model.fields import FIELDS, FacetOrder
from ...request import SearchRequest
from .client import Json
from .compile import EVERYTHING, Analyzers, compile_query, has_value, narrowed

__all__ = ["FacetCounting"]

_MOST: Final = 65_000
"""Values in one answer; a server makes 65,535 buckets unless told otherwise."""

_FIRST: Final = 64
_FIRST_OF_SHARD: Final = 1_000
"""Values asked for at first where there are several shards: of all, and of each."""

_UNDATED: Final = 2
"""Values of a facet of dates that are none; a server lists them first."""


@dataclass(frozen=True, slots=True)
class _Part:
    """A part of a facet, counted over the hits of one pass."""

    facet: FacetRequest
    name: str
    over: FacetPass


@dataclass(slots=True)
class _Found:
    """What is known of a part: its values in listing order, and whether of more."""

    values: list[ValueCount]
    more: bool


class FacetCounting:
    """The facets of one request, counted in as many searches as it takes.

    First :meth:`aggregations` goes with the hits. As long as :meth:`open_questions`
    has any, they are asked and answered; of one shard there are none.

    Args:
        request: what facets are counted for.
        shards: parts of the index.
        by: the analyzers of its languages.
    """

    def __init__(self, request: SearchRequest, shards: int, by: Analyzers) -> None:
        self._request = request
        self._by = by
        self._shards = shards
        self._passes = facet_passes(request.selections, request.facets)
        self._found: dict[str, _Found] = {}
        self._always: dict[tuple[str, str], int] = {}
        self._open: dict[str, tuple[_Part, Json]] = {}

    @property
    def beside_hits(self) -> bool:
        """Whether some facet is counted over more than the hits."""
        chosen = self._request.selections
        return any(one.selections != chosen for one in self._passes)

    def aggregations(self) -> Json:
        """Return what is asked along with the hits."""
        asked: Json = {}
        for at, one in enumerate(self._passes):
            inner: Json = {}
            for facet in one.facets:
                for part in facet_parts(facet.field):
                    inner[part] = self._most_frequent(part, facet)
                for number, value in enumerate(facet.always):
                    having = has_value(facet.field, (value,))
                    inner[f"{facet.field}~{number}"] = {"filter": having}
            left = narrowed(one.selections) if self.beside_hits else EVERYTHING
            asked[str(at)] = {"filter": left, "aggs": inner}
        return asked

    def note(self, answer: Mapping[str, Any]) -> None:
        """Take the answer to :meth:`aggregations`."""
        for at, one in enumerate(self._passes):
            told = answer[str(at)]
            for facet in one.facets:
                for part in facet_parts(facet.field):
                    self._settle(_Part(facet, part, one), told[part], deepest=False)
                for number, value in enumerate(facet.always):
                    count = told[f"{facet.field}~{number}"]["doc_count"]
                    self._always[facet.field, value] = count

    def open_questions(self) -> list[tuple[str, Json]]:
        """Return searches for what is not known yet, each with its name."""
        return [(name, body) for name, (_, body) in self._open.items()]

    def answer_question(self, name: str, answer: Mapping[str, Any]) -> None:
        """Take the answer to one of :meth:`open_questions`."""
        part, body = self._open.pop(name)
        told = answer[part.name]
        if "include" in body["aggs"][part.name]["terms"]:
            values = order_counts(part.facet.field, _buckets(told))
            self._found[name].values = values[: part.facet.size]
        else:
            self._settle(part, told, deepest=True)

    def result(self) -> tuple[dict[str, tuple[ValueCount, ...]], frozenset[str]]:
        """Return the values of each facet, and which facets have more."""
        counts: dict[str, tuple[ValueCount, ...]] = {}
        more = set()
        for facet in self._request.facets:
            parts = [self._found[part] for part in facet_parts(facet.field)]
            values = [pair for part in parts for pair in part.values]
            for value in find_unlisted(facet.field, facet.always, values):
                values.append((value, self._always[facet.field, value]))
            counts[facet.field] = tuple(values)
            if any(part.more for part in parts):
                more.add(facet.field)
        return counts, frozenset(more)

    def _most_frequent(self, part: str, facet: FacetRequest) -> Json:
        if FIELDS[facet.field].facet is FacetOrder.NEWEST:
            size = min(facet.size + _UNDATED + 1, _MOST)
            return {"terms": {"field": part, "size": size, "order": {"_key": "desc"}}}
        if self._shards == 1:
            return {"terms": {"field": part, "size": min(facet.size + 1, _MOST)}}
        size = min(max(4 * facet.size, _FIRST), max(facet.size + 1, _MOST // 3))
        return _terms(part, size, max(size, _FIRST_OF_SHARD))

    def _settle(self, part: _Part, told: Mapping[str, Any], *, deepest: bool) -> None:
        """Note the values of a part if they are sure, or what to ask to know them."""
        facet, size = part.facet, part.facet.size
        values = _buckets(told)
        error, rest = told["doc_count_error_upper_bound"], told["sum_other_doc_count"]
        found = _Found([], len(values) > size or bool(rest))
        self._found[part.name] = found
        if not size:
            return
        if not error or FIELDS[facet.field].facet is FacetOrder.NEWEST:
            found.values = order_counts(facet.field, values)[:size]
            return
        last = values[min(size, len(values)) - 1][1]
        if len(values) > size and (last > values[-1][1] + error or deepest):
            likely = [value for value, count in values if count + error >= last]
            self._ask(part, _terms(part.name, len(likely), _MOST), likely)
        else:
            self._ask(part, _terms(part.name, _MOST, 10 * _MOST), None)

    def _ask(self, part: _Part, terms: Json, likely: list[str] | None) -> None:
        if likely is not None:
            terms["terms"]["include"] = likely
        found = compile_query(self._request.query, self._by)
        query = narrowed(part.over.selections, found)
        body = {"size": 0, "query": query, "aggs": {part.name: terms}}
        self._open[part.name] = part, body


def _terms(part: str, size: int, of_shard: int) -> Json:
    return {"terms": {"field": part, "size": size, "shard_size": of_shard}}


def _buckets(told: Mapping[str, Any]) -> list[ValueCount]:
    return [(bucket["key"], bucket["doc_count"]) for bucket in told["buckets"]]
