"""Versions of one text in a real browser: folded, unfolded, compared."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from support.browsing import Browser, Page, needs_chromium, served, sync_api, watched
from support.versions import with_versions
from support.webapp import index_in

from web import create_app

expect = sync_api.expect
pytestmark = needs_chromium


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("web")
    url = index_in(folder, with_versions())
    app = create_app({"DATELINE_DATA": str(folder), "DATELINE_ENGINE": url})
    with served(app) as address:
        yield address


@pytest.fixture(params=[True, False], ids=["with scripts", "without"])
def page(browser: Browser, site: str, request: pytest.FixtureRequest) -> Iterator[Page]:
    with watched(
        browser,
        site,
        java_script_enabled=request.param,
        reduced_motion="reduce",
        viewport={"width": 390, "height": 800},
    ) as opened:
        yield opened


def test_a_reader_goes_from_a_hit_to_its_versions_and_to_what_differs(
    page: Page,
) -> None:
    page.goto("/search?q=ferry&sort=newest")
    expect(page.locator(".hit")).to_have_count(1)
    page.get_by_role("link", name="all (3)").click()
    expect(page.locator(".hit")).to_have_count(3)
    page.get_by_role("link", name="one of each text (1)").click()
    expect(page.locator(".hit")).to_have_count(1)
    page.get_by_role("link", name="+2 versions").click()
    expect(page.locator(".hit")).to_have_count(3)
    page.get_by_role("link", name="Ferry runs aground in fog").click()
    versions = page.get_by_role("region", name="3 versions of this text")
    expect(versions.get_by_role("listitem")).to_have_count(3)
    expect(versions).to_contain_text("printed first")
    versions.get_by_role("link", name="What differs from “Ferry runs aground”").click()
    body = page.locator("div.difference")
    expect(body.locator("ins")).to_have_text("-two")
    expect(body.locator("del")).to_have_count(0)
    folded = body.locator("details.same")
    assert "Witness number 20" not in folded.inner_text()
    folded.locator("summary").click()
    expect(folded).to_have_attribute("open", "")
    assert "Witness number 20" in folded.inner_text()
    wide = page.evaluate("document.documentElement.scrollWidth > innerWidth")
    assert not wide, "the comparison is wider than the screen"
    page.get_by_role("link", name="Back to the article").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(
        "Ferry runs aground in fog"
    )


def test_a_hostile_version_is_compared_as_text(page: Page) -> None:
    page.goto("/article/ferry3/compare/ferry1")
    expect(page.locator("div.difference ins").first).to_contain_text("<script>")
    assert "owned" not in page.title().partition(" – ")[2]
