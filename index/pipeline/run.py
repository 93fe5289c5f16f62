"""The indexing run: sources → records → workers → archive and index.

::

    scan ─ unchanged? ─► cutter: records ─► workers: parse, clean, extract
         ─► archive (one transaction a batch) ─► engine ─► commit both

This process alone writes, and never looks into a source; what does is watched, in
a process that cuts and in workers that do the rest. Articles go into the
archive and the index in batches; a batch is acknowledged when both have it on
the disk, the archive first. Killed anywhere, the next run finds sources that
were not read to their end, and an index that is some revisions behind.
"""

from __future__ import annotations

import datetime
import time
from collections import deque
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import Final

from search.engines.engine import Writer
from search.engines.url import EngineUrl

from ..archive.archive import ARCHIVE_NAME, Archive, database_errors, open_archive
from ..archive.lock import writing
from ..archive.sources import SourceRegistry
from ..extract.extractor import stamp_for
from ..outcome import (
    FactsMissing,
    Failure,
    Faults,
    Listener,
    Outcome,
    Prepared,
    Progress,
    Report,
)
from ..records import Member, Problem, Task
from ..scan import STANDARD_INPUT, absolute
from ..sources.bounds import MEMORY, SECONDS
from ..sources.cutter import Cutter
from ..sources.run_state import RunState
from ..sources.source import Cut, End, Source, SourceOptions
from ..sources.survey import SPOOLED, Sources, spool
from .canonical import CanonicalNames
from .commit import commit_both
from .grouping import compare_articles
from .prepare import Failed, Preparer, with_facts
from .sync import catch_up, open_for_writing
from .workers import GivenUp, Workers

__all__ = ["IndexOptions", "index_paths"]

_COMMIT_ARTICLES: Final = 5_000
_COMMIT_SECONDS: Final = 3.0
_COMMIT_SHARE: Final = 0.1
"""Of the time, at most, for commits: in an engine where they are slow, fewer."""

BATCH_RECORDS: Final = 64
BATCH_BYTES: Final = 256 * 2**10


@dataclass(frozen=True, slots=True, kw_only=True)
class IndexOptions:
    """How to index.

    Attributes:
        data: the data folder.
        engine: the URL of the index.
        jobs: worker processes; 0 does all in this one.
        keep_missing: whether articles stay whose sources have vanished.
        empty_ok: whether a folder that has become empty may take all of its
            articles with it.
        sources: how sources are read.
        memory: bytes that each process may take which cuts or parses sources.
        seconds: how long the cutting process may be silent before the source it
            cuts is given up.
        across_scripts: whether names in two alphabets may be one person's.
    """

    data: Path
    engine: EngineUrl
    jobs: int
    keep_missing: bool = False
    empty_ok: bool = False
    sources: SourceOptions = field(default_factory=SourceOptions)
    memory: int = MEMORY
    seconds: float = SECONDS
    across_scripts: bool = True

    @property
    def own_folders(self) -> frozenset[str]:
        """The folders that hold our own files and no articles."""
        folders = (self.data, self.engine.folder)
        return frozenset(str(absolute(folder)) for folder in folders if folder)


def index_paths(
    paths: Sequence[Path], options: IndexOptions, listener: Listener
) -> Report:
    """Bring archive and index up to date with the files under some paths.

    Raises:
        ArchiveError: if the archive cannot be used or written.
        EngineError: if the index cannot be used or written.
    """
    started = time.monotonic()
    archive_path = options.data / ARCHIVE_NAME
    with (
        writing(options.data),
        database_errors(options.data),
        closing(open_archive(archive_path, create=True)) as archive,
        closing(open_for_writing(options.engine)) as engine,
        engine.writer() as writer,
    ):
        names = CanonicalNames(archive, options.data)
        names.curate()
        catch_up(archive, names, engine, writer)
        today = datetime.datetime.now(datetime.UTC).date()
        make = partial(Preparer, archive_path, today)
        with (
            Workers(options.jobs, make, memory=options.memory) as workers,
            Cutter(
                apart=options.jobs > 0, memory=options.memory, seconds=options.seconds
            ) as cutter,
        ):
            run = _Run(archive, names, writer, workers, cutter, options, listener)
            try:
                run.over(paths)
                archive.renew_moved()
                names.compare(across_scripts=options.across_scripts)
                run.compare_articles()
                archive.commit()
                catch_up(archive, names, engine, writer)
                for fault in names.faults:
                    run.report.failed.append(Failure(str(names.path), str(fault)))
            finally:
                (options.data / SPOOLED).unlink(missing_ok=True)
        run.report.seconds = time.monotonic() - started
        return run.report


@dataclass(slots=True)
class _Batch:
    """Tasks for a worker, among the marks of where sources end.

    ``read`` is how many bytes of all sources were read when it was full; workers are
    behind that.
    """

    entries: list[Cut | End] = field(default_factory=list)
    tasks: list[Task] = field(default_factory=list)
    size: int = 0
    read: int = 0

    def add(self, entry: Cut | End) -> None:
        self.entries.append(entry)
        if isinstance(entry, Cut) and entry.task is not None:
            self.tasks.append(entry.task)
            self.size += entry.size

    @property
    def full(self) -> bool:
        return len(self.entries) >= BATCH_RECORDS or self.size >= BATCH_BYTES


