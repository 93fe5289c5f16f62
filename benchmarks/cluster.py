"""One machine, one node, three nodes: ``python -m benchmarks.cluster [--sizes N …]``.

Starts four nodes of OpenSearch on this machine, one that stands alone and three that
belong together, and makes the same made-up articles into an index on each and on
tantivy. Then every question is asked of all of them in turns, so that whatever else the
machine does slows all alike, and so are pages of results. Printed are, as Markdown:

- how long indexing takes, on the clock and in processor time of all processes, what is
  on the disk, of all copies, and how much memory the nodes have;
- the median and the 99th percentile of each class of questions, with ten hits and the
  facets, and of pages as HTML, on the clock and as times of tantivy's;
- how disk and times grow from the first size to the last.

``--sources PATH`` also indexes real sources with everything that belongs to it, by the
command line. ``--write`` puts the tables into ``docs/cluster.md``. A node's heap is
``DATELINE_TEST_CLUSTER_HEAP``.
"""

from __future__ import annotations

import argparse
import json
import os
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

import urllib3
from flask.testing import FlaskClient

from search.engines.url import EngineUrl
from search.files import size_of
from search.model.fields import LISTED_FACETS
from tools.cluster import Cluster, cluster_folder, free_ports
from web import WebConfig, create_app

from .scale_corpus import Corpus
from .scale_engines import Dateline
from .scale_queries import CLASSES, Question, questions
from .scale_report import high

_SIZES: Final = (10_000, 30_000)
_DOCS: Final = Path(__file__).parent.parent / "docs" / "cluster.md"
_BEGIN, _END = "<!-- measured -->", "<!-- end -->"
_PAGES: Final = (
    *("/search?q=president", "/search?q=oil+prices", "/search?q=%22oil+prices%22"),
    *("/search?q=said&from=2010&to=2012", "/search?q=econom*", "/search?sort=newest"),
    "/search?q=company&country=US",
)


@dataclass(slots=True)
class Place:
    """Where an index is, and what was measured there.

    Attributes:
        cluster: its nodes; none if it is in a folder.
        built: by size: seconds on the clock, of processors, bytes, memory.
        asked: by size and class: milliseconds of each question on the clock.
        sources: seconds in which real sources were indexed.
    """

    name: str
    url: str
    folder: Path
    cluster: Cluster | None = None
    built: dict[int, tuple[float, float, int, int]] = field(default_factory=dict)
    asked: dict[tuple[int, str], list[float]] = field(default_factory=dict)
    sources: float = 0.0

    def seconds(self) -> float:
        """Processor time of this process and the nodes so far."""
        nodes = self.cluster.seconds() if self.cluster else 0.0
        return time.process_time() + nodes

    def bytes(self) -> int:
        """What the index in use takes on the disk, all copies."""
        if self.cluster is None:
            return size_of(self.folder)
        host, place = self.cluster.addresses[0], EngineUrl.of(self.url).place
        path = f"/{place}/_stats/store"
        told = json.loads(urllib3.request("GET", f"http://{host}{path}").data)
        return int(told["_all"]["total"]["store"]["size_in_bytes"])

    def memory(self) -> int:
        """Bytes resident in the nodes."""
        return sum(self.cluster.memory().values()) if self.cluster else 0


def build(place: Place, size: int) -> None:
    """Index made-up articles in the place of what was there."""
    corpus, making, clocked = Corpus(), 0.0, 0.0

    def made() -> Iterator[Any]:
        nonlocal making, clocked
        for number in range(size):
            started, clock = time.thread_time(), time.perf_counter()
            article = corpus.article(number)
            making += time.thread_time() - started
            clocked += time.perf_counter() - clock
            yield article

    cpu, clock = place.seconds(), time.perf_counter()
    _peer(place).build(made())
    clock = time.perf_counter() - clock - clocked
    cpu = place.seconds() - cpu - making
    if place.cluster:
        place.cluster.await_nodes(len(place.cluster.addresses), "green")
    place.built[size] = clock, cpu, place.bytes(), place.memory()


def ask(places: Sequence[Place], size: int, each: int) -> None:
    """Ask every question of all in turns; the first two of a class are not counted."""
    peers = [_peer(place) for place in places]
    for peer in peers:
        peer.open()
    seen: dict[str, int] = {}
    for question in questions(Corpus(), each + 2):
        seen[question.kind] = seen.get(question.kind, 0) + 1
        totals = set()
        for place, peer in zip(places, peers, strict=True):
            milliseconds, total = _took(peer, question)
            totals.add(total)
            if seen[question.kind] > 2:
                place.asked.setdefault((size, question.kind), []).append(milliseconds)
        assert len(totals) == 1, (question, totals)


def pages(places: Sequence[Place], size: int, runs: int) -> None:
    """Ask for pages of results in turns; the first time does not count."""
    clients = [_client(place) for place in places]
    for run in range(runs + 1):
        for path in _PAGES:
            for place, client in zip(places, clients, strict=True):
                started = time.perf_counter()
                answer = client.get(path)
                took = 1000 * (time.perf_counter() - started)
                assert answer.status_code == 200, (path, answer.status_code)
                if run:
                    place.asked.setdefault((size, "page"), []).append(took)


