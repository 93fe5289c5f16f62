"""The command ``dateline serve``."""

from __future__ import annotations

import os
import shutil
import signal
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

import click

from search.errors import ConfigError
from search.settings import table
from search.settings.log import log_target
from search.settings.options import setting_option
from search.settings.values import Configuration

if TYPE_CHECKING:
    from .listening import Listening

__all__ = ["serve"]


class _Settings(Protocol):
    """What the command line has been told; see the options of ``dateline``."""

    @property
    def configuration(self) -> Configuration: ...


@click.command()
@setting_option(table.HOST, metavar="HOST")
@setting_option(table.PORT, metavar="PORT")
@click.option(
    "--next-free",
    is_flag=True,
    help="Where the port is in use, listen at the next that is free.",
)
@setting_option(table.UNIX_SOCKET, metavar="PATH")
@setting_option(table.UNIX_SOCKET_MODE, metavar="MODE")
@setting_option(table.WORKERS, metavar="N")
@setting_option(table.THREADS, metavar="N")
@setting_option(table.READ_ONLY, yes_no=True)
@setting_option(table.HOSTS, metavar="NAMES")
@setting_option(table.TRUSTED_PROXIES, metavar="ADDRESSES")
@setting_option(table.METRICS, metavar="ADDRESSES")
@setting_option(table.ACCOUNTS, yes_no=True)
@setting_option(table.IDENTITY_HEADER, metavar="NAME")
@setting_option(table.OIDC_ISSUER, metavar="URL")
@setting_option(table.OIDC_CLIENT_ID, metavar="ID")
@setting_option(table.OIDC_NAME, metavar="NAME")
@setting_option(table.OIDC_SCOPES, metavar="NAMES")
@setting_option(table.OIDC_NAME_CLAIM, metavar="CLAIM")
@setting_option(table.OIDC_ROLE_CLAIM, metavar="CLAIM")
@setting_option(table.OIDC_ROLES, metavar="ROLES")
@setting_option(table.AUDIT, metavar="WHAT")
@setting_option(table.AUDIT_DAYS, metavar="N")
@setting_option(table.REQUESTS_PER_MINUTE, metavar="N")
@setting_option(table.ALERTS, yes_no=True)
@setting_option(table.PUBLIC_URL, metavar="URL")
@setting_option(table.SMTP_HOST, metavar="HOST")
@setting_option(table.SMTP_PORT, metavar="PORT")
@setting_option(table.SMTP_SECURITY, metavar="WAY")
@setting_option(table.SMTP_USER, metavar="NAME")
@setting_option(table.MAIL_FROM, metavar="ADDRESS")
@setting_option(table.WEBHOOK_PRIVATE, yes_no=True)
@setting_option(table.EXPORTS, metavar="N")
@setting_option(table.EXPORTS_PER_CLIENT, metavar="N")
@setting_option(table.EXPORT_SECONDS, metavar="N")
@setting_option(table.CONNECTIONS, metavar="N")
@setting_option(table.CONNECTIONS_PER_ADDRESS, metavar="N")
@setting_option(table.REQUEST_SECONDS, metavar="N")
@setting_option(table.GRACE_SECONDS, metavar="N")
@click.pass_obj
def serve(settings: _Settings, /, next_free: bool, **options: object) -> None:
    """Serve the page to browsers.

    Everyone who can reach the address can read every article. It is therefore
    this machine's own unless --host says otherwise.

    SIGTERM ends it when the requests under way are answered. With --workers, SIGHUP
    begins anew with other processes and today's settings, and nobody has to wait.
    """
    from .listening import listen

    told = settings.configuration.with_options(options)
    if told[table.WORKERS] is not None and not hasattr(signal, "SIGHUP"):
        raise ConfigError("this system has no signals for --workers; leave it out")
    listening = listen(told, next_free=next_free)
    try:
        if told[table.WORKERS] is None:
            _serve_alone(told, listening)
        else:
            _serve_with_workers(told, listening)
    finally:
        listening.close()


def _tell(listening: Listening) -> None:
    click.echo(f"Dateline is at {listening.shown} - press Ctrl+C to stop.")


def _serve_alone(told: Configuration, listening: Listening) -> None:
    """Answer requests in this process until it is told to end."""
    from ..http.shared import Shared
    from .process import PageProcess

    page = PageProcess(
        told,
        listening.sockets,
        Shared(),
        note=lambda trouble: click.echo(f"note: {trouble}", err=True),
    )
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: page.end())
    page.watch()
    _tell(listening)
    page.run()


def _serve_with_workers(told: Configuration, listening: Listening) -> None:
    """Let other processes answer requests, and look after them.

    Raises:
        ConfigError: if they cannot begin.
    """
    from ..http.shared import Shared
    from .supervisor import Supervisor
    from .worker import SHARED, Job

    with _own_folder() as folder:
        Shared.make_file(folder / SHARED)
        job = Job(
            options=told.options,
            log=log_target(),
            sockets=listening.sockets,
            folder=folder,
            processes=told[table.WORKERS] or 1,
        )
        grace = told[table.GRACE_SECONDS]
        Supervisor(job, grace, lambda: _tell(listening)).run()


@contextmanager
def _own_folder() -> Iterator[Path]:
    """A folder for what processes share, for as long as this one lives.

    systemd names one that nobody clears away; of others it leaves alone those that are
    locked.
    """
    import fcntl  # where there are several processes

    made = Path(
        tempfile.mkdtemp(prefix="dateline-", dir=os.environ.get("RUNTIME_DIRECTORY"))
    )
    handle = os.open(made, os.O_RDONLY)
    try:
        fcntl.flock(handle, fcntl.LOCK_SH)
        yield made
    finally:
        os.close(handle)
        shutil.rmtree(made, ignore_errors=True)
