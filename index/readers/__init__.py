"""The formats that can be read, one small module each.

Importing this imports no parser; each reader does when it is first used.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import PurePath
from typing import Final

from ..errors import UnreadableSource
from .bytes.encoding import binary_kind, decode
from .bytes.streams import open_source
from .feed import FEED, FeedReader
from .html import HtmlReader
from .json import JsonReader
from .jsonl import JsonLinesReader
from .reader import MAX_RECORD_BYTES, Reader
from .reuters import ReutersReader
from .table import TableReader, is_table
from .text import TextReader

__all__ = ["MAX_RECORD_BYTES", "READERS", "Reader", "open_source", "reader_for"]

READERS: Final[Mapping[str, Reader]] = {
    reader.name: reader
    for reader in (
        TextReader(),
        HtmlReader(),
        JsonReader(),
        JsonLinesReader(),
        TableReader(),
        FeedReader(),
        ReutersReader(),
    )
}
"""Every reader by the name ``--format`` takes."""

_BY_SUFFIX: Final = {
    suffix: reader for reader in READERS.values() for suffix in reader.suffixes
}

_HTML: Final = re.compile(
    r"<(?:!doctype\s+html|html|head|body|meta|title|article|div|p|h1)\b", re.IGNORECASE
)


_JSON_OBJECT: Final = re.compile(r"""\{\s*(?:"|\}|$)""")
_JSON_LIST: Final = re.compile(r"\[\s*(?:[\[{]|\]\s*\Z)")
_REUTERS: Final = re.compile(r"(?:<!DOCTYPE lewis\b[^>]*>\s*)?<REUTERS\b")


def reader_for(file_name: str, head: bytes, format: str | None = None) -> Reader:
    """The reader for a source.

    Args:
        file_name: its name; the suffix before ``.gz`` decides, if it is known.
        head: its first bytes, gunzipped; a few hundred will do.
        format: a name in :data:`READERS` that wins over both.

    Raises:
        UnreadableSource: if it is no text, or the format is not known.
    """
    if format is not None and format not in READERS:
        raise UnreadableSource(
            f"there is no format {format!r}; the formats are {', '.join(READERS)}"
        )
    if kind := binary_kind(head):
        raise UnreadableSource(f"it is {kind}; Dateline reads {_readable()}")
    if format is not None:
        return READERS[format]
    name = PurePath(file_name.lower().removesuffix(".gz"))
    return _BY_SUFFIX.get(name.suffix) or READERS[_sniffed(head)]


def _readable() -> str:
    """What can be read, for people."""
    suffixes = sorted(_BY_SUFFIX)
    return f"{', '.join(suffixes[:-1])} and {suffixes[-1]}, each also as .gz"


def _sniffed(head: bytes) -> str:
    """The name of the format that some first bytes look like."""
    text = decode(head[:4096]).lstrip("\ufeff \t\r\n")
    if _JSON_OBJECT.match(text):
        line, _, rest = text.partition("\n")
        is_lines = line.rstrip().endswith("}") and rest.lstrip().startswith("{")
        return "jsonl" if is_lines else "json"
    if _JSON_LIST.match(text):
        return "json"
    if _REUTERS.match(text):
        return "reuters"
    if FEED.match(text):
        return "feed"
    if text.startswith("<") and _HTML.search(text):
        return "html"
    if text.startswith("<?xml"):
        raise UnreadableSource(f"it is XML of some kind; Dateline reads {_readable()}")
    return "csv" if is_table(text) else "text"
