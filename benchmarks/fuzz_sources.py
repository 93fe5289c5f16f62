"""Damaged and mutated sources: indexing must live through all of them.

``python -m benchmarks.fuzz_sources 10000`` mutates the samples, and those files of
the folder ``DATELINE_EVAL_DATA`` that are small, as many times as is said: bytes are
changed, cut out, doubled and repeated, pieces of files are put into others, and names
and compression changed. Of archives and documents that are such inside, mostly one
file in it is changed. It indexes them some hundred at a time and prints how many
runs crashed or hung, and the most memory that any process took. ``--keep FOLDER``
keeps the files of such runs. The same seed gives the same files.
"""

from __future__ import annotations

import argparse
import contextlib
import gzip
import io
import json
import os
import random
import shutil
import subprocess
import sys
import tempfile
import time
import zipfile
import zlib
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

SAMPLES: Final = Path(__file__).parent.parent / "samples"
LARGEST: Final = 40_000
"""Bytes of a file that is mutated."""
MOST_SEEDS: Final = 600
BATCH: Final = 250
HANG_SECONDS: Final = 600.0
SUFFIXES: Final = (
    *(".txt", ".html", ".json", ".jsonl", ".csv", ".tsv", ".rss", ".atom", ".sgm"),
    *(".xml", ".docx", ".odt", ".rtf", ".pdf", ".epub", ".xlsx", ".eml", ".mbox"),
    *("", ".unknown"),
)
PIECES: Final = (
    *(
        b"\x00",
        b"\xff\xfe",
        b"\xef\xbb\xbf",
        b"\xed\xa0\x80",
        b"\x1f\x8b",
        b"\r",
        b"\n",
    ),
    *(b"<!--", b"-->", b"<![CDATA[", b"]]>", b"<item>", b"</item>", b"<rss>", b"<p>"),
    *(b"<?xml version='1.0' encoding='utf-16'?>", b"&#x110000;", b"&lol;", b"<script>"),
    *(b'"', b'\\ud800"', b"[" * 200, b"{" * 50, b"]", b"}", b"NaN", b"1e999", b","),
    *(b"{\\rtf1", b"\\par ", b"\\cell\\row", b"\\u-1?", b"\\bin99999 "),
    *(
        b"1 of 2 DOCUMENTS\n",
        b"Body\n",
        b"HD\n",
        b"90 words\n14 March 2019\n",
        b"LANGUAGE:",
    ),
    *(b"\nFrom a Thu Mar 14 18:05:00 2019\n", b"=?utf-8?B?", b"boundary=", b"\n--\n\n"),
    *(
        b"<w:p>",
        b"<w:tbl>",
        b"endobj",
        b"xref",
        b"%PDF-1.4\n",
        b"PK\x03\x04",
        b"stream\n",
    ),
    *(b"<REUTERS", b"</REUTERS>", b"<BODY>", b"A.S. ", b"99999999999999999999"),
)
"""What a mutation puts in."""


@dataclass(slots=True)
class Result:
    """What became of all runs."""

    files: int = 0
    articles: int = 0
    failed: int = 0
    crashes: list[str] = field(default_factory=list)
    hangs: list[str] = field(default_factory=list)
    tracebacks: Counter[str] = field(default_factory=Counter)
    peak: int = 0
    reasons: Counter[str] = field(default_factory=Counter)


def seeds() -> list[tuple[str, bytes]]:
    """The suffixes and the contents, not compressed, of files to mutate."""
    found = []
    data = os.environ.get("DATELINE_EVAL_DATA")
    paths = sorted(SAMPLES.rglob("*"))
    if data:
        small = (p for p in sorted(Path(data).rglob("*")) if p.is_file())
        others = [path for path in small if 0 < path.stat().st_size < LARGEST]
        paths += random.Random(0).sample(others, min(MOST_SEEDS, len(others)))
    for path in paths:
        if path.is_file():
            content = path.read_bytes()
            with contextlib.suppress(OSError, EOFError, zlib.error):
                content = gzip.decompress(content)
            suffix = Path(path.name.removesuffix(".gz")).suffix
            found.append((suffix, content[:LARGEST]))
    return found


def mutated(content: bytes, other: bytes, chance: random.Random) -> bytes:
    """A file with some changes, mostly few."""
    for _ in range(min(1 + int(chance.expovariate(0.4)), 30)):
        at = chance.randrange(len(content) + 1)
        length = min(int(chance.expovariate(1 / 200)), len(content))
        match chance.randrange(8):
            case 0:
                content = content[:at]
            case 1:
                content = content[:at] + content[at + length :]
            case 2:
                content = content[:at] + content[at : at + length] * 2 + content[at:]
            case 3:
                content = content[:at] + chance.choice(PIECES) + content[at:]
            case 4:
                piece = chance.choice(PIECES) * chance.choice((10, 1000, 20_000))
                content = content[:at] + piece + content[at:]
            case 5:
                start = chance.randrange(len(other) + 1)
                content = content[:at] + other[start : start + length] + content[at:]
            case 6:
                content = (
                    content[:at] + chance.randbytes(1 + length // 20) + content[at:]
                )
            case _:
                changed = bytes([chance.randrange(256)])
                content = content[:at] + changed + content[at + 1 :]
    return content


def mutated_inside(content: bytes, other: bytes, chance: random.Random) -> bytes:
    """An archive in which one file has changes, and may have a name of its own."""
    made = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as before,
        zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as after,
    ):
        names = before.namelist()
        chosen = chance.choice(names)
        for name in names:
            data = before.read(name)
            if name == chosen:
                data = mutated(data, other, chance)
                name = chance.choice((name, name, name, "../x", "a" * 300, "x.txt"))
            after.writestr(name, data)
    return made.getvalue()


