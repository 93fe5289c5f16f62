"""The JSON that scripts may rely on, the same on the command line and the web."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any, Final

from ..model.article import (
    Article,
    Country,
    Facts,
    FoundIn,
    Mention,
    MentionedDate,
    Organisation,
    Person,
    Place,
    Published,
    Span,
)
from ..model.hits import Facet, FacetValue, Hit, Notice, ResultPage, Snippet
from ..model.kinds import ENTITY_KINDS

__all__ = [
    "article_as_json",
    "facet_value_as_json",
    "facts_as_json",
    "notice_as_json",
    "page_as_json",
    "published_as_json",
]


def page_as_json(page: ResultPage) -> dict[str, Any]:
    """Return a result page: total, hits, facets, notices and more."""
    return {
        "total": page.total,
        "groups": page.groups,
        "hits": [_hit(hit) for hit in page.hits],
        "facets": {facet.field: _facet(facet) for facet in page.facets},
        "notices": [notice_as_json(notice) for notice in page.notices],
        "meaning": page.by_meaning,
        "milliseconds": round(page.milliseconds, 2),
    }


def article_as_json(article: Article) -> dict[str, Any]:
    """Return a whole article with its facts."""
    return {
        "id": article.id,
        "source_id": article.source_id,
        "title": article.title,
        "body": article.body,
        "url": article.url,
        "source": article.source,
        "section": article.section,
        "language": article.language,
        "language_confidence": round(article.language_confidence, 2),
        "declared_language": article.declared_language,
        "authors": list(article.authors),
        "group": article.group,
        "unreliable_date": article.unreliable_date,
        "published": published_as_json(article.published),
        "found_in": _found_in(article.found),
        **facts_as_json(article.facts),
    }


def _found_in(found: FoundIn | None) -> dict[str, Any] | None:
    """Where an article was read; of its file the name alone, not the folder."""
    if found is None:
        return None
    return {
        "file": found.file_name,
        "position": found.position,
        "format": found.format,
    }


def facet_value_as_json(value: FacetValue) -> dict[str, Any]:
    """Return a value of a facet: what a filter takes, what people read, its hits."""
    return {"value": value.value, "label": value.label, "count": value.count}


def published_as_json(published: Published | None) -> dict[str, Any] | None:
    """Return a publication date with its precision, origin and confidence."""
    if published is None:
        return None
    return {
        "date": str(published),
        "precision": published.precision.value,
        "origin": published.origin,
        "confidence": published.confidence,
    }


def facts_as_json(facts: Facts) -> dict[str, Any]:
    """Return who, where and when it is about, each with its mentions."""
    return {
        kind.plural: [_ENTITY_AS_JSON[kind.name](one) for one in kind.entities(facts)]
        for kind in ENTITY_KINDS
    }


def _person(person: Person) -> dict[str, Any]:
    return {
        "name": person.name,
        "titles": list(person.titles),
        "mentions": _mentions(person.mentions),
    }


def _organisation(found: Organisation) -> dict[str, Any]:
    return {"name": found.name, "mentions": _mentions(found.mentions)}


def _place(place: Place) -> dict[str, Any]:
    return {
        "name": place.name,
        "kind": place.kind.value,
        "country": place.country,
        "geonames": place.geonames,
        "latitude": place.latitude,
        "longitude": place.longitude,
        "mentions": _mentions(place.mentions),
    }


def _country(country: Country) -> dict[str, Any]:
    return {
        "code": country.code,
        "name": country.name,
        "about": country.about,
        "score": round(country.score, 4),
    }


def _date(found: MentionedDate) -> dict[str, Any]:
    return {
        "value": found.value,
        "start": found.start.isoformat(),
        "end": found.end.isoformat(),
        "mentions": _mentions(found.mentions),
    }


_ENTITY_AS_JSON: Final[Mapping[str, Callable[[Any], dict[str, Any]]]] = {
    "person": _person,
    "organisation": _organisation,
    "place": _place,
    "country": _country,
    "date": _date,
}
"""By the name of the kind."""


def _mentions(mentions: Iterable[Mention]) -> list[dict[str, Any]]:
    return [
        {
            "field": mention.field.value,
            "start": mention.start,
            "end": mention.end,
            "text": mention.text,
        }
        for mention in mentions
    ]


def _hit(hit: Hit) -> dict[str, Any]:
    article = hit.article
    return {
        "id": article.id,
        "source_id": article.source_id,
        "title": article.title,
        "title_marks": _spans(hit.title_marks),
        "url": article.url,
        "published": str(article.published) if article.published else None,
        "source": article.source,
        "section": article.section,
        "language": article.language,
        "authors": list(article.authors),
        "group": article.group,
        "versions": hit.versions,
        "score": round(hit.score, 4),
        "snippet": _snippet(hit.snippet),
        "further_snippets": [_snippet(snippet) for snippet in hit.further],
    }


def _snippet(snippet: Snippet) -> dict[str, Any]:
    return {"text": snippet.text, "marks": _spans(snippet.marks)}


def _spans(spans: Iterable[Span]) -> list[list[int]]:
    return [[span.start, span.end] for span in spans]


def _facet(facet: Facet) -> list[dict[str, Any]]:
    return [facet_value_as_json(value) for value in facet.values]


def notice_as_json(notice: Notice) -> dict[str, Any]:
    """Return what the author of a query should know."""
    return {
        "kind": notice.kind.value,
        "start": notice.start,
        "end": notice.end,
        "text": notice.text,
    }
