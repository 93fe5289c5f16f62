"""The same pages for scripts."""

from __future__ import annotations

import pytest
from flask import Flask
from flask.testing import FlaskClient
from webapp import app_in

from search.as_json import article_as_json, page_as_json
from search.facets import Selection
from search.fields import FACETS
from search.searcher import Ask
from web.searching import the_searcher


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> Flask:
    return app_in(tmp_path_factory.mktemp("web"))


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    return app.test_client()


def test_a_page_of_hits_is_what_the_command_line_prints(
    app: Flask, client: FlaskClient
) -> None:
    ask = Ask(
        text="budget",
        selections=(Selection("country", ("FR",)),),
        facets=tuple(name for name in FACETS if name != "month"),
    )
    expected = page_as_json(the_searcher(app).search(ask))
    found = client.get("/search.json?q=budget&country=france").get_json()
    assert found.keys() == expected.keys()
    del found["milliseconds"], expected["milliseconds"]
    assert found == expected


def test_an_article_is_what_the_command_line_prints(
    app: Flask, client: FlaskClient
) -> None:
    response = client.get("/article/merkel.json")
    assert response.mimetype == "application/json"
    assert response.get_json() == article_as_json(the_searcher(app).article("merkel"))


def test_pages_link_to_their_json(client: FlaskClient) -> None:
    for url, expected in (
        ("/search?q=budget&page=2", "/search.json?q=budget&amp;page=2"),
        ("/article/merkel?q=budget", "/article/merkel.json"),
    ):
        text = client.get(url).get_data(as_text=True)
        assert f'rel="alternate" type="application/json" href="{expected}"' in text


def test_bad_filters_are_notices(client: FlaskClient) -> None:
    notices = client.get("/search.json?q=budget&year=x").get_json()["notices"]
    assert [notice["kind"] for notice in notices] == ["bad-filter"]


@pytest.mark.parametrize("url", ["/article/nothing.json", "/nothing.json"])
def test_errors_are_json_too(client: FlaskClient, url: str) -> None:
    response = client.get(url)
    assert response.status_code == 404
    assert response.get_json()["error"].keys() == {"status", "message"}
    assert response.get_json()["error"]["status"] == 404
