"""One source of a run: how it is read, what went wrong, its records and its end."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from ..cleaning.printable import printable
from ..outcome import SourcePass
from ..records import Member, Problem, Task, holders
from ..scan import FoundFile

__all__ = ["Cut", "End", "Source", "SourceOptions"]

_FAULTS_TOLD: Final = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceOptions:
    """How sources are read.

    Attributes:
        format: a reader's name; ``None`` lets name and content decide.
        mapping: our field names to those in the sources.
        forget: whether how a source was read the last time no longer counts.
    """

    format: str | None = None
    mapping: Mapping[str, str] = field(default_factory=dict)
    forget: bool = False

    @property
    def arguments(self) -> str:
        """The options as a person gives them: ``--map title=kop``."""
        given = [f"--format {self.format}"] if self.format else []
        given += [f"--map {ours}={theirs}" for ours, theirs in self.mapping.items()]
        return " ".join(given)

    def __str__(self) -> str:
        """What is noted with a source: read otherwise, it is read again."""
        if self.format is None and not self.mapping:
            return ""
        return json.dumps([self.format, dict(sorted(self.mapping.items()))])

    @classmethod
    def of(cls, noted: str) -> SourceOptions:
        """Return the options that were noted with a source."""
        if not noted:
            return cls()
        try:
            format_name, mapping = json.loads(noted)
            return cls(format=format_name, mapping=dict(mapping))
        except (ValueError, TypeError):
            return cls()  # damaged: found out by itself again


@dataclass(slots=True)
class Source:
    """A source being read.

    Attributes:
        name: what people know it by.
        articles: articles read from it so far.
        members: the stamps of the files of an archive read so far, by place.
        faults: the first records that were no articles, and why.
    """

    name: str
    found: FoundFile
    reading: SourcePass
    articles: int = 0
    faults: list[str] = field(default_factory=list)
    positions: set[str] = field(default_factory=set)
    fault_count: int = 0
    members: dict[str, bytes] = field(default_factory=dict)

    def fault(self, position: str, reason: str) -> None:
        """Note a record that is no article."""
        self.fault_count += 1
        self.positions.add(position)
        if len(self.faults) < _FAULTS_TOLD:
            self.faults.append(f"{position}: {reason}" if position else reason)

    def refuse(self, position: str, reason: str) -> None:
        """Note an article that the index cannot take."""
        self.articles -= 1
        self.fault(position, reason)

    def whole_members(self) -> dict[str, bytes]:
        """Return the stamps of the files of an archive that were read without fault."""
        faulty = {place for position in self.positions for place in holders(position)}
        return {
            place: stamp for place, stamp in self.members.items() if place not in faulty
        }

    def failure(self, reason: str | None) -> str | None:
        """Return why the source failed, if it did: as a whole or in parts."""
        told = list(self.faults)
        if self.fault_count > len(told):
            told.append(f"and {self.fault_count - len(told):,} more")
        if reason is not None:
            told.append(reason)
        if not told:
            return None
        if self.articles == 1:
            told.append("the other article is indexed")
        elif self.articles:
            told.append(f"the other {self.articles:,} articles are indexed")
        return printable("; ".join(told))


@dataclass(frozen=True, slots=True)
class Cut:
    """A record cut out of a source: a task for a worker, or a problem.

    ``member`` is a file of an archive that has ended, or was passed over.
    """

    source: Source
    position: str
    task: Task | None = None
    problem: Problem | None = None
    member: Member | None = None
    size: int = 0


@dataclass(frozen=True, slots=True)
class End:
    """The end of a source: its digest, or why reading could not go on."""

    source: Source
    digest: bytes = b""
    reason: str | None = None
