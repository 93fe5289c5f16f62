"""What passes between reading and preparing: records, tasks, drafts.

A draft is an article as it was read: nothing is cleaned yet, nothing believed.
"""

from __future__ import annotations

import pickle
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final

__all__ = [
    "NO_EDITION",
    "Attached",
    "Draft",
    "Edition",
    "Member",
    "Packed",
    "Problem",
    "ReadOptions",
    "Record",
    "Status",
    "Task",
    "holders",
]


@dataclass(frozen=True, slots=True)
class Record:
    """The part of a source that holds one article, cut out but not parsed.

    It is cut in one process and parsed in another, so it must be picklable.

    Attributes:
        position: where in its source, for people: ``line 812``, ``article 3``;
            "" where the whole source is one article. Unique in a source.
        content: its bytes, its text, or its columns.
    """

    position: str
    content: bytes | str | Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Problem:
    """A part of a source that could not be cut out; reading goes on after it.

    ``reason`` is for people: lower case, no full stop.
    """

    position: str
    reason: str


@dataclass(frozen=True, slots=True)
class Attached:
    """A file in a record, such as one attached to a message; it is read by its format.

    Attributes:
        position: where in its source, for people; unique in a source.
        name: its file name.
    """

    position: str
    name: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Member:
    """The end of a file of an archive, with all that is in it.

    Attributes:
        place: its path in the archive, which begins the positions of its records.
        stamp: what changes when its content does.
        unchanged: whether it was passed over, since its stamp was known.
    """

    place: str
    stamp: bytes
    unchanged: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadOptions:
    """What a person said about the sources.

    Attributes:
        mapping: our field name to the name it has in the source
            (``--map title=kop``).
        file_name: the source's own name without its folder; a last resort for
            a title.
        folder: the folder that holds the source, for what names the files next to it;
            of one in a container, the folder in that.
        archive: the container on the disk that holds the source; "" where it is a file
            of its own.
    """

    mapping: Mapping[str, str] = field(default_factory=dict)
    file_name: str = ""
    folder: str = ""
    archive: str = ""


@dataclass(frozen=True, slots=True)
class Packed:
    """A record on its way from where it was cut to the worker that parses it.

    Attributes:
        reader: the name of the reader that cut it and parses it.
        position: where in its source; see :class:`Record`.
        content: the :class:`Record`, pickled: the process in between, which nobody
            watches, handles bytes and never builds what a source made of them.
        file_name: of the file in a container that holds it; "" where the source is
            no container.
    """

    reader: str
    position: str
    content: bytes
    file_name: str = ""

    @classmethod
    def of(cls, reader: str, record: Record, file_name: str = "") -> Packed:
        """Pack a record."""
        content = pickle.dumps(record, pickle.HIGHEST_PROTOCOL)
        return cls(reader, record.position, content, file_name)

    def record(self) -> Record:
        """Unpack the record."""
        record = pickle.loads(self.content)
        assert isinstance(record, Record)
        return record


@dataclass(frozen=True, slots=True)
class Task:
    """A record to prepare.

    Attributes:
        known: whether its source was read before, so that the archive may hold
            the very article.
    """

    packed: Packed
    options: ReadOptions
    known: bool


def holders(position: str) -> Iterator[str]:
    """Yield the places that a record at a position may be within, itself included.

    A record of a file in an archive is at ``2019/a.csv, row 3``, so it is within that
    file, within ``2019``, and so on.
    """
    yield position
    for at, character in enumerate(position):
        if character in ",/":
            yield position[:at]


class Status(StrEnum):
    """What the publisher of an article says may be done with it."""

    USABLE = "usable"
    WITHHELD = "withheld"
    CANCELED = "canceled"


@dataclass(frozen=True, slots=True, kw_only=True)
class Edition:
    """Which version of which article it is, and whether it may be shown.

    Attributes:
        guid: an id that is the article's wherever it is read, the same for all its
            versions; "" where the source gives none.
        number: the version, as the source numbers it; a greater one is later.
        revised: when this version was made, in ISO 8601.
        status: of an article that is withheld or cancelled, the versions up to this
            one are not shown.
        embargo: the time, in ISO 8601, before which it is not to be shown.
    """

    guid: str = ""
    number: str = ""
    revised: str = ""
    status: Status = Status.USABLE
    embargo: str = ""


NO_EDITION: Final = Edition()
"""Of an article whose source knows no versions."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """The raw fields of one article, as its source has them.

    Attributes:
        published: the date as written, in any form; "" if there is none.
        published_origin: where that stood: ``metadata``, ``dateline`` or ``text``.
        section: the part of the publication.
        language: what it is written in: a code, a tag or a name.
        markup: whether title and body may hold HTML that is to be removed.
        edition: its version, where the source has versions.
    """

    title: str = ""
    body: str = ""
    url: str = ""
    source: str = ""
    section: str = ""
    language: str = ""
    source_id: str = ""
    authors: tuple[str, ...] = ()
    published: str = ""
    published_origin: str = "metadata"
    markup: bool = False
    edition: Edition = NO_EDITION
