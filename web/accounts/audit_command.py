"""``dateline audit``: what was noted of who did what."""

from __future__ import annotations

import getpass
import json
from collections import deque
from datetime import date, datetime
from typing import Any, Final, Protocol

import click

from search.settings import table
from search.settings.values import Configuration

from .audit import ACTION_KINDS, AuditAsk, AuditLog, find_in_audit

__all__ = ["Audited", "audit"]

_ONLY_READ: Final = ("list",)
_WORDS: Final = "dateline.words"

_DAY = click.DateTime(["%Y-%m-%d"])


class _Settings(Protocol):
    """What the command line has been told; see the options of ``dateline``."""

    @property
    def configuration(self) -> Configuration: ...


class Audited(click.Group):
    """Commands that change who may do what: what each did is in the audit log."""

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find a command, and keep in mind with which words."""
        ctx.meta[_WORDS] = list(args)
        return super().resolve_command(ctx, args)

    def invoke(self, ctx: click.Context) -> Any:
        """Run a command; note it once it has succeeded. A password is no argument."""
        done = super().invoke(ctx)
        words: list[str] = ctx.meta.get(_WORDS, [])
        if words and words[0] not in _ONLY_READ:
            told = ctx.obj.configuration
            log = AuditLog(told[table.DATA], told[table.AUDIT], told[table.AUDIT_DAYS])
            if log.is_on:
                log.note(_noted(f"{ctx.info_name} {words[0]}", words[1:]))
        return done


def _noted(what: str, arguments: list[str]) -> dict[str, Any]:
    """What is noted of a command, by whom this machine says somebody is."""
    return {
        "who": _user(),
        "by": "command",
        "action": "change",
        "what": what,
        "arguments": arguments,
    }


def _user() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError):  # nobody has this number
        return ""


@click.command()
@click.option("--since", type=_DAY, help="From this day on, in UTC.")
@click.option("--until", type=_DAY, help="Up to this day.")
@click.option("--who", help="Of this person alone.")
@click.option(
    "--action",
    type=click.Choice(ACTION_KINDS),
    help="Of this kind alone.",
)
@click.option("--words", help="With these words somewhere in the entry.")
@click.option("--last", type=click.IntRange(1), help="Only so many, the newest.")
@click.pass_obj
def audit(
    settings: _Settings,
    since: datetime | None,
    until: datetime | None,
    who: str | None,
    action: str | None,
    words: str | None,
    last: int | None,
) -> None:
    """Print the audit log, one JSON object a line, the oldest first.

    \b
      dateline audit --who anna --action export --since 2026-01-01 > anna.jsonl

    The setting audit says what is noted, and audit-days for how long it is kept.
    """
    data = settings.configuration[table.DATA]
    ask = AuditAsk(_day(since), _day(until), who or "", action or "", words or "")
    found = find_in_audit(data, ask)
    for entry in found if last is None else deque(found, maxlen=last):
        click.echo(json.dumps(entry, ensure_ascii=False))


def _day(moment: datetime | None) -> date | None:
    return moment.date() if moment else None
