"""JSON schemas of all the API answers, whole: nothing else is in an answer."""

from __future__ import annotations

from typing import Final

from search.codes.countries import countries
from search.codes.languages import language_codes
from search.model.article import PlaceKind, Precision
from search.model.fields import FACETS, FIELDS
from search.model.hits import NoticeKind

from .parameters import DAY
from .schema_parts import (
    COUNT,
    DATE,
    NUMBER,
    SHARE,
    TEXT,
    Schema,
    described,
    list_of,
    object_of,
    or_null,
    ref,
)

__all__ = ["schemas"]

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


_GROUP: Final = described(
    TEXT,
    "The group it is in: the id of its version that was printed first. Empty if there "
    "is no other version of it.",
)
_SPANS: Final = list_of(list_of(COUNT, minItems=2, maxItems=2))


def _of_searches() -> dict[str, Schema]:
    values = list_of(ref("FacetValue"))
    return {
        "SearchResult": object_of(
            "A page of hits, with the total and the facets of all of them.",
            total=described(COUNT, "How many articles the search finds."),
            groups=described(
                COUNT,
                "How many of them are left if of each group of near-duplicates only "
                "one is counted.",
            ),
            hits=list_of(ref("Hit")),
            facets={
                "type": "object",
                "properties": dict.fromkeys(FACETS, values),
                "additionalProperties": False,
                "description": "The facets asked for, each in listing order.",
            },
            notices=list_of(ref("Notice")),
            meaning=described(
                {"type": "boolean"},
                "Whether the first 50 hits are ordered by meaning as well as by words.",
            ),
            milliseconds=described(NUMBER, "How long the search took."),
            next=_CURSOR,
        ),
        "Hit": object_of(
            "An article that matches, and where.",
            id=TEXT,
            source_id=described(TEXT, "The id its source gave it, or empty."),
            title=TEXT,
            title_marks=described(
                _SPANS, "Spans `[start, end)` of the title that match."
            ),
            url=TEXT,
            published=or_null(DATE),
            source=TEXT,
            section=TEXT,
            language=TEXT,
            authors=list_of(TEXT),
            group=_GROUP,
            versions=described(COUNT, "How many other versions of it there are."),
            score=described(NUMBER, "0 in the orders by date."),
            snippet=ref("Snippet"),
            further_snippets=list_of(ref("Snippet"), maxItems=2),
        ),
        "Snippet": object_of(
            "A passage that matches, the best one or what that lacks.",
            text=TEXT,
            marks=described(_SPANS, "Spans `[start, end)` of the passage that match."),
        ),
        "FacetValue": object_of(
            value=described(TEXT, "What a filter takes."),
            label=described(TEXT, "What people read."),
            count=described(COUNT, "How many hits have it."),
        ),
        "Notice": object_of(
            "Something about the query its author should know.",
            kind={"type": "string", "enum": [kind.value for kind in NoticeKind]},
            start=described(COUNT, "Where the part of the query meant begins."),
            end=described(COUNT, "Where it ends."),
            text=described(TEXT, "A sentence for people."),
        ),
        "FacetPage": object_of(
            "A part of the values of a facet.",
            field={"type": "string", "enum": list(FACETS)},
            total=described(COUNT, "How many there are, as far as they are listed."),
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
    mentions = list_of(ref("Mention"))
    return {
        "Article": object_of(
            "An article with its facts.",
            id=TEXT,
            source_id=TEXT,
            title=TEXT,
            body=TEXT,
            url=TEXT,
            source=TEXT,
            section=TEXT,
            language=TEXT,
            language_confidence=described(
                {"type": "number", "minimum": 0, "maximum": 1},
                "How likely it is in that language.",
            ),
            declared_language=described(
                TEXT, "What its source says, if its text is in another language."
            ),
            authors=list_of(TEXT),
            group=_GROUP,
            unreliable_date=described(
                TEXT, "The date as written, if it is not believed."
            ),
            published=or_null(ref("Published")),
            found_in=or_null(ref("FoundIn")),
            people=list_of(
                object_of(name=TEXT, titles=list_of(TEXT), mentions=mentions),
            ),
            organisations=list_of(object_of(name=TEXT, mentions=mentions)),
            places=list_of(ref("Place")),
            countries=list_of(
                object_of(
                    code=TEXT,
                    name=TEXT,
                    about={"type": "boolean"},
                    score=described(SHARE, "Its share of the article's attention."),
                )
            ),
            dates=list_of(
                object_of(
                    value=described(TEXT, "The interval as its text says it."),
                    start=DAY,
                    end=described(DAY, "The first day after it."),
                    mentions=mentions,
                )
            ),
        ),
        "Published": object_of(
            date=DATE,
            precision={"type": "string", "enum": [p.value for p in Precision]},
            origin=described(TEXT, "`metadata`, `url`, `dateline` or `text`."),
            confidence=described(SHARE, "How likely it is the publication date."),
        ),
        "FoundIn": object_of(
            "Where an article was read.",
            file=described(TEXT, "The name of the file, without its folder."),
            position=described(
                TEXT, "Where in it: the file in an archive, the number in the file."
            ),
            format=described(TEXT, "The format it was read as."),
        ),
        "Place": object_of(
            name=TEXT,
            kind={"type": "string", "enum": [kind.value for kind in PlaceKind]},
            country=or_null(TEXT),
            geonames=described(or_null({"type": "integer"}), "Its id at geonames.org."),
            latitude=or_null({"type": "number", "minimum": -90, "maximum": 90}),
            longitude=or_null({"type": "number", "minimum": -180, "maximum": 180}),
            mentions=mentions,
        ),
        "Mention": object_of(
            "Where a fact stands: characters `[start, end)` of title or body.",
            field={"type": "string", "enum": ["title", "body"]},
            start=COUNT,
            end=COUNT,
            text=TEXT,
        ),
    }


def _of_help() -> dict[str, Schema]:
    unusual = object_of(
        value=TEXT,
        hits=described(COUNT, "How many of the hits have it."),
        articles=described(COUNT, "How many of all articles have it."),
        times=described(NUMBER, "How many times as often as in the whole."),
        score=described(NUMBER, "The log-likelihood ratio that orders the list."),
    )
    completion = object_of(
        value=TEXT,
        label=TEXT,
        count=COUNT,
        start=described(COUNT, "Where the part of the query begins that it replaces."),
        query=described(TEXT, "The whole query then."),
    )
    change = object_of(start=COUNT, end=COUNT, text=TEXT)
    correction = object_of(query=TEXT, total=COUNT, changes=list_of(change))
    kinds = [name for name in FIELDS if name not in ("body", "lead")]
    likeness = object_of(
        id=TEXT,
        title=TEXT,
        url=TEXT,
        published=or_null(DATE),
        source=TEXT,
        score=described(SHARE, "The share of what weighs most that it has too."),
    )
    name = object_of(
        name=TEXT,
        together=described(COUNT, "How many articles name both."),
        articles=described(COUNT, "How many articles name this one."),
        score=described(SHARE, "Normalised pointwise mutual information; 0 is chance."),
    )
    return {
        "Suggestions": object_of(
            query=TEXT,
            did_you_mean=or_null(correction),
            completions={
                "type": "object",
                "propertyNames": {"enum": ["word", *kinds]},
                "additionalProperties": list_of(completion),
            },
        ),
        "SimilarArticles": object_of(similar=list_of(likeness)),
        "Unusual": object_of(people=list_of(unusual), words=list_of(unusual)),
        "Concordance": _of_places(),
        "Comparison": _of_comparison(),
        "Together": object_of(
            people=list_of(name),
            articles=described(
                COUNT, "How many name the one asked for; 0: nobody has it."
            ),
            did_you_mean=or_null(described(TEXT, "Then a name like it, if there is.")),
        ),
    }


def _of_places() -> Schema:
    line = object_of(
        id=TEXT,
        title=TEXT,
        url=TEXT,
        published=or_null(DATE),
        source=TEXT,
        part={"type": "string", "enum": ["title", "body"]},
        start=described(
            COUNT, "Where it begins in the title or the body, in characters."
        ),
        end=described(COUNT, "Where it ends."),
        before=TEXT,
        found=TEXT,
        after=TEXT,
    )
    return object_of(
        "Places of what a search asks for.",
        places=described(COUNT, "How many were found."),
        articles=described(COUNT, "How many articles the search finds."),
        read=described(COUNT, "How many of them were looked through."),
        cut=described({"type": "boolean"}, "Whether there may be more places."),
        lines=list_of(line),
        notices=list_of(ref("Notice")),
    )


def _of_comparison() -> Schema:
    periods = list_of(object_of(value=TEXT, count=COUNT))
    unusual = object_of(
        field=described(TEXT, "A facet, or `word`."),
        value=TEXT,
        label=TEXT,
        hits=described(COUNT, "How many of this search's counted hits have it."),
        of=described(COUNT, "How many hits were counted."),
        others=described(COUNT, "How many hits of the others, which this has not, do."),
        of_others=described(COUNT, "How many of those were counted."),
        score=described(NUMBER, "The log-likelihood ratio that orders the list."),
    )
    one = object_of(
        query=TEXT,
        total=COUNT,
        years=periods,
        months=periods,
        unusual=list_of(unusual),
        notices=list_of(ref("Notice")),
    )
    value = object_of(
        value=TEXT, label=TEXT, counts=described(list_of(COUNT), "One for each search.")
    )
    return object_of(
        "Some searches next to each other.",
        searches=list_of(one),
        among=object_of(years=periods, months=periods),
        facets={"type": "object", "additionalProperties": list_of(value)},
    )


def _of_stats() -> dict[str, Schema]:
    values = list_of(ref("FacetValue"))
    return {
        "Stats": object_of(
            "What the index holds altogether.",
            articles=COUNT,
            dates=object_of(
                first=described(or_null(DATE), "Of the oldest article."),
                last=described(or_null(DATE), "Of the newest one."),
                dated=COUNT,
                none=described(COUNT, "Articles without a date."),
                unreliable=described(COUNT, "Articles whose date is not believed."),
            ),
            sources=described(values, "The most frequent, 1,000 at most."),
            languages=values,
            distinct={
                "type": "object",
                "additionalProperties": object_of(
                    values=COUNT,
                    more={"type": "boolean", "description": "Whether there are more."},
                ),
                "description": "How many different values a field has.",
            },
            engine=TEXT,
            schema={"type": "integer", "description": "The version of the index."},
            version=described(TEXT, "The version of the program."),
        )
    }


def _of_problems() -> dict[str, Schema]:
    problem = object_of(
        "What went wrong (RFC 9457).",
        type=described(TEXT, "The kind of problem: an address on the page of help."),
        title=TEXT,
        status={"type": "integer", "minimum": 400, "maximum": 599},
        detail=TEXT,
        instance=described(TEXT, "The path asked for."),
        request_id=described(TEXT, "Number of the request in the log of the server."),
        errors=list_of(
            {
                **object_of(parameter=TEXT, detail=TEXT, allowed=list_of(TEXT)),
                "required": ["parameter", "detail"],
            },
        ),
    )
    problem["required"].remove("errors")
    return {"Problem": problem}
