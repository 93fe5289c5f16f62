"""Sources made to stop a run: each costs itself at most."""

from __future__ import annotations

import gzip
import json
import logging
import os
import resource
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, BinaryIO

import pytest
from support.runs import TEXT, called, counted, run, story, titles, write, write_lines

from index.readers import READERS
from index.records import Attached, Draft, Problem, ReadOptions, Record

ROOT = Path(__file__).parent.parent

ERRORS = [
    ValueError("no such thing"),
    KeyError("x"),
    AssertionError(),
    MemoryError(),
    RecursionError(),
    OSError(5, "bad disk"),
    StopIteration(),
    UnicodeDecodeError("ascii", b"\xff", 0, 1, "odd"),
]


def feed(*items: str, beside: str = "") -> str:
    return f'<rss version="2.0"><channel>{beside}{"".join(items)}</channel></rss>'


def item(title: str, more: str = "") -> str:
    return f"<item><title>{title}</title>{more}<description>{TEXT}</description></item>"


# ── time ─────────────────────────────────────────────────────────────────────


def test_a_page_below_forty_comments_is_told_from_a_feed_at_once(
    tmp_path: Path,
) -> None:
    page = "<!-- x -->\n" * 40 + f"<html><title>A page</title><p>{TEXT * 4}</html>"
    write(tmp_path / "in/page.unknown", page)
    assert counted(run(tmp_path)) == {"added": 1}
    assert titles(tmp_path) == ["A page"]


# ── errors ───────────────────────────────────────────────────────────────────


def test_comments_and_instructions_in_an_item_are_passed_over(tmp_path: Path) -> None:
    odd = item("Odd", "<!-- a comment --><?php echo 1 ?>")
    write(tmp_path / "in/a.rss", feed(item("One"), odd, item("Two")))
    assert counted(run(tmp_path)) == {"added": 3}
    assert titles(tmp_path) == ["Odd", "One", "Two"]


@pytest.mark.parametrize("error", ERRORS, ids=lambda error: type(error).__name__)
def test_whatever_cutting_raises_costs_the_rest_of_its_source(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
    error: Exception,
) -> None:
    cut = READERS["jsonl"].records

    def broken(
        stream: BinaryIO, options: ReadOptions
    ) -> Iterator[Record | Problem | Attached]:
        for number, record in enumerate(cut(stream, options)):
            if options.file_name == "bad.jsonl" and number == 2:
                raise error
            yield record

    monkeypatch.setattr(READERS["jsonl"], "records", broken)
    write_lines(tmp_path / "in/bad.jsonl", [story(n) for n in range(4)])
    write_lines(tmp_path / "in/good.jsonl", [story(9)])
    report = run(tmp_path)
    assert counted(report) == {"added": 3, "failed": 1}
    assert "bad.jsonl" in report.failed[0].source
    assert "Traceback" in logged(caplog)
    again = run(tmp_path)  # known to fail, it is not read again
    assert again.failed == report.failed
    assert counted(again) == {"unchanged": 3, "failed": 1}


@pytest.mark.parametrize("error", ERRORS, ids=lambda error: type(error).__name__)
def test_whatever_parsing_raises_costs_its_record(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
    error: Exception,
) -> None:
    parse = READERS["jsonl"].draft

    def broken(record: Record, options: ReadOptions) -> Draft:
        if record.position == "line 2":
            raise error
        return parse(record, options)

    monkeypatch.setattr(READERS["jsonl"], "draft", broken)
    write_lines(tmp_path / "in/a.jsonl", [story(n) for n in range(4)])
    report = run(tmp_path)
    assert counted(report) == {"added": 3, "failed": 1}
    assert report.failed[0].reason.startswith("line 2: ")
    assert "Traceback" in logged(caplog)


def logged(caplog: pytest.LogCaptureFixture) -> str:
    """What was logged, with the tracebacks."""
    format = logging.Formatter().format
    return "\n".join(format(record) for record in caplog.records)


# ── the process that cuts ────────────────────────────────────────────────────

MISBEHAVING = """
import logging
import os
import sys
import time
from pathlib import Path

from index.pipeline.run import IndexOptions, index_paths
from index.readers import READERS
from search.engines.engine import default_engine_url
from search.settings.log import start_log

cut = READERS["jsonl"].records


def misbehaving(stream, options):
    for number, record in enumerate(cut(stream, options)):
        if number == 100:
            match options.file_name:
                case "dies.jsonl":
                    os._exit(1)
                case "hangs.jsonl":
                    time.sleep(3600)
                case "grows.jsonl":
                    bytearray(2**40)
                case "raises.jsonl":
                    raise KeyError("odd")
        yield record


READERS["jsonl"].records = misbehaving
if __name__ == "__main__":
    data = Path(sys.argv[1])
    start_log(logging.WARNING, file=data.parent / "log", as_json=True)
    report = index_paths(
        [Path(sys.argv[2])],
        IndexOptions(data=data, engine=default_engine_url(data), jobs=1, seconds=3.0),
        lambda told: None,
    )
    print(len(report.failed), sum(report.counts.values()))
    for failure in report.failed:
        print(Path(failure.source).name, failure.reason)
"""


