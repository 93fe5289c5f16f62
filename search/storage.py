"""What a disk or the system refuses, in words that lead the right way.

A full disk is no damaged index: to make it anew would need even more room. So is a
folder that may not be written, a disk that is read-only, a process with too many open
files. Whatever met it (this program, SQLite, an engine in its own words), the sentence
names the place, what is needed, and that running the same command again suffices.
"""

from __future__ import annotations

import errno
import os
import re
import shutil
from pathlib import Path
from typing import Final

from .errors import ConfigError, EngineError, EngineUnavailable, StorageError

__all__ = [
    "DISK_FULL",
    "check_started_somewhere",
    "check_working_folder",
    "engine_failure",
    "error_number",
    "storage_trouble",
]

DISK_FULL: Final = (errno.ENOSPC, errno.EDQUOT)
"""The errors of a disk, or a share of it, that has no room left."""

_FORBIDDEN: Final = (errno.EACCES, errno.EPERM)
_TOO_MANY: Final = (errno.EMFILE, errno.ENFILE)

_IN_TEXT: Final = re.compile(r"\(?os error (\d+)\)?|[Ee]rrno (\d+)|code: (\d+), kind")
"""How tantivy, Python and Rust write the number of an error into a text."""

_SQLITE: Final = {13: errno.ENOSPC, 3: errno.EACCES, 23: errno.EACCES}
"""SQLite's codes: FULL, PERM, AUTH; the others are looked at more closely."""

_SQLITE_IOERR, _SQLITE_READONLY, _SQLITE_CANTOPEN = 10, 8, 14

_KILLED: Final = "writer was killed"
"""What tantivy says when a thread of its own met an error, which it keeps to itself."""

_ROOM_TO_WRITE: Final = 256 * 2**20
"""What tantivy may write at once: with less, a full disk is what it met."""

_FILES_TO_WRITE: Final = 64
"""Files tantivy may have open at once: with fewer, their number is what it met."""

_NEARLY_FULL: Final = 2**20
_LEAST_NEEDED: Final = 20 * 2**20


def engine_failure(url: str, error: BaseException, folder: Path | None) -> EngineError:
    """Return the error of an index in which an engine met another.

    Args:
        folder: where the index is, of an engine that keeps it in one.
    """
    if folder is not None:
        told = storage_trouble(error, folder)
        if told is None and _KILLED in str(error):
            told = _killed(folder)
        if told is not None:
            return StorageError(url, told)
    return EngineUnavailable.damaged(url, error)


def check_started_somewhere() -> Path:
    """Return the folder in which this process was started, as relative paths need it.

    Raises:
        ConfigError: if it is gone.
    """
    try:
        return Path.cwd()
    except FileNotFoundError:
        raise ConfigError(
            "the folder this was started in is gone; go to another (cd /) and run the "
            "same command again"
        ) from None


def check_working_folder() -> None:
    """See that a new process can begin in the folder in which this one was started.

    A fresh interpreter goes there first. Another user may have come from there, as root
    comes from its home folder when it runs a command as somebody else.

    Raises:
        ConfigError: if that folder is closed to this user, or is gone.
    """
    folder = check_started_somewhere()
    if not os.access(folder, os.X_OK):
        raise ConfigError(
            f"this was started in {folder}, which is closed to the user who runs it; "
            "go to another folder (cd /) and run the same command again"
        )


def storage_trouble(error: BaseException, place: Path) -> str | None:
    """Return a sentence on what a disk or the system refused, or ``None``.

    Args:
        error: what was raised; what caused it is looked at too.
        place: the file or folder that was used.
    """
    number = error_number(error, place)
    if number in DISK_FULL:
        return _full(place)
    if number == errno.EFBIG:
        return (
            f"a file in {place} may not grow any further (file too large): raise the "
            "limit (ulimit -f) and run the same command again; nothing is lost"
        )
    if number in _FORBIDDEN:
        return (
            f"{place} cannot be used: permission denied; run dateline as the user who "
            "owns it, or change its permissions, and run the same command again"
        )
    if number == errno.EROFS:
        return (
            f"the disk that holds {place} is read-only; make it writable and run the "
            "same command again"
        )
    if number in _TOO_MANY:
        return _too_many(place)
    if number == errno.EIO:
        return (
            f"the disk that holds {place} fails (input/output error): look into the "
            "system's log, and copy what is there to another disk"
        )
    return None


