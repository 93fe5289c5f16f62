"""One writing process for one data folder."""

from __future__ import annotations

import errno
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Final

from search.files import hold_lock, lock_holder

from ..errors import ArchiveError

__all__ = ["writing"]

_FILE_NAME: Final = "lock"


@contextmanager
def writing(data: Path) -> Iterator[None]:
    """Be the one process that writes to a data folder.

    Raises:
        ArchiveError: if another process is writing, or the folder is unusable.
    """
    path = data / _FILE_NAME
    with ExitStack() as held:
        try:
            held.enter_context(hold_lock(path))
        except OSError as error:
            raise ArchiveError(_explained(path, error)) from error
        yield


def _explained(path: Path, error: OSError) -> str:
    data = path.parent
    if isinstance(error, TimeoutError):
        holder = lock_holder(path)
        process = f" (process {holder})" if holder else ""
        return f"another dateline{process} is writing to {data}; wait for it to end"
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return f"the data folder {data} cannot be written: {error}; free some space"
    if not data.is_dir():
        return f"the data folder {data} cannot be used: {error}"
    return (
        f"the lock in {data} cannot be used ({error}); "
        f"remove the file named {_FILE_NAME} in it and try again"
    )
