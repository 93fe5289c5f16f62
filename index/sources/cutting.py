"""Opening a source, telling its format and cutting it into records.

Whatever goes wrong costs the source or the record and nothing else.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Final

from ..cleaning.printable import printable
from ..errors import UnreadableSource, reason_of
from ..readers import MAX_RECORD_BYTES, open_source, reader_for
from ..records import Packed, Problem, ReadOptions, Record

__all__ = ["Asked", "cut"]

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
