"""Signing in with a real browser, on each width, and with axe-core."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from support.browsing import Browser, Page, needs_chromium, served, sync_api, watched
from support.every_page import NARROW, WIDE
from support.people import PASSWORD, app_with_people, quick_passwords

__all__ = ["quick_passwords"]

expect = sync_api.expect
base = pytest.importorskip("axe_playwright_python.base", reason="needs axe-core")
pytestmark = needs_chromium

RULES = "wcag2a wcag2aa wcag21a wcag21aa wcag22aa best-practice".split()


@pytest.fixture(scope="module")
def site(
    tmp_path_factory: pytest.TempPathFactory, quick_passwords: None
) -> Iterator[str]:
    with served(app_with_people(tmp_path_factory.mktemp("people"))) as address:
        yield address


def sign_in(page: Page, name: str, password: str = PASSWORD) -> None:
    page.get_by_label("Name").fill(name)
    page.get_by_label("Password").fill(password)
    page.get_by_role("button", name="Sign in").click()


@pytest.mark.parametrize("scripts", [True, False])
def test_somebody_signs_in_searches_and_signs_out(
    browser: Browser, site: str, scripts: bool
) -> None:
    with watched(browser, site, java_script_enabled=scripts) as page:
        page.goto("/search?q=budget")
        expect(page.get_by_role("heading", name="Sign in")).to_be_visible()
        sign_in(page, "rita")
        expect(page).to_have_url(f"{site}/search?q=budget")
        page.get_by_role("link", name="Signed in as rita").click()
        page.get_by_role("button", name="Sign out").click()
        expect(page.get_by_role("heading", name="Sign in")).to_be_visible()
        page.go_back()  # kept in no cache
        expect(page.get_by_role("heading", name="Sign in")).to_be_visible()


def test_a_form_of_another_site_signs_nobody_out(browser: Browser, site: str) -> None:
    context = browser.new_context(base_url=site)
    page = context.new_page()
    page.goto("/login")
    sign_in(page, "rita")
    expect(page.get_by_role("link", name="Signed in as rita")).to_be_visible()
    other = context.new_page()
    other.goto("about:blank")
    other.set_content(f'<form method="post" action="{site}/logout"><button>x')
    other.get_by_role("button").click()
    expect(other.get_by_text("did not come from a page")).to_be_visible()
    page.reload()
    expect(page.get_by_role("link", name="Signed in as rita")).to_be_visible()
    context.close()


@pytest.mark.parametrize("viewport", [WIDE, NARROW], ids=["wide", "narrow"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_and_nothing_is_cut_off(
    browser: Browser, site: str, viewport: object, scheme: str
) -> None:
    context = browser.new_context(
        base_url=site,
        viewport=viewport,  # type: ignore[arg-type]
        color_scheme=scheme,  # type: ignore[arg-type]
        bypass_csp=True,
    )
    page = context.new_page()
    page.goto("/login")
    look_at(page)
    sign_in(page, "edgar", "wrong password")
    expect(page.get_by_role("alert")).to_contain_text("wrong")
    look_at(page)
    sign_in(page, "edgar")
    page.get_by_role("link", name="Signed in as edgar").click()
    page.get_by_label("What it is for").fill("A script that watches the harbour")
    page.get_by_role("button", name="Make a token").click()
    expect(page.locator("main").get_by_role("status")).to_contain_text("dateline_")
    look_at(page)
    page.goto("/search?q=harbour")
    page.get_by_text("Save this search").click()
    page.get_by_role("button", name="Save", exact=True).click()
    look_at(page)
    page.get_by_role("link", name="Watch “harbour”").click()
    page.get_by_label("How often").select_option("every week")
    page.locator("main form button").first.click()
    expect(page.get_by_text("This search is watched now")).to_be_visible()
    look_at(page)
    context.close()


def look_at(page: Page) -> None:
    """Fail if axe finds something, or the page is wider than its window."""
    page.evaluate(base.AXE_SCRIPT + ";0")
    found = page.evaluate(
        "rules => axe.run({runOnly: rules, resultTypes: ['violations']})", RULES
    )
    assert [(one["id"], one["nodes"][0]["html"]) for one in found["violations"]] == []
    wide = page.evaluate("document.documentElement.scrollWidth - innerWidth")
    assert wide <= 0
