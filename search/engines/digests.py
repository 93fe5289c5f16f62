"""Digests of the files of an index, by which a bit that flipped on the disk is found.

::

    FOLDER/0007-…/digests.json   file → size, time of change, digest

They are taken when writing ends. A file that is as old and as long as it was keeps the
digest it had: taking it anew would make damage right. While an index is being written,
and after whoever wrote was killed, files that have changed since are not judged.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from ..files import write_atomically

__all__ = ["Checked", "begin_writing", "check_files", "end_writing"]

NAME: Final = "digests.json"

_PASSING: Final = ("lock", "LOCK", "-wal", "-shm", "-journal", ".new", NAME)
"""How the names of files end that come and go."""


@dataclass(frozen=True, slots=True)
class Checked:
    """What looking at the files of an index found.

    Attributes:
        damaged: files that are not what was written, or are gone.
        files: how many were looked at.
        unknown: how many could not be judged, because no digest was taken of them.
    """

    damaged: tuple[Path, ...] = ()
    files: int = 0
    unknown: int = 0


def begin_writing(folder: Path) -> None:
    """Note that files of a folder are about to change."""
    _write(folder, _read(folder), writing=True)


def end_writing(folder: Path) -> None:
    """Take the digests of what has changed since writing began."""
    before = _read(folder)
    files = {}
    for name, path in _files(folder):
        stat = path.stat()
        kept = before.get(name)
        if kept is None or kept[:2] != [stat.st_size, stat.st_mtime_ns]:
            kept = [stat.st_size, stat.st_mtime_ns, _digest(path)]
        files[name] = kept
    _write(folder, files, writing=False)


def check_files(folder: Path) -> Checked:
    """Compare the files of a folder to their digests.

    Raises:
        OSError: if one cannot be read.
    """
    noted = _noted(folder)
    known: dict[str, list[Any]] = noted.get("files", {})
    found = dict(_files(folder))
    damaged = []
    judged = 0
    for name, (size, changed, digest) in known.items():
        path = folder / name
        stat = path.stat() if name in found else None
        if noted.get("writing") and (stat is None or stat.st_mtime_ns != changed):
            continue
        judged += 1
        if stat is None or stat.st_size != size or _digest(path) != digest:
            damaged.append(path)
    return Checked(tuple(damaged), judged, max(len(found) - judged, 0))


def _files(folder: Path) -> list[tuple[str, Path]]:
    return sorted(
        (path.relative_to(folder).as_posix(), path)
        for path in folder.rglob("*")
        if path.is_file() and not path.name.endswith(_PASSING)
    )


def _digest(path: Path) -> str:
    def short() -> hashlib.blake2b:
        return hashlib.blake2b(digest_size=16)

    with path.open("rb") as file:
        return hashlib.file_digest(file, short).hexdigest()


def _read(folder: Path) -> dict[str, list[Any]]:
    files: dict[str, list[Any]] = _noted(folder).get("files", {})
    return files


def _noted(folder: Path) -> dict[str, Any]:
    """What is noted; nothing that can be read is as good as nothing."""
    try:
        noted = json.loads((folder / NAME).read_bytes())
        for size, changed, digest in noted["files"].values():
            int(size), int(changed), str(digest)
    except (OSError, ValueError, TypeError, KeyError, AttributeError, RecursionError):
        return {}
    return dict(noted)


def _write(folder: Path, files: dict[str, list[Any]], *, writing: bool) -> None:
    text = json.dumps({"writing": writing, "files": files})
    write_atomically(folder / NAME, text)
