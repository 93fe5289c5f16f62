"""Looking at the timeline and the map, and choosing from them, in a real browser."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from support.browsing import (
    Browser,
    Page,
    needs_chromium,
    served,
    sync_api,
    watched,
)
from support.engines import url_in
from support.helped import indexed, made

from web import create_app

expect = sync_api.expect

pytestmark = needs_chromium

WIDE = {"width": 1280, "height": 900}


@pytest.fixture
def page(browser: Browser, site: str) -> Iterator[Page]:
    with watched(browser, site, viewport=WIDE) as page:
        yield page


@pytest.fixture
def plain(browser: Browser, site: str) -> Iterator[Page]:
    with watched(browser, site, viewport=WIDE, java_script_enabled=False) as page:
        yield page


def bar(page: Page, name: str) -> sync_api.Locator:
    return page.locator(".plot a").filter(has_text=name)


def middle(found: sync_api.Locator) -> tuple[float, float]:
    box = found.bounding_box()
    assert box is not None
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def drag(page: Page, start: str, end: str) -> None:
    """Drag from one bar to another, and hold."""
    page.mouse.move(*middle(bar(page, start)))
    page.mouse.down()
    page.mouse.move(*middle(bar(page, end)), steps=5)


def test_dragging_chooses_the_dates_between(page: Page) -> None:
    page.goto("/search?q=council")
    drag(page, "March 1987", "May 1987")
    said = page.locator(".timeline .said")
    expect(said).to_have_text("March – May 1987: 3 articles")
    expect(page.locator(".plot .taken")).to_have_count(3)
    page.mouse.up()
    expect(page).to_have_url(re.compile(r"\?q=council&from=1987-03&to=1987-05$"))
    expect(page.get_by_role("heading", level=1)).to_contain_text("3 articles")


def test_dragging_backwards_is_the_same(page: Page) -> None:
    page.goto("/search?q=council")
    drag(page, "May 1987", "March 1987")
    page.mouse.up()
    expect(page).to_have_url(re.compile(r"from=1987-03&to=1987-05$"))


def test_a_click_chooses_one_bar_and_the_path_leads_back(page: Page) -> None:
    page.goto("/search?q=council")
    page.mouse.click(*middle(bar(page, "March 1987")))
    expect(page).to_have_url(re.compile(r"from=1987-03&to=1987-03$"))
    path = page.get_by_role("navigation", name="Dates shown").first
    expect(path).to_have_text(re.compile(r"All dates\s*1987\s*March 1987"))
    path.get_by_role("link", name="All dates").click()
    expect(page).to_have_url(re.compile(r"/search\?q=council$"))


def test_the_whole_height_above_a_low_bar_can_be_clicked(page: Page) -> None:
    page.goto("/search?q=budget")
    low = bar(page, "2015").bounding_box()
    plot = page.locator(".plot").bounding_box()
    assert low is not None
    assert plot is not None
    assert low["height"] > 0.9 * plot["height"]


def test_shift_and_arrows_choose_dates(page: Page) -> None:
    page.goto("/search?q=council")
    bar(page, "February 1987").focus()
    page.keyboard.press("ArrowRight")
    expect(bar(page, "March 1987")).to_be_focused()
    page.keyboard.press("Shift+ArrowRight")
    page.keyboard.press("Shift+ArrowRight")
    said = page.get_by_role("status").filter(has_text="1987")
    expect(said).to_have_text("March – May 1987: 3 articles")
    page.keyboard.press("Shift+ArrowLeft")
    expect(said).to_have_text("March – April 1987: 2 articles")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"from=1987-03&to=1987-04$"))


def test_escape_gives_a_choice_up(page: Page) -> None:
    page.goto("/search?q=council")
    bar(page, "February 1987").focus()
    page.keyboard.press("Shift+ArrowRight")
    expect(page.locator(".plot .taken")).to_have_count(2)
    page.keyboard.press("Escape")
    expect(page.locator(".plot .taken")).to_have_count(0)
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"from=1987-02&to=1987-02$"))


def test_the_tab_key_stops_once_at_each_picture(page: Page) -> None:
    page.goto("/search?q=council")
    assert page.locator('.plot a[tabindex="0"]').count() == 1
    page.goto("/search?q=berlin")
    assert page.locator('.map a[tabindex="0"]').count() == 1


def test_arrows_go_from_country_to_country(page: Page) -> None:
    page.goto("/search?q=berlin")
    tiles = page.locator(".map a")
    france, germany = tiles.filter(has_text="France"), tiles.filter(has_text="Germany")
    france.focus()
    said = page.locator(".world .said")
    expect(said).to_have_text("France: 1 article")
    page.keyboard.press("ArrowRight")
    expect(germany).to_be_focused()
    expect(said).to_have_text("Germany: 1 article")
    page.keyboard.press("ArrowLeft")
    expect(france).to_be_focused()
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("about=FR"))
    chosen = page.locator('.map a[aria-current="true"]')
    expect(chosen).to_have_count(1)
    chosen.focus()
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"\?q=berlin$"))


def test_countries_are_drawn_and_hit_by_their_outlines(plain: Page) -> None:
    plain.goto("/search?q=berlin&zoom=europe")
    drawn = plain.locator(".map a").filter(has_text="Germany")
    box = drawn.bounding_box()
    assert box is not None
    assert box["width"] > 20, "the outline was fetched"
    x, y = middle(drawn)
    plain.mouse.click(box["x"] + 1, box["y"] + 1)
    expect(plain).to_have_url(re.compile("zoom=europe$"))
    plain.mouse.click(x, y)
    expect(plain).to_have_url(re.compile("about=DE&zoom=europe"))


def test_a_finger_can_hit_each_small_country_of_a_continent(
    browser: Browser, tmp_path: Path
) -> None:
    codes = ("AD", "LI", "LU", "MC", "MT", "SM", "VA", "IT", "FR")
    found = [made(n, "Small", countries=[(code, code)]) for n, code in enumerate(codes)]
    url = indexed(url_in("tantivy", tmp_path / "index"), found).url
    size = {"width": 360, "height": 800}
    with (
        served(create_app({"DATELINE_ENGINE": url})) as site,
        watched(browser, site, viewport=size) as page,
    ):
        page.goto("/search?q=small&zoom=europe")
        page.get_by_text("Timeline and map").click()
        circles = page.locator(".map .big .ring")
        expect(circles).to_have_count(7)
        for circle in circles.all():
            hit = circle.evaluate(
                """ring => {
                  ring.scrollIntoView({block: "center"});
                  const point = ring.getScreenCTM(), start = ring.getPointAtLength(0);
                  const {x, y} = new DOMPoint(start.x, start.y).matrixTransform(point);
                  const around = [[0, 0], [11, 0], [-11, 0], [0, 11], [0, -11]];
                  return around.every(([right, down]) => ring.closest("a") ===
                    document.elementFromPoint(x + right, y + down).closest("a"));
                }"""
            )
            assert hit


def test_a_country_under_the_pointer_is_named(page: Page) -> None:
    page.goto("/search?q=berlin")
    page.mouse.move(*middle(page.locator(".map a").filter(has_text="Germany")))
    expect(page.locator(".world .said")).to_have_text("Germany: 1 article")


def test_without_scripts_pictures_are_links_and_lists(plain: Page) -> None:
    plain.goto("/search?q=council")
    plain.mouse.click(*middle(bar(plain, "March 1987")))
    expect(plain).to_have_url(re.compile(r"from=1987-03&to=1987-03$"))
    plain.goto("/search?q=berlin")
    plain.locator(".world").get_by_role("link", name="As a list").click()
    plain.get_by_role("link", name="Germany", exact=False).first.click()
    expect(plain).to_have_url(re.compile("about=DE"))
    expect(plain.locator(".said").first).to_be_empty()


def test_a_telephone_shows_the_pictures_on_demand(page: Page) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto("/search?q=council")
    expect(page.locator(".chart")).to_be_hidden()
    page.get_by_text("Timeline and map").click()
    expect(page.locator(".chart")).to_be_visible()
    expect(page.locator(".map")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= 390


def test_a_finger_chooses_dates_sideways_and_scrolls_up_and_down(
    browser: Browser, site: str
) -> None:
    size = {"width": 390, "height": 844}
    with watched(browser, site, viewport=size, has_touch=True, is_mobile=True) as page:
        page.goto("/search?q=council")
        page.get_by_text("Timeline and map").tap()
        x, y = middle(bar(page, "March 1987"))
        swipe(page, (x, y), (x + 20, y - 200))
        page.wait_for_function("scrollY > 100")
        assert page.url.endswith("?q=council")
        x, y = middle(bar(page, "March 1987"))
        swipe(page, (x, y), (middle(bar(page, "May 1987"))[0], y + 5))
        expect(page).to_have_url(re.compile("from=1987-03&to=1987-05$"))


def swipe(page: Page, start: tuple[float, float], end: tuple[float, float]) -> None:
    """Lay a finger down, move it in a straight line, and lift it."""
    fingers = page.context.new_cdp_session(page)

    def touch(kind: str, *places: dict[str, float]) -> None:
        asked = {"type": kind, "touchPoints": list(places)}
        fingers.send("Input.dispatchTouchEvent", asked)

    steps = [
        {
            name: a + (b - a) * n / 10
            for name, a, b in zip("xy", start, end, strict=True)
        }
        for n in range(11)
    ]
    touch("touchStart", steps[0])
    for step in steps[1:]:
        touch("touchMove", step)
    touch("touchEnd")


def test_buttons_of_a_telephone_stay_where_they_are_when_opened(page: Page) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto("/search?q=council")
    buttons = page.locator(".overview > summary, .fold > summary")
    before = [button.bounding_box() for button in buttons.all()]
    for opened in (".facets", ".pictures"):
        page.locator(f"summary:has(~ {opened})").click()
        expect(page.locator(opened)).to_be_visible()
        assert [button.bounding_box() for button in buttons.all()] == before
        box = page.locator(opened).bounding_box()
        assert box is not None
        assert box["width"] == 350


@pytest.mark.parametrize("width", [1000, 1280, 1600])
def test_timeline_and_map_stand_side_by_side(page: Page, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    page.goto("/search?q=council")
    chart = page.locator(".chart").bounding_box()
    world = page.locator(".map").bounding_box()
    assert chart is not None
    assert world is not None
    assert chart["x"] + chart["width"] < world["x"]
    assert chart["width"] > world["width"]
