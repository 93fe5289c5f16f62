"""A browser is sent the opening of a page, then its hits, then what is beside them."""

from __future__ import annotations

import logging
import re
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from lxml import html
from support.webapp import app_in, get, texts

import web.pages
from search.errors import EngineUnavailable
from web import create_app
from web.state.searching import search

NAVIGATING = {"Sec-Fetch-Mode": "navigate"}
PAGES = ("/", "/search?q=budget", "/search?q=zzzz&person=No+One", "/facet/person")
TOOK = re.compile(r"answered in [\d,]+ ms")


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> Flask:
    return app_in(tmp_path_factory.mktemp("opening"))


def sent(app: Flask, url: str, headers: dict[str, str] = NAVIGATING) -> list[str]:
    """The parts a page is sent in."""
    response = app.test_client().get(url, headers=headers)
    assert response.status_code == 200
    return [bytes(part).decode() for part in response.iter_encoded()]


@pytest.mark.parametrize("url", PAGES)
def test_a_browser_gets_the_page_everyone_gets(app: Flask, url: str) -> None:
    whole = sent(app, url, {})
    parts = sent(app, url)
    assert (len(whole), len(parts)) == (1, 3)
    assert TOOK.sub("", "".join(parts)) == TOOK.sub("", whole[0])


@pytest.mark.parametrize("url", PAGES)
def test_style_sheets_come_first_then_the_hits_then_the_facets(
    app: Flask, url: str
) -> None:
    opening, content, rest = sent(app, url)
    assert re.fullmatch(r"<!doctype html>.*<link [^>]+>\s*", opening, re.DOTALL)
    assert 'rel="stylesheet"' in opening
    assert "<title>" not in opening
    assert content.rstrip().endswith("</main>")
    # what to change comes first where nothing is found
    assert ("<aside" in content) == ("zzzz" in url)
    assert rest.endswith("</html>")


def test_the_opening_does_not_wait_for_the_search(
    app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[Any] = []

    def watched(*args: Any) -> Any:
        asked.append(args)
        return search(*args)

    monkeypatch.setattr("web.pages.answer", watched)
    response = app.test_client().get("/search?q=budget", headers=NAVIGATING)
    parts = response.iter_encoded()
    assert b"stylesheet" in next(parts)
    assert not asked
    assert b"<main" in next(parts)
    assert len(asked) == 1


def test_what_fails_after_the_opening_is_explained_in_the_page(
    app: Flask, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def gone(*_: Any) -> Any:
        raise EngineUnavailable("tantivy", "/a/secret/folder: input/output error")

    monkeypatch.setattr(web.pages, "answer", gone)
    with caplog.at_level(logging.ERROR):
        page = "".join(sent(app, "/search?q=budget"))
    assert "secret" in caplog.text
    assert "secret" not in page
    assert [page.count(tag) for tag in ("<html", "<head>", "<title>", "<body")] == [
        1
    ] * 4
    found = html.document_fromstring(page)
    assert texts(found, "//h1") == ["The index cannot be read"]
    assert texts(found, "//pre") == ["dateline reindex"]


def test_what_nobody_foresaw_is_a_plain_page_and_in_the_log(
    app: Flask, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def broken(*_: Any) -> Any:
        raise RuntimeError("a secret")

    monkeypatch.setattr(web.pages, "answer", broken)
    page = "".join(sent(app, "/search?q=budget"))
    assert texts(html.document_fromstring(page), "//h1") == ["Something went wrong"]
    assert "a secret" in caplog.text
    assert "secret" not in page


def test_what_is_known_before_has_its_status(tmp_path: Path, app: Flask) -> None:
    empty = create_app({"DATELINE_DATA": str(tmp_path / "none")}).test_client()
    for url in PAGES:
        assert empty.get(url, headers=NAVIGATING).status_code == 503
    client = app.test_client()
    assert client.get("/facet/none", headers=NAVIGATING).status_code == 404
    head = client.head("/search?q=budget", headers=NAVIGATING)
    assert (head.status_code, head.data) == (200, b"")


def test_an_opened_page_keeps_its_language_and_its_headers(app: Flask) -> None:
    headers = NAVIGATING | {"Accept-Language": "de"}
    response = app.test_client().get("/search?q=budget", headers=headers)
    assert response.headers["Content-Language"] == "de"
    assert "default-src 'none'" in response.headers["Content-Security-Policy"]
    page = response.get_data(as_text=True)
    assert '<html lang="de">' in page
    assert "Zum Inhalt springen" in page


def test_results_come_before_the_filters_and_both_can_be_skipped_to(app: Flask) -> None:
    page = get(app.test_client(), "/search?q=budget")
    assert texts(page, "//a[@class='skip']") == [
        "Skip to the content",
        "Skip to the results",
        "Skip to the filters",
    ]
    ids = page.xpath("//@id")
    targets = [href[1:] for href in page.xpath("//a[@class='skip']/@href")]
    assert sorted(targets, key=ids.index) == targets
