"""Opening a source, telling its format and cutting it into records.

Whatever goes wrong costs the source or the record and nothing else.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Final

from ..cleaning.printable import printable
from ..errors import UnreadableSource, reason_of
from ..readers import MAX_RECORD_BYTES, open_source, reader_for
from ..records import Packed, Problem, ReadOptions, Record

__all__ = ["Asked", "Finished", "Piece", "cut", "cut_all"]

_log = logging.getLogger(__name__)

_HEAD: Final = 4096


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
        opened: is given the file; see :func:`open_source`.

    Raises:
        UnreadableSource: if nothing (more) of the source can be read, for whatever
            reason: an error of another kind is logged and becomes this one.
    """
    try:
        with open_source(asked.path, opened) as stream:
            head = stream.peek(_HEAD)[:_HEAD]  # type: ignore[attr-defined]
            reader = reader_for(asked.options.file_name, head, asked.format)
            for item in reader.records(stream, asked.options):
                yield item if isinstance(item, Problem) else _packed(reader.name, item)
    except UnreadableSource:
        raise
    except Exception as error:
        _log.warning("cutting %s failed", printable(str(asked.path)), exc_info=True)
        raise UnreadableSource(reason_of(error)) from error


def _packed(reader: str, record: Record) -> Packed | Problem:
    try:
        packed = Packed.of(reader, record)
    except Exception as error:
        _log.warning("%s cannot be handed on", record.position, exc_info=True)
        return Problem(record.position, reason_of(error))
    if len(packed.content) > 2 * MAX_RECORD_BYTES:
        return Problem(record.position, "longer than an article can be")
    return packed
