"""JSON: an array of articles, an object with one inside, or one article."""

from __future__ import annotations

import contextlib
import io
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import chain
from typing import BinaryIO, Final

from ..errors import UnreadableSource
from ..records import Draft, Problem, ReadOptions, Record
from . import reader
from .bytes.encoding import decode, encoding_of, opening
from .bytes.recode import Utf8
from .bytes.streams import CHUNK, Rejoined, read_some, with_head
from .columns import draft_of, known_fields
from .fields.collectors import opened, retold
from .fields.frames import articles_within, header_of, is_article, rows_of, shared_of
from .fields.linked import is_article_type, with_references
from .jsonl import OBJECT, JsonLinesReader, cut_lines

__all__ = ["JsonReader"]

_LISTS: Final = (
    *("articles", "items", "results", "docs", "data", "entries", "hits", "stories"),
    *("posts", "records", "documents", "news_results", "article", "item", "content"),
)
"""Names of lists that hold articles whatever else the object has."""
_STRICT: Final = ("article", "item", "content")
"""Those that may also hold the parts of one article."""

_AROUND: Final = frozenset(
    ["response", "result", "rss", "channel", "feed", "query", *_LISTS]
)
"""Names of objects that have such a list in them."""
_OUTER: Final = ("response", "result", "rss", "channel", "query", "hits", "feed")
"""Those that may hold others of them."""
_GRAPH: Final = "@graph"
"""The list of JSON-LD, which also describes the page, the site and the authors."""

_LIST: Final = re.compile(r"\[\s*(?:[\[{]|\]\s*\Z)")

_MAX_DEPTH: Final = 100
_MAX_EVENTS: Final = 2_000_000
"""Values, names and brackets of one article; each takes far more memory than room."""

_WHOLE: Final = 4 * 2**20
"""A file this small is parsed whole, by Python's own parser: that takes what ijson
ends at (NaN, integers of any length, lone surrogates)."""

_TOO_LONG: Final = "a part longer than an article can be"

Event = tuple[str, object]


class JsonReader:
    """Articles in JSON of any usual shape, never loaded as a whole."""

    name = "json"
    about = "JSON: a list of articles, an object around one, or one article"
    suffixes: tuple[str, ...] = (".json",)
    extra = ""

    def recognises(self, head: bytes) -> bool:
        """Return whether it begins with an object, or with a list of such."""
        text = opening(head)
        return (OBJECT.match(text) or _LIST.match(text)) is not None

    def records(
        self, stream: BinaryIO, options: ReadOptions
    ) -> Iterator[Record | Problem]:
        """Cut the articles; JSON lines under a wrong name are read as such.

        Raises:
            UnreadableSource: where the JSON stops being valid; says where.
        """
        head, whole = with_head(stream)
        encoding = encoding_of(head)
        if _is_lines(head) and not encoding.startswith(("utf-16", "utf-32")):
            return cut_lines(whole)
        start = _start(whole)
        if len(start) <= _WHOLE and (value := _loaded(start)) is not None:
            return _Cutter(Utf8(io.BytesIO(), "utf-8"), value).records()
        rest = io.BufferedReader(Rejoined(start, whole), CHUNK)
        return _Cutter(Utf8(rest, encoding)).records()

    def draft(self, record: Record, options: ReadOptions) -> Draft:
        """Recognise the fields of an article."""
        if isinstance(record.content, bytes | str):
            return JsonLinesReader().draft(record, options)
        return draft_of(record.content, options.mapping)


def _is_lines(head: bytes) -> bool:
    """Whether the first two lines are an object each."""
    lines = [line.strip() for line in head.lstrip(b"\xef\xbb\xbf\r\n").split(b"\n", 2)]
    return (
        len(lines) > 1
        and lines[0].startswith(b"{")
        and lines[0].endswith((b"}", b"},"))
        and lines[1].startswith(b"{")
    )


def _start(stream: BinaryIO) -> bytes:
    """Somewhat more than the whole of a small file, or what can be read of it."""
    pieces: list[bytes] = []
    with contextlib.suppress(UnreadableSource):  # reading on will raise it again
        while sum(map(len, pieces)) <= _WHOLE and (piece := read_some(stream, CHUNK)):
            pieces.append(piece)
    return b"".join(pieces)


