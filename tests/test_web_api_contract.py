"""The API is what its OpenAPI document says, whatever it is asked."""

from __future__ import annotations

from typing import Any
from urllib.parse import parse_qs, urlsplit

import jsonschema_rs
import pytest
import schemathesis
from flask import Flask
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis import GenerationMode
from schemathesis.config import SchemathesisConfig
from support.webapp import app_in

from web.api.examples import EXAMPLES
from web.api.openapi import OPERATIONS, document

ALL = [operation.path for operation in OPERATIONS]
WITH_PARAMETERS = [operation.path for operation in OPERATIONS if operation.parameters]

sparing = settings(
    max_examples=25,
    database=None,
    phases=[Phase.generate],
    suppress_health_check=list(HealthCheck),
)


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> Flask:
    return app_in(tmp_path_factory.mktemp("web"))


@pytest.fixture(scope="module")
def contract(app: Flask) -> Any:
    """The document as the server hands it out, and the server to ask."""
    config = SchemathesisConfig.from_dict({"seed": 1})
    return schemathesis.openapi.from_wsgi("/api/openapi.json", app, config=config)


@pytest.mark.parametrize("path", ALL)
def test_whatever_fits_the_document_is_answered_as_it_says(
    contract: Any, path: str
) -> None:
    @given(case=contract[path]["GET"].as_strategy(GenerationMode.POSITIVE))
    @sparing
    def ask(case: Any) -> None:
        # none that is made up was ever given to anybody
        case.query.pop("cursor", None)
        case.call_and_validate()

    ask()


@pytest.mark.parametrize("path", WITH_PARAMETERS)
def test_whatever_does_not_fit_is_refused_as_it_says(contract: Any, path: str) -> None:
    @given(case=contract[path]["GET"].as_strategy(GenerationMode.NEGATIVE))
    @sparing
    def ask(case: Any) -> None:
        answer = case.call()
        if answer.status_code != 200 or not fits(path, answer.request.url):
            case.validate_response(answer)

    ask()


def fits(path: str, url: str) -> bool:
    """Whether an address fits the document: the number 0 is a text once it is sent."""
    given = parse_qs(urlsplit(url).query, keep_blank_values=True)
    found = document()
    known = {p["name"]: p for p in found["paths"][path]["get"]["parameters"]}
    components = {"components": found["components"]}
    for name, parameter in known.items():
        values = given.get(name, [])
        if parameter["in"] != "query" or not (values or parameter["required"]):
            continue
        many = parameter["schema"].get("type") == "array"
        if not many and len(values) != 1:
            return False
        number = parameter["schema"].get("type") == "integer"
        sent: Any = values if many else int(values[0]) if number else values[0]
        schema = parameter["schema"] | components
        if not jsonschema_rs.Draft202012Validator(schema).is_valid(sent):
            return False
    return set(given) <= set(known)


@pytest.fixture(scope="module")
def answers() -> dict[str, Any]:
    """A validator for the answer of each operation, by its name."""
    found = document()
    made = {}
    for operation in OPERATIONS:
        schema = {"$ref": f"#/components/schemas/{operation.schema}"}
        whole = schema | {"components": found["components"]}
        made[operation.name] = jsonschema_rs.Draft202012Validator(whole)
    return made


@pytest.mark.parametrize("name", EXAMPLES)
def test_examples_are_true_to_the_document(answers: dict[str, Any], name: str) -> None:
    answers[name].validate(EXAMPLES[name].answer)


@pytest.mark.parametrize("name", EXAMPLES)
def test_example_requests_are_understood(app: Flask, name: str) -> None:
    path = EXAMPLES[name].asked("merkel", "Angela Merkel")
    answer = app.test_client().get(f"/api{path}")
    assert answer.status_code == 200, answer.text


ASKED = [
    "/search",
    "/search?q=budget&fresh=true&match=all",
    "/search?q=budgit+harbour",
    '/search?q=budget+"',
    "/article/merkel",
    "/article/hostile",
    "/facet/person",
    "/facet/on?order=name",
    "/suggest?q=harbuor",
    "/suggest?q=merk",
    "/suggest?q=council+m",
    "/similar/council01",
    "/unusual?q=merkel",
    "/together/Angela+Merkel",
    "/compare?q=budget&q=berlin&about=FR",
    "/stats",
]


@pytest.mark.parametrize("path", ASKED)
def test_full_answers_are_true_to_the_document(
    app: Flask, answers: dict[str, Any], path: str
) -> None:
    answer = app.test_client().get(f"/api{path}")
    assert answer.status_code == 200
    answers[path.strip("/").partition("/")[0].partition("?")[0]].validate(answer.json)
