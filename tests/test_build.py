from __future__ import annotations

import gzip
import os
import shutil
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

import pytest
from support.asking import Ask, page_for
from support.engines import url_in
from support.runs import (
    TEXT,
    counted,
    in_index,
    mapped,
    options,
    run,
    story,
    titles,
    write,
    write_lines,
)

from index.archive.archive import ARCHIVE_NAME, open_archive
from index.archive.lock import writing
from index.errors import ArchiveError
from index.extract.english.extractor import EnglishExtractor
from index.outcome import Progress
from index.pipeline.canonical import CanonicalNames
from index.pipeline.run import index_paths
from index.pipeline.sync import catch_up, find_need, refresh_facts
from search.engines.engine import open_engine
from search.errors import EngineUnavailable
from search.model.article import Article, Facts
from search.model.facets import Selection
from search.searcher import Searcher


def text_file(path: Path, title: str, body: str = TEXT) -> Path:
    return write(path, f"{title}\n\n{body}\n")


def touch(path: Path) -> None:
    """Give a file another time, as an editor or a checkout does."""
    status = path.stat()
    os.utime(path, ns=(status.st_atime_ns, status.st_mtime_ns + 10**9))


# ── what a run does ──────────────────────────────────────────────────────────


def test_only_its_owner_may_read_a_new_archive(tmp_path: Path) -> None:
    with closing(open_archive(tmp_path / "data" / ARCHIVE_NAME, create=True)):
        made = list((tmp_path / "data").iterdir())
        assert {path.stat().st_mode & 0o777 for path in made} == {0o600}


def test_a_folder_is_indexed_recursively_and_hidden_files_are_not(
    tmp_path: Path,
) -> None:
    text_file(tmp_path / "in/a.txt", "First")
    write_lines(tmp_path / "in/deep/er/b.jsonl.gz", [story(1), story(2)])
    text_file(tmp_path / "in/.hidden.txt", "Hidden")
    text_file(tmp_path / "in/.git/c.txt", "Hidden too")
    assert counted(run(tmp_path)) == {"added": 3}
    assert titles(tmp_path) == ["First", "Story 1", "Story 2"]


def test_a_second_run_finds_everything_unchanged(tmp_path: Path) -> None:
    text_file(tmp_path / "in/a.txt", "First")
    text_file(tmp_path / "in/b.txt", "First")
    write_lines(tmp_path / "in/c.jsonl", [story(n) for n in range(5)])
    assert counted(run(tmp_path)) == {"added": 6, "duplicate": 1}
    assert counted(run(tmp_path)) == {"unchanged": 6, "duplicate": 1}
    assert len(titles(tmp_path)) == 6


def test_a_file_touched_but_not_changed_is_unchanged(tmp_path: Path) -> None:
    path = text_file(tmp_path / "in/a.txt", "First")
    run(tmp_path)
    touch(path)
    assert counted(run(tmp_path)) == {"unchanged": 1}


def test_a_changed_file_replaces_its_articles(tmp_path: Path) -> None:
    path = write_lines(tmp_path / "in/a.jsonl", [story(n) for n in range(4)])
    run(tmp_path)
    write_lines(path, [story(0), story(1, title="Corrected"), story(3), story(9)])
    assert counted(run(tmp_path)) == {
        "added": 1,
        "updated": 1,
        "unchanged": 2,
        "removed": 1,
    }
    assert titles(tmp_path) == ["Corrected", "Story 0", "Story 3", "Story 9"]


def test_an_article_keeps_its_id_when_its_text_changes(tmp_path: Path) -> None:
    path = write_lines(tmp_path / "in/a.jsonl", [story(1)])
    run(tmp_path)
    before = set(in_index(tmp_path))
    write_lines(path, [story(1, text="Something else altogether.")])
    run(tmp_path)
    assert set(in_index(tmp_path)) == before


def test_a_text_that_is_edited_stays_the_same_article(tmp_path: Path) -> None:
    path = text_file(tmp_path / "in/a.txt", "First", "The old words.")
    text_file(tmp_path / "in/b.txt", "Second")
    run(tmp_path)
    before = in_index(tmp_path).keys()
    text_file(path, "First, corrected", "The new words.")
    assert counted(run(tmp_path)) == {"updated": 1, "unchanged": 1}
    assert in_index(tmp_path).keys() == before
    assert titles(tmp_path) == ["First, corrected", "Second"]
    text_file(tmp_path / "in/c.txt", "First", "The old words.")
    assert counted(run(tmp_path)) == {"added": 1, "unchanged": 2}
    assert counted(run(tmp_path)) == {"unchanged": 3}