def _loaded(data: bytes) -> object:
    """The value of a whole file, or ``None`` if it is not valid from end to end."""
    try:
        return json.loads(decode(data).lstrip("\ufeff"))
    except (ValueError, RecursionError):
        return None


class _Cutter:
    """Walks through JSON event by event and builds one article at a time.

    Args:
        stream: where the JSON comes from …
        value: … unless it has been parsed already.
    """

    def __init__(self, stream: Utf8, value: object = None) -> None:
        self._stream = stream
        self._value = value
        self._started = 0  # bytes taken when the last record was complete
        self._events_seen = 0  # since then
        self._number = 0
        self._depth = 0
        self._is_map = False  # from keys to articles

    def records(self) -> Iterator[Record | Problem]:
        """The articles.

        Raises:
            UnreadableSource: see the reader.
        """
        events = self._events()
        for event in events:
            match event:
                case ("start_array", _):
                    yield from self._elements(events)
                case ("start_map", _):
                    yield from self._root(events)
                case _:
                    raise UnreadableSource("JSON without an article in it")
        if not self._number:
            raise UnreadableSource("JSON without an article in it")

    def _events(self) -> Iterator[Event]:
        """What ijson sees, within the limits of depth and length."""
        if self._value is not None:
            yield from _walked(self._value, _MAX_DEPTH)
            return
        import ijson

        source = _Metered(self)
        try:
            for event, value in ijson.basic_parse(
                source, use_float=True, multiple_values=True, buf_size=64 * 2**10
            ):
                if event.startswith("start_"):
                    self._depth += 1
                    if self._depth > _MAX_DEPTH:
                        raise UnreadableSource("JSON nested too deeply")
                elif event.startswith("end_"):
                    self._depth -= 1
                self._events_seen += 1
                if self._events_seen > _MAX_EVENTS:
                    raise UnreadableSource(_TOO_LONG)
                yield event, value
        except (ijson.JSONError, ValueError, OverflowError) as error:
            raise UnreadableSource(self._where(error)) from None

    def _where(self, error: Exception) -> str:
        what = str(error).strip().partition("\n")[0]
        if not self._stream.taken:
            return "the file is empty"
        where = f"article {self._number}" if self._number else "the beginning"
        return f"not valid JSON somewhere after {where}: {what[:120]}"

    def taken_since(self) -> int:
        """Bytes read since the last record was complete."""
        return self._stream.taken - self._started

    def read(self, size: int) -> bytes:
        """More of the source; for :class:`_Metered`."""
        return self._stream.read(size) or b""

    def _elements(self, events: Iterator[Event]) -> Iterator[Record | Problem]:
        """The articles of the list that has just begun."""
        header: Sequence[str] | None = None
        for event in events:
            if event[0] == "end_array":
                return
            value = _build(event, events)
            if header is not None and isinstance(value, list):
                yield self._record(dict(zip(header, value, strict=False)))
            elif self._number or (header := header_of(value)) is None:
                yield from self._records(value)

    def _records(
        self, value: object, shared: Mapping[str, object] | None = None
    ) -> Iterator[Record | Problem]:
        """The article a value is, or those within it."""
        if isinstance(value, dict):
            if "@type" in value and not is_article_type(value["@type"]):
                yield from map(self._record, articles_within(value))
                return
            known = known_fields(retold(opened(value)))
            if known.isdisjoint(("title", "body")) and (
                within := [*articles_within(value)]
            ):
                yield from map(self._record, within)
                return
            if shared:
                value = {n: v for n, v in shared.items() if n not in known} | value
        yield self._record(value)

    def _record(self, value: object) -> Record | Problem:
        self._number += 1
        self._started = self._stream.taken
        self._events_seen = 0
        position = f"article {self._number}"
        if not isinstance(value, dict):
            return Problem(position, "not a JSON object")
        return Record(position, value)

    def _root(self, events: Iterator[Event]) -> Iterator[Record | Problem]:
        """The list of articles in the object that has just begun, or itself."""
        before = self._number
        article: dict[str, object] = {}
        yield from self._members(events, article, outer=True)
        if self._number > before:
            return
        if rows := [*rows_of(article)]:
            yield from map(self._record, rows)
        elif "body" in known_fields(retold(opened(article))):
            yield self._record(article)
        else:
            within = [*articles_within(article)]
            yield from map(self._record, within or [article])

    def _members(
        self, events: Iterator[Event], article: dict[str, object], *, outer: bool
    ) -> Iterator[Record | Problem]:
        """Read an object into ``article``, but give out its articles."""
        for event in events:
            if event[0] == "end_map":
                return
            name = str(event[1])
            value = next(events)
            if value[0] == "start_array":
                yield from self._list(name, events, article)
            elif value[0] == "start_map" and outer and name.lower() in _AROUND:
                inner: dict[str, object] = {}
                yield from self._members(events, inner, outer=name.lower() in _OUTER)
                article[name] = inner
            else:
                built = _build(value, events)
                if outer and self._is_in_map(name, built, article):
                    yield self._record(built)
                else:
                    article[name] = built

    def _is_in_map(self, name: str, value: object, article: object) -> bool:
        """Whether a member of an object is one article of a map from keys to them."""
        if not self._number and not article and not known_fields([name]):
            self._is_map = is_article(value)
        return self._is_map and isinstance(value, dict)

    def _list(
        self, name: str, events: Iterator[Event], article: dict[str, object]
    ) -> Iterator[Record | Problem]:
        """Give out a list of articles; keep a list of anything else."""
        first = next(events)
        if first[0] == "end_array":
            article[name] = []
            return
        value = _build(first, events)
        if name == _GRAPH:
            things = [value, *_rest(events)]
            for thing in things:
                if isinstance(thing, dict) and is_article(thing):
                    yield self._record(with_references(thing, things))
            return
        columns = article.get("columns")
        if name == "data" and isinstance(value, list) and header_of(columns):
            assert isinstance(columns, list)
            for row in (value, *_rest(events)):
                cells = row if isinstance(row, list) else []
                yield self._record(dict(zip(columns, cells, strict=False)))
            return
        known = name.lower() in _LISTS and isinstance(value, dict)
        known = known and (name.lower() not in _STRICT or is_article(value))
        if known or (is_article(value) and "body" not in known_fields(article)):
            shared = shared_of(article)
            for one in chain([value], _rest(events)):
                yield from self._records(one, shared)
        else:
            article[name] = [value, *_rest(events)]