def make(
    folder: Path,
    count: int,
    sources: Sequence[tuple[str, bytes]],
    chance: random.Random,
) -> None:
    """Fill a folder with mutated files."""
    for number in range(count):
        suffix, content = chance.choice(sources)
        other = chance.choice(sources)[1]
        if content.startswith(b"PK") and chance.random() < 0.8:
            try:
                made = mutated_inside(content, other, chance)
            except (zipfile.BadZipFile, zlib.error, IndexError, EOFError):
                made = mutated(content, other, chance)  # it was cut to its limit
        else:
            made = mutated(content, other, chance)
        if chance.random() < 0.1:
            suffix = chance.choice(SUFFIXES)
        if chance.random() < 0.2:
            made, suffix = gzip.compress(made, 1), f"{suffix}.gz"
            if chance.random() < 0.3:
                made = mutated(made, b"", chance)
        (folder / f"{number:05}{suffix}").write_bytes(made)


def processes(pid: int) -> Iterator[int]:
    """A process and those below it."""
    yield pid
    try:
        path = Path(f"/proc/{pid}/task/{pid}/children")
        children = path.read_text(encoding="ascii")
    except OSError:
        return  # it has just ended
    for child in children.split():
        yield from processes(int(child))


def peak_of(pid: int) -> int:
    """The most bytes a process has had resident."""
    try:
        status = Path(f"/proc/{pid}/status").read_text(encoding="utf-8")
    except OSError:
        return 0
    sizes = [line.split()[1] for line in status.splitlines() if line[:6] == "VmHWM:"]
    return int(sizes[0]) * 1024 if sizes else 0


def index(folder: Path, result: Result, told: str) -> None:
    """Index a folder into a new data folder and add up what happened."""
    data = folder.parent / "data"
    command = [sys.executable, "-m", "index", "--data", str(data), "index", "--json"]
    out, err = folder.parent / "out", folder.parent / "err"
    with out.open("wb") as stdout, err.open("wb") as stderr:
        process = subprocess.Popen(
            [*command, str(folder)], stdout=stdout, stderr=stderr
        )
        started = time.monotonic()
        while process.poll() is None:
            for pid in processes(process.pid):
                result.peak = max(result.peak, peak_of(pid))
            if time.monotonic() - started > HANG_SECONDS:
                process.kill()
                process.wait()
                result.hangs.append(told)
                return
            time.sleep(0.05)
    said = err.read_text(encoding="utf-8", errors="replace")
    result.tracebacks.update(
        line for line in said.splitlines() if _ends_traceback(line)
    )
    if process.returncode:
        result.crashes.append(f"{told}: exit {process.returncode}: {said[-2000:]}")
        return
    report = json.loads(out.read_bytes())
    result.articles += report["added"]
    result.failed += len(report["failed"])
    result.reasons.update(
        f["reason"] for f in report["failed"] if _is_ours(f["reason"])
    )


def _ends_traceback(line: str) -> bool:
    """Whether a line of a log names an error that was not foreseen."""
    name, colon, _ = line.partition(":")
    return bool(colon) and name.replace(".", "").isalnum() and "Error" in name


def _is_ours(reason: str) -> bool:
    """Whether a source failed for what it did, not for what is in it."""
    signs = ("too long", "process reading it", "not enough memory", "reading it failed")
    return any(sign in reason for sign in signs) and "longer" not in reason


def main() -> None:
    """Mutate, index, print."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("files", type=int, help="how many mutated files to index")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--keep", type=Path, help="where to keep files that hurt")
    arguments = parser.parse_args()
    chance = random.Random(arguments.seed)
    sources, result = seeds(), Result()
    started = time.monotonic()
    while result.files < arguments.files:
        count = min(BATCH, arguments.files - result.files)
        with tempfile.TemporaryDirectory() as made:
            folder = Path(made) / "in"
            folder.mkdir()
            make(folder, count, sources, chance)
            before = len(result.crashes) + len(result.hangs)
            told = f"files {result.files}..{result.files + count}"
            index(folder, result, told)
            if arguments.keep and len(result.crashes) + len(result.hangs) > before:
                shutil.copytree(folder, arguments.keep / told.replace(" ", "-"))
        result.files += count
        print(f"{result.files:,} files, peak {result.peak / 1e6:,.0f} MB", flush=True)
    print(
        f"{result.files:,} files of {len(sources)} in "
        f"{time.monotonic() - started:,.0f} s: {result.articles:,} articles, "
        f"{result.failed:,} files not wholly read; {len(result.crashes)} crashes, "
        f"{len(result.hangs)} hangs; at most {result.peak / 1e6:,.0f} MB a process"
    )
    for what in (result.tracebacks, result.reasons):
        for line, times in what.most_common(15):
            print(f"{times:6} {line[:200]}")
    for line in result.crashes + result.hangs:
        print(line)
    sys.exit(bool(result.crashes or result.hangs))


if __name__ == "__main__":
    main()
