"""Pages asked for a name in another spelling than the one they list."""

from __future__ import annotations

from pathlib import Path

import pytest
from flask.testing import FlaskClient
from support.engines import url_in
from support.helped import Called, indexed, made
from support.webapp import get, hit_titles, texts

from search.engines.engine import open_engine
from search.engines.url import EngineUrl
from search.lexicon.aliases import Alias
from web import create_app

ARTICLES = [
    made(1, "Trump speaks", "Trump spoke.", people=["Donald Trump", "Angela Merkel"]),
    made(2, "Merkel listens", "Merkel listened.", people=["Angela Merkel"]),
]
OTHERS = [Alias("person", "Donald J. Trump", "Donald Trump", 1)]
OLD = "person=Donald+J.+Trump"
NOW = "person=Donald+Trump"


@pytest.fixture
def url(tmp_path: Path) -> EngineUrl:
    return indexed(url_in("tantivy", tmp_path / "index"), ARTICLES, OTHERS).url


@pytest.fixture
def client(url: EngineUrl) -> FlaskClient:
    return create_app({"DATELINE_ENGINE": url}).test_client()


def test_an_old_address_is_the_search_for_the_listed_name(client: FlaskClient) -> None:
    page = get(client, f"/search?{OLD}")
    assert hit_titles(page) == ["Trump speaks"]
    assert "“Donald J. Trump” is listed as “Donald Trump”." in page.text_content()
    assert not page.xpath("//a[contains(@href, 'Donald+J')]")
    assert texts(page, "//h2/span[contains(text(), 'selected')]") == ["1 selected"]


def test_a_name_that_is_excluded_is_the_listed_one(client: FlaskClient) -> None:
    assert hit_titles(get(client, f"/search?-{OLD}")) == ["Merkel listens"]


def test_the_article_marks_the_listed_name(client: FlaskClient) -> None:
    for state in (OLD, 'q=person:"Donald+J.+Trump"'):
        page = get(client, f"/article/a001?{state}")
        marked = page.xpath("//mark")
        assert len(marked) == 1, state


def test_lists_feeds_and_exports_take_old_addresses(client: FlaskClient) -> None:
    for path in ("facet/source", "search.atom", "search.csv"):
        now, old = (client.get(f"/{path}?{state}") for state in (NOW, OLD))
        assert old.status_code == 200
        assert "Merkel listens" not in old.text
        assert len(old.text) == pytest.approx(len(now.text), abs=120)


def test_the_interface_says_what_was_searched(client: FlaskClient) -> None:
    for state in (OLD, 'q=person:"Donald+J.+Trump"'):
        found = client.get(f"/api/search?{state}&facets=person").get_json()
        assert found["total"] == 1
        (notice,) = found["notices"]
        assert notice["kind"] == "other-spelling"
        assert notice["text"] == "“Donald J. Trump” is listed as “Donald Trump”."
    old, now = (
        client.get(f"/api/together/{name}").json
        for name in ("Donald J. Trump", "Donald Trump")
    )
    assert old == now


def test_an_answer_is_a_new_one_as_soon_as_names_are(
    client: FlaskClient, url: str
) -> None:
    address = '/api/search?q=person:"The+Donald"'
    first = client.get(address)
    seen = {"If-None-Match": first.headers["ETag"]}
    assert client.get(address, headers=seen).status_code == 304
    others = Called([*OTHERS, Alias("person", "The Donald", "Donald Trump", 0)])
    others.mark = 1
    engine = open_engine(url)
    with engine.writer() as writer:  # nothing but names has changed
        writer.set_aliases(others)
    engine.close()
    again = client.get(address, headers=seen)
    assert (again.status_code, again.get_json()["total"]) == (200, 1)
