"""The JSON below ``/api/``: pages without an end, strict parameters, plain problems."""

from __future__ import annotations

import base64
import json
import re
import threading
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from support import webapp
from support.engines import url_in
from support.helped import HOSTILE, changed, indexed, made
from support.webapp import app_in, articles, get, texts
from werkzeug.serving import make_server

from search.engines.url import EngineUrl
from search.model.facets import Selection
from search.model.fields import LISTED_FACETS
from search.request import Counting, Criteria
from search.results.json import article_as_json, page_as_json
from web import create_app
from web.api.openapi import OPERATIONS
from web.http.errors import EXPLANATIONS, STATUSES
from web.http.problems import BadParameters, CursorExpired, NoSuchFacet
from web.state.searching import the_searcher

DOCS = (Path(__file__).parent.parent / "docs/api.md").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> Flask:
    return app_in(tmp_path_factory.mktemp("web"))


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    return app.test_client()


def asked(client: FlaskClient, url: str) -> dict[str, Any]:
    answer = client.get(url)
    assert answer.status_code == 200, answer.text
    assert answer.mimetype == "application/json"
    found: dict[str, Any] = answer.get_json()
    return found


def refused(client: FlaskClient, url: str, status: int = 400) -> dict[str, Any]:
    answer = client.get(url)
    assert answer.status_code == status, answer.text
    assert answer.mimetype == "application/problem+json"
    found: dict[str, Any] = answer.get_json()
    assert found["status"] == status
    return found


def at_fault(client: FlaskClient, url: str) -> list[str]:
    return [error["parameter"] for error in refused(client, url)["errors"]]


# ── what is answered ─────────────────────────────────────────────────────────


def test_a_page_of_hits_is_what_the_command_line_prints(
    app: Flask, client: FlaskClient
) -> None:
    criteria = Criteria(text="budget", selections=(Selection("country", ("FR",)),))
    counting = Counting(groups=True)
    expected = page_as_json(the_searcher(app).search(criteria, counting=counting))
    found = asked(client, "/api/search?q=budget&country=france")
    assert found.pop("next") is None
    assert list(found) == list(expected)
    del found["milliseconds"], expected["milliseconds"]
    assert found == expected


def test_an_article_is_what_the_command_line_prints(
    app: Flask, client: FlaskClient
) -> None:
    expected = article_as_json(the_searcher(app).article("merkel"))
    assert asked(client, "/api/article/merkel") == expected


def test_filters_dates_and_order_narrow_as_on_the_page(client: FlaskClient) -> None:
    def ids(url: str) -> list[str]:
        return [hit["id"] for hit in asked(client, f"/api/search?{url}")["hits"]]

    assert ids("country=DE&-person=Emmanuel+Macron") == ["merkel"]
    assert ids("from=2015&to=2019-02") == ["merkel"]
    assert ids("from=2019-02&to=2015") == ["merkel"]
    assert sorted(ids("year=none&year=unreliable")) == ["hostile", "odd"]
    assert ids("sort=oldest&size=2") == ["council01", "council02"]
    assert ids("q=council&size=3&page=5") == []


def test_facets_are_those_asked_for(client: FlaskClient) -> None:
    def facets(url: str) -> dict[str, Any]:
        found: dict[str, Any] = asked(client, f"/api/search?{url}")["facets"]
        return found

    assert tuple(facets("")) == LISTED_FACETS
    assert facets("facets=none") == {}
    assert list(facets("facets=year,person")) == ["person", "year"]
    assert list(facets("facets=person&facets=month")) == ["person", "month"]
    assert len(facets("facets=person&facet_size=1")["person"]) == 1


def test_most_of_the_words_are_enough_unless_all_are_asked(
    client: FlaskClient,
) -> None:
    found = asked(client, "/api/search?q=budget+xyzzy")
    assert found["total"] > 0
    assert [notice["kind"] for notice in found["notices"]] == ["most-words"]
    assert asked(client, "/api/search?q=budget+xyzzy&match=all")["total"] == 0


