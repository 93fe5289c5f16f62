"""The command line: ``dateline COMMAND``.

Commands are imported when they are called, so that ``dateline search`` does not
wait for what only ``dateline index`` needs.
"""

from __future__ import annotations

import difflib
import os
import sys
from importlib import import_module
from pathlib import Path
from typing import Any, Final

import click

from search.errors import (
    AccountError,
    AccountsUnreadable,
    ArticleMissing,
    ConfigError,
    DatelineError,
    EngineError,
    EngineUnavailable,
    IndexMissing,
    IndexOutdated,
    QueryError,
    StorageError,
)
from search.settings import table
from search.settings.options import setting_option
from search.settings.values import gather
from search.storage import check_started_somewhere, storage_trouble

from .errors import ArchiveError, ArchiveMissing, BackupError, IngestError, NotABackup
from .log import begin_log

__all__ = ["EXIT_CODES", "exit_code", "main"]

EXIT_CODES: Final[dict[type[DatelineError], int]] = {
    QueryError: 2,
    ArticleMissing: 66,
    IndexMissing: 66,
    IndexOutdated: 66,
    EngineError: 69,
    EngineUnavailable: 69,
    StorageError: 74,
    ArchiveMissing: 66,
    ArchiveError: 74,
    BackupError: 74,
    NotABackup: 65,
    IngestError: 65,
    AccountError: 65,
    AccountsUnreadable: 74,
    ConfigError: 78,
}
"""Exit codes by error, the nearest base class deciding; as in BSD's sysexits.h.

0 is success; 1, with ``--strict``, that a source failed; 2, as everywhere, wrong
usage; 130 that the person interrupted.
"""

_COMMANDS: Final = {
    "index": "index.commands.indexing:index",
    "reindex": "index.commands.indexing:reindex",
    "failed": "index.commands.indexing:failed",
    "formats": "index.commands.formats:formats",
    "search": "index.commands.searching:search",
    "show": "index.commands.searching:show",
    "suggest": "index.commands.asking:suggest",
    "similar": "index.commands.asking:similar_to",
    "unusual": "index.commands.asking:unusual",
    "together": "index.commands.asking:together_with",
    "concordance": "index.commands.concordance:concordance",
    "compare": "index.commands.compare:compare",
    "batch": "index.commands.batch:batch",
    "extract": "index.commands.extracting:extract",
    "meaning": "index.commands.meaning:meaning",
    "names": "index.commands.naming:names",
    "stats": "index.commands.stats:stats",
    "config": "index.commands.config:config",
    "check": "index.commands.check:check",
    "backup": "index.commands.backup:backup",
    "restore": "index.commands.backup:restore",
    "doctor": "index.commands.doctor:doctor",
    "serve": "web.serve:serve",
    "users": "web.accounts.commands:users",
    "alerts": "web.saved.alerts.commands:alerts",
    "audit": "web.accounts.audit_command:audit",
    "collections": "web.accounts.collection_commands:collections",
    "completion": "index.commands.completion:completion",
}
"""Command → where it is; the one place that knows the web's commands by name."""


def exit_code(error: DatelineError) -> int:
    """Return the exit code of an error: that of its nearest listed class."""
    for kind in type(error).__mro__:
        if kind in EXIT_CODES:
            return EXIT_CODES[kind]
    raise KeyError(type(error))


class _Commands(click.Group):
    """A group that imports a command when it is asked for."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in _COMMANDS:
            return None
        module, _, attribute = _COMMANDS[cmd_name].partition(":")
        command: click.Command = getattr(import_module(module), attribute)
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find a command by its name; of one there is not, name the nearest."""
        name = args[0]
        if name not in _COMMANDS and not ctx.resilient_parsing:
            close = difflib.get_close_matches(name, _COMMANDS, n=1)
            if close:
                ctx.fail(f"No such command {name!r}. Did you mean {close[0]!r}?")
        return super().resolve_command(ctx, args)

    def invoke(self, ctx: click.Context) -> Any:
        """Run a command; what it raises on purpose ends as one plain sentence."""
        try:
            return super().invoke(ctx)
        except DatelineError as error:
            click.echo(f"dateline: {error}", err=True)
            sys.exit(exit_code(error))
        except BrokenPipeError:
            # whoever reads our output has seen enough
            _drop_output()
            sys.stderr.close()
            sys.exit(0)
        except KeyboardInterrupt:
            click.echo("dateline: interrupted", err=True)
            sys.exit(130)
        except OSError as error:
            click.echo(f"dateline: {_of_the_system(error)}", err=True)
            _drop_output()
            sys.exit(74)


def _of_the_system(error: OSError) -> str:
    """What the system refused; its own words where we know no better."""
    if isinstance(error.filename, str | os.PathLike):
        told = storage_trouble(error, Path(error.filename))
        return told or f"{error.filename}: {error.strerror or error}"
    return str(error.strerror or error)


def _drop_output() -> None:
    """Throw away what can't be written: Python would try again and end with 120."""
    try:
        sys.stdout.flush()
    except OSError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


@click.group(
    cls=_Commands,
    context_settings={"help_option_names": ["-h", "--help"]},
    epilog="Every command takes -h. The manual is in docs/cli.md.",
)
@setting_option(table.DATA, metavar="DIR")
@setting_option(table.ENGINE, metavar="URL")
@setting_option(table.CONFIG, metavar="FILE")
@setting_option(table.VERBOSE)
@setting_option(table.LOG_FILE, metavar="FILE")
@setting_option(table.LOG_JSON)
@click.version_option(package_name="dateline", prog_name="dateline")
@click.pass_context
def main(ctx: click.Context, /, **options: Any) -> None:
    """Dateline: full-text search over a news corpus.

    Index a folder of articles, search it here or in a browser:

    \b
      dateline index articles/
      dateline search '"climate accord" person:merkel published:2015'
      dateline serve
    """
    from .extract.packed.models import choose_model
    from .settings import Settings

    check_started_somewhere()
    ctx.obj = Settings(gather(options, os.environ))
    choose_model(ctx.obj.configuration[table.NAMES_MODEL])
    ctx.call_on_close(begin_log(ctx.obj.configuration, ctx.invoked_subcommand or ""))
