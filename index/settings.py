"""What every command needs to know, and the options they share."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import click

from search.engines.engine import default_engine_url
from search.engines.url import EngineUrl

from .archive.archive import ARCHIVE_NAME

__all__ = ["Settings", "as_json_option", "jobs_option", "print_json"]


@dataclass(frozen=True, slots=True)
class Settings:
    """The data folder and the engine URL."""

    data: Path
    engine: EngineUrl

    @classmethod
    def of(cls, data: Path, engine: str | None) -> Settings:
        """Return settings; without an engine URL, the index in the data folder.

        Raises:
            ConfigError: if the URL names no engine.
        """
        return cls(data, EngineUrl.of(engine or default_engine_url(data)))

    @property
    def archive(self) -> Path:
        """The archive's file."""
        return self.data / ARCHIVE_NAME


def as_json_option(command: Callable[..., Any]) -> Callable[..., Any]:
    """The option ``--json``."""
    return click.option(
        "--json", "as_json", is_flag=True, help="Print JSON for scripts."
    )(command)


def jobs_option(command: Callable[..., Any]) -> Callable[..., Any]:
    """The option ``--jobs``."""
    return click.option(
        "--jobs",
        "-j",
        type=click.IntRange(min=0),
        default=os.cpu_count() or 1,
        show_default="all cores",
        help="Worker processes; 0 works in this one.",
    )(command)


def print_json(value: object) -> None:
    """Print a value as JSON on one line."""
    text = json.dumps(value, ensure_ascii=False)
    try:
        text.encode()
    except UnicodeEncodeError:  # a lone surrogate, which only an escape can say
        text = json.dumps(value)
    click.echo(text)
