"""What a person does with the page, in a real browser."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from support.browsing import Browser, Page, needs_chromium, sync_api, watched
from support.webapp import HOSTILE_TITLE

expect = sync_api.expect
pytestmark = needs_chromium


@pytest.fixture(params=["javascript", "no javascript"])
def page(browser: Browser, site: str, request: pytest.FixtureRequest) -> Iterator[Page]:
    """A page that fails the test if it complains or asks another host."""
    with watched(
        browser,
        site,
        java_script_enabled=request.param == "javascript",
        viewport={"width": 1280, "height": 900},
    ) as opened:
        yield opened


def filters_button(page: Page) -> sync_api.Locator:
    return page.locator("details.fold > summary")


def test_search_narrow_read_and_go_back(page: Page) -> None:
    page.goto("/")
    page.get_by_label("Search the articles").fill("budget")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_contain_text(
        "14 articles with budget"
    )

    page.get_by_role("link", name="Angela Merkel").first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text(
        "1 article with budget"
    )
    expect(page.get_by_role("link", name="Remove filter Person")).to_be_visible()

    page.get_by_role("link", name="Merkel defends the budget").click()
    expect(page.locator(".text mark")).to_have_text(
        ["Angela Merkel", "budget", "Angela Merkel", "budgets"]
    )
    mark = page.locator(".text mark").first
    assert (
        mark.evaluate("e => getComputedStyle(e).backgroundColor") != "rgba(0, 0, 0, 0)"
    )

    page.get_by_role("link", name="Back to results").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text(
        "1 article with budget"
    )
    page.go_back()
    page.go_back()
    expect(page.get_by_label("Search the articles")).to_have_value("budget")


def test_filters_stand_beside_the_results_on_a_wide_screen(page: Page) -> None:
    page.goto("/search?q=budget")
    expect(page.get_by_role("heading", name="Mentioned", exact=True)).to_be_visible()
    expect(filters_button(page)).to_be_hidden()
    side = page.locator("aside").bounding_box()
    main = page.locator("main").bounding_box()
    assert side is not None
    assert main is not None
    assert side["x"] + side["width"] < main["x"]


def test_a_telephone_shows_results_first_and_filters_behind_a_button(
    page: Page,
) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto("/search?q=budget&country=FR")
    expect(page.get_by_role("heading", name="Mentioned", exact=True)).to_be_hidden()
    expect(
        page.get_by_role("link", name="Merkel defends the budget")
    ).to_be_in_viewport()
    expect(filters_button(page)).to_have_text("Filters (1)")
    filters_button(page).click()
    expect(page.get_by_role("heading", name="Mentioned", exact=True)).to_be_visible()
    page.get_by_label("Filters").get_by_role("link", name="Germany").first.click()
    expect(page).to_have_url(re.compile("about=DE"))


@pytest.mark.parametrize("width", [320, 390, 800, 801, 1280])
@pytest.mark.parametrize("url", ["/search?q=(budget", "/article/merkel?q=budget"])
def test_nothing_is_wider_than_the_screen(page: Page, width: int, url: str) -> None:
    page.set_viewport_size({"width": width, "height": 844})
    page.goto(url)
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_dates_are_applied(page: Page) -> None:
    page.goto("/search?sort=newest")
    page.get_by_label("From").fill("2015-01-01")
    page.get_by_label("To", exact=True).fill("2015-12-31")
    page.get_by_role("button", name="Apply").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("1 article, 2015")
    expect(
        page.get_by_role("link", name="Remove filter Published: 2015")
    ).to_be_visible()


def test_the_keyboard_reaches_the_content_first(page: Page) -> None:
    page.goto("/search?q=budget")
    page.keyboard.press("Tab")
    skip = page.get_by_role("link", name="Skip to the content")
    expect(skip).to_be_focused()
    expect(skip).to_be_in_viewport()
    page.keyboard.press("Enter")
    expect(page.locator("#lead")).to_be_focused()


def test_skipping_to_the_filters_opens_them(page: Page) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto("/search?q=budget")
    expect(page.locator("#filters")).to_be_hidden()
    page.get_by_role("link", name="Skip to the filters").focus()
    page.keyboard.press("Enter")
    expect(page.locator("#filters")).to_be_in_viewport()
    page.keyboard.press("Tab")
    expect(page.locator("#filters").get_by_label("From")).to_be_focused()


def test_excluding_needs_no_pointer(page: Page) -> None:
    page.goto("/search?q=berlin")
    exclude = page.get_by_role("link", name="Exclude Country: France")
    exclude.focus()
    expect(exclude).to_have_css("opacity", "1")
    page.keyboard.press("Enter")
    expect(page.locator("a.chip.excluded s")).to_have_text("France")


def test_a_hostile_article_executes_nothing(page: Page) -> None:
    page.goto("/search?q=budget&year=none")
    page.get_by_role("link", name="Budget").first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text(HOSTILE_TITLE)
    expect(page).to_have_title(f"{HOSTILE_TITLE} – Dateline")
    strange = "script:not([src]):not([type='application/ld+json'])"
    assert page.locator(f"{strange}, .text img, .text svg, .text b").count() == 0
