"""Whatever an article or a query says, it is shown and never obeyed."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import quote

import pytest
from browsing import Page, chromium, needs_chromium, served, watched
from hostile import HOSTILE_TEXTS, hostile_articles
from webapp import index_in

from web import create_app

pytestmark = needs_chromium

_OUR_SCRIPTS = "script[src^='/static/'], script[type='application/ld+json']"
_FORBIDDEN = ", ".join(
    (
        f"script:not({_OUR_SCRIPTS})",
        "[onerror], [onload], [onfocus], [onmouseover], [ontoggle], [onbegin]",
        "[href^='javascript:' i], [href^='data:' i], [href^='vbscript:' i]",
        "iframe, object, embed, base, meta[http-equiv], img[src='x'], video, math",
        "[style], style, link[rel~='stylesheet'][href*='evil'], form[action*='evil']",
    )
)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("hostile")
    engine = index_in(folder, hostile_articles())
    app = create_app({"DATELINE_DATA": str(folder), "DATELINE_ENGINE": engine})
    with served(app) as address:
        yield address


@pytest.fixture(scope="module")
def page(site: str) -> Iterator[Page]:
    """One page for all: opening it takes longer than what it is asked."""
    with chromium() as browser, watched(browser, site) as opened:
        yield opened


def assert_unharmed(page: Page) -> None:
    """The page is whole, in its order, and nothing of a text became part of it."""
    assert page.evaluate("window.owned") is None
    assert page.title() != "owned"
    assert page.locator(_FORBIDDEN).count() == 0
    assert page.locator("html > body > footer").count() == 1
    assert page.locator("main").count() == 1
    assert page.evaluate("document.compatMode") == "CSS1Compat"


@pytest.mark.parametrize("number", range(len(HOSTILE_TEXTS)))
def test_a_hostile_article_is_shown_and_not_obeyed(page: Page, number: int) -> None:
    page.goto(f"/article/hostile{number:02}?q=hostile")
    assert_unharmed(page)
    assert f"Hostile {number:02}" in page.title()
    assert "It went on in Paris." in page.locator(".text").inner_text()


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