def test_all_values_of_a_facet_are_listed_page_by_page(client: FlaskClient) -> None:
    whole = asked(client, "/api/facet/person")
    assert whole["total"] == len(whole["values"]) == 4
    seen, url = [], "/api/facet/person?size=1&order=name"
    while url:
        answer = client.get(url)
        seen += answer.get_json()["values"]
        url = answer.headers.get("Link", "").partition(">")[0].removeprefix("<")
    assert [one["value"] for one in seen] == [
        *("Angela Merkel", "Emmanuel Macron"),
        *("François Hollande", "<svg onload=alert(1)>"),
    ]
    found = asked(client, "/api/facet/person?find=HOLL&q=merkel")
    assert [one["value"] for one in found["values"]] == ["François Hollande"]


def test_the_index_as_a_whole_is_told(client: FlaskClient) -> None:
    found = asked(client, "/api/stats")
    assert found["articles"] == len(articles())
    assert found["dates"] == {
        "first": "1987-01-03",
        "last": "2019-03",
        "dated": len(articles()) - 2,
        "none": 1,
        "unreliable": 1,
    }
    assert found["sources"][0] == {
        "value": "Harbour Post",
        "label": "Harbour Post",
        "count": 12,
    }
    assert found["distinct"]["person"] == {"values": 4, "more": False}
    assert found["engine"] == webapp.ENGINE


def test_an_empty_index_is_told_of_too(tmp_path: Path) -> None:
    url = indexed(url_in("tantivy", tmp_path), []).url
    client = create_app({"DATELINE_ENGINE": url}).test_client()
    found = asked(client, "/api/stats")
    assert (found["articles"], found["dates"]["first"]) == (0, None)
    assert asked(client, "/api/search")["next"] is None


def test_a_query_being_typed_is_completed_and_corrected(client: FlaskClient) -> None:
    found = asked(client, "/api/suggest?q=harbuor+merk")
    assert found["query"] == "harbuor merk"
    assert found["completions"]["person"][0]["label"] == "Angela Merkel"
    german = asked(client, "/api/suggest?q=frankr&names_in=de")["completions"]
    assert [one["label"] for one in german["country"]] == ["Frankreich"]
    found = asked(client, "/api/suggest?q=harbuor")["did_you_mean"]
    assert (found["query"], found["total"]) == ("harbour", 12)
    assert found["changes"] == [{"start": 0, "end": 7, "text": "harbour"}]
    assert asked(client, "/api/suggest") == {
        "query": "",
        "did_you_mean": None,
        "completions": {},
    }


def test_likeness_and_company_are_lists(client: FlaskClient) -> None:
    found = asked(client, "/api/similar/merkel?size=3")["similar"]
    assert "merkel" not in {one["id"] for one in found}
    assert set(asked(client, "/api/unusual?q=budget")) == {"people", "words"}
    nobody = {"people": [], "articles": 0, "did_you_mean": None}
    assert asked(client, "/api/together/Nobody") == nobody
    assert asked(client, "/api/together/AC%2FDC") == nobody


# ── going on without an end ──────────────────────────────────────────────────


def walked(client: FlaskClient, url: str) -> list[str]:
    """The ids of all hits, page by page."""
    found = asked(client, url)
    ids = [hit["id"] for hit in found["hits"]]
    while found["next"]:
        found = asked(client, f"{url}&cursor={found['next']}")
        assert found["hits"]
        ids += [hit["id"] for hit in found["hits"]]
    assert len(ids) == found["total"]
    return ids


@pytest.mark.parametrize("size", [1, 5, 17])
@pytest.mark.parametrize(
    "search", ["q=", "sort=oldest", "sort=newest&q=budget", "q=budget", "q=-budget"]
)
def test_cursors_lead_to_each_article_once_and_in_order(
    engine_url: EngineUrl, search: str, size: int
) -> None:
    indexed(engine_url, articles()).close()
    client = create_app({"DATELINE_ENGINE": engine_url}).test_client()
    whole = asked(client, f"/api/search?{search}&size=100")["hits"]
    found = walked(client, f"/api/search?{search}&size={size}")
    assert found == [hit["id"] for hit in whole]
    assert len(set(found)) == len(found)


