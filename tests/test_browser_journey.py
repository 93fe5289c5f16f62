"""One way through it all: ask, narrow, choose dates, read, as people go it.

With a mouse, without scripts, with the keys alone, and with a finger.
"""

from __future__ import annotations

import re
from typing import Any

import pytest
from support.browsing import Browser, Page, needs_chromium, sync_api, watched

expect = sync_api.expect
pytestmark = needs_chromium

WIDE = {"width": 1280, "height": 900}
NARROW = {"width": 390, "height": 844}
SPRING = re.compile(r"source=Harbour\+Post&from=1987-03&to=1987-0?5$")

SEEN = """() => {
    const at = document.activeElement;
    if (!at || at === document.body) return null;
    const box = at.getBoundingClientRect();
    const drawn = (element) => {
        const style = getComputedStyle(element);
        const outlined = style.outlineStyle !== "none"
            && parseFloat(style.outlineWidth) >= 2;
        if (element.localName === "rect") return outlined || style.stroke !== "none";
        if (outlined || element === at) return outlined;
        // A country has a border at any time, which then changes its colour.
        const copy = at.cloneNode(true);
        at.after(copy);
        const plain = getComputedStyle(copy.querySelector(element.localName)).stroke;
        copy.remove();
        return plain !== style.stroke;
    };
    // The form is drawn around its box, bars and countries themselves.
    const ringed = at.id === "q" ? getComputedStyle(at.form).boxShadow !== "none"
        // The button inside a date is the browser's, which draws its focus itself.
        : (at.type === "date" && !at.matches(":focus"))
            || [at, ...at.querySelectorAll("rect, use, circle")].some(drawn);
    const spots = [[.5, .5], [.02, .5], [.98, .5], [.5, .1], [.5, .9]].map(([x, y]) =>
        document.elementFromPoint(box.x + box.width * x, box.y + box.height * y));
    const bare = spots.some((at_it) =>
        at_it && (at.contains(at_it) || at_it.contains(at)));
    const name = at.ariaLabel || (at.querySelector("title") ?? at).textContent.trim();
    return { ringed, bare, name, html: at.outerHTML.slice(0, 160) };
}"""
"""What has the focus; whether that is drawn, and anything of it uncovered."""


def box(page: Page) -> sync_api.Locator:
    return page.get_by_label("Search the articles")


def found(page: Page, words: str) -> None:
    expect(page.get_by_role("heading", level=1)).to_contain_text(words)


def bar(page: Page, name: str) -> sync_api.Locator:
    return page.locator(".plot a").filter(has_text=name)


def middle(what: sync_api.Locator) -> tuple[float, float]:
    what.scroll_into_view_if_needed()
    area = what.bounding_box()
    assert area is not None
    return area["x"] + area["width"] / 2, area["y"] + area["height"] / 2


def ready(page: Page, picture: str = ".timeline") -> None:
    """Wait until its script has hold of a picture."""
    expect(page.locator(f"{picture} .said")).not_to_be_empty()


def at_the_results(page: Page) -> None:
    """The search is as it was left: query, filters, dates and hits."""
    found(page, "3 articles with budget")
    expect(page).to_have_url(re.compile("source=Harbour"))
    expect(box(page)).to_have_value("budget")
    expect(page.locator(".hit")).to_have_count(3)


