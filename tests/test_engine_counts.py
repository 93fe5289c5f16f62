"""The ways the tantivy engine counts are shortcuts: they change no count."""

from __future__ import annotations

import json
import random
import shutil
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from support import corpus, oracle
from support.asking import result_of
from support.engines import fresh, url_in

from search.engines.engine import Engine, open_engine
from search.engines.tantivy.facets import complement as tantivy_rest
from search.engines.tantivy.facets import counts as tantivy_counts
from search.engines.tantivy.facets import parallel as tantivy_sharing
from search.engines.tantivy.facets import terms as tantivy_terms
from search.engines.tantivy.facets.numbers import (
    VALUES_FOLDER,
    ValueNumbers,
    ValueWriter,
)
from search.engines.tantivy.facets.threshold import count_above_threshold
from search.model.article import (
    Article,
    Facts,
    Organisation,
    Person,
    Place,
    PlaceKind,
)
from search.model.facets import FacetRequest, Selection
from search.model.fields import FACETS, PERIOD_FACETS
from search.query.parser import parse
from search.query.tree import MatchAll
from search.request import SearchRequest

ARTICLES = corpus.articles(300)


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An index of several commits, some of whose articles were replaced."""
    folder = tmp_path_factory.mktemp("written") / "index"
    engine = fresh("tantivy", folder)
    with engine.writer() as writer:
        for number, article in enumerate(ARTICLES):
            writer.add(replace(article, body="old"))
            writer.add(article)
            if number % 90 == 0:
                writer.commit(number)
        writer.commit(300)
    engine.activate()
    engine.close()
    return folder


@pytest.fixture
def filled(written: Path, tmp_path: Path) -> Iterator[Engine]:
    """Its copy, of which nothing has been counted yet."""
    shutil.copytree(written, tmp_path / "index")
    engine = open_engine(url_in("tantivy", tmp_path / "index"))
    yield engine
    engine.close()


def expect_listings(engine: Engine, text: str, size: int) -> None:
    """Every facet lists what a scan of all articles does."""
    query = parse(text).query
    hits = [article for article in ARTICLES if oracle.matches(article, query)]
    names = [name for name in FACETS if name != "on"]
    result = result_of(
        engine,
        SearchRequest(
            query=query, facets=tuple(FacetRequest(name, size) for name in names)
        ),
    )
    for name in names:
        counts = oracle.counts(hits, name)
        assert all(counts[value] == n for value, n in result.facets[name]), name
        if name not in PERIOD_FACETS:
            ranked = sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))
            assert list(result.facets[name]) == ranked[:size], name
        else:
            assert len(result.facets[name]) == min(size, len(counts))
        assert (name in result.more) == (len(counts) > size), name


@pytest.mark.parametrize("listed", [3, 7, 512])
@pytest.mark.parametrize("size", [0, 1, 4, 10, 1_000])
def test_counting_what_a_query_leaves_out_gives_the_same_listing(
    filled: Engine, monkeypatch: pytest.MonkeyPatch, size: int, listed: int
) -> None:
    monkeypatch.setattr(tantivy_counts, "_MANY_HITS", 0)
    monkeypatch.setattr(tantivy_counts, "_SMALL_COMPLEMENT", 1)
    monkeypatch.setattr(tantivy_rest, "_LISTED", listed)
    for text in ("-attack", "-oil", "oil", "-person:silva", "country:france", "-東京"):
        expect_listings(filled, text, size)


@pytest.mark.parametrize("listed", [7, 512])
@pytest.mark.parametrize("size", [1, 4, 10])
def test_counting_only_what_is_likely_gives_the_same_listing(
    filled: Engine, monkeypatch: pytest.MonkeyPatch, size: int, listed: int
) -> None:
    told = []

    def noted(*arguments: Any) -> Any:
        told.append(count_above_threshold(*arguments))
        return told[-1]

    monkeypatch.setattr(tantivy_counts, "count_above_threshold", noted)
    monkeypatch.setattr(tantivy_counts, "_MANY_HITS", 0)
    monkeypatch.setattr(tantivy_counts, "_LARGE_SHARE", 10_000)
    monkeypatch.setattr(tantivy_counts, "_FEW_VALUES", 0)
    monkeypatch.setattr(tantivy_rest, "_LISTED", listed)
    expect_listings(filled, "", size)  # the whole has been counted from now on
    monkeypatch.setattr(tantivy_counts, "_SMALL_COMPLEMENT", 10_000)
    for text in ("oil", "attack", "oil OR attack", "-person:silva", "東京"):
        expect_listings(filled, text, size)
    assert any(told) or size == 10  # there are 9 people, and fewer of the others


@pytest.mark.parametrize("values", [(7, 5, 5, 3, 1, 1), (9, 8, 7, 6, 5, 4), (2, 2, 2)])
@pytest.mark.parametrize("known", [2, 3, 6])
@pytest.mark.parametrize("share", [0.01, 0.5, 1.0])
def test_what_is_likely_is_told_only_where_nothing_else_can_be_listed(
    values: tuple[int, ...], known: int, share: float
) -> None:
    hits = dict(enumerate(values))
    articles = {number: count + number for number, count in hits.items()}
    ranked = sorted(articles, key=lambda number: -articles[number])
    whole = tantivy_rest.Known(
        {number: articles[number] for number in ranked[:known]},
        max([articles[number] for number in ranked[known:]], default=0),
    )

    def count(numbers: Sequence[int]) -> dict[int, int]:
        return {number: hits[number] for number in numbers}

    told = count_above_threshold(FacetRequest("person", 2), whole, share, count)
    if told is None:
        assert known == 2 or whole.others >= sorted(values)[-2] or len(values) < 3
        return
    listed, more = told
    assert sorted(listed) == [
        pair for pair in hits.items() if pair[1] >= sorted(values)[-2]
    ]
    assert more


@pytest.mark.parametrize("ranges", [1, 2, 1_000])
def test_values_counted_again_are_counted_exactly(
    filled: Engine, monkeypatch: pytest.MonkeyPatch, ranges: int
) -> None:
    real = tantivy_terms._settled

    def never_exact(*arguments: Any, **options: Any) -> Any:
        found = real(*arguments, **options)
        return found and (found[0], False, found[2])

    monkeypatch.setattr(tantivy_terms, "_settled", never_exact)
    monkeypatch.setattr(tantivy_terms, "_RANGES", ranges)
    for text in ("", "oil", "oil OR attack"):
        expect_listings(filled, text, 4)


def test_a_phrase_is_looked_for_once_and_all_its_values_are_counted(
    filled: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tantivy_terms, "_FEW_HITS", 0)
    monkeypatch.setattr(tantivy_terms, "_FEW_VALUES", 0)
    monkeypatch.setattr(tantivy_terms, "_FIRST_SEGMENT_SIZE", 1)
    monkeypatch.setattr(tantivy_sharing, "_SHARED_FROM", 0)
    monkeypatch.delattr(tantivy_terms, "count_values")  # never again
    for text in ('"PHRASE"', 'attack "PHRASE"', "oil NEAR/3 price"):
        expect_listings(filled, text.replace("PHRASE", "oil price"), 4)


@pytest.mark.parametrize(
    "text",
    [
        " OR ".join(f"-(oil~ w{n}*)" for n in range(3)),
        " OR ".join(["attack", "oil", *(f"w{n}" for n in range(20))]),
        " ".join(f"-w{n}" for n in range(20)),
    ],
)
def test_what_takes_long_to_find_is_found_once_and_counted_in_one_pass(
    filled: Engine, monkeypatch: pytest.MonkeyPatch, text: str
) -> None:
    def refused(*_: object) -> Any:
        raise AssertionError

    monkeypatch.setattr(tantivy_counts, "_MANY_HITS", 0)
    monkeypatch.setattr(tantivy_counts, "count_in_parallel", refused)
    monkeypatch.setattr(tantivy_counts, "complement_of", refused)
    for size in (1, 4, 1_000):
        expect_listings(filled, text, size)


def test_more_values_than_tantivy_makes_buckets_are_counted(tmp_path: Path) -> None:
    engine = fresh("tantivy", tmp_path / "index")
    with engine.writer() as writer:
        for start in range(0, 22_000, 100):
            names = [f"Name {n}" for n in range(start, start + 100)]
            facts = Facts(
                people=tuple(Person(name, ()) for name in names),
                organisations=tuple(Organisation(name, ()) for name in names),
                places=tuple(Place(n, PlaceKind.PLACE, None, ()) for n in names),
            )
            writer.add(Article(id=str(start), title="", body="oil", facts=facts))
        writer.commit(1)
    engine.activate()
    for query in (MatchAll(), parse("oil").query):
        for size in (10, 10_000):
            asked = tuple(FacetRequest(name, size) for name in FACETS)
            found = result_of(engine, SearchRequest(query=query, facets=asked))
            for name in ("person", "organisation", "place"):
                assert len(found.facets[name]) == size
    engine.close()


def test_two_threads_list_what_one_does(
    filled: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tantivy_sharing, "_SHARED_FROM", 0)
    monkeypatch.setattr(tantivy_sharing, "_cores", lambda: 2)
    for text in ("", "oil", "-oil", "nosuchword"):
        expect_listings(filled, text, 5)


def test_a_search_repeated_is_counted_once_until_a_commit(
    filled: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    counted = []
    real = tantivy_terms.count_parts

    def noted(*arguments: object, **options: object) -> object:
        counted.append(arguments)
        return real(*arguments, **options)  # type: ignore[arg-type]

    monkeypatch.setattr(tantivy_counts, "count_parts", noted)
    request = SearchRequest(query=MatchAll(), facets=(FacetRequest("person", 5),))
    first = result_of(filled, request)
    again = result_of(filled, replace(request, offset=20, limit=5))
    assert len(counted) == 1
    assert again.facets == first.facets
    most, count = first.facets["person"][0]
    gone = next(a.id for a in ARTICLES if any(p.name == most for p in a.facts.people))
    with filled.writer() as writer:
        writer.remove(gone)
        writer.commit(301)
    assert dict(result_of(filled, request).facets["person"])[most] == count - 1
    assert len(counted) == 2


def test_a_facet_with_an_exclusion_is_counted_over_the_same_hits_as_the_others(
    filled: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tantivy_counts, "_MANY_HITS", 0)
    monkeypatch.setattr(tantivy_counts, "_SMALL_COMPLEMENT", 1)
    chosen = (Selection("country", exclude=("FR",)),)
    result = result_of(
        filled,
        SearchRequest(
            query=MatchAll(),
            selections=chosen,
            facets=(FacetRequest("country", 1_000), FacetRequest("person", 1_000)),
        ),
    )
    narrowed = oracle.narrowed(ARTICLES, chosen)
    assert dict(result.facets["country"]) == oracle.counts(narrowed, "country")
    assert dict(result.facets["person"]) == oracle.counts(narrowed, "person")


# ── the numbers of values ────────────────────────────────────────────────────


def test_numbers_stay_the_same_for_whoever_opens_the_index_next(tmp_path: Path) -> None:
    words = [f"value {random.Random(3).random()} “é” \\ {n}" for n in range(50)]
    first = ValueWriter(tmp_path)
    numbers = [first.number("person", word) for word in words]
    first.sync()
    second = ValueWriter(tmp_path)
    assert [second.number("person", word) for word in words] == numbers
    assert second.number("person", "another") == 50
    assert second.number("place", words[0]) == 0
    reader = ValueNumbers(tmp_path)
    assert [reader.value("person", number) for number in numbers] == words


def test_the_numbers_of_a_later_state_go_on_where_a_file_has_grown(
    tmp_path: Path,
) -> None:
    writer, reader = ValueWriter(tmp_path), ValueNumbers(tmp_path)
    writer.number("person", "a")
    writer.sync()
    assert reader.value("person", 0) == "a"
    with pytest.raises(ValueError, match="no value 1"):
        reader.value("person", 1)
    writer.number("person", "b")
    writer.sync()
    later = ValueNumbers(tmp_path, reader)
    assert [later.value("person", number) for number in (0, 1)] == ["a", "b"]


@pytest.mark.parametrize(
    "other",
    [
        pytest.param('"a"\n"c"\n', id="as long"),
        pytest.param('"a"\n"c"\n"b"\n', id="longer"),
        pytest.param('"a"\n', id="shorter"),
        pytest.param("", id="empty"),
    ],
)
def test_the_numbers_of_a_file_that_was_replaced_are_read_anew(
    tmp_path: Path, other: str
) -> None:
    (tmp_path / "person").write_text('"a"\n"b"\n')
    before = ValueNumbers(tmp_path)
    assert before.values("person") == ["a", "b"]
    (tmp_path / "person").write_text(other)
    skipped = ValueNumbers(tmp_path, before)  # a state nobody asked for values
    assert ValueNumbers(tmp_path, skipped).values("person") == [
        json.loads(line) for line in other.splitlines()
    ]
    assert before.value("person", 1) == "b"


def test_a_line_that_a_crash_cut_short_is_dropped(tmp_path: Path) -> None:
    writer = ValueWriter(tmp_path)
    writer.number("person", "whole")
    writer.sync()
    with (tmp_path / "person").open("ab") as file:
        file.write(b'"cut sho')
    after = ValueWriter(tmp_path)
    assert after.number("person", "next") == 1
    after.sync()
    reader = ValueNumbers(tmp_path)
    assert [reader.value("person", n) for n in range(2)] == ["whole", "next"]


def test_values_of_a_run_that_failed_get_numbers_that_name_nothing_else(
    tmp_path: Path,
) -> None:
    engine = fresh("tantivy", tmp_path)
    engine.activate()
    people = Counter[str]()
    for article in ARTICLES[:20]:
        people.update({person.name for person in article.facts.people})

    def broken() -> None:
        with engine.writer() as writer:
            for article in ARTICLES[20:60]:
                writer.add(article)
            raise RuntimeError

    with pytest.raises(RuntimeError):
        broken()
    with engine.writer() as writer:
        for article in ARTICLES[:20]:
            writer.add(article)
        writer.commit(1)
    reader = open_engine(url_in("tantivy", tmp_path))
    facets = (FacetRequest("person", 1_000),)
    result = result_of(reader, SearchRequest(query=MatchAll(), facets=facets))
    assert dict(result.facets["person"]) == people
    assert (next(tmp_path.glob("0*")) / VALUES_FOLDER / "person").is_file()


def test_an_article_without_facts_has_no_numbers(tmp_path: Path) -> None:
    engine = fresh("tantivy", tmp_path)
    with engine.writer() as writer:
        writer.add(Article(id="a", title="t", body="b"))
        writer.commit(1)
    facets = tuple(FacetRequest(name, 10) for name in FACETS)
    result = result_of(engine, SearchRequest(query=MatchAll(), facets=facets))
    assert dict(result.facets["year"]) == {"none": 1}
    assert result.facets["person"] == ()
