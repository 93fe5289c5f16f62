"""Dateline at ten thousand to a million articles, side by side with its peers.

``make bench``, or ``python -m benchmarks.scale [--sizes N …] [--keep FOLDER]
[--each N] [--write]``. For each size an index is made for each peer and the same
questions are asked, each peer in a process of its own:

- *dateline*: from the text of a query to JSON, four facets, years and ten passages;
  *all facets*: the same with all that are listed;
- *tantivy*: the engine by itself on Dateline's index, with inexact counts; *same
  work*: with exact ones, and a chosen facet's own;
- *fts5*: SQLite with tables for facets;
- *whoosh*: Dateline on its other engine; *whoosh alone*: with its own facets.

All questions are asked in two rounds, of the slow peers in one; nothing is remembered
from the round before, and the lesser time of each counts. Times are given on the clock
and in processor time of all threads: the second hardly depends on what else the machine
does. With ``--write`` tables and plots go to ``docs/``; needs the extra ``bench``.
"""

from __future__ import annotations

import argparse
import gc
import json
import random
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Any, Final

from search.engines.engine import open_engine
from search.files import size_of
from search.model.article import Article

from .scale_corpus import Corpus
from .scale_engines import PEERS, Peer
from .scale_queries import CLASSES, Question, questions
from .scale_report import high, tables, write

SIZES: Final = (10_000, 100_000)
MOST: Final = {"whoosh": 100_000, "whoosh alone": 100_000}
"""Articles a peer is asked with at most: whoosh takes some 5 ms to index one."""

BUILT_BY: Final = {"all facets": "dateline", "same work": "dateline"}
ROUNDS: Final = {"fts5": 1, "whoosh": 1, "whoosh alone": 1}
"""How often a peer is asked all questions, if not twice."""

CHANGED: Final = 100
"""One of so many articles changes in the nightly update."""

_BEFORE: Final = 50
"""Questions of a class that are asked before it; …"""

_MEANWHILE: Final = 150
"""… and while it goes on, at most."""


def build(peer: str, size: int, folder: Path) -> dict[str, float]:
    """Index; processor seconds, without those in which articles are made."""
    corpus = Corpus()
    gc.collect()
    before = _resident()
    making = 0.0

    def made() -> Iterator[Article]:
        nonlocal making
        for number in range(size):
            started = time.thread_time()
            article = corpus.article(number)
            making += time.thread_time() - started
            yield article

    chosen = PEERS[peer](folder)
    size_before = size_of(folder)
    started, clock = time.process_time(), time.perf_counter()
    chosen.build(made())
    seconds = time.process_time() - started - making - chosen.unmeasured
    return {
        "cpu": seconds,
        "clock": time.perf_counter() - clock - making - chosen.unmeasured,
        "bytes": size_of(folder) - size_before,
        "peak": _memory("VmHWM") - before,
    }


def ask(peer: str, folder: Path, each: int) -> dict[str, Any]:
    """Ask all questions; the lesser time of the rounds counts for each."""
    asked = questions(Corpus(), each + 2)
    gc.collect()
    before = _resident()
    chosen = PEERS[peer](folder)
    chosen.open()
    found = _asked(chosen, asked)
    for _ in range(ROUNDS.get(peer, 2) - 1):
        chosen.open()
        again = _asked(chosen, asked)
        for kind, rows in found.items():
            found[kind] = [
                (min(one[0], two[0]), min(one[1], two[1]), one[2])
                for one, two in zip(rows, again[kind], strict=True)
            ]
    return {"classes": found, "peak": _memory("VmHWM") - before}


def _asked(
    chosen: Peer, asked: list[Question]
) -> dict[str, list[tuple[float, float, int]]]:
    """What each question took, as :func:`_took`, by class."""
    seen: dict[str, int] = {}
    found: dict[str, list[tuple[float, float, int]]] = {}
    for question in asked:
        row = _took(chosen, question)
        seen[question.kind] = seen.get(question.kind, 0) + 1
        if seen[question.kind] > 2:  # the first ones warm it up
            found.setdefault(question.kind, []).append(row)
    return found


def _took(chosen: Peer, question: Question) -> tuple[float, float, int]:
    """Milliseconds on the clock and of processor time, and hits."""
    prepared = chosen.prepare(question)
    clock, cpu = time.perf_counter(), time.process_time()
    total, _ = chosen.answer(prepared)
    took = time.perf_counter() - clock, time.process_time() - cpu
    return 1000 * took[0], 1000 * took[1], total


