"""In which file and folders an article was read, as values that every engine looks up.

A path is indexed as a digest, so that an index tells nobody how the folders of a
machine are called. ``has:`` and such a value finds what was read there.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import Final

from .article import FoundIn

__all__ = ["folder_mark", "folder_marks", "is_folder_mark"]

_BEGINNING: Final = "in-"
_MARK: Final = re.compile(rf"{_BEGINNING}[0-9a-f]{{16}}")


def folder_mark(path: str) -> str:
    """Return the value of all articles read in a folder or below it, or in a file.

    Args:
        path: its whole path, with ``/`` between folders.
    """
    named = path.rstrip("/") or "/"
    digest = hashlib.blake2b(named.encode("utf-8", "replace"), digest_size=8)
    return f"{_BEGINNING}{digest.hexdigest()}"


def is_folder_mark(value: str) -> bool:
    """Return whether a value is one of :func:`folder_mark`."""
    return _MARK.fullmatch(value) is not None


def folder_marks(found: FoundIn | None) -> Iterator[str]:
    """Yield the values of an article: of its file, and each folder that is in."""
    if found is not None and found.file.startswith("/"):
        yield folder_mark(found.file)
        for folder in PurePosixPath(found.file).parents:
            yield folder_mark(str(folder))