def test_behind_a_cursor_facets_are_counted_only_if_asked_for(
    client: FlaskClient,
) -> None:
    url = "/api/search?q=budget&size=3"
    first = asked(client, url)
    second = asked(client, f"{url}&cursor={first['next']}")
    assert (second["facets"], second["total"]) == ({}, first["total"])
    third = asked(client, f"{url}&cursor={first['next']}&facets=source")
    assert third["facets"] == {"source": first["facets"]["source"]}


def test_the_next_page_is_linked_to_as_well(client: FlaskClient) -> None:
    answer = client.get("/api/search?q=budget&country=DE&country=FR&size=1&sort=newest")
    assert "Link" not in answer.headers  # one hit is all there is
    answer = client.get("/api/search?q=%22the+budget%22&size=1&sort=newest")
    target, _, rest = answer.headers["Link"].partition(">")
    assert rest == '; rel="next"'
    following = asked(client, target.removeprefix("<"))
    assert following["hits"][0]["id"] != answer.get_json()["hits"][0]["id"]


def test_a_cursor_by_date_holds_whatever_is_written(engine_url: EngineUrl) -> None:
    found = [made(n, f"Story {n}", "harbour") for n in range(20)]
    indexed(engine_url, found).close()
    client = create_app({"DATELINE_ENGINE": engine_url}).test_client()
    url = "/api/search?q=harbour&sort=oldest&size=5"
    first = asked(client, url)
    gone = [hit["id"] for hit in first["hits"]]
    before = replace(found[0], id="before")
    changed(engine_url, 2, add=[before], remove=gone)
    ids = []
    answer = asked(client, f"{url}&cursor={first['next']}")
    while answer["next"]:
        ids += [hit["id"] for hit in answer["hits"]]
        answer = asked(client, f"{url}&cursor={answer['next']}")
    ids += [hit["id"] for hit in answer["hits"]]
    assert gone + ids == [article.id for article in found]


def test_a_cursor_by_relevance_says_when_the_index_has_changed(
    engine_url: EngineUrl,
) -> None:
    indexed(engine_url, [made(n, f"Story {n}", "harbour") for n in range(9)]).close()
    client = create_app({"DATELINE_ENGINE": engine_url}).test_client()
    for number, url in enumerate(
        ("/api/search?q=harbour&size=5", "/api/facet/day?q=harbour&size=3")
    ):
        cursor = asked(client, url)["next"]
        asked(client, f"{url}&cursor={cursor}")
        changed(engine_url, 2 + number, add=[made(50 + number, "Another")])
        found = refused(client, f"{url}&cursor={cursor}", 410)
        assert found["type"].endswith("#cursor-expired")


def test_a_cursor_is_good_for_its_own_search_alone(client: FlaskClient) -> None:
    for sort in ("", "&sort=newest"):
        cursor = asked(client, f"/api/search?q=budget&size=3{sort}")["next"]
        for other in ("q=harbour", "q=budget&country=FR", "q=budget&sort=oldest"):
            url = f"/api/search?{other}&cursor={cursor}"
            assert at_fault(client, url) == ["cursor"]
        asked(client, f"/api/search?q=budget&size=7{sort}&cursor={cursor}")
    cursor = asked(client, "/api/search?q=budget&size=3")["next"]
    assert at_fault(client, f"/api/facet/person?cursor={cursor}") == ["cursor"]
    assert at_fault(client, f"/api/search?q=budget&page=2&cursor={cursor}") == ["page"]


def forged(client: FlaskClient, url: str, *place: object) -> str:
    """A true cursor with another place in it."""
    cursor = asked(client, url)["next"]
    version, asked_for, *_ = json.loads(base64.urlsafe_b64decode(cursor + "==="))
    text = json.dumps([version, asked_for, *place])
    return base64.urlsafe_b64encode(text.encode()).decode().rstrip("=")


