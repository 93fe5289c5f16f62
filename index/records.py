"""What passes between reading and preparing: records, tasks, drafts.

A draft is an article as it was read: nothing is cleaned yet, nothing believed.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

__all__ = ["Draft", "Problem", "ReadOptions", "Record", "Task"]


@dataclass(frozen=True, slots=True)
class Record:
    """The part of a source that holds one article, cut out but not parsed.

    Cutting is cheap and done in the writing process; parsing is done by a
    worker, so a record must be picklable.

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


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadOptions:
    """What a person said about the sources.

    Attributes:
        mapping: our field name to the name it has in the source
            (``--map title=kop``).
        file_name: the source's own name without its folder; a last resort for
            a title.
    """

    mapping: Mapping[str, str] = field(default_factory=dict)
    file_name: str = ""


@dataclass(frozen=True, slots=True)
class Task:
    """A record to prepare.

    Attributes:
        known: whether its source was read before, so that the archive may hold
            the very article.
    """

    reader: str
    record: Record
    options: ReadOptions
    known: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """The raw fields of one article, as its source has them.

    Attributes:
        published: the date as written, in any form; "" if there is none.
        published_origin: where that stood: ``metadata``, ``dateline`` or ``text``.
        section: the part of the publication.
        language: what it is written in: a code, a tag or a name.
        markup: whether title and body may hold HTML that is to be removed.
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
