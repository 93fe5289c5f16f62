"""A search request → the bodies of the searches a cluster is asked."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from ...model.fields import GROUP
from ...request import After, SearchRequest, Sort
from ..ties import sort_keys
from .client import Json
from .compile import EVERYTHING, Analyzers, compile_query, narrowed
from .facets import FacetCounting
from .schema import FOLD, WINDOW
from .scoring import Counts, compile_scoring

__all__ = [
    "COUNT_ALL",
    "Search",
    "first_search",
    "goes_on_folded",
    "header_of",
    "is_far",
    "ordered_hits",
    "place_of",
    "search_beyond",
    "up_to_place",
]

Search = tuple[Json, Json]
"""The header and the body of a search among several."""

COUNT_ALL: Final[Search] = (
    {},
    {"size": 0, "track_total_hits": True, "query": EVERYTHING},
)


def first_search(
    request: SearchRequest,
    facets: FacetCounting | None,
    shards: int,
    counts: Counts,
    by: Analyzers,
) -> Search:
    """Return the search of a request: its page, if that can be had at once, and counts.

    Args:
        facets: what counts its facets, if it has any.
        shards: parts of the index.
        counts: of words, for what scores hits.
    """
    beside = facets is not None and facets.beside_hits
    body = ordered_hits(request, counts, by, selected=not beside)
    if beside:
        body["post_filter"] = narrowed(request.selections)
    if facets is not None:
        body["aggs"] = facets.aggregations()
    body["track_total_hits"] = True
    at_once = request.limit and not is_far(request) and not goes_on_folded(request)
    body["size"] = request.limit if at_once else 0
    if not body["size"]:
        del body["sort"]
    elif (place := place_of(request)) is not None:
        body["search_after"] = [place]
        # a server takes no offset from there, so what is passed over is asked for too
        body["size"] += request.offset
    else:
        body["from"] = request.offset
        if request.fold:
            body["collapse"] = {"field": FOLD}
    return header_of(request, shards), body


def search_beyond(
    request: SearchRequest,
    seen: Sequence[str],
    shards: int,
    counts: Counts,
    by: Analyzers,
) -> Search:
    """Return the search of a folded page that goes on behind a place.

    Args:
        seen: the groups that have a hit up to there.
    """
    body = ordered_hits(request, counts, by)
    found = body["query"]["bool"]
    place = place_of(request)
    beyond = {"lt": place} if request.sort is Sort.NEWEST else {"gt": place}
    found["filter"].append({"range": {request.sort.value: beyond}})
    if seen:
        found["must_not"].append({"terms": {f"{GROUP}_key": sorted(seen)}})
    body |= {"from": request.offset, "size": request.limit}
    body["collapse"] = {"field": FOLD}
    return header_of(request, shards), body


def ordered_hits(
    request: SearchRequest, counts: Counts, by: Analyzers, *, selected: bool = True
) -> Json:
    """Return what finds, scores and sorts the hits of a request.

    Args:
        selected: whether its selections are applied.
    """
    selections = request.selections if selected else ()
    query = narrowed(selections, compile_query(request.query, by))
    body: Json = {"_source": ["article"], "query": query}
    match request.sort:
        case Sort.RELEVANCE if request.limit:
            query["bool"]["should"] = compile_scoring(
                request.query, request.scoring, counts, by
            )
            body["sort"] = [{"_score": "desc"}, {"newest": "desc"}]
        case Sort.OLDEST:
            body["sort"] = [{"oldest": "asc"}]
        case _:
            body["sort"] = [{"newest": "desc"}]
    return body


def up_to_place(request: SearchRequest, by: Analyzers) -> Json:
    """Return the query that finds the hits of a request up to where it goes on."""
    found = ordered_hits(request, lambda words: {}, by)["query"]["bool"]
    place = place_of(request)
    before = {"gte": place} if request.sort is Sort.NEWEST else {"lte": place}
    found["filter"].append({"range": {request.sort.value: before}})
    return {"bool": found}


def header_of(request: SearchRequest, shards: int) -> Json:
    """Return the header; of several shards, words are as rare as in all together."""
    if shards == 1 or request.sort is not Sort.RELEVANCE or not request.limit:
        return {}
    return {"search_type": "dfs_query_then_fetch"}


def place_of(request: SearchRequest) -> int | None:
    """Return where the hits go on that a request is for, in an order by date."""
    after: After | None = request.after
    if after is None or request.sort is Sort.RELEVANCE:
        return None
    newest, oldest = sort_keys(after.day, after.article_id)
    return newest if request.sort is Sort.NEWEST else oldest


def goes_on_folded(request: SearchRequest) -> bool:
    """Whether groups that were seen before have to be known before there is a page."""
    return request.fold and request.limit > 0 and place_of(request) is not None


def is_far(request: SearchRequest) -> bool:
    """Whether a page ends further back than a server gives pages of."""
    return request.limit > 0 and request.offset + request.limit > WINDOW