@pytest.mark.parametrize(
    "place",
    [
        (),
        (1,),
        (-1, "x"),
        (10**30, "x"),
        (0, "\ud800"),
        (1, None),
        ("1", "x"),
        (3_652_059, "x" * 500),
        ([[]], {}),
    ],
    ids=str,
)
def test_forged_cursors_do_no_harm(client: FlaskClient, place: tuple[object]) -> None:
    for sort in ("newest", "oldest", "relevance"):
        url = f"/api/search?q=budget&size=3&sort={sort}"
        answer = client.get(f"{url}&cursor={forged(client, url, *place)}")
        assert answer.status_code in (200, 400, 410), answer.text


# ── strictness ───────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("url", "names"),
    [
        ("/api/search?colour=red", ["colour"]),
        ("/api/search?sort=best&size=0&Q=x", ["sort", "size", "Q"]),
        ("/api/search?size=101", ["size"]),
        ("/api/search?size=1.5", ["size"]),
        ("/api/search?size=%D9%A3", ["size"]),
        ("/api/search?page=0", ["page"]),
        ("/api/search?year=20", ["year"]),
        ("/api/search?month=2019-13", ["month"]),
        ("/api/search?day=2019-02-30", ["day"]),
        ("/api/search?from=last+week", ["from"]),
        ("/api/search?to=0000", ["to"]),
        ("/api/search?country=Atlantis", ["country"]),
        ("/api/search?-about=xx", ["-about"]),
        ("/api/search?person=", ["person"]),
        (f"/api/search?person={'x' * 301}", ["person"]),
        (f"/api/search?q={'x' * 2001}", ["q"]),
        ("/api/search?q=a&q=b", ["q"]),
        ("/api/search?" + "&".join(f"person=p{n}" for n in range(31)), ["person"]),
        ("/api/search?facets=person,weather", ["facets"]),
        ("/api/search?strict=true", ["strict"]),
        ("/api/search?cursor=", ["cursor"]),
        ("/api/search?cursor=%00", ["cursor"]),
        ("/api/facet/person?sort=newest", ["sort"]),
        ("/api/facet/person?order=size", ["order"]),
        ("/api/article/merkel?q=budget", ["q"]),
        ("/api/similar/merkel?size=x", ["size"]),
        ("/api/together/Nobody?q=x", ["q"]),
        ("/api/stats?x=", ["x"]),
        ("/api/openapi.json?x=", ["x"]),
    ],
)
def test_parameters_that_are_none_are_named(
    client: FlaskClient, url: str, names: list[str]
) -> None:
    found = refused(client, url)
    assert found["type"].endswith("/help/api#bad-parameter")
    assert [error["parameter"] for error in found["errors"]] == names
    assert all(name in found["detail"] for name in names)


def test_what_is_allowed_instead_is_told(client: FlaskClient) -> None:
    error = refused(client, "/api/search?sort=best")["errors"][0]
    assert error["allowed"] == ["relevance", "newest", "oldest"]
    error = refused(client, "/api/similar/merkel?x=1")["errors"][0]
    assert error["allowed"] == ["size"]
    assert "size" in refused(client, "/api/search?size=999")["detail"]


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_values_are_answered_or_refused(client: FlaskClient, text: str) -> None:
    text = text.encode(errors="replace").decode()
    for path in ("search", "unusual", "suggest", "facet/person"):
        names = ["q", "person", "-source", "on", "find", "cursor"]
        for name in names:
            answer = client.get(f"/api/{path}", query_string={name: text})
            assert answer.status_code in (200, 400), answer.text
    for path in ("article", "similar", "together", "facet"):
        answer = client.get(f"/api/{path}/x{text[:100]}")
        assert answer.status_code in (200, 404, 400), answer.text


