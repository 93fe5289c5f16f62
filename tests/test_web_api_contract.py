"""The API is what its OpenAPI document says, whatever it is asked."""

from __future__ import annotations

from typing import Any

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
        case.call_and_validate()

    ask()


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
    "/stats",
]


@pytest.mark.parametrize("path", ASKED)
def test_full_answers_are_true_to_the_document(
    app: Flask, answers: dict[str, Any], path: str
) -> None:
    answer = app.test_client().get(f"/api{path}")
    assert answer.status_code == 200
    answers[path.strip("/").partition("/")[0].partition("?")[0]].validate(answer.json)
