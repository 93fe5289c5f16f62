"""The OpenAPI 3.1 document, made from the tables that the API itself goes by."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from flask import Blueprint, Response, request

from search.model.fields import FACETS

from ..http.problems import PROBLEM_TYPE
from .answers import answer, program_version
from .articles import (
    SIMILAR_PARAMETERS,
    SUGGEST_PARAMETERS,
    TOGETHER_PARAMETERS,
    UNUSUAL_PARAMETERS,
)
from .compare import COMPARE_PARAMETERS
from .concordance import CONCORDANCE_PARAMETERS
from .examples import EXAMPLES
from .parameters import Parameter, read
from .schemas import schemas
from .searches import FACET_PARAMETERS, SEARCH_PARAMETERS

__all__ = ["OPERATIONS", "Operation", "document", "register"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Operation:
    """What one address answers.

    Attributes:
        path: as the document writes it, below ``/api``.
        schema: the component its answer is.
        in_path: the parameter in the path: its name, what it is, its values.
        statuses: the problems besides those of every address.
        of_index: whether it is answered from the index.
    """

    path: str
    name: str
    summary: str
    text: str
    schema: str
    in_path: tuple[str, str, dict[str, Any]] | None = None
    parameters: Sequence[Parameter] = ()
    statuses: tuple[int, ...] = ()
    of_index: bool = True


_ID: Final = ("id", "The id of an article.", {"type": "string", "minLength": 1})

OPERATIONS: Final = (
    Operation(
        path="/search",
        name="search",
        summary="Search",
        text="One page of the articles a search finds, with facets and notices. "
        "`next` is the cursor of the next page; so all of a result can be read, "
        "whatever its size.",
        schema="SearchResult",
        parameters=SEARCH_PARAMETERS,
        statuses=(410,),
    ),
    Operation(
        path="/article/{id}",
        name="article",
        summary="An article",
        text="A whole article, with the people, organisations, places, countries and "
        "dates found in it and where each is mentioned.",
        schema="Article",
        in_path=_ID,
        statuses=(404,),
    ),
    Operation(
        path="/facet/{field}",
        name="facet",
        summary="All values of a facet",
        text="The values of a facet under a search, its own choice aside.",
        schema="FacetPage",
        in_path=(
            "field",
            "The facet.",
            {"type": "string", "enum": list(FACETS)},
        ),
        parameters=FACET_PARAMETERS,
        statuses=(404, 410),
    ),
    Operation(
        path="/suggest",
        name="suggest",
        summary="Help in typing a query",
        text="What a query being typed probably means, and what its end may become.",
        schema="Suggestions",
        parameters=SUGGEST_PARAMETERS,
    ),
    Operation(
        path="/similar/{id}",
        name="similar",
        summary="Articles like one",
        text="The articles that have most of the words and names that weigh most in "
        "this one. Copies are left out.",
        schema="SimilarArticles",
        in_path=_ID,
        parameters=SIMILAR_PARAMETERS,
        statuses=(404,),
    ),
    Operation(
        path="/unusual",
        name="unusual",
        summary="What is unusual about a result",
        text="People and words that the hits of a search have unusually often. People "
        "are counted in all hits, words in the first 300.",
        schema="Unusual",
        parameters=UNUSUAL_PARAMETERS,
    ),
    Operation(
        path="/concordance",
        name="concordance",
        summary="Words in context",
        text="Every place of what a search asks for, with the words before and after "
        "it. Articles are looked through by date until there are 5,000 places, or "
        "2,000 articles, 20 million characters or three seconds are over; then `cut` "
        "is true.",
        schema="Concordance",
        parameters=CONCORDANCE_PARAMETERS,
    ),
    Operation(
        path="/compare",
        name="compare",
        summary="Searches next to each other",
        text="Two to five searches: their hits by year and month, the most frequent "
        "people, countries, organisations, places and sources with their exact counts "
        "in each, and what is unusual in each against the others. `among` is what a "
        "share may be taken of: all articles that pass the filters the searches have "
        "in common. Words are counted in the first 60 hits of each.",
        schema="Comparison",
        parameters=COMPARE_PARAMETERS,
    ),
    Operation(
        path="/together/{name}",
        name="together",
        summary="Who is named together",
        text="The people named in the same articles as one, the strongest ties first.",
        schema="Together",
        in_path=("name", "A person's name.", {"type": "string", "minLength": 1}),
        parameters=TOGETHER_PARAMETERS,
        statuses=(404,),
    ),
    Operation(
        path="/stats",
        name="stats",
        summary="What the index holds",
        text="How many articles there are, of which days, sources and languages, how "
        "many different names, and which versions made the index.",
        schema="Stats",
    ),
    Operation(
        path="/openapi.json",
        name="openapi",
        summary="This document",
        text="The description of the API in OpenAPI 3.1.",
        schema="Document",
        of_index=False,
    ),
)

_PROBLEMS: Final = {
    400: "A parameter is unknown, repeated or malformed; `errors` names each.",
    404: "There is no such thing.",
    405: "The API is for reading only.",
    410: "The cursor counts in an index that has changed since.",
    503: "There is no index, or it cannot be read now.",
}

_ABOUT: Final = (
    "Search a corpus of news articles, narrow by who, where and when, and read all of "
    "a result. For reading only. Parameters are taken strictly: what is unknown or "
    "malformed is a problem (RFC 9457) that names it. Answers have an `ETag`; send it "
    "as `If-None-Match`. Keys may be added to answers; those described here stay. "
    "Pages of other sites cannot read the answers: there are no CORS headers."
)


def register(blueprint: Blueprint) -> None:
    """Add the address."""
    blueprint.add_url_rule("/openapi.json", endpoint="openapi", view_func=_document)


def _document() -> Response:
    """The OpenAPI document of this server."""
    read((), request.args.items(multi=True))
    return answer(document(request.root_path))


def document(root: str = "") -> dict[str, Any]:
    """Return the OpenAPI document.

    Args:
        root: the path the application is mounted at, if it is not the top.
    """
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Dateline",
            "version": program_version(),
            "description": _ABOUT,
        },
        "servers": [{"url": f"{root}/api"}],
        "paths": {op.path: {"get": _operation(op)} for op in OPERATIONS},
        "components": {
            "schemas": schemas() | {"Document": {"type": "object"}},
            "responses": {
                f"Problem{status}": _problem(status, text)
                for status, text in _PROBLEMS.items()
            },
        },
    }


def _operation(operation: Operation) -> dict[str, Any]:
    schema = {"$ref": f"#/components/schemas/{operation.schema}"}
    content: dict[str, Any] = {"schema": schema}
    if operation.name in EXAMPLES:
        content["example"] = EXAMPLES[operation.name].answer
    always = (400, 405, 503) if operation.of_index else (400, 405)
    responses: dict[str, Any] = {
        "200": {
            "description": operation.summary + ".",
            "headers": {"ETag": _header("Names this answer, for If-None-Match.")},
            "content": {"application/json": content},
        },
        "304": {"description": "What was named by If-None-Match is still so."},
    }
    if any(parameter.name == "cursor" for parameter in operation.parameters):
        link = _header("Leads to the next page (rel=next), if there is one.")
        responses["200"]["headers"]["Link"] = link
    for status in sorted((*always, *operation.statuses)):
        responses[str(status)] = {"$ref": f"#/components/responses/Problem{status}"}
    return {
        "operationId": operation.name,
        "summary": operation.summary,
        "description": operation.text,
        "parameters": _parameters(operation),
        "responses": responses,
    }


def _parameters(operation: Operation) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = []
    if operation.in_path:
        name, about, schema = operation.in_path
        found.append(
            {
                "name": name,
                "in": "path",
                "required": True,
                "description": about,
                "schema": schema,
            }
        )
    return found + [_parameter(parameter) for parameter in operation.parameters]


def _parameter(parameter: Parameter) -> dict[str, Any]:
    schema: Any = parameter.schema
    if parameter.many:
        schema = {"type": "array", "items": schema, "maxItems": parameter.most}
        if parameter.least:
            schema["minItems"] = parameter.least
    return {
        "name": parameter.name,
        "in": "query",
        "required": parameter.least > 0,
        "description": parameter.help,
        "schema": schema,
    }


def _header(text: str) -> dict[str, Any]:
    return {"description": text, "schema": {"type": "string"}}


def _problem(status: int, text: str) -> dict[str, Any]:
    found: dict[str, Any] = {
        "description": text,
        "content": {PROBLEM_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}}},
    }
    if status == 405:
        found["headers"] = {"Allow": _header("The methods there are.")}
    return found
