"""Feeds, the browser's search box, and what pages say of themselves."""

from __future__ import annotations

import json
from datetime import date, datetime
from pathlib import Path
from uuid import UUID

import pytest
from flask.testing import FlaskClient
from lxml import etree, html
from support.webapp import HOSTILE_TITLE, day, get, index_in

from search.model.article import Article, Precision, Published
from web import create_app

ATOM = {"a": "http://www.w3.org/2005/Atom"}
OPENSEARCH = {"o": "http://a9.com/-/spec/opensearch/1.1/"}


def feed(client: FlaskClient, url: str) -> etree._Element:
    answer = client.get(url)
    assert answer.status_code == 200
    assert answer.headers["Content-Type"].startswith("application/atom+xml")
    return etree.fromstring(answer.get_data())


def said(element: etree._Element, path: str) -> list[str]:
    return [str(found) for found in element.xpath(path, namespaces=ATOM)]


def check_atom(found: etree._Element) -> None:
    """What RFC 4287 asks of any feed."""
    assert found.tag == f"{{{ATOM['a']}}}feed"
    for part in [found, *found.xpath("a:entry", namespaces=ATOM)]:
        for name in ("id", "title", "updated"):
            assert len(part.findall(f"a:{name}", ATOM)) == 1, name
        (updated,) = said(part, "a:updated/text()")
        assert datetime.fromisoformat(updated).tzinfo is not None
        assert part.findall("a:author", ATOM) or found.findall("a:author", ATOM)
        assert all(said(part, "a:author/a:name/text()"))
        assert part.findall("a:link[@rel='alternate']", ATOM)
        for name in said(part, "a:id/text()"):
            UUID(name.removeprefix("urn:uuid:"))
    names = said(found, "//a:id/text()")
    assert len(names) == len(set(names))


def test_a_feed_has_the_newest_articles_of_a_search(client: FlaskClient) -> None:
    found = feed(client, "/search.atom?q=budget&sort=oldest&page=2")
    check_atom(found)
    titles = said(found, "a:entry/a:title/text()")
    assert titles[:2] == ["Merkel defends the budget", "Council meets, part 12"]
    assert len(titles) == 13  # the hostile one has no date
    assert said(found, "a:title/text()") == ["Dateline: budget"]
    assert said(found, "a:link[@rel='self']/@href") == [
        "http://localhost/search.atom?q=budget"
    ]
    assert said(found, "a:link[@rel='alternate']/@href") == [
        "http://localhost/search?q=budget"
    ]
    first = found.find("a:entry", ATOM)
    assert said(first, "a:author/a:name/text()") == ["Ann Writer", "Ben Scribe"]
    assert said(first, "a:link[@rel='via']/@href") == [
        "https://news.example/merkel?a=1&b=2"
    ]
    assert said(first, "a:published/text()") == ["2015-07-07T00:00:00Z"]


def test_a_feed_holds_no_more_than_fifty(tmp_path: Path) -> None:
    many = [
        Article(
            id=f"a{n}",
            title="Rain",
            body="rain",
            published=Published(
                date.fromordinal(737_000 + n), Precision.DAY, "metadata", 1.0
            ),
        )
        for n in range(60)
    ]
    client = create_app({"DATELINE_ENGINE": index_in(tmp_path, many)}).test_client()
    found = feed(client, "/search.atom")
    check_atom(found)
    days = said(found, "a:entry/a:updated/text()")
    assert len(days) == 50
    assert days == sorted(days, reverse=True)
    assert said(found, "a:updated/text()") == days[:1]


@pytest.mark.parametrize("query", ["q=nothing", "q=(((", "year=x", "q=%00%0B", ""])
def test_a_feed_of_anything_is_one(client: FlaskClient, query: str) -> None:
    check_atom(feed(client, f"/search.atom?{query}"))


def test_what_nearly_fits_is_not_in_a_feed(client: FlaskClient) -> None:
    url = "q=merkel+budget+zeppelin+berlin"
    assert get(client, f"/search?{url}").xpath("//ol[@class='hits']/li")
    assert not said(feed(client, f"/search.atom?{url}"), "a:entry/a:id/text()")


def test_hostile_articles_make_a_valid_feed(tmp_path: Path) -> None:
    hostile = [
        Article(
            id=f"h{n}",
            title=text,
            body=f"{text} rain",
            source=text,
            authors=(text, ""),
            section=text,
            url=f"https://x.example/{text}",
            published=day("2019"),
        )
        for n, text in enumerate(
            [HOSTILE_TITLE, "]]>", "\x00\x0b\x1b\x7f", "\ufffe\uffff", "&amp; &#0;", ""]
        )
    ]
    client = create_app({"DATELINE_ENGINE": index_in(tmp_path, hostile)}).test_client()
    found = feed(client, "/search.atom?q=rain")
    check_atom(found)
    titles = said(found, "a:entry/a:title/text()")
    assert HOSTILE_TITLE in titles
    assert "&amp; &#0;" in titles
    assert titles.count("Untitled") == 3


