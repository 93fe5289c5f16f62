"""In which folders an article was read, as values that every engine can look up.

A folder is indexed as a digest of its path, so that an index tells nobody how the
folders of a machine are called.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import Final

from .article import FoundIn

__all__ = ["folder_mark", "folder_marks"]

_BEGINNING: Final = "in-"


def folder_mark(path: str) -> str:
    """Return the value of all articles read in a folder, or in one below it.

    Args:
        path: its whole path, with ``/`` between folders.
    """
    named = path.rstrip("/") or "/"
    digest = hashlib.blake2b(named.encode("utf-8", "replace"), digest_size=8)
    return f"{_BEGINNING}{digest.hexdigest()}"


def folder_marks(found: FoundIn | None) -> Iterator[str]:
    """Yield the values of an article: one for each folder its file is in."""
    if found is not None and found.file.startswith("/"):
        for folder in PurePosixPath(found.file).parents:
            yield folder_mark(str(folder))
