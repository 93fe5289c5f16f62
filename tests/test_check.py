"""Damage that nobody noticed is found, and what is well is not accused."""

from __future__ import annotations

import json
import os
import random
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from support.runs import called, run, story, write_lines

from index.archive.archive import open_archive
from index.archive.check import archive_faults
from index.errors import ArchiveError
from search.engines.digests import begin_writing, check_files
from search.engines.engine import open_engine
from search.engines.generations import Generations
from search.engines.url import ENGINES, EngineUrl, Location
from search.query.tree import MatchAll
from search.request import SearchRequest

IN_FOLDERS = [n for n, one in ENGINES.items() if one.location is Location.FOLDER]


def flip(path: Path, at: int, bit: int = 0) -> None:
    """Flip one bit of a file as a disk does: nothing else of it changes."""
    stat = path.stat()
    path.chmod(0o600)  # a disk asks nobody
    with path.open("r+b") as file:
        file.seek(at)
        (byte,) = file.read(1)
        file.seek(at)
        file.write(bytes([byte ^ 1 << bit]))
    os.utime(path, ns=(stat.st_atime_ns, stat.st_mtime_ns))


def url_of(tmp_path: Path, engine: str = "tantivy") -> EngineUrl:
    return EngineUrl.of(f"{engine}:{tmp_path / 'data/index'}")


def generation(tmp_path: Path, engine: str = "tantivy") -> Path:
    return Generations(url_of(tmp_path, engine)).current().path


def checked(tmp_path: Path) -> tuple[int, list[str]]:
    done = called(tmp_path / "data", "check", "--json")
    return done.exit_code, [one["what"] for one in json.loads(done.stdout)["damaged"]]


def index_some(tmp_path: Path, engine: str = "tantivy", number: int = 30) -> None:
    write_lines(tmp_path / "in/a.jsonl", [story(n) for n in range(number)])
    run(tmp_path, engine=url_of(tmp_path, engine))
    closing_wal(tmp_path)


def closing_wal(tmp_path: Path) -> None:
    """Bring what SQLite wrote aside into the file itself."""
    with closing(sqlite3.connect(tmp_path / "data/archive.sqlite")) as db:
        db.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def test_what_is_as_it_was_written_is_said_to_be(tmp_path: Path) -> None:
    index_some(tmp_path)
    assert checked(tmp_path) == (0, [])
    assert "as they were written" in called(tmp_path / "data", "check").stdout


@pytest.mark.parametrize("part", [b"The minister spoke of floods", b'["Lisbon"'])
def test_a_bit_that_flipped_in_an_article_or_its_facts_is_found(
    tmp_path: Path, part: bytes
) -> None:
    index_some(tmp_path)
    path = tmp_path / "data/archive.sqlite"
    at = path.read_bytes().find(part)
    assert at > 0
    flip(path, at + 5)
    code, damaged = checked(tmp_path)
    assert code == 1
    assert len(damaged) == 1
    assert str(tmp_path / "in/a.jsonl") in damaged[0]


def test_bits_that_flip_anywhere_in_the_archive_change_nothing_unnoticed(
    tmp_path: Path,
) -> None:
    """Found, or in bytes that mean nothing: what is read is then what was put in."""
    index_some(tmp_path)
    path = tmp_path / "data/archive.sqlite"
    whole = path.read_bytes()

    def content() -> list[Any]:
        with closing(open_archive(path)) as archive:
            return list(archive.articles())

    before = content()
    random_place = random.Random(4)
    written = [at for at, byte in enumerate(whole) if byte]  # most pages are empty yet
    found = 0
    for _ in range(60):
        flip(path, random_place.choice(written), random_place.randrange(8))
        try:
            with closing(open_archive(path)) as archive:
                faults = list(archive_faults(archive))
        except Exception:
            faults = ["it cannot be opened"]
        found += bool(faults)
        if not faults:
            assert content() == before
        path.write_bytes(whole)
        for aside in path.parent.glob("archive.sqlite-*"):
            aside.unlink()
    assert found > 25


def test_reindex_does_not_carry_damage_into_a_new_index(tmp_path: Path) -> None:
    index_some(tmp_path)
    path = tmp_path / "data/archive.sqlite"
    flip(path, path.read_bytes().find(b"The minister spoke") + 4)
    done = called(tmp_path / "data", "reindex", "-j", 0)
    assert done.exit_code == 74
    assert "damaged" in done.stderr
    assert called(tmp_path / "data", "search", "--count", "minister").stdout == "30\n"
    with closing(open_archive(path)) as archive, pytest.raises(ArchiveError):
        list(archive.articles())


