"""The page as a search engine of the browser: OpenSearch 1.1 and its suggestions."""

from __future__ import annotations

from typing import Final

from flask import Blueprint, Response, json, make_response, render_template, request

from search.explore.completion import TITLE, complete

from ..state.searching import the_index

__all__ = ["blueprint"]

blueprint = Blueprint("opensearch", __name__)

_MOST: Final = 10
_OF_EACH: Final = 4


@blueprint.get("/opensearch.xml")
def description() -> Response:
    """What a browser reads to add this page to its search engines."""
    response = make_response(render_template("opensearch.xml"))
    response.content_type = "application/opensearchdescription+xml; charset=utf-8"
    response.vary.add("Accept-Language")
    return response


@blueprint.get("/opensearch-suggestions")
def suggestions() -> Response:
    """What a query typed into the browser's own box may become: ``["q", ["…"]]``."""
    text = request.args.get("q", "")
    found: dict[str, None] = {}
    for completion in complete(the_index(), text, most=_OF_EACH):
        if completion.kind != TITLE:  # a title is an article, and no query
            found.setdefault(completion.text)
    response = make_response(json.dumps([text, list(found)[:_MOST]]))
    response.content_type = "application/x-suggestions+json"
    return response
