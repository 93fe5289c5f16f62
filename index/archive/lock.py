"""One writing process for one data folder."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Final

from search.files import hold_lock, lock_holder
from search.storage import storage_trouble

from ..errors import ArchiveError

__all__ = ["LOCK_NAME", "writing"]

LOCK_NAME: Final = "lock"
"""The file in the data folder that whoever writes holds."""


@contextmanager
def writing(data: Path) -> Iterator[None]:
    """Be the one process that writes to a data folder.

    Raises:
        ArchiveError: if another process is writing, or the folder is unusable.
    """
    path = data / LOCK_NAME
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
    if told := storage_trouble(error, data):
        return told
    if not data.is_dir():
        return f"the data folder {data} cannot be used: {error}"
    return (
        f"the lock in {data} cannot be used ({error}); "
        f"remove the file named {LOCK_NAME} in it and try again"
    )
