"""Who is named together: exact counts on every engine, a picture, tables, files."""

from __future__ import annotations

import csv
import io
import math
import re
from itertools import combinations
from pathlib import Path
from xml.etree import ElementTree

import pytest
from flask.testing import FlaskClient
from support.engines import url_in
from support.helped import indexed, made
from support.webapp import get, link, texts

from search.engines.url import EngineUrl
from search.explore.network import Network, find_network
from search.model.facets import Selection
from search.plan import plan_search
from search.request import Criteria
from search.snapshot import Snapshot
from web import create_app
from web.charts.layout import HEIGHT, WIDTH, lay_out

SHIP = ["Ada Keel", "Bo Reef", "Cy Sand"]
SHORE = ["Di Dune", "Ed/Ebb", '"Flo" <Foam>']

STORIES = [
    *(made(n, "At sea", "Of the ship.", people=SHIP[: 2 + n % 2]) for n in range(12)),
    *(made(20 + n, "Ashore", "Of the shore.", people=SHORE) for n in range(6)),
    *(made(40 + n, "Alone", "Of the ship.", people=["Gil Gale"]) for n in range(5)),
    made(60, "All", "Of the ship and the shore.", people=[*SHIP, *SHORE]),
    *(made(70 + n, "Nobody", "Rain.") for n in range(20)),
]


def network(index: Snapshot, text: str = "", person: str = "") -> Network:
    chosen = (Selection("person", (person,)),) if person else ()
    return find_network(plan_search(Criteria(text=text, selections=chosen), index))


def ties(found: Network) -> dict[tuple[str, str], int]:
    return {(tie.one, tie.other): tie.together for tie in found.ties}


def test_every_engine_counts_alike(engine_url: EngineUrl) -> None:
    index = indexed(engine_url, STORIES).snapshot()
    found = network(index, "ship OR shore")
    assert found.hits == found.articles == 24
    assert {one.name: one.articles for one in found.people} == {
        "Ada Keel": 13,
        "Bo Reef": 13,
        "Cy Sand": 7,
        "Di Dune": 7,
        "Ed/Ebb": 7,
        '"Flo" <Foam>': 7,
    }
    assert ties(found) == {
        ("Di Dune", "Ed/Ebb"): 7,
        ('"Flo" <Foam>', "Di Dune"): 7,
        ('"Flo" <Foam>', "Ed/Ebb"): 7,
        ("Ada Keel", "Bo Reef"): 13,
        ("Ada Keel", "Cy Sand"): 7,
        ("Bo Reef", "Cy Sand"): 7,
    }, "the ship and the shore meet once, which is chance"
    assert found.left_out == 1, "Gil Gale"


def test_around_a_person_it_is_of_all_articles(tmp_path: Path) -> None:
    index = indexed(url_in("tantivy", tmp_path / "index"), STORIES).snapshot()
    found = network(index, person="ada keel")
    assert found.centre == "Ada Keel"
    assert (found.hits, found.articles) == (13, len(STORIES))
    assert {one.name for one in found.people} == set(SHIP)
    narrowed = network(index, "shore", "Ada Keel")
    assert narrowed.centre == ""
    assert narrowed.articles == 1


def test_all_ties_of_the_person_in_the_middle_are_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    index = indexed(url_in("tantivy", tmp_path / "index"), STORIES).snapshot()
    monkeypatch.setattr("search.explore.network._TIES", 1)
    around = ties(network(index, person="Cy Sand"))
    assert {("Cy Sand", "Ada Keel"), ("Cy Sand", "Bo Reef")} <= set(around)
    assert len(ties(network(index, "ship OR shore"))) < 6, "of others the closest"


# ── where they stand ─────────────────────────────────────────────────────────


def test_nobody_stands_on_anybody_and_all_stand_in_the_picture() -> None:
    sizes = [(60.0 + 3 * n, 30.0) for n in range(40)]
    pairs = [(n, n + step) for n in range(40) for step in (1, 5) if n + step < 40]
    places = lay_out(sizes, dict.fromkeys(pairs, 1.0))
    for (x, y), (wide, high) in zip(places, sizes, strict=True):
        assert wide / 2 <= x <= WIDTH - wide / 2
        assert high / 2 <= y <= HEIGHT - high / 2
    for one, other in combinations(range(40), 2):
        across = abs(places[one][0] - places[other][0])
        down = abs(places[one][1] - places[other][1])
        room = (sizes[one][0] + sizes[other][0]) / 2
        assert across > room - 3 or down > 27, (one, other)


