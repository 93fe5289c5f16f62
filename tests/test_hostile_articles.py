"""Whatever an article or a query says, it is shown and never obeyed."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import quote

import pytest
from flask import Flask
from support.browsing import Browser, Page, needs_chromium, served, sync_api, watched
from support.hostile import HOSTILE_TEXTS, hostile_articles
from support.webapp import index_in

from search.model.fields import FACETS
from web import create_app

pytestmark = needs_chromium

_OUR_SCRIPTS = "script[src^='/assets/'], script[type='application/ld+json']"
_FORBIDDEN = ", ".join(
    (
        f"script:not({_OUR_SCRIPTS})",
        "[onerror], [onload], [onfocus], [onmouseover], [ontoggle], [onbegin]",
        "[href^='javascript:' i], [href^='data:' i], [href^='vbscript:' i]",
        "iframe, object, embed, base, meta[http-equiv], img[src='x'], video, math",
        "[style], style, link[rel~='stylesheet'][href*='evil']",
        "form:not([action^='/']), form[action^='//']",
    )
)


_SEEN = """forbidden => ({
  owned: window.owned !== undefined || document.title === 'owned',
  forbidden: document.querySelectorAll(forbidden).length,
  whole: document.querySelectorAll('html > body > footer').length === 1
    && document.querySelectorAll('main').length === 1
    && document.compatMode === 'CSS1Compat',
})"""


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> Flask:
    folder = tmp_path_factory.mktemp("hostile")
    engine = index_in(folder, hostile_articles())
    return create_app(
        {
            "DATELINE_DATA": str(folder),
            "DATELINE_ENGINE": engine,
            "DATELINE_READ_ONLY": "0",
        }
    )


@pytest.fixture(scope="module")
def site(app: Flask) -> Iterator[str]:
    with served(app) as address:
        yield address


@pytest.fixture(scope="module")
def page(browser: Browser, site: str) -> Iterator[Page]:
    """One page for all: opening it takes longer than what it is asked."""
    with watched(browser, site) as opened:
        yield opened


@pytest.fixture(scope="module")
def german(browser: Browser, site: str) -> Iterator[Page]:
    with watched(browser, site, locale="de-DE") as opened:
        yield opened


def assert_unharmed(page: Page) -> None:
    """The page is whole, in its order, and nothing of a text became part of it."""
    seen = page.evaluate(_SEEN, _FORBIDDEN)
    assert seen == {"owned": False, "forbidden": 0, "whole": True}


@pytest.mark.parametrize("number", range(len(HOSTILE_TEXTS)))
def test_a_hostile_article_and_all_it_names_are_shown_and_not_obeyed(
    page: Page, german: Page, number: int
) -> None:
    shown = (page, german)[number % 2]
    shown.goto(f"/article/hostile{number:02}?q=hostile&rank=1&underline=1")
    shown.evaluate(
        "for (const one of document.querySelectorAll('details')) one.open = true"
    )
    assert_unharmed(shown)
    assert f"Hostile {number:02}" in shown.title()
    assert "It went on in Paris." in shown.locator(".text").inner_text()
    assert shown.locator("html").get_attribute("lang") == ("en", "de")[number % 2]


@pytest.mark.parametrize("text", HOSTILE_TEXTS, ids=range(len(HOSTILE_TEXTS)))
def test_a_hostile_query_is_answered_and_not_obeyed(page: Page, text: str) -> None:
    asked = quote(text, safe="")
    answer = page.goto(f"/search?q={asked}&person={asked[:200]}&sort={asked[:200]}")
    assert answer is not None
    assert answer.status == 200
    assert_unharmed(page)


@pytest.mark.parametrize("number", range(1, 7))
def test_pages_full_of_hostile_articles_are_whole(page: Page, number: int) -> None:
    page.goto(f"/search?q=hostile&page={number}")
    assert_unharmed(page)
    assert page.locator("ol.hits > li").count() == 10


@pytest.mark.parametrize("number", range(len(HOSTILE_TEXTS)))
def test_a_hostile_text_in_any_field_is_no_part_of_the_page(
    german: Page, number: int
) -> None:
    asked = quote(HOSTILE_TEXTS[number][:300], safe="")
    names = ("q", "person", "-place", "section", "from", "size", "country", "year")
    state = "&".join(f"{name}={asked}" for name in names)
    address = (
        f"/facet/person?{state}&find={asked}&order=name",
        f"/advanced?ask=1&nation={asked}&to={asked}&by_person={asked}&{state}",
    )[number % 2]
    german.goto(address)
    assert_unharmed(german)


@pytest.mark.parametrize("field", FACETS)
def test_a_list_of_hostile_values_is_whole(page: Page, field: str) -> None:
    for order in ("name", "count"):
        page.goto(f"/facet/{field}?q=hostile&order={order}")
        assert_unharmed(page)
        assert page.locator("ol.values > li").count() > 0


def test_hostile_suggestions_are_text(page: Page) -> None:
    shown = set()
    for typed in ("window", "hostile 0", "img", "owned", "evil", "person:svg"):
        page.goto("/")
        page.locator("#q").press_sequentially(typed)
        sync_api.expect(
            page.locator("#suggestions [role=option]").first
        ).to_be_visible()
        shown |= {*page.locator("#suggestions [role=group]").all_inner_texts()}
        page.keyboard.press("ArrowDown")
        assert_unharmed(page)
    assert any("<" in text for text in shown)


def test_hostile_names_of_saved_searches_are_text(
    app: Flask, german: Page, site: str
) -> None:
    client = app.test_client()
    for text in HOSTILE_TEXTS:
        asked = {"q": text.encode("utf-8", "replace")}
        saved = {"name": text.encode("utf-8", "replace")}
        headers = {"Sec-Fetch-Site": "same-origin"}
        answer = client.post("/saved", query_string=asked, data=saved, headers=headers)
        assert answer.status_code == 303
    german.goto("/saved")
    assert_unharmed(german)
    assert german.locator("main li[id^='saved-']").count() == len(HOSTILE_TEXTS)
    for _ in range(3):
        row = german.locator("main li[id^='saved-']").last
        for button in (
            row.locator("form[action$='/delete'] button"),
            german.locator("form[action$='/restore'] button").first,
        ):
            with german.expect_navigation():
                button.click()
            assert_unharmed(german)
