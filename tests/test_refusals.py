"""One article that an engine cannot take costs itself alone."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

import pytest
from support.engines import PICKY, in_a_folder
from support.runs import called, counted, run, story, write_lines

from index.archive.archive import ARCHIVE_NAME, open_archive
from search.engines.engine import Engine, open_engine
from search.engines.memory.engine import MemoryWriter
from search.engines.url import ENGINES, EngineUrl
from search.model.article import Article


@pytest.fixture
def picky(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> EngineUrl:
    monkeypatch.setitem(ENGINES, "picky", PICKY)
    return EngineUrl.of(f"picky:{tmp_path}")


def stories(*unwelcome: int) -> list[dict[str, object]]:
    return [
        story(n, title=f"Story {n}" + " is unwelcome" * (n in unwelcome))
        for n in range(5)
    ]


def held(url: EngineUrl) -> int:
    with closing(open_engine(url)) as engine:
        return engine.snapshot().articles


def test_the_others_of_its_source_are_indexed_and_the_source_says_why(
    tmp_path: Path, picky: EngineUrl
) -> None:
    source = write_lines(tmp_path / "in/a.jsonl", stories(2))
    report = run(tmp_path, engine=picky)
    assert counted(report) == {"added": 5, "failed": 1}
    (failure,) = report.failed
    assert failure.source == str(source)
    assert failure.reason.endswith("the index refused it: it is unwelcome")
    assert "line 3" in failure.reason
    assert held(picky) == 4


def test_the_archive_keeps_it_and_the_index_is_complete(
    tmp_path: Path, picky: EngineUrl
) -> None:
    write_lines(tmp_path / "in/a.jsonl", stories(2))
    run(tmp_path, engine=picky)
    with (
        closing(open_archive(tmp_path / "data" / ARCHIVE_NAME)) as archive,
        closing(open_engine(picky)) as engine,
    ):
        assert archive.count() == 5
        assert engine.revision() == archive.revision
    stats = called(tmp_path / "data", "--engine", picky, "stats")
    assert "reindex" not in stats.stdout
    assert "0 indexed, 1 failed" in stats.stdout
    failed = called(tmp_path / "data", "--engine", picky, "failed")
    assert "it is unwelcome" in failed.stdout


def test_the_next_run_does_not_forget_it(tmp_path: Path, picky: EngineUrl) -> None:
    write_lines(tmp_path / "in/a.jsonl", stories(2))
    first = run(tmp_path, engine=picky)
    again = run(tmp_path, engine=picky)
    assert [each.reason for each in again.failed] == [
        each.reason for each in first.failed
    ]


def test_read_again_it_is_offered_again(
    tmp_path: Path, picky: EngineUrl, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_lines(tmp_path / "in/a.jsonl", stories(2))
    run(tmp_path, engine=picky)
    retry = ("--engine", picky, "failed", "--retry", "-j", 0)
    assert "it is unwelcome" in called(tmp_path / "data", *retry).stdout
    assert held(picky) == 4
    # the engine in its next version takes everything
    monkeypatch.setattr("support.engines._PickyWriter.add", MemoryWriter.add)
    assert "unwelcome" not in called(tmp_path / "data", *retry).stdout
    assert held(picky) == 5


def test_an_older_version_of_it_is_not_found_any_more(
    tmp_path: Path, picky: EngineUrl
) -> None:
    write_lines(tmp_path / "in/a.jsonl", stories())
    assert counted(run(tmp_path, engine=picky)) == {"added": 5}
    write_lines(tmp_path / "in/a.jsonl", stories(2))
    assert len(run(tmp_path, engine=picky).failed) == 1
    assert held(picky) == 4


def test_a_source_that_ended_long_before_the_commit_fails_as_well(
    tmp_path: Path, picky: EngineUrl
) -> None:
    for n in range(4):
        title = f"Story {n}" + " is unwelcome" * (n == 1)
        write_lines(tmp_path / f"in/{n}.jsonl", [story(n, title=title)])
    (failure,) = run(tmp_path, engine=picky).failed
    assert failure.source.endswith("1.jsonl")


def test_a_new_index_notes_what_it_refuses(tmp_path: Path, picky: EngineUrl) -> None:
    write_lines(tmp_path / "in/a.jsonl", stories(2))
    assert run(tmp_path).failed == []
    made = called(tmp_path / "data", "reindex", "--engine", picky, "-j", 0)
    assert made.exit_code == 0
    assert held(picky) == 4
    failed = called(tmp_path / "data", "failed")
    assert "the index refused it: it is unwelcome" in failed.stdout


@in_a_folder
def test_an_engine_refuses_what_it_cannot_write_and_takes_the_rest(
    engine: Engine,
) -> None:
    good = [Article(id=f"a{n}", title="Rain", body="rain") for n in range(3)]
    odd = Article(id="odd", title="half a \ud800 letter", body="rain")
    with engine.writer() as writer:
        writer.add(Article(id="odd", title="whole", body="rain"))
        assert writer.commit(1) == ()
        for article in (good[0], odd, *good[1:]):
            writer.add(article)
        (refusal,) = writer.commit(2)
        assert writer.commit(3) == ()
    assert refusal.article_id == "odd"
    assert "UnicodeEncodeError" in refusal.reason
    index = engine.snapshot()
    assert index.articles == 3
    assert index.get("odd") is None
