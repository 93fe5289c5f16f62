"""A socket in the file system to listen at, for a proxy on the same machine.

Whoever may write to the file may connect, so its permissions say who that is. It has
them before the first connection. The file stays when a process is killed; the next one
replaces it, unless something still listens there.
"""

from __future__ import annotations

import contextlib
import errno
import os
import socket
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from search.errors import ConfigError

__all__ = ["listen_at", "remove_own"]

_BACKLOG: Final = 1024


def listen_at(path: Path, mode: int) -> socket.socket:
    """Return a socket that listens at a path.

    Args:
        mode: the permissions of the file.

    Raises:
        ConfigError: if something else is there or listens there, or it cannot be made.
    """
    if not hasattr(socket, "AF_UNIX"):
        raise ConfigError("this system has no Unix sockets; use --host and --port")
    made = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    try:
        with _alone_in(path.parent):
            _remove_stale(path)
            made.bind(str(path))
            path.chmod(mode)
            made.listen(_BACKLOG)
    except OSError as error:
        made.close()
        raise ConfigError(
            f"cannot listen at {path}: {error.strerror or error}"
        ) from error
    except BaseException:
        made.close()
        raise
    return made


def remove_own(path: Path, listening: socket.socket) -> None:
    """Remove the file of a socket, unless another process has replaced it."""
    listening.close()
    with contextlib.suppress(OSError, ConfigError), _alone_in(path.parent):
        _remove_stale(path)


@contextmanager
def _alone_in(folder: Path) -> Iterator[None]:
    """Let no other process look for a stale socket in a folder at the same time."""
    import fcntl  # where there are Unix sockets

    handle = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)


def _remove_stale(path: Path) -> None:
    """Remove a socket nobody listens at.

    Raises:
        ConfigError: if somebody does, or it is no socket.
    """
    try:
        found = path.lstat()
    except FileNotFoundError:
        return
    if not stat.S_ISSOCK(found.st_mode):
        raise ConfigError(
            f"cannot listen at {path}: it is no socket; choose another path with "
            "--unix-socket, or remove it"
        )
    if _is_answered(path):
        raise ConfigError(
            f"the socket {path} is in use; choose another with --unix-socket"
        )
    path.unlink()


def _is_answered(path: Path) -> bool:
    """Whether somebody listens at a socket.

    Raises:
        OSError: if that cannot be told.
    """
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as asking:
        asking.settimeout(1)
        try:
            asking.connect(str(path))
        except OSError as error:
            if error.errno in (errno.ECONNREFUSED, errno.ENOENT):
                return False
            # all places of those who wait are taken: it is in use
            if isinstance(error, TimeoutError | BlockingIOError):
                return True
            raise
    return True
