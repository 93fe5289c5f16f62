"""A backup is whole or not there, and brings back all that cannot be made anew."""

from __future__ import annotations

import hashlib
import io
import json
import os
import signal
import sqlite3
import subprocess
import sys
import tarfile
import threading
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from support.runs import called, in_archive, in_index, run, story, write_lines

from index.archive.archive import ARCHIVE_NAME, open_archive
from index.archive.backup import write_backup
from index.archive.backup_file import MANIFEST
from index.archive.restore import restore_backup
from index.errors import ArchiveMissing, BackupError, NotABackup

ROOT = Path(__file__).parent.parent


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A data folder with everything one may have."""
    write_lines(tmp_path / "in/a.jsonl", [story(n) for n in range(30)])
    run(tmp_path)
    folder = tmp_path / "data"
    for name in ("saved-searches.sqlite", "meaning.sqlite"):
        with closing(sqlite3.connect(folder / name)) as db:
            db.executescript("CREATE TABLE t (x); INSERT INTO t VALUES (7);")
    (folder / "names.txt").write_text("# rules\n")
    (folder / "dateline.toml").write_text("threads = 3\n")
    (folder / "saved-searches.seen.taken-over").mkdir()
    (folder / "saved-searches.seen.taken-over/a1").write_bytes(b"\0")
    return folder


def content(path: Path) -> bytes:
    """What is in a file; of a database its rows: a copy counts its changes anew."""
    if path.suffix != ".sqlite":
        return path.read_bytes()
    with closing(sqlite3.connect(path)) as db:
        return "\n".join(db.iterdump()).encode()


def contents(folder: Path) -> dict[str, bytes]:
    """All files but the archive, the lock and the index."""
    return {
        path.relative_to(folder).as_posix(): content(path)
        for path in folder.rglob("*")
        if path.is_file()
        and not path.relative_to(folder).as_posix().startswith(("index", "archive"))
        and path.name != "lock"
    }


@pytest.mark.parametrize("name", ["b.tar.gz", "b.tar"])
def test_what_is_brought_back_is_what_there_was(
    tmp_path: Path, data: Path, name: str
) -> None:
    file = tmp_path / name
    made = called(data, "backup", file)
    assert made.exit_code == 0
    assert made.stdout.startswith(f"{file}: 30 articles, 6 files, ")
    assert file.stat().st_mode & 0o777 == 0o600
    assert sorted(p.name for p in tmp_path.iterdir()) == sorted([name, "data", "in"])
    before, articles = contents(data), in_archive(tmp_path)

    data.rename(tmp_path / "old")
    done = called(data, "restore", file)
    assert done.exit_code == 0, done.stderr
    assert f"dateline --data {data} reindex" in done.stdout
    assert contents(data) == before
    assert called(data, "reindex").exit_code == 0
    assert in_index(tmp_path) == articles
    assert called(data, "check").exit_code == 0


def test_a_backup_made_while_articles_are_indexed_is_of_one_moment(
    tmp_path: Path,
) -> None:
    for number in range(10):
        rows = [story(20 * number + n) for n in range(20)]
        write_lines(tmp_path / f"in/{number:02}.jsonl", rows)
    run(tmp_path, tmp_path / "in/00.jsonl")
    ended = threading.Event()

    def index_all() -> None:
        try:
            for number in range(1, 10):
                run(tmp_path, tmp_path / f"in/{number:02}.jsonl")
        finally:
            ended.set()

    indexing = threading.Thread(target=index_all)
    indexing.start()
    counts = []
    try:
        while not ended.is_set():
            counts.append(write_backup(tmp_path / "data", tmp_path / "b.tar").articles)
    finally:
        indexing.join()
    counts.append(write_backup(tmp_path / "data", tmp_path / "b.tar").articles)
    # never a part of a run's commit
    assert counts == sorted(counts)
    assert {count % 20 for count in counts} == {0}
    assert counts[-1] == 200
    assert len(set(counts)) > 2
    restore_backup(tmp_path / "b.tar", tmp_path / "back")
    with closing(open_archive(tmp_path / "back" / ARCHIVE_NAME)) as archive:
        assert archive.count() == 200


# ── what is refused ──────────────────────────────────────────────────────────


def test_only_an_empty_folder_is_restored_into(tmp_path: Path, data: Path) -> None:
    file = tmp_path / "b.tar.gz"
    write_backup(data, file)
    done = called(data, "restore", file)
    assert done.exit_code == 74
    assert f"the data folder {data} is not empty" in done.stderr
    (tmp_path / "new").mkdir()
    (tmp_path / "new/notes").write_text("mine")
    with pytest.raises(BackupError, match="it has notes"):
        restore_backup(file, tmp_path / "new")
    assert contents(tmp_path / "new") == {"notes": b"mine"}


def test_without_an_archive_there_is_nothing_to_back_up(tmp_path: Path) -> None:
    with pytest.raises(ArchiveMissing):
        write_backup(tmp_path / "none", tmp_path / "b.tar")
    assert list(tmp_path.iterdir()) == []


def test_nothing_is_written_over_but_a_backup(tmp_path: Path, data: Path) -> None:
    file = tmp_path / "articles.tar.gz"
    file.write_bytes(b"mine")
    with pytest.raises(BackupError, match="no backup of dateline"):
        write_backup(data, file)
    assert file.read_bytes() == b"mine"
    with pytest.raises(BackupError, match=r"end it with \.tar\.gz"):
        write_backup(data, tmp_path / "backup.zip")
    with pytest.raises(BackupError, match="there is no folder"):
        write_backup(data, tmp_path / "none" / "b.tar")


def test_a_damaged_archive_takes_the_place_of_no_good_backup(
    tmp_path: Path, data: Path
) -> None:
    file = tmp_path / "b.tar"
    write_backup(data, file)
    good = file.read_bytes()
    with closing(sqlite3.connect(data / ARCHIVE_NAME)) as db:
        db.execute("UPDATE article SET article = zeroblob(9) WHERE revision = 3")
        db.commit()
    with pytest.raises(BackupError, match="dateline check"):
        write_backup(data, file)
    assert file.read_bytes() == good


def packed(
    path: Path, files: dict[str, bytes], listed: list[str] | None = None
) -> Path:
    """A backup that somebody else made."""
    told = [
        {"name": n, "size": len(c), "digest": hashlib.sha256(c).hexdigest()}
        for n, c in files.items()
        if listed is None or n in listed
    ]
    manifest = {"format": 1, "made": "2026", "articles": 0, "files": told}
    with tarfile.open(path, "w") as tar:
        for name, content in {MANIFEST: json.dumps(manifest).encode(), **files}.items():
            member = tarfile.TarInfo(name)
            member.size = len(content)
            tar.addfile(member, io.BytesIO(content))
    return path


@pytest.mark.parametrize("version", [1, 10_000])
def test_the_backup_of_another_version_is_told_as_such(
    tmp_path: Path, whole: dict[str, bytes], version: int
) -> None:
    archive = tmp_path / "archive.sqlite"
    with tarfile.open(fileobj=io.BytesIO(whole["b.tar"])) as tar:
        kept = tar.extractfile("archive.sqlite")
        assert kept is not None
        archive.write_bytes(kept.read())
    with closing(sqlite3.connect(archive)) as db:
        db.execute(f"PRAGMA user_version = {version}")
    file = packed(tmp_path / "b.tar", {"archive.sqlite": archive.read_bytes()})
    with pytest.raises(NotABackup, match="another version"):
        restore_backup(file, tmp_path / "back")
    file = packed(tmp_path / "c.tar", {"archive.sqlite": b"no database" * 99})
    with pytest.raises(NotABackup, match="the archive in"):
        restore_backup(file, tmp_path / "back")


HOSTILE = (
    "../evil.txt",
    "/evil.txt",
    "a/../evil.txt",
    "saved-searches.seen/../evil.txt",
    "saved-searches.seen/../../evil.txt",
    "index/current",
    ".evil.txt",
)


@pytest.mark.parametrize("name", [*HOSTILE, "lock", "evil\n.txt", "a\\b.txt"])
def test_names_that_lead_elsewhere_are_no_backup(tmp_path: Path, name: str) -> None:
    file = packed(tmp_path / "b.tar", {name: b"x"})
    with pytest.raises(NotABackup):
        restore_backup(file, tmp_path / "back")
    unlisted = packed(tmp_path / "c.tar", {"archive.sqlite": b"", name: b"x"}, [])
    with pytest.raises(NotABackup):
        restore_backup(unlisted, tmp_path / "back")
    assert [p for p in tmp_path.rglob("*") if "evil" in p.name] == []
    assert not Path("/evil.txt").exists()


def cut(content: bytes) -> bytes:
    return content[: len(content) // 2]


def flipped(content: bytes) -> bytes:
    at = len(content) * 2 // 3
    return content[:at] + bytes([content[at] ^ 1]) + content[at + 1 :]


BROKEN: dict[str, Callable[[bytes], bytes]] = {
    "nothing": lambda content: b"",
    "a text": lambda content: b"Budget\n" * 500,
    "half of it": cut,
    "a bit": flipped,
}


@pytest.mark.parametrize("name", ["b.tar.gz", "b.tar"])
@pytest.mark.parametrize("change", BROKEN.values(), ids=list(BROKEN))
def test_what_is_no_whole_backup_is_told_and_leaves_nothing(
    tmp_path: Path,
    whole: dict[str, bytes],
    name: str,
    change: Callable[[bytes], bytes],
) -> None:
    file = tmp_path / name
    file.write_bytes(change(whole[name]))
    back = tmp_path / "back"
    done = called(back, "restore", file)
    assert done.exit_code == 65
    assert str(file) in done.stderr
    assert "Traceback" not in done.stderr
    assert not back.exists() or [p.name for p in back.iterdir()] == ["lock"]


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    folder = tmp_path_factory.mktemp("whole")
    write_lines(folder / "in/a.jsonl", [story(n) for n in range(30)])
    run(folder)
    found = {}
    for name in ("b.tar.gz", "b.tar"):
        write_backup(folder / "data", folder / name)
        found[name] = (folder / name).read_bytes()
    return found


def test_a_file_that_is_not_there_is_told_as_such(tmp_path: Path) -> None:
    done = called(tmp_path / "back", "restore", tmp_path / "none.tar")
    assert done.exit_code == 74
    assert "none.tar" in done.stderr
    assert not (tmp_path / "back").exists()


# ── disks and kills ──────────────────────────────────────────────────────────


def in_process(action: str, *before: str) -> subprocess.CompletedProcess[str]:
    """Do something in a process of its own, after some preparation."""
    script = "\n".join(
        (
            "import os, resource, signal, pathlib",
            "from pathlib import Path",
            "from index.archive import backup, restore",
            *before,
            action,
        )
    )
    return subprocess.run(
        [sys.executable, "-c", script],
        cwd=ROOT,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
    )


KILL = "os.kill(os.getpid(), signal.SIGKILL)"


def test_a_backup_that_is_killed_costs_nothing(tmp_path: Path, data: Path) -> None:
    file = tmp_path / "b.tar"
    write_backup(data, file)
    good = file.read_bytes()
    killed = in_process(
        f"backup.write_backup(Path({str(data)!r}), Path({str(file)!r}))",
        "packing = backup._pack",
        "def pack(*args, **named):",
        "    packing(*args, **named)",
        f"    {KILL}",
        "backup._pack = pack",
    )
    assert killed.returncode == -signal.SIGKILL
    assert file.read_bytes() == good
    assert (tmp_path / "b.tar.new").exists()
    write_backup(data, file)
    assert not (tmp_path / "b.tar.new").exists()
    assert called(data, "check").exit_code == 0


@pytest.mark.parametrize("moved", [0, 2])
def test_a_restore_that_is_killed_is_begun_anew(
    tmp_path: Path, data: Path, moved: int
) -> None:
    first, second = tmp_path / "a.tar", tmp_path / "b.tar"
    write_backup(data, first)
    back = tmp_path / "back"
    killed = in_process(
        f"restore.restore_backup(Path({str(first)!r}), Path({str(back)!r}))",
        "replacing, done = Path.replace, []",
        "def replace(self, target):",
        f"    if len(done) == {moved}:",
        f"        {KILL}",
        "    done.append(target)",
        "    return replacing(self, target)",
        "Path.replace = replace",
    )
    assert killed.returncode == -signal.SIGKILL
    assert not (back / ARCHIVE_NAME).exists()
    (data / "dateline.toml").unlink()
    write_backup(data, second)
    restore_backup(second, back)
    assert contents(back) == contents(data)
    assert not (back / "restoring").exists()


def test_a_disk_that_is_full_is_told_and_keeps_what_there_was(
    tmp_path: Path, data: Path
) -> None:
    file = tmp_path / "b.tar"
    write_backup(data, file)
    good = file.read_bytes()
    size = (data / ARCHIVE_NAME).stat().st_size // 2
    limit = (
        "signal.signal(signal.SIGXFSZ, signal.SIG_IGN)",
        f"resource.setrlimit(resource.RLIMIT_FSIZE, ({size}, {size}))",
    )
    for action in (
        f"backup.write_backup(Path({str(data)!r}), Path({str(file)!r}))",
        f"restore.restore_backup(Path({str(file)!r}), Path({str(tmp_path / 'n')!r}))",
    ):
        refused = in_process(action, *limit)
        assert "BackupError" in refused.stderr.splitlines()[-1], refused.stderr
        assert file.read_bytes() == good
    assert not (tmp_path / "b.tar.new").exists()
    assert [path.name for path in (tmp_path / "n").iterdir()] == ["lock"]
