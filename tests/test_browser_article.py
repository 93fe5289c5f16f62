"""Reading an article in a real browser, with scripts and without."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from support.browsing import Browser, Page, needs_chromium, served, sync_api, watched
from support.webapp import articles, index_in

from search.model.article import Article
from web import create_app

expect = sync_api.expect
pytestmark = needs_chromium

LONG = "/article/long?q=harbour+crane"


def long_article() -> Article:
    """Sixty paragraphs with "harbour" in each third and "crane" in two."""
    paragraphs = [
        f"Part {n} tells of the {'harbour' if n % 3 == 0 else 'town'} at length; "
        f"{'a crane fell. ' if n in (10, 50) else ''}" + "Nobody listened. " * 12
        for n in range(60)
    ]
    return Article(id="long", title="Harbour news", body="\n\n".join(paragraphs))


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("web")
    url = index_in(folder, [*articles(), long_article()])
    app = create_app({"DATELINE_DATA": str(folder), "DATELINE_ENGINE": url})
    with served(app) as address:
        yield address


@pytest.fixture
def page(browser: Browser, site: str) -> Iterator[Page]:
    """A page that scrolls at once: nothing moves under the pointer."""
    with watched(
        browser,
        site,
        reduced_motion="reduce",
        viewport={"width": 1280, "height": 900},
    ) as opened:
        yield opened


@pytest.fixture
def plain(browser: Browser, site: str) -> Iterator[Page]:
    with watched(
        browser,
        site,
        java_script_enabled=False,
        viewport={"width": 1280, "height": 900},
    ) as opened:
        yield opened


def now(page: Page) -> str:
    """The id of the one hit that is gone to, in view and below the bar."""
    mark = page.locator("mark.now")
    expect(mark).to_have_count(1)
    expect(mark).to_be_in_viewport()
    return str(mark.get_attribute("id"))


def place(page: Page) -> sync_api.Locator:
    return page.locator(".hitbar .at")


def test_n_and_p_step_through_all_hits_and_around(page: Page) -> None:
    page.goto(LONG)
    expect(place(page)).to_have_text("23 hits")
    page.keyboard.press("n")
    # the title's hit is the first, but lies above the bar; reading goes on below
    first = int(now(page)[1:])
    expect(place(page)).to_have_text(f"{first} of 23")
    page.keyboard.press("n")
    assert now(page) == f"m{first + 1}"
    page.keyboard.press("p")
    page.keyboard.press("p")
    for _ in range(first - 1):
        page.keyboard.press("p")
    expect(place(page)).to_have_text("23 of 23")
    assert now(page) == "m23"
    page.keyboard.press("n")
    expect(place(page)).to_have_text("1 of 23")
    expect(page.locator("h1 mark")).to_have_class("now")


def test_keys_typed_into_the_box_step_nowhere(page: Page) -> None:
    page.goto("/article/council02?q=council&sort=oldest&rank=2")
    page.get_by_label("Search the articles").press_sequentially("npjk")
    expect(page.locator("mark.now")).to_have_count(0)
    expect(page.get_by_label("Search the articles")).to_have_value("npjkcouncil")


def test_a_chip_steps_through_the_hits_of_its_term_alone(page: Page) -> None:
    page.goto(LONG)
    crane = page.locator(".hitbar").get_by_role("link", name="crane")
    crane.click()
    expect(place(page)).to_have_text("1 of 2")
    expect(crane).to_have_attribute("aria-current", "true")
    expect(page.locator("mark.now")).to_have_text("crane")
    crane.click()
    expect(place(page)).to_have_text("2 of 2")
    now(page)
    page.keyboard.press("Shift+Enter")
    expect(place(page)).to_have_text("1 of 2")
    page.keyboard.press("Enter")
    page.keyboard.press("n")
    expect(place(page)).to_have_text("1 of 2")
    page.locator(".hitbar").get_by_role("link", name="All").click()
    expect(place(page)).to_have_text(re.compile(r"^\d+ of 23$"))
    expect(page.locator("mark.now")).to_have_text("crane")


def test_buttons_step_and_shift_enter_turns_around(page: Page) -> None:
    page.goto(LONG)
    page.keyboard.press("n")
    start = int(now(page)[1:])
    page.get_by_role("button", name="Next hit").click()
    assert now(page) == f"m{start + 1}"
    page.get_by_role("button", name="Previous hit").click()
    assert now(page) == f"m{start}"
    page.get_by_role("button", name="Next hit").focus()
    page.keyboard.press("Enter")
    assert now(page) == f"m{start + 1}"
    page.keyboard.press("Shift+Enter")
    assert now(page) == f"m{start}"


def test_the_hit_gone_to_is_in_the_address_and_found_again(page: Page) -> None:
    page.goto(LONG)
    page.locator(".hitbar").get_by_role("link", name="crane").click()
    at = now(page)
    assert page.url.endswith(f"#{at}")
    page.reload()
    assert now(page) == at
    assert page.evaluate("history.length") <= 2


def test_the_bar_stays_in_view_and_covers_no_hit(page: Page) -> None:
    page.goto(LONG)
    for _ in range(6):
        page.keyboard.press("n")
        page.wait_for_timeout(100)
    page.wait_for_timeout(500)
    bar = page.locator(".hitbar").bounding_box()
    mark = page.locator("mark.now").bounding_box()
    assert bar is not None
    assert mark is not None
    assert 0 <= bar["y"] < 5
    assert mark["y"] > bar["y"] + bar["height"]


def test_without_scripts_chips_lead_to_the_first_hit_of_their_term(plain: Page) -> None:
    plain.goto(LONG)
    expect(plain.get_by_role("button", name="Next hit")).to_have_count(0)
    expect(place(plain)).to_have_text("23 hits")
    plain.locator(".hitbar").get_by_role("link", name="crane").click()
    mark = plain.locator("mark:target")
    expect(mark).to_have_text("crane")
    expect(mark).to_be_in_viewport()
    plain.get_by_role("link", name="First hit").click()
    expect(plain.locator("h1 mark:target")).to_be_in_viewport()


def test_names_are_underlined_at_once_and_open_their_facts(page: Page) -> None:
    page.goto("/article/merkel?q=council&rank=1")
    toggle = page.get_by_role("button", name="Underline names")
    name = page.locator(".text a.name", has_text="Paris")
    line = "e => getComputedStyle(e).textDecorationLine"
    expect(toggle).to_have_attribute("aria-pressed", "false")
    assert name.evaluate(line) == "none"
    assert name.get_attribute("href") is None
    toggle.press("Space")
    expect(toggle).to_have_attribute("aria-pressed", "true")
    assert name.evaluate(line) == "underline"
    expect(name).to_have_attribute("title", "Paris, France")
    expect(page.locator(".text a.name.person").first).to_have_attribute(
        "title", "Angela Merkel"
    )
    assert "underline=1" in page.url
    styles = {
        page.locator(f".legend .{kind}").evaluate(
            "e => getComputedStyle(e).textDecorationStyle"
        )
        for kind in ("person", "place", "organisation", "date")
    }
    assert len(styles) == 4
    name.click()
    opened = page.locator("details.fact[open]")
    expect(opened.locator("summary")).to_contain_text("Paris")
    toggle.click()
    assert name.evaluate(line) == "none"
    assert name.get_attribute("href") is None
    assert "underline" not in page.url


def test_without_scripts_names_are_underlined_by_a_link(plain: Page) -> None:
    plain.goto("/article/merkel?q=budget")
    plain.get_by_role("link", name="Underline names").click()
    name = plain.locator(".text a.name", has_text="Paris")
    assert name.evaluate("e => getComputedStyle(e).textDecorationStyle") == "dashed"
    expect(name).to_have_attribute("title", "Paris, France")
    plain.get_by_role("link", name="Hide names").click()
    assert name.get_attribute("href") is None


@pytest.mark.parametrize("scripts", [True, False])
def test_a_sentence_leads_to_its_place_in_the_text(
    scripts: bool, page: Page, plain: Page
) -> None:
    page = page if scripts else plain
    page.goto("/article/merkel?q=budget")
    page.locator("details.fact > summary", has_text="NATO").click()
    page.locator("details.fact[open] .evidence a").click()
    expect(page.locator(".text a.name:target")).to_have_text("NATO")
    expect(page.locator(".text a.name:target")).to_be_in_viewport()


def test_similar_articles_come_when_they_are_near_and_move_nothing(page: Page) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto("/article/long")
    page.wait_for_timeout(300)
    assert not [url for url in asked if "similar" in url]
    page.evaluate(
        """() => {
            window.moved = 0;
            new PerformanceObserver((list) => {
                for (const shift of list.getEntries()) window.moved += shift.value;
            }).observe({ type: "layout-shift", buffered: true });
        }"""
    )
    page.locator(".likes").scroll_into_view_if_needed()
    expect(page.locator(".likes .like-list")).to_be_visible()
    assert len([url for url in asked if "similar" in url]) == 1
    page.wait_for_timeout(200)
    assert page.evaluate("window.moved") < 0.01


def test_without_scripts_similar_articles_are_a_link_away(plain: Page) -> None:
    plain.goto("/article/macron?q=berlin")
    plain.get_by_role("link", name="More like this").click()
    expect(plain.get_by_role("heading", level=1)).to_contain_text("Macron visits")
    plain.get_by_role("link", name="Merkel defends the budget").click()
    expect(plain.locator(".text mark")).to_have_text(["Berlin"])


def test_keys_can_be_switched_off(page: Page) -> None:
    page.goto("/article/council02?q=council&sort=oldest&rank=2")
    page.evaluate("localStorage.setItem('keys', 'off')")
    for key in "nj":
        page.keyboard.press(key)
    expect(page.locator("mark.now")).to_have_count(0)
    expect(page.locator(".rank")).to_have_text("2 of 12")
    page.get_by_role("button", name="Next hit").click()
    now(page)


def test_j_and_k_turn_to_the_next_and_the_previous_article(page: Page) -> None:
    page.goto("/article/council02?q=council&sort=oldest&rank=2")
    page.keyboard.press("j")
    expect(page.get_by_role("heading", level=1)).to_have_text("Council meets, part 3")
    page.wait_for_load_state()
    page.keyboard.press("k")
    expect(page.get_by_role("heading", level=1)).to_have_text("Council meets, part 2")
    expect(page.locator(".rank")).to_have_text("2 of 12")


def test_a_telephone_shows_the_text_first_and_the_bar_at_the_thumbs(page: Page) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto("/article/merkel?q=merkel")
    expect(page.get_by_role("heading", level=1)).to_be_in_viewport()
    facts = page.get_by_role("heading", name="People")
    expect(facts).to_be_hidden()
    bar = page.locator(".hitbar").bounding_box()
    assert bar is not None
    assert bar["y"] + bar["height"] == 844
    for button in page.locator(".step").all():
        box = button.bounding_box()
        assert box is not None
        assert min(box["width"], box["height"]) >= 44
    page.locator(".fold > summary").click()
    expect(facts).to_be_visible()


def test_paper_shows_the_article_and_nothing_else(page: Page) -> None:
    page.goto("/article/merkel?q=budget&rank=1&underline=1")
    page.emulate_media(media="print")
    for shown in ("h1", ".from", "time", ".text", ".address"):
        expect(page.locator(f".story {shown}").first).to_be_visible()
    expect(page.locator(".address")).to_have_text("https://news.example/merkel?a=1&b=2")
    for gone in (".side", ".hitbar", ".way", ".tools", ".likes", ".masthead"):
        expect(page.locator(gone)).to_be_hidden()


def test_who_wants_less_motion_is_taken_to_a_hit_at_once(
    browser: Browser, site: str
) -> None:
    with watched(browser, site, reduced_motion="reduce") as page:
        page.goto(LONG)
        page.keyboard.press("n")
        before = page.evaluate("scrollY")
        page.wait_for_timeout(300)
        assert page.evaluate("scrollY") == before


def test_on_a_telephone_a_link_leads_to_who_where_and_when(
    browser: Browser, site: str
) -> None:
    with watched(browser, site, viewport={"width": 390, "height": 844}) as page:
        page.goto("/article/merkel")
        facts = page.locator(".facts")
        expect(facts).to_be_hidden()
        page.get_by_role("link", name=re.compile("^Who, where, when")).click()
        expect(facts).to_be_visible()
        expect(facts).to_be_in_viewport()
        page.set_viewport_size({"width": 1280, "height": 900})
        expect(page.locator(".ahead")).to_be_hidden()
