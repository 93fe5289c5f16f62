"""JSON schemas of all the API answers, whole: nothing else is in an answer."""

from __future__ import annotations

from typing import Any, Final

from search.codes.countries import countries
from search.codes.languages import language_codes
from search.model.article import PlaceKind, Precision
from search.model.fields import FACETS, FIELDS
from search.model.hits import NoticeKind

from .parameters import DAY

__all__ = ["schemas"]

Schema = dict[str, Any]

_TEXT: Final[Schema] = {"type": "string"}
_COUNT: Final[Schema] = {"type": "integer", "minimum": 0}
_NUMBER: Final[Schema] = {"type": "number"}
_SHARE: Final[Schema] = {"type": "number", "minimum": 0, "maximum": 1}
_DATE: Final[Schema] = {
    "type": "string",
    "pattern": "^[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?$",
    "description": "As exact as it is known: 2019, 2019-03 or 2019-03-05.",
}
_CURSOR: Final[Schema] = {
    "type": ["string", "null"],
    "description": "The `cursor` that gives the next page; null on the last one.",
}


def schemas() -> dict[str, Schema]:
    """Return the components of the document by name."""
    return {
        **_of_searches(),
        **_of_articles(),
        **_of_help(),
        **_of_stats(),
        **_of_problems(),
        "CountryCode": {
            "type": "string",
            "enum": sorted(country.code for country in countries()),
            "description": "A code of ISO 3166-1, or XK for Kosovo. An English name "
            "or demonym is understood as well, such as `france`.",
        },
        "LanguageCode": {
            "type": "string",
            "enum": list(language_codes()),
            "description": "A code of ISO 639-1. A tag such as `en-GB` or an English "
            "name is understood as well.",
        },
    }


def _object(about: str = "", /, **properties: Schema) -> Schema:
    """An object with just these properties, all of them there."""
    found: Schema = {
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }
    return {"description": about} | found if about else found


def _list(items: Schema, **more: Any) -> Schema:
    return {"type": "array", "items": items, **more}


def _ref(name: str) -> Schema:
    return {"$ref": f"#/components/schemas/{name}"}


def _said(schema: Schema, about: str) -> Schema:
    return schema | {"description": about}


def _or_null(schema: Schema) -> Schema:
    if isinstance(schema.get("type"), str):
        return schema | {"type": [schema["type"], "null"]}
    return {"anyOf": [schema, {"type": "null"}]}


_GROUP: Final = _said(
    _TEXT,
    "The group it is in: the id of its version that was printed first. Empty if there "
    "is no other version of it.",
)
_SPANS: Final = _list(_list(_COUNT, minItems=2, maxItems=2))


def _of_searches() -> dict[str, Schema]:
    values = _list(_ref("FacetValue"))
    return {
        "SearchResult": _object(
            "A page of hits, with the total and the facets of all of them.",
            total=_said(_COUNT, "How many articles the search finds."),
            groups=_said(
                _COUNT,
                "How many of them are left if of each group of near-duplicates only "
                "one is counted.",
            ),
            hits=_list(_ref("Hit")),
            facets={
                "type": "object",
                "properties": dict.fromkeys(FACETS, values),
                "additionalProperties": False,
                "description": "The facets asked for, each in listing order.",
            },
            notices=_list(_ref("Notice")),
            meaning=_said(
                {"type": "boolean"},
                "Whether the first 50 hits are ordered by meaning as well as by words.",
            ),
            milliseconds=_said(_NUMBER, "How long the search took."),
            next=_CURSOR,
        ),
        "Hit": _object(
            "An article that matches, and where.",
            id=_TEXT,
            source_id=_said(_TEXT, "The id its source gave it, or empty."),
            title=_TEXT,
            title_marks=_said(_SPANS, "Spans `[start, end)` of the title that match."),
            url=_TEXT,
            published=_or_null(_DATE),
            source=_TEXT,
            section=_TEXT,
            language=_TEXT,
            authors=_list(_TEXT),
            group=_GROUP,
            versions=_said(_COUNT, "How many other versions of it there are."),
            score=_said(_NUMBER, "0 in the orders by date."),
            snippet=_ref("Snippet"),
            further_snippets=_list(_ref("Snippet"), maxItems=2),
        ),
        "Snippet": _object(
            "A passage that matches, the best one or what that lacks.",
            text=_TEXT,
            marks=_said(_SPANS, "Spans `[start, end)` of the passage that match."),
        ),
        "FacetValue": _object(
            value=_said(_TEXT, "What a filter takes."),
            label=_said(_TEXT, "What people read."),
            count=_said(_COUNT, "How many hits have it."),
        ),
        "Notice": _object(
            "Something about the query its author should know.",
            kind={"type": "string", "enum": [kind.value for kind in NoticeKind]},
            start=_said(_COUNT, "Where the part of the query meant begins."),
            end=_said(_COUNT, "Where it ends."),
            text=_said(_TEXT, "A sentence for people."),
        ),
        "FacetPage": _object(
            "A part of the values of a facet.",
            field={"type": "string", "enum": list(FACETS)},
            total=_said(_COUNT, "How many there are, as far as they are listed."),
            more={
                "type": "boolean",
                "description": "Whether there are others, rarer than all of these; "
                "`find` finds them.",
            },
            values=values,
            next=_CURSOR,
        ),
    }


