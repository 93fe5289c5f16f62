"""Finding the sources under a path: files, folders recursively, no loops."""

from __future__ import annotations

import os
import stat
from collections import deque
from collections.abc import Container, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

__all__ = [
    "STANDARD_INPUT",
    "FoundFile",
    "Unlisted",
    "absolute",
    "is_passed_over",
    "key_of",
    "scan",
]

STANDARD_INPUT: Final = Path("-")
"""The path that stands for standard input."""

_OF_THE_SYSTEM = frozenset(["__macosx", "thumbs.db", "desktop.ini"])


@dataclass(frozen=True, slots=True)
class FoundFile:
    """A file, with its size and times, which tell whether it changed."""

    path: Path
    size: int
    mtime_ns: int
    ctime_ns: int


@dataclass(frozen=True, slots=True)
class Unlisted:
    """A path whose files could not be listed; what was read from it stays."""

    path: Path
    reason: str


def absolute(path: Path) -> Path:
    """Return the path a source is known by: absolute, its links kept."""
    return Path(os.path.abspath(path))  # noqa: PTH100  # resolve() follows links


def key_of(path: Path) -> str:
    """Return a path as text: bytes that are no UTF-8 are written as ``\\xff``."""
    return os.fsencode(path).decode("utf-8", "backslashreplace")


def is_passed_over(name: str) -> bool:
    """Return whether a file or folder of this name is hidden, or no one's own.

    That is a name that begins with a dot, the lock of an open Office document, and what
    systems put into folders.
    """
    return name.startswith((".", "~$")) or name.lower() in _OF_THE_SYSTEM


def scan(root: Path, skip: Container[str] = ()) -> Iterator[FoundFile | Unlisted]:
    """Yield the files at or under a path, in a stable order.

    Hidden files and folders below the path are passed over, see
    :func:`is_passed_over`. Links are followed, after what is really there; a folder is
    walked once however many links lead to it, and a link back to a folder above it is
    unlisted.

    Args:
        skip: absolute paths of folders that are passed over.
    """
    path = absolute(root)
    try:
        status = path.stat()
    except (OSError, ValueError) as error:
        yield Unlisted(path, _reason(error))
        return
    if stat.S_ISDIR(status.st_mode):
        yield from _Walk(skip).under(path)
    else:
        yield _file(path, status)


class _Walk:
    """One walk; a stack rather than recursion, however deep folders are."""

    def __init__(self, skip: Container[str]) -> None:
        self._skip = skip
        self._walked: set[tuple[int, int]] = set()
        self._links: deque[Path] = deque()
        self._stack: list[Path] = []

    def under(self, root: Path) -> Iterator[FoundFile | Unlisted]:
        self._stack.append(root)
        while self._stack or self._links:
            if self._stack:
                yield from self._folder(self._stack.pop())
            else:
                yield from self._link(self._links.popleft())

    def _folder(self, folder: Path) -> Iterator[FoundFile | Unlisted]:
        if str(folder) in self._skip:
            return
        try:
            status = folder.stat()
            identity = (status.st_dev, status.st_ino)
            if identity in self._walked:
                return
            self._walked.add(identity)
            with os.scandir(folder) as entries:
                names = sorted(e.name for e in entries if not is_passed_over(e.name))
        except OSError as error:
            yield Unlisted(folder, _reason(error))
            return
        folders = []
        for name in names:
            path = folder / name
            try:
                status = path.stat()
                is_link = path.is_symlink()
            except OSError as error:
                yield Unlisted(path, _reason(error))
                continue
            if not stat.S_ISDIR(status.st_mode):
                yield _file(path, status)
            elif is_link:
                self._links.append(path)
            else:
                folders.append(path)
        self._stack += reversed(folders)

    def _link(self, link: Path) -> Iterator[Unlisted]:
        """Walk the folder a link leads to, unless it leads back."""
        try:
            target = link.resolve(strict=True)
            here = link.parent.resolve(strict=True)
        except (OSError, RuntimeError) as error:
            yield Unlisted(link, _reason(error))
            return
        if here == target or target in here.parents:
            yield Unlisted(link, "it is a link back to a folder above it")
        else:
            self._stack.append(link)


def _file(path: Path, status: os.stat_result) -> FoundFile | Unlisted:
    if not stat.S_ISREG(status.st_mode):
        return Unlisted(path, "it is no file (a device, pipe or socket)")
    return FoundFile(path, status.st_size, status.st_mtime_ns, status.st_ctime_ns)


def _reason(error: Exception) -> str:
    match error:
        case FileNotFoundError():
            return "there is no such file or folder"
        case PermissionError():
            return "permission to read it is missing"
        case OSError(strerror=str(text)) if "symbolic links" in text:
            return "it is a link that leads back to itself"
        case OSError(strerror=str(text)):
            return f"it cannot be listed: {text[:1].lower()}{text[1:]}"
        case _:
            return f"it cannot be listed: {error}"