def index_sources(place: Place, sources: Path) -> None:
    """Index real sources by the command line: reading, extraction, archive, index."""
    command = [sys.executable, "-m", "index", "--data"]
    with tempfile.TemporaryDirectory() as data:
        url = place.url if place.cluster else f"tantivy:{data}/index"
        done = subprocess.run(
            [*command, data, "--engine", f"{url}-sources", "index", "--json", sources],
            check=True,
            capture_output=True,
            text=True,
        )
    place.sources = float(json.loads(done.stdout)["seconds"])


def _peer(place: Place) -> Dateline:
    peer = Dateline("tantivy", place.folder, LISTED_FACETS)
    peer.url = place.url
    return peer


def _client(place: Place) -> FlaskClient:
    app = create_app(WebConfig(place.folder, EngineUrl.of(place.url)))
    return app.test_client()


def _took(peer: Dateline, question: Question) -> tuple[float, int]:
    prepared = peer.prepare(question)
    started = time.perf_counter()
    total, _ = peer.answer(prepared)
    return 1000 * (time.perf_counter() - started), total


def tables(places: Sequence[Place], sizes: Sequence[int], sources: str) -> str:
    """Return what was measured as Markdown."""
    names = [place.name for place in places]
    lines = [
        "| indexed | " + " | ".join(names) + " |",
        "|---|" + "--:|" * len(places),
    ]
    for size in sizes:
        built = [_built(place, size) for place in places]
        for what in built[0]:
            row = " | ".join(one[what] for one in built)
            lines.append(f"| {size:,}: {what} | {row} |")
    if sources:
        rates = [f"{places[0].sources / place.sources:.2f}×" for place in places]
        what = f"rate of {sources}, extraction included"
        lines.append(f"| {what} | " + " | ".join(rates) + " |")
    for size in sizes:
        lines += [
            "",
            f"{size:,} articles, milliseconds on the clock, median / p99:",
            "",
            "| class | " + " | ".join(names) + " |",
            "|---|" + "--:|" * len(places),
        ]
        for kind in (*CLASSES, "page"):
            own = statistics.median(places[0].asked[size, kind])
            cells = []
            for place in places:
                times = place.asked[size, kind]
                middle = statistics.median(times)
                ratio = "" if place is places[0] else f" ({middle / own:.1f}×)"
                cells.append(f"{middle:.1f} / {high(times):.0f}{ratio}")
            lines.append(f"| {kind} | " + " | ".join(cells) + " |")
    return "\n".join([*lines, "", *_growth(places, sizes)])


def _built(place: Place, size: int) -> dict[str, str]:
    clock, cpu, disk, memory = place.built[size]
    return {
        "articles/s": f"{size / clock:,.0f}",
        "processor ms an article": f"{1000 * cpu / size:.2f}",
        "MB on the disk": f"{disk / 1e6:,.0f}",
        "MB of memory of the nodes": f"{memory / 1e6:,.0f}",
    }


def _growth(places: Sequence[Place], sizes: Sequence[int]) -> Iterator[str]:
    first, last = sizes[0], sizes[-1]
    if first == last:
        return
    yield f"From {first:,} to {last:,} articles, for each article more:"
    yield ""
    yield "| | bytes on the disk | processor ms to index | ms of the slowest class |"
    yield "|---|--:|--:|--:|"
    for place in places:
        one, two = place.built[first], place.built[last]
        more = last - first
        slowest = max(
            statistics.median(place.asked[last, kind])
            - statistics.median(place.asked[first, kind])
            for kind in CLASSES
        )
        yield (
            f"| {place.name} | {(two[2] - one[2]) / more:,.0f} "
            f"| {1000 * (two[1] - one[1]) / more:.2f} | {slowest / more:.5f} |"
        )


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--sizes", nargs="+", type=int, default=list(_SIZES))
    parser.add_argument("--each", type=int, default=15, help="questions of a class")
    parser.add_argument("--sources", type=Path, help="real ones, indexed as well")
    parser.add_argument("--write", action="store_true", help="into docs/cluster.md")
    options = parser.parse_args()
    # who is told to end ends its nodes too
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(128 + signal.SIGTERM))
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        places = [Place("tantivy", f"tantivy:{folder}/tantivy", folder / "tantivy")]
        for many, name in ((1, "one node"), (3, "three nodes")):
            at = cluster_folder() / f"measured-{os.getpid()}-{many}"
            cluster = Cluster(at, free_ports(2 * many))
            stack.enter_context(cluster.running(many))
            url = f"opensearch+http://{','.join(cluster.addresses)}/news"
            places.append(Place(name, url, folder / str(many), cluster))
        for size in options.sizes:
            for place in places:
                build(place, size)
                print(f"{size:,} articles: {place.name}", file=sys.stderr)
            ask(places, size, options.each)
            pages(places, size, options.each)
        for place in places if options.sources else ():
            index_sources(place, options.sources)
        told = options.sources.name if options.sources else ""
        report = tables(places, options.sizes, told)
    print(report)
    if options.write:
        text = _DOCS.read_text("utf-8")
        head, _, rest = text.partition(_BEGIN)
        _, _, tail = rest.partition(_END)
        _DOCS.write_text(f"{head}{_BEGIN}\n\n{report}\n\n{_END}{tail}", "utf-8")


if __name__ == "__main__":
    main()
