"""What is told of how far a run is."""

from __future__ import annotations

import contextlib
import os
import pty
import subprocess
import sys
from pathlib import Path

import pytest

from index.commands.progress import describe
from index.outcome import Progress

ROOT = Path(__file__).parent.parent


@pytest.mark.parametrize(
    ("progress", "said"),
    [
        (
            Progress("indexing", 30_000_000, 120_000_000, 500, 0, in_bytes=True),
            "25% of 120.0 MB of sources, 500 articles, 50 articles/s",
        ),
        (
            Progress("looking for changes", 0, 0, 0, 0, in_bytes=True),
            "0 articles, 0 articles/s",
        ),
        (
            Progress("finding facts", 500, 2_000, 500, 0),
            "25% of 2,000 articles, 50 articles/s",
        ),
    ],
)
def test_a_share_is_told_with_what_it_is_of(progress: Progress, said: str) -> None:
    assert describe(progress, 10.0) == said


def test_in_a_terminal_a_bar_says_how_far_it_is() -> None:
    code = (
        "from index.commands.progress import show_progress\n"
        "from index.outcome import Progress\n"
        "with show_progress() as listen:\n"
        "    listen(Progress('indexing', 30, 40, 30, 2))\n"
    )
    ours, theirs = pty.openpty()
    wide = {**os.environ, "COLUMNS": "120", "TERM": "xterm"}
    subprocess.run(
        [sys.executable, "-c", code], stderr=theirs, check=True, cwd=ROOT, env=wide
    )
    os.close(theirs)
    shown = b""
    with contextlib.suppress(OSError):  # the end of a terminal, on Linux
        while piece := os.read(ours, 4096):
            shown += piece
    os.close(ours)
    assert b"indexing (2 failed)" in shown
    assert b"75% of 40 articles" in shown
