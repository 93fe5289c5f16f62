"""How long a page takes: on the server, on the wire, on the screen.

``python -m benchmarks.page DATA`` asks for search and article pages of the index in a
data folder. For each it prints the server's first time, when nothing of it was counted
before, and the median and slowest of those after; the processor's time, the calls of
the engine and the lexings of a query; the bytes of HTML; and the median of
Chromium's largest contentful paint on loopback. Each paint is in a window with an empty
cache: once in one that has come to rest, as a reader's has, and once in one
opened the moment before, which is still busy with its own start. A second table says
in which rooms of the code the processor's time goes. ``--paints 0`` needs no browser.
"""

from __future__ import annotations

import argparse
import re
import shutil
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from flask.testing import FlaskClient
from playwright.sync_api import Browser, sync_playwright

from search.engines.engine import default_engine_url
from web import WebConfig, create_app

from .page_cost import Cost, cost_of

_PATHS: Final = (
    "/",
    "/search?q=president",
    "/search?q=oil+prices",
    "/search?q=%22white+house%22",
    "/search?q=trump&person=Donald+Trump&about=US",
    "/search?q=election&from=2016&to=2018",
    "/search?q=econom*&sort=newest",
    "/search?sort=newest",
    "/search?q=soleimani",
    "/search?q=nosuchword",
    "/facet/person?q=president",
)

_LARGEST_PAINT: Final = """() => new Promise(done => {
  new PerformanceObserver(list => done(list.getEntries().at(-1).startTime))
    .observe({type: 'largest-contentful-paint', buffered: true})
})"""

_REST: Final = 1000
"""Milliseconds after which a new window no longer takes a core for itself."""

_LEAST: Final = 0.2
"""Milliseconds below which a room is not worth a line."""

_CHROMIUM: Final = ("chromium-headless-shell", "chromium", "chromium-browser")

_FLAGS: Final = (
    *("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"),
    *("--disable-background-networking", "--disable-component-update"),
    "--disable-sync",
)


def _server_times(client: FlaskClient, path: str, runs: int) -> list[float]:
    """Milliseconds of each run, the first one first."""
    times: list[float] = []
    for _ in range(runs + 1):
        started = time.perf_counter()
        answer = client.get(path)
        times.append((time.perf_counter() - started) * 1000)
        assert answer.status_code == 200, (path, answer.status_code)
    return times


@contextmanager
def _served(data: Path) -> Iterator[str]:
    """The address of a server of the page, a process of its own as a reader's is."""
    command = (sys.executable, "-c", "from index.cli import main; main()")
    options = ("--data", str(data), "serve", "--port", "0")
    with subprocess.Popen(
        (*command, *options), stdout=subprocess.PIPE, text=True
    ) as server:
        try:
            assert server.stdout
            said = re.search(r"http://\S+(?=/ )", server.stdout.readline())
            assert said, "the page is not served"
            yield said[0]
        finally:  # else whatever goes wrong waits for it without end
            server.terminate()


@contextmanager
def _painting(data: Path, runs: int) -> Iterator[Callable[[str, float], float]]:
    """A function from a path to the milliseconds until it is painted; 0 for no runs."""
    if not runs:
        yield lambda path, rest: 0.0
        return
    chromium = next(filter(None, map(shutil.which, _CHROMIUM)), None)
    with _served(data) as site, sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=chromium, args=list(_FLAGS)
        )
        yield lambda path, rest: _paint(browser, site + path, runs, rest)
        browser.close()


def _paint(browser: Browser, url: str, runs: int, rest: float) -> float:
    """Median milliseconds from asking until the largest thing in view is painted.

    The address is asked for ``rest`` milliseconds after the window was opened.
    """
    found = []
    for _ in range(runs):
        context = browser.new_context(viewport={"width": 1280, "height": 900})
        page = context.new_page()
        page.wait_for_timeout(rest)
        page.goto(url, wait_until="load")
        found.append(float(page.evaluate(_LARGEST_PAINT)))
        context.close()
    return statistics.median(found)


def _print_rooms(costs: Mapping[str, Cost]) -> None:
    """Print the milliseconds of each room, its dearest first, a column a page."""
    rooms = {room for cost in costs.values() for room in cost.rooms}
    sums = {room: sum(c.rooms.get(room, 0.0) for c in costs.values()) for room in rooms}
    print("\nprocessor ms by room, the pages in the order above")
    for room in sorted(rooms, key=lambda room: -sums[room]):
        row = [cost.rooms.get(room, 0.0) for cost in costs.values()]
        if max(row) >= _LEAST:
            print(" ".join(f"{found:6.1f}" for found in row), f" {room}")


def main() -> None:
    """Print a line for each page, and a table of where its time goes."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path)
    parser.add_argument("--runs", type=int, default=15)
    parser.add_argument("--paints", type=int, default=5)
    options = parser.parse_args()
    app = create_app(WebConfig(options.data, default_engine_url(options.data)))
    client = app.test_client()
    first = client.get("/api/search?q=president").get_json()["hits"][0]["id"]
    print(
        f"{'first':>8} {'median':>8} {'slowest':>8} {'CPU':>8} {'engine':>6} {'lex':>4}"
        f" {'HTML':>9} {'paint':>8} {'new':>8}"
    )
    costs = {}
    with _painting(options.data, options.paints) as paint:
        for path in (*_PATHS, f"/article/{first}?q=president"):
            cold, *times = _server_times(client, path, options.runs)
            costs[path] = cost = cost_of(client, path, options.runs)
            print(
                f"{cold:5.1f} ms {statistics.median(times):5.1f} ms "
                f"{max(times):5.1f} ms {cost.milliseconds:5.1f} ms "
                f"{cost.engine_calls:6.1f} {cost.lexings:4.1f} "
                f"{cost.bytes / 1000:6.1f} kB "
                f"{paint(path, _REST):5.0f} ms {paint(path, 0):5.0f} ms  {path}"
            )
    _print_rooms(costs)


if __name__ == "__main__":
    main()
