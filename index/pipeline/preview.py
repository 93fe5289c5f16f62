"""What an indexing run would read, without an archive: every source is cut, of each
format the first article is parsed, and nothing is kept.

Sources are cut and parsed in the same watched processes as in a run.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Container, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path

from ..errors import UnreadableSource, reason_of
from ..outcome import Failure, Listener, Progress
from ..records import Draft, Member, Packed, Problem, ReadOptions, Task
from ..scan import FoundFile, Unlisted, absolute, key_of, scan
from ..sources.cutter import Cutter
from ..sources.cutting import Asked, Finished
from ..sources.source import SourceOptions
from .prepare import draft_of
from .workers import GivenUp, Workers

__all__ = ["Preview", "Sample", "preview_paths"]

_GROUP = 32
"""Sources that are handed to the cutting process at a time."""


@dataclass(frozen=True, slots=True)
class Sample:
    """The first article of a format, and where it is; or why it is none."""

    path: str
    position: str
    draft: Draft | None
    reason: str = ""


@dataclass(slots=True)
class Preview:
    """What would be read.

    Attributes:
        files: how many files hold articles of each format; those in archives count.
        articles: how many articles of each format there are.
        first: the first article of each.
        failed: the sources that would not be read, or not wholly, and why.
    """

    files: Counter[str] = field(default_factory=Counter)
    articles: Counter[str] = field(default_factory=Counter)
    first: dict[str, Sample] = field(default_factory=dict)
    failed: list[Failure] = field(default_factory=list)


def preview_paths(
    paths: Sequence[Path],
    sources: SourceOptions,
    skip: Container[str],
    listener: Listener,
    *,
    apart: bool,
) -> Preview:
    """Return what would be read of the files under some paths.

    Args:
        skip: folders that are passed over.
        apart: whether in processes of their own; else in this one.
    """
    preview = Preview()
    firsts: dict[str, tuple[str, Packed]] = {}
    done = 0
    with Cutter(apart=apart) as cutter:
        files = _found(paths, skip, preview)
        while group := [*islice(files, _GROUP)]:
            asked = [_asked(found, sources) for found in group]
            last = ("", "", "")
            for number, piece in cutter.cut(asked):
                path = key_of(group[number].path)
                match piece:
                    case Packed():
                        preview.articles[piece.reader] += 1
                        firsts.setdefault(piece.reader, (path, piece))
                        here = (path, piece.file_name, piece.reader)
                        preview.files[piece.reader] += here != last
                        last = here
                    case Problem():
                        told = f"{piece.position}: {piece.reason}".removeprefix(": ")
                        preview.failed.append(Failure(path, told))
                    case Finished(reason=str(reason)):
                        preview.failed.append(Failure(path, reason))
                    case Finished() | Member():
                        pass
            done += len(group)
            articles = sum(preview.articles.values())
            failed = len(preview.failed)
            listener(Progress("looking", done, 0, articles, failed))
    preview.first = _samples(firsts, sources, apart=apart)
    return preview


def _found(
    paths: Sequence[Path], skip: Container[str], preview: Preview
) -> Iterator[FoundFile]:
    for path in paths:
        for item in scan(absolute(path), skip):
            match item:
                case Unlisted():
                    preview.failed.append(Failure(key_of(item.path), item.reason))
                case FoundFile():
                    yield item


def _asked(found: FoundFile, sources: SourceOptions) -> Asked:
    options = ReadOptions(mapping=sources.mapping, file_name=found.path.name)
    return Asked(found.path, sources.format, options)


def _samples(
    firsts: dict[str, tuple[str, Packed]], sources: SourceOptions, *, apart: bool
) -> dict[str, Sample]:
    """The first articles, parsed."""
    tasks = [
        Task(
            packed,
            ReadOptions(mapping=sources.mapping, file_name=Path(path).name),
            False,
        )
        for path, packed in firsts.values()
    ]
    with Workers(int(apart), _parser) as workers:
        (results,) = workers.map([tasks]) if tasks else ([],)
    found = {}
    for (name, (path, packed)), result in zip(firsts.items(), results, strict=True):
        match result:
            case Draft():
                found[name] = Sample(path, packed.position, result)
            case GivenUp(reason=reason) | str(reason):
                found[name] = Sample(path, packed.position, None, reason)
    return found


def _parser() -> Callable[[Sequence[Task]], list[Draft | str]]:
    """What parses records; what is wrong with one is returned."""
    return _all_parsed


def _all_parsed(tasks: Sequence[Task]) -> list[Draft | str]:
    return [_parsed(task) for task in tasks]


def _parsed(task: Task) -> Draft | str:
    try:
        return draft_of(task)
    except UnreadableSource as error:
        return error.reason
    except Exception as error:
        return reason_of(error)
