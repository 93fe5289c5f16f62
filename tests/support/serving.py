"""``dateline serve`` as a process of its own, on a free port of this machine."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

__all__ = ["address_of", "serving", "serving_at"]

ROOT = Path(__file__).parent.parent.parent
START = "from index.cli import main; main()"


def serving(
    data: Path, *options: str, **environment: str
) -> AbstractContextManager[subprocess.Popen[str]]:
    """Run ``dateline serve`` on a free port, with some variables set."""
    return _serving(data, "--port", "0", *options, **environment)


def serving_at(
    path: Path, data: Path, *options: str
) -> AbstractContextManager[subprocess.Popen[str]]:
    """Run ``dateline serve`` at a socket in the file system."""
    return _serving(data, "--unix-socket", str(path), *options)


@contextmanager
def _serving(
    data: Path, *options: str, **environment: str
) -> Iterator[subprocess.Popen[str]]:
    command = [sys.executable, "-c", START, "--data", str(data), "serve"]
    process = subprocess.Popen(
        [*command, *options],
        cwd=ROOT,
        env=os.environ | {"PYTHONUNBUFFERED": "1"} | environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        yield process
    finally:
        process.kill()
        process.communicate()


def address_of(process: subprocess.Popen[str]) -> tuple[str, int]:
    """Return the host and the port it says it listens at."""
    assert process.stdout is not None
    line = process.stdout.readline()
    found = re.search(r"http://(127\.0\.0\.1):(\d+)/", line)
    assert found, line
    return found[1], int(found[2])
