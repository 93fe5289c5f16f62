"""What eyes need: small windows, spaced text, nothing that moves, colours apart."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal

import pytest
from support.browsing import Browser, Page, ViewportSize, needs_chromium, served
from support.every_page import NARROW, PAGES, WIDE, crowded, opened
from support.translated import TRANSLATED
from support.webapp import index_in

from web import create_app

pytestmark = needs_chromium

REFLOWED: ViewportSize = {"width": 320, "height": 600}
"""A window 1280 wide at 400 %."""


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    url = index_in(tmp_path_factory.mktemp("sight"), crowded())
    with served(create_app({"DATELINE_ENGINE": url})) as address:
        yield address


@pytest.fixture(scope="module")
def page(browser: Browser, site: str) -> Iterator[Page]:
    """One page for all tests."""
    context = browser.new_context(base_url=site, viewport=WIDE)
    yield context.new_page()
    context.close()


WIDER = """width => document.documentElement.scrollWidth <= width ? [] :
    [...document.querySelectorAll("body *")]
        .filter((one) => one.getBoundingClientRect().right > width + 1)
        .map((one) => one.outerHTML.slice(0, 120))"""

CUT = """() => [...document.querySelectorAll("body *:not(.unseen, input, svg, svg *)")]
    .filter((one) => {
        const style = getComputedStyle(one);
        if (!one.checkVisibility() || one.clientWidth < 2) return false;
        if (style.textOverflow === "ellipsis") return false;
        const wide = one.scrollWidth > one.clientWidth + 1;
        const high = one.scrollHeight > one.clientHeight + 1;
        const scrolled = one.matches("pre, .scrolling, .terms");
        return (style.overflowX !== "visible" && wide && !scrolled) ||
            (["hidden", "clip"].includes(style.overflowY) && high);
    })
    .map((one) => one.outerHTML.slice(0, 120))"""
"""What is cut off, or has to be scrolled sideways to be read."""

SPACED = """() => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(`* { line-height: 1.5 !important;
        letter-spacing: .12em !important; word-spacing: .16em !important; }
        p { margin-bottom: 2em !important; }`);
    document.adoptedStyleSheets.push(sheet);
}"""

MOVED = """() => {
    window.moved = 0;
    new PerformanceObserver((list) => {
        for (const shift of list.getEntries()) window.moved += shift.value;
    }).observe({ type: "layout-shift", buffered: true });
}"""


@pytest.mark.parametrize("name", PAGES)
def test_a_page_fits_small_windows_and_spaced_text(page: Page, name: str) -> None:
    page.set_viewport_size(REFLOWED)
    opened(page, name)
    assert page.evaluate(WIDER, 320) == []
    page.set_viewport_size({"width": 640, "height": 450})  # 1280 wide at 200 %
    assert page.evaluate(WIDER, 640) == []
    page.evaluate(SPACED)
    for viewport in (WIDE, NARROW, REFLOWED):
        page.set_viewport_size(viewport)
        assert page.evaluate(WIDER, viewport["width"]) == []
        assert page.evaluate(CUT) == []


STRAINED = ("front", "results", "filters", "article", "mistaken")


@pytest.mark.parametrize("language", TRANSLATED)
def test_long_words_of_another_language_fit_too(
    browser: Browser, site: str, language: str
) -> None:
    context = browser.new_context(base_url=site, locale=language, viewport=REFLOWED)
    page = context.new_page()
    for name in STRAINED:
        opened(page, name)
        for way in "as it is", "spaced":
            told = name, way
            assert page.evaluate(WIDER, REFLOWED["width"]) == [], told
            assert page.evaluate(CUT) == [], told
            page.evaluate(SPACED)
    context.close()


FIRST_WORDS = """() => [...document.querySelectorAll(".text p")]
    .map((one) => {
        const words = document.createTreeWalker(one, NodeFilter.SHOW_TEXT);
        const first = document.createRange();
        first.setStart(words.nextNode(), 0);
        first.setEnd(words.currentNode, 4);
        const [word, all] = [first, one].map((part) => part.getBoundingClientRect());
        return all.right - word.right < 3;
    })"""


SHIFTED = """one => {
    const words = document.createRange();
    words.selectNodeContents(one);
    return words.getBoundingClientRect().left - one.getBoundingClientRect().left;
}"""


def test_what_is_written_from_the_right_begins_there(page: Page) -> None:
    """Whatever its first letter is; values of facets keep to the side of the page."""
    page.set_viewport_size(WIDE)
    opened(page, "from the right")
    assert page.evaluate(FIRST_WORDS) == [True, True, True]
    page.goto("/facet/source")
    assert page.locator(".values bdi", has_text="الميناء").evaluate(SHIFTED) < 3


@pytest.mark.parametrize("viewport", [WIDE, NARROW], ids=["wide", "narrow"])
def test_nothing_moves_while_a_page_appears(page: Page, viewport: ViewportSize) -> None:
    page.set_viewport_size(viewport)
    for name, url in PAGES.items():
        page.goto(url)
        page.evaluate(MOVED)
        page.wait_for_timeout(60)
        assert page.evaluate("window.moved") < 0.01, name


def test_who_wants_less_motion_has_none(browser: Browser, site: str) -> None:
    moving = """() => [...document.querySelectorAll("*")].filter((one) =>
        ["", "::before", "::after"].some((part) => {
            const style = getComputedStyle(one, part);
            return [style.transitionDuration, style.animationDuration].some(parseFloat)
                || style.scrollBehavior === "smooth";
        })).length"""
    for name in ("results", "article", "list by count", "help"):
        context = browser.new_context(base_url=site, reduced_motion="reduce")
        page = context.new_page()
        page.goto(PAGES[name])
        assert page.evaluate(moving) == 0, name
        if name == "results":
            page.emulate_media(reduced_motion="no-preference")
            assert page.evaluate(moving) > 0
        context.close()


# ---- Colours ---------------------------------------------------------------


def luminance(colour: str) -> float:
    """The relative luminance of "rgb(1, 2, 3)", from 0 to 1, as WCAG defines it."""
    shares = [int(part) / 255 for part in re.findall(r"\d+", colour)[:3]]
    red, green, blue = (
        share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4
        for share in shares
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """How much two colours differ: 1 if they do not, 21 for black on white."""
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def colour(page: Page, selector: str, name: str) -> str:
    """The first colour in a computed style of the first such element."""
    style = page.locator(selector).first.evaluate(
        "(one, name) => getComputedStyle(one)[name]", name
    )
    found = re.search(r"rgb\([^)]*\)", style)
    assert found, f"{selector} has no {name}: {style}"
    return found[0]


def test_contrast_is_what_it_is_defined_to_be() -> None:
    assert contrast("rgb(0, 0, 0)", "rgb(255, 255, 255)") == pytest.approx(21)
    assert contrast("rgb(119, 119, 119)", "rgb(255, 255, 255)") == pytest.approx(
        4.48, abs=0.01
    )


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_marks_bars_and_edges_are_told_from_the_paper(
    browser: Browser, site: str, scheme: Literal["light", "dark"]
) -> None:
    context = browser.new_context(base_url=site, viewport=WIDE, color_scheme=scheme)
    page = context.new_page()
    page.goto(PAGES["results"])
    paper = colour(page, "html", "backgroundColor")
    seen = {
        "mark": colour(page, ".hit p mark", "boxShadow"),
        "bar": colour(page, ".plot a rect + rect", "fill"),
        "box": colour(page, ".ask", "borderTopColor"),
        "date": colour(page, ".dates input", "borderTopColor"),
    }
    words = colour(page, ".hit p mark", "color")
    assert contrast(words, colour(page, ".hit p mark", "backgroundColor")) >= 7
    page.goto(PAGES["article"])
    seen["mark of the text"] = colour(page, ".text mark", "boxShadow")
    for kind in ("person", "place", "organisation", "date"):
        line = colour(page, f".text .name.{kind}", "textDecorationColor")
        seen[f"line of a {kind}"] = line
    page.keyboard.press("n")
    seen["hit gone to"] = colour(page, "mark.now", "backgroundColor")
    page.keyboard.press("Tab")
    seen["focus"] = colour(page, ":focus", "outlineColor")
    context.close()
    assert {
        name: round(contrast(shown, paper), 2)
        for name, shown in seen.items()
        if contrast(shown, paper) < 3
    } == {}
    assert paper == ("rgb(253, 252, 249)" if scheme == "light" else "rgb(20, 22, 24)")


def test_a_title_that_is_read_from_the_right_begins_there(page: Page) -> None:
    page.goto("/search?q=language:ar")
    title = page.locator(".hit h2").first
    assert title.evaluate("one => getComputedStyle(one).textAlign") == "right"
    edges = """one => [one.getBoundingClientRect().right,
        one.querySelector("a").getBoundingClientRect().right]"""
    line, words = title.evaluate(edges)
    assert line - words < 60  # the star is between
