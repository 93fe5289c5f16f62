"""Completing what is being typed, on every engine."""

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest
from support.asking import Ask, as_counted, page_for
from support.engines import in_a_folder
from support.helped import HOSTILE, changed, indexed, made

from search.engines.engine import open_engine
from search.engines.url import EngineUrl
from search.explore.completion import complete
from search.lexicon.lexicon import MOST_SCANNED
from search.lexicon.sqlite_writer import FILE_NAME, refresh_lexicon
from search.searcher import Searcher

ARTICLES = [
    made(
        1,
        "Trump meets Merkel",
        "trumpets sounded",
        people=["Donald Trump", "Angela Merkel"],
        organisations=["Trump Organization"],
        countries=[("DE", "Germany")],
    ),
    made(2, "Trump speaks", "", people=["Donald Trump", "Melania Trump"]),
    made(3, "Floods in São Paulo", "", places=["São Paulo"], source="Jornal da Tarde"),
    made(4, "東京の朝", "東京", places=["東京"], countries=[("JP", "Japan")]),
    made(5, "Élysée strikes", "truck trucks trump", people=['Joe "Bud" Doe']),
]


@pytest.fixture
def searcher(engine_url: EngineUrl) -> Iterator[Searcher]:
    made = indexed(engine_url, ARTICLES)
    yield made
    made.close()


def labels(searcher: Searcher, text: str, most: int = 5) -> dict[str, list[str]]:
    found = complete(searcher.snapshot(), text, most=most)
    return {kind: [one.label for one in group] for kind, group in found.groups}


def queries(searcher: Searcher, text: str) -> set[str]:
    return {one.text for one in complete(searcher.snapshot(), text)}


def test_words_names_and_titles_are_grouped_most_frequent_first(
    searcher: Searcher,
) -> None:
    found = labels(searcher, "tru")
    assert list(found) == ["word", "person", "organisation", "title"]
    assert found["word"][0] == "trump"
    assert found["person"] == ["Donald Trump", "Melania Trump"]
    assert found["organisation"] == ["Trump Organization"]
    assert found["title"] == ["Trump speaks", "Trump meets Merkel"]


def test_counts_are_of_articles(searcher: Searcher) -> None:
    found = {
        (one.kind, one.label): one.count for one in complete(searcher.snapshot(), "tru")
    }
    assert found["person", "Donald Trump"] == 2
    assert found["person", "Melania Trump"] == 1


@pytest.mark.parametrize("text", ["donald tr", "Donald Tr", "DONALD TRUMP"])
def test_several_words_may_begin_one_name(searcher: Searcher, text: str) -> None:
    found = labels(searcher, text)
    assert found["person"] == ["Donald Trump"]
    assert "organisation" not in found


def test_accents_and_capitals_do_not_matter(searcher: Searcher) -> None:
    for text in ("sao pa", "SÃO PA", "são pa"):
        assert labels(searcher, text)["place"] == ["São Paulo"]
    assert labels(searcher, "Ély")["title"] == ["Élysée strikes"]


def test_every_character_of_chinese_and_japanese_may_begin_a_name(
    searcher: Searcher,
) -> None:
    for text in ("東", "東京", "京"):
        assert labels(searcher, text)["place"] == ["東京"]


def test_countries_are_completed_by_their_names(searcher: Searcher) -> None:
    (found,) = dict(complete(searcher.snapshot(), "ger").groups)["country"]
    assert (found.value, found.label) == ("DE", "Germany")
    assert page_for(searcher, Ask(text=found.text)).total == 1


@pytest.mark.parametrize("typed", ["deutschl", "Germ", "about:deut", "land der"])
def test_countries_are_completed_by_their_names_in_another_language(
    searcher: Searcher, typed: str
) -> None:
    german = {"DE": "Deutschland, Land der Dichter", "JP": "Japan"}

    def called(field: str, value: str) -> str:
        return german.get(value, value) if field == "country" else value

    (found,) = dict(complete(searcher.snapshot(), typed, label=called).groups)[
        "country"
    ]
    assert (found.value, found.label, found.count) == ("DE", german["DE"], 1)
    assert found.text.endswith(':"Germany"')  # as a query is understood


def test_only_the_end_of_the_query_is_replaced(searcher: Searcher) -> None:
    assert queries(searcher, "-flood  (title:x OR merk") == {
        "-flood  (title:x OR merkel",
        '-flood  (title:x OR person:"Angela Merkel"',
        "-flood  (title:x OR merk",  # the titles
    }


def test_a_field_asks_for_its_own_names_only(searcher: Searcher) -> None:
    assert labels(searcher, "person:tru") == {
        "person": ["Donald Trump", "Melania Trump"]
    }
    assert queries(searcher, 'x person:"mel') == {'x person:"Melania Trump"'}
    assert queries(searcher, "about:ger") == {'about:"Germany"'}
    assert labels(searcher, "published:20") == {}
    assert list(labels(searcher, "title:tru")) == ["word", "title"]


