"""Saving searches and copying citations, in a real browser."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from urllib.request import Request, urlopen

import pytest
from flask import Flask
from support.browsing import Browser, Page, needs_chromium, served, sync_api, watched
from support.engines import url_in
from support.helped import changed, made
from support.webapp import app_in

expect = sync_api.expect
pytestmark = needs_chromium


@pytest.fixture(params=["javascript", "no javascript"])
def page(
    browser: Browser, tmp_path: Path, request: pytest.FixtureRequest
) -> Iterator[Page]:
    with (
        served(app_in(tmp_path)) as site,
        watched(
            browser, site, java_script_enabled=request.param == "javascript"
        ) as opened,
    ):
        yield opened


def test_save_see_what_is_new_rename_delete_and_undo(
    page: Page, tmp_path: Path
) -> None:
    page.goto("/search?q=harbour")
    page.get_by_text("Save this search").click()
    page.get_by_label("Name", exact=True).fill("The harbour")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Saved searches")
    entry = page.locator(".shelf > li")
    expect(entry).to_contain_text("12 articles")

    changed(
        url_in("tantivy", tmp_path / "index"),
        2,
        add=[made(1, "A storm in the harbour")],
    )
    page.reload()
    page.get_by_role("link", name="1 new since you looked").click()
    expect(page.get_by_role("link", name="A storm in the harbour")).to_be_visible()
    page.locator(".back a").click()

    page.get_by_role("button", name="The harbour", exact=True).click()
    expect(page).to_have_url(f"{page.url.partition('/search')[0]}/search?q=harbour")
    page.goto("/saved")
    expect(entry).to_contain_text("nothing new")

    page.get_by_text("Rename").first.click()
    page.get_by_label("New name").fill("Ports")
    page.get_by_role("button", name="Rename", exact=True).click()
    expect(page.get_by_role("heading", level=2)).to_have_text("Ports")

    page.get_by_role("button", name="Delete “Ports”").click()
    expect(entry).to_have_count(0)
    expect(page.get_by_role("status").filter(has_text="Ports")).to_be_visible()
    page.get_by_role("button", name="Undo").click()
    expect(entry).to_have_count(1)


def evil(site: str) -> Flask:
    """A page elsewhere that sends our form as soon as it is opened."""
    app = Flask("evil")

    @app.get("/")
    def page() -> str:
        return (
            f'<form method="post" action="{site}/saved?q=owned">'
            '<input name="name" value="owned"></form>'
            "<script>document.forms[0].submit()</script>"
        )

    return app


def test_another_page_cannot_save_in_ones_name(
    browser: Browser, tmp_path: Path
) -> None:
    with served(app_in(tmp_path)) as site, served(evil(site)) as elsewhere:
        context = browser.new_context()
        page = context.new_page()
        # "localhost" and "127.0.0.1" are different sites to a browser
        page.goto(elsewhere.replace("127.0.0.1", "localhost"))
        expect(page.get_by_role("heading", level=1)).to_contain_text(
            "did not come from"
        )
        context.close()
        with urlopen(Request(f"{site}/saved")) as answer:
            assert b"owned" not in answer.read()


def test_a_citation_is_copied(browser: Browser, tmp_path: Path) -> None:
    with (
        served(app_in(tmp_path)) as site,
        watched(
            browser, site, permissions=["clipboard-read", "clipboard-write"]
        ) as page,
    ):
        page.goto("/article/merkel")
        page.get_by_text("Cite this article").click()
        page.get_by_role("button", name="Copy as MLA").click()
        expect(page.locator(".cite [role=status]").nth(1)).to_have_text("Copied")
        copied = page.evaluate("navigator.clipboard.readText()")
        assert copied.startswith("Writer, Ann, and Ben Scribe. “Merkel defends")
        page.get_by_role("button", name="Copy as RIS").click()
        expect(page.locator(".cite [role=status]").nth(4)).to_have_text("Copied")
        assert page.evaluate("navigator.clipboard.readText()").startswith("TY  - NEWS")


def test_without_scripts_a_citation_has_no_dead_button(
    browser: Browser, tmp_path: Path
) -> None:
    with (
        served(app_in(tmp_path)) as site,
        watched(browser, site, java_script_enabled=False) as page,
    ):
        page.goto("/article/merkel")
        page.get_by_text("Cite this article").click()
        expect(
            page.get_by_text("Writer, A., & Scribe, B. (2015, July 7).")
        ).to_be_visible()
        assert page.locator(".cite button").count() == 0