def test_with_a_mouse(browser: Browser, site: str) -> None:
    with watched(browser, site, viewport=WIDE) as page:
        page.goto("/")
        box(page).press_sequentially("budget")
        expect(page.get_by_role("option").first).to_be_visible()
        page.keyboard.press("Enter")  # the suggestions are not what was typed
        expect(page).to_have_url(re.compile(r"/search\?q=budget$"))
        found(page, "14 articles with budget")

        page.locator(".facets").get_by_role("link", name="Harbour Post 12").click()
        found(page, "12 articles")
        ready(page)
        page.mouse.move(*middle(bar(page, "March 1987")))
        page.mouse.down()
        page.mouse.move(*middle(bar(page, "May 1987")), steps=4)
        page.mouse.up()
        expect(page).to_have_url(SPRING)
        found(page, "3 articles")

        first = page.locator(".hit h2 a").first
        title = first.inner_text()
        first.click()
        expect(page.locator(".rank")).to_have_text("1 of 3")
        found(page, title)
        expect(page.get_by_role("button", name="Next hit")).to_be_visible()
        page.keyboard.press("n")
        expect(page.locator("mark.now")).to_have_text("budget")
        expect(page.locator(".hitbar .at")).to_have_text("1 of 1")
        page.get_by_role("link", name="Next article").click()
        expect(page.locator(".rank")).to_have_text("2 of 3")
        expect(page.get_by_role("heading", level=1)).not_to_have_text(title)
        page.get_by_role("link", name="Back to results").click()
        at_the_results(page)


def test_without_scripts(browser: Browser, site: str) -> None:
    with watched(browser, site, viewport=WIDE, java_script_enabled=False) as page:
        page.goto("/")
        box(page).fill("budget")
        page.get_by_role("button", name="Search").click()
        page.locator(".facets").get_by_role("link", name="Harbour Post 12").click()
        page.get_by_label("From").fill("1987-03-01")
        page.get_by_label("To", exact=True).fill("1987-05-31")
        page.get_by_role("button", name="Apply").click()
        at_the_results(page)
        page.locator(".hit h2 a").first.click()
        page.get_by_role("link", name="First hit").click()
        expect(page.locator("mark:target")).to_be_in_viewport()
        page.get_by_role("link", name="Next article").click()
        expect(page.locator(".rank")).to_have_text("2 of 3")
        page.get_by_role("link", name="Back to results").click()
        at_the_results(page)


def stop(page: Page) -> dict[str, Any] | None:
    """What the focus is on; it has to be drawn, and not to lie under anything."""
    page.wait_for_load_state()  # its styles are there
    there: dict[str, Any] | None = page.evaluate(SEEN)
    if there:
        assert there["ringed"], f"no focus is drawn on {there['html']}"
        assert there["bare"], f"the focus is covered on {there['html']}"
    return there


def tab_to(page: Page, name: str, *, key: str = "Tab") -> None:
    """Press Tab until the focus is on what is called so."""
    passed: list[str] = []
    for _ in range(150):
        page.keyboard.press(key)
        there = stop(page)
        if there and name in " ".join(there["name"].split()):
            return
        passed.append(there["name"] if there else "")
    pytest.fail(f"{name!r} is not among {passed}")


def test_with_the_keys_alone(browser: Browser, site: str) -> None:
    with watched(browser, site, viewport=WIDE) as page:
        page.goto("/")
        for _ in range(3):  # past the link to the content, and the name of the page
            page.keyboard.press("Tab")
            stop(page)
        expect(box(page)).to_be_focused()
        page.keyboard.type("budget")
        page.keyboard.press("Enter")
        found(page, "14 articles with budget")

        tab_to(page, "Harbour Post")
        page.keyboard.press("Enter")
        found(page, "12 articles")
        ready(page)
        tab_to(page, "January 1987")
        page.keyboard.press("ArrowRight")
        page.keyboard.press("ArrowRight")
        page.keyboard.press("Shift+ArrowRight")
        page.keyboard.press("Shift+ArrowRight")
        told = page.get_by_role("status").filter(has_text="1987")
        expect(told).to_have_text("March – May 1987: 3 articles")
        page.keyboard.press("Enter")
        expect(page).to_have_url(SPRING)

        tab_to(page, "Skip to the results")
        page.keyboard.press("Enter")
        expect(page.locator("main")).to_be_focused()
        tab_to(page, "Star “Council meets")
        tab_to(page, "Council meets")
        page.keyboard.press("Enter")
        expect(page.locator(".rank")).to_have_text("1 of 3")
        expect(page.get_by_role("button", name="Next hit")).to_be_visible()
        page.keyboard.press("n")
        expect(page.locator("mark.now")).to_be_focused()
        tab_to(page, "Cite this article")  # goes on from the hit
        tab_to(page, "Next article", key="Shift+Tab")
        page.keyboard.press("Enter")
        expect(page.locator(".rank")).to_have_text("2 of 3")
        tab_to(page, "Back to results")
        page.keyboard.press("Enter")
        at_the_results(page)


