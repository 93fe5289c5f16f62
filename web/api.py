"""The same pages for scripts: JSON at the same path, with ``.json`` behind it.

What helps in asking is no page of its own and stands below ``/api``.
"""

from __future__ import annotations

from flask import Blueprint, Response, jsonify, request

from search.as_json import article_as_json, page_as_json
from search.help_as_json import (
    similar_as_json,
    suggestions_as_json,
    together_as_json,
    unusual_as_json,
)
from search.similar import similar
from search.spelling import did_you_mean
from search.suggest import complete
from search.together import together
from search.unusual import unusual_people, unusual_words

from .searching import asked, the_searcher
from .searching import search as answer
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


@blueprint.get("/api/suggest")
def suggestions() -> Response:
    """What a query being typed may mean and become."""
    state, _ = read_state(request.args.items(multi=True))
    searcher = the_searcher()
    correction = did_you_mean(searcher, asked(state))
    # as it was typed: behind a space the last word is complete
    found = complete(searcher, request.args.get("q", ""))
    return jsonify(suggestions_as_json(state.text, correction, found))


@blueprint.get("/api/similar/<article_id>")
def similar_articles(article_id: str) -> Response:
    """The articles most like one."""
    found = similar(the_searcher(), article_id)
    return jsonify({"similar": similar_as_json(found)})


@blueprint.get("/api/unusual")
def unusual() -> Response:
    """People and words that the hits of a search have unusually often."""
    state, _ = read_state(request.args.items(multi=True))
    searcher, ask = the_searcher(), asked(state)
    people, words = unusual_people(searcher, ask), unusual_words(searcher, ask)
    found = {"people": unusual_as_json(people), "words": unusual_as_json(words)}
    return jsonify(found)


@blueprint.get("/api/together/<name>")
def people_together(name: str) -> Response:
    """The people named in the same articles as one."""
    return jsonify({"people": together_as_json(together(the_searcher(), name))})
