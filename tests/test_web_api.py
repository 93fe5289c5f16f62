"""The same pages for scripts."""

from __future__ import annotations

import pytest
from flask import Flask
from flask.testing import FlaskClient
from webapp import app_in

from search.as_json import article_as_json, page_as_json
from search.facets import Selection
from search.searcher import Ask
from web.searching import the_searcher


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> Flask:
    return app_in(tmp_path_factory.mktemp("web"))


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    return app.test_client()


def test_a_query_being_typed_is_completed_and_corrected(client: FlaskClient) -> None:
    found = client.get("/api/suggest?q=harbuor+merk").get_json()
    assert found["query"] == "harbuor merk"
    assert found["completions"]["person"][0]["label"] == "Angela Merkel"
    found = client.get("/api/suggest?q=harbuor").get_json()
    assert found["did_you_mean"]["query"] == "harbour"
    assert found["did_you_mean"]["total"] == 12
    assert found["did_you_mean"]["changes"] == [
        {"start": 0, "end": 7, "text": "harbour"}
    ]
    assert client.get("/api/suggest").get_json() == {
        "query": "",
        "did_you_mean": None,
        "completions": {},
    }


def test_articles_like_one_are_listed(client: FlaskClient) -> None:
    found = client.get("/api/similar/merkel").get_json()["similar"]
    assert "merkel" not in {one["id"] for one in found}
    missing = client.get("/api/similar/nowhere")
    assert missing.status_code == 404
    assert missing.get_json()["error"]["status"] == 404


def test_what_is_unusual_and_who_is_named_together_are_lists(
    client: FlaskClient,
) -> None:
    found = client.get("/api/unusual?q=budget").get_json()
    assert set(found) == {"people", "words"}
    assert client.get("/api/together/Nobody").get_json() == {"people": []}


def test_a_page_of_hits_is_what_the_command_line_prints(
    app: Flask, client: FlaskClient
) -> None:
    ask = Ask(
        text="budget",
        selections=(Selection("country", ("FR",)),),
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