def _walked(value: object, depth: int) -> Iterator[Event]:
    """The events ijson would give for a value.

    Raises:
        UnreadableSource: if it is nested deeper than that.
    """
    if not depth:
        raise UnreadableSource("JSON nested too deeply")
    match value:
        case dict():
            yield "start_map", None
            # what an object says of itself comes before the lists in it
            for name, inner in sorted(value.items(), key=_weight):
                yield "map_key", name
                yield from _walked(inner, depth - 1)
            yield "end_map", None
        case list():
            yield "start_array", None
            for inner in value:
                yield from _walked(inner, depth - 1)
            yield "end_array", None
        case _:
            yield "scalar", value


def _weight(member: tuple[str, object]) -> int:
    """The place of a member of an object: plain values, then objects, then lists."""
    return isinstance(member[1], dict | list) + isinstance(member[1], list)


class _Metered:
    """What ijson reads from; stops at a record longer than any article."""

    def __init__(self, cutter: _Cutter) -> None:
        self._cutter = cutter

    def read(self, size: int = -1) -> bytes:
        if self._cutter.taken_since() > reader.MAX_RECORD_BYTES + 2 * CHUNK:
            raise UnreadableSource(_TOO_LONG)
        return self._cutter.read(size)


def _rest(events: Iterator[Event]) -> Iterator[object]:
    for event in events:
        if event[0] == "end_array":
            return
        yield _build(event, events)


def _build(event: Event, events: Iterator[Event]) -> object:
    """The value that begins with an event; depth is limited before."""
    match event:
        case ("start_map", _):
            value: dict[str, object] = {}
            for kind, name in events:
                if kind == "end_map":
                    break
                value[str(name)] = _build(next(events), events)
            return value
        case ("start_array", _):
            return list(_rest(events))
        case (_, scalar):
            return scalar
