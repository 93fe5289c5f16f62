"""Versions of one text on the page: one of each, all, listed, compared."""

from __future__ import annotations

import csv
import io
import json
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from support.versions import with_versions
from support.webapp import get, hit_titles, index_in, link, texts

from search.explore.differences import Kept, Run, compare_texts
from web import create_app

FOLDING = "//nav[contains(@class, 'folding')]/a"


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> Flask:
    folder = tmp_path_factory.mktemp("web")
    url = index_in(folder, with_versions())
    return create_app({"DATELINE_DATA": str(folder), "DATELINE_ENGINE": url})


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    return app.test_client()


def asked(client: FlaskClient, url: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(client.get(url).get_data())
    return found


def test_one_version_is_shown_with_the_number_of_others(client: FlaskClient) -> None:
    page = get(client, "/search?q=ferry&sort=newest")
    assert len(hit_titles(page)) == 1
    (told,) = texts(page, "//p[@class='versions']")
    assert "+2 versions" in told
    assert "first in Harbour Post, 4 February 2020" in told
    assert "this one is the longest" in told
    assert texts(page, "//h1") == ["3 articles with ferry"]
    assert texts(page, FOLDING) == ["one of each text (1)", "all (3)"]
    assert texts(page, f"{FOLDING}[@aria-current]") == ["one of each text (1)"]


def test_the_switch_shows_all_and_back(client: FlaskClient) -> None:
    page = get(client, "/search?q=ferry&sort=oldest")
    everything = get(client, link(page, "all (3)"))
    assert hit_titles(everything)[:2] == [
        "Ferry runs aground",
        "Ferry runs aground in fog",
    ]
    assert len(hit_titles(everything)) == 3
    assert texts(everything, f"{FOLDING}[@aria-current]") == ["all (3)"]
    assert len(texts(everything, "//p[@class='versions']")) == 3
    again = get(client, link(everything, "one of each text (1)"))
    assert hit_titles(again) == ["Ferry runs aground"]


def test_plus_versions_leads_to_all_of_them_the_first_on_top(
    client: FlaskClient,
) -> None:
    page = get(client, "/search?q=ferry+captain")
    everything = get(client, link(page, "+2 versions"))
    assert len(hit_titles(everything)) == 3
    assert hit_titles(everything)[0] == "Ferry runs aground"


def test_where_there_are_no_groups_nothing_is_said_of_them(client: FlaskClient) -> None:
    page = get(client, "/search?q=council")
    assert not texts(page, FOLDING)
    assert not texts(page, "//p[@class='versions']")


def test_pages_are_counted_folded_and_unfolded(client: FlaskClient) -> None:
    """Twelve of the council and the ferry: 13 texts, 15 articles."""
    folded = get(client, "/search?q=budget+OR+harbour&sort=newest&page=2")
    everything = get(client, "/search?q=budget+OR+harbour&sort=newest&page=2&fold=no")
    shown = len(hit_titles(folded)), len(hit_titles(everything))
    assert shown == (shown[1] - 2, shown[1])
    beyond = get(client, "/search?q=ferry&page=2")
    assert len(hit_titles(beyond)) == 1


def test_a_strange_fold_is_left_out_and_said(client: FlaskClient) -> None:
    page = get(client, "/search?q=ferry&fold=perhaps")
    assert texts(page, "//ul[@class='notices']/li") == [
        "“perhaps” was left out: fold is yes or no."
    ]
    assert len(hit_titles(page)) == 1


def test_an_article_lists_its_versions(client: FlaskClient) -> None:
    page = get(client, "/article/ferry2?q=ferry")
    rows = texts(page, "//section[@class='versions']//li")
    assert [row.split(" Harb")[0].split(" The Ex")[0] for row in rows][:2] == [
        "Ferry runs aground",
        "Ferry runs aground in fog",
    ]
    assert "printed first" in rows[0]
    assert "this article" in rows[1]
    assert "the longest" in rows[2]
    assert not texts(get(client, "/article/merkel"), "//section[@class='versions']")


def test_an_article_has_its_place_among_what_is_shown(client: FlaskClient) -> None:
    asked = "q=ferry+OR+council&sort=newest"
    folded = get(client, f"/article/ferry3?{asked}&rank=1")
    assert texts(folded, "//span[@class='rank']") == ["1 of 13"]
    everything = get(client, f"/article/ferry3?{asked}&rank=1&fold=no")
    assert texts(everything, "//span[@class='rank']") == ["1 of 15"]


def test_what_differs_is_marked_and_harmless(client: FlaskClient) -> None:
    page = get(client, "/article/ferry3/compare/ferry1")
    gone = texts(page, "//div[contains(@class, 'difference')]//del")
    new = texts(page, "//div[contains(@class, 'difference')]//ins")
    assert gone == []
    assert new == [
        "<script>document.title='owned'</script> & more.",
        "The captain was silent.",
    ]
    assert not page.xpath("//main//script")
    assert len(page.xpath("//details[@class='same']")) == 1
    assert page.xpath("//meta[@name='robots']/@content") == ["noindex, nofollow"]
    other = get(client, link(page, "The other way round"))
    assert texts(other, "//div[contains(@class, 'difference')]//ins") == []


def test_changed_words_are_told_from_their_sentence(client: FlaskClient) -> None:
    page = get(client, "/article/ferry2/compare/ferry1")
    new = texts(page, "//div[contains(@class, 'difference')]//ins")
    assert new == ["-two"]
    same = get(client, "/article/ferry1/compare/ferry1")
    assert texts(same, "//main//p[@class='found']") == ["Both have the same words."]
    get(client, "/article/ferry1/compare/nobody", status=404)


def test_the_api_folds_counts_and_pages(client: FlaskClient) -> None:
    folded = asked(client, "/api/search?q=ferry")
    assert (folded["total"], folded["groups"], len(folded["hits"])) == (3, 1, 1)
    assert folded["facets"] == asked(client, "/api/search?q=ferry&fold=no")["facets"]
    (hit,) = folded["hits"]
    assert (hit["group"], hit["versions"]) == ("ferry1", 2)
    everything = asked(client, "/api/search?q=ferry&fold=no")
    assert (everything["groups"], len(everything["hits"])) == (1, 3)
    assert asked(client, "/api/article/ferry2")["group"] == "ferry1"
    assert client.get("/api/search?fold=maybe").status_code == 400


@pytest.mark.parametrize("sort", ["newest", "oldest", "relevance"])
def test_cursors_give_each_text_once(client: FlaskClient, sort: str) -> None:
    asking = f"/api/search?q=ferry+OR+council+OR+budget&sort={sort}&size=2"
    found: list[dict[str, Any]] = []
    cursor = ""
    while True:
        answer = asked(client, asking + cursor)
        found += answer["hits"]
        if answer["next"] is None:
            break
        cursor = f"&cursor={answer['next']}"
    assert len(found) == answer["groups"] == answer["total"] - 2
    assert len({hit["group"] or hit["id"] for hit in found}) == len(found)


def test_exports_have_every_article_and_its_group(client: FlaskClient) -> None:
    text = client.get("/search.csv?q=ferry").get_data(as_text=True)
    rows = list(csv.DictReader(io.StringIO(text[1:], newline="")))
    assert {row["id"]: row["group"] for row in rows} == dict.fromkeys(
        ("ferry1", "ferry2", "ferry3"), "ferry1"
    )
    lines = client.get("/search.jsonl?q=ferry").get_data(as_text=True).splitlines()
    assert [json.loads(line)["group"] for line in lines[1:-1]] == ["ferry1"] * 3


def squeezed(text: str) -> str:
    return "".join(text.split())


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("", ""),
        ("", "New."),
        ("The old one. It stays.", "It stays. A new one."),
        ("He said “no”. She left.", "He said  “yes”.\n\nShe left."),
        ("a b c " * 3_000, "a c b " * 3_000),
        ("\n" * 9_000 + "x", "." * 9_000),
        ("One. " * 6_000, "Two. One. " * 3_000),
        ("京都は雨です。大阪も。", "京都は晴れです。大阪も。"),
    ],
)
def test_a_comparison_holds_both_texts_whole(first: str, second: str) -> None:
    runs = compare_texts(first, second)
    ours = "".join(run.text for run in runs if run.kept is not Kept.SECOND)
    theirs = "".join(run.text for run in runs if run.kept is not Kept.FIRST)
    assert squeezed(ours) == squeezed(first)
    assert theirs == second


def test_words_that_differ_are_found_in_sentences_that_differ() -> None:
    runs = compare_texts("It rained on Monday. Go.", "It rained on Sunday. Go.")
    assert runs == (
        Run(Kept.BOTH, "It rained on "),
        Run(Kept.FIRST, "Monday"),
        Run(Kept.SECOND, "Sunday"),
        Run(Kept.BOTH, ". Go."),
    )