def test_a_completed_query_finds_what_was_counted(searcher: Searcher) -> None:
    for text in ("tru", "person:tru", "sao", "joe", "jor", "ger", "東"):
        for one in complete(searcher.snapshot(), text):
            if one.kind not in ("title", "word"):
                assert page_for(searcher, Ask(text=one.text)).total == one.count, one


def test_behind_a_space_the_last_word_is_complete(searcher: Searcher) -> None:
    assert labels(searcher, "donald ") == {"person": ["Donald Trump"]}
    assert "word" not in labels(searcher, "tru ")


def test_as_many_are_given_as_asked(searcher: Searcher) -> None:
    assert {len(group) for group in labels(searcher, "tru", 1).values()} == {1}


@pytest.mark.parametrize("text", HOSTILE)
def test_whatever_is_typed_is_answered(searcher: Searcher, text: str) -> None:
    complete(searcher.snapshot(), text)
    complete(searcher.snapshot(), f"person:{text}")


def test_what_was_removed_is_no_longer_offered(
    searcher: Searcher, engine_url: EngineUrl
) -> None:
    assert "person" in labels(searcher, "mela")
    changed(engine_url, 2, remove=["a002"])
    assert labels(searcher, "mela") == {}
    assert labels(searcher, "donald")["person"] == ["Donald Trump"]


def test_what_was_added_is_offered_without_opening_again(
    searcher: Searcher, engine_url: EngineUrl
) -> None:
    assert labels(searcher, "zeb") == {}
    changed(engine_url, 2, add=[made(9, "Zebras", people=["Zebulon Pike"])])
    assert labels(searcher, "zeb")["person"] == ["Zebulon Pike"]


def test_of_very_many_names_the_most_frequent_are_given(engine_url: EngineUrl) -> None:
    crowd = [
        made(n, "", people=[f"Ann Xy{n:04d}"]) for n in range(1, MOST_SCANNED + 50)
    ]
    known = [made(2_000 + n, "", people=["Ann Xyzzy"]) for n in range(2)]
    searcher = indexed(engine_url, [*crowd, *known])
    for text in ("a", "ann", "x", "ann xy"):
        assert labels(searcher, text)["person"][0] == "Ann Xyzzy"
    assert labels(searcher, "xy0777")["person"] == ["Ann Xy0777"]
    searcher.close()


def lexicon_of(engine_url: EngineUrl) -> Path:
    (found,) = Path(engine_url.place).rglob(FILE_NAME)
    return found


@in_a_folder
@pytest.mark.parametrize("damage", [b"", b"no database", None])
def test_an_index_without_its_lexicon_answers_and_makes_it_anew(
    searcher: Searcher, engine_url: EngineUrl, damage: bytes | None
) -> None:
    path = lexicon_of(engine_url)
    path.unlink()
    if damage is not None:
        path.write_bytes(damage)
    assert labels(searcher, "mela") == {}
    assert page_for(searcher, Ask(text="trump")).total == 3
    changed(engine_url, 2)
    assert labels(searcher, "mela")["person"] == ["Melania Trump"]


@in_a_folder
def test_a_lexicon_that_is_up_to_date_is_left_as_it_is(
    searcher: Searcher, engine_url: EngineUrl
) -> None:
    path = lexicon_of(engine_url)
    before = path.stat().st_ino
    engine = open_engine(engine_url)
    refresh_lexicon(path.parent, as_counted(engine))
    assert path.stat().st_ino == before
    engine.close()


@in_a_folder
def test_one_that_takes_long_is_not_made_again_at_once(
    searcher: Searcher, engine_url: EngineUrl
) -> None:
    path = lexicon_of(engine_url)

    def pretend(age: float) -> None:
        with contextlib.closing(sqlite3.connect(path)) as db:
            db.execute("UPDATE about SET value = 100 WHERE key = 'seconds'")
            db.execute("UPDATE about SET value = value - ? WHERE key = 'made'", (age,))
            db.commit()

    pretend(age=1_000)
    changed(engine_url, 2, add=[made(9, "Zebras", people=["Zebulon Pike"])])
    assert labels(searcher, "zebu") == {}
    pretend(age=2_000)
    changed(engine_url, 2)
    assert labels(searcher, "zebu")["person"] == ["Zebulon Pike"]


@in_a_folder
def test_a_run_that_fails_leaves_the_lexicon_and_no_other_file(
    searcher: Searcher, engine_url: EngineUrl
) -> None:
    path = lexicon_of(engine_url)
    engine = open_engine(engine_url)
    with contextlib.suppress(ZeroDivisionError), engine.writer() as writer:
        writer.add(made(9, "Zebras"))
        1 / 0
    assert labels(searcher, "zeb") == {}
    assert not list(path.parent.glob(FILE_NAME + ".*"))
    engine.close()
