"""The one file at a path, whatever it is compressed with."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import BinaryIO

from index.readers.bytes.containers import Inner, files_in


@contextmanager
def only_file(path: Path) -> Iterator[BinaryIO]:
    with closing(files_in(path)) as files:
        yield next(each.stream for each in files if isinstance(each, Inner))