class _Run:
    """One run's state."""

    def __init__(
        self,
        archive: Archive,
        names: CanonicalNames,
        writer: Writer,
        workers: Workers[Task, Prepared | Failed],
        cutter: Cutter,
        options: IndexOptions,
        listener: Listener,
    ) -> None:
        self.archive = archive
        self.names = names
        self.writer = writer
        self.workers = workers
        self.cutter = cutter
        self.options = options
        self.listener = listener
        self.registry = SourceRegistry(archive)
        self.report = Report()
        state = RunState(archive.db)
        self.sources = Sources(
            self.registry,
            state,
            cutter,
            options.sources,
            self.report,
            options.own_folders,
        )
        self.bytes_done = 0
        self.unfinished: dict[int, Source] = {}
        self.uncommitted = 0
        self.commit_due = time.monotonic() + _COMMIT_SECONDS

    def over(self, paths: Sequence[Path]) -> None:
        """Index everything under the paths."""
        if STANDARD_INPUT in paths:
            self.sources.add_spooled(spool(self.options.data))
        files = [absolute(path) for path in paths if path != STANDARD_INPUT]
        empty_ok = self.options.empty_ok or self.options.keep_missing
        self.sources.survey(files, self._tell, empty_ok=empty_ok)
        if not self.options.keep_missing:
            for path in self.sources.vanished(files):
                gone, again = self.registry.remove_source(path)
                self._take_out(gone)
                self.sources.read_again(again)
        while self.sources.waiting:
            self.cutter.start()
            self.workers.start()
            pending: deque[_Batch] = deque()
            for results in self.workers.map(self._batches(pending)):
                batch = pending.popleft()
                self._store(batch, results)
                self.bytes_done = batch.read
                self._tell("indexing")
        self._commit()
        self.sources.count_unread()
        self.bytes_done = self.sources.bytes_done
        self._tell("comparing names")

    def compare_articles(self) -> None:
        """Find which articles are versions of each other."""
        self._tell("comparing articles")
        compare_articles(self.archive, lambda _: self._tell("comparing articles"))

    def _batches(self, pending: deque[_Batch]) -> Iterator[list[Task]]:
        """Cut sources into batches, noting each for when its results are there."""
        batch = _Batch()
        for entry in self.sources.entries():
            batch.add(entry)
            if batch.full:
                batch.read = self.sources.bytes_done
                pending.append(batch)
                yield batch.tasks
                batch = _Batch()
        if batch.entries:
            batch.read = self.sources.bytes_done
            pending.append(batch)
            yield batch.tasks

    def _store(
        self, batch: _Batch, results: Sequence[Prepared | Failed | GivenUp]
    ) -> None:
        answers = iter(results)
        for entry in batch.entries:
            match entry:
                case Cut(problem=Problem() as problem):
                    entry.source.fault(problem.position, problem.reason)
                case Cut(member=Member() as member):
                    self._pass_member(entry.source, member)
                case Cut():
                    self._store_one(entry, next(answers))
                case End():
                    self._end(entry)
        due = time.monotonic() > self.commit_due and self.uncommitted
        if self.uncommitted >= _COMMIT_ARTICLES or due:
            self._commit()

    def _store_one(self, cut: Cut, result: Prepared | Failed | GivenUp) -> None:
        source = cut.source
        if not isinstance(result, Prepared):
            source.fault(cut.position, result.reason)
            return
        source.articles += 1
        self.unfinished[source.reading.source] = source
        if result.fault:
            source.fault(cut.position, result.fault)
        try:
            stored = self.registry.put(source.reading, cut.position, result)
        except FactsMissing:
            # The archive held this very article when the worker looked.
            stamp = stamp_for(result.article.language)
            (result,) = with_facts([replace(result, extractor=stamp)])
            if result.fault:
                source.fault(cut.position, result.fault)
            stored = self.registry.put(source.reading, cut.position, result)
        self.report.counts[stored.outcome] += 1
        self.sources.read_again(stored.again)
        if stored.removed is not None:
            self.writer.remove(stored.removed)
        for written in (stored.article, stored.inherited):
            if written is not None:
                self.writer.add(self.names.canonicalise(written))
                self.uncommitted += 1

    def _pass_member(self, source: Source, member: Member) -> None:
        """Note a file of an archive; its articles stay where it was passed over."""
        source.members[member.place] = member.stamp
        if member.unchanged:
            kept = self.registry.members.keep(source.reading, member.place)
            source.articles += kept
            self.report.counts[Outcome.UNCHANGED] += kept

    def _end(self, end: End) -> None:
        source = end.source
        self.unfinished.pop(source.reading.source, None)
        reason = source.failure(end.reason)
        if reason is not None:
            self.report.failed.append(Failure(source.name, reason))
        if end.reason is not None:  # it was not read to its end: nothing goes
            self.registry.fail(source.reading, source.found, reason or end.reason)
            return
        faults = Faults(frozenset(source.positions), reason) if reason else None
        gone, again = self.registry.finish(
            source.reading, source.found, end.digest, faults
        )
        self.registry.members.note(source.reading.source, source.whole_members())
        self._take_out(gone)
        self.sources.read_again(again)

    def _take_out(self, article_ids: Sequence[str]) -> None:
        for article_id in article_ids:
            self.writer.remove(article_id)
        self.report.removed += len(article_ids)
        self.uncommitted += len(article_ids)

    def _commit(self) -> None:
        """Acknowledge what was stored: the archive first, it is the truth."""
        started = time.monotonic()
        self.report.failed += commit_both(
            self.archive, self.writer, self.archive.revision, self.unfinished
        )
        self.uncommitted = 0
        now = time.monotonic()
        pause = max(_COMMIT_SECONDS, (now - started) / _COMMIT_SHARE)
        self.commit_due = now + pause

    def _tell(self, stage: str) -> None:
        self.listener(
            Progress(
                stage,
                self.bytes_done,
                self.sources.bytes_total,
                sum(self.report.counts.values())
                - self.report.counts[Outcome.UNCHANGED],
                len(self.report.failed),
                in_bytes=True,
            )
        )
