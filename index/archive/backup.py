"""Writing a backup of a data folder, whatever else is running on it.

Databases are copied by SQLite's own online backup, each as it was at one moment: who
writes meanwhile goes on, and what is not committed is not in it. The copy of the
archive is checked like the archive itself, so that no damaged one takes the place of a
good one. All is made next to the backup in a folder of its own, and renamed at the end.
"""

from __future__ import annotations

import gzip
import io
import os
import shutil
import sqlite3
import tarfile
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import IO, Final
from urllib.parse import quote

from search.errors import ConfigError
from search.files import hold_lock, lock_holder, sync_folder
from search.storage import DISK_FULL, error_number, storage_trouble

from ..errors import BackupError, NotABackup
from .archive import ARCHIVE_NAME, open_archive, require_archive
from .backup_file import (
    DATABASE,
    KEPT_FOLDER,
    MANIFEST,
    KeptFile,
    Manifest,
    copy_digested,
    is_kept,
    opened_backup,
)
from .check import archive_faults

__all__ = ["disk_refusals", "write_backup"]

_PAGES: Final = 2_000
"""Of a database, copied at once; in between, the person can interrupt."""

_COMPRESSED: Final = (".tar.gz", ".tgz")
_LEVEL: Final = 6
_LOCK: Final = "lock"


def write_backup(data: Path, target: Path) -> Manifest:
    """Write a backup; one that was there is replaced at the end, by one rename.

    Args:
        target: the file; it ends with ``.tar``, ``.tar.gz`` or ``.tgz``.

    Raises:
        ArchiveMissing: if there is no archive to back up.
        ArchiveError: if it cannot be read.
        BackupError: if the backup cannot be written, or the archive is damaged.
    """
    if not target.name.endswith((".tar", *_COMPRESSED)):
        raise BackupError(
            f"{target} does not say what it is; end it with .tar.gz, or .tar for one "
            "that is not compressed"
        )
    require_archive(data / ARCHIVE_NAME)
    with disk_refusals(target):
        _check_replaceable(target)
        with _folder_for(target) as aside:
            kept = list(_copied(data, aside))
            manifest = Manifest(
                made=datetime.now(UTC).isoformat(timespec="seconds"),
                articles=_checked_articles(data, aside / ARCHIVE_NAME),
                files=tuple(_described(aside, name) for name in kept),
            )
            packed = aside / f"{MANIFEST}.tar"
            _pack(manifest, aside, packed, compressed=target.suffix != ".tar")
            packed.replace(target)
            sync_folder(target.parent)
    return manifest


@contextmanager
def disk_refusals(place: Path) -> Iterator[None]:
    """Say in plain words what a disk refused, or the system.

    Raises:
        BackupError: of each error of the system or of SQLite.
    """
    try:
        yield
    except (OSError, sqlite3.Error) as error:
        if error_number(error, place) in DISK_FULL:
            free = shutil.disk_usage(place.parent).free
            told: str | None = (
                f"the disk that holds {place} is full ({free / 1e6:,.0f} MB are free): "
                "make room, or choose a place on another disk, and run the same "
                "command again; nothing is lost"
            )
        else:
            told = storage_trouble(error, place)
        reason = getattr(error, "strerror", None) or error
        raise BackupError(told or f"{place} cannot be used: {reason}") from error


def _check_replaceable(target: Path) -> None:
    """Refuse to write over what is no backup.

    Raises:
        BackupError: if that is there.
    """
    if not target.parent.is_dir():
        raise BackupError(f"there is no folder {target.parent} for the backup; make it")
    if not target.exists():
        return
    try:
        if not target.is_file():
            raise NotABackup(f"{target} is no file")
        with opened_backup(target):
            pass
    except NotABackup as error:
        raise BackupError(
            f"{target} is there already and is no backup of dateline; choose another "
            "name, or move it away"
        ) from error


