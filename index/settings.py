"""What every command needs to know, and the options they share."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from search.engines.url import EngineUrl
from search.settings import table
from search.settings.engine import engine_in_force
from search.settings.options import setting_option
from search.settings.values import Configuration

from .archive.archive import ARCHIVE_NAME

if TYPE_CHECKING:
    from search.searcher import Searcher

__all__ = ["Settings", "as_json_option", "jobs_option", "print_json"]


@dataclass(frozen=True, slots=True)
class Settings:
    """What a command was told.

    Attributes:
        configuration: the settings in force.
    """

    configuration: Configuration

    @property
    def data(self) -> Path:
        """The data folder."""
        return self.configuration[table.DATA]

    @property
    def engine(self) -> EngineUrl:
        """The engine URL; unless one is set, that of the index in the data folder."""
        return engine_in_force(self.configuration)

    def engine_at(self, url: EngineUrl | str) -> EngineUrl:
        """Return another engine URL, with what the settings say of servers.

        Raises:
            ConfigError: if it is none.
        """
        return engine_in_force(self.configuration, EngineUrl.of(url))

    @property
    def searcher(self) -> Searcher:
        """Asks the index, with the vectors of its articles if there are any."""
        # most commands ask nothing, and this would be most of what they load
        from search.ranking.meaning.vectors import VectorFile
        from search.searcher import Searcher

        return Searcher(self.engine, VectorFile(self.data))

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
    """The option ``--jobs``; a command gets the number in force."""

    def in_force(ctx: click.Context, param: click.Parameter, value: int | None) -> int:
        if value is not None:
            return value
        settings = ctx.find_object(Settings)
        return settings.configuration[table.JOBS] if settings else table.JOBS.default

    return setting_option(table.JOBS, "-j", callback=in_force)(command)


def print_json(value: object) -> None:
    """Print a value as JSON on one line."""
    text = json.dumps(value, ensure_ascii=False)
    try:
        text.encode()
    except UnicodeEncodeError:  # a lone surrogate, which only an escape can say
        text = json.dumps(value)
    click.echo(text)
