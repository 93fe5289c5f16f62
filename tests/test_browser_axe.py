"""That axe-core finds nothing that keeps anyone out, on every kind of page."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from support.browsing import Browser, Page, needs_chromium, served, sync_api
from support.engines import url_in
from support.every_page import NARROW, PAGES, WIDE, crowded, opened, unfold
from support.helped import changed, made
from support.people import PASSWORD, app_with_people, quick_passwords
from support.webapp import index_in

from web import create_app

__all__ = ["quick_passwords"]

expect = sync_api.expect
base = pytest.importorskip("axe_playwright_python.base", reason="needs axe-core")
pytestmark = needs_chromium

RULES = "wcag2a wcag2aa wcag21a wcag21aa wcag22aa best-practice".split()


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("access")


@pytest.fixture(scope="module")
def site(folder: Path) -> Iterator[str]:
    settings = {
        "DATELINE_DATA": str(folder),
        "DATELINE_ENGINE": index_in(folder, crowded()),
        "DATELINE_READ_ONLY": "0",
    }
    with served(create_app(settings)) as address:
        yield address


@pytest.fixture(scope="module")
def closed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A page whose index is missing."""
    nowhere = tmp_path_factory.mktemp("closed") / "index"
    with served(create_app({"DATELINE_ENGINE": url_in("tantivy", nowhere)})) as address:
        yield address


@pytest.fixture(scope="module")
def page(browser: Browser, site: str) -> Iterator[Page]:
    """One page for all tests: what is injected needs the policy out of the way."""
    context = browser.new_context(base_url=site, viewport=WIDE, bypass_csp=True)
    yield context.new_page()
    context.close()


def suggesting(page: Page) -> None:
    page.goto("/")
    page.get_by_label("Search the articles").press_sequentially("merk")
    expect(page.get_by_role("option").first).to_be_visible()
    page.keyboard.press("ArrowDown")


def listing(page: Page) -> None:
    page.goto("/search?q=everyone")
    page.get_by_role("link", name="All people").click()
    expect(page.get_by_role("dialog", name="All people")).to_be_visible()


def keys(page: Page) -> None:
    page.goto("/")
    page.keyboard.press("?")
    expect(page.get_by_role("dialog", name="Keys")).to_be_visible()


STATES: dict[str, Callable[[Page], None]] = {
    "suggestions": suggesting,
    "list over the page": listing,
    "keys": keys,
}


def barriers(page: Page, **options: Any) -> list[str]:
    """What axe-core finds wrong with the page as it stands."""
    rules = {"runOnly": RULES} | options
    found = page.evaluate(
        "options => axe.run({ resultTypes: ['violations'], ...options })", rules
    )
    return [
        f"{problem['id']} ({problem['impact']}): {node['html'][:200]}"
        for problem in found["violations"]
        for node in problem["nodes"]
    ]


def no_barriers(page: Page) -> None:
    """Wide and narrow; in the dark only colours differ."""
    page.evaluate(base.AXE_SCRIPT + ";0")
    for viewport in (WIDE, NARROW):
        page.set_viewport_size(viewport)
        assert barriers(page) == []
        page.emulate_media(color_scheme="dark")
        assert barriers(page, runOnly=["color-contrast"]) == []
        page.emulate_media(color_scheme="light")
    page.set_viewport_size(WIDE)


@pytest.mark.parametrize("name", PAGES)
def test_no_page_has_a_barrier(page: Page, name: str) -> None:
    opened(page, name)
    no_barriers(page)


@pytest.mark.parametrize("name", STATES)
def test_nothing_laid_over_a_page_has_a_barrier(page: Page, name: str) -> None:
    STATES[name](page)
    no_barriers(page)


def test_a_page_without_an_index_has_no_barrier(page: Page, closed: str) -> None:
    response = page.goto(f"{closed}/search?q=budget")
    assert response is not None
    assert response.status == 503
    no_barriers(page)


def test_saved_searches_have_no_barrier(page: Page, folder: Path) -> None:
    for query in ("harbour", "merkel"):
        page.goto(f"/search?q={query}")
        page.get_by_text("Save this search").click()
        page.get_by_role("button", name="Save", exact=True).click()
        expect(page.locator(".shelf > li").first).to_be_visible()
    changed(
        url_in("tantivy", folder / "index"), 2, add=[made(2, "A storm in the harbour")]
    )
    page.reload()
    page.get_by_role("button", name="Delete “merkel”").click()
    expect(page.get_by_role("button", name=re.compile("^Undo"))).to_be_visible()
    unfold(page)
    no_barriers(page)
    page.get_by_role("link", name="1 new since you looked").click()
    no_barriers(page)


def test_kept_articles_have_no_barrier(page: Page) -> None:
    page.goto("/search?q=merkel")
    page.locator(".star").first.click()
    page.goto("/article/merkel")
    page.keyboard.press("e")
    page.get_by_label("Tags, with commas").fill("Budget, Berlin")
    page.get_by_label("Note", exact=True).fill("Call the press office.")
    page.get_by_role("button", name="Save", exact=True).click()
    unfold(page)
    no_barriers(page)
    page.goto("/kept")
    unfold(page)
    no_barriers(page)


def test_pages_for_administrators_have_no_barrier(
    browser: Browser, tmp_path: Path
) -> None:
    with served(app_with_people(tmp_path, audit="on")) as site:
        context = browser.new_context(base_url=site, viewport=WIDE, bypass_csp=True)
        page = context.new_page()
        page.goto("/login")
        page.get_by_label("Name", exact=True).fill("ada")
        page.get_by_label("Password").fill(PASSWORD)
        page.locator("main button").click()
        for path in ("/admin", "/admin/people/rita", "/admin/audit"):
            page.goto(path)
            unfold(page)
            no_barriers(page)
        context.close()
