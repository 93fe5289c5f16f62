"""The JSON of what helps in asking, the same on the command line and the web."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from .completion import Suggestions
from .cooccurrence import Cooccurrences
from .significant import SignificantTerm
from .similar import SimilarArticle
from .spelling import Correction

__all__ = [
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
