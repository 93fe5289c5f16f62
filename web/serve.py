"""``dateline serve``: the page on this machine."""

from __future__ import annotations

import errno
import gc
import logging
import socket
from pathlib import Path
from typing import Any, Final, Protocol

import click

from search.engines.url import EngineUrl
from search.errors import ConfigError, EngineError

__all__ = ["serve"]

_CONNECTIONS: Final = 500
"""Open at once, idle ones too; Python's select() takes no more than a thousand."""

_IDLE_SECONDS: Final = 30
"""After which a connection that asks nothing, or not to the end, is closed."""

_STALLED_SECONDS: Final = 60

_PORTS_TRIED: Final = 20
"""With ``--next-free``."""


class _Settings(Protocol):
    """What the command line has been told; see the options of ``dateline``."""

    @property
    def data(self) -> Path: ...
    @property
    def engine(self) -> EngineUrl: ...


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="Listen here.")
@click.option(
    "--port",
    default=8000,
    show_default=True,
    type=click.IntRange(0, 65535),
    help="Listen at this port; 0 takes any that is free.",
)
@click.option(
    "--next-free",
    is_flag=True,
    help="Where the port is in use, listen at the next that is free.",
)
@click.option(
    "--threads",
    default=8,
    show_default=True,
    type=click.IntRange(1, 256),
    help="Answer this many requests at a time.",
)
@click.option(
    "--read-only/--no-read-only",
    default=None,
    envvar="DATELINE_READ_ONLY",
    show_envvar=True,
    help="Whether searches cannot be saved, renamed and deleted: there are no "
    "accounts, so else everyone who can reach the page can.  [default: only where "
    "--host is not this machine's own]",
)
@click.pass_obj
def serve(
    settings: _Settings,
    host: str,
    port: int,
    next_free: bool,
    threads: int,
    read_only: bool | None,
) -> None:
    """Serve the page to browsers.

    Everyone who can reach the address can read every article. It is therefore
    this machine's own unless --host says otherwise.
    """
    from . import create_app
    from .config import LOOPBACK, WebConfig
    from .state.searching import the_searcher

    hosts = LOOPBACK if host in LOOPBACK else ()
    if read_only is None:
        read_only = not hosts
    exports = max(1, threads // 2)  # the others are for reading
    app = create_app(
        WebConfig(settings.data, settings.engine, hosts, read_only, exports)
    )
    # It would say of every page that its style sheets wait their turn.
    logging.getLogger("waitress.queue").setLevel(logging.ERROR)
    ports = range(port, min(port + (_PORTS_TRIED if next_free else 1), 65536))
    server = _listening(app, host, ports, threads)
    try:
        the_searcher(app).snapshot()
    except EngineError as error:
        click.echo(f"note: {error}", err=True)
    # What is loaded by now stays: the collector need not look at it with every page.
    gc.collect()
    gc.freeze()
    click.echo(f"Dateline is at {_address(server)} - press Ctrl+C to stop.")
    server.run()


def _listening(app: Any, host: str, ports: range, threads: int) -> Any:
    """Return waitress's server, which holds the first of the ports that is free.

    Raises:
        ConfigError: if it cannot listen at any.
    """
    from waitress import create_server

    from .saved import MOST_SENT

    for port in ports:
        sockets: dict[int, Any] = {}
        try:
            server = create_server(
                app,
                map=sockets,
                host=host,
                port=port,
                threads=threads,
                connection_limit=_CONNECTIONS,
                channel_timeout=_IDLE_SECONDS,
                cleanup_interval=_IDLE_SECONDS // 3,
                max_request_header_size=256 * 1024,  # addresses state.py makes fit
                max_request_body_size=MOST_SENT,
                ident=None,
            )
        except ValueError as error:  # what waitress makes of a name nobody knows
            raise ConfigError(
                f"cannot listen on {host}: there is no such host"
            ) from error
        except OSError as error:
            if error.errno != errno.EADDRINUSE:
                raise ConfigError(
                    f"cannot listen on {host}, port {port}: {error.strerror or error}"
                ) from error
            continue
        for one in sockets.values():
            if one.accepting:
                _give_up_on_the_stalled(one.socket)
        return server
    tried = (
        f"port {ports[0]} on {host} is"
        if len(ports) == 1
        else f"ports {ports[0]} to {ports[-1]} on {host} are"
    )
    raise ConfigError(f"{tried} in use; choose another with --port")


def _give_up_on_the_stalled(listening: socket.socket) -> None:
    """Break connections off that take nothing of what is sent, where that is known.

    A thread that writes to one waits else for as long as its client likes.
    """
    option = getattr(socket, "TCP_USER_TIMEOUT", None)
    if option is not None:  # what is accepted has it too
        listening.setsockopt(socket.IPPROTO_TCP, option, _STALLED_SECONDS * 1000)


def _address(server: Any) -> str:
    """Return a URL of the server; it may listen at several addresses."""
    places = getattr(server, "effective_listen", None)
    host, port = places[0] if places else (server.effective_host, server.effective_port)
    shown = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host)
    return f"http://[{shown}]:{port}/" if ":" in shown else f"http://{shown}:{port}/"