@contextmanager
def _folder_for(target: Path) -> Iterator[Path]:
    """A folder next to the backup; what a killed process left in it is removed."""
    aside = target.with_name(f"{target.name}.new")
    aside.mkdir(mode=0o700, exist_ok=True)
    try:
        with hold_lock(aside / _LOCK):
            for left in aside.iterdir():
                if left.name != _LOCK:
                    shutil.rmtree(left) if left.is_dir() else left.unlink()
            try:
                yield aside
            finally:
                shutil.rmtree(aside, ignore_errors=True)
    except TimeoutError as error:
        holder = lock_holder(aside / _LOCK)
        process = f" (process {holder})" if holder else ""
        raise BackupError(
            f"another dateline{process} is writing {target}; wait for it to end"
        ) from error


def _copied(data: Path, aside: Path) -> Iterator[str]:
    """Copy what cannot be made anew; yield the names, the archive's last."""
    for name in sorted(_names(data), key=lambda name: (name == ARCHIVE_NAME, name)):
        into = aside / name
        into.parent.mkdir(exist_ok=True)
        if name.endswith(DATABASE):
            _copy_database(data / name, into)
        else:
            with suppress(FileNotFoundError):  # removed in this moment
                shutil.copy2(data / name, into)
        if into.exists():
            yield name


def _names(data: Path) -> Iterator[str]:
    for path in (*data.iterdir(), *data.glob(f"{KEPT_FOLDER}*/*")):
        name = path.relative_to(data).as_posix()
        if is_kept(name) and path.is_file():
            yield name


def _copy_database(path: Path, into: Path) -> None:
    """Copy a database as it is at this moment, while others write to it.

    It is opened for reading: who closes one last that was open for writing locks it for
    a moment, in which others that open it fail.
    """
    address = f"file:{quote(str(path.absolute()))}?mode=ro"
    with (
        closing(
            sqlite3.connect(address, uri=True, timeout=30, isolation_level=None)
        ) as source,
        closing(sqlite3.connect(into, isolation_level=None)) as copy,
    ):
        copy.execute("PRAGMA synchronous = OFF")  # only the tar archive has to last
        # One moment for all pages: a commit of another process does not start it anew.
        source.execute("BEGIN")
        source.execute("SELECT count(*) FROM sqlite_master").fetchone()
        source.backup(copy, pages=_PAGES, progress=_interrupted)
        copy.execute("PRAGMA journal_mode = DELETE")  # nothing in a second file
    into.chmod(path.stat().st_mode & 0o777)


def _interrupted(*_: int) -> None:
    """Let Python see a Ctrl+C: it looks for one only while it runs code of its own."""


def _checked_articles(data: Path, copy: Path) -> int:
    """Return how many articles the copy of an archive has, if it is well.

    Raises:
        BackupError: if it is not.
    """
    try:
        archive = open_archive(copy)
    except ConfigError as error:
        raise BackupError(
            f"another version of dateline made the archive {data / ARCHIVE_NAME}; back "
            "it up with that one"
        ) from error
    with closing(archive):
        if fault := next(archive_faults(archive), None):
            raise BackupError(
                f"the archive {data / ARCHIVE_NAME} is damaged ({fault}), so no backup "
                "was made and the one before was kept; see: dateline check"
            )
        count = archive.count()
        archive.db.execute("PRAGMA journal_mode = DELETE")
    return count


def _described(aside: Path, name: str) -> KeptFile:
    with (aside / name).open("rb") as file:
        return KeptFile(name, *copy_digested(file))


def _pack(manifest: Manifest, aside: Path, packed: Path, *, compressed: bool) -> None:
    """Write the tar archive, to the disk; only its owner may read it."""
    handle = os.open(packed, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "wb") as raw:
        if compressed:
            with gzip.GzipFile("", "wb", _LEVEL, raw) as stream:
                _add_all(manifest, aside, stream)
        else:
            _add_all(manifest, aside, raw)
        raw.flush()
        os.fsync(raw.fileno())


def _add_all(
    manifest: Manifest, aside: Path, stream: IO[bytes] | gzip.GzipFile
) -> None:
    with tarfile.open(fileobj=stream, mode="w|", format=tarfile.PAX_FORMAT) as tar:
        told = manifest.dump()
        first = tarfile.TarInfo(MANIFEST)
        first.size, first.mtime, first.mode = len(told), int(time.time()), 0o600
        tar.addfile(first, io.BytesIO(told))
        for kept in manifest.files:
            tar.add(aside / kept.name, kept.name, recursive=False)
