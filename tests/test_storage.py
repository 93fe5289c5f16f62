"""What a disk refuses is said so that people do the right thing."""

from __future__ import annotations

import errno
import os
import random
import resource
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import pytest
from support.runs import TEXT, called, story, write_lines

from index.pipeline.workers import Workers
from index.sources.cutter import Cutter
from search.engines.url import ENGINES, Location
from search.errors import ConfigError
from search.storage import check_working_folder, error_number, storage_trouble

# whoosh leaves files it could not write to the collector, which warns of them
pytestmark = pytest.mark.filterwarnings(
    "ignore::pytest.PytestUnraisableExceptionWarning"
)

ROOT = Path(__file__).parent.parent
IN_FOLDERS = [n for n, one in ENGINES.items() if one.location is Location.FOLDER]
WRONG_WAYS = ("rebuild", "reindex", "backup", "move it away", "Traceback")


@pytest.fixture
def small(tmp_path: Path) -> Iterator[Path]:
    """A disk of its own with two megabytes."""
    place = tmp_path / "small"
    place.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=2m", "tmpfs", str(place)]
    if os.geteuid() or not shutil.which("mount") or subprocess.run(mount).returncode:
        pytest.skip("needs to be allowed to mount a small disk")
    yield place
    subprocess.run(["umount", "-l", str(place)], check=True)


@dataclass(frozen=True)
class Done:
    """How a command ended, and what it said."""

    returncode: int
    stdout: str
    stderr: str


def dateline(data: Path, *arguments: object) -> Done:
    done = called(data, *arguments)
    assert isinstance(done.exception, SystemExit | None), done.exc_info
    return Done(done.exit_code, done.stdout, done.stderr)


def dateline_with_files(
    most: int, data: Path, *arguments: object
) -> subprocess.CompletedProcess[str]:
    """Run it as a process that may have so many files open."""

    def few() -> None:
        resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))

    return subprocess.run(
        [sys.executable, "-m", "index", "--data", data, *map(str, arguments)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        preexec_fn=few,
        check=False,
    )


def assert_leads_right(said: str, *wanted: str) -> None:
    for words in wanted:
        assert words in said, said
    for words in WRONG_WAYS:
        assert words not in said, said


def sources(tmp_path: Path, number: int = 40) -> Path:
    """Articles of 30 kB each, which nothing makes smaller and nobody has to read."""
    long = [random.Random(n).randbytes(15_000).hex() for n in range(number)]
    rows = [story(n, text=f"{TEXT} {n}\n\n{long[n]}") for n in range(number)]
    return write_lines(tmp_path / "in/a.jsonl", rows)


@pytest.mark.parametrize("engine", IN_FOLDERS)
@pytest.mark.parametrize("room", [300, 1_300])
def test_a_full_disk_is_named_with_the_room_and_the_same_command_completes(
    tmp_path: Path, small: Path, engine: str, room: int
) -> None:
    """With so many kilobytes left, whatever meets the end of the disk."""
    data = small / "data"
    url = f"{engine}:{data / 'index'}"
    index = ("--engine", url, "index", sources(tmp_path), "-j", 0)
    filling = small / "filling"
    filling.write_bytes(bytes((2_048 - room) * 1_000))
    full = dateline(data, *index)
    assert full.returncode in (69, 74), full.stderr
    assert_leads_right(
        full.stderr, str(small), "full", "MB are needed", "run the same command again"
    )
    subprocess.run(["mount", "-o", "remount,size=60m", str(small)], check=True)
    filling.unlink()
    again = dateline(data, *index)
    assert again.returncode == 0, again.stderr
    counted = dateline(data, "--engine", url, "search", "--count")
    assert counted.stdout == "40\n"
    assert dateline(data, "--engine", url, "check").returncode == 0


@pytest.mark.parametrize("engine", IN_FOLDERS)
def test_a_disk_without_room_for_a_new_index_keeps_the_old_one(
    tmp_path: Path, small: Path, engine: str
) -> None:
    data = small / "data"
    url = f"{engine}:{data / 'index'}"
    subprocess.run(["mount", "-o", "remount,size=60m", str(small)], check=True)
    assert (
        dateline(data, "--engine", url, "index", sources(tmp_path), "-j", 0).returncode
        == 0
    )
    free = shutil.disk_usage(small).free
    with (small / "filling").open("wb") as filling:
        filling.write(bytes(free - 100_000))
    full = dateline(data, "--engine", url, "reindex", "-j", 0)
    assert full.returncode in (69, 74)
    assert_leads_right(full.stderr, str(small), "full", "run the same command again")
    counted = dateline(data, "--engine", url, "search", "--count")
    assert counted.stdout == "40\n"


@pytest.mark.parametrize("engine", IN_FOLDERS)
def test_a_disk_that_is_read_only_is_said_to_be(
    tmp_path: Path, small: Path, engine: str
) -> None:
    data = small / "data"
    url = f"{engine}:{data / 'index'}"
    some = sources(tmp_path, 3)
    assert dateline(data, "--engine", url, "index", some, "-j", 0).returncode == 0
    subprocess.run(["mount", "-o", "remount,ro", str(small)], check=True)
    for command in (("index", some, "-j", 0), ("reindex", "-j", 0)):
        done = dateline(data, "--engine", url, *command)
        assert done.returncode in (69, 74)
        assert_leads_right(done.stderr, str(small), "read-only")
    counted = dateline(data, "--engine", url, "search", "--count")
    if counted.returncode:  # tantivy makes a lock when it opens an index
        assert_leads_right(counted.stderr, str(small), "read-only")
    else:
        assert counted.stdout == "3\n"


@pytest.mark.parametrize("engine", IN_FOLDERS)
@pytest.mark.parametrize("most", [10, 16, 22])
def test_few_open_files_damage_nothing_and_are_said(
    tmp_path: Path, engine: str, most: int
) -> None:
    data = tmp_path / "data"
    url = f"{engine}:{data / 'index'}"
    some = sources(tmp_path, 3)
    assert dateline(data, "--engine", url, "index", some, "-j", 0).returncode == 0

    for command in (("search", "--count"), ("reindex", "-j", 0)):
        done = dateline_with_files(most, data, "--engine", url, *command)
        if done.returncode and "dateline: " in done.stderr:
            assert_leads_right(done.stderr, "too many files", "ulimit -n")
    counted = dateline(data, "--engine", url, "search", "--count")
    assert counted.stdout == "3\n"


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (OSError(errno.ENOSPC, "x"), "is full"),
        (OSError(errno.EDQUOT, "x"), "is full"),
        (OSError(errno.EFBIG, "x"), "ulimit -f"),
        (OSError(errno.EACCES, "x"), "permission denied"),
        (OSError(errno.EPERM, "x"), "permission denied"),
        (OSError(errno.EROFS, "x"), "read-only"),
        (OSError(errno.EMFILE, "x"), "ulimit -n"),
        (OSError(errno.EIO, "x"), "input/output error"),
        (ValueError("An IO error: 'No space left on device (os error 28)'"), "is full"),
        (RuntimeError("Permission denied (os error 13)"), "permission denied"),
        (ValueError("IoError(Os { code: 24, kind: Uncategorized })"), "ulimit -n"),
    ],
    ids=str,
)
def test_what_the_system_says_is_understood_in_whoevers_words(
    tmp_path: Path, error: Exception, words: str
) -> None:
    told = storage_trouble(error, tmp_path / "data")
    assert told is not None
    assert_leads_right(told, words, str(tmp_path / "data"))
    wrapped = ValueError("an engine failed")
    wrapped.__cause__ = error
    assert storage_trouble(wrapped, tmp_path / "data") == told


