"""Files next to a source: a METS document and the pages that it names."""

from __future__ import annotations

import os
from functools import lru_cache
from pathlib import Path
from typing import Final

from ...errors import UnreadableSource
from ...records import ReadOptions
from ..bytes.elements import parsed
from ..bytes.heads import xml_root
from ..bytes.streams import open_source, read_whole

__all__ = ["file_beside", "is_told_elsewhere"]

_LEVELS: Final = 2
"""Folders, from that of a page upwards, in which a METS document is looked for."""
_MOST: Final = 20
"""METS documents in one folder that are looked at."""
_HEAD: Final = 4096


def file_beside(folder: str, name: str) -> Path | None:
    """Return a file that a source in a folder names, if it is in or below that folder.

    One that is not where it is said to be may be in the folder itself. Nothing outside
    the folder is ever returned, whatever the name or a symbolic link says.
    """
    if not folder or not name or "\0" in name:
        return None
    top = Path(os.path.realpath(folder))
    for wanted in (name, name.rpartition("/")[2]):
        try:
            path = Path(os.path.realpath(top / wanted))
            if path.is_relative_to(top) and path.is_file():
                return path
        except (OSError, ValueError):
            continue
    return None


def is_told_elsewhere(options: ReadOptions) -> bool:
    """Return whether a METS document makes articles of the page being read."""
    if not options.folder:
        return False
    folder = Path(options.folder)
    return any(
        options.file_name in _named_in(str(place), _changed(place))
        for place in (folder, *folder.parents[: _LEVELS - 1])
    )


def _changed(folder: Path) -> int:
    try:
        return folder.stat().st_mtime_ns
    except OSError:
        return 0


@lru_cache(maxsize=8)
def _named_in(folder: str, changed: int) -> frozenset[str]:
    """The pages that the METS documents of a folder make articles of.

    Args:
        changed: when the folder was changed last.
    """
    from .structure import pages_named

    named: set[str] = set()
    for path in _documents(folder):
        try:
            with open_source(path) as stream:
                if xml_root(stream.peek(_HEAD)[:_HEAD]).lower() == "mets":  # type: ignore[attr-defined]
                    named |= pages_named(parsed(read_whole(stream)))
        except UnreadableSource:
            continue  # its own reader says why
    return frozenset(named)


def _documents(folder: str) -> list[Path]:
    """The files of a folder that are called METS."""
    try:
        with os.scandir(folder) as entries:
            names = sorted(e.name for e in entries if "mets" in e.name.lower())
    except OSError:
        return []
    return [Path(folder, name) for name in names[:_MOST]]