# ── problems ─────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("url", "status", "kind"),
    [
        ("/api/article/nothing", 404, "no-such-article"),
        ("/api/similar/nothing", 404, "no-such-article"),
        ("/api/facet/weather", 404, "no-such-facet"),
        ("/api/nothing", 404, "no-such-address"),
        ("/api/", 404, "no-such-address"),
        ("/api", 404, "no-such-address"),
    ],
)
def test_what_is_not_there_is_a_problem(
    client: FlaskClient, url: str, status: int, kind: str
) -> None:
    found = refused(client, url, status)
    assert found["type"] == f"/help/api#{kind}"
    assert found["instance"] == url
    assert found["title"]
    assert found["detail"]


def test_a_method_that_is_none_is_a_problem(client: FlaskClient) -> None:
    answer = client.post("/api/search", data=b"x" * 5_000)
    assert (answer.status_code, answer.headers["Allow"]) == (405, "GET, HEAD")
    assert answer.get_json()["type"] == "/help/api#read-only"


def test_no_index_is_a_problem_that_says_what_to_run(tmp_path: Path) -> None:
    client = create_app({"DATELINE_DATA": str(tmp_path / "none")}).test_client()
    for url in ("/api/search", "/api/stats", "/api/article/x", "/api/suggest?q=x"):
        found = refused(client, url, 503)
        assert found["type"] == "/help/api#no-index"
        assert "dateline index FOLDER" in found["detail"]
        assert str(tmp_path) not in json.dumps(found)
    assert asked(client, "/api/openapi.json")["openapi"].startswith("3.1")


def test_a_problem_speaks_english_to_every_browser(client: FlaskClient) -> None:
    answer = client.get("/api/nothing", headers={"Accept-Language": "de"})
    assert answer.get_json()["title"] == "There is no such page"


def test_elsewhere_errors_are_pages(client: FlaskClient) -> None:
    for url in ("/search.json", "/article/merkel.json", "/apix"):
        assert get(client, url, status=404) is not None


# ── what else an answer carries ──────────────────────────────────────────────