def test_a_source_that_kills_or_hangs_what_cuts_it_costs_itself(
    tmp_path: Path,
) -> None:
    names = ("a", "dies", "grows", "hangs", "raises", "z")
    for number, name in enumerate(names):
        rows = [story(1000 * number + n) for n in range(120)]
        write_lines(tmp_path / f"in/{name}.jsonl", rows)
    write(tmp_path / "run.py", MISBEHAVING)
    done = subprocess.run(
        [sys.executable, tmp_path / "run.py", tmp_path / "data", tmp_path / "in"],
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=True,
    )
    first, *reasons = done.stdout.splitlines()
    told = dict(line.split(" ", 1) for line in reasons)
    assert "the process reading it died" in told["dies.jsonl"]
    assert "reading it took too long" in told["hangs.jsonl"]
    assert "there was not enough memory to read it" in told["grows.jsonl"]
    assert "reading it failed (KeyError: 'odd')" in told["raises.jsonl"]
    # what was cut before is kept, however it ended
    assert first == f"4 {120 + 4 * 100 + 120}"
    # the process that cuts logs where the one does that started it
    log = [json.loads(line) for line in (tmp_path / "log").read_text().splitlines()]
    assert sum("traceback" in entry for entry in log) == 2
    assert "Traceback" not in done.stderr


# ── memory ───────────────────────────────────────────────────────────────────

BOMBS: dict[str, Callable[[], Iterator[bytes]]] = {
    "large-item.rss": lambda: bomb("<item><title>Large</title>", "<p>a</p>"),
    "beside-items.rss": lambda: bomb(item("Before"), "<x/>"),
    "attributes.rss": lambda: bomb("<item>", "<x a='1' b='2' c='3'/>"),
    "comments.rss": lambda: bomb(item("Ahead"), "<!---->"),
    "instructions.rss": lambda: bomb("<item>", "<?x?>"),
    "text.rss": lambda: bomb("<item><title>Text</title>", "text &amp; text "),
    "lists.json": lambda: whole(b'[{"title": "x", "body": [', b"[],", b"[]]}]"),
    "line.jsonl": lambda: whole(b"", b"0" * 64, b""),
    "cells.csv": lambda: whole(b"title,body\n", b",", b"\n"),
    "open.sgm": lambda: whole(b"", b"<REUTERS ", b""),
    "text.txt": lambda: whole(b"A title\n\n", b"word ", b""),
}
"""Files of 50 MB that take a few hundred kilobytes."""


def bomb(before: str, repeated: str) -> Iterator[bytes]:
    return whole(f"<rss><channel>{before}".encode(), repeated.encode(), b"")


def whole(before: bytes, repeated: bytes, after: bytes) -> Iterator[bytes]:
    """Compressed pieces, which one after the other are a file of 50 MB."""
    yield gzip.compress(before)
    many = gzip.compress(repeated * (2**20 // len(repeated)))
    yield from (many for _ in range(50))
    yield gzip.compress(after)


def indexed(data: Path, folder: Path, memory: int) -> dict[str, Any]:
    """The report of a run none of whose processes may take more memory."""

    def limited() -> None:
        resource.setrlimit(resource.RLIMIT_AS, (memory, memory))

    command = ("index", "-j", "1", "--json")
    done = subprocess.run(
        [sys.executable, "-m", "index", "--data", data, *command, folder],
        cwd=ROOT,
        env={**os.environ, "OPENBLAS_NUM_THREADS": "1"},
        capture_output=True,
        preexec_fn=limited,
        check=False,
    )
    assert done.returncode == 0, done.stderr.decode()
    report: dict[str, Any] = json.loads(done.stdout)
    return report


def test_files_of_50_mb_in_a_few_kilobytes_take_no_memory(tmp_path: Path) -> None:
    for name, pieces in BOMBS.items():
        path = write(tmp_path / "in" / f"{name}.gz", "")
        path.write_bytes(b"".join(pieces()))
        assert path.stat().st_size < 10**6
    write(tmp_path / "in/z.txt", f"Last\n\n{TEXT}\n")
    report = indexed(tmp_path / "data", tmp_path / "in", 900 * 2**20)
    assert {"Ahead", "Last"} <= set(titles(tmp_path))
    failed = {Path(f["source"]).name: f["reason"] for f in report["failed"]}
    refused = BOMBS.keys() - {"comments.rss"}  # which lacks nothing but its end
    assert sorted(failed) == sorted(f"{name}.gz" for name in refused)
    assert "longer than an article can be" in failed["large-item.rss.gz"]
    assert "longer than an article can be" in failed["beside-items.rss.gz"]


def test_what_failed_is_read_again_when_that_is_asked_for(tmp_path: Path) -> None:
    path = write(tmp_path / "in/a.rss", feed(item("One"), "<item><broken"))
    assert counted(run(tmp_path)) == {"added": 1, "failed": 1}
    done = called(tmp_path / "data", "failed", "--retry", "-j", 1)
    assert "broken after item 1" in done.output
    path.write_text(feed(item("One"), item("Two")))
    assert counted(run(tmp_path, jobs=1)) == {"added": 1, "unchanged": 1}
