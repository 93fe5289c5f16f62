"""JSON lines: one JSON object a line (``.jsonl``, ``.ndjson``)."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Iterator, Mapping
from typing import BinaryIO, Final

from ..errors import UnreadableSource
from ..records import Draft, Problem, ReadOptions, Record
from . import reader
from .bytes.encoding import decode, encoding_of, opening
from .bytes.streams import CHUNK, with_head
from .columns import draft_of

__all__ = ["OBJECT", "JsonLinesReader", "cut_lines"]

OBJECT: Final = re.compile(r"""\{\s*(?:"|\}|$)""")
"""How an object begins in JSON."""
_ACTION: Final = re.compile(
    rb'\s*\{\s*"(?:index|create|update|delete)"\s*:\s*\{[^{}]{0,500}\}\s*\}\s*'
)
"""A line of Elasticsearch's bulk format that says what to do with the next one."""


class JsonLinesReader:
    """Articles one a line; a bad line costs that line only."""

    name = "jsonl"
    about = "JSON Lines, one article a line"
    suffixes: tuple[str, ...] = (".jsonl", ".ndjson")
    extra = ""

    def recognises(self, head: bytes) -> bool:
        """Return whether its first line is an object, and the next begins one."""
        text = opening(head)
        line, _, rest = text.partition("\n")
        is_lines = line.rstrip().endswith("}") and rest.lstrip().startswith("{")
        return is_lines and OBJECT.match(text) is not None

    def records(
        self, stream: BinaryIO, options: ReadOptions
    ) -> Iterator[Record | Problem]:
        """Cut the lines; blank ones are skipped."""
        return cut_lines(stream)

    def draft(self, record: Record, options: ReadOptions) -> Draft:
        """Parse a line."""
        match record.content:
            case bytes(line):
                return draft_of(_object(line), options.mapping)
            case str(text):
                return draft_of(_object(text.encode()), options.mapping)
            case content:
                return draft_of(content, options.mapping)


def cut_lines(stream: BinaryIO) -> Iterator[Record | Problem]:
    """The lines of a stream that are not blank, none of them too long.

    A line over the limit is a problem and never held in memory.
    """
    limit = reader.MAX_RECORD_BYTES
    stream = _lines_of_bytes(stream)
    number = 0
    while line := stream.readline(limit + 1):
        number += 1
        position = f"line {number}"
        if len(line) > limit and not line.endswith(b"\n"):
            while (rest := stream.readline(CHUNK)) and not rest.endswith(b"\n"):
                pass
            yield Problem(position, f"longer than an article can be ({limit:,} bytes)")
        elif not line.isspace() and not _ACTION.fullmatch(line):
            yield Record(position, line)


def _lines_of_bytes(stream: BinaryIO) -> BinaryIO:
    """The stream, in an encoding in which the byte 10 ends a line."""
    head, whole = with_head(stream)
    encoding = encoding_of(head[:4096])
    if not encoding.startswith(("utf-16", "utf-32")):
        return whole
    from .bytes.recode import Utf8

    return io.BufferedReader(Utf8(whole, encoding), CHUNK)


def _object(line: bytes) -> Mapping[str, object]:
    """The JSON object a line holds.

    Raises:
        UnreadableSource: if it is not JSON, or JSON of another kind.
    """
    try:
        value = json.loads(decode(line).rstrip().removesuffix(","))
    except json.JSONDecodeError as error:
        what = error.msg[:1].lower() + error.msg[1:]
        raise UnreadableSource(
            f"not valid JSON: {what} at column {error.colno}"
        ) from None
    except RecursionError:
        raise UnreadableSource("JSON nested too deeply") from None
    except ValueError:  # a number of more digits than Python converts
        raise UnreadableSource("not usable JSON: a number is too long") from None
    if not isinstance(value, dict):
        raise UnreadableSource(f"not a JSON object but {_kind(value)}")
    return value


def _kind(value: object) -> str:
    match value:
        case list():
            return "a list"
        case str():
            return "a text"
        case None:
            return "null"
        case bool():
            return "true or false"
        case _:
            return "a number"
