"""Finding the sources under a path: files, folders recursively, no loops."""

from __future__ import annotations

import os
import stat
from collections.abc import Container, Iterator
from dataclasses import dataclass
from pathlib import Path

from .errors import UnreadableSource

__all__ = ["Found", "Unlisted", "absolute", "scan"]


@dataclass(frozen=True, slots=True)
class Found:
    """A file, with what tells whether it changed."""

    path: Path
    size: int
    mtime_ns: int
    ctime_ns: int


@dataclass(frozen=True, slots=True)
class Unlisted:
    """A path whose files could not be listed; what was known of it stays known."""

    path: Path
    reason: str


def absolute(path: Path) -> Path:
    """Return the path a source is known by: absolute, its links kept."""
    return Path(os.path.abspath(path))  # noqa: PTH100  # resolve() follows links


def scan(root: Path, skip: Container[str] = ()) -> Iterator[Found | Unlisted]:
    """Yield the files at or under a path, in a stable order.

    Args:
        skip: absolute paths of folders that are passed over.

    Hidden files and folders (names beginning with a dot) below the path are
    passed over. Links are followed; one that leads back to a folder above it
    is unlisted instead of walked for ever.
    """
    path = absolute(root)
    try:
        status = path.stat()
    except OSError as error:
        yield Unlisted(path, _reason(error))
        return
    if stat.S_ISDIR(status.st_mode):
        yield from _folder(path, status, [], skip)
    else:
        yield _file(path, status)


def _folder(
    path: Path,
    status: os.stat_result,
    above: list[tuple[int, int]],
    skip: Container[str],
) -> Iterator[Found | Unlisted]:
    if str(path) in skip:
        return
    identity = (status.st_dev, status.st_ino)
    if identity in above:
        yield Unlisted(path, "it is a link back to a folder above it")
        return
    try:
        with os.scandir(path) as entries:
            names = sorted(e.name for e in entries if not e.name.startswith("."))
    except OSError as error:
        yield Unlisted(path, _reason(error))
        return
    for name in names:
        inner = path / name
        try:
            inner_status = inner.stat()
        except OSError as error:
            yield Unlisted(inner, _reason(error))
            continue
        if stat.S_ISDIR(inner_status.st_mode):
            yield from _folder(inner, inner_status, [*above, identity], skip)
        else:
            yield _file(inner, inner_status)


def _file(path: Path, status: os.stat_result) -> Found | Unlisted:
    if not stat.S_ISREG(status.st_mode):
        return Unlisted(path, "it is no file (a device, pipe or socket)")
    return Found(path, status.st_size, status.st_mtime_ns, status.st_ctime_ns)


def _reason(error: OSError) -> str:
    if isinstance(error, FileNotFoundError):
        return "there is no such file or folder"
    if isinstance(error, PermissionError):
        return "permission to read it is missing"
    if "symbolic links" in str(error):
        return "it is a link that leads back to itself"
    return str(UnreadableSource(error.strerror or str(error)))
