"""The pages people read."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

from flask import Blueprint, Response, abort, render_template, request

from search.answer import article_of
from search.model.hits import Notice
from search.request import Sort

from .article import (
    article_view,
    comparison_view,
    likes_view,
    read_view_options,
)
from .charts.comparing import compare_searches
from .charts.network import network_view
from .charts.overview import overview_of
from .http.early import page
from .results.concordance import concordance_view
from .results.filters import facet_views
from .results.front import front_view
from .results.page import results_view
from .results.person import person_view
from .state.comparing import read_comparison
from .state.concordance import read_concordance_options
from .state.searching import search as answer
from .state.searching import stated, the_index
from .state.state import SearchState

__all__ = ["blueprint"]

blueprint = Blueprint("pages", __name__)


@blueprint.get("/", endpoint="home")
@blueprint.get("/search")
def search() -> Response | str:
    """The hits of a search, with its facets; the front page, if it asks for nothing."""
    state, notices = stated(request.args.items(multi=True))
    if state.is_empty and not notices:
        return page("front.html", partial(_front, state))
    if not state.text and not state.filters:
        # pages of all articles say their order: without it they are the front page
        state = replace(state, sort=state.sort or Sort.NEWEST)
    return page("search.html", partial(_results, state, notices))


def _front(state: SearchState) -> dict[str, object]:
    found = answer(state)
    return {"view": front_view(found), "overview": overview_of(found), "state": state}


def _results(state: SearchState, notices: tuple[Notice, ...]) -> dict[str, object]:
    found = answer(state, notices)
    return {
        "view": results_view(found),
        "overview": overview_of(found),
        "facets": facet_views(found),
        "state": found.state,
    }


@blueprint.get("/article/<article_id>")
def article(article_id: str) -> str:
    """An article, with what the search that led to it found in it."""
    state, _ = stated(request.args.items(multi=True))
    found = article_of(the_index(), article_id)
    view = article_view(found, state, read_view_options(request.args))
    return render_template("article.html", view=view, state=state)


@blueprint.get("/article/<article_id>/similar")
def similar(article_id: str) -> str:
    """The articles like one; its own page shows them where it is scrolled to."""
    state, _ = stated(request.args.items(multi=True))
    view = likes_view(article_id, state, read_view_options(request.args))
    return render_template("similar.html", view=view, state=state)


@blueprint.get("/article/<article_id>/compare/<other_id>")
def compare(article_id: str, other_id: str) -> str:
    """What differs between two articles, such as two versions of one text."""
    state, _ = stated(request.args.items(multi=True))
    view = comparison_view(article_id, other_id, state)
    return render_template("compare.html", view=view, state=state)


@blueprint.get("/concordance")
def concordance() -> Response | str:
    """Every place of what a search asks for, with the words around it."""
    state, notices = stated(request.args.items(multi=True))
    options = read_concordance_options(request.args)
    return page("concordance.html", partial(concordance_view, state, options, notices))


@blueprint.get("/compare")
def comparison() -> Response | str:
    """Some searches next to each other: when, who and where."""
    asked, notices, told = read_comparison(request.query_string)
    return page("comparison.html", partial(compare_searches, asked, notices, told))


@blueprint.get("/network")
def network() -> Response | str:
    """Who is named together with whom in the hits of a search, or around a person."""
    state, notices = stated(request.args.items(multi=True))
    return page("network.html", partial(network_view, state, notices))


@blueprint.get("/person/<path:name>")
def person(name: str) -> Response | str:
    """One person: when, where, with whom, in which sources, in what spellings."""
    state, _ = stated([("person", name)])
    if not state.selections:  # blank, or longer than any name
        abort(404)
    return page("person.html", partial(_person, state))


def _person(state: SearchState) -> dict[str, object]:
    found = answer(state)
    return {
        "view": person_view(found),
        "overview": overview_of(found),
        "state": SearchState(),
    }
