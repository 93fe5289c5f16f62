"""The places of a search in a real browser, with scripts and without."""

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
        accept_downloads=True,
    ) as opened:
        yield opened


def test_a_reader_goes_from_a_search_to_a_place_and_back(page: Page) -> None:
    page.goto("/search?q=budget")
    page.get_by_role("link", name="Words in context").click()
    places = page.locator("ol.lines .place")
    expect(places).to_have_count(19)
    page.get_by_role("link", name="Word after").click()
    expect(page.locator(".orders [aria-current]")).to_have_text("Word after")
    page.get_by_role("link", name="5", exact=True).click()
    expect(page.locator(".orders [aria-current]")).to_have_text("Word after")
    line = page.locator("ol.lines > li", has_text="Merkel spoke about the")
    line.locator(".place").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Merkel defends")
    expect(page.locator("mark:target")).to_have_text("budget")
    page.go_back()
    expect(places.first).to_be_visible()
    with page.expect_download() as download:
        page.get_by_role("link", name="Export as CSV").click()
    assert download.value.suggested_filename.startswith("dateline-concordance-budget-")
    page.get_by_role("link", name="Back to results").click()
    expect(page.locator("#summary")).to_contain_text("budget")


def test_places_stand_below_each_other_where_there_is_room(page: Page) -> None:
    page.goto("/concordance?q=harbour&order=left")
    lefts = page.locator("ol.lines .place").evaluate_all(
        "all => all.map(one => Math.round(one.getBoundingClientRect().left))"
    )
    assert len(set(lefts)) == 1
    page.set_viewport_size({"width": 360, "height": 800})
    wide = page.evaluate("document.documentElement.scrollWidth > innerWidth")
    assert not wide


def test_hostile_texts_are_shown_and_do_nothing(page: Page) -> None:
    page.goto("/concordance?q=budget+OR+onerror&words=20")
    expect(page.locator("ol.lines")).to_contain_text("<script>document.title")
    assert page.title() == "Words in context: budget OR onerror – Dateline"
