"""The formats that can be read, one small module each.

Importing this imports no parser; each reader does when it is first used.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import PurePath
from typing import Final

from ..errors import UnreadableSource
from .bytes.containers import CONTAINERS, plain_name
from .bytes.encoding import binary_kind
from .feed import FeedReader
from .html import HtmlReader
from .json import JsonReader
from .jsonl import JsonLinesReader
from .reader import MAX_RECORD_BYTES, Reader
from .reuters import ReutersReader
from .table import TableReader
from .text import TextReader

__all__ = ["MAX_RECORD_BYTES", "READERS", "Reader", "reader_for"]

READERS: Final[Mapping[str, Reader]] = {
    reader.name: reader
    for reader in (
        ReutersReader(),
        JsonLinesReader(),
        JsonReader(),
        FeedReader(),
        HtmlReader(),
        TableReader(),
        TextReader(),
    )
}
"""Every reader by the name ``--format`` takes.

They are asked in this order whether they recognise a source: the most particular come
first, plain text, which nearly everything could be, comes last.
"""

_BY_SUFFIX: Final = {
    suffix: reader for reader in READERS.values() for suffix in reader.suffixes
}


def reader_for(file_name: str, head: bytes, format: str | None = None) -> Reader:
    """Return the reader for a source.

    A format that a person names decides, then a known suffix, then the content. Data
    that is no text is left to the readers that recognise it, whatever its suffix.

    Args:
        file_name: its name; the suffix of a container does not count.
        head: its first bytes; a few hundred will do.
        format: a name in :data:`READERS`.

    Raises:
        UnreadableSource: if no reader can read it, or there is no such format.
    """
    if format is not None and format not in READERS:
        raise UnreadableSource(
            f"there is no format {format!r}; the formats are {', '.join(READERS)}"
        )
    kind = binary_kind(head)
    if format is not None:
        named: Reader | None = READERS[format]
    else:
        named = _BY_SUFFIX.get(PurePath(plain_name(file_name)).suffix)
    if named is not None and (not kind or named.recognises(head)):
        return named
    asked = READERS.values() if format is None else ()
    for reader in asked:
        if reader.recognises(head):
            return reader
    kind = kind or "XML of some kind"  # all other text is plain text
    raise UnreadableSource(f"it is {kind}; Dateline reads {_readable()}")


def _readable() -> str:
    """What can be read, for people."""
    suffixes = sorted(_BY_SUFFIX)
    packed = " or ".join(container.suffix for container in CONTAINERS)
    return f"{', '.join(suffixes[:-1])} and {suffixes[-1]}, each also as {packed}"
