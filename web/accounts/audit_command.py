"""``dateline audit``: what was noted of who did what."""

from __future__ import annotations

import json
from datetime import date, datetime
from typing import Protocol

import click

from search.settings import table
from search.settings.values import Configuration

from .audit import read_audit

__all__ = ["audit"]

_DAY = click.DateTime(["%Y-%m-%d"])


class _Settings(Protocol):
    """What the command line has been told; see the options of ``dateline``."""

    @property
    def configuration(self) -> Configuration: ...


@click.command()
@click.option("--since", type=_DAY, help="From this day on, in UTC.")
@click.option("--until", type=_DAY, help="Up to this day.")
@click.option("--who", help="Of this person alone.")
@click.option(
    "--action",
    type=click.Choice(["search", "open", "export", "change", "sign in", "sign out"]),
    help="Of this kind alone.",
)
@click.pass_obj
def audit(
    settings: _Settings,
    since: datetime | None,
    until: datetime | None,
    who: str | None,
    action: str | None,
) -> None:
    """Print the audit log, one JSON object a line, the oldest first.

    \b
      dateline audit --who anna --action export --since 2026-01-01 > anna.jsonl

    The setting audit says what is noted, and audit-days for how long it is kept.
    """
    data = settings.configuration[table.DATA]
    for entry in read_audit(data, _day(since), _day(until)):
        of_them = who is None or str(entry.get("who", "")).lower() == who.lower()
        if of_them and (action is None or entry.get("action") == action):
            click.echo(json.dumps(entry, ensure_ascii=False))


def _day(moment: datetime | None) -> date | None:
    return moment.date() if moment else None
