"""Bringing a backup back into an empty data folder.

All is unpacked and checked in a folder inside first: each file by its digest, the
archive by the seals of its articles. Then each is moved into its place, the archive
last, so that a data folder has an archive only when it has all the rest. What a killed
process left is removed by the next one.
"""

from __future__ import annotations

import os
import shutil
import tarfile
from contextlib import closing, suppress
from pathlib import Path
from typing import Final

from search.errors import ConfigError
from search.files import sync_folder
from search.storage import storage_trouble

from ..errors import ArchiveError, BackupError, NotABackup
from .archive import ARCHIVE_NAME, open_archive
from .backup import disk_refusals
from .backup_file import MANIFEST, KeptFile, Manifest, copy_digested, opened_backup
from .check import archive_faults
from .lock import LOCK_NAME, writing

__all__ = ["restore_backup"]

_ASIDE: Final = "restoring"


def restore_backup(path: Path, data: Path) -> Manifest:
    """Bring a backup back; nothing is changed in a folder that is not empty.

    Raises:
        NotABackup: if the file is no backup, or is damaged.
        BackupError: if it cannot be read, or the folder is not empty or not usable.
        ArchiveError: if another process writes to the folder.
    """
    with disk_refusals(path), opened_backup(path):
        pass  # else nothing is made for it
    with disk_refusals(data):
        _check_empty(data)
        with writing(data):
            _remove_left(data)
            _check_empty(data)
            aside = data / _ASIDE
            aside.mkdir(mode=0o700)
            try:
                manifest = _unpack(path, aside)
                _check_archive(path, aside / ARCHIVE_NAME)
            except BaseException:
                shutil.rmtree(aside, ignore_errors=True)
                raise
            _move(manifest, aside, data)
    return manifest


def _check_empty(data: Path) -> None:
    """Refuse a folder with anything in it but what a killed process left.

    Raises:
        BackupError: if there is more.
    """
    if not data.exists():
        return
    known = {LOCK_NAME, _ASIDE, *_left(data)}
    if found := sorted({path.name for path in data.iterdir()} - known):
        raise BackupError(
            f"the data folder {data} is not empty (it has {found[0]}), and a backup "
            "takes the place of nothing; move the folder away, or choose another with "
            "--data"
        )


def _left(data: Path) -> set[str]:
    """The files that a killed process had moved into their places already."""
    if (data / ARCHIVE_NAME).exists():
        return set()  # the last one: it was done
    try:
        told = Manifest.load((data / _ASIDE / MANIFEST).read_bytes())
    except (OSError, ValueError):
        return set()
    return {one.name.partition("/")[0] for one in told.files}


def _remove_left(data: Path) -> None:
    for name in _left(data):
        with suppress(FileNotFoundError):
            left = data / name
            shutil.rmtree(left) if left.is_dir() else left.unlink()
    shutil.rmtree(data / _ASIDE, ignore_errors=True)


def _unpack(path: Path, aside: Path) -> Manifest:
    """Unpack what the manifest lists, and nothing else.

    Raises:
        NotABackup: if something is missing or is not what it was.
    """
    with opened_backup(path) as (manifest, tar):
        wanted = {one.name: one for one in manifest.files}
        for member in tar:
            if member.name == MANIFEST:
                continue
            if not member.isfile() or member.name not in wanted:
                raise NotABackup(f"{path} has {member.name!r}, which it does not list")
            _extract(path, tar, member, wanted.pop(member.name), aside)
    if wanted:
        raise NotABackup(f"{path} lacks {min(wanted)}, which it lists; choose another")
    if ARCHIVE_NAME not in {one.name for one in manifest.files}:
        raise NotABackup(f"{path} has no {ARCHIVE_NAME}; choose another")
    (aside / MANIFEST).write_bytes(manifest.dump())
    return manifest


def _extract(
    path: Path,
    tar: tarfile.TarFile,
    member: tarfile.TarInfo,
    kept: KeptFile,
    aside: Path,
) -> None:
    into = aside / kept.name
    into.parent.mkdir(exist_ok=True)
    content = tar.extractfile(member)
    assert content is not None  # it is a file
    with into.open("xb") as file:
        size, digest = copy_digested(content, file)
        file.flush()
        os.fsync(file.fileno())
    into.chmod(member.mode & 0o777 | 0o600)
    if (size, digest) != (kept.size, kept.digest):
        raise NotABackup(f"{path} is damaged: {kept.name} is not what it was")


def _check_archive(path: Path, archive_path: Path) -> None:
    """Check every article by its seal.

    Raises:
        NotABackup: if one is not what it was, or the archive cannot be used.
    """
    try:
        with closing(open_archive(archive_path)) as archive:
            fault = next(archive_faults(archive), None)
    except ConfigError as error:
        raise NotABackup(
            f"another version of dateline made {path}; bring it back with that one"
        ) from error
    except ArchiveError as error:
        if storage_trouble(error, archive_path):
            raise
        raise NotABackup(
            f"the archive in {path} cannot be used; choose another backup"
        ) from error
    if fault:
        raise NotABackup(f"{path} is damaged: {fault}; choose another backup")


def _move(manifest: Manifest, aside: Path, data: Path) -> None:
    """Put all into its place, the archive last."""
    tops = {one.name.partition("/")[0] for one in manifest.files}
    sync_folder(aside)
    for name in sorted(tops, key=lambda name: (name == ARCHIVE_NAME, name)):
        (aside / name).replace(data / name)
        sync_folder(data)
    shutil.rmtree(aside, ignore_errors=True)
