"""What every container does, and how much may come out of one."""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import BinaryIO, Final, Protocol

from ...errors import UnreadableSource
from .streams import MEMBER_CHUNK, Counted

__all__ = ["Budget", "Container", "Inner"]

_FREE: Final = 256 * 2**20
_RATIO: Final = 250
"""Out of a file may come so many bytes, or so many times its size: news in XML packs to
a thirtieth, a bomb to a thousandth."""


@dataclass(frozen=True, slots=True)
class Inner:
    """A file to read, which may be in a container.

    Attributes:
        place: its path in the container, "" where that holds no more than this one.
        stream: its bytes; reading fails with :class:`.UnreadableSource` only.
        stamp: what changes when its content does; see :meth:`Container.stamps`.
        name: its file name, if ``place`` does not end in it.
    """

    place: str
    stream: BinaryIO
    stamp: bytes = b""
    name: str = ""


class Container(Protocol):
    """One way to hold files in a file."""

    @property
    def suffix(self) -> str:
        """What it adds to a file name, in lower case, with the dot."""
        ...

    @property
    def extra(self) -> str:
        """The extra of the package that installs what it needs; "" for most."""
        ...

    def recognises(self, head: bytes) -> bool:
        """Return whether a file that begins so is of this kind."""
        ...

    def stamps(self, stream: BinaryIO) -> Mapping[str, bytes]:
        """Return what changes when the content of a member does, by place.

        Only of an archive that lists its members with something like a digest; of
        others it is empty.
        """
        ...

    def files(self, stream: BinaryIO) -> Iterator[Inner]:
        """Yield the files in it, each to be read before the next is asked for.

        One that cannot be read is given with a stream that says why.

        Raises:
            UnreadableSource: if no (more) files can be found in it.
        """
        ...


class Budget:
    """How many bytes may come out of a file, whatever is packed in it.

    Args:
        size: of the file as it lies on the disk.
    """

    def __init__(self, size: int) -> None:
        self._left = max(_FREE, _RATIO * size)

    def counted(self, stream: BinaryIO) -> BinaryIO:
        """Return a stream that ends with a reason where too much comes out of it.

        Its reading fails with :class:`.UnreadableSource`, as that of all files.
        """
        return io.BufferedReader(Counted(stream, self._spend), MEMBER_CHUNK)

    def _spend(self, size: int) -> None:
        self._left -= size
        if self._left < 0:
            raise UnreadableSource(
                "far more comes out of it than an archive of its size can hold "
                "(a “zip bomb”)"
            )