def test_groups_stand_apart_and_the_same_network_looks_the_same() -> None:
    sizes = [(40.0, 20.0)] * 8
    ties = {
        pair: 0.6
        for group in (range(4), range(4, 8))
        for pair in combinations(group, 2)
    }
    places = lay_out(sizes, ties)
    within = max(math.dist(places[a], places[b]) for a, b in ties)
    between = min(
        math.dist(places[a], places[b]) for a in range(4) for b in range(4, 8)
    )
    assert between > within / 2
    assert places == lay_out(sizes, ties)
    assert lay_out([], {}) == []
    assert lay_out(sizes[:1], {}) == [(WIDTH / 2, HEIGHT / 2)]


# ── the page ─────────────────────────────────────────────────────────────────


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> FlaskClient:
    url = indexed(
        url_in("tantivy", tmp_path_factory.mktemp("net") / "index"), STORIES
    ).url
    return create_app({"DATELINE_ENGINE": url}).test_client()


def test_the_picture_and_the_table_have_the_same_ties(client: FlaskClient) -> None:
    page = get(client, "/network?q=ship+OR+shore")
    drawn = texts(page, "//div[contains(@class,'picture')]//line/title")
    rows = page.xpath("//table/tbody/tr")
    assert len(drawn) == len(rows) == 6
    assert "Ada Keel – Bo Reef: 13 articles" in drawn
    people = "//div[contains(@class,'picture')]//a"
    assert len(page.xpath(people)) == 6
    assert "/person/Ada%20Keel" in page.xpath(f"{people}/@href")
    assert "1 more has no tie to any of them." in texts(page, "//main")[0]


def test_a_tie_leads_to_the_articles_that_name_both(client: FlaskClient) -> None:
    page = get(client, "/network?q=ship+OR+shore")
    for row in page.xpath("//table/tbody/tr"):
        number = re.match(r"\d+", row.xpath("string(td[3])"))
        assert number
        there = get(client, row.xpath("td[3]/a/@href")[0])
        assert texts(there, "//h1")[0].startswith(f"{number[0]} article")


def test_searches_and_people_lead_there_and_back(client: FlaskClient) -> None:
    there = link(get(client, "/search?q=shore"), "Who is named together")
    assert there == "/network?q=shore"
    assert link(get(client, there), "← Back to results") == "/search?q=shore"
    person = get(client, "/person/Ada%20Keel")
    there = link(person, "As a picture, with the ties between them")
    assert there == "/network?person=Ada+Keel"
    page = get(client, there)
    assert link(page, "← The page of this person") == "/person/Ada%20Keel"
    assert len(page.xpath("//a[@class='centre']")) == 1


def test_without_ties_it_is_said(client: FlaskClient) -> None:
    for address in ("/network?q=rain", "/network?q=alone", "/network?person=Nobody"):
        page = get(client, address)
        assert "nobody is named with anybody else" in texts(page, "//main")[0]
        assert not page.xpath("//svg")


def test_files_hold_the_same_network(client: FlaskClient) -> None:
    answer = client.get("/network.csv?q=ship+OR+shore")
    rows = list(csv.DictReader(io.StringIO(answer.text.removeprefix("\ufeff"))))
    (both,) = [r for r in rows if {r["source"], r["target"]} == {"Ada Keel", "Bo Reef"}]
    assert (both["together"], both["source_articles"]) == ("13", "13")
    names = {one for row in rows for one in (row["source"], row["target"])}
    marks = {
        "g": "{http://graphml.graphdrawing.org/xmlns}",
        "x": "{http://gexf.net/1.3}",
    }
    graph = ElementTree.fromstring(client.get("/network.graphml?q=ship+OR+shore").text)
    labels = {
        data.text
        for data in graph.iter(f"{marks['g']}data")
        if data.get("key") == "name"
    }
    assert labels == names
    assert len(list(graph.iter(f"{marks['g']}edge"))) == len(rows)
    gexf = client.get("/network.gexf?q=ship+OR+shore")
    assert ".gexf" in gexf.headers["Content-Disposition"]
    graph = ElementTree.fromstring(gexf.text)
    assert {node.get("label") for node in graph.iter(f"{marks['x']}node")} == names
    assert len(list(graph.iter(f"{marks['x']}edge"))) == len(rows)


def test_a_hostile_name_is_text(client: FlaskClient) -> None:
    page = client.get("/network?q=ship+OR+shore").text
    assert "<Foam>" not in page
    assert "&lt;Foam&gt;" in page
