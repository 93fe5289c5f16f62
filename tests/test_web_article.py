"""The page an article is read on."""

from __future__ import annotations

import pytest
from flask.testing import FlaskClient
from webapp import HOSTILE_TITLE, app_in, get, hit_titles, link, texts


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> FlaskClient:
    return app_in(tmp_path_factory.mktemp("web")).test_client()


def facts(client: FlaskClient, url: str) -> dict[str, list[str]]:
    page = get(client, url)
    return {
        texts(section, "./h2")[0]: texts(section, ".//li")
        for section in page.xpath("//aside/section")
    }


def test_all_hits_of_the_query_are_marked(client: FlaskClient) -> None:
    page = get(client, '/article/merkel?q=budget+"angela+merkel"')
    assert texts(page, "//h1/mark") == ["budget"]
    assert texts(page, "//div[@class='text']//mark") == [
        "Angela Merkel",
        "budget",
        "Angela Merkel",
        "budgets",
    ]
    assert "is marked in 5 places" in texts(page, "//p[@class='found']")[0]


def test_without_a_query_nothing_is_marked(client: FlaskClient) -> None:
    page = get(client, "/article/merkel")
    assert not page.xpath("//mark | //p[@class='found']")


def test_paragraphs_and_lines_are_kept(client: FlaskClient) -> None:
    page = get(client, "/article/merkel")
    assert len(page.xpath("//div[@class='text']/p")) == 2
    assert len(page.xpath("//div[@class='text']/p[2]/br")) == 1


def test_facts_stand_beside_it_with_their_mentions(client: FlaskClient) -> None:
    assert facts(client, "/article/merkel") == {
        "People": [
            "Angela Merkel Chancellor, Dr 2 mentions",
            "François Hollande 1 mention",
        ],
        "Countries written about": ["Germany 1 mention"],
        "Countries mentioned": ["France 2 mentions"],
        "Places": [
            "Berlin Germany 1 mention",
            "France 1 mention",
            "Paris France 1 mention",
        ],
        "Organisations": ["NATO 1 mention"],
        "Dates mentioned": [
            "2015 1 mention",
            "3 May 2015 1 mention",
            "4 May 2015 – 17 May 2015 1 mention",
        ],
    }


def test_a_place_says_where_it_lies(client: FlaskClient) -> None:
    page = get(client, "/article/merkel")
    titles = page.xpath("//aside//a[normalize-space()='Paris France']/@title")
    assert titles == ["48.85° N, 2.35° E"]
    assert page.xpath("//aside//a[normalize-space()='Berlin Germany']/@title") == []


def test_facts_search_for_themselves(client: FlaskClient) -> None:
    page = get(client, "/article/merkel?q=budget")
    for label, url in {
        "François Hollande": "/search?person=Fran%C3%A7ois+Hollande",
        "Germany": "/search?about=DE",
        "France": "/search?country=FR",
        "Paris France": "/search?place=Paris",
        "NATO": "/search?organisation=NATO",
        "2015": "/search?on=2015",
        "3 May 2015": "/search?on=2015-05-03",
        "4 May 2015 – 17 May 2015": "/search?q=on:2015-05-04..2015-05-17",
    }.items():
        assert url in page.xpath(f"//aside//a[normalize-space()='{label}']/@href")
        assert "Merkel defends the budget" in hit_titles(get(client, url))


def test_a_date_searched_for_is_marked_where_it_is_mentioned(
    client: FlaskClient,
) -> None:
    for url, marked in {
        "/article/merkel?q=on:2015-05-03": ["3 May"],
        "/article/merkel?on=2015-05": ["3 May", "two weeks"],
        "/article/merkel?q=on:..2015": ["2015", "3 May", "two weeks"],
        "/article/merkel?-on=2015&q=organisation:nato": ["NATO"],
    }.items():
        assert texts(get(client, url), "//div[@class='text']//mark") == marked


def test_a_link_leads_back_to_the_same_results(client: FlaskClient) -> None:
    results = "/search?q=council&year=1987&sort=oldest&page=2"
    page = get(client, results)
    article = get(client, page.xpath("//ol[@class='hits']//h2/a/@href")[0])
    assert link(article, "← Back to results") == results


def test_an_article_opened_alone_leads_to_all(client: FlaskClient) -> None:
    assert link(get(client, "/article/merkel"), "← All articles") == "/search"


def test_the_date_says_where_it_was_found(client: FlaskClient) -> None:
    meta = texts(get(client, "/article/merkel"), "//p[@class='meta']")[0]
    assert "7 July 2015 as given by its source" in meta
    assert "sure" not in meta


def test_a_doubtful_date_says_how_sure_it_is(client: FlaskClient) -> None:
    meta = texts(get(client, "/article/macron"), "//p[@class='meta']")[0]
    assert "March 2019 read from its text, 60% sure" in meta


def test_a_date_that_was_not_believed_is_shown_as_written(client: FlaskClient) -> None:
    meta = texts(get(client, "/article/odd"), "//p[@class='meta']")[0]
    assert "Date not reliable: 31 Feb 2099" in meta


def test_the_original_is_linked_without_a_trace(client: FlaskClient) -> None:
    found = get(client, "/article/merkel").xpath("//a[contains(., 'Original')]")[0]
    assert found.get("href") == "https://news.example/merkel?a=1&b=2"
    assert set(found.get("rel").split()) == {"noopener", "noreferrer", "nofollow"}


def test_only_web_addresses_are_linked(client: FlaskClient) -> None:
    page = get(client, "/article/odd")
    assert not page.xpath("//a[contains(., 'Original')]")
    assert "javascript:" not in page.text_content()


def test_a_hostile_article_is_only_text(client: FlaskClient) -> None:
    page = get(client, "/article/hostile?q=budget")
    assert not page.xpath(
        "//script[not(@src)] | //img | //b | //main//svg | //*[@onerror]"
    )
    assert texts(page, "//h1") == [HOSTILE_TITLE]
    assert "{{ 7*7 }} {% raw %} budget </p></article> <!-- -->" in page.text_content()
    assert texts(page, "//div[@class='text']//mark") == ["budget", "budget"]
    assert page.xpath("//title")[0].text == f"{HOSTILE_TITLE} – Dateline"


def test_an_unknown_article_is_not_found(client: FlaskClient) -> None:
    page = get(client, "/article/nothing?q=budget", status=404)
    assert texts(page, "//h1") == ["There is no such article"]


@pytest.mark.parametrize("odd", ["%00", "%ff", "a" * 5_000, "..%2f..", "<script>"])
def test_odd_ids_are_not_found(client: FlaskClient, odd: str) -> None:
    get(client, f"/article/{odd}", status=404)
