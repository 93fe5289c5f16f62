"""Whatever an article or a query says, every file and feed of it is read back whole."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from urllib.parse import quote

import pytest
from flask.testing import FlaskClient
from lxml import etree, html
from lxml.html import HtmlElement
from support.hostile import HOSTILE_TEXTS, hostile_articles
from support.read_back import plain_of_tex, read_bibtex, read_ris
from support.webapp import get, index_in

from web import create_app

OURS = {"Sec-Fetch-Site": "same-origin"}
EVERY = [f"hostile{number:02}" for number in range(len(HOSTILE_TEXTS))]


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> FlaskClient:
    folder: Path = tmp_path_factory.mktemp("hostile")
    engine = index_in(folder, hostile_articles())
    return create_app(
        {
            "DATELINE_DATA": str(folder),
            "DATELINE_ENGINE": engine,
            "DATELINE_READ_ONLY": "0",
        }
    ).test_client()


def fetched(client: FlaskClient, path: str, query: str) -> str:
    answer = client.get(path, query_string={"q": query.encode("utf-8", "replace")})
    assert answer.status_code == 200, path
    assert "\n" not in answer.headers.get("Content-Disposition", "")
    return answer.get_data().decode("utf-8")


def test_every_hostile_article_is_in_every_file(client: FlaskClient) -> None:
    text = fetched(client, "/search.csv", "hostile")
    table = list(csv.DictReader(io.StringIO(text[1:], newline=""), strict=True))
    assert sorted(row["id"] for row in table) == EVERY
    assert not any(None in row or None in row.values() for row in table)
    for row in table:
        for cell in row.values():
            assert not cell.lstrip().startswith(("=", "+", "-", "@"))

    lines = fetched(client, "/search.jsonl", "hostile").splitlines()
    found = [json.loads(line) for line in lines]
    assert sorted(one["id"] for one in found[1:-1]) == EVERY

    records = read_ris(fetched(client, "/search.ris", "hostile"))
    assert sorted(record["AN"][0] for record in records) == EVERY

    entries = read_bibtex(fetched(client, "/search.bib", "hostile"))
    assert sorted(entry["key"].rpartition("-")[2] for entry in entries) == EVERY
    for entry in entries:
        assert plain_of_tex(entry["title"]).startswith("Hostile ")


def test_hostile_articles_make_a_whole_feed(client: FlaskClient) -> None:
    feed = etree.fromstring(fetched(client, "/search.atom", "hostile").encode())
    entries = feed.findall("{*}entry")
    assert len(entries) == min(50, len(EVERY) - len(EVERY[::4]))
    for link in feed.iterfind(".//{*}link"):
        assert link.get("href").startswith(("http://localhost/", "https://evil."))
    assert {child.tag.partition("}")[2] for child in feed.iter()} <= {
        *("feed", "id", "title", "updated", "author", "name", "generator", "link"),
        *("icon", "entry", "published", "category", "summary"),
    }


@pytest.mark.parametrize("number", range(len(HOSTILE_TEXTS)))
def test_a_hostile_article_is_cited_and_described(
    client: FlaskClient, number: int
) -> None:
    name = f"hostile{number:02}"
    page = get(client, f"/article/{name}?underline=1")
    assert_whole(page)
    assert len(page.xpath("//details[@class='cite']//dd")) == 5
    (data,) = page.xpath("//script[@type='application/ld+json']/text()")
    assert json.loads(data)["headline"].startswith(f"Hostile {number:02}")
    assert len(read_ris(fetched(client, f"/article/{name}.ris", ""))) == 1
    assert len(read_bibtex(fetched(client, f"/article/{name}.bib", ""))) == 1


@pytest.mark.parametrize("text", HOSTILE_TEXTS, ids=range(len(HOSTILE_TEXTS)))
def test_a_hostile_query_harms_no_file_and_no_list(
    client: FlaskClient, text: str
) -> None:
    lines = fetched(client, "/search.jsonl", text).splitlines()
    assert {"export", "end"} <= {next(iter(json.loads(line))) for line in lines}
    csv.reader(io.StringIO(fetched(client, "/search.csv", text)[1:]), strict=True)
    read_ris(fetched(client, "/search.ris", text))
    read_bibtex(fetched(client, "/search.bib", text))
    etree.fromstring(fetched(client, "/search.atom", text).encode())
    assert json.loads(fetched(client, "/opensearch-suggestions", text))

    asked = {"q": text.encode("utf-8", "replace")}
    answer = client.post(
        "/saved", query_string=asked, data={"name": text}, headers=OURS
    )
    assert answer.status_code == 303
    page = get(client, "/saved")
    assert not page.xpath("//main//script | //main//img | //main//svg | //*[@onerror]")
    saved = answer.location.partition("#saved-")[2]
    assert client.post(f"/saved/{saved}/delete", headers=OURS).status_code == 303


def assert_whole(page: HtmlElement) -> None:
    """Nothing of a text became part of a page, and what programs read can be read."""
    assert len(page.xpath("/html/body/footer")) == 1
    ours = "starts-with(@src, '/assets/') or @type='application/ld+json'"
    assert not page.xpath(f"//script[not({ours})] | //img | //iframe | //base")
    assert not page.xpath(
        "//@onerror | //@onload | //@style | //@onfocus | //@ontoggle"
    )
    for address in page.xpath("//@href | //@action"):
        assert address[:1] in "/#?" or address.startswith(("http://", "https://"))
        assert not set(address) & set('<>"\n\r\t\x00'), address
    for data in page.xpath("//script[@type='application/ld+json']/text()"):
        assert json.loads(data)["@context"] == "https://schema.org"
    for name in ("og:title", "og:url", "og:type"):
        if page.xpath("//meta[@property]"):
            assert len(page.xpath(f"//meta[@property='{name}']/@content")) == 1


@pytest.mark.parametrize("language", ["en", "de"])
@pytest.mark.parametrize("text", HOSTILE_TEXTS, ids=range(len(HOSTILE_TEXTS)))
def test_a_hostile_text_harms_no_page(
    client: FlaskClient, text: str, language: str
) -> None:
    asked = quote(text[:300].encode("utf-8", "replace"), safe="")
    names = ("q", "organisation", "-section", "language", "about", "to", "month")
    state = "&".join(f"{name}={asked}" for name in names)
    for path in (
        f"/?q={asked}",
        f"/search?{state}&scale={asked}",
        f"/search?q=hostile&person={asked}&-source={asked}&scale=share&map=country",
        f"/facet/on?{state}&find={asked}",
        f"/article/hostile07?{state}&rank={asked}&underline={asked}",
        f"/article/hostile38/similar?{state}",
        f"/advanced?{state}&ask=1&phrase={asked}&any={asked}&none={asked}&in={asked}"
        f"&nation={asked}&by_place={asked}&tongue={asked}",
        f"/saved?saved={asked}&deleted={asked}",
        f"/help?q={asked}",
        f"/help/api?{asked}={asked}",
    ):
        answer = client.get(path, headers={"Accept-Language": language})
        assert answer.status_code == 200, path
        page = html.document_fromstring(answer.get_data(as_text=True))
        assert page.get("lang") == language
        assert_whole(page)
        assert not any("\n" in value for value in answer.headers.values())
    missing = client.get(f"/article/{asked}", headers={"Accept-Language": language})
    assert missing.status_code in (404, 308)


@pytest.mark.parametrize("text", HOSTILE_TEXTS, ids=range(len(HOSTILE_TEXTS)))
def test_a_hostile_text_gets_json_from_the_api(client: FlaskClient, text: str) -> None:
    asked = quote(text[:300].encode("utf-8", "replace"), safe="")
    for path in (
        f"/api/search?q={asked}&person={asked}&size=2&sort=newest",
        f"/api/search?{asked}={asked}&cursor={asked}",
        f"/api/facet/person?q=hostile&find={asked}&size=1",
        f"/api/facet/{asked}",
        f"/api/suggest?q={asked}",
        f"/api/unusual?q={asked}&size=2",
        f"/api/together/{asked}",
        f"/api/article/{asked}",
        f"/api/similar/{asked}",
    ):
        answer = client.get(path)
        assert answer.status_code in (200, 308, 400, 404), path
        if answer.status_code != 308:
            assert answer.mimetype in ("application/json", "application/problem+json")
            assert json.loads(answer.get_data())
        assert "\n" not in answer.headers.get("Link", "")


def test_hostile_names_are_given_and_taken_back(client: FlaskClient) -> None:
    made = client.post("/saved?q=hostile", data={"name": "x"}, headers=OURS)
    name = made.location.partition("#saved-")[2]
    for text in HOSTILE_TEXTS:
        changed = client.post(
            f"/saved/{name}/rename", data={"name": text[:1_000]}, headers=OURS
        )
        assert changed.status_code == 303
        for step in ("delete", "restore"):
            done = client.post(f"/saved/{name}/{step}", headers=OURS)
            assert done.status_code == 303
            assert_whole(get(client, done.location.partition("#")[0]))
        assert_whole(get(client, f"/saved/{name}/new"))
