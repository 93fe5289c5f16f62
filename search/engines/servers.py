"""What is told to whoever looks after an installation, and its servers."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["Finding", "ServerReport"]


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at.

    Attributes:
        name: what was looked at.
        told: what was found.
        remedy: what to do; empty if all is well.
    """

    name: str
    told: str
    remedy: str = ""


@dataclass(frozen=True, slots=True)
class ServerReport:
    """The servers of an index.

    Attributes:
        version: of their software.
        status: ``green``; ``yellow`` if copies are missing; ``red`` if articles are.
        nodes: how many servers there are.
        bytes: what the index takes on all of them, its copies and all it has besides.
        findings: what was looked at.
    """

    version: str
    status: str
    nodes: int
    bytes: int
    findings: tuple[Finding, ...]
