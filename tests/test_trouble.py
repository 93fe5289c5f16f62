"""Trouble on purpose: what goes wrong is said plainly, and nothing is lost."""

from __future__ import annotations

import gc
import json
import os
import resource
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest
from support.asking import Ask, page_for
from support.engines import EVERY_ENGINE, IN_FOLDERS, fresh, url_in
from support.runs import (
    TEXT,
    called,
    counted,
    mapped,
    options,
    run,
    story,
    titles,
    write,
    write_lines,
)

from index.pipeline import workers as workers_module
from index.pipeline.workers import Workers
from index.scan import FoundFile, Unlisted, scan
from search.engines.engine import open_engine
from search.errors import EngineUnavailable
from search.model.article import Article
from search.searcher import Searcher

ROOT = Path(__file__).parent.parent


@dataclass(frozen=True)
class Done:
    """How a command ended, and what it said."""

    returncode: int
    stdout: bytes
    stderr: bytes


def dateline(data: Path, *arguments: object, input: bytes = b"") -> Done:
    """Run the command line; no trouble may be anything but an exit."""
    done = called(data, *arguments, input=input)
    assert isinstance(done.exception, SystemExit | None), done.exc_info
    return Done(done.exit_code, done.stdout_bytes, done.stderr_bytes)


def dateline_with_room(
    limit: int, data: Path, *arguments: object
) -> subprocess.CompletedProcess[bytes]:
    """Run it as a process whose files may have so many bytes: a disk that is full."""

    def limited() -> None:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))

    done = subprocess.run(
        [sys.executable, "-m", "index", "--data", data, *map(str, arguments)],
        cwd=ROOT,
        capture_output=True,
        preexec_fn=limited,
        check=False,
    )
    assert b"Traceback" not in done.stderr, done.stderr.decode()
    return done


# ── duplicates whose first copy goes ─────────────────────────────────────────


def test_an_edited_article_gives_its_old_text_to_the_file_that_holds_it_too(
    tmp_path: Path,
) -> None:
    first = write_lines(
        tmp_path / "in/a.jsonl", [story(1, url="https://example.org/1")]
    )
    write_lines(tmp_path / "in/b.jsonl", [story(1)])
    assert counted(run(tmp_path)) == {"added": 1, "duplicate": 1}
    write_lines(first, [story(2, url="https://example.org/1")])
    run(tmp_path)
    assert titles(tmp_path) == ["Story 1", "Story 2"]
    assert counted(run(tmp_path)) == {"unchanged": 2}


def test_files_that_swap_their_texts_lose_neither(tmp_path: Path) -> None:
    def fill(one: int, two: int) -> None:
        for name, number in (("a", one), ("b", two)):
            row = story(number, url=f"https://example.org/{name}")
            write_lines(tmp_path / f"in/{name}.jsonl", [row])

    fill(1, 2)
    run(tmp_path)
    fill(2, 1)
    run(tmp_path)
    assert titles(tmp_path) == ["Story 1", "Story 2"]
    assert counted(run(tmp_path)) == {"unchanged": 2}


@pytest.mark.parametrize("change", ["removed", "edited"])
def test_what_came_on_standard_input_inherits_what_a_file_lets_go(
    tmp_path: Path, change: str
) -> None:
    line = json.dumps(story(1, url="https://example.org/1")).encode()
    path = write(tmp_path / "in/a.jsonl", line.decode())
    write_lines(tmp_path / "in/z.jsonl", [story(9)])
    data = tmp_path / "data"
    dateline(data, "index", tmp_path / "in", "-j", 0)
    dateline(data, "index", "-", "-j", 0, "--format", "jsonl", input=line)
    if change == "removed":
        path.unlink()
    else:
        write_lines(path, [story(2, url="https://example.org/1")])
    dateline(data, "index", tmp_path / "in", "-j", 0)
    expected = {"Story 1", "Story 9"} | ({"Story 2"} if change == "edited" else set())
    assert set(titles(tmp_path)) == expected


def test_a_duplicate_is_read_again_the_way_it_was_read_before(tmp_path: Path) -> None:
    first = write_lines(tmp_path / "a/a.jsonl", [story(1)])
    write_lines(tmp_path / "a/z.jsonl", [story(9)])
    write(tmp_path / "b/b.csv", f"kop,tekst\nStory 1,{TEXT} 1\n")
    run(tmp_path, tmp_path / "a")
    way = mapped(title="kop", body="tekst")
    assert counted(run(tmp_path, tmp_path / "b", sources=way)) == {"duplicate": 1}
    first.unlink()
    run(tmp_path, tmp_path / "a")
    assert titles(tmp_path) == ["Story 1", "Story 9"]


