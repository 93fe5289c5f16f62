"""A large index is searched as it was until its new state is counted."""

from __future__ import annotations

import os
import shutil
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from support.asking import result_of
from support.engines import fresh
from support.helped import changed, made

from search.engines.engine import Engine, new_engine, open_engine
from search.engines.tantivy import snapshots as tantivy_views
from search.engines.tantivy.facets import counts as tantivy_counts
from search.engines.tantivy.facets.counts import FacetCounts
from search.model.facets import FacetRequest
from search.query.tree import MatchAll
from search.request import EngineResult, SearchRequest

FIRST = [made(n, "harbour", people=["Ada"]) for n in range(20)]
LATER = [made(n, "harbour", people=["Bea"]) for n in range(20, 50)]


@pytest.fixture
def large(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Engine]:
    """An index that counts as large, all of it counted once."""
    monkeypatch.setattr(tantivy_views, "_LARGE", 1)
    monkeypatch.setattr(tantivy_counts, "_MANY_HITS", 1)
    engine = fresh("tantivy", tmp_path / "index")
    with engine.writer() as writer:
        for article in FIRST:
            writer.add(article)
        writer.commit(1)
    engine.activate()
    assert people(asked(engine)) == {"Ada": 20}
    yield engine
    engine.close()


def asked(engine: Engine) -> EngineResult:
    facets = (FacetRequest("person", 10),)
    return result_of(engine, SearchRequest(query=MatchAll(), facets=facets))


def people(result: EngineResult) -> dict[str, int]:
    return dict(result.facets["person"])


def soon(engine: Engine, total: int) -> EngineResult:
    """The first result of so many articles; fails if there is none for seconds."""
    for _ in range(1000):
        result = asked(engine)
        if result.total == total:
            return result
        time.sleep(0.01)
    raise AssertionError(f"there were never {total} articles")


def test_searches_see_the_old_state_until_the_new_one_is_counted(
    large: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    counted, count_as = threading.Event(), FacetCounts.count_as

    def wait(self: FacetCounts, other: FacetCounts) -> None:
        assert counted.wait(10)
        count_as(self, other)

    monkeypatch.setattr(FacetCounts, "count_as", wait)
    state = asked(large).state
    changed(large.url, 2, add=LATER)
    for _ in range(3):
        result = asked(large)
        assert (result.total, people(result)) == (20, {"Ada": 20})
        assert result.state == state
        assert large.snapshot().articles == 20
    counted.set()
    result = soon(large, 50)
    assert people(result) == {"Bea": 30, "Ada": 20}
    assert result.state != state


def test_what_fails_beside_the_searches_is_done_by_the_next(
    large: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(self: FacetCounts, other: FacetCounts) -> None:
        raise OSError("the disk is gone")

    monkeypatch.setattr(FacetCounts, "count_as", fail)
    changed(large.url, 2, add=LATER)
    assert people(soon(large, 50)) == {"Bea": 30, "Ada": 20}


def test_who_writes_sees_it_at_once(large: Engine) -> None:
    with large.writer() as writer:
        for article in LATER:
            writer.add(article)
        writer.commit(2)
    assert large.snapshot().articles == 50
    assert people(asked(large)) == {"Bea": 30, "Ada": 20}


def test_many_searches_at_a_time_ready_a_state_once(
    large: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    readied, count_as = [], FacetCounts.count_as

    def note(self: FacetCounts, other: FacetCounts) -> None:
        readied.append(1)
        time.sleep(0.1)
        count_as(self, other)

    monkeypatch.setattr(FacetCounts, "count_as", note)
    changed(large.url, 2, add=LATER)
    threads = [threading.Thread(target=soon, args=(large, 50)) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert readied == [1]


def test_values_that_are_brought_back_last_are_those_of_the_index(
    tmp_path: Path,
) -> None:
    """Who copies a folder file by file lets us see some files before others."""
    first, second = (f"tantivy:{tmp_path / name}" for name in ("index", "copy"))
    engine = new_engine(first)
    with engine.writer() as writer:
        for article in FIRST:
            writer.add(article)
        writer.commit(1)
    engine.activate()
    shutil.copytree(tmp_path / "index", tmp_path / "copy")
    changed(first, 2, add=LATER)
    changed(second, 2, add=[made(n, "harbour", people=["Cy"]) for n in range(20, 50)])
    assert people(asked(engine)) == {"Ada": 20, "Bea": 30}
    for folder in ("tantivy", "values"):
        bring_back(tmp_path, folder)
        asked(engine)
    assert people(asked(engine)) == {"Ada": 20, "Cy": 30}
    engine.close()


def test_removals_that_are_brought_back_are_not_those_of_a_file_so_called_before(
    tmp_path: Path,
) -> None:
    engine = fresh("tantivy", tmp_path / "index")
    with engine.writer() as writer:
        for article in FIRST:
            writer.add(article)
        writer.commit(1)
    engine.activate()
    shutil.copytree(tmp_path / "index", tmp_path / "copy")
    changed(f"tantivy:{tmp_path / 'index'}", 2, remove=[FIRST[0].id])
    changed(f"tantivy:{tmp_path / 'copy'}", 2, remove=[FIRST[1].id])
    assert engine.snapshot().get(FIRST[0].id) is None
    bring_back(tmp_path, "tantivy")
    assert engine.snapshot().get(FIRST[0].id) is not None
    assert engine.snapshot().get(FIRST[1].id) is None
    engine.close()


def bring_back(place: Path, folder: str) -> None:
    """Replace the files of a folder of the index by those of the copy."""
    (copied,) = (place / "copy").glob(f"*/{folder}")
    (there,) = (place / "index").glob(f"*/{folder}")
    for path in copied.iterdir():
        shutil.copy2(path, there / "aside")
        (there / "aside").replace(there / path.name)


def test_an_index_opened_anew_is_searched_as_it_is(large: Engine) -> None:
    changed(large.url, 2, add=LATER)
    other = open_engine(large.url)
    assert other.snapshot().articles == 50
    other.close()


@pytest.mark.skipif(os.name != "posix", reason="other systems could not remove them")
def test_files_that_are_mapped_into_memory_cannot_be_written_over(
    tmp_path: Path,
) -> None:
    engine = fresh("tantivy", tmp_path / "index")
    for revision in (1, 2):
        with engine.writer() as writer:
            writer.add(made(revision, "Rain"))
            writer.commit(revision)
            writer.add(made(1, "Snow"))
            writer.commit(revision)
    engine.close()
    files = [f for f in (tmp_path / "index").rglob("tantivy/*.*") if f.is_file()]
    mapped = [f for f in files if f.suffix not in (".json", ".lock")]
    assert {f.suffix for f in mapped} >= {".store", ".term", ".idx"}
    assert [f.name for f in mapped if f.stat().st_mode & 0o222] == []
