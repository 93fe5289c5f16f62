"""Whole lists of a facet in a real browser, with and without scripts."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from support.browsing import Browser, Page, needs_chromium, served, sync_api
from support.engines import url_in
from support.helped import indexed, made

from web import create_app

expect = sync_api.expect
pytestmark = needs_chromium


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    url = url_in("tantivy", tmp_path_factory.mktemp("facets") / "index")
    names = [f"Person {n:03d}" for n in range(150)]
    found = [made(n, f"Oil {n}", "oil " * 99, people=names) for n in range(30)]
    indexed(url, [*found, made(99, "Oil", people=["Zoë Émile"])])
    app = create_app({"DATELINE_ENGINE": url})
    with served(app) as address:
        yield address


def opened(browser: Browser, site: str, *, script: bool) -> Page:
    context = browser.new_context(
        base_url=site,
        java_script_enabled=script,
        viewport={"width": 1280, "height": 700},
    )
    return context.new_page()


@pytest.fixture
def page(browser: Browser, site: str) -> Iterator[Page]:
    page = opened(browser, site, script=True)
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    yield page
    page.context.close()
    assert said == []


def values(page: Page) -> sync_api.Locator:
    return page.locator("dialog .values bdi")


def test_the_list_opens_over_the_page_and_filters_as_one_types(page: Page) -> None:
    page.goto("/search?q=oil")
    page.get_by_role("link", name="All people").click()
    expect(page.get_by_role("dialog", name="All people")).to_be_visible()
    expect(values(page)).to_have_count(100)
    box = page.get_by_role("searchbox", name="Find a person").last
    expect(box).to_be_focused()
    page.keyboard.type("emi", delay=30)
    expect(values(page)).to_have_text(["Zoë Émile"])
    expect(box).to_be_focused()
    expect(box).to_have_value("emi")
    page.locator("dialog .choices li a:first-child").click()
    expect(page).to_have_url(re.compile(r"/search\?q=oil&person=Zo"))
    expect(page.get_by_role("heading", level=1)).to_contain_text("1 article with oil")


def test_escape_closes_the_list_and_focus_returns(page: Page) -> None:
    page.goto("/search?q=oil")
    page.get_by_role("link", name="All people").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("dialog")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_have_count(0)
    expect(page.get_by_role("link", name="All people")).to_be_focused()


def test_the_list_is_turned_and_ordered_in_place(page: Page) -> None:
    page.goto("/search?q=oil")
    page.locator("aside .find input[type=search]").first.fill("person")
    page.keyboard.press("Enter")
    expect(page.get_by_role("dialog")).to_be_visible()
    page.locator("dialog").get_by_role("link", name="Next →").click()
    expect(values(page).first).to_have_text("Person 100")
    page.locator("dialog").get_by_role("link", name="By name").click()
    expect(values(page).first).to_have_text("Person 000")
    page.get_by_role("button", name="Close").click()
    expect(page.get_by_role("dialog")).to_have_count(0)
    expect(page).to_have_url(re.compile(r"/search\?q=oil$"))


def test_what_is_in_view_stays_when_a_value_is_chosen(page: Page) -> None:
    page.goto("/search?q=oil")
    page.evaluate("window.scrollTo(0, 300)")
    value = page.locator(".facets").get_by_role("link", name=re.compile("^Person 002"))
    value.scroll_into_view_if_needed()
    before = page.evaluate("window.scrollY")
    assert before
    value.click()
    expect(page).to_have_url(re.compile("person="))
    page.wait_for_load_state()
    assert page.evaluate("window.scrollY") == before


def test_without_scripts_the_list_is_a_page(browser: Browser, site: str) -> None:
    page = opened(browser, site, script=False)
    page.goto("/search?q=oil")
    page.locator("aside .find input[type=search]").first.fill("emile")
    page.keyboard.press("Enter")
    expect(page.locator(".values bdi")).to_have_text(["Zoë Émile"])
    page.get_by_role("link", name=re.compile("^Zoë Émile")).click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("1 article with oil")
    page.context.close()
