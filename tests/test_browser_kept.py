"""Starring, tagging and noting articles by mouse and by key, in a real browser."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from support.browsing import Browser, Page, needs_chromium, served, sync_api, watched
from support.webapp import app_in

expect = sync_api.expect
pytestmark = needs_chromium


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with served(app_in(tmp_path_factory.mktemp("kept"))) as address:
        yield address


def titles(page: Page) -> list[str]:
    return page.locator(".shelf h2 a").all_inner_texts()


@pytest.mark.parametrize("scripts", [True, False], ids=["javascript", "none"])
def test_an_article_is_starred_noted_and_taken_off_with_and_without_scripts(
    browser: Browser, tmp_path: Path, scripts: bool
) -> None:
    with (
        served(app_in(tmp_path)) as site,
        watched(browser, site, java_script_enabled=scripts) as page,
    ):
        page.goto("/search?q=merkel")
        star = page.locator("#hit-merkel .star")
        star.click()
        expect(star).to_have_attribute("aria-pressed", "true")
        page.locator("#hit-merkel h2 a").click()
        page.get_by_text("Add tags or a note").click()
        page.get_by_label("Tags, with commas").fill("Budget, Berlin")
        page.get_by_label("Note", exact=True).fill("Call the press office.")
        page.get_by_role("button", name="Save", exact=True).click()
        expect(page.locator(".keeping .note").first).to_have_text(
            "Call the press office."
        )
        page.get_by_role("link", name="Budget", exact=True).click()
        expect(page.get_by_role("heading", level=1)).to_have_text("My articles")
        expect(page.locator(".shelf > li")).to_contain_text("Call the press office.")
        page.get_by_role("button", name="Take").click()
        expect(page.locator(".shelf > li")).to_have_count(0)
        page.get_by_role("button", name="Undo").click()
        expect(page.locator(".shelf > li")).to_contain_text("Berlin")


def test_keys_alone_star_a_hit_and_write_a_note(browser: Browser, site: str) -> None:
    with watched(browser, site) as page:
        page.goto("/search?q=council&size=10")
        page.keyboard.press("s")  # no hit is chosen yet
        page.keyboard.press("j")
        page.keyboard.press("j")
        page.keyboard.press("s")
        expect(page.locator("#star-said")).to_have_text("Starred")
        page.keyboard.press("o")
        page.wait_for_url("**/article/**")
        expect(page.locator(".starring .star")).to_have_attribute(
            "aria-pressed", "true"
        )
        page.keyboard.press("e")
        page.keyboard.type("harbour, s")
        page.keyboard.press("Tab")
        page.keyboard.type("see j")
        page.keyboard.press("Tab")
        page.keyboard.press("Enter")
        expect(page.locator(".keeping .tags")).to_contain_text("harbour")
        page.keyboard.press("s")
        expect(page.locator("#star-said")).to_have_text("No longer starred")
        page.goto("/kept")
        assert len(titles(page)) == 1
        expect(page.locator(".shelf .star")).to_have_attribute("aria-pressed", "false")


def test_a_star_that_cannot_be_given_leads_to_the_page_that_says_why(
    browser: Browser, tmp_path: Path
) -> None:
    with served(app_in(tmp_path)) as site:
        context = browser.new_context(base_url=site)
        page = context.new_page()
        page.goto("/search?q=merkel")
        (tmp_path / "kept-articles.sqlite").write_bytes(b"damaged" * 1000)
        page.locator("#hit-merkel .star").click()
        expect(page.get_by_role("heading", level=1)).to_have_text(
            "The kept articles cannot be read"
        )
        context.close()
