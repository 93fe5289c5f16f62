"""Files within files: what is compressed, or packed together, is read like a folder.

A container is told by its content, whatever its name. Each file in it is read by the
reader that recognises it.
"""

from __future__ import annotations

import gzip
import zlib
from collections.abc import Callable, Generator, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Final, Protocol, cast

from .streams import guard, open_source

__all__ = ["CONTAINERS", "Container", "Inner", "files_in", "plain_name"]

_HEAD: Final = 512


@dataclass(frozen=True, slots=True)
class Inner:
    """A file to read, which may be in a container.

    Attributes:
        place: its path in the container, "" where that holds no more than this one.
        stream: its bytes; reading fails with :class:`.UnreadableSource` only.
    """

    place: str
    stream: BinaryIO


class Container(Protocol):
    """One way to hold files in a file.

    Attributes:
        suffix: what it adds to a file name, in lower case, with the dot.
    """

    suffix: str

    def recognises(self, head: bytes) -> bool:
        """Return whether a file that begins so is of this kind."""
        ...

    def files(self, stream: BinaryIO) -> Iterator[Inner]:
        """Yield the files in it, each to be read before the next is asked for.

        Raises:
            UnreadableSource: if no (more) files can be found in it.
        """
        ...


class Gzip:
    """A file that ``gzip`` compressed."""

    suffix = ".gz"

    def recognises(self, head: bytes) -> bool:
        """Return whether it has the first bytes of gzip data."""
        return head.startswith(b"\x1f\x8b")

    def files(self, stream: BinaryIO) -> Iterator[Inner]:
        """Yield the one file, decompressed."""
        with gzip.GzipFile(fileobj=stream) as unzipped:
            yield Inner("", guard(cast(BinaryIO, unzipped), _gzip_reason))


def _gzip_reason(error: Exception) -> str | None:
    match error:
        case EOFError():
            return "the gzip data ends early (truncated)"
        case gzip.BadGzipFile() if "CRC" in str(error) or "length" in str(error):
            return "the gzip data is damaged (its checksum is wrong)"
        case gzip.BadGzipFile() if "Not a gzipped" in str(error):
            return "the gzip data is followed by something that is not gzip"
        case gzip.BadGzipFile() | zlib.error():
            return "the gzip data is damaged"
        case _:
            return None


CONTAINERS: Final[list[Container]] = [Gzip()]
"""Every kind, in the order they are asked whether they recognise a file."""


def files_in(
    path: Path, opened: Callable[[BinaryIO], None] | None = None
) -> Generator[Inner, None, None]:
    """Yield the file at a path, or the files in it if it is a container.

    Args:
        opened: is given the file itself; see :func:`.open_source`.

    Raises:
        UnreadableSource: if it cannot be opened, or no (more) files be found in it.
    """
    with open_source(path, opened) as stream:
        head = stream.peek(_HEAD)[:_HEAD]  # type: ignore[attr-defined]
        for container in CONTAINERS:
            if container.recognises(head):
                yield from container.files(stream)
                return
        yield Inner("", stream)


def plain_name(file_name: str) -> str:
    """Return a file name in lower case without the suffix of a container."""
    name = file_name.lower()
    for container in CONTAINERS:
        name = name.removesuffix(container.suffix)
    return name
