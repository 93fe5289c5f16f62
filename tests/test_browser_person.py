"""The page of a person in a real browser, with scripts and without."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from support.browsing import Browser, Page, needs_chromium, served, sync_api, watched
from support.every_page import crowded
from support.webapp import index_in

from web import create_app

expect = sync_api.expect
pytestmark = needs_chromium


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    url = index_in(tmp_path_factory.mktemp("web"), crowded())
    with served(create_app({"DATELINE_ENGINE": url})) as address:
        yield address


@pytest.fixture(params=[True, False], ids=["with scripts", "without"])
def page(browser: Browser, site: str, request: pytest.FixtureRequest) -> Iterator[Page]:
    with watched(
        browser,
        site,
        java_script_enabled=request.param,
        reduced_motion="reduce",
        viewport={"width": 1280, "height": 900},
    ) as opened:
        yield opened


def test_a_reader_goes_from_an_article_to_a_person_and_on(page: Page) -> None:
    page.goto("/article/merkel")
    page.locator("details.fact", has_text="Angela Merkel").first.locator(
        "summary"
    ).click()
    page.get_by_role("link", name="The page of this person").first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Angela Merkel")
    expect(page.locator("section.timeline svg").first).to_be_visible()
    spellings = page.get_by_role("region", name="Spellings")
    expect(spellings.get_by_role("listitem")).to_have_count(1)
    spellings.get_by_role("link", name="Angela Merkel").click()
    expect(page.locator("mark").first).to_be_visible()
    page.go_back()
    page.get_by_role("link", name="Germany").first.click()
    expect(page.locator("#summary")).to_contain_text("Angela Merkel")
    page.locator("#lead").get_by_role("link", name="Angela Merkel", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Angela Merkel")
