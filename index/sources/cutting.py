"""Opening a source, telling its format and cutting it into records.

Whatever goes wrong costs the source or the record and nothing else.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from pathlib import Path, PurePath
from typing import BinaryIO, Final

from ..cleaning.printable import printable
from ..errors import UnreadableSource, reason_of
from ..readers import HEAD_BYTES, MAX_RECORD_BYTES, reader_for
from ..readers.bytes.containers import Inner, files_in
from ..records import Packed, Problem, ReadOptions, Record

__all__ = ["Asked", "Finished", "Piece", "cut", "cut_all"]

_log = logging.getLogger(__name__)

_REASONS: Final = 3
"""Files of a container that are named of those that cannot be read."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A source to cut.

    Attributes:
        format: a reader's name; ``None`` lets name and content decide.
    """

    path: Path
    format: str | None
    options: ReadOptions


@dataclass(frozen=True, slots=True)
class Finished:
    """The end of a source.

    Attributes:
        reason: why reading could not go on; ``None`` where all was read.
        spent: whether an error came by surprise that may have left traces in the
            process, which should be replaced.
    """

    reason: str | None = None
    spent: bool = False


Piece = Packed | Problem | Finished
"""What a source is cut into."""


def cut_all(
    sources: Sequence[Asked], opened: Callable[[BinaryIO], None]
) -> Iterator[tuple[int, Piece]]:
    """Cut sources one after the other.

    Yields:
        The number of a source and a piece of it, in order; of each source the last
        one is :class:`Finished`.
    """
    for number, asked in enumerate(sources):
        finished = Finished()
        try:
            for piece in cut(asked, opened):
                yield number, piece
        except UnreadableSource as error:
            finished = Finished(error.reason, spent=error.__cause__ is not None)
        yield number, finished


def cut(
    asked: Asked, opened: Callable[[BinaryIO], None] | None = None
) -> Iterator[Packed | Problem]:
    """Cut a source into records.

    Args:
        opened: is given the file; see :func:`files_in`.

    Raises:
        UnreadableSource: if nothing (more) of the source can be read, for whatever
            reason: an error of another kind is logged and becomes this one.
    """
    try:
        with closing(files_in(asked.path, opened)) as files:
            yield from _cut_each(files, asked)
    except UnreadableSource:
        raise
    except Exception as error:
        _log.warning("cutting %s failed", printable(str(asked.path)), exc_info=True)
        raise UnreadableSource(reason_of(error)) from error


def _cut_each(files: Iterable[Inner], asked: Asked) -> Iterator[Packed | Problem]:
    """Cut files; one of a container that cannot be read costs no other.

    Raises:
        UnreadableSource: at the end, if any of them cannot be read: then nothing is
            taken for gone that was read from the container before.
    """
    reasons = []
    cause: BaseException | None = None
    for file in files:
        try:
            yield from _cut_file(file, asked)
        except UnreadableSource as error:
            if not file.place:
                raise
            reasons.append(f"{file.place}: {error.reason}")
            cause = cause or error.__cause__
    if reasons:
        more = len(reasons) - _REASONS
        told = [*reasons[:_REASONS], *([f"and {more:,} more"] if more > 0 else [])]
        raise UnreadableSource("; ".join(told)) from cause


def _cut_file(file: Inner, asked: Asked) -> Iterator[Packed | Problem]:
    name = PurePath(file.place).name or asked.options.file_name
    options = replace(asked.options, file_name=name)
    head = file.stream.peek(HEAD_BYTES)[:HEAD_BYTES]  # type: ignore[attr-defined]
    reader = reader_for(name, head, asked.format)
    for item in reader.records(file.stream, options):
        item = _placed(item, file.place)
        if isinstance(item, Record):
            yield _packed(reader.name, item, name if file.place else "")
        else:
            yield item


def _placed(item: Record | Problem, place: str) -> Record | Problem:
    """A record of a file in a container: its position begins with that of the file."""
    if not place:
        return item
    position = f"{place}, {item.position}" if item.position else place
    return replace(item, position=position)


def _packed(reader: str, record: Record, file_name: str) -> Packed | Problem:
    try:
        packed = Packed.of(reader, record, file_name)
    except Exception as error:
        _log.warning("%s cannot be handed on", record.position, exc_info=True)
        return Problem(record.position, reason_of(error))
    if len(packed.content) > 2 * MAX_RECORD_BYTES:
        return Problem(record.position, "longer than an article can be")
    return packed
