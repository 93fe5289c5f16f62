from __future__ import annotations

import json
import multiprocessing
from collections.abc import Iterable
from multiprocessing import spawn
from pathlib import Path

import pytest
from support.runs import story, write, write_lines

from index.errors import IngestError
from index.records import Packed, ReadOptions
from index.sources.cutter import Cutter
from index.sources.cutting import Asked, Finished, Piece

SAMPLES = Path(__file__).parent.parent / "samples"


def asked(*paths: Path) -> list[Asked]:
    return [Asked(path, None, ReadOptions(file_name=path.name)) for path in paths]


def id_of(piece: Piece) -> int:
    """The id of a line that is a story."""
    assert isinstance(piece, Packed)
    content = piece.record().content
    assert isinstance(content, bytes)
    found = json.loads(content)["id"]
    assert isinstance(found, int)
    return found


def ids(pieces: Iterable[tuple[int, Piece]]) -> list[int]:
    return [id_of(piece) for _, piece in pieces if not isinstance(piece, Finished)]


def ends(pieces: Iterable[tuple[int, Piece]]) -> list[str | None]:
    """Why each source ended."""
    return [piece.reason for _, piece in pieces if isinstance(piece, Finished)]


def test_a_process_cuts_sources_just_as_this_one_does() -> None:
    group = asked(*(path for path in sorted(SAMPLES.rglob("*")) if path.is_file()))
    assert len(group) > 5
    with Cutter(apart=True) as apart, Cutter(apart=False) as here:
        expected = list(here.cut(group))
        assert ends(expected) == [None] * len(group)
        assert list(apart.cut(group)) == expected
        for number, one in enumerate(group):
            pieces = [piece for at, piece in expected if at == number]
            assert [piece for _, piece in apart.cut([one])] == pieces
        assert len(multiprocessing.active_children()) == 1
    assert not multiprocessing.active_children()


def test_records_are_cut_only_as_they_are_taken(tmp_path: Path) -> None:
    rows = [story(n, text="word " * 500) for n in range(4_000)]
    path = write_lines(tmp_path / "a.jsonl", rows)
    with Cutter(apart=True) as cutter:
        pieces = cutter.cut(asked(path))
        next(pieces)
        # it has stopped by now, or reads on and misses what is written next
        with path.open("r+b") as file:
            file.seek(path.stat().st_size * 3 // 4)
            file.write(b"\n" * path.stat().st_size)
        assert 1_000 < len(list(pieces)) < 3_100


def test_how_far_a_source_is_read_is_told_meanwhile(tmp_path: Path) -> None:
    path = write_lines(tmp_path / "a.jsonl", [story(n) for n in range(10_000)])
    size = path.stat().st_size
    read = [0]
    with Cutter(apart=True) as cutter:
        for _, piece in cutter.cut(asked(path)):
            if cutter.read != read[-1] and not isinstance(piece, Finished):
                read.append(cutter.read)
        assert cutter.read == 0
    assert read == sorted(read)
    assert len(read) > 3
    assert size * 0.8 < read[-1] <= size


def kill_the_process() -> None:
    (process,) = multiprocessing.active_children()
    process.kill()
    process.join()


def test_a_process_that_is_killed_twice_costs_the_source_it_was_cutting(
    tmp_path: Path,
) -> None:
    path = write_lines(tmp_path / "a.jsonl", [story(n) for n in range(20_000)])
    other = write_lines(tmp_path / "b.jsonl", [story(1)])
    with Cutter(apart=True) as cutter:
        pieces = cutter.cut(asked(path))
        found = [next(pieces)]
        kill_the_process()
        while multiprocessing.active_children() == []:
            found.append(next(pieces))
        kill_the_process()
        found += pieces
        assert ends(found) == ["the process reading it died"]
        assert ids(found) == [*range(len(found) - 1)]
        assert ids(cutter.cut(asked(other))) == [1]


def test_a_process_that_is_killed_costs_no_source_that_another_can_cut(
    tmp_path: Path,
) -> None:
    paths = []
    for number in range(3):
        rows = [story(20_000 * number + n) for n in range(20_000)]
        paths.append(write_lines(tmp_path / f"{number}.jsonl", rows))
    with Cutter(apart=True) as cutter:
        pieces = cutter.cut(asked(*paths))
        found = [next(pieces) for _ in range(25_000)]
        kill_the_process()
        found += pieces
    assert ends(found) == [None, None, None]
    assert ids(found) == [*range(60_000)]


def test_a_process_that_is_killed_between_two_sources_costs_none(
    tmp_path: Path,
) -> None:
    path = write_lines(tmp_path / "a.jsonl", [story(1)])
    with Cutter(apart=True) as cutter:
        assert ids(cutter.cut(asked(path))) == [1]
        (process,) = multiprocessing.active_children()
        process.kill()
        process.join()
        assert ids(cutter.cut(asked(path))) == [1]


def test_a_source_that_is_left_in_the_middle_leaves_nothing_for_the_next(
    tmp_path: Path,
) -> None:
    path = write_lines(tmp_path / "a.jsonl", [story(n) for n in range(20_000)])
    other = write_lines(tmp_path / "b.jsonl", [story(1)])
    with Cutter(apart=True) as cutter:
        pieces = cutter.cut(asked(path))
        next(pieces)
        del pieces
        assert ids(cutter.cut(asked(other))) == [1]


def test_a_source_that_takes_too_much_memory_costs_itself(tmp_path: Path) -> None:
    # small enough to be parsed whole, into some thirty times its size
    path = write(tmp_path / "a.json", f"[{'[],' * 1_300_000}[]]")
    other = write_lines(tmp_path / "b.jsonl", [story(1)])
    with Cutter(apart=True, memory=100 * 2**20) as cutter:
        (reason,) = ends(cutter.cut(asked(path)))
        assert reason == "there was not enough memory to read it"
        assert ends(cutter.cut(asked(path, other, path))) == [reason, None, reason]
        assert ids(cutter.cut(asked(other))) == [1]


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
