"""Files next to a source: a METS document and the pages that it names.

They are in the folder of the source, or with it in a ZIP archive on the disk. What is
in an archive of another kind, or deeper, has no neighbours: they could only be found by
reading all of it again for each.
"""

from __future__ import annotations

import os
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import BinaryIO, Final

from ...errors import UnreadableSource
from ...records import ReadOptions
from ..bytes.archives import open_member
from ..bytes.elements import parsed
from ..bytes.heads import xml_root
from ..bytes.streams import open_source, read_whole

__all__ = ["Neighbour", "file_beside", "has_neighbours", "is_told_elsewhere"]

_LEVELS: Final = 2
"""Folders, from that of a page upwards, in which a METS document is looked for."""
_MOST: Final = 20
"""METS documents in one folder that are looked at."""
_HEAD: Final = 4096
_ZIP: Final = b"PK"


@dataclass(frozen=True, slots=True)
class Neighbour:
    """A file next to a source.

    Attributes:
        path: where it is on the disk, or the archive it is in.
        member: its place in the archive; "" on the disk.
        changed: when ``path`` was changed last; another time is another file.
    """

    path: Path
    member: str = ""
    changed: int = 0

    @property
    def name(self) -> str:
        """Its file name."""
        return self.member.rpartition("/")[2] or self.path.name

    @contextmanager
    def opened(self) -> Iterator[BinaryIO]:
        """Open it for reading; see :func:`.open_source`."""
        if not self.member:
            with open_source(self.path) as stream:
                yield stream
            return
        with (
            open_source(self.path) as archive,
            open_member(archive, self.member) as one,
        ):
            yield one


def has_neighbours(options: ReadOptions) -> bool:
    """Return whether what is next to a source can be looked up."""
    if not options.archive:
        return bool(options.folder)
    places = _members(options.archive, _changed(options.archive))
    return "/".join(filter(None, (options.folder, options.file_name))) in places


def file_beside(options: ReadOptions, name: str) -> Neighbour | None:
    """Return a file that a source names, if it is in or below the source's folder.

    One that is not where it is said to be may be in the folder itself. Nothing outside
    the folder is ever returned, whatever the name or a symbolic link says.
    """
    if not name or "\0" in name:
        return None
    wanted = (name, name.rpartition("/")[2])
    if options.archive:
        return _member_beside(options, wanted)
    if not options.folder:
        return None
    top = Path(os.path.realpath(options.folder))
    for each in wanted:
        try:
            path = Path(os.path.realpath(top / each))
            if path.is_relative_to(top) and path.is_file():
                return Neighbour(path, changed=path.stat().st_mtime_ns)
        except (OSError, ValueError):
            continue
    return None


def _member_beside(options: ReadOptions, wanted: tuple[str, ...]) -> Neighbour | None:
    changed = _changed(options.archive)
    places = _members(options.archive, changed)
    for each in wanted:
        place = os.path.normpath("/".join(filter(None, (options.folder, each))))
        inside = not options.folder or place.startswith(f"{options.folder}/")
        if inside and place in places:
            return Neighbour(Path(options.archive), place, changed)
    return None


def is_told_elsewhere(options: ReadOptions) -> bool:
    """Return whether a METS document makes articles of the page being read."""
    if not options.folder and not options.archive:
        return False
    folder = Path(options.folder)
    if options.archive:
        folders = dict.fromkeys(
            "" if str(place) == "." else str(place)
            for place in (folder, *folder.parents[: _LEVELS - 1])
        )
        changed = _changed(options.archive)
        return any(
            options.file_name in _named_in_archive(options.archive, place, changed)
            for place in folders
        )
    return any(
        options.file_name in _named_in(str(place), _changed(str(place)))
        for place in (folder, *folder.parents[: _LEVELS - 1])
    )


def _changed(path: str) -> int:
    try:
        return Path(path).stat().st_mtime_ns
    except OSError:
        return 0


@lru_cache(maxsize=2)
def _members(archive: str, changed: int) -> frozenset[str]:
    """The places of the members of an archive, if it is one that lists them.

    Args:
        changed: when it was changed last.
    """
    try:
        with Path(archive).open("rb") as file:
            if file.read(2) != _ZIP:
                return frozenset()
            with zipfile.ZipFile(file) as opened:
                return frozenset(opened.namelist())
    except (OSError, ValueError, zipfile.BadZipFile, NotImplementedError):
        return frozenset()


@lru_cache(maxsize=8)
def _named_in(folder: str, changed: int) -> frozenset[str]:
    """The pages that the METS documents of a folder make articles of.

    Args:
        changed: when the folder was changed last.
    """
    return _named(Neighbour(path) for path in _documents(folder))


@lru_cache(maxsize=8)
def _named_in_archive(archive: str, folder: str, changed: int) -> frozenset[str]:
    """The same of a folder in an archive."""
    found = [
        Neighbour(Path(archive), place, changed)
        for place in sorted(_members(archive, changed))
        if place.rpartition("/")[0] == folder and _is_mets(place.rpartition("/")[2])
    ]
    return _named(iter(found[:_MOST]))


def _named(documents: Iterator[Neighbour]) -> frozenset[str]:
    """The pages of which METS documents make articles."""
    from .structure import pages_named

    named: set[str] = set()
    for document in documents:
        try:
            with document.opened() as stream:
                if xml_root(stream.peek(_HEAD)[:_HEAD]).lower() == "mets":  # type: ignore[attr-defined]
                    named |= pages_named(parsed(read_whole(stream)))
        except UnreadableSource:
            continue  # its own reader says why
    return frozenset(named)


def _documents(folder: str) -> list[Path]:
    """The files of a folder that are called METS."""
    try:
        with os.scandir(folder) as entries:
            names = sorted(e.name for e in entries if _is_mets(e.name))
    except OSError:
        return []
    return [Path(folder, name) for name in names[:_MOST]]


def _is_mets(name: str) -> bool:
    return "mets" in name.lower()
