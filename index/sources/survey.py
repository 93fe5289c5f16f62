"""The sources of one run: which are to be read, and their records in order."""

from __future__ import annotations

import hashlib
import shutil
import sys
from collections.abc import Callable, Container, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from ..archive.sources import SourceRegistry
from ..errors import UnreadableSource
from ..outcome import Failure, Outcome, Report
from ..readers.bytes.streams import open_source
from ..records import Member, Packed, Problem, ReadOptions, Task
from ..scan import FoundFile, Unlisted, key_of, scan
from .cutter import Cutter
from .cutting import Asked, Finished
from .run_state import RunState
from .source import Cut, End, Source, SourceOptions

__all__ = ["SPOOLED", "Sources", "spool"]

SPOOLED: Final = "standard-input"
"""Where standard input is kept in the data folder while it is read."""

_STDIN: Final = "stdin:"
_EMPTIED: Final = (
    "the folder is empty, though articles were indexed from it; they were kept, "
    "and go when it is indexed with --empty-ok"
)

_GROUP_SOURCES: Final = 32
_GROUP_BYTES: Final = 2**20
"""A group of sources to cut has at most this many sources or bytes."""


@dataclass(frozen=True, slots=True)
class _Opened:
    """A source that is to be cut, and the digest of its bytes."""

    source: Source
    digest: bytes
    asked: Asked