def test_a_file_with_a_bad_line_lets_go_of_what_it_no_longer_holds(
    tmp_path: Path,
) -> None:
    path = write_lines(tmp_path / "in/a.jsonl", [story(n) for n in range(4)])
    run(tmp_path)
    rows = [story(0), story(1, title="Edited"), story(3)]
    lines = [json.dumps(row) for row in rows]
    path.write_text("\n".join([lines[0], lines[1], "{broken", lines[2]]))
    assert counted(run(tmp_path))["failed"] == 1
    # the line that is broken now held story 2: that one stays
    assert titles(tmp_path) == ["Edited", "Story 0", "Story 2", "Story 3"]


# ── names and folders ────────────────────────────────────────────────────────


def test_names_that_are_no_text_are_indexed_and_shown(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    for name in (b"\xff.txt", b"new\nline.txt", b"-n.txt", b"\x1b]0;x\x07.txt"):
        (folder / os.fsdecode(name)).write_text(f"Title {name.hex()}\n\n{TEXT}\n")
    (folder / os.fsdecode(b"\xfe\x1b.txt")).touch()
    report = run(tmp_path)
    assert counted(report) == {"added": 4, "failed": 1}
    assert counted(run(tmp_path)) == {"unchanged": 4, "failed": 1}
    shown = dateline(tmp_path / "data", "failed").stdout
    assert b"\\xfe\\x1b.txt" in shown
    assert b"\x1b" not in shown


def test_a_reason_with_a_lone_surrogate_stops_nothing(tmp_path: Path) -> None:
    write(tmp_path / "in/a.jsonl", '{"\\ud800": 1}\n')
    write_lines(tmp_path / "in/b.jsonl", [story(1)])
    assert counted(run(tmp_path)) == {"added": 1, "failed": 1}


def test_folders_may_be_nested_as_deep_as_the_system_lets_them(tmp_path: Path) -> None:
    here = Path.cwd()
    os.chdir(tmp_path)
    try:
        for _ in range(1_200):
            Path("d").mkdir()
            os.chdir("d")
        Path("deep.txt").write_text(TEXT)
        found = list(scan(tmp_path))
    finally:
        os.chdir(here)
        # Python's own way of removing a tree is recursive
        subprocess.run(["rm", "-rf", tmp_path / "d"], check=True)
    assert [item.path.name for item in found] == ["deep.txt"]


def test_folders_full_of_links_to_one_another_are_walked_once(tmp_path: Path) -> None:
    for name in "abcdefgh":
        write(tmp_path / name / f"{name}.txt", TEXT)
    for name in "abcdefgh":
        for other in "abcdefgh":
            (tmp_path / name / f"to-{other}").symlink_to(tmp_path / other)
    found = list(scan(tmp_path))
    files = [item for item in found if isinstance(item, FoundFile)]
    assert sorted(file.path.name for file in files) == [f"{n}.txt" for n in "abcdefgh"]
    assert len([item for item in found if isinstance(item, Unlisted)]) == 8


def test_a_link_to_a_folder_elsewhere_is_followed(tmp_path: Path) -> None:
    write(tmp_path / "elsewhere/a.txt", TEXT)
    (tmp_path / "in").mkdir()
    (tmp_path / "in/link").symlink_to(tmp_path / "elsewhere")
    (found,) = scan(tmp_path / "in")
    assert isinstance(found, FoundFile)
    assert found.path == tmp_path / "in/link/a.txt"


# ── full disks, damaged files ────────────────────────────────────────────────


@pytest.mark.parametrize("engine", IN_FOLDERS)
@pytest.mark.parametrize("limit", [20_000, 60_000, 150_000])
def test_a_full_disk_is_said_and_the_next_run_completes(
    tmp_path: Path, engine: str, limit: int
) -> None:
    """A file-size limit stands in for the disk: writes fail the same way."""
    rows = [story(n, text=f"{TEXT} {n} " + f"word{n} " * 90) for n in range(400)]
    write_lines(tmp_path / "in/a.jsonl", rows)
    data = tmp_path / "data"
    url = url_in(engine, data / "index")
    index = ("--engine", url, "index", tmp_path / "in", "-j", 0)
    full = dateline_with_room(limit, data, *index)
    assert full.returncode in (69, 74), full.stderr
    done = dateline(data, *index)
    if done.returncode:  # the limit met it while the index was being made
        assert b"dateline reindex" in done.stderr
        assert dateline(data, "--engine", url, "reindex", "-j", 0).returncode == 0
        dateline(data, *index)
    counted_now = dateline(data, "--engine", url, "search", "--count")
    assert counted_now.stdout.strip() == b"400"


DAMAGES = {
    "CURRENT is no text": ("index/CURRENT", b"\xff\xfe"),
    "CURRENT is long": ("index/CURRENT", b"1" * 5_000),
    "CURRENT leads elsewhere": ("index/CURRENT", b"../../etc"),
    "manifest is a list": ("index/*/manifest.json", b"[]"),
    "manifest is deep": ("index/*/manifest.json", b"[" * 100_000),
    "revision is long": ("index/*/revision", b"9" * 30),
    "revision is negative": ("index/*/revision", b"-5"),
}


@pytest.mark.parametrize("damage", DAMAGES)
def test_a_damaged_index_is_mended_by_reindex(tmp_path: Path, damage: str) -> None:
    write_lines(tmp_path / "in/a.jsonl", [story(n) for n in range(3)])
    data = tmp_path / "data"
    dateline(data, "index", tmp_path / "in", "-j", 0)
    name, content = DAMAGES[damage]
    (damaged,) = data.glob(name)
    damaged.write_bytes(content)
    for command in ("search story", "stats", "failed", "show x", "reindex -j 0"):
        dateline(data, *command.split())
    assert dateline(data, "search", "--count", "story").stdout == b"3\n"


@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
def test_a_damaged_whoosh_index_is_mended_by_reindex(tmp_path: Path) -> None:
    write_lines(tmp_path / "in/a.jsonl", [story(n) for n in range(3)])
    data = tmp_path / "data"
    url = url_in("whoosh", tmp_path / "w")
    dateline(data, "--engine", url, "index", tmp_path / "in", "-j", 0)
    for path in (tmp_path / "w").glob("*/whoosh/*.toc"):
        path.write_bytes(b"rubbish")
    assert dateline(data, "--engine", url, "search", "x").returncode == 69
    assert dateline(data, "--engine", url, "reindex", "-j", 0).returncode == 0
    gc.collect()  # whoosh leaves files it cannot read to the collector, which warns
    assert dateline(data, "--engine", url, "search", "--count").stdout == b"3\n"


@pytest.mark.parametrize("content", [b"", b"rubbish " * 2_000])
def test_a_damaged_archive_is_never_replaced_by_an_empty_one(
    tmp_path: Path, content: bytes
) -> None:
    write_lines(tmp_path / "in/a.jsonl", [story(n) for n in range(3)])
    data = tmp_path / "data"
    dateline(data, "index", tmp_path / "in", "-j", 0)
    for path in data.glob("archive.sqlite*"):
        path.unlink()
    (data / "archive.sqlite").write_bytes(content)
    for command in ("stats", "failed", "reindex -j 0"):
        assert dateline(data, *command.split()).returncode in (66, 74)
    assert dateline(data, "search", "--count").stdout == b"3\n"


def test_an_index_outlives_its_archive_until_the_sources_are_read_again(
    tmp_path: Path,
) -> None:
    write_lines(tmp_path / "in/a.jsonl", [story(n) for n in range(3)])
    data = tmp_path / "data"
    dateline(data, "index", tmp_path / "in", "-j", 0)
    for path in data.glob("archive.sqlite*"):
        path.unlink()
    refused = dateline(data, "index", tmp_path / "in", "-j", 0)
    assert refused.returncode == 69
    assert b"move the index away" in refused.stderr
    assert dateline(data, "search", "--count").stdout == b"3\n"
    (data / "index").rename(tmp_path / "away")
    assert dateline(data, "index", tmp_path / "in", "-j", 0).returncode == 0
    assert sorted(titles(tmp_path)) == ["Story 0", "Story 1", "Story 2"]


def test_a_damaged_article_in_the_archive_is_said(tmp_path: Path) -> None:
    write_lines(tmp_path / "in/a.jsonl", [story(1)])
    run(tmp_path)
    with sqlite3.connect(tmp_path / "data/archive.sqlite") as db:
        db.execute("UPDATE article SET article = x'ff00'")
    db.close()
    done = dateline(tmp_path / "data", "reindex", "-j", 0)
    assert done.returncode == 74
    assert b"damaged" in done.stderr


@pytest.mark.parametrize(("version", "said"), [(1, "an older"), (99, "a newer")])
def test_the_archive_of_another_version_is_left_alone_and_said(
    tmp_path: Path, version: int, said: str
) -> None:
    write(tmp_path / "in/a.txt", TEXT)
    run(tmp_path)
    archive = tmp_path / "data/archive.sqlite"
    with sqlite3.connect(archive) as db:
        db.execute(f"PRAGMA user_version = {version}")
    db.close()
    before = archive.read_bytes()
    for command in (["index", tmp_path / "in"], ["reindex"], ["names", "list"]):
        done = dateline(tmp_path / "data", *command)
        assert done.returncode == 78
        assert said.encode() in done.stderr
        assert b"index the sources again" in done.stderr
    assert archive.read_bytes() == before


def test_a_lock_that_cannot_be_used_says_what_to_do(tmp_path: Path) -> None:
    (tmp_path / "data/lock").mkdir(parents=True)
    done = dateline(tmp_path / "data", "index", tmp_path, "-j", 0)
    assert done.returncode == 74
    assert b"remove the file named lock" in done.stderr


# ── odd requests ─────────────────────────────────────────────────────────────


@pytest.mark.parametrize("offset", [10, 4_000_000_000, 2**63 - 1, 2**64, 10**23])
@pytest.mark.parametrize("engine", EVERY_ENGINE)
def test_an_offset_behind_everything_finds_nothing(
    tmp_path: Path, engine: str, offset: int
) -> None:
    made = fresh(engine, tmp_path)
    with made.writer() as writer:
        writer.add(Article(id="a", title="oil", body=""))
        writer.commit(1)
    made.activate()
    made.close()
    searcher = Searcher(url_in(engine, tmp_path))
    page = page_for(searcher, Ask(text="oil", offset=offset))
    assert (page.total, page.hits) == (1, ())


@pytest.mark.parametrize(
    "arguments",
    [
        ("search", "\udcff"),
        ("search", "country:\udcff"),
        ("search", "--person", "\udcff"),
        ("search", "--country", "\udcff", "--json"),
        ("show", "\udcff"),
        ("show", "x" * 300),
        ("index", "x" * 300),
        ("index", "a" * 200 + "/" + "b" * 200),
    ],
    ids=str,
)
def test_odd_arguments_are_answered(tmp_path: Path, arguments: tuple[str, ...]) -> None:
    write_lines(tmp_path / "in/a.jsonl", [story(1)])
    run(tmp_path)
    done = dateline(tmp_path / "data", *arguments)
    assert done.returncode in (0, 2, 66)
    assert b"reindex" not in done.stderr


def test_a_data_folder_that_cannot_be_is_said(tmp_path: Path) -> None:
    assert dateline(tmp_path / ("x" * 300), "stats").returncode == 74
    assert dateline(tmp_path / ("x" * 300), "index", tmp_path).returncode == 74


@pytest.mark.parametrize("unbuffered", ["", "1"])
def test_no_room_for_the_output_is_said(tmp_path: Path, unbuffered: str) -> None:
    write_lines(tmp_path / "in/a.jsonl", [story(1)])
    run(tmp_path)
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            [sys.executable, "-m", "index", "--data", tmp_path / "data", "search"],
            cwd=ROOT,
            env={**os.environ, "PYTHONUNBUFFERED": unbuffered},
            stdout=full,
            stderr=subprocess.PIPE,
            check=False,
        )
    assert done.returncode == 74
    assert b"Traceback" not in done.stderr