@pytest.mark.parametrize("engine", IN_FOLDERS)
def test_a_bit_that_flipped_in_any_file_of_an_index_is_found(
    tmp_path: Path, engine: str
) -> None:
    index_some(tmp_path, engine)
    folder = generation(tmp_path, engine)
    files = [p for p in folder.rglob("*") if p.is_file() and p.stat().st_size]
    judged = [p for p in files if not p.name.lower().endswith("lock")]
    assert len(judged) > 4
    for path in judged:
        if path.name == "digests.json":
            continue
        whole, stat = path.read_bytes(), path.stat()
        flip(path, len(whole) // 2)
        assert check_files(folder).damaged == (path,)
        path.write_bytes(whole)
        os.utime(path, ns=(stat.st_atime_ns, stat.st_mtime_ns))
    assert check_files(folder).damaged == ()


@pytest.mark.parametrize("engine", IN_FOLDERS)
def test_writing_more_does_not_make_damage_right(tmp_path: Path, engine: str) -> None:
    index_some(tmp_path, engine)
    folder = generation(tmp_path, engine)
    stored = list(folder.rglob("*.store")) or list(folder.rglob("*.seg"))
    flip(stored[0], 20)
    before = check_files(folder).damaged
    assert before == (stored[0],)
    write_lines(tmp_path / "in/b.jsonl", [story(99)])
    run(tmp_path, engine=url_of(tmp_path, engine))
    if stored[0].exists():  # else its articles were merged into another file
        assert stored[0] in check_files(folder).damaged


def test_a_file_that_is_gone_is_damage(tmp_path: Path) -> None:
    index_some(tmp_path)
    next(generation(tmp_path).rglob("*.idx")).unlink()
    code, damaged = checked(tmp_path)
    assert code == 1
    assert ".idx" in damaged[0]


def test_a_copy_of_the_folder_is_as_well_as_the_original(tmp_path: Path) -> None:
    index_some(tmp_path)
    subprocess.run(["cp", "-r", tmp_path / "data", tmp_path / "copy"], check=True)
    done = called(tmp_path / "copy", "check")
    assert done.exit_code == 0, done.stdout


def test_who_was_killed_while_writing_left_no_damage(tmp_path: Path) -> None:
    index_some(tmp_path)
    folder = generation(tmp_path)
    begin_writing(folder)
    (folder / "revision").write_text("7")
    next(folder.rglob("*.idx")).rename(folder / "merged")
    checked_now = check_files(folder)
    assert checked_now.damaged == ()
    assert checked_now.unknown
    flip(
        next(folder.rglob("*.store")), 20
    )  # what did not change is judged all the same
    assert len(check_files(folder).damaged) == 1


@pytest.mark.parametrize("said", [b"", b"[]", b'{"files": 1}', b'{"files": {"a": 1}}'])
def test_digests_that_cannot_be_read_accuse_nobody(tmp_path: Path, said: bytes) -> None:
    index_some(tmp_path)
    (generation(tmp_path) / "digests.json").write_bytes(said)
    assert checked(tmp_path) == (0, [])


# ── doctor ───────────────────────────────────────────────────────────────────


def findings(data: Path, code: int) -> dict[str, dict[str, str]]:
    done = called(data, "doctor", "--json")
    assert done.exit_code == code, done.output
    return {one["name"]: one for one in json.loads(done.stdout)["findings"]}


def test_the_doctor_finds_nothing_where_all_is_well(tmp_path: Path) -> None:
    index_some(tmp_path)
    found = findings(tmp_path / "data", 0)
    names = "versions engine settings folder disk lock model archive index languages"
    assert set(found) == {*names.split(), "meaning", "damage"}
    assert found["index"]["told"] == "30 articles, complete"
    assert "MB free" in found["disk"]["told"]
    assert "→" not in called(tmp_path / "data", "doctor").stdout


def test_the_doctor_says_what_to_do(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = findings(tmp_path / "none", 1)
    assert "dateline index PATH" in found["folder"]["remedy"]
    assert "dateline index PATH" in found["archive"]["remedy"]
    assert "dateline index" not in found["archive"]["told"]
    index_some(tmp_path)
    data = tmp_path / "data"
    monkeypatch.setenv("DATELINE_DATTA", "x")
    assert "DATELINE_DATA" in findings(data, 1)["settings"]["told"]
    monkeypatch.delenv("DATELINE_DATTA")
    flip(next(generation(tmp_path).rglob("*.store")), 20)
    assert "dateline reindex" in findings(data, 1)["damage"]["remedy"]
    assert called(data, "reindex", "-j", 0).exit_code == 0
    findings(data, 0)
    url = url_of(tmp_path)
    with closing(open_engine(url)) as engine:
        revision = engine.revision()
        gone = engine.snapshot().ids(SearchRequest(query=MatchAll()), 1)
        with engine.writer() as writer:
            writer.remove(gone[0])
            writer.commit(revision)
    found = findings(data, 1)
    assert found["index"]["told"] == "29 of the 30 articles of the archive"
    assert "dateline failed" in found["index"]["remedy"]
    with closing(sqlite3.connect(data / "archive.sqlite")) as db:
        db.execute("UPDATE article SET revision = 999 WHERE revision = 1")
        db.commit()
    found = findings(data, 1)
    assert "1 changes are missing" in found["index"]["told"]


def test_the_doctor_says_who_is_writing(tmp_path: Path) -> None:
    index_some(tmp_path)
    lock = tmp_path / "data/lock"
    code = f"""if True:
        from pathlib import Path
        from search.files import hold_lock
        with hold_lock(Path({str(lock)!r})):
            print("held", flush=True)
            input()"""
    command = [sys.executable, "-c", code]
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE}
    root = Path(__file__).parent.parent
    with subprocess.Popen(command, cwd=root, text=True, **pipes) as process:  # type: ignore[call-overload]
        assert process.stdout.readline() == "held\n"
        told = findings(tmp_path / "data", 0)["lock"]["told"]
        assert told.startswith(f"process {process.pid} is writing")
        process.communicate("\n")
