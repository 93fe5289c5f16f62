"""An engine's answer as people read it: with labels, passages and marks."""

from __future__ import annotations

import time
from collections.abc import Sequence
from typing import Final

from ..codes.countries import country_name
from ..codes.languages import language_name
from ..codes.periods import period_name
from ..messages import said
from ..model.article import TextField
from ..model.facets import Selection, value_key
from ..model.fields import COUNTRY_FIELDS, FIELDS, NO_DATE, UNRELIABLE_DATE
from ..model.hits import Facet, FacetValue, Hit, Notice, NoticeKind
from ..query.tree import Query
from ..request import EngineResult
from .entities import mark_entities
from .leaf_mark import LeafMark
from .marks import mark_words, merge_marks
from .snippets import find_passages

__all__ = ["facet_value", "label_facets", "present_hits", "value_label"]

_LABELS: Final = {NO_DATE: "No date", UNRELIABLE_DATE: "No reliable date"}

_SNIPPET_SECONDS: Final = 2.0
"""After this time the remaining hits show the beginning of their text."""


_SCANNED: Final = 200_000
"""After this many characters of a text the marks found so far are good enough."""


def _in_order(words: list[LeafMark], names: list[LeafMark]) -> list[LeafMark]:
    # spans compare alike, but several times slower
    return sorted([*words, *names], key=lambda mark: (mark.span.start, mark.span.end))


def label_facets(
    names: tuple[str, ...], result: EngineResult, selections: tuple[Selection, ...]
) -> tuple[Facet, ...]:
    """Return the facets with labels; selected values are marked as such."""
    chosen = {s.field: s for s in selections}
    facets = []
    for name in names:
        selection = chosen.get(name, Selection(name))
        values = [
            facet_value(name, value, count, selection)
            for value, count in result.facets[name]
        ]
        if name in COUNTRY_FIELDS:  # engines break ties by code
            values.sort(key=lambda value: (-value.count, value.label))
        facets.append(
            Facet(
                field=name,
                label=FIELDS[name].label,
                values=tuple(values),
                more=name in result.more,
            )
        )
    return tuple(facets)


def facet_value(field: str, value: str, count: int, selection: Selection) -> FacetValue:
    """Return a counted value with its label and whether it is selected."""

    def among(values: Sequence[str]) -> bool:
        return bool(values) and value_key(field, value) in {
            value_key(field, one) for one in values
        }

    return FacetValue(
        value=value,
        label=value_label(field, value),
        count=count,
        selected=among(selection.include),
        excluded=among(selection.exclude),
    )


def value_label(field: str, value: str) -> str:
    """Return what people read for a facet value."""
    if field in COUNTRY_FIELDS:
        try:
            return country_name(value)
        except KeyError:  # a filter that names no country
            return value
    if field == "language":
        return language_name(value)
    if field == "on":
        return period_name(value)
    return _LABELS.get(value, value) if field == "year" else value


def present_hits(
    result: EngineResult, query: Query, selections: Sequence[Selection]
) -> tuple[tuple[Hit, ...], list[Notice]]:
    """Return the hits with passages and marks, and a notice if time ran out."""
    until = time.perf_counter() + _SNIPPET_SECONDS
    hits = []
    late: list[Notice] = []
    for article, score in result.hits:
        if not late and time.perf_counter() > until:
            late = [
                Notice(
                    NoticeKind.OUT_OF_TIME,
                    0,
                    0,
                    said(
                        "Some passages show the beginning of the article only, "
                        "because looking for the best ones took too long."
                    ),
                )
            ]
        named = mark_entities(article, query, selections)
        _, titles = mark_words(article, TextField.TITLE, query)
        bodies: list[LeafMark] = []
        if not late:
            _, bodies = mark_words(article, TextField.BODY, query, enough=_SCANNED)
        best, *further = find_passages(
            article.body,
            _in_order(bodies, named[TextField.BODY]),
            article.facts.sentences,
        )
        hits.append(
            Hit(
                article=article,
                score=score,
                snippet=best,
                further=tuple(further),
                title_marks=merge_marks(_in_order(titles, named[TextField.TITLE])),
            )
        )
    return tuple(hits), late
