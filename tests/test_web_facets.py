"""Facets with many values: what the search page shows of them, and whole lists."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from lxml import html
from support.engines import url_in
from support.helped import indexed, made
from support.webapp import get, link, texts

from search.model.fields import FACETS
from web import create_app

NAMES = [f"Person {n:03d}" for n in range(120)]
"""The first is in all articles, each other one in fewer."""


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> FlaskClient:
    url = url_in("tantivy", tmp_path_factory.mktemp("facets") / "index")
    found = [made(n, "Oil", people=NAMES[: 120 - 20 * n]) for n in range(6)]
    found.append(
        made(
            7,
            "Gas",
            people=["Zoë Émile", "<b>Bold</b>", "Adam"],
            countries=[("FR", "")],
        )
    )
    indexed(url, found)
    return create_app({"DATELINE_ENGINE": url}).test_client()


PEOPLE = "//section[@aria-labelledby='facet-person']"


def values(client: FlaskClient, url: str) -> list[str]:
    return texts(get(client, url), "//ol[contains(@class,'values')]//li/a[1]")


def test_the_first_values_are_shown_and_a_link_to_all(client: FlaskClient) -> None:
    page = get(client, "/search?q=oil&size=25")
    assert texts(page, f"{PEOPLE}//bdi") == NAMES[:7]
    assert not page.xpath(f"{PEOPLE}//details")
    assert link(page, "All people") == "/facet/person?q=oil&size=25"
    (form,) = page.xpath(f"{PEOPLE}//form")
    assert (form.method, form.action) == ("GET", "/facet/person")
    assert dict(form.form_values()) == {"q": "oil", "size": "25"}
    assert not page.xpath("//section[@aria-labelledby='facet-source']//form")


def test_chosen_values_are_on_top_and_stay_without_a_hit(client: FlaskClient) -> None:
    url = "/search?q=oil&person=Person+090&person=Adam&-person=Person+100"
    page = get(client, url)
    assert texts(page, f"{PEOPLE}//bdi") == [
        *("Person 090", "Adam", "Person 100"),
        *NAMES[:4],
    ]
    assert texts(page, f"{PEOPLE}/h2/span") == ["2 selected, 1 excluded"]
    assert texts(page, f"{PEOPLE}//li[contains(@class,'selected')]/a[1]") == [
        "Person 090, selected 1",
        "Adam, selected 0",
    ]


def test_more_chosen_values_than_are_shown_are_all_shown(client: FlaskClient) -> None:
    chosen = "&".join(f"person=Person+{n:03d}" for n in range(20, 31))
    page = get(client, f"/search?q=oil&{chosen}")
    assert texts(page, f"{PEOPLE}//bdi") == NAMES[20:31]


def test_a_list_goes_on_a_hundred_a_page(client: FlaskClient) -> None:
    first = get(client, "/facet/person?q=oil")
    assert texts(first, "//h1") == ["All people"]
    assert "6 articles with oil" in texts(first, "//main")[0]
    assert "120 in all" in texts(first, "//main//p[@role='status']")
    shown = texts(first, "//ol[contains(@class,'values')]//bdi")
    assert shown == NAMES[:100]
    second = get(client, link(first, "Next →"))
    assert texts(second, "//ol[contains(@class,'values')]//bdi") == NAMES[100:]
    assert second.xpath("//ol[contains(@class,'values')]/@start") == ["101"]
    assert link(second, "← Previous") == "/facet/person?q=oil"
    beyond = get(client, "/facet/person?q=oil&part=99999999999")
    assert texts(beyond, "//ol[contains(@class,'values')]//bdi") == NAMES[100:]


def test_a_value_leads_back_to_the_results(client: FlaskClient) -> None:
    page = get(
        client, "/facet/person?q=oil&page=3&person=Person+005&-person=Person+100"
    )
    assert link(page, "← Back to results") == (
        "/search?q=oil&person=Person+005&-person=Person+100"
    )
    assert link(page, "Person 005, selected 5") == "/search?q=oil&-person=Person+100"
    assert link(page, "Person 007 5") == (
        "/search?q=oil&person=Person+005&person=Person+007&-person=Person+100"
    )
    assert link(page, "Undo excluding Person: Person 100") == (
        "/search?q=oil&person=Person+005"
    )


def test_a_list_by_name_has_initials(client: FlaskClient) -> None:
    page = get(client, link(get(client, "/facet/person"), "By name"))
    assert texts(page, "//ol[contains(@class,'values')]//bdi")[:2] == [
        "Adam",
        "<b>Bold</b>",
    ]
    letters = texts(page, "//nav[@class='letters']/a")
    assert letters == ["A", "B", "P", "Z"]
    assert link(page, "P") == "/facet/person?order=name#letter-P"
    assert page.xpath("//li[@id='letter-P']//bdi")[0].text == "Person 000"
    last = get(client, link(page, "Z").partition("#")[0])
    assert last.xpath("//li[@id='letter-Z']")


@pytest.mark.parametrize(
    ("find", "found"),
    [
        ("ÉM", ["Zoë Émile 1"]),
        ("bold", ["<b>Bold</b> 1"]),
        ("person 11", [f"Person {n} 1" for n in range(110, 120)]),
        ("nobody", []),
        ("x" * 500, []),
    ],
)
def test_values_are_found_by_the_beginning_of_a_word(
    client: FlaskClient, find: str, found: list[str]
) -> None:
    assert values(client, f"/facet/person?find={find}") == found


def test_nothing_found_says_so_and_leads_to_all(client: FlaskClient) -> None:
    page = get(client, "/facet/person?q=oil&find=nobody")
    assert "begins with “nobody”" in texts(page, "//main//p[@role='status']")[0]
    assert link(page, "All people") == "/facet/person?q=oil"


def test_the_form_keeps_the_search_and_the_order(client: FlaskClient) -> None:
    page = get(client, "/facet/person?q=oil&about=FR&order=name&find=a&part=2")
    (form,) = page.xpath("//main//form")
    assert dict(form.form_values()) == {
        "q": "oil",
        "about": "FR",
        "order": "name",
        "find": "a",
    }


def test_countries_stand_where_their_names_do_in_the_language_shown(
    tmp_path: Path,
) -> None:
    countries = [("EG", ""), ("BE", ""), ("ES", "")]
    indexed(url_in("tantivy", tmp_path), [made(1, "Oil", countries=countries)])
    client = create_app({"DATELINE_ENGINE": url_in("tantivy", tmp_path)}).test_client()
    assert values(client, "/facet/about?order=name") == [
        *("Belgium 1", "Egypt 1", "Spain 1")
    ]
    client.set_cookie("language", "de")
    assert values(client, "/facet/about?order=name") == [
        *("Ägypten 1", "Belgien 1", "Spanien 1")
    ]
    assert values(client, "/facet/about?find=ägy") == ["Ägypten 1"]


@pytest.mark.parametrize("field", FACETS)
def test_every_facet_has_its_list(client: FlaskClient, field: str) -> None:
    for query in ("", "?order=name", "?find=x&part=0&order=nonsense"):
        get(client, f"/facet/{field}{query}")


def test_a_list_of_something_else_is_not_there(client: FlaskClient) -> None:
    for field in ("title", "has", "nonsense", "%00"):
        get(client, f"/facet/{field}", status=404)


@pytest.fixture
def empty(tmp_path: Path) -> FlaskClient:
    return create_app({"DATELINE_ENGINE": url_in("tantivy", tmp_path)}).test_client()


def test_without_an_index_the_pages_say_so(empty: FlaskClient) -> None:
    for url in ("/", "/search?sort=newest", "/facet/person"):
        assert "Nothing is indexed yet" in texts(get(empty, url, status=503), "//h1")


@pytest.mark.parametrize("language", ["en", "de"])
@pytest.mark.parametrize(
    "url",
    [
        "/search?q=oil&person=Person+005&-person=Person+100&-source=Planet",
        "/facet/person?q=oil&-person=Person+100",
    ],
)
def test_what_is_seen_of_a_link_or_button_is_part_of_its_name(
    client: FlaskClient, url: str, language: str
) -> None:
    heard = client.get(url, headers={"Accept-Language": language})
    page = html.document_fromstring(heard.get_data(as_text=True))
    for named in page.xpath("//a[@aria-label] | //button[@aria-label]"):
        seen, name = (
            " ".join(re.findall(r"\w+", words.lower()))
            for words in (named.text_content(), named.get("aria-label"))
        )
        assert seen in name


@pytest.mark.parametrize("url", ["/search?q=oil", "/facet/person?q=oil", "/"])
def test_search_landmarks_of_a_page_have_different_names(
    client: FlaskClient, url: str
) -> None:
    landmarks = get(client, url).xpath("//search | //*[@role='search']")
    labels = [landmark.get("aria-label") for landmark in landmarks]
    assert all(labels)
    assert len(set(labels)) == len(labels)