def test_a_folder_that_has_become_empty_keeps_its_articles(tmp_path: Path) -> None:
    path = text_file(tmp_path / "in/a.txt", "First")
    run(tmp_path)
    path.unlink()
    report = run(tmp_path)
    assert counted(report) == {"failed": 1}
    assert "--empty-ok" in report.failed[0].reason
    assert titles(tmp_path) == ["First"]
    assert counted(run(tmp_path, empty_ok=True)) == {"removed": 1}
    assert counted(run(tmp_path)) == {}


def test_a_deleted_file_given_by_name_is_removed(tmp_path: Path) -> None:
    path = text_file(tmp_path / "in/a.txt", "First")
    text_file(tmp_path / "in/b.txt", "Second")
    run(tmp_path)
    path.unlink()
    assert counted(run(tmp_path, path)) == {"removed": 1}
    assert titles(tmp_path) == ["Second"]


def test_our_own_folders_are_no_sources(tmp_path: Path) -> None:
    text_file(tmp_path / "a.txt", "First")
    elsewhere = url_in("tantivy", tmp_path / "an-index")
    assert counted(run(tmp_path, tmp_path, engine=elsewhere)) == {"added": 1}
    assert counted(run(tmp_path, tmp_path, engine=elsewhere)) == {"unchanged": 1}


def test_the_articles_of_a_vanished_file_are_removed(tmp_path: Path) -> None:
    text_file(tmp_path / "in/a.txt", "First")
    gone = text_file(tmp_path / "in/b.txt", "Second")
    run(tmp_path)
    gone.unlink()
    assert counted(run(tmp_path)) == {"unchanged": 1, "removed": 1}
    assert titles(tmp_path) == ["First"]


def test_keep_missing_keeps_the_articles_of_vanished_files(tmp_path: Path) -> None:
    gone = text_file(tmp_path / "in/a.txt", "First")
    text_file(tmp_path / "in/b.txt", "Second")
    run(tmp_path)
    gone.unlink()
    assert counted(run(tmp_path, keep_missing=True)) == {"unchanged": 1}
    assert titles(tmp_path) == ["First", "Second"]
    assert counted(run(tmp_path)) == {"unchanged": 1, "removed": 1}


def test_indexing_one_folder_leaves_the_others_alone(tmp_path: Path) -> None:
    text_file(tmp_path / "one/a.txt", "First")
    text_file(tmp_path / "one-more/b.txt", "Second")
    run(tmp_path, tmp_path / "one", tmp_path / "one-more")
    (tmp_path / "one-more/b.txt").unlink()
    assert counted(run(tmp_path, tmp_path / "one")) == {"unchanged": 1}
    assert titles(tmp_path) == ["First", "Second"]


def test_a_file_given_by_itself_and_within_its_folder_is_one_source(
    tmp_path: Path,
) -> None:
    path = text_file(tmp_path / "in/a.txt", "First")
    run(tmp_path, path)
    assert counted(run(tmp_path, tmp_path / "in/../in")) == {"unchanged": 1}


def test_a_folder_that_cannot_be_found_any_more_takes_nothing_away(
    tmp_path: Path,
) -> None:
    text_file(tmp_path / "in/a.txt", "First")
    run(tmp_path)
    (tmp_path / "in").rename(tmp_path / "unmounted")
    report = run(tmp_path)
    assert counted(report) == {"failed": 1}
    assert report.failed[0].reason == "there is no such file or folder"
    assert titles(tmp_path) == ["First"]


# ── duplicates and ids ───────────────────────────────────────────────────────


def test_an_exact_duplicate_is_kept_once_and_counted(tmp_path: Path) -> None:
    text_file(tmp_path / "in/a.txt", "Wire story")
    text_file(tmp_path / "in/b.txt", "Wire story")
    write_lines(
        tmp_path / "in/c.jsonl",
        [{"title": "Wire story", "text": TEXT, "url": "https://example.org/x"}],
    )
    assert counted(run(tmp_path)) == {"added": 1, "duplicate": 2}
    assert titles(tmp_path) == ["Wire story"]


def test_a_duplicate_takes_over_when_the_first_copy_goes(tmp_path: Path) -> None:
    first = text_file(tmp_path / "in/a.txt", "Wire story")
    text_file(tmp_path / "in/b.txt", "Wire story")
    run(tmp_path)
    first.unlink()
    assert counted(run(tmp_path)) == {"added": 1, "removed": 1}
    assert titles(tmp_path) == ["Wire story"]


