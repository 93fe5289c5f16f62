"""How many pages a second a server answers, and how long people wait.

``python -m benchmarks.load DATA`` serves the index in a data folder with one worker and
with two, in turns, and asks for mixed pages over some connections that are kept open,
the next as soon as the last has come. It prints pages a second, the time that half and
99 of 100 of them take, errors, and how many times as many pages two workers answer.

``--index SOURCES`` also indexes sources into that folder and makes the index anew while
two workers are asked, so give it a copy. ``--requests N`` asks until so many were
answered, and prints the memory of the workers as it goes. The work of a
page is the processor's time of all workers, which tells more than pages a second where
other programs run too. Asking takes some of the same processor.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import re
import signal
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import cycle
from pathlib import Path
from typing import Final

__all__ = ["Load", "ask", "main"]

_PATHS: Final = (
    "/",
    "/search?q=president",
    "/search?q=oil+prices",
    "/search?q=%22white+house%22",
    "/search?q=trump&person=Donald+Trump&about=US",
    "/search?q=election&from=2016&to=2018",
    "/search?q=econom*&sort=newest",
    "/search?sort=newest&page=3",
    "/api/suggest?q=pres",
    "/api/search?q=flood",
    "/facet/person?q=president",
    "/search.atom?q=climate",
    "/help",
)
_START: Final = "from index.cli import main; main()"
_ARTICLES: Final = 8
"""Articles that are read, for each round of other pages."""

_ROUNDS: Final = 3


@dataclass(slots=True)
class Load:
    """What came of asking.

    Attributes:
        seconds: how long it was asked.
        times: seconds of each answer.
        errors: what was no answer of 200.
    """

    seconds: float = 0.0
    times: list[float] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)

    @property
    def rate(self) -> float:
        """Pages a second."""
        return len(self.times) / self.seconds

    def slowest(self, share: float) -> float:
        """Return the milliseconds that such a share of the answers took at most."""
        ordered = sorted(self.times)
        return ordered[min(len(ordered) - 1, int(len(ordered) * share))] * 1000

    def __str__(self) -> str:
        return (
            f"{self.rate:6.1f} pages/s   p50 {self.slowest(0.5):5.0f} ms   "
            f"p99 {self.slowest(0.99):5.0f} ms   worst {self.slowest(1):5.0f} ms   "
            f"{len(self.errors)} errors"
        )


def ask(
    port: int,
    paths: Sequence[str],
    connections: int,
    go_on: Callable[[Load], bool],
) -> Load:
    """Ask for pages in turns, on so many connections, for as long as that is wanted."""
    load = Load()
    started = time.perf_counter()
    asyncio.run(_ask(port, cycle(paths), connections, go_on, load))
    load.seconds = time.perf_counter() - started
    return load


async def _ask(
    port: int,
    paths: Iterator[str],
    connections: int,
    go_on: Callable[[Load], bool],
    load: Load,
) -> None:
    async def one() -> None:
        while go_on(load):
            reader, writer = await asyncio.open_connection("127.0.0.1", port)
            try:
                while go_on(load):
                    path = next(paths)
                    began = time.perf_counter()
                    writer.write(_request(path))
                    status, last = await _answer(reader)
                    load.times.append(time.perf_counter() - began)
                    if status != 200:
                        load.errors.append(f"{path}: {status}")
                    if last:
                        break
            except (OSError, EOFError) as error:
                load.errors.append(repr(error))
            finally:
                writer.close()

    await asyncio.gather(*(one() for _ in range(connections)))


def _request(path: str) -> bytes:
    return f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n".encode()


async def _answer(reader: asyncio.StreamReader) -> tuple[int, bool]:
    """Read an answer; return its status, and whether it is the last one here."""
    head = (await reader.readuntil(b"\r\n\r\n")).lower()
    length = re.search(rb"\r\ncontent-length: (\d+)", head)
    if length:
        await reader.readexactly(int(length[1]))
    elif b"\r\ntransfer-encoding: chunked" in head:
        while size := int(await reader.readuntil(b"\r\n"), 16):
            await reader.readexactly(size + 2)
        await reader.readuntil(b"\r\n")
    return int(head[9:12]), b"\r\nconnection: close" in head


@contextmanager
def _served(data: Path, workers: int) -> Iterator[tuple[int, subprocess.Popen[str]]]:
    """Serve a data folder; yield the port, and the process that was started."""
    options = ["--port", "0", "--workers", str(workers)]
    command = [sys.executable, "-c", _START, "--data", str(data), "serve", *options]
    process = subprocess.Popen(
        command,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        env=os.environ | {"PYTHONUNBUFFERED": "1"},
    )
    assert process.stdout is not None
    found = re.search(r"127\.0\.0\.1:(\d+)", process.stdout.readline())
    assert found is not None, "it is not served"
    try:
        yield int(found[1]), process
    finally:
        process.send_signal(signal.SIGTERM)
        process.communicate()


def _paths_of(port: int) -> list[str]:
    """The pages that are asked for, some articles among them."""
    import urllib.request

    address = f"http://127.0.0.1:{port}/search?q=president&size=50"
    with urllib.request.urlopen(address) as answer:
        page = answer.read().decode()
    articles = list(dict.fromkeys(re.findall(r'/article/[0-9a-f]+(?=[?"])', page)))
    return [*_PATHS, *articles[:_ARTICLES]]


def _for_seconds(seconds: float) -> Callable[[Load], bool]:
    end = time.perf_counter() + seconds
    return lambda _: time.perf_counter() < end


def _while(process: subprocess.Popen[bytes]) -> Callable[[Load], bool]:
    return lambda _: process.poll() is None


def _warm(port: int, paths: Sequence[str], connections: int) -> None:
    """Ask for everything some times, so that every worker has seen it."""
    ask(port, paths, connections, lambda load: len(load.times) < 8 * len(paths))


def _workers(process: int) -> list[Path]:
    """What the system tells of the workers of a server."""
    children = Path(f"/proc/{process}/task/{process}/children").read_text().split()
    found = (Path("/proc", child) for child in children)
    return [one for one in found if "spawn_main" in (one / "cmdline").read_text()]


def _memory(process: int) -> list[int]:
    """Resident megabytes of each worker of a server."""
    size = os.sysconf("SC_PAGE_SIZE")
    pages = [int((one / "statm").read_text().split()[1]) for one in _workers(process)]
    return [each * size // 2**20 for each in pages]


def _processor(process: int) -> float:
    """Seconds that the processor has worked for all workers of a server."""
    ticks = 0
    for one in _workers(process):
        told = (one / "stat").read_text().rpartition(")")[2].split()
        ticks += int(told[11]) + int(told[12])
    return ticks / os.sysconf("SC_CLK_TCK")


def _compare(data: Path, connections: int, seconds: float) -> None:
    """Print what one worker and two answer, in turns."""
    rates: dict[int, list[float]] = {1: [], 2: []}
    for _ in range(_ROUNDS):
        for workers, known in rates.items():
            with _served(data, workers) as (port, process):
                paths = _paths_of(port)
                _warm(port, paths, connections)
                before = _processor(process.pid)
                load = ask(port, paths, connections, _for_seconds(seconds))
                worked = _processor(process.pid) - before
            known.append(load.rate)
            each = worked / len(load.times) * 1000
            print(
                f"{workers} of them  {load}   {each:.1f} ms of work a page", flush=True
            )
    one, two = (statistics.median(rates[workers]) for workers in (1, 2))
    print(f"two workers answer {two / one:.2f} times as many as one")


def _meanwhile(data: Path, sources: Path, connections: int, seconds: float) -> None:
    """Print how long people wait while articles are indexed and the index made anew."""
    with _served(data, 2) as (port, _process):
        paths = _paths_of(port)
        _warm(port, paths, connections)
        before = ask(port, paths, connections, _for_seconds(seconds))
        print(f"before          {before}", flush=True)
        for name, words in (
            ("index", ["index", str(sources)]),
            ("reindex", ["reindex"]),
        ):
            command = [sys.executable, "-c", _START, "--data", str(data), *words]
            running = subprocess.Popen(command, stdout=subprocess.DEVNULL)
            during = ask(port, paths, connections, _while(running))
            print(f"during {name:8} {during}", flush=True)
            print(
                f"  p99 {during.slowest(0.99) / before.slowest(0.99):.2f} times as long"
            )
            for error in during.errors[:3]:
                print(f"  {error}")


def _grow(data: Path, connections: int, requests: int) -> None:
    """Print the memory of two workers while so many requests are answered."""
    with _served(data, 2) as (port, process):
        paths = _paths_of(port)
        _warm(port, paths, connections)
        for part in range(6):
            told = ", ".join(f"{size} MB" for size in _memory(process.pid))
            print(f"after {part * requests // 5:6} requests: {told}", flush=True)
            if part < 5:
                ask(port, paths, connections, lambda o: len(o.times) < requests // 5)


def main() -> None:
    """Serve, ask and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path)
    parser.add_argument("--connections", type=int, default=64)
    parser.add_argument("--seconds", type=float, default=20)
    parser.add_argument("--index", type=Path, metavar="SOURCES")
    parser.add_argument("--requests", type=int, default=0)
    told = parser.parse_args()
    _compare(told.data, told.connections, told.seconds)
    if told.index is not None:
        _meanwhile(told.data, told.index, told.connections, told.seconds)
    if told.requests:
        _grow(told.data, told.connections, told.requests)


if __name__ == "__main__":
    main()
