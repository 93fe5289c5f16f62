"""Reading one source with one reader, without a run."""

from __future__ import annotations

import io

from index.errors import UnreadableSource
from index.readers import HEAD_BYTES, READERS, reader_for
from index.records import Attached, Draft, Problem, ReadOptions, Record


def records(format: str, data: bytes, **mapping: str) -> list[Record | Problem]:
    options = ReadOptions(mapping=mapping)
    found = READERS[format].records(io.BytesIO(data), options)
    return [one for one in found if not isinstance(one, Attached)]


def drafts(format: str, data: bytes, **mapping: str) -> list[Draft]:
    """The articles of a source that must have no problem."""
    options = ReadOptions(mapping=mapping)
    found = records(format, data, **mapping)
    assert not [record for record in found if isinstance(record, Problem)]
    return [
        READERS[format].draft(record, options)
        for record in found
        if isinstance(record, Record)
    ]


def read(data: bytes, name: str = "export") -> list[Draft]:
    """The articles of a source, by the reader that its content tells."""
    return drafts(reader_for(name, data[:HEAD_BYTES]).name, data)


def outcome(format: str, data: bytes) -> list[tuple[str, str]]:
    """Each record's position, with its title or what is wrong with it."""
    options = ReadOptions()
    found: list[tuple[str, str]] = []
    try:
        for record in READERS[format].records(io.BytesIO(data), options):
            if isinstance(record, Attached):
                continue
            if isinstance(record, Problem):
                found.append((record.position, record.reason))
                continue
            try:
                title = READERS[format].draft(record, options).title
                found.append((record.position, title))
            except UnreadableSource as error:
                found.append((record.position, error.reason))
    except UnreadableSource as error:
        found.append(("source", error.reason))
    return found
