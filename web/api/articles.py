"""An article, articles like it, and what helps in asking for others."""

from __future__ import annotations

from typing import Final

from flask import Blueprint, Response, request

from search.answer import article_of
from search.explore.completion import complete
from search.explore.cooccurrence import find_cooccurring
from search.explore.json import (
    cooccurrences_as_json,
    significant_as_json,
    similar_as_json,
    suggestions_as_json,
)
from search.explore.significant import find_significant_people, find_significant_words
from search.explore.similar import find_similar
from search.explore.spelling import suggest_correction
from search.plan import plan_search
from search.results.json import article_as_json

from ..i18n.labels import shown_value
from ..i18n.languages import LANGUAGES
from ..i18n.translation import in_language
from ..state.searching import the_index
from .answers import answer, as_json, of_index
from .parameters import FILTERS, Parameter, one_of, read, size
from .searches import criteria_of

__all__ = [
    "SIMILAR_PARAMETERS",
    "SUGGEST_PARAMETERS",
    "TOGETHER_PARAMETERS",
    "UNUSUAL_PARAMETERS",
    "register",
]

_LANGUAGE_SCHEMA, _read_language = one_of(LANGUAGES)

SUGGEST_PARAMETERS: Final = (
    *FILTERS,
    size("size", "How many completions of each kind.", most=20, default=5),
    Parameter(
        name="names_in",
        help="The language of countries’ names; they are found by English ones too.",
        schema={**_LANGUAGE_SCHEMA, "default": "en"},
        read=_read_language,
        default="en",
    ),
)
SIMILAR_PARAMETERS: Final = (size("size", "How many articles.", most=20, default=5),)
UNUSUAL_PARAMETERS: Final = (
    *FILTERS,
    size("size", "How many people and how many words.", most=50, default=10),
)
TOGETHER_PARAMETERS: Final = (size("size", "How many people.", most=50, default=10),)


def register(blueprint: Blueprint) -> None:
    """Add the addresses."""
    blueprint.add_url_rule("/article/<article_id>", view_func=article)
    blueprint.add_url_rule("/similar/<article_id>", view_func=similar_articles)
    blueprint.add_url_rule("/suggest", view_func=suggestions)
    blueprint.add_url_rule("/unusual", view_func=unusual)
    # names may hold a slash
    blueprint.add_url_rule("/together/<path:name>", view_func=people_together)


@of_index
def article(article_id: str) -> Response:
    """A whole article with its facts."""
    read((), request.args.items(multi=True))
    return as_json(article_as_json(article_of(the_index(), article_id)))


@of_index
def similar_articles(article_id: str) -> Response:
    """The articles most like one."""
    most = read(SIMILAR_PARAMETERS, request.args.items(multi=True))["size"]
    found = find_similar(the_index(), article_id, most=most)
    return as_json({"similar": similar_as_json(found)})


def suggestions() -> Response:
    """What a query being typed may mean and become."""
    values = read(SUGGEST_PARAMETERS, request.args.items(multi=True))
    index = the_index()
    correction = suggest_correction(plan_search(criteria_of(values), index))
    language = values["names_in"]
    called = None if language == "en" else shown_value
    with in_language(language):
        found = complete(index, values["q"], most=values["size"], label=called)
    # the words it knows are written some time behind the index
    return answer(suggestions_as_json(values["q"], correction, found))


@of_index
def unusual() -> Response:
    """People and words that the hits of a search have unusually often."""
    values = read(UNUSUAL_PARAMETERS, request.args.items(multi=True))
    plan, most = plan_search(criteria_of(values), the_index()), values["size"]
    people = find_significant_people(plan, most=most)
    words = find_significant_words(plan, most=most)
    found = {"people": significant_as_json(people), "words": significant_as_json(words)}
    return as_json(found)


@of_index
def people_together(name: str) -> Response:
    """The people named in the same articles as one."""
    most = read(TOGETHER_PARAMETERS, request.args.items(multi=True))["size"]
    found = find_cooccurring(the_index(), name, most=most)
    return as_json(cooccurrences_as_json(found))
