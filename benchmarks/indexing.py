"""How fast, how big, how hungry: one run of everything on both engines.

``make bench``, or ``python -m benchmarks.indexing [--engine NAME] [PATH…]``.
Without paths the folders ``reuters21578`` and ``news`` of ``DATELINE_EVAL_DATA``
are indexed (default ``../shared/data``).

For each engine: index all into a new data folder, index again with nothing
changed, then ask a fixed list of queries with all facets and ten passages. Memory
is the largest sum of the resident sets of all processes, looked at 20 times a
second; pages shared between processes count for each of them.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from search.engines.url import ENGINES, Location
from search.files import size_of
from search.model.facets import Selection
from search.request import Criteria
from search.searcher import Searcher
from training.corpora import data_folder

_ENGINES = [
    name for name, entry in ENGINES.items() if entry.location is Location.FOLDER
]
"""The engines that are measured."""

ASKS = (
    Criteria(text="trump"),
    Criteria(text="soleimani"),
    Criteria(text="oil prices"),
    Criteria(text="wheat OR corn OR grain"),
    Criteria(text='"white house"'),
    Criteria(text="immig*"),
    Criteria(text="said"),
    Criteria(text=""),
    Criteria(text="person:trump"),
    Criteria(text="country:iran nuclear"),
    Criteria(text="published:2019 impeachment"),
    Criteria(text="title:fed rates"),
    Criteria(text="-trump election"),
    Criteria(text='"federal reserve" OR "interest rates"'),
    Criteria(text="trade", selections=(Selection("country", ("CN",)),)),
    Criteria(
        text="vote",
        selections=(
            Selection("person", ("Donald Trump",)),
            Selection("year", ("2016", "2019")),
        ),
    ),
)
REPEATS = 15


def corpus() -> list[Path]:
    """The paths to index unless others are named."""
    data = data_folder()
    return [data / "reuters21578", data / "news"]


def resident(pid: int) -> Iterator[int]:
    """Bytes resident in a process and in each below it."""
    try:
        status = Path(f"/proc/{pid}/statm").read_text(encoding="ascii")
        yield int(status.split()[1]) * os.sysconf("SC_PAGE_SIZE")
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="ascii")
    except (OSError, IndexError):
        return  # it has just ended
    for child in children.split():
        yield from resident(int(child))


def watched(command: list[str]) -> tuple[dict[str, Any], int]:
    """Run a command that prints JSON; return that and its peak memory in bytes."""
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    peak = 0

    def watch() -> None:
        nonlocal peak
        while process.poll() is None:
            peak = max(peak, sum(resident(process.pid)))
            time.sleep(0.05)

    watcher = threading.Thread(target=watch)
    watcher.start()
    output, _ = process.communicate()
    watcher.join()
    if process.returncode:
        raise SystemExit(f"{' '.join(command)} ended with {process.returncode}")
    return json.loads(output), peak


def measure(engine: str, paths: list[Path], data: Path) -> None:
    """Index, index again, ask; print what it took."""
    url = f"{engine}:{data / 'index'}"
    dateline = [sys.executable, "-m", "index", "--data", str(data), "--engine", url]
    index = [*dateline, "index", "--json", *map(str, paths)]
    first, peak = watched(index)
    second, _ = watched(index)
    articles = first["added"]
    text = text_bytes(data)
    print(f"{engine}")
    print(
        f"  index       {articles:,} articles, {text / 1e6:,.1f} MB of text in "
        f"{first['seconds']:.1f} s: {articles / first['seconds']:,.0f} articles/s, "
        f"{text / 1e6 / first['seconds']:.2f} MB/s; "
        f"{first['duplicate']} duplicates, {len(first['failed'])} not wholly read"
    )
    print(f"  memory      {peak / 1e6:,.0f} MB at most, all processes")
    print(
        f"  size        index {size_of(data / 'index') / 1e6:,.1f} MB, "
        f"archive {(data / 'archive.sqlite').stat().st_size / 1e6:,.1f} MB"
    )
    print(
        f"  again       {second['unchanged']:,} unchanged in "
        f"{second['seconds']:.2f} s: "
        f"{second['seconds'] / first['seconds']:.4f} of the time"
    )
    queries(url)


def text_bytes(data: Path) -> int:
    """UTF-8 bytes of the titles and bodies in the archive."""
    from contextlib import closing

    from index.archive.archive import ARCHIVE_NAME, open_archive

    with closing(open_archive(data / ARCHIVE_NAME)) as archive:
        return sum(
            len(kept.article.title.encode()) + len(kept.article.body.encode())
            for kept in archive.articles()
        )


def queries(url: str) -> None:
    """Ask every query several times; print medians and the slowest."""
    searcher = Searcher(url)
    medians = []
    everything = []
    for ask in ASKS:
        page = searcher.search(ask)
        times = []
        for _ in range(REPEATS):
            started = time.perf_counter()
            searcher.search(ask)
            times.append((time.perf_counter() - started) * 1000)
        everything += times
        medians.append(statistics.median(times))
        chosen = " ".join(f"{s.field}={','.join(s.include)}" for s in ask.selections)
        print(f"  {medians[-1]:8.1f} ms  {page.total:>7,}  {ask.text} {chosen}")
    everything.sort()
    print(
        f"  queries     median {statistics.median(everything):.1f} ms, "
        f"slowest query's median {max(medians):.1f} ms, "
        f"p95 {everything[int(len(everything) * 0.95)]:.1f} ms"
    )


def main() -> None:
    """Measure the engines."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--engine", choices=_ENGINES, help="only this one")
    parser.add_argument("paths", nargs="*", type=Path)
    arguments = parser.parse_args()
    for engine in [arguments.engine] if arguments.engine else _ENGINES:
        with tempfile.TemporaryDirectory() as folder:
            measure(engine, arguments.paths or corpus(), Path(folder))


if __name__ == "__main__":
    main()
