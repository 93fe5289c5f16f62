"""Showing how far a run is: a bar on a terminal, plain lines elsewhere."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

import click

from ..report import Listener, Progress

__all__ = ["shown"]

_LINE_SECONDS: Final = 10.0


@contextmanager
def shown(*, quiet: bool = False) -> Iterator[Listener]:
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
        TaskProgressColumn,
        TextColumn,
        TimeElapsedColumn,
        TimeRemainingColumn,
    )
    from rich.progress import Progress as Bar

    with Bar(
        TextColumn("{task.description}"),
        BarColumn(),
        TaskProgressColumn(),
        TextColumn("{task.fields[articles]:,} articles"),
        TextColumn("{task.fields[rate]:,.0f}/s"),
        TimeElapsedColumn(),
        TextColumn("left"),
        TimeRemainingColumn(),
        console=Console(stderr=True),
        transient=True,
    ) as bar:
        task = bar.add_task("starting", total=None, articles=0, rate=0.0)
        started = time.monotonic()

        def listen(progress: Progress) -> None:
            seconds = max(time.monotonic() - started, 1e-3)
            bar.update(
                task,
                description=_stage(progress),
                completed=progress.done,
                total=progress.total or None,
                articles=progress.articles,
                rate=progress.articles / seconds,
            )

        yield listen


def _stage(progress: Progress) -> str:
    return progress.stage + (f" ({progress.failed} failed)" if progress.failed else "")


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
        share = f"{progress.done / progress.total:.0%}, " if progress.total else ""
        click.echo(
            f"{_stage(progress)}: {share}{progress.articles:,} articles, "
            f"{progress.articles / seconds:,.0f}/s, {seconds:,.0f} s",
            err=True,
        )