def error_number(error: BaseException, place: Path) -> int | None:
    """Return the system's number of an error or of what caused it, if it has one."""
    seen: BaseException | None = error
    while seen is not None:
        if (number := _own_number(seen, place)) is not None:
            return number
        seen = seen.__cause__ or seen.__context__
    return None


def _own_number(error: BaseException, place: Path) -> int | None:
    if isinstance(error, OSError) and error.errno is not None:
        return error.errno
    code = getattr(error, "sqlite_errorcode", None)
    if isinstance(code, int):
        return _of_sqlite(code & 0xFF, place)
    if found := _IN_TEXT.search(str(error)):
        return int(next(filter(None, found.groups())))
    return None


def _of_sqlite(code: int, place: Path) -> int | None:
    """SQLite says less than the system told it."""
    folder = _folder_of(place)
    if code == _SQLITE_IOERR:
        return errno.ENOSPC if _free(folder) < _NEARLY_FULL else errno.EIO
    if code in (_SQLITE_READONLY, _SQLITE_CANTOPEN):
        if os.statvfs(folder).f_flag & os.ST_RDONLY:
            return errno.EROFS
        usable = os.access(folder, os.W_OK | os.X_OK)
        files = [path for path in (place, folder) if path.exists()]
        if not usable or not all(os.access(path, os.W_OK) for path in files):
            return errno.EACCES
        return errno.EMFILE if _is_out_of_files() else None
    return _SQLITE.get(code)


def _too_many(place: Path) -> str:
    return (
        f"too many files are open, so {place} cannot be used; raise the limit "
        "(ulimit -n) and run the same command again; nothing is lost"
    )


def _may_open_few_files() -> bool:
    try:
        import resource
    except ImportError:  # not a Unix
        return False
    return resource.getrlimit(resource.RLIMIT_NOFILE)[0] < _FILES_TO_WRITE


def _is_out_of_files() -> bool:
    try:
        os.close(os.open(os.devnull, os.O_RDONLY))
    except OSError as error:
        return error.errno in _TOO_MANY
    return False


def _killed(folder: Path) -> str:
    """What most likely ended a thread of tantivy, which keeps its error to itself."""
    if _free(_folder_of(folder)) < _ROOM_TO_WRITE:
        return _full(folder)
    if _may_open_few_files():
        return _too_many(folder)
    return (
        f"the search engine could not go on writing to {folder}; run the same command "
        "again, and if it ends like this again, look at the disk; nothing is lost"
    )


def _full(place: Path) -> str:
    folder = _folder_of(place)
    again = "and run the same command again; nothing is lost"
    if os.statvfs(folder).f_favail == 0 and os.statvfs(folder).f_files:
        return (
            f"the disk that holds {place} has no room for another file (no inodes are "
            f"free): remove some files {again}"
        )
    needed = max(_LEAST_NEEDED, _size(folder))
    return (
        f"the disk that holds {place} is full: {_free(folder) / 1e6:,.0f} MB are free, "
        f"and up to {needed / 1e6:,.0f} MB are needed; make room {again}"
    )


def _folder_of(place: Path) -> Path:
    """The nearest folder there is."""
    return next(
        (p for p in (place, *place.absolute().parents) if p.is_dir()), Path("/")
    )


def _free(folder: Path) -> int:
    return shutil.disk_usage(folder).free


def _size(folder: Path) -> int:
    """Bytes of all files below a folder; what vanishes meanwhile has none."""
    total = 0
    for at, _, names in os.walk(folder):
        for name in names:
            try:
                total += (Path(at) / name).stat().st_size
            except OSError:
                continue
    return total
