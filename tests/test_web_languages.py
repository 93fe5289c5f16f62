"""The page in the language of whoever asks."""

from __future__ import annotations

from pathlib import Path

import pytest
from flask.testing import FlaskClient
from lxml import html
from support.webapp import app_in, articles, get, index_in, texts

from search.model.article import Article
from web import create_app

GERMAN = {"Accept-Language": "de-AT,de;q=0.9,en;q=0.5"}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("languages")


@pytest.fixture
def client(folder: Path) -> FlaskClient:
    """A visitor without cookies."""
    return app_in(folder).test_client()


def language(client: FlaskClient, **headers: str) -> str:
    page = html.document_fromstring(client.get("/", headers=headers).text)
    return str(page.get("lang"))


def test_a_page_is_in_the_language_the_browser_asks_for(client: FlaskClient) -> None:
    assert language(client) == "en"
    assert language(client, **GERMAN) == "de"
    assert language(client, **{"Accept-Language": "fr, en;q=0.8"}) == "en"
    assert language(client, **{"Accept-Language": "fr"}) == "en"


def test_a_language_chosen_wins_over_the_browser(client: FlaskClient) -> None:
    answer = client.get("/language/en?back=/search?q=budget", headers=GERMAN)
    assert (answer.status_code, answer.location) == (302, "/search?q=budget")
    assert language(client, **GERMAN) == "en"
    client.get("/language/de")
    assert language(client) == "de"


def test_a_language_there_is_not_is_no_page(client: FlaskClient) -> None:
    assert client.get("/language/tlh").status_code == 404
    client.set_cookie("language", "../../etc")
    assert language(client) == "en"


@pytest.mark.parametrize(
    "back",
    ["//evil.example", "/\\evil.example", "https://evil.example", "x", "", "/\n/x"],
)
def test_choosing_a_language_leads_nowhere_else(client: FlaskClient, back: str) -> None:
    answer = client.get("/language/de", query_string={"back": back})
    assert answer.location == "/"


def test_caches_keep_the_languages_of_a_page_apart(client: FlaskClient) -> None:
    for url in ("/", "/article/merkel", "/no"):
        answer = client.get(url, headers=GERMAN)
        assert answer.headers["Content-Language"] == "de"
        assert {"Cookie", "Accept-Language"} <= set(answer.vary)
    style = client.get("/static/dateline.css", headers=GERMAN)
    assert "Content-Language" not in style.headers
    assert "Vary" not in style.headers
    style.close()


def test_notices_facets_and_filters_are_in_german(client: FlaskClient) -> None:
    client.set_cookie("language", "de")
    page = get(client, "/search?q=colour:budget&country=DE&on=2015-05-03")
    shown = page.text_content()
    assert "Ein Feld „colour“ gibt es nicht" in shown
    assert "Deutschland" in shown
    assert "Germany" not in shown
    assert "3. Mai 2015" in shown
    assert "Erwähnte Länder" in shown
    assert "Neueste" in get(client, "/search?q=budget").text_content()


def test_errors_are_german_for_people_and_english_for_scripts(
    client: FlaskClient,
) -> None:
    client.set_cookie("language", "de")
    page = get(client, "/article/gone", status=404)
    assert texts(page, "//h1") == ["Diesen Artikel gibt es nicht"]
    answer = client.get("/api/similar/gone")
    assert "No article has this address" in answer.get_data(as_text=True)


def test_a_text_is_told_to_be_in_its_own_language_not_in_the_page_s(
    folder: Path,
) -> None:
    arabic = Article(id="ar", title="ميزانية", body="ميزانية الميناء", language="ar")
    odd = Article(id="x", title="Odd", body="No such language.", language="<x>")
    url = index_in(folder / "tongues", [*articles(), arabic, odd])
    client = create_app({"DATELINE_ENGINE": url}).test_client()
    tongues = {"ar": "ar", "merkel": "", "x": ""}
    for name, tongue in tongues.items():
        page = get(client, f"/article/{name}")
        found = page.xpath("//h1/@lang | //div[@class='text']/@lang")
        assert found == [tongue, tongue]
    hits = get(client, "/search?sort=newest&size=50").xpath("//li[@class='hit']")
    for hit in hits:
        (title,) = hit.xpath(".//h2/a")
        passages = hit.xpath(".//article/p[not(@class)]")
        wanted = tongues.get(hit.get("id").removeprefix("hit-"), "")
        assert {part.get("lang") for part in [title, *passages]} == {wanted}