def test_extract_answers_lines_that_hold_what_json_should_not(tmp_path: Path) -> None:
    lines = (
        b'{"id": NaN, "title": "a"}\n{"id": "\\ud800", "title": "b"}\n{"\\ud800": 1}\n'
    )
    done = dateline(
        tmp_path, "extract", "-j", 0, input=lines + b'{"id": 4, "title": "c"}'
    )
    answers = [json.loads(line) for line in done.stdout.splitlines()]
    assert len(answers) == 4
    assert answers[3]["id"] == 4
    assert b"NaN" not in done.stdout


# ── workers ──────────────────────────────────────────────────────────────────


def make_slowly() -> Callable[[Sequence[int]], list[str]]:
    """Fails to start twice, as a system short of memory lets it."""
    marker = Path(os.environ["DATELINE_TEST_STARTS"])
    starts = len(marker.read_bytes()) if marker.exists() else 0
    marker.write_bytes(b"x" * (starts + 1))
    if starts < 2:
        os.kill(os.getpid(), signal.SIGKILL)
    return lambda tasks: [str(task) for task in tasks]


def test_a_worker_that_cannot_start_is_tried_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DATELINE_TEST_STARTS", str(tmp_path / "starts"))
    assert workers_module.START_TRIES > 2
    with Workers(1, make_slowly) as workers:
        assert list(workers.map([[1, 2]])) == [["1", "2"]]


def test_the_index_of_another_data_folder_is_never_emptied(tmp_path: Path) -> None:
    write_lines(tmp_path / "in/a.jsonl", [story(1)])
    run(tmp_path)
    empty = tmp_path / "empty"
    write(tmp_path / "nothing/x.txt", "")
    dateline(empty, "index", tmp_path / "nothing", "-j", 0)
    url = options(tmp_path).engine
    assert dateline(empty, "--engine", url, "reindex", "-j", 0).returncode == 69
    assert open_engine(url).snapshot().articles == 1
    with pytest.raises(EngineUnavailable):
        run(tmp_path, tmp_path / "nothing", data=empty, engine=url)
