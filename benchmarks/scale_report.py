"""The scale benchmark's tables and plots, from what was measured."""

from __future__ import annotations

import os
import platform
import sqlite3
import statistics
from collections.abc import Callable
from importlib.metadata import version
from pathlib import Path
from typing import Any, Final

from .scale_engines import PEERS
from .scale_queries import CLASSES

__all__ = ["high", "tables", "write"]

_DOCS: Final = Path(__file__).parent.parent / "docs"
_BEGIN, _END = "<!-- measured -->", "<!-- end -->"
_CLOCK, _CPU = 0, 1
_SHOWN: Final = {
    "dateline": "Dateline",
    "all facets": "Dateline, all facets",
    "tantivy": "tantivy alone",
    "same work": "tantivy, same work",
    "fts5": "SQLite FTS5",
    "whoosh": "Dateline on whoosh",
    "whoosh alone": "whoosh alone",
}


def tables(found: dict[str, Any], sizes: list[int]) -> str:
    """Return all tables as Markdown."""
    parts = [_machine()]
    for size in sizes:
        parts += [f"### {size:,} articles", _queries(found, size, _CPU)]
        parts += [_queries(found, size, _CLOCK)]
    parts += ["### Growth", _growth(found, sizes)]
    parts += ["### Indexing", _building(found, sizes), _updates(found, sizes)]
    return "\n\n".join(parts)


def write(found: dict[str, Any], sizes: list[int]) -> None:
    """Put the tables into ``docs/benchmarks.md`` and the plots beside it."""
    page = _DOCS / "benchmarks.md"
    text = page.read_text("utf-8")
    head, _, rest = text.partition(_BEGIN)
    _, _, tail = rest.partition(_END)
    new = f"{head}{_BEGIN}\n\n{tables(found, sizes)}\n\n{_END}{tail}"
    page.write_text(new, "utf-8")
    _plots(found, sizes)


def _machine() -> str:
    versions = ", ".join(f"{name} {version(name)}" for name in ("tantivy", "whoosh"))
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    return (
        f"{os.cpu_count()} cores ({platform.machine()}), {memory:.0f} GB of memory, "
        f"Python {platform.python_version()}, {versions}, "
        f"SQLite {sqlite3.sqlite_version}."
    )


def _times(
    found: dict[str, Any], peer: str, size: int, kind: str, which: int
) -> list[float]:
    rows = found["ask"].get(f"{peer} {size}", {}).get("classes", {}).get(kind, [])
    return sorted(row[which] for row in rows)


def high(times: list[float]) -> float:
    """Return the 99th percentile of times."""
    return sorted(times)[min(len(times) - 1, int(len(times) * 0.99))]


def _peers(found: dict[str, Any], size: int) -> list[str]:
    return [peer for peer in PEERS if f"{peer} {size}" in found["ask"]]


def _queries(found: dict[str, Any], size: int, which: int) -> str:
    """Median and 99th percentile by class, and how many times Dateline's median."""
    peers = _peers(found, size)
    what = "on the clock" if which == _CLOCK else "of processor time, all threads"
    lines = [
        f"Milliseconds {what}, median / p99 (times Dateline's median):",
        "",
        "| class | hits | " + " | ".join(_SHOWN[peer] for peer in peers) + " |",
        "|---|--:|" + "--:|" * len(peers),
    ]
    for kind in CLASSES:
        hits = statistics.median(_times(found, "dateline", size, kind, 2))
        own = statistics.median(_times(found, "dateline", size, kind, which))
        cells = []
        for peer in peers:
            times = _times(found, peer, size, kind, which)
            middle = statistics.median(times)
            ratio = "" if peer == "dateline" else f" ({_times_as(middle / own)})"
            cells.append(f"{middle:,.1f} / {high(times):,.0f}{ratio}")
        lines.append(f"| {kind} | {hits:,.0f} | " + " | ".join(cells) + " |")
    peaks = [found["ask"][f"{peer} {size}"]["peak"] for peer in peers]
    cells = [f"{peak:,.0f}" for peak in peaks]
    lines.append("| *memory, MB* | | " + " | ".join(cells) + " |")
    return "\n".join(lines)


