from __future__ import annotations

import errno
import os
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from index.archive.lock import writing
from index.errors import ArchiveError
from search.files import hold_lock, lock_holder, write_atomically

HOLD = """
import sys, time
from pathlib import Path
from search.files import hold_lock
with hold_lock(Path(sys.argv[1])):
    print("held", flush=True)
    time.sleep(60)
"""


def full(handle: int) -> None:
    raise OSError(errno.ENOSPC, "No space left on device")


def test_a_file_is_replaced_whole(tmp_path: Path) -> None:
    path = tmp_path / "file"
    write_atomically(path, "Straße")
    write_atomically(path, b"\x00\xff")
    assert path.read_bytes() == b"\x00\xff"
    assert list(tmp_path.iterdir()) == [path]


def test_a_full_disk_leaves_the_old_file_and_nothing_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "file"
    write_atomically(path, "old")
    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space"):
        write_atomically(path, "new")
    assert path.read_text() == "old"
    assert list(tmp_path.iterdir()) == [path]


def test_no_other_thread_holds_a_lock_at_the_same_time(tmp_path: Path) -> None:
    refused = []

    def other() -> None:
        try:
            with hold_lock(tmp_path / "lock"):
                pass
        except TimeoutError:
            refused.append(True)

    with hold_lock(tmp_path / "lock"):
        thread = threading.Thread(target=other)
        thread.start()
        thread.join()
        with pytest.raises(TimeoutError), hold_lock(tmp_path / "lock"):
            pass
    other()
    assert refused == [True]


def test_who_waits_gets_the_lock_when_the_holder_lets_go(tmp_path: Path) -> None:
    held, go_on, got = threading.Event(), threading.Event(), threading.Event()

    def first() -> None:
        with hold_lock(tmp_path / "lock"):
            held.set()
            go_on.wait(10)

    def second() -> None:
        with hold_lock(tmp_path / "lock", seconds=10):
            got.set()

    threads = [threading.Thread(target=first), threading.Thread(target=second)]
    threads[0].start()
    assert held.wait(10)
    threads[1].start()
    assert not got.wait(0.1)
    go_on.set()
    assert got.wait(10)
    for thread in threads:
        thread.join()


def test_the_one_who_is_refused_is_told_by_whom_and_a_killed_holder_frees_the_lock(
    tmp_path: Path,
) -> None:
    path = tmp_path / "lock"
    with subprocess.Popen(
        [sys.executable, "-c", HOLD, str(path)], stdout=subprocess.PIPE
    ) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == b"held\n"
        assert lock_holder(path) == holder.pid
        with (
            pytest.raises(ArchiveError, match=rf"\(process {holder.pid}\).*wait"),
            writing(tmp_path),
        ):
            pass
        holder.kill()
        holder.wait()
    with writing(tmp_path):
        assert lock_holder(path) == os.getpid()


def test_what_a_lock_file_holds_does_not_matter(tmp_path: Path) -> None:
    path = tmp_path / "lock"
    path.write_text("rubbish " * 1_000)
    assert lock_holder(path) is None
    with hold_lock(path):
        assert lock_holder(path) == os.getpid()


def test_a_lock_in_a_folder_that_is_a_file_says_so(tmp_path: Path) -> None:
    data = tmp_path / "file"
    data.write_text("")
    with pytest.raises(ArchiveError, match="cannot be used"), writing(data):
        pass
