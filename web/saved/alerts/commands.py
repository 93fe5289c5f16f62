"""``dateline alerts``: look for new articles in watched searches."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Protocol

import click

from search.searcher import Searcher
from search.settings import table
from search.settings.options import setting_option
from search.settings.values import Configuration

from ...accounts import Accounts
from ...accounts.database import AccountsDatabase
from ...config import WebConfig
from .runner import Alerts, Sending, run_due
from .store import AlertStore

__all__ = ["alerts"]


class _Settings(Protocol):
    """What the command line has been told; see the options of ``dateline``."""

    @property
    def configuration(self) -> Configuration: ...


@click.group()
def alerts() -> None:
    """Tell people of new articles in the searches they watch.

    A server does so by itself. Where the page is served otherwise, or with
    --no-alerts, run it from time to time:

    \b
      */5 * * * * dateline --data /srv/news alerts run
    """


@alerts.command()
@setting_option(table.PUBLIC_URL, metavar="URL")
@setting_option(table.SMTP_HOST, metavar="HOST")
@setting_option(table.SMTP_PORT, metavar="PORT")
@setting_option(table.SMTP_SECURITY, metavar="WAY")
@setting_option(table.SMTP_USER, metavar="NAME")
@setting_option(table.MAIL_FROM, metavar="ADDRESS")
@setting_option(table.WEBHOOK_PRIVATE, yes_no=True)
@click.pass_obj
def run(settings: _Settings, /, **options: object) -> None:
    """Look at the alerts that are due, and send what is new."""
    told = settings.configuration.with_options(options)
    config = WebConfig.in_force(told)
    known = Accounts(AccountsDatabase(config.data)) if config.accounts else None
    watched = Alerts(AlertStore(config.data), Sending.in_force(told), known)
    number = run_due(watched, Searcher(config.engine))
    click.echo(f"{number} alerts were due.")


@alerts.command(name="list")
@click.pass_obj
def list_alerts(settings: _Settings) -> None:
    """List the alerts there are: when each is due, and what is wrong with it."""
    found = AlertStore(settings.configuration[table.DATA]).all()
    if not found:
        click.echo("nobody watches a saved search", err=True)
    for one in found:
        due = datetime.fromtimestamp(one.due, UTC).isoformat(timespec="minutes")
        trouble = f"  ({one.trouble})" if one.trouble else ""
        click.echo(f"{one.id}  every {one.period}, next {due}  {one.name}{trouble}")
