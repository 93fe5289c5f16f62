"""Showing how far a run is: a bar on a terminal, plain lines elsewhere."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

import click

from ..outcome import Listener, Progress

__all__ = ["show_progress", "describe"]

_LINE_SECONDS: Final = 10.0


@contextmanager
def show_progress(*, quiet: bool = False) -> Iterator[Listener]:
    """Show progress on standard error while the block runs."""
    if quiet:
        yield lambda progress: None
    elif sys.stderr.isatty():
        with _bar() as listener:
            yield listener
    else:
        yield _Lines()


@contextmanager
def _bar() -> Iterator[Listener]:
    from rich.console import Console
    from rich.progress import (
        BarColumn,
        TextColumn,
        TimeElapsedColumn,
        TimeRemainingColumn,
    )
    from rich.progress import Progress as Bar

    with Bar(
        TextColumn("{task.description}"),
        BarColumn(),
        TextColumn("{task.fields[told]}"),
        TimeElapsedColumn(),
        TextColumn("left"),
        TimeRemainingColumn(),
        console=Console(stderr=True),
        transient=True,
    ) as bar:
        task = bar.add_task("starting", total=None, told="")
        started = time.monotonic()

        def listen(progress: Progress) -> None:
            bar.update(
                task,
                description=_stage(progress),
                completed=progress.done,
                total=progress.total or None,
                told=describe(progress, time.monotonic() - started),
            )

        yield listen


def _stage(progress: Progress) -> str:
    return progress.stage + (f" ({progress.failed} failed)" if progress.failed else "")


def describe(progress: Progress, seconds: float) -> str:
    """Return how much is done of what, in how many articles, and how fast it goes."""
    parts = []
    if progress.total:
        unit = f"{progress.total / 1e6:,.1f} MB of sources"
        whole = unit if progress.in_bytes else f"{progress.total:,} articles"
        parts.append(f"{min(progress.done / progress.total, 1):.0%} of {whole}")
    if progress.in_bytes or not progress.total:
        parts.append(f"{progress.articles:,} articles")
    parts.append(f"{progress.articles / max(seconds, 1e-3):,.0f} articles/s")
    return ", ".join(parts)


class _Lines:
    """A line now and then, for logs."""

    def __init__(self) -> None:
        self._started = self._last = time.monotonic()

    def __call__(self, progress: Progress) -> None:
        now = time.monotonic()
        if now - self._last < _LINE_SECONDS:
            return
        self._last = now
        seconds = now - self._started
        line = describe(progress, seconds)
        click.echo(f"{_stage(progress)}: {line}, {seconds:,.0f} s", err=True)
