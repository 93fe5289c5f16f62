"""The JSON of what helps in asking, the same on the command line and the web."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from ..model.fields import FIELDS
from ..model.hits import Notice
from ..results.json import notice_as_json
from ..results.page import value_label
from .comparison import Compared, Comparison, Contrast
from .completion import Suggestions
from .concordance import Concordance
from .cooccurrence import Cooccurrences
from .significant import SignificantTerm
from .similar import SimilarArticle
from .spelling import Correction

__all__ = [
    "comparison_as_json",
    "concordance_as_json",
    "correction_as_json",
    "similar_as_json",
    "suggestions_as_json",
    "cooccurrences_as_json",
    "significant_as_json",
]


def suggestions_as_json(
    text: str, correction: Correction | None, suggestions: Suggestions
) -> dict[str, Any]:
    """Return what a text being typed may mean and become."""
    return {
        "query": text,
        "did_you_mean": correction_as_json(correction),
        "completions": {
            kind: [
                {
                    "value": found.value,
                    "label": found.label,
                    "count": found.count,
                    "start": found.start,
                    "query": found.text,
                }
                for found in group
            ]
            for kind, group in suggestions.groups
        },
    }


def correction_as_json(correction: Correction | None) -> dict[str, Any] | None:
    """Return a corrected query, what it finds and what was changed."""
    if correction is None:
        return None
    return {
        "query": correction.text,
        "total": correction.total,
        "changes": [
            {"start": change.start, "end": change.end, "text": change.text}
            for change in correction.changes
        ],
    }


def similar_as_json(found: Iterable[SimilarArticle]) -> list[dict[str, Any]]:
    """Return articles like another."""
    return [
        {
            "id": one.article.id,
            "title": one.article.title,
            "url": one.article.url,
            "published": str(one.article.published) if one.article.published else None,
            "source": one.article.source,
            "score": round(one.score, 4),
        }
        for one in found
    ]


def significant_as_json(found: Iterable[SignificantTerm]) -> list[dict[str, Any]]:
    """Return what is unusual about hits."""
    return [
        {
            "value": one.value,
            "hits": one.hits,
            "articles": one.articles,
            "times": round(one.times, 2),
            "score": round(one.score, 2),
        }
        for one in found
    ]


def cooccurrences_as_json(found: Cooccurrences) -> dict[str, Any]:
    """Return people named together with another."""
    people = [
        {
            "name": one.name,
            "together": one.together,
            "articles": one.articles,
            "score": round(one.score, 4),
        }
        for one in found.people
    ]
    return {"people": people, "articles": found.articles, "did_you_mean": found.meant}


def concordance_as_json(
    found: Concordance, offset: int, limit: int, notices: Iterable[Notice]
) -> dict[str, Any]:
    """Return some places of a search with the words around them."""
    return {
        "places": len(found.places),
        "articles": found.articles,
        "read": found.read,
        "cut": found.cut,
        "lines": [
            {
                "id": line.article.id,
                "title": line.article.title,
                "url": line.article.url,
                "published": (
                    str(line.article.published) if line.article.published else None
                ),
                "source": line.article.source,
                "part": line.part.value,
                "start": line.start,
                "end": line.end,
                "before": line.before.text,
                "found": line.found,
                "after": line.after.text,
            }
            for line in found.lines(offset, limit)
        ],
        "notices": [notice_as_json(notice) for notice in notices],
    }


def comparison_as_json(found: Comparison) -> dict[str, Any]:
    """Return some searches next to each other."""
    return {
        "searches": [_compared(one) for one in found.searches],
        "among": _periods(found.among),
        "facets": {
            field: [
                {
                    "value": value,
                    "label": value_label(field, value),
                    "counts": list(counts),
                }
                for value, counts in rows
            ]
            for field, rows in found.facets.items()
        },
    }


def _compared(one: Compared) -> dict[str, Any]:
    return {
        "query": one.answer.plan.criteria.text,
        "total": one.total,
        **_periods(one.periods),
        "unusual": [_contrast(found) for found in (*one.names, *one.words)],
        "notices": [notice_as_json(notice) for notice in one.answer.notices],
    }


def _periods(counts: Mapping[str, Mapping[str, int]]) -> dict[str, Any]:
    return {
        f"{name}s": [
            {"value": value, "count": count} for value, count in values.items()
        ]
        for name, values in counts.items()
    }


def _contrast(found: Contrast) -> dict[str, Any]:
    label = found.value
    if found.field in FIELDS:
        label = value_label(found.field, found.value)
    return {
        "field": found.field,
        "value": found.value,
        "label": label,
        "hits": found.hits,
        "of": found.size,
        "others": found.others,
        "of_others": found.others_size,
        "score": round(found.score, 2),
    }