def _times_as(ratio: float) -> str:
    return f"{ratio:,.0f}×" if ratio >= 10 else f"{ratio:.2g}×"


def _growth(found: dict[str, Any], sizes: list[int]) -> str:
    first, last = sizes[0], sizes[-1]
    lines = [
        f"Dateline from {first:,} to {last:,} articles, medians of processor time:",
        "",
        "| class | hits grow | time grows |",
        "|---|--:|--:|",
    ]
    for kind in CLASSES:
        hits, cost = (
            [
                statistics.median(_times(found, "dateline", size, kind, which))
                for size in (first, last)
            ]
            for which in (2, _CPU)
        )
        grown = hits[1] / max(hits[0], 1)
        lines.append(f"| {kind} | {grown:.1f}× | {cost[1] / cost[0]:.1f}× |")
    return "\n".join(lines)


def _building(found: dict[str, Any], sizes: list[int]) -> str:
    lines = [
        "| articles | | processor s | µs an article | index MB | memory MB |",
        "|--:|---|--:|--:|--:|--:|",
    ]
    for size in sizes:
        for peer in PEERS:
            took = found["build"].get(f"{peer} {size}")
            if took:
                peak = took["peak"]
                memory = "–" if peak is None else f"{peak:,.0f}"
                lines.append(
                    f"| {size:,} | {_SHOWN[peer]} | {took['cpu']:,.1f} "
                    f"| {took['cpu'] / size * 1e6:,.0f} | {took['bytes'] / 1e6:,.0f} "
                    f"| {memory} |"
                )
    return "\n".join(lines)


def _updates(found: dict[str, Any], sizes: list[int]) -> str:
    lines = [
        "A hundredth of the articles changed while questions go on being asked:",
        "",
        "| articles | changed | s | processor s | median before → meanwhile, ms "
        "| p99 before → meanwhile, ms |",
        "|--:|--:|--:|--:|--:|--:|",
    ]
    for size in sizes:
        took = found["update"].get(str(size))
        if took:
            lines.append(
                f"| {size:,} | {took['changed']:,} | {took['clock']:.1f} "
                f"| {took['cpu']:.1f} "
                f"| {took['median']:.1f} → {took['median meanwhile']:.1f} "
                f"| {took['p99']:.0f} → {took['p99 meanwhile']:.0f} |"
            )
    return "\n".join(lines)


def _plots(found: dict[str, Any], sizes: list[int]) -> None:
    import matplotlib as mpl

    mpl.use("svg")
    mpl.rcParams["svg.hashsalt"] = "dateline"
    from matplotlib import pyplot

    def save(name: str, draw: Callable[[Any], None]) -> None:
        figure, axes = pyplot.subplots(figsize=(9, 5))
        draw(axes)
        axes.grid(visible=True, alpha=0.3)
        figure.tight_layout()
        figure.savefig(_DOCS / name, metadata={"Date": None})
        pyplot.close(figure)

    def by_class(axes: Any) -> None:
        size = sizes[-1]
        peers = _peers(found, size)
        for place, peer in enumerate(peers):
            middles = [
                statistics.median(_times(found, peer, size, kind, _CPU))
                for kind in CLASSES
            ]
            at = [n + place * 0.8 / len(peers) for n in range(len(CLASSES))]
            axes.bar(at, middles, 0.8 / len(peers), label=_SHOWN[peer], zorder=2)
        axes.set_yscale("log")
        axes.set_ylabel("median processor time, ms")
        axes.set_title(f"{size:,} articles, hits, facets and passages")
        axes.set_xticks([n + 0.3 for n in range(len(CLASSES))], CLASSES, rotation=30)
        axes.legend()

    def growth(axes: Any) -> None:
        for kind in CLASSES:
            middles = [
                statistics.median(_times(found, "dateline", size, kind, _CPU))
                for size in sizes
            ]
            axes.plot(sizes, middles, marker="o", label=kind)
        axes.set_xscale("log")
        axes.set_yscale("log")
        axes.set_xlabel("articles")
        axes.set_ylabel("Dateline, median processor time, ms")
        axes.legend(fontsize="small", ncols=2)

    save("scale-classes.svg", by_class)
    save("scale-growth.svg", growth)