def test_damage_is_not_taken_for_a_disk_that_refuses(tmp_path: Path) -> None:
    for error in (ValueError("corrupt: 28"), EOFError(), KeyError("x"), OSError()):
        assert storage_trouble(error, tmp_path) is None
    path = tmp_path / "a.sqlite"
    path.write_bytes(b"rubbish " * 2_000)
    db = sqlite3.connect(path)
    with pytest.raises(sqlite3.DatabaseError) as raised:
        db.execute("SELECT * FROM sqlite_schema")
    db.close()
    assert error_number(raised.value, path) is None


def test_sqlite_says_that_it_is_full(tmp_path: Path) -> None:
    db = sqlite3.connect(tmp_path / "a.sqlite", isolation_level=None)
    db.execute("PRAGMA max_page_count = 2")
    db.execute("CREATE TABLE t (x)")
    with pytest.raises(sqlite3.OperationalError) as raised:
        db.execute("INSERT INTO t VALUES (zeroblob(100000))")
    with suppress(sqlite3.Error):
        db.close()
    assert error_number(raised.value, tmp_path) == errno.ENOSPC


@pytest.mark.skipif(os.geteuid() != 0, reason="needs to become another user")
def test_a_folder_of_another_user_is_said_to_be(tmp_path: Path) -> None:
    """SQLite only says that it is unable to open the file."""
    folder = tmp_path / "theirs"
    folder.mkdir(mode=0o700)
    sqlite3.connect(folder / "archive.sqlite").close()
    child = os.fork()
    if child == 0:
        os.seteuid(65534)
        try:
            sqlite3.connect(folder / "archive.sqlite").execute("CREATE TABLE t (x)")
        except sqlite3.Error as error:
            os.seteuid(0)
            os._exit(0 if error.sqlite_errorcode == sqlite3.SQLITE_CANTOPEN else 3)
        os._exit(4)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0


@pytest.mark.skipif(os.geteuid() != 0, reason="needs to become another user")
def test_a_process_of_another_user_cannot_begin_in_a_closed_folder(
    tmp_path: Path,
) -> None:
    """As when root, in its own folder, runs a command as somebody else."""
    folder = tmp_path / "theirs"
    folder.mkdir(mode=0o700)
    child = os.fork()
    if child == 0:
        os.chdir(folder)
        os.setuid(65534)
        try:
            check_working_folder()
        except ConfigError as error:
            os._exit(0 if "closed" in str(error) and "cd /" in str(error) else 3)
        os._exit(4)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0


@pytest.mark.parametrize("command", ["search", "index"])
def test_a_folder_that_is_gone_is_said_to_be(
    command: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    gone = tmp_path / "gone"
    gone.mkdir()
    monkeypatch.chdir(gone)
    gone.rmdir()
    done = dateline(tmp_path / "data", command, tmp_path)
    assert done.returncode == 78
    assert "is gone; go to another (cd /)" in done.stderr


def _echo() -> Callable[[Sequence[int]], list[int]]:
    return list


def test_no_process_is_begun_in_a_folder_that_is_gone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    gone = tmp_path / "gone"
    gone.mkdir()
    monkeypatch.chdir(gone)
    gone.rmdir()
    with Cutter(apart=True) as cutter, pytest.raises(ConfigError, match="is gone"):
        cutter.start()
    with Workers(1, _echo) as workers, pytest.raises(ConfigError, match="is gone"):
        workers.start()