def test_a_duplicate_takes_over_when_the_first_copy_changes(tmp_path: Path) -> None:
    first = text_file(tmp_path / "in/a.txt", "Wire story")
    text_file(tmp_path / "elsewhere/b.txt", "Wire story")
    run(tmp_path, tmp_path / "in", tmp_path / "elsewhere")
    text_file(first, "Another story")
    assert counted(run(tmp_path)) == {"updated": 1, "added": 1}
    assert titles(tmp_path) == ["Another story", "Wire story"]


def test_the_same_story_of_another_day_is_another_article(tmp_path: Path) -> None:
    rows = [story(1, id=n, date=f"2020-01-0{n}") for n in (1, 2)]
    write_lines(tmp_path / "in/a.jsonl", rows)
    assert counted(run(tmp_path)) == {"added": 2}


def test_a_reprint_in_a_second_paper_is_an_article_of_its_own(tmp_path: Path) -> None:
    told: dict[str, object] = {"title": "Wire story", "text": TEXT, "date": "2020"}
    papers = ("Paper A", "Paper B", "PAPER B", "")
    rows = [told | {"source": paper} for paper in papers]
    write_lines(tmp_path / "in/a.jsonl", [*rows, rows[0], rows[-1]])
    assert counted(run(tmp_path)) == {"added": 3, "duplicate": 3}
    with closing(Searcher(options(tmp_path).engine)) as searcher:
        for paper in ("Paper A", "Paper B"):
            found = page_for(searcher, Ask(text=f'source:"{paper}"'))
            assert [hit.article.source for hit in found.hits] == [paper]


def test_two_files_may_both_have_a_row_one(tmp_path: Path) -> None:
    write_lines(tmp_path / "in/a.jsonl", [story(1, title="Of the one")])
    write_lines(tmp_path / "in/b.jsonl", [story(1, title="Of the other")])
    write_lines(tmp_path / "in/deep/a.jsonl", [story(1, title="Of a third")])
    assert counted(run(tmp_path)) == {"added": 3}
    assert counted(run(tmp_path)) == {"unchanged": 3}
    assert titles(tmp_path) == ["Of a third", "Of the one", "Of the other"]


def test_two_articles_with_one_address_do_not_overwrite_each_other(
    tmp_path: Path,
) -> None:
    path = write_lines(
        tmp_path / "in/a.jsonl",
        [story(n, url="https://example.org/live") for n in (1, 2, 3)],
    )
    assert counted(run(tmp_path)) == {"added": 3}
    touch(path)
    path.write_text(path.read_text() + "\n")
    assert counted(run(tmp_path)) == {"unchanged": 3}
    assert titles(tmp_path) == ["Story 1", "Story 2", "Story 3"]


def test_an_article_that_gets_an_address_is_updated_not_doubled(
    tmp_path: Path,
) -> None:
    path = write_lines(tmp_path / "in/a.jsonl", [story(1)])
    run(tmp_path)
    write_lines(path, [story(1, url="https://example.org/1")])
    assert counted(run(tmp_path)) == {"updated": 1}
    assert titles(tmp_path) == ["Story 1"]


def test_rows_that_swap_their_contents_are_both_kept(tmp_path: Path) -> None:
    path = write_lines(tmp_path / "in/a.jsonl", [story(1), story(2)])
    run(tmp_path)
    write_lines(path, [{**story(2), "id": 1}, {**story(1), "id": 2}])
    run(tmp_path)
    assert titles(tmp_path) == ["Story 1", "Story 2"]


# ── sources that fail ────────────────────────────────────────────────────────


def test_what_cannot_be_read_is_reported_and_the_rest_is_indexed(
    tmp_path: Path,
) -> None:
    text_file(tmp_path / "in/good.txt", "Good")
    write(tmp_path / "in/empty.txt", "")
    (tmp_path / "in/picture.txt").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(100))
    cut = gzip.compress(b'{"title": "t", "text": "x"}\n' * 500)[:60]
    (tmp_path / "in/cut.jsonl.gz").write_bytes(cut)
    (tmp_path / "in/loop").symlink_to(tmp_path / "in")
    (tmp_path / "in/nowhere.txt").symlink_to(tmp_path / "missing")
    report = run(tmp_path)
    reasons = {Path(f.source).name: f.reason for f in report.failed}
    # what stood before the damage is kept
    assert titles(tmp_path) == ["Good", "t"]
    assert reasons["empty.txt"] == "the file is empty"
    assert "an image" in reasons["picture.txt"]
    assert "truncated" in reasons["cut.jsonl.gz"]
    assert reasons["loop"] == "it is a link back to a folder above it"
    assert reasons["nowhere.txt"] == "there is no such file or folder"