def _of_articles() -> dict[str, Schema]:
    mentions = _list(_ref("Mention"))
    return {
        "Article": _object(
            "An article with its facts.",
            id=_TEXT,
            source_id=_TEXT,
            title=_TEXT,
            body=_TEXT,
            url=_TEXT,
            source=_TEXT,
            section=_TEXT,
            language=_TEXT,
            language_confidence=_said(
                {"type": "number", "minimum": 0, "maximum": 1},
                "How likely it is in that language.",
            ),
            declared_language=_said(
                _TEXT, "What its source says, if its text is in another language."
            ),
            authors=_list(_TEXT),
            group=_GROUP,
            unreliable_date=_said(_TEXT, "The date as written, if it is not believed."),
            published=_or_null(_ref("Published")),
            found_in=_or_null(_ref("FoundIn")),
            people=_list(
                _object(name=_TEXT, titles=_list(_TEXT), mentions=mentions),
            ),
            organisations=_list(_object(name=_TEXT, mentions=mentions)),
            places=_list(_ref("Place")),
            countries=_list(
                _object(
                    code=_TEXT,
                    name=_TEXT,
                    about={"type": "boolean"},
                    score=_said(_SHARE, "Its share of the article's attention."),
                )
            ),
            dates=_list(
                _object(
                    value=_said(_TEXT, "The interval as its text says it."),
                    start=DAY,
                    end=_said(DAY, "The first day after it."),
                    mentions=mentions,
                )
            ),
        ),
        "Published": _object(
            date=_DATE,
            precision={"type": "string", "enum": [p.value for p in Precision]},
            origin=_said(_TEXT, "`metadata`, `url`, `dateline` or `text`."),
            confidence=_said(_SHARE, "How likely it is the publication date."),
        ),
        "FoundIn": _object(
            "Where an article was read.",
            file=_said(_TEXT, "The name of the file, without its folder."),
            position=_said(
                _TEXT, "Where in it: the file in an archive, the number in the file."
            ),
            format=_said(_TEXT, "The format it was read as."),
        ),
        "Place": _object(
            name=_TEXT,
            kind={"type": "string", "enum": [kind.value for kind in PlaceKind]},
            country=_or_null(_TEXT),
            geonames=_said(_or_null({"type": "integer"}), "Its id at geonames.org."),
            latitude=_or_null({"type": "number", "minimum": -90, "maximum": 90}),
            longitude=_or_null({"type": "number", "minimum": -180, "maximum": 180}),
            mentions=mentions,
        ),
        "Mention": _object(
            "Where a fact stands: characters `[start, end)` of title or body.",
            field={"type": "string", "enum": ["title", "body"]},
            start=_COUNT,
            end=_COUNT,
            text=_TEXT,
        ),
    }


