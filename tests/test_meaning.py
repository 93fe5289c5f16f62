"""The first hits of a question are ordered by meaning as well, and nothing else is."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from urllib.parse import urljoin

import pytest
from flask.testing import FlaskClient
from lxml import html
from support.asking import Ask, page_for, scan_for
from support.engines import url_in
from support.helped import changed, indexed, made
from support.meaning import OTHER, SMALL, keep_vectors, with_small_encoders

from search.explore.similar import find_similar
from search.model.article import Article
from search.model.facets import Selection
from search.ranking.meaning.encoders import FOR_ENGLISH, FOR_OTHERS, encoder_named
from search.ranking.meaning.reorder import FIRST
from search.ranking.meaning.vectors import FILE_NAME, VectorFile
from search.request import Sort
from search.searcher import Searcher
from web import create_app

QUESTION = "council harbour vessel blaze night"
"""Five words with a meaning of their own; no article has all."""


def story(number: int) -> Article:
    """One of many that have some of the words; every seventh is of a burning ship."""
    told = " ".join(["council harbour night"] * (1 + number % 5))
    body = f"{told} and what became of it, part {number}."
    if number % 7 == 3:
        body = f"A ferry burned in the harbour at night. The council met. {body}"
    return made(number, f"Report {number}", body, source=f"Paper {number % 3}")


STORIES = [story(number) for number in range(60)]
BURNING = {one.id for one in STORIES if "ferry" in one.body}


@pytest.fixture(autouse=True)
def small_encoders(monkeypatch: pytest.MonkeyPatch) -> None:
    with_small_encoders(monkeypatch)


@pytest.fixture(scope="module", params=["memory", "tantivy", "whoosh"])
def place(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[Searcher, Searcher]]:
    """One index, asked with the vectors of its articles and without."""
    data = tmp_path_factory.mktemp("data")
    alone = indexed(url_in(request.param, data / "index"), STORIES)
    keep_vectors(data, STORIES)
    yield Searcher(alone.url, VectorFile(data)), alone
    alone.close()


def ids(searcher: Searcher, ask: Ask) -> list[str]:
    return [hit.article.id for hit in page_for(searcher, ask).hits]


# ── the order ────────────────────────────────────────────────────────────────


def test_articles_that_mean_the_same_come_first_and_the_rest_stays_as_it_is(
    place: tuple[Searcher, Searcher],
) -> None:
    meant, alone = place
    ask = Ask(text=QUESTION, limit=100)
    by_meaning, by_words = page_for(meant, ask), page_for(alone, ask)
    assert by_meaning.by_meaning
    assert not by_words.by_meaning
    now = [hit.article.id for hit in by_meaning.hits]
    before = [hit.article.id for hit in by_words.hits]
    first = [one for one in before[:FIRST] if one in BURNING]
    assert set(now[: len(first)]) == set(first) != set(before[: len(first)])
    assert set(now[:FIRST]) == set(before[:FIRST])
    assert now[FIRST:] == before[FIRST:] != []
    assert by_meaning.total == by_words.total == len(STORIES)
    assert by_meaning.facets == by_words.facets
    assert by_meaning.notices == by_words.notices


def test_pages_of_any_size_and_exports_are_parts_of_one_order(
    place: tuple[Searcher, Searcher],
) -> None:
    meant, _ = place
    whole = ids(meant, Ask(text=QUESTION, limit=100))
    pages = [
        one
        for start in range(0, 75, 25)
        for one in ids(meant, Ask(text=QUESTION, offset=start, limit=25))
    ]
    assert pages == whole
    assert ids(meant, Ask(text=QUESTION, offset=48, limit=4)) == whole[48:52]
    assert [one.id for one in scan_for(meant, Ask(text=QUESTION))] == whole


def test_filters_narrow_first_and_are_as_exact_as_ever(
    place: tuple[Searcher, Searcher],
) -> None:
    meant, alone = place
    chosen = (Selection("source", ("Paper 1",)),)
    ask = Ask(text=QUESTION, selections=chosen, limit=100)
    now, before = page_for(meant, ask), page_for(alone, ask)
    assert (now.total, now.facets) == (before.total, before.facets)
    assert {hit.article.id for hit in now.hits} == {h.article.id for h in before.hits}
    assert now.hits[0].article.id in BURNING


@pytest.mark.parametrize(
    "ask",
    [
        Ask(text="council harbour night", limit=60),
        Ask(text='"council harbour" night vessel blaze', limit=60),
        Ask(text=f"{QUESTION} -Lisbon", limit=60),
        Ask(text=QUESTION, sort=Sort.NEWEST, limit=60),
        Ask(text=QUESTION, meaning=False, limit=60),
        Ask(text=QUESTION, limit=0),
        Ask(limit=60),
    ],
)
def test_short_queries_operators_dates_and_whoever_wants_it_are_left_alone(
    place: tuple[Searcher, Searcher], ask: Ask
) -> None:
    meant, alone = place
    assert ids(meant, ask) == ids(alone, ask)
    assert page_for(meant, ask).by_meaning is (ask == Ask(text=QUESTION, limit=0))


def test_an_article_without_a_vector_keeps_about_its_place(tmp_path: Path) -> None:
    alone = indexed(url_in("memory", tmp_path / "index"), STORIES)
    best = ids(alone, Ask(text=QUESTION, limit=70))
    keep_vectors(tmp_path, [one for one in STORIES if one.id != best[0]])
    meant = Searcher(alone.url, VectorFile(tmp_path))
    found = ids(meant, Ask(text=QUESTION, limit=70))
    others = [one for one in found[: found.index(best[0])] if one not in BURNING]
    assert others == []
    alone.close()


def test_vectors_of_several_encoders_are_compared_each_with_its_own(
    tmp_path: Path,
) -> None:
    alone = indexed(url_in("memory", tmp_path / "index"), STORIES)
    keep_vectors(tmp_path, STORIES[::2], SMALL)
    keep_vectors(tmp_path, STORIES[1::2], OTHER)
    meant = Searcher(alone.url, VectorFile(tmp_path))
    first = [one for one in ids(alone, Ask(text=QUESTION, limit=50)) if one in BURNING]
    found = ids(meant, Ask(text=QUESTION, limit=50))
    assert set(found[: len(first)]) == set(first)
    alone.close()


# ── what happens to the file ─────────────────────────────────────────────────


def test_an_open_index_sees_vectors_come_change_and_go(tmp_path: Path) -> None:
    url = url_in("tantivy", tmp_path / "data" / "index")
    data = tmp_path / "data"
    alone = indexed(url, STORIES)
    living = Searcher(url, VectorFile(data))
    ask = Ask(text=QUESTION, limit=70)

    def answers_like_a_fresh_one() -> list[str]:
        found = ids(living, ask)
        fresh = Searcher(url, VectorFile(data))
        assert found == ids(fresh, ask)
        assert living.snapshot().state == fresh.snapshot().state
        fresh.close()
        return found

    by_words = answers_like_a_fresh_one()
    states = {living.snapshot().state}

    keep_vectors(data, STORIES[:40])
    some = answers_like_a_fresh_one()
    states.add(living.snapshot().state)
    keep_vectors(data, STORIES[40:])
    every = answers_like_a_fresh_one()
    states.add(living.snapshot().state)
    assert len({tuple(by_words), tuple(some), tuple(every)}) == 3
    assert len(states) == 3

    extra = replace(STORIES[3], id="extra", title="Report extra")
    changed(url, 2, add=[extra], remove=[STORIES[10].id])
    grown = answers_like_a_fresh_one()
    assert "extra" in grown
    assert STORIES[10].id not in grown
    indexed(url, STORIES)  # a new generation takes its place
    assert answers_like_a_fresh_one() == every

    aside = tmp_path / "aside"
    (data / FILE_NAME).rename(aside)
    assert answers_like_a_fresh_one() == by_words
    (data / FILE_NAME).write_bytes(b"no database at all" * 1_000)
    assert answers_like_a_fresh_one() == by_words
    aside.replace(data / FILE_NAME)
    assert answers_like_a_fresh_one() == every
    with sqlite3.connect(data / FILE_NAME) as db:
        db.execute("PRAGMA user_version = 99")
    db.close()
    living.close()
    assert answers_like_a_fresh_one() == by_words
    living.close()
    alone.close()


def test_vectors_that_are_damaged_or_of_unknown_make_change_nothing(
    tmp_path: Path,
) -> None:
    alone = indexed(url_in("memory", tmp_path / "index"), STORIES)
    keep_vectors(tmp_path, STORIES)
    ask = Ask(text=QUESTION, limit=20)
    meant = Searcher(alone.url, VectorFile(tmp_path))
    for change in ("numbers = x'01'", "encoder = 'of next year'", "numbers = x''"):
        db = sqlite3.connect(tmp_path / FILE_NAME)
        db.execute(f"UPDATE vector SET {change}")
        db.commit()
        db.close()
        assert ids(meant, ask) == ids(alone, ask)
    db = sqlite3.connect(tmp_path / FILE_NAME)
    db.execute("DELETE FROM vector")
    db.commit()
    db.close()
    assert not page_for(meant, ask).by_meaning
    alone.close()


# ── the page and the API ─────────────────────────────────────────────────────


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("page")
    indexed(url_in("tantivy", folder / "index"), STORIES).close()
    keep_vectors(folder, STORIES)
    return folder


@pytest.fixture
def client(data: Path) -> FlaskClient:
    return create_app({"DATELINE_DATA": str(data)}).test_client()


def shown(client: FlaskClient, address: str) -> tuple[list[str], dict[str, str], str]:
    """The hits of a page, the choice of an order with its links, and what holds."""
    page = html.fromstring(client.get(address).get_data(as_text=True))
    choice = page.xpath("//nav[contains(@class, 'meanings')]/a")
    links = {one.text: urljoin("/search", one.get("href")) for one in choice}
    current = page.xpath("string(//nav[contains(@class, 'meanings')]/a[@aria-current])")
    hits = [one.get("id") for one in page.xpath("//li[@class='hit']")]
    return hits, links, current


def test_the_page_says_what_the_first_hits_are_ordered_by_and_has_a_switch(
    client: FlaskClient,
) -> None:
    address = f"/search?q={QUESTION.replace(' ', '+')}"
    hits, choice, current = shown(client, address)
    assert current == "words and meaning"
    assert list(choice) == ["words and meaning", "words alone"]
    switched, again, now = shown(client, choice["words alone"])
    assert now == "words alone"
    assert switched != hits
    assert shown(client, again["words and meaning"])[0] == hits
    assert "meaning=no" not in again["words and meaning"]
    second, links, _ = shown(client, f"{address}&meaning=no&page=2")
    assert "meaning=no" in links["words alone"]
    assert second
    assert set(second).isdisjoint(switched)
    assert shown(client, "/search?q=council+harbour")[1] == {}
    assert shown(client, f"{address}&sort=newest")[1] == {}


def test_the_next_hit_of_an_article_is_that_of_the_page(client: FlaskClient) -> None:
    asked = f"q={QUESTION.replace(' ', '+')}"
    for also in ("", "&meaning=no"):
        hits, _, _ = shown(client, f"/search?{asked}{also}")
        name = hits[0].removeprefix("hit-")
        page = html.fromstring(
            client.get(f"/article/{name}?{asked}{also}&rank=1").get_data(as_text=True)
        )
        following = page.xpath("//a[@rel='next']/@href")
        assert following
        assert f"/article/{hits[1].removeprefix('hit-')}" in following[0]


def test_the_api_says_it_and_has_the_switch(client: FlaskClient) -> None:
    asked = {"q": QUESTION, "size": "20"}
    found = client.get("/api/search", query_string=asked).get_json()
    assert found["meaning"] is True
    plain = client.get(
        "/api/search", query_string={**asked, "meaning": "no"}
    ).get_json()
    assert plain["meaning"] is False
    assert found["total"] == plain["total"]
    assert found["facets"] == plain["facets"]
    listed = [hit["id"] for hit in found["hits"]]
    assert listed != [hit["id"] for hit in plain["hits"]]
    while found["next"]:
        going_on = {**asked, "cursor": found["next"]}
        found = client.get("/api/search", query_string=going_on).get_json()
        listed += [hit["id"] for hit in found["hits"]]
    assert len(listed) == len(set(listed)) == len(STORIES)


def test_the_page_has_it_in_german(client: FlaskClient) -> None:
    client.environ_base["HTTP_ACCEPT_LANGUAGE"] = "de"
    address = f"/search?q={QUESTION.replace(' ', '+')}"
    assert shown(client, address)[2] == "Wörter und Bedeutung"


# ── similar articles, and languages ──────────────────────────────────────────


def test_similar_articles_are_those_that_mean_the_same(tmp_path: Path) -> None:
    fire = made(1, "Ferry burned", "A ferry burned in the harbour; passengers jumped.")
    alike = made(2, "Vessel in flames", "Passengers of a vessel saw flames and jumped.")
    words = made(3, "Harbour fees", "Money: passengers jumped, the harbour has funds.")
    others = [made(10 + n, f"Clinic {n}", f"A surgeon, day {n}.") for n in range(40)]
    every = [fire, alike, words, *others]
    alone = indexed(url_in("tantivy", tmp_path / "index"), every)
    keep_vectors(tmp_path, every)
    by_words = find_similar(alone.snapshot(), fire.id)
    assert by_words[0].article.id == words.id
    meant = find_similar(Searcher(alone.url, VectorFile(tmp_path)).snapshot(), fire.id)
    assert [one.article.id for one in meant] == [alike.id]
    assert 0 < meant[0].score <= 1
    alone.close()


@pytest.mark.parametrize(
    ("text", "language", "encoder"),
    [
        ("The ferry left the harbour and was not seen again.", "", FOR_ENGLISH),
        ("Die Fähre verließ den Hafen und wurde nicht mehr gesehen.", "", FOR_OTHERS),
        ("Die Fähre verließ den Hafen.", "en", FOR_ENGLISH),
        ("The ferry left the harbour.", "de", FOR_OTHERS),
        ("WHEAT EXPORTS UP", "", FOR_OTHERS),
        ("Паром вышел из порта", "", FOR_OTHERS),
        ("", "", FOR_OTHERS),
        (" ".join(["de la boca que no se ve"] * 8), "", FOR_OTHERS),
    ],
)
def test_the_language_decides_which_encoder_makes_a_vector(
    text: str, language: str, encoder: str
) -> None:
    assert encoder_named(text, language) == encoder
