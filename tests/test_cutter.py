from __future__ import annotations

import json
import multiprocessing
import os
import signal
from multiprocessing import spawn
from pathlib import Path

import pytest
from support.runs import story, write, write_lines

from index.errors import IngestError, UnreadableSource
from index.records import Packed, Problem, ReadOptions
from index.sources.cutter import Cutter
from index.sources.cutting import Asked

SAMPLES = Path(__file__).parent.parent / "samples"


def asked(path: Path) -> Asked:
    return Asked(path, None, ReadOptions(file_name=path.name))


def numbers(pieces: list[Packed | Problem]) -> list[int]:
    found = []
    for piece in pieces:
        assert isinstance(piece, Packed)
        content = piece.record().content
        assert isinstance(content, bytes)
        found.append(json.loads(content)["id"])
    return found


def test_a_process_cuts_sources_just_as_this_one_does() -> None:
    paths = [asked(path) for path in sorted(SAMPLES.rglob("*")) if path.is_file()]
    assert len(paths) > 5
    with Cutter(apart=True) as apart, Cutter(apart=False) as here:
        for path in paths:
            assert list(apart.cut(path)) == list(here.cut(path))
        assert len(multiprocessing.active_children()) == 1
    assert not multiprocessing.active_children()


def test_records_are_cut_only_as_they_are_taken(tmp_path: Path) -> None:
    rows = [story(n, text="word " * 500) for n in range(4_000)]
    path = write_lines(tmp_path / "a.jsonl", rows)
    with Cutter(apart=True) as cutter:
        pieces = cutter.cut(asked(path))
        first = next(pieces)
        # it has stopped by now, or reads on and meets what is written next
        with path.open("r+b") as file:
            file.seek(path.stat().st_size * 3 // 4)
            file.write(b"\n" * 10_000)
        kept = numbers([first, *(p for p in pieces if _whole(p))])
    assert len(kept) < 4_000
    assert kept == sorted(kept)


def _whole(piece: Packed | Problem) -> bool:
    """Whether nothing was written over a line."""
    content = piece.record().content if isinstance(piece, Packed) else b""
    return isinstance(content, bytes) and content[:1] + content[-2:] == b"{}\n"


def test_how_far_a_source_is_read_is_told_meanwhile(tmp_path: Path) -> None:
    path = write_lines(tmp_path / "a.jsonl", [story(n) for n in range(10_000)])
    size = path.stat().st_size
    read = [0]
    with Cutter(apart=True) as cutter:
        for _ in cutter.cut(asked(path)):
            if cutter.read != read[-1]:
                read.append(cutter.read)
        assert cutter.read == 0
    assert read == sorted(read)
    assert len(read) > 3
    assert size * 0.8 < read[-1] <= size


def test_a_process_that_is_killed_costs_the_source_it_was_cutting(
    tmp_path: Path,
) -> None:
    path = write_lines(tmp_path / "a.jsonl", [story(n) for n in range(20_000)])
    other = write_lines(tmp_path / "b.jsonl", [story(1)])
    with Cutter(apart=True) as cutter:
        pieces = cutter.cut(asked(path))
        next(pieces)
        (process,) = multiprocessing.active_children()
        assert process.pid is not None
        os.kill(process.pid, signal.SIGKILL)
        with pytest.raises(UnreadableSource, match="the process reading it died"):
            list(pieces)
        assert numbers(list(cutter.cut(asked(other)))) == [1]


def test_a_source_that_is_left_in_the_middle_leaves_nothing_for_the_next(
    tmp_path: Path,
) -> None:
    path = write_lines(tmp_path / "a.jsonl", [story(n) for n in range(20_000)])
    other = write_lines(tmp_path / "b.jsonl", [story(1)])
    with Cutter(apart=True) as cutter:
        pieces = cutter.cut(asked(path))
        next(pieces)
        del pieces
        assert numbers(list(cutter.cut(asked(other)))) == [1]


def test_a_source_that_takes_too_much_memory_costs_itself(tmp_path: Path) -> None:
    # small enough to be parsed whole, into some thirty times its size
    path = write(tmp_path / "a.json", f"[{'[],' * 1_300_000}[]]")
    other = write_lines(tmp_path / "b.jsonl", [story(1)])
    with Cutter(apart=True, memory=100 * 2**20) as cutter:
        with pytest.raises(UnreadableSource, match="not enough memory"):
            list(cutter.cut(asked(path)))
        assert numbers(list(cutter.cut(asked(other)))) == [1]


def test_a_process_that_cannot_start_ends_the_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(spawn, "_python_exe", b"/bin/false")
    path = write_lines(tmp_path / "b.jsonl", [story(1)])
    with (
        Cutter(apart=True) as cutter,
        pytest.raises(IngestError, match="cannot start"),
    ):
        list(cutter.cut(asked(path)))