def update(size: int, folder: Path) -> dict[str, float]:
    """Change a hundredth of the articles while questions go on being asked.

    As by one server: nothing is forgotten, and no question is asked twice.
    """
    peer = PEERS["dateline"](folder)
    peer.open()
    asked = iter(questions(Corpus(), 2 + _BEFORE + _MEANWHILE))

    def ask(most: int) -> list[float]:
        return [_took(peer, question)[0] for question in islice(asked, most)]

    ask(2 * len(CLASSES))
    before = ask(_BEFORE * len(CLASSES))
    writing = subprocess.Popen(
        [*_again("change"), str(size), str(folder)], stdout=subprocess.PIPE, text=True
    )
    meanwhile: list[float] = []
    while writing.poll() is None and (times := ask(1)):
        meanwhile += times
    output, _ = writing.communicate()
    return {
        **json.loads(output),
        "median": statistics.median(before),
        "p99": high(before),
        "median meanwhile": statistics.median(meanwhile),
        "p99 meanwhile": high(meanwhile),
    }


def change(size: int, folder: Path) -> dict[str, float]:
    """Write other editions of articles drawn by chance, as the nightly run does."""
    corpus = Corpus()
    numbers = random.Random(3).sample(range(size), size // CHANGED)
    changed = [corpus.article(number, edition=1) for number in numbers]
    engine = open_engine(f"tantivy:{folder / 'tantivy'}")
    clock, cpu = time.perf_counter(), time.process_time()
    with engine.writer() as writer:
        for number, article in enumerate(changed, 1):
            writer.add(article)
            if number % 5_000 == 0:
                writer.commit(size + number)
        writer.commit(size + len(changed) + 1)
    return {
        "changed": len(changed),
        "clock": time.perf_counter() - clock,
        "cpu": time.process_time() - cpu,
    }


def _memory(name: str) -> float:
    """Megabytes: what is resident now, or was at most."""
    for line in Path("/proc/self/status").read_text("ascii").splitlines():
        if line.startswith(name):
            return int(line.split()[1]) / 1024
    return 0.0


def _resident() -> float:
    """Megabytes resident now; the most there ever was is forgotten."""
    Path("/proc/self/clear_refs").write_text("5", "ascii")
    return _memory("VmRSS")


def _again(step: str) -> list[str]:
    return [sys.executable, "-m", "benchmarks.scale", "--step", step]


def _kept(path: Path, step: str, *arguments: object) -> dict[str, Any]:
    """The outcome of a step in a process of its own, remembered in a file."""
    if not path.exists():
        done = subprocess.run(
            [*_again(step), *map(str, arguments)],
            check=True,
            stdout=subprocess.PIPE,
            text=True,
        )
        path.write_text(done.stdout, "utf-8")
    found: dict[str, Any] = json.loads(path.read_text("utf-8"))
    return found


def measured(sizes: list[int], keep: Path, each: int) -> dict[str, Any]:
    """Everything, for each size and peer; what was measured before is not again."""
    found: dict[str, Any] = {"build": {}, "ask": {}, "update": {}}
    for size in sizes:
        folder = keep / str(size)
        folder.mkdir(parents=True, exist_ok=True)
        for peer in PEERS:
            if size > MOST.get(peer, size):
                continue
            print(f"{size:,} articles: {peer}", file=sys.stderr)
            at = f"{peer} {size}"
            if peer not in BUILT_BY:
                kept = keep / f"build {at}.json"
                found["build"][at] = _kept(kept, "build", peer, size, folder)
            kept = keep / f"ask {at}.json"
            found["ask"][at] = _kept(kept, "ask", peer, folder, each)
        print(f"{size:,} articles: update", file=sys.stderr)
        kept = keep / f"update {size}.json"
        found["update"][str(size)] = _kept(kept, "update", size, folder)
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--sizes", nargs="+", type=int, default=list(SIZES))
    parser.add_argument("--keep", type=Path, help="leave indexes and times here")
    parser.add_argument("--each", type=int, default=30, help="questions of a class")
    parser.add_argument("--write", action="store_true", help="tables and plots")
    parser.add_argument("--step", nargs="+", help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    match arguments.step:
        case ["build", peer, size, folder]:
            print(json.dumps(build(peer, int(size), Path(folder))))
        case ["ask", peer, folder, each]:
            print(json.dumps(ask(peer, Path(folder), int(each))))
        case ["update", size, folder]:
            print(json.dumps(update(int(size), Path(folder))))
        case ["change", size, folder]:
            print(json.dumps(change(int(size), Path(folder))))
        case _:
            with tempfile.TemporaryDirectory() as made:
                keep = arguments.keep or Path(made)
                found = measured(arguments.sizes, keep, arguments.each)
            print(tables(found, arguments.sizes))
            if arguments.write:
                write(found, arguments.sizes)


if __name__ == "__main__":
    main()
