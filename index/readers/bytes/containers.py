"""Files within files: what is compressed, or packed together, is read like a folder.

A container is told by its content, whatever its name. Each file in it is read by the
reader that recognises it. Nothing is ever written where a member says.
"""

from __future__ import annotations

import io
import os
from collections.abc import Callable, Generator, Iterator, Mapping
from pathlib import Path
from typing import BinaryIO, Final, cast

from ...errors import UnreadableSource
from ...records import Member
from .archives import TAR, ZIP
from .compressed import BZIP2, GZIP, XZ, ZSTD
from .container import Budget, Container, Inner
from .streams import guard, open_source, refusing
from .wacz import WACZ

__all__ = ["CONTAINERS", "Container", "Inner", "files_in", "files_within", "plain_name"]

_HEAD: Final = 64 * 2**10

_DEEPEST: Final = 5
"""Containers in one another; ``a.tar.gz`` in ``b.zip`` is three of them."""

CONTAINERS: Final[list[Container]] = [GZIP, BZIP2, XZ, ZSTD, WACZ, ZIP, TAR]
"""Every kind, in the order they are asked whether they recognise a file."""


def files_in(
    path: Path,
    opened: Callable[[BinaryIO], None] | None = None,
    known: Mapping[str, bytes] | None = None,
) -> Generator[Inner | Member, None, None]:
    """Yield the file at a path, or the files in it if it is a container.

    After the files of each member of an archive comes the member itself.

    Args:
        opened: is given the file itself; see :func:`.open_source`.
        known: the stamps of members, by place, that need not be read.

    Raises:
        UnreadableSource: if it cannot be opened, or no (more) files be found in it.
    """
    with open_source(path, opened) as stream:
        size = os.fstat(stream.fileno()).st_size
        yield from _walk(Inner("", stream), Budget(size), known or {}, 0)


def files_within(data: bytes) -> Iterator[Inner]:
    """Yield a file that is in memory, or the files in it if it is a container.

    Raises:
        UnreadableSource: if no (more) files can be found in it.
    """
    stream = guard(io.BufferedReader(cast(io.RawIOBase, io.BytesIO(data))))
    for file in _walk(Inner("", stream), Budget(len(data)), {}, 1):
        if isinstance(file, Inner):
            yield file


def _walk(
    file: Inner, budget: Budget, known: Mapping[str, bytes], depth: int
) -> Iterator[Inner | Member]:
    """The files in a file, or itself."""
    container = _container_of(file.stream)
    if container is None:
        yield file
        return
    if depth == _DEEPEST:
        why = f"archives in archives more than {_DEEPEST} deep; unpack the outer ones"
        yield Inner(file.place, refusing(why))
        return
    # first of all, so that what is read after them is compared to their articles
    unchanged = _unchanged(container, file, known)
    yield from unchanged.values()
    for inner in container.files(file.stream):
        if inner.place in unchanged:
            continue
        place = "/".join(filter(None, (file.place, inner.place)))
        try:
            stream = budget.counted(inner.stream)
            yield from _walk(Inner(place, stream), budget, known, depth + 1)
        except UnreadableSource as error:
            if not inner.place:
                raise
            yield Inner(place, refusing(error.reason))  # it costs no other member
        if inner.stamp and not file.place:
            yield Member(place, inner.stamp)


def _unchanged(
    container: Container, file: Inner, known: Mapping[str, bytes]
) -> dict[str, Member]:
    """The members of an archive that need not be read, by place."""
    if not known or file.place:
        return {}
    return {
        place: Member(place, stamp, unchanged=True)
        for place, stamp in container.stamps(file.stream).items()
        if known.get(place) == stamp
    }


def _container_of(stream: BinaryIO) -> Container | None:
    head = stream.peek(_HEAD)[:_HEAD]  # type: ignore[attr-defined]
    return next((one for one in CONTAINERS if one.recognises(head)), None)


def plain_name(file_name: str) -> str:
    """Return a file name in lower case without the suffix of a container."""
    name = file_name.lower()
    for container in CONTAINERS:
        name = name.removesuffix(container.suffix)
    return name