class Sources:
    """Surveys paths, then cuts what is new or changed.

    Attributes:
        bytes_total: the size of all that is to be read, as it lies on the disk.
    """

    def __init__(
        self,
        registry: SourceRegistry,
        state: RunState,
        cutter: Cutter,
        options: SourceOptions,
        report: Report,
        skip: Container[str],
    ) -> None:
        self._registry = registry
        self._state = state
        self._cutter = cutter
        self._options = options
        self._report = report
        self._skip = skip
        self._todo = state.queue()
        self._finished = 0
        self.bytes_total = 0

    @property
    def waiting(self) -> bool:
        """Whether there are sources still to be read."""
        return len(self._todo) > 0

    @property
    def bytes_done(self) -> int:
        """How much of ``bytes_total`` has been read."""
        return self._finished + self._cutter.read

    # ── survey ───────────────────────────────────────────────────────────────

    def survey(
        self, paths: Sequence[Path], tell: Callable[[str], None], *, empty_ok: bool
    ) -> None:
        """Find the sources under the paths and queue those to be read.

        Args:
            empty_ok: whether a folder may have become empty; else it is taken for
                a disk that is not there, and what was known of it stays.
        """
        number = 0
        for path in paths:
            before = number
            for item in scan(path, self._skip):
                number += 1
                if isinstance(item, FoundFile):
                    self._consider(item)
                elif not self._is_gone(item, path):
                    self._unlisted(item)
                if number % 1000 == 0:
                    tell("looking for changes")
            emptied = number == before and not empty_ok
            if emptied and self._state.vanished(key_of(path)):
                self._unlisted(Unlisted(path, _EMPTIED))

    def add_spooled(self, spooled: Path) -> None:
        """Queue what was given on standard input, spooled to a file.

        It is known by its content: given again, it is unchanged; other input
        adds to it.
        """
        digest = _digest(spooled)
        size = spooled.stat().st_size
        key = _STDIN + digest.hex()
        self._queue(key, str(self._options_of(key)), FoundFile(spooled, size, 0, 0))

    def vanished(self, paths: Sequence[Path]) -> list[str]:
        """Return the known sources under the paths that are no longer there."""
        gone: dict[str, None] = {}
        for path in paths:
            gone.update(dict.fromkeys(self._state.vanished(key_of(path))))
        return list(gone)

    def read_again(self, keys: Sequence[str]) -> None:
        """Queue sources that did not change, to be read as they were before."""
        for key in keys:
            for item in scan(Path(key)):
                if isinstance(item, FoundFile) and key_of(item.path) == key:
                    self._queue(key, self._registry.noted_options(key), item)

    def count_unread(self) -> None:
        """Report what needed no reading, once that is known."""
        articles, duplicates, failures = self._state.unread()
        self._report.counts[Outcome.UNCHANGED] += articles
        self._report.counts[Outcome.DUPLICATE] += duplicates
        self._report.failed += [Failure(*failure) for failure in failures]

    def _is_gone(self, item: Unlisted, root: Path) -> bool:
        """Whether a path given is a known file that was deleted, no lost folder."""
        if item.path != root or root.exists() or not root.parent.is_dir():
            return False
        return self._state.vanished(key_of(root)) == [key_of(root)]

    def _unlisted(self, item: Unlisted) -> None:
        key = key_of(item.path)
        self._state.see(key)
        self._state.keep_below(key)
        self._state.mark_read(key)
        self._registry.fail(
            self._registry.begin(key, str(self._options)), None, item.reason
        )
        self._report.failed.append(Failure(key, item.reason))

    def _consider(self, found: FoundFile) -> None:
        key = key_of(found.path)
        self._state.see(key)
        way = str(self._options_of(key))
        if not self._registry.is_unchanged(found, way):
            self._queue(key, way, found)

    def _options_of(self, key: str) -> SourceOptions:
        """How a source is read: as said now, or else as it was read the last time.

        Options with which nothing was ever read are no longer held to: they were a
        mistake, and the source may be read without them.
        """
        if str(self._options) or self._options.forget:
            return self._options
        noted = SourceOptions.of(self._registry.noted_options(key))
        if not str(noted):
            return noted
        if self._registry.failed(key) and not self._registry.has_articles(key):
            self._report.dropped[noted.arguments] += 1
            return SourceOptions()
        self._report.remembered[noted.arguments] += 1
        return noted

    def _queue(self, key: str, way: str, found: FoundFile) -> None:
        if self._todo.append(key, way, found):
            self.bytes_total += found.size

    # ── cutting ──────────────────────────────────────────────────────────────

    def entries(self) -> Iterator[Cut | End]:
        """Yield the records of the sources put aside, each source with its end."""
        while self.waiting:
            group: list[_Opened] = []
            size = 0
            while len(group) < _GROUP_SOURCES and size < _GROUP_BYTES:
                if (item := self._todo.pop()) is None:
                    break
                size += item[2].size
                match self._opened(*item):
                    case _Opened() as opened:
                        group.append(opened)
                    case None:
                        self._finished += item[2].size
                    case end:
                        self._finished += item[2].size
                        yield end
            yield from self._cut(group)

    def _opened(self, key: str, way: str, found: FoundFile) -> _Opened | End | None:
        """The source to cut; its end if it is unreadable; nothing if unchanged."""
        try:
            digest = _digest(found.path)
        except UnreadableSource as error:
            return End(self._begin(key, way, found), reason=error.reason)
        if self._registry.known_digest(key, way) == digest:
            self._state.see(key)
            self._registry.touch(key, found)
            return None
        known = self._registry.members.known(key, way)
        source = self._begin(key, way, found)
        spooled = key.startswith(_STDIN)
        file_name = "standard input" if spooled else found.path.name
        read_as = SourceOptions.of(way)
        options = ReadOptions(mapping=read_as.mapping, file_name=file_name)
        asked = Asked(found.path, read_as.format, options, known)
        return _Opened(source, digest, asked)

    def _cut(self, group: Sequence[_Opened]) -> Iterator[Cut | End]:
        empty = True
        for number, piece in self._cutter.cut([opened.asked for opened in group]):
            opened = group[number]
            source = opened.source
            match piece:
                case Packed():
                    known = source.reading.number > 1
                    task = Task(piece, opened.asked.options, known)
                    yield Cut(source, piece.position, task, size=len(piece.content))
                    empty = False
                case Problem():
                    yield Cut(source, piece.position, problem=piece)
                    empty = False
                case Member():
                    yield Cut(source, piece.place, member=piece)
                    empty = empty and not piece.unchanged
                case Finished(reason=str(reason)):
                    yield self._end(End(source, reason=reason))
                    empty = True
                case Finished(elsewhere=elsewhere):
                    empty = empty and not elsewhere
                    nothing = "there is no article in it" if empty else None
                    yield self._end(End(source, opened.digest, nothing))
                    empty = True

    def _end(self, end: End) -> End:
        self._finished += end.source.found.size
        return end

    def _begin(self, key: str, way: str, found: FoundFile) -> Source:
        reading = self._registry.begin(key, way)
        self._state.mark_read(key)
        name = "standard input" if key.startswith(_STDIN) else key
        return Source(name, found, reading)


def spool(data: Path) -> Path:
    """Keep standard input in a file of the data folder; return its path.

    Raises:
        UnreadableSource: if there is none, nothing on it, or no room for it.
    """
    if sys.stdin is None:
        raise UnreadableSource("there is no standard input")
    path = data / SPOOLED
    try:
        with path.open("wb") as file:
            shutil.copyfileobj(sys.stdin.buffer, file)
    except OSError as error:
        path.unlink(missing_ok=True)
        raise UnreadableSource(
            f"standard input cannot be kept in {data}: {error.strerror or error}"
        ) from error
    if not path.stat().st_size:
        path.unlink()
        raise UnreadableSource("there is nothing on standard input")
    return path


def _digest(path: Path) -> bytes:
    made = hashlib.blake2b(digest_size=16)
    with open_source(path) as stream:
        while chunk := stream.read(2**20):
            made.update(chunk)
    return made.digest()
