"""Suggestions and keys, in a real browser."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import parse_qs, urlsplit

import pytest
from support.browsing import Browser, Page, needs_chromium, sync_api, watched

expect = sync_api.expect
pytestmark = needs_chromium


@pytest.fixture
def page(browser: Browser, site: str) -> Iterator[Page]:
    with watched(browser, site) as opened:
        yield opened


def box(page: Page) -> sync_api.Locator:
    return page.get_by_label("Search the articles")


def suggestions(page: Page) -> sync_api.Locator:
    return page.get_by_role("listbox", name="Suggestions")


def typed(page: Page, text: str, url: str = "/") -> None:
    """Type into the empty box of a page and wait for the suggestions."""
    page.goto(url)
    box(page).fill("")
    box(page).press_sequentially(text)
    expect(suggestions(page)).to_be_visible()


def asked(page: Page) -> dict[str, list[str]]:
    return parse_qs(urlsplit(page.url).query)


def test_suggestions_are_grouped_and_counted(page: Page) -> None:
    typed(page, "merk")
    expect(box(page)).to_have_attribute("aria-expanded", "true")
    people = page.get_by_role("group", name="People").get_by_role("option")
    expect(people).to_have_text(["Angela Merkel 1"])
    articles = page.get_by_role("group", name="Articles").get_by_role("option")
    expect(articles).to_have_text(["Merkel defends the budget"])
    expect(page.locator("#suggested")).to_have_text("Suggestions: 3")


def test_enter_searches_for_what_was_typed(page: Page) -> None:
    typed(page, "merk")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"/search\?"))
    assert asked(page)["q"] == ["merk"]


def test_enter_chooses_the_item_moved_to_and_keeps_the_filters(page: Page) -> None:
    typed(page, "merk", "/search?q=x&year=2015")
    page.keyboard.press("ArrowDown")
    option = page.get_by_role("option", name="Angela Merkel")
    expect(option).to_have_attribute("aria-selected", "true")
    expect(box(page)).to_have_attribute(
        "aria-activedescendant", option.get_attribute("id") or "none"
    )
    expect(box(page)).to_have_value("merk")
    page.keyboard.press("Enter")
    expect(box(page)).to_have_value('person:"Angela Merkel"')
    assert asked(page)["year"] == ["2015"]


def test_arrows_go_round_and_back_to_the_box(page: Page) -> None:
    typed(page, "merk")
    page.keyboard.press("ArrowUp")
    expect(page.get_by_role("option").last).to_have_attribute("aria-selected", "true")
    page.keyboard.press("ArrowDown")
    expect(page.locator("[role=option][aria-selected=true]")).to_have_count(0)
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"/search\?"))
    assert asked(page)["q"] == ["merk"]


def test_escape_closes_the_list_and_leaves_what_was_typed(page: Page) -> None:
    typed(page, "merk")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Escape")
    expect(suggestions(page)).to_be_hidden()
    expect(box(page)).to_have_attribute("aria-expanded", "false")
    expect(box(page)).to_have_value("merk")
    expect(box(page)).to_be_focused()
    page.keyboard.press("ArrowDown")
    expect(suggestions(page)).to_be_visible()


def test_a_title_opens_its_article(page: Page) -> None:
    typed(page, "merk")
    page.get_by_role("option", name="Merkel defends the budget").click()
    expect(page).to_have_url(re.compile("/article/merkel"))


def test_a_click_chooses_and_one_elsewhere_closes(page: Page) -> None:
    typed(page, "fran")
    page.get_by_role("option", name="France 2", exact=True).click()
    expect(box(page)).to_have_value('country:"France"')
    typed(page, "merk")
    page.locator("footer").click()
    expect(suggestions(page)).to_be_hidden()


def test_only_what_stands_before_the_caret_is_completed(page: Page) -> None:
    page.goto("/")
    box(page).fill("budget OR -rain")
    box(page).evaluate("box => box.setSelectionRange(6, 6)")
    box(page).press_sequentially(" merk")
    page.get_by_role("option", name="Angela Merkel").click()
    expect(box(page)).to_have_value('budget person:"Angela Merkel" OR -rain')


def test_what_was_meant_stands_first_once_the_word_is_no_beginning(page: Page) -> None:
    typed(page, "budgt")
    expect(page.get_by_role("group").first).to_have_attribute(
        "aria-labelledby", "suggestions-meant"
    )
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(box(page)).to_have_value("budget")


def test_one_letter_asks_nothing_and_words_are_asked_once(page: Page) -> None:
    requests: list[str] = []
    page.on("request", lambda request: requests.append(request.url))
    page.goto("/")
    box(page).press_sequentially("m")
    page.wait_for_timeout(400)
    assert not [url for url in requests if "/api/" in url]
    box(page).press_sequentially("erkel", delay=10)
    expect(suggestions(page)).to_be_visible()
    asked = [url for url in requests if "/api/" in url]
    assert [parse_qs(urlsplit(url).query)["q"] for url in asked] == [["merkel"]]


def test_nothing_is_asked_while_characters_are_composed(page: Page) -> None:
    requests: list[str] = []
    page.on("request", lambda request: requests.append(request.url))
    page.goto("/")
    box(page).focus()
    session = page.context.new_cdp_session(page)
    composing = {"text": "merk", "selectionStart": 4, "selectionEnd": 4}
    session.send("Input.imeSetComposition", composing)
    page.wait_for_timeout(400)
    assert not [url for url in requests if "/api/" in url]
    session.send("Input.insertText", {"text": "merk"})
    expect(suggestions(page)).to_be_visible()


def test_an_answer_that_comes_late_is_dropped(page: Page) -> None:
    typed(page, "merk")
    page.route("**/api/suggest*", lambda route: None)  # never answered
    box(page).press_sequentially("el")
    page.wait_for_timeout(300)
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("q=merkel"))


def test_suggestions_move_nothing_and_fit_a_telephone(page: Page) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto("/search?q=budget")
    before = page.locator("h1").bounding_box()
    box(page).fill("")
    box(page).press_sequentially("bud")
    expect(suggestions(page)).to_be_visible()
    assert page.locator("h1").bounding_box() == before
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    for option in page.get_by_role("option").all():
        assert (option.bounding_box() or {"height": 0})["height"] >= 24


def test_a_slash_goes_to_the_box_unless_something_is_typed(page: Page) -> None:
    page.goto("/search?q=budget")
    page.keyboard.press("/")
    expect(box(page)).to_be_focused()
    page.keyboard.press("End")
    page.keyboard.press("/")
    expect(box(page)).to_have_value("budget/")


def test_keys_go_through_the_hits_and_open_one(page: Page) -> None:
    page.goto("/search?q=budget")
    titles = page.locator(".hits h2 a")
    page.keyboard.press("j")
    expect(titles.nth(0)).to_be_focused()
    page.keyboard.press("j")
    expect(titles.nth(1)).to_be_focused()
    page.keyboard.press("k")
    page.keyboard.press("k")
    expect(titles.nth(0)).to_be_focused()
    page.keyboard.press("o")
    expect(page).to_have_url(re.compile("/article/"))


def test_the_keys_are_shown_and_hidden_by_keys(page: Page) -> None:
    page.goto("/search?q=budget")
    page.keyboard.press("?")
    shown = page.get_by_role("dialog", name="Keys")
    expect(shown).to_be_visible()
    page.keyboard.press("/")
    expect(box(page)).not_to_be_focused()
    page.keyboard.press("Escape")
    expect(shown).to_be_hidden()


def test_keys_of_a_single_character_can_be_switched_off_for_good(page: Page) -> None:
    page.goto("/")
    page.keyboard.press("?")
    page.get_by_role("dialog").get_by_label("Use single-character keys").uncheck()
    page.get_by_role("button", name="Close").click()
    page.keyboard.press("/")
    expect(box(page)).not_to_be_focused()
    page.goto("/help")
    page.keyboard.press("?")
    expect(page.get_by_role("dialog")).to_have_count(0)
    page.get_by_label("Use single-character keys").check()
    page.locator("h1").click()
    page.keyboard.press("/")
    expect(box(page)).to_be_focused()


def test_without_scripts_nothing_is_missing(browser: Browser, site: str) -> None:
    with watched(browser, site, java_script_enabled=False) as page:
        page.goto("/")
        page.get_by_role("link", name="Advanced").click()
        page.get_by_label("None of these words").fill("merkel")
        page.get_by_label("All of these words").fill("budget")
        page.locator("main").get_by_role("button", name="Search").click()
        expect(box(page)).to_have_value("budget -merkel")
        page.get_by_role("link", name="Search help").click()
        expect(page.get_by_role("heading", name="Keys")).to_be_visible()
        expect(page.get_by_label("Use single-character keys")).to_be_hidden()
        page.get_by_role("link", name="flood OR drought", exact=True).click()
        expect(box(page)).to_have_value("flood OR drought")