def test_a_bad_line_is_named_and_the_other_lines_are_indexed(tmp_path: Path) -> None:
    path = write_lines(tmp_path / "in/a.jsonl", [story(n) for n in range(1000)])
    lines = path.read_text().splitlines(keepends=True)
    lines[811] = '{"title": "broken\n'
    path.write_text("".join(lines))
    report = run(tmp_path)
    assert counted(report) == {"added": 999, "failed": 1}
    assert report.failed[0].reason.startswith("line 812: not valid JSON")
    assert report.failed[0].reason.endswith("the other 999 articles are indexed")


def test_a_failed_source_is_reported_again_without_being_read(tmp_path: Path) -> None:
    write(tmp_path / "in/empty.txt", "")
    first = run(tmp_path).failed
    assert run(tmp_path).failed == first


def test_a_failed_source_is_read_again_once_it_is_mended(tmp_path: Path) -> None:
    path = write(tmp_path / "in/a.txt", "")
    assert counted(run(tmp_path)) == {"failed": 1}
    text_file(path, "Mended")
    assert counted(run(tmp_path)) == {"added": 1}


def test_a_source_that_breaks_keeps_the_articles_it_had(tmp_path: Path) -> None:
    path = write_lines(tmp_path / "in/a.jsonl.gz", [story(n) for n in range(300)])
    run(tmp_path)
    whole = path.read_bytes()
    path.write_bytes(whole[: len(whole) // 2])
    assert counted(run(tmp_path))["failed"] == 1
    assert len(titles(tmp_path)) == 300
    path.write_bytes(whole)
    assert counted(run(tmp_path)) == {"unchanged": 300}


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_source_without_permission_fails_and_is_read_when_it_is_given(
    tmp_path: Path,
) -> None:
    path = text_file(tmp_path / "in/a.txt", "Secret")
    path.chmod(0)
    assert "permission" in run(tmp_path).failed[0].reason
    path.chmod(0o600)
    assert counted(run(tmp_path)) == {"added": 1}


def test_an_article_whose_facts_cannot_be_found_is_indexed_without_them(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = EnglishExtractor.extract_all

    def fails(self: EnglishExtractor, articles: Sequence[Article]) -> list[Facts]:
        if any(article.title == "Story 2" for article in articles):
            raise IndexError("no such thing")
        return found(self, articles)

    write_lines(tmp_path / "in/a.jsonl", [story(1), story(2)])
    with monkeypatch.context() as broken:
        broken.setattr(EnglishExtractor, "extract_all", fails)
        report = run(tmp_path)
    assert titles(tmp_path) == ["Story 1", "Story 2"]
    assert "facts could not be found (IndexError" in report.failed[0].reason
    url = options(tmp_path).engine
    with closing(open_archive(tmp_path / "data" / ARCHIVE_NAME)) as archive:
        # nor is any other without
        assert find_need(archive, url).facts == 1
        assert refresh_facts(archive, 0, lambda progress: None) == 1
        assert find_need(archive, url).facts == 0


def test_other_options_read_an_unchanged_source_again(tmp_path: Path) -> None:
    write(tmp_path / "in/a.csv", "k1;k2\nTitel;Een verhaal over water.\n")
    assert "--map" in run(tmp_path).failed[0].reason
    report = run(tmp_path, sources=mapped(title="k1", body="k2"))
    assert counted(report) == {"added": 1}
    assert titles(tmp_path) == ["Titel"]
    # and how it was read is remembered
    assert counted(run(tmp_path)) == {"unchanged": 1}
    write(tmp_path / "in/a.csv", "k1;k2\nTitel;Een ander verhaal.\n")
    assert not run(tmp_path).failed


# ── several processes, other engines, progress ───────────────────────────────


def test_worker_processes_give_the_same_as_one_process(tmp_path: Path) -> None:
    for number in range(30):
        text_file(tmp_path / f"in/{number}.txt", f"Title {number}", f"{TEXT} {number}")
    write_lines(tmp_path / "in/a.jsonl", [story(n) for n in range(150)])
    write(tmp_path / "in/empty.txt", "")
    alone = run(tmp_path)
    expected = in_index(tmp_path)
    shutil.rmtree(tmp_path / "data")
    shared = run(tmp_path, jobs=2)
    assert counted(shared) == counted(alone)
    assert in_index(tmp_path) == expected


def test_an_index_that_lags_behind_is_caught_up(tmp_path: Path) -> None:
    """As after a kill between the archive's commit and the index's."""
    text_file(tmp_path / "in/a.txt", "First")
    gone = text_file(tmp_path / "in/b.txt", "Second")
    run(tmp_path)
    saved = tmp_path / "saved"
    shutil.copytree(tmp_path / "data/index", saved)
    gone.unlink()
    text_file(tmp_path / "in/c.txt", "Third", TEXT + " More.")
    run(tmp_path)
    shutil.rmtree(tmp_path / "data/index")
    saved.rename(tmp_path / "data/index")
    assert counted(run(tmp_path)) == {"unchanged": 2}
    assert titles(tmp_path) == ["First", "Third"]


def test_another_engine_is_filled_from_the_archive(tmp_path: Path) -> None:
    text_file(tmp_path / "in/a.txt", "First")
    run(tmp_path)
    url = url_in("whoosh", tmp_path / "other")
    assert counted(run(tmp_path, engine=url)) == {"unchanged": 1}
    with closing(open_engine(url)) as engine:
        assert engine.snapshot().articles == 1


def test_the_index_of_another_archive_is_refused(tmp_path: Path) -> None:
    text_file(tmp_path / "in/a.txt", "First")
    run(tmp_path)
    elsewhere = options(tmp_path, data=tmp_path / "data2")
    with pytest.raises(EngineUnavailable, match="another data folder"):
        run(tmp_path, tmp_path / "in", data=elsewhere.data)


def test_a_second_indexer_is_refused_while_the_first_writes(tmp_path: Path) -> None:
    text_file(tmp_path / "in/a.txt", "First")
    with (
        writing(tmp_path / "data"),
        pytest.raises(ArchiveError, match=f"dateline .process {os.getpid()}"),
    ):
        run(tmp_path)


def test_progress_ends_at_the_whole(tmp_path: Path) -> None:
    write_lines(tmp_path / "in/a.jsonl.gz", [story(n) for n in range(200)])
    text_file(tmp_path / "in/b.txt", "First")
    told: list[Progress] = []
    index_paths(
        [tmp_path / "in"], options(tmp_path), lambda progress: told.append(progress)
    )
    assert told[-1].done == told[-1].total > 0
    assert told[-1].articles == 201
    assert [p.done for p in told] == sorted(p.done for p in told)


def test_progress_is_of_what_is_indexed_not_of_what_was_read_ahead(
    tmp_path: Path,
) -> None:
    for number in range(120):
        text_file(tmp_path / f"in/{number:03}.txt", f"Story {number:03}")
    told: list[Progress] = []
    index_paths(
        [tmp_path / "in"],
        options(tmp_path, jobs=1),
        lambda progress: told.append(progress),
    )
    during = [one for one in told if one.stage == "indexing"]
    assert len(during) > 3
    for one in during:
        assert one.in_bytes
        assert one.done / one.total <= (one.articles + 1) / 120
    assert told[-1].stage == "comparing articles"


# ── names ────────────────────────────────────────────────────────────────────


def test_spellings_that_differ_in_case_or_accents_are_one_value(
    tmp_path: Path,
) -> None:
    rows = [
        story(1, source="El País", author="José Núñez"),
        story(2, source="EL PAIS", author="Jose Nunez"),
        story(3, source="El Pais", author="JOSE NUNEZ"),
    ]
    write_lines(tmp_path / "in/a.jsonl", rows)
    run(tmp_path)
    searcher = Searcher(options(tmp_path).engine)
    facet = page_for(searcher, Ask(facets=("source",))).facets[0]
    assert [(value.value, value.count) for value in facet.values] == [("El País", 3)]
    chosen = Selection("source", ("el pais",))
    assert page_for(searcher, Ask(selections=(chosen,))).total == 3


def test_catching_up_with_nothing_new_writes_nothing(tmp_path: Path) -> None:
    text_file(tmp_path / "in/a.txt", "First")
    run(tmp_path)
    with (
        closing(open_archive(tmp_path / "data" / ARCHIVE_NAME)) as archive,
        closing(open_engine(options(tmp_path).engine)) as engine,
        engine.writer() as writer,
    ):
        assert catch_up(archive, CanonicalNames(archive, tmp_path), engine, writer) == 0
