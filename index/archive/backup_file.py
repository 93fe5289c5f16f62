"""The file that is a backup: a tar archive, and the list of what is in it.

::

    dateline-backup.json    first: format, time, articles; size and digest of each file
    names.txt               the files of the data folder, by their names there
    archive.sqlite          …

What can be made anew from these is not in it: the index.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import lzma
import tarfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import IO, Any, Final

from ..errors import NotABackup

__all__ = [
    "DATABASE",
    "KEPT_FOLDER",
    "MANIFEST",
    "KeptFile",
    "Manifest",
    "copy_digested",
    "is_kept",
    "opened_backup",
    "read_manifest",
]

MANIFEST: Final = "dateline-backup.json"
"""The name of the first file in it."""

DATABASE: Final = ".sqlite"
"""What the names of databases end with."""

_KEPT: Final = (DATABASE, ".txt", ".toml", ".json")
"""What the names of files end with that cannot be made anew."""

KEPT_FOLDER: Final = "saved-searches.seen"
"""How the folders begin in which earlier versions kept such files."""

_DAMAGE: Final = (
    *(tarfile.TarError, EOFError),
    *(zlib.error, gzip.BadGzipFile, lzma.LZMAError),
)
"""What is raised where a tar archive, or its compression, breaks off or is none."""

_FORMAT: Final = 1
_LARGEST_MANIFEST: Final = 2**20
_LONGEST_NAME: Final = 200
_AT_ONCE: Final = 2**20


@dataclass(frozen=True, slots=True)
class KeptFile:
    """A file of a data folder.

    Attributes:
        name: its path below the folder.
        size: in bytes.
        digest: SHA-256, in hexadecimal digits.
    """

    name: str
    size: int
    digest: str


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a backup has.

    Attributes:
        made: when, in ISO 8601.
        articles: how many the archive has.
        files: all but the manifest itself.
    """

    made: str
    articles: int
    files: tuple[KeptFile, ...]

    def dump(self) -> bytes:
        """Return it as it is kept."""
        return json.dumps({"format": _FORMAT, **asdict(self)}, indent=1).encode()

    @classmethod
    def load(cls, data: bytes) -> Manifest:
        """Read one as it is kept.

        Raises:
            ValueError: if it is none, saying why.
        """
        content = json.loads(data)
        if not isinstance(content, dict) or content.get("format") != _FORMAT:
            raise ValueError("its format is unknown")
        try:
            files = tuple(_kept_file(one) for one in content["files"])
            made, articles = str(content["made"]), int(content["articles"])
        except (KeyError, TypeError) as error:
            raise ValueError("its list of files is incomplete") from error
        if len({one.name for one in files}) < len(files):
            raise ValueError("it lists a file twice")
        return cls(made, articles, files)


def _kept_file(fields: dict[str, Any]) -> KeptFile:
    name, size, digest = fields["name"], fields["size"], fields["digest"]
    if not isinstance(name, str) or not is_kept(name):
        raise ValueError(f"{name!r} is no name of a file in a data folder")
    return KeptFile(name, int(size), str(digest))


def is_kept(name: str) -> bool:
    """Whether a file of a data folder, by its path below it, is in a backup."""
    folder, slash, last = name.rpartition("/")
    return (
        last[:1] not in ("", ".")
        and name.isprintable()
        and "\\" not in name
        and len(name) <= _LONGEST_NAME
        and name != MANIFEST
        and (_is_kept_folder(folder) if slash else last.endswith(_KEPT))
    )


def _is_kept_folder(name: str) -> bool:
    return name.startswith(KEPT_FOLDER) and "/" not in name


@contextmanager
def opened_backup(path: Path) -> Iterator[tuple[Manifest, tarfile.TarFile]]:
    """Open a backup; the files in it come after its manifest.

    Raises:
        NotABackup: if it is none, or, here or while it is read, if it is damaged.
        OSError: if it cannot be read.
    """
    try:
        with tarfile.open(path, "r:*") as tar:
            yield read_manifest(path, tar), tar
    except _DAMAGE as error:
        raise NotABackup(
            f"{path} is no backup of dateline, or is cut short or damaged ({error}); "
            "choose another"
        ) from error


def read_manifest(path: Path, tar: tarfile.TarFile) -> Manifest:
    """Return the manifest, which is the first file of a backup.

    Raises:
        NotABackup: if there is none.
    """
    first = tar.next()
    content = tar.extractfile(first) if first and first.name == MANIFEST else None
    if first is None or content is None or first.size > _LARGEST_MANIFEST:
        raise NotABackup(f"{path} is no backup of dateline: it has no {MANIFEST}")
    try:
        return Manifest.load(content.read())
    except (ValueError, RecursionError) as error:
        raise NotABackup(
            f"{path} is no backup this dateline can read: {error}"
        ) from error


def copy_digested(
    source: IO[bytes], target: IO[bytes] | None = None
) -> tuple[int, str]:
    """Read to the end, and write it if there is where; return bytes and digest."""
    seen, size = hashlib.sha256(), 0
    while piece := source.read(_AT_ONCE):
        seen.update(piece)
        size += len(piece)
        if target is not None:
            target.write(piece)
    return size, seen.hexdigest()
