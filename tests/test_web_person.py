"""The page of one person: when, where, with whom, in which sources, how spelt."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from support.engines import url_in
from support.helped import Called, indexed, made
from support.webapp import app_in, get, link, texts

from search.explore.name_spellings import count_spellings
from search.lexicon.aliases import Alias
from search.model.article import Article, Facts, Mention, Person, TextField
from search.model.facets import Selection
from search.plan import plan_search
from search.request import Criteria
from web import create_app

NAME = "Ada Keel"
ADA = "/person/Ada%20Keel"


def spelt(number: int, *spellings: str, others: tuple[str, ...] = ()) -> Article:
    """An article that names the person in these spellings, and others."""
    body = ". ".join(spellings)
    mentions = tuple(
        Mention(TextField.BODY, body.index(text), body.index(text) + len(text), text)
        for text in spellings
    )
    named = made(number, f"Story {number}", body, people=others)
    people = (Person(NAME, mentions), *named.facts.people)
    return replace(named, body=body, facts=replace(named.facts, people=people))


STORIES = [
    spelt(1, "Ada Keel", "Keel", others=("Bo Reef", "Cy Sand")),
    spelt(2, "Ada Keel", "A. Keel", others=("Bo Reef",)),
    spelt(3, "Keel", others=("Bo Reef", "Di/Dune")),
    *(made(n, "Other", "Nothing.", people=["Cy Sand"]) for n in range(10, 30)),
]


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> FlaskClient:
    url = url_in("tantivy", tmp_path_factory.mktemp("person") / "index")
    called = Called([Alias("person", "Adah Keel", NAME, 1)])
    return create_app(
        {"DATELINE_ENGINE": indexed(url, STORIES, called).url}
    ).test_client()


def section(client: FlaskClient, heading: str) -> list[str]:
    page = get(client, ADA)
    return texts(page, f"//section[@aria-labelledby='{heading}']//li")


def test_the_page_counts_articles_and_leads_to_them(client: FlaskClient) -> None:
    page = get(client, ADA)
    assert texts(page, "//h1") == [NAME]
    assert "3 articles" in texts(page, "//main")[0]
    assert link(page, "All articles that name this person") == (
        "/search?person=Ada+Keel"
    )
    assert page.xpath("//section[contains(@class,'timeline')]//svg")


def test_those_named_together_lead_to_their_pages_and_articles(
    client: FlaskClient,
) -> None:
    page = get(client, ADA)
    ties = "//section[@aria-labelledby='ties']//li"
    assert texts(page, f"{ties}/a[1]")[0] == "Bo Reef"
    assert "Cy Sand" not in texts(page, f"{ties}/a[1]"), "by chance"
    assert page.xpath(f"{ties}/a[1]/@href")[0] == "/person/Bo%20Reef"
    both = page.xpath(f"{ties}/a[2]/@href")[0]
    hits = texts(get(client, both), "//ol[contains(@class,'hits')]//h2")
    assert len(hits) == 3


def test_spellings_are_counted_by_article_and_have_their_evidence(
    client: FlaskClient,
) -> None:
    assert section(client, "spellings") == [
        "Ada Keel 2 articles",
        "Keel 2 articles",
        "A. Keel 1 article",
    ]
    page = get(client, ADA)
    there = link(page, "A. Keel")
    assert there == "/article/a002?person=Ada+Keel"
    assert "A. Keel" in texts(get(client, there), "//main//mark")


def test_another_spelling_leads_to_the_page_of_the_listed_name(
    client: FlaskClient,
) -> None:
    for name in ("Adah%20Keel", "ada%20keel", "ADA KEEL"):
        assert texts(get(client, f"/person/{name}"), "//h1") == [NAME], name


def test_nobody_of_a_name_is_said_and_somebody_like_it_offered(
    client: FlaskClient,
) -> None:
    page = get(client, "/person/Reef")
    assert "No article names this person." in texts(page, "//main")[0]
    assert link(page, "Bo Reef") == "/person/Bo%20Reef"
    get(client, "/person/%20", status=404)
    get(client, f"/person/{'x' * 5_000}", status=404)
    get(client, "/person/Di/Dune")


def test_only_the_newest_articles_are_read_for_spellings(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    searcher = indexed(url_in("tantivy", tmp_path / "index"), STORIES)
    asked = Criteria(selections=(Selection("person", (NAME,)),))
    plan = plan_search(asked, searcher.snapshot())
    assert not count_spellings(plan, NAME).cut
    monkeypatch.setattr("search.explore.name_spellings._MOST_READ", 1)
    some = count_spellings(plan, NAME)
    assert (some.read, some.cut) == (1, True)
    assert [one.text for one in some.spellings] == ["Keel"]


def test_articles_and_searches_lead_to_the_page(client: FlaskClient) -> None:
    page = get(client, "/article/a001")
    assert ADA in page.xpath("//a[text()='The page of this person']/@href")
    page = get(client, "/search?person=Ada+Keel")
    assert ADA in page.xpath("//section[@id='lead']//a/@href")
    assert not re.search("/person/", client.get("/search?q=story").text)


def test_a_hostile_name_is_text(tmp_path: Path) -> None:
    client = app_in(tmp_path).test_client()
    page = client.get("/person/%3Csvg%20onload=alert(1)%3E").text
    assert "<svg onload" not in page
    assert "&lt;svg onload=alert(1)&gt;" in page
    quoted = Article(
        id="q",
        title="",
        body="x",
        facts=Facts(people=(Person('A "B" C', ()), Person(NAME, ()))),
    )
    url = indexed(url_in("tantivy", tmp_path / "quoted"), [quoted]).url
    answer = create_app({"DATELINE_ENGINE": url}).test_client().get(ADA)
    assert answer.status_code == 200
