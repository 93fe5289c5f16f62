"""Opening a source, telling its format and cutting it into records.

Whatever goes wrong costs the source or the record and nothing else.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, field, replace
from pathlib import Path, PurePath
from typing import BinaryIO

from ..cleaning.printable import printable
from ..errors import ReadElsewhere, UnreadableSource, reason_of
from ..readers import HEAD_BYTES, MAX_RECORD_BYTES, reader_for
from ..readers.bytes.containers import Inner, files_in, files_within
from ..records import Attached, Member, Packed, Problem, ReadOptions, Record

__all__ = ["Asked", "Finished", "Piece", "cut", "cut_all"]

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Asked:
    """A source to cut.

    Attributes:
        format: a reader's name; ``None`` lets name and content decide.
        known: the stamps, by place, of members of an archive that need not be read.
    """

    path: Path
    format: str | None
    options: ReadOptions
    known: Mapping[str, bytes] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Finished:
    """The end of a source.

    Attributes:
        reason: why reading could not go on; ``None`` where all was read.
        spent: whether an error came by surprise that may have left traces in the
            process, which should be replaced.
        elsewhere: whether all of it is read with another source, so that it is right
            for it to have no article.
    """

    reason: str | None = None
    spent: bool = False
    elsewhere: bool = False


Piece = Packed | Problem | Member | Finished
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
        except ReadElsewhere:
            finished = Finished(elsewhere=True)
        except UnreadableSource as error:
            finished = Finished(error.reason, spent=error.__cause__ is not None)
        yield number, finished


def cut(
    asked: Asked, opened: Callable[[BinaryIO], None] | None = None
) -> Iterator[Packed | Problem | Member]:
    """Cut a source into records.

    Args:
        opened: is given the file; see :func:`files_in`.

    Raises:
        UnreadableSource: if nothing (more) of the source can be read, for whatever
            reason: an error of another kind is logged and becomes this one.
    """
    try:
        with closing(files_in(asked.path, opened, asked.known)) as files:
            yield from _cut_each(files, asked)
    except (ReadElsewhere, UnreadableSource):
        raise
    except Exception as error:
        _log.warning("cutting %s failed", printable(str(asked.path)), exc_info=True)
        raise UnreadableSource(reason_of(error)) from error


def _cut_each(
    files: Iterable[Inner | Member], asked: Asked
) -> Iterator[Packed | Problem | Member]:
    """Cut files; one of a container that cannot be read is a problem at its place.

    Raises:
        UnreadableSource: if a file is in no container and cannot be read.
    """
    for file in files:
        if isinstance(file, Member):
            yield file
            continue
        try:
            yield from _cut_file(file, asked)
        except ReadElsewhere:
            if not file.place:
                raise
        except UnreadableSource as error:
            if not file.place:
                raise
            yield Problem(file.place, error.reason)
        except Exception as error:
            if not file.place:
                raise
            _log.warning("cutting %s failed", printable(file.place), exc_info=True)
            yield Problem(file.place, reason_of(error))


def _cut_file(file: Inner, asked: Asked) -> Iterator[Packed | Problem]:
    name = file.name or PurePath(file.place).name or asked.options.file_name
    inner = file.place.rpartition("/")[0]
    options = replace(
        asked.options,
        file_name=name,
        folder=inner if file.place else str(asked.path.parent),
        archive=str(asked.path) if file.place else "",
    )
    head = file.stream.peek(HEAD_BYTES)[:HEAD_BYTES]  # type: ignore[attr-defined]
    reader = reader_for(name, head, asked.format)
    for item in reader.records(file.stream, options):
        if isinstance(item, Attached):
            yield from _cut_attached(item, file.place, asked)
            continue
        item = _placed(item, file.place)
        if isinstance(item, Record):
            yield _packed(reader.name, item, name if file.place else "")
        else:
            yield item


def _cut_attached(
    item: Attached, place: str, asked: Asked
) -> Iterator[Packed | Problem]:
    """Cut a file that another holds; containers are opened, too."""
    where = ", ".join(filter(None, (place, item.position)))
    inner = Asked(asked.path, None, asked.options)
    try:
        for found in files_within(item.content):
            named = "/".join(filter(None, (where, found.place)))
            name = PurePath(found.place).name or item.name
            file = Inner(named, found.stream, name=name)
            for one in _cut_each([file], inner):
                if not isinstance(one, Member):
                    yield one
    except UnreadableSource as error:
        yield Problem(where, error.reason)


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