def test_a_country_is_chosen_on_the_map_with_the_keys_alone(
    browser: Browser, site: str
) -> None:
    with watched(browser, site, viewport=WIDE) as page:
        page.goto("/search?q=berlin")
        ready(page, ".world")
        tab_to(page, "France: 1 article")
        page.keyboard.press("ArrowRight")
        there = stop(page)
        assert there is not None
        assert there["name"] == "Germany: 1 article"
        page.keyboard.press("Enter")
        expect(page).to_have_url(re.compile("about=DE"))


@pytest.mark.parametrize("viewport", [WIDE, NARROW], ids=["wide", "narrow"])
@pytest.mark.parametrize(
    "url",
    [
        "/search?q=berlin&country=FR&-source=Harbour+Post",
        "/article/merkel?q=budget&rank=1&underline=1",
        "/facet/country?q=berlin",
        "/advanced?ask=1&from=nonsense",
        "/help",
    ],
)
def test_every_stop_of_the_tab_key_is_seen_and_none_holds_it(
    browser: Browser, site: str, url: str, viewport: dict[str, int]
) -> None:
    with watched(browser, site, viewport=viewport) as page:
        page.goto(url)
        page.locator("details:not(.menu)").evaluate_all(
            "all => all.forEach(details => details.open = true)"
        )
        page.locator(".skip").first.focus()
        there = 1
        for _ in range(300):
            page.keyboard.press("Tab")
            if stop(page) is None:
                break
            there += 1
        else:
            pytest.fail("the focus never leaves the page")
        assert there > 10


def test_a_menu_closes_when_it_is_left(browser: Browser, site: str) -> None:
    with watched(browser, site, viewport=WIDE) as page:
        page.goto("/search?q=budget")
        export = page.get_by_text("Export", exact=True)
        feed = page.get_by_role("link", name="Feed of new articles")
        export.press("Enter")
        expect(feed).to_be_visible()
        page.keyboard.press("Escape")
        expect(feed).to_be_hidden()
        expect(export).to_be_focused()
        export.press("Enter")
        expect(feed).to_be_visible()
        page.get_by_text("Save this search").focus()
        expect(feed).to_be_hidden()
        export.click()
        expect(feed).to_be_visible()
        page.locator("h1").click()
        expect(feed).to_be_hidden()


def test_with_a_finger(browser: Browser, site: str) -> None:
    with watched(browser, site, viewport=NARROW, has_touch=True) as page:
        page.goto("/")
        box(page).tap()
        page.keyboard.type("budget")
        page.keyboard.press("Enter")
        found(page, "14 articles with budget")
        page.locator(".fold > summary").tap()
        page.locator(".facets").get_by_role("link", name="Harbour Post 12").tap()
        found(page, "12 articles")
        expect(page.locator(".fold > summary")).to_have_text("Filters (1)")
        page.get_by_text("Timeline and map").tap()
        page.touchscreen.tap(*middle(bar(page, "March 1987")))
        expect(page).to_have_url(re.compile("from=1987-03&to=1987-03"))
        page.get_by_role("link", name="Remove filter Published: March 1987").tap()
        found(page, "12 articles")

        page.locator(".hit h2 a").first.tap()
        page.get_by_role("button", name="Next hit").tap()
        expect(page.locator("mark.now")).to_be_in_viewport()
        page.get_by_role("link", name="Next article").tap()
        expect(page.locator(".rank")).to_have_text("2 of 12")
        page.get_by_role("link", name="Back to results").tap()
        found(page, "12 articles")
        assert page.evaluate("document.documentElement.scrollWidth") <= 390