def _of_help() -> dict[str, Schema]:
    unusual = _object(
        value=_TEXT,
        hits=_said(_COUNT, "How many of the hits have it."),
        articles=_said(_COUNT, "How many of all articles have it."),
        times=_said(_NUMBER, "How many times as often as in the whole."),
        score=_said(_NUMBER, "The log-likelihood ratio that orders the list."),
    )
    completion = _object(
        value=_TEXT,
        label=_TEXT,
        count=_COUNT,
        start=_said(_COUNT, "Where the part of the query begins that it replaces."),
        query=_said(_TEXT, "The whole query then."),
    )
    change = _object(start=_COUNT, end=_COUNT, text=_TEXT)
    correction = _object(query=_TEXT, total=_COUNT, changes=_list(change))
    kinds = [name for name in FIELDS if name not in ("body", "lead")]
    likeness = _object(
        id=_TEXT,
        title=_TEXT,
        url=_TEXT,
        published=_or_null(_DATE),
        source=_TEXT,
        score=_said(_SHARE, "The share of what weighs most that it has too."),
    )
    name = _object(
        name=_TEXT,
        together=_said(_COUNT, "How many articles name both."),
        articles=_said(_COUNT, "How many articles name this one."),
        score=_said(_SHARE, "Normalised pointwise mutual information; 0 is chance."),
    )
    return {
        "Suggestions": _object(
            query=_TEXT,
            did_you_mean=_or_null(correction),
            completions={
                "type": "object",
                "propertyNames": {"enum": ["word", *kinds]},
                "additionalProperties": _list(completion),
            },
        ),
        "SimilarArticles": _object(similar=_list(likeness)),
        "Unusual": _object(people=_list(unusual), words=_list(unusual)),
        "Concordance": _of_places(),
        "Together": _object(
            people=_list(name),
            articles=_said(
                _COUNT, "How many name the one asked for; 0: nobody has it."
            ),
            did_you_mean=_or_null(_said(_TEXT, "Then a name like it, if there is.")),
        ),
    }


def _of_places() -> Schema:
    line = _object(
        id=_TEXT,
        title=_TEXT,
        url=_TEXT,
        published=_or_null(_DATE),
        source=_TEXT,
        part={"type": "string", "enum": ["title", "body"]},
        start=_said(_COUNT, "Where it begins in the title or the body, in characters."),
        end=_said(_COUNT, "Where it ends."),
        before=_TEXT,
        found=_TEXT,
        after=_TEXT,
    )
    return _object(
        "Places of what a search asks for.",
        places=_said(_COUNT, "How many were found."),
        articles=_said(_COUNT, "How many articles the search finds."),
        read=_said(_COUNT, "How many of them were looked through."),
        cut=_said({"type": "boolean"}, "Whether there may be more places."),
        lines=_list(line),
        notices=_list(_ref("Notice")),
    )


def _of_stats() -> dict[str, Schema]:
    values = _list(_ref("FacetValue"))
    return {
        "Stats": _object(
            "What the index holds altogether.",
            articles=_COUNT,
            dates=_object(
                first=_said(_or_null(_DATE), "Of the oldest article."),
                last=_said(_or_null(_DATE), "Of the newest one."),
                dated=_COUNT,
                none=_said(_COUNT, "Articles without a date."),
                unreliable=_said(_COUNT, "Articles whose date is not believed."),
            ),
            sources=_said(values, "The most frequent, 1,000 at most."),
            languages=values,
            distinct={
                "type": "object",
                "additionalProperties": _object(
                    values=_COUNT,
                    more={"type": "boolean", "description": "Whether there are more."},
                ),
                "description": "How many different values a field has.",
            },
            engine=_TEXT,
            schema={"type": "integer", "description": "The version of the index."},
            version=_said(_TEXT, "The version of the program."),
        )
    }


def _of_problems() -> dict[str, Schema]:
    problem = _object(
        "What went wrong (RFC 9457).",
        type=_said(_TEXT, "The kind of problem: an address on the page of help."),
        title=_TEXT,
        status={"type": "integer", "minimum": 400, "maximum": 599},
        detail=_TEXT,
        instance=_said(_TEXT, "The path asked for."),
        request_id=_said(_TEXT, "Number of the request in the log of the server."),
        errors=_list(
            {
                **_object(parameter=_TEXT, detail=_TEXT, allowed=_list(_TEXT)),
                "required": ["parameter", "detail"],
            },
        ),
    )
    problem["required"].remove("errors")
    return {"Problem": problem}
