"""The same pages for scripts: JSON at the same path, with ``.json`` behind it."""

from __future__ import annotations

from flask import Blueprint, Response, jsonify, request

from search.as_json import article_as_json, page_as_json

from .searching import search as answer
from .searching import the_searcher
from .state import read_state

__all__ = ["blueprint"]

blueprint = Blueprint("api", __name__)


@blueprint.get("/search.json")
def search() -> Response:
    """One page of hits, with facets and notices."""
    state, notices = read_state(request.args.items(multi=True))
    return jsonify(page_as_json(answer(state, notices).page))


@blueprint.get("/article/<article_id>.json")
def article(article_id: str) -> Response:
    """A whole article with its facts."""
    return jsonify(article_as_json(the_searcher().article(article_id)))