@pytest.mark.parametrize(
    "url",
    ["search?q=budget", "article/merkel", "facet/person", "stats", "openapi.json"],
)
def test_an_answer_that_is_still_so_is_not_sent_again(
    client: FlaskClient, url: str
) -> None:
    first = client.get(f"/api/{url}")
    again = client.get(f"/api/{url}", headers={"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")
    assert again.headers["ETag"] == first.headers["ETag"]
    other = client.get(f"/api/{url}", headers={"If-None-Match": '"another"'})
    assert (other.status_code, first.headers["Cache-Control"]) == (200, "no-cache")


def test_an_answer_is_sent_again_when_the_index_has_changed(
    engine_url: EngineUrl,
) -> None:
    indexed(engine_url, [made(1, "Harbour")]).close()
    client = create_app({"DATELINE_ENGINE": engine_url}).test_client()
    seen = {"If-None-Match": client.get("/api/search?q=x").headers["ETag"]}
    assert client.get("/api/search?q=x", headers=seen).status_code == 304
    assert client.get("/api/search?q=y", headers=seen).status_code == 200
    changed(engine_url, 2, add=[made(2, "Another")])
    assert client.get("/api/search?q=x", headers=seen).status_code == 200


def test_head_is_answered_without_a_body(client: FlaskClient) -> None:
    answer = client.head("/api/search?q=budget")
    assert (answer.status_code, answer.data) == (200, b"")
    assert answer.mimetype == "application/json"


def test_other_sites_may_not_read_the_answers(client: FlaskClient) -> None:
    answer = client.get("/api/search", headers={"Origin": "https://other.example"})
    assert not [name for name, _ in answer.headers if name.startswith("Access-Control")]


def test_pages_link_to_their_json(client: FlaskClient) -> None:
    for url, expected in (
        (
            "/search?q=budget&page=2&-country=FR",
            "/api/search?q=budget&-country=FR&page=2",
        ),
        ("/article/merkel?q=budget", "/api/article/merkel"),
    ):
        page = get(client, url)
        found = page.xpath("//link[@rel='alternate'][@type='application/json']/@href")
        assert found == [expected]
        asked(client, expected)


# ── the page that tells of it ────────────────────────────────────────────────


def test_the_page_tells_of_every_address_and_parameter(client: FlaskClient) -> None:
    page = get(client, "/help/api")
    found = asked(client, "/api/openapi.json")
    shown = texts(page, "//code")
    for path, item in found["paths"].items():
        assert f"/api{path}" in shown
        for parameter in item["get"]["parameters"]:
            assert parameter["name"].removeprefix("-") in " ".join(shown)
    commands = [code for code in shown if code.startswith("curl")]
    assert len(commands) == len(found["paths"])
    assert all("http://localhost/api/" in command for command in commands)


def test_the_requests_on_the_page_are_answered_from_this_corpus(
    client: FlaskClient,
) -> None:
    for code in texts(get(client, "/help/api"), "//pre[@class='command']"):
        (path,) = re.findall(r"^curl 'http://localhost(/api/.*)'$", code)
        asked(client, path)


def test_the_page_tells_of_the_api_without_an_index(tmp_path: Path) -> None:
    app = create_app({"DATELINE_ENGINE": url_in("tantivy", tmp_path / "none")})
    commands = texts(get(app.test_client(), "/help/api"), "//pre[@class='command']")
    assert "curl 'http://localhost/api/article/ID'" in commands


def test_the_type_of_a_problem_leads_to_its_line(client: FlaskClient) -> None:
    page = get(client, "/help/api")
    ids = page.xpath("//@id")
    assert len(set(ids)) == len(ids)
    for url in ("/api/x", "/api/article/x", "/api/facet/x", "/api/search?x=1"):
        found = client.get(url).get_json()
        assert found["type"].partition("#")[2] in ids


def test_links_on_the_page_lead_somewhere(client: FlaskClient) -> None:
    page = get(client, "/help/api")
    ids = set(page.xpath("//@id"))
    for href in page.xpath("//main//a/@href | //nav[@class='side']//a/@href"):
        if href.startswith("#"):
            assert href[1:] in ids
        else:
            assert client.get(href).status_code == 200


# ── the documentation ────────────────────────────────────────────────────────


@pytest.mark.parametrize("url", re.findall(r"^curl 'http://[^/]+(.*)'$", DOCS, re.M))
def test_requests_in_the_documentation_are_answered(
    client: FlaskClient, url: str
) -> None:
    asked(client, url)


def test_the_program_in_the_documentation_reads_all_of_a_result(
    app: Flask, capsys: pytest.CaptureFixture[str]
) -> None:
    (program,) = re.findall(r"```python\n(.*?)```", DOCS, re.S)
    server = make_server("127.0.0.1", 0, app)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        address = f"http://127.0.0.1:{server.server_port}"
        # pages of three, that there is more than one
        exec(program.replace('"size": 100', '"size": 3'), {"server": address})
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
    lines = capsys.readouterr().out.splitlines()
    titles = [line.partition(" ")[2] for line in lines if line[:4] == "1987"]
    assert titles == [f"Council meets, part {n}" for n in range(1, 13)]


def test_every_address_parameter_and_problem_is_documented() -> None:
    for operation in OPERATIONS:
        assert f"| `/api{operation.path}` |" in DOCS
    for name in ("size", "cursor", "facets", "facet_size", "match", "fresh"):
        assert f"| `{name}` |" in DOCS
    kinds = [found.name for found in (*EXPLANATIONS.values(), *STATUSES.values())]
    kinds += [found.kind for found in (BadParameters, CursorExpired, NoSuchFacet)]
    for kind in kinds:
        assert f"`{kind}`" in DOCS


def test_a_language_is_a_code_or_a_name_of_one(client: FlaskClient) -> None:
    assert refused(client, "/api/search?language=klingon")["errors"][0]["detail"] == (
        "“klingon” is no language; give a code such as fr"
    )
    by_code = asked(client, "/api/search?language=en")["total"]
    assert asked(client, "/api/search?language=English")["total"] == by_code