def test_an_unchanged_feed_is_not_sent_again(client: FlaskClient) -> None:
    first = client.get("/search.atom?q=budget")
    again = client.get(
        "/search.atom?q=budget", headers={"If-None-Match": first.headers["ETag"]}
    )
    assert (again.status_code, again.data) == (304, b"")
    other = client.get(
        "/search.atom?q=berlin", headers={"If-None-Match": first.headers["ETag"]}
    )
    assert other.status_code == 200


def test_pages_name_their_feed_and_the_search(client: FlaskClient) -> None:
    page = get(client, "/search?q=budget&country=FR&page=2")
    (found,) = page.xpath("//link[@type='application/atom+xml']/@href")
    assert found == "/search.atom?q=budget&country=FR"
    assert feed(client, found) is not None
    for url in ("/", "/article/merkel", "/saved"):
        (found,) = get(client, url).xpath("//link[@rel='search']/@href")
        assert found == "/opensearch.xml"


def test_a_browser_can_add_the_search(client: FlaskClient) -> None:
    answer = client.get("/opensearch.xml")
    assert answer.mimetype == "application/opensearchdescription+xml"
    found = etree.fromstring(answer.get_data())
    (name,) = found.xpath("o:ShortName/text()", namespaces=OPENSEARCH)
    assert len(name) <= 16
    templates = {
        url.get("type"): url.get("template")
        for url in found.xpath("o:Url", namespaces=OPENSEARCH)
    }
    for kind in ("text/html", "application/atom+xml", "application/x-suggestions+json"):
        template = templates[kind]
        assert template.startswith("http://localhost/")
        url = template.replace("{searchTerms}", "budget").replace("{startPage?}", "1")
        assert client.get(url).mimetype == kind


@pytest.mark.parametrize(
    ("typed", "some"), [("bud", "budget"), ("merk", 'person:"Angela Merkel"')]
)
def test_the_browsers_box_gets_suggestions(
    client: FlaskClient, typed: str, some: str
) -> None:
    answer = client.get("/opensearch-suggestions", query_string={"q": typed})
    query, found = json.loads(answer.get_data())
    assert query == typed
    assert some in found
    assert all(isinstance(one, str) for one in found)


@pytest.mark.parametrize("typed", ["", "\x00", "(((", "x" * 5_000, "\ud800"])
def test_any_text_gets_suggestions(client: FlaskClient, typed: str) -> None:
    text = typed.encode("utf-8", "surrogatepass")
    answer = client.get("/opensearch-suggestions", query_string={"q": text})
    assert answer.status_code == 200
    assert isinstance(json.loads(answer.get_data())[1], list)


def linked(page: html.HtmlElement) -> dict[str, object]:
    (found,) = page.xpath("//script[@type='application/ld+json']/text()")
    return dict(json.loads(found))


def test_an_article_says_what_it_is(client: FlaskClient) -> None:
    page = get(client, "/article/merkel?q=budget")
    assert page.xpath("//link[@rel='canonical']/@href") == [
        "http://localhost/article/merkel"
    ]
    assert not page.xpath("//meta[@name='robots']")
    meta = {
        m.get("property"): m.get("content") for m in page.xpath("//meta[@property]")
    }
    assert meta["og:type"] == "article"
    assert meta["og:title"] == "Merkel defends the budget"
    assert meta["article:published_time"] == "2015-07-07"
    data = linked(page)
    assert data["@type"] == "NewsArticle"
    assert data["datePublished"] == "2015-07-07"
    assert data["author"] == [
        {"@type": "Person", "name": "Ann Writer"},
        {"@type": "Person", "name": "Ben Scribe"},
    ]
    assert data["publisher"] == {"@type": "Organization", "name": "The Examiner"}
    assert {"@type": "Country", "name": "Germany"} in data["about"]  # type: ignore[operator]
    assert data["sameAs"] == "https://news.example/merkel?a=1&b=2"


def test_a_date_is_said_no_more_exactly_than_it_is_known(client: FlaskClient) -> None:
    assert linked(get(client, "/article/yearly"))["datePublished"] == "2019"
    assert "datePublished" not in linked(get(client, "/article/odd"))
    assert "sameAs" not in linked(get(client, "/article/odd"))


def test_data_for_programs_never_ends_its_block(client: FlaskClient) -> None:
    page = get(client, "/article/hostile")
    assert linked(page)["headline"] == HOSTILE_TITLE
    assert not page.xpath("//script[not(@type)]")
    raw = client.get("/article/hostile").get_data(as_text=True)
    block = raw.partition("application/ld+json")[2].partition("</script>")[0]
    assert "<" not in block


def test_only_what_is_asked_once_is_for_search_engines(client: FlaskClient) -> None:
    front = get(client, "/")
    assert not front.xpath("//meta[@name='robots']")
    assert linked(front)["@type"] == "WebSite"
    for url in ("/search?q=budget", "/search?person=Angela+Merkel", "/search?page=2"):
        assert "noindex" in get(client, url).xpath("//meta[@name='robots']/@content")[0]
    page = get(client, "/search?q=budget&page=2")
    assert page.xpath("//link[@rel='canonical']/@href") == [
        "http://localhost/search?q=budget"
    ]
