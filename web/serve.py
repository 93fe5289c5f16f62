"""``dateline serve``: the page on this machine."""

from __future__ import annotations

import errno
import gc
import socket
from typing import TYPE_CHECKING, Any, Final, Protocol

import click

from search.errors import ConfigError, EngineError
from search.settings import table
from search.settings.options import setting_option
from search.settings.values import Configuration

if TYPE_CHECKING:
    from .connections import Limits

__all__ = ["serve"]

_IDLE_SECONDS: Final = 30
"""After which a connection that says nothing is closed."""

_STALLED_SECONDS: Final = 60

_ROOM: Final = 20
"""Connections that may wait to be closed while others are accepted."""

_PORTS_TRIED: Final = 20
"""With ``--next-free``."""


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
@setting_option(table.THREADS, metavar="N")
@setting_option(table.READ_ONLY, yes_no=True)
@setting_option(table.HOSTS, metavar="NAMES")
@setting_option(table.TRUSTED_PROXIES, metavar="ADDRESSES")
@setting_option(table.METRICS, metavar="ADDRESSES")
@setting_option(table.EXPORTS, metavar="N")
@setting_option(table.EXPORTS_PER_CLIENT, metavar="N")
@setting_option(table.EXPORT_SECONDS, metavar="N")
@setting_option(table.CONNECTIONS, metavar="N")
@setting_option(table.CONNECTIONS_PER_ADDRESS, metavar="N")
@setting_option(table.REQUEST_SECONDS, metavar="N")
@click.pass_obj
def serve(settings: _Settings, /, next_free: bool, **options: object) -> None:
    """Serve the page to browsers.

    Everyone who can reach the address can read every article. It is therefore
    this machine's own unless --host says otherwise.
    """
    from . import create_app
    from .config import WebConfig
    from .state.searching import the_searcher

    told = settings.configuration.with_options(options)
    host, port, threads = told[table.HOST], told[table.PORT], told[table.THREADS]
    app = create_app(WebConfig.in_force(told, listening=host, threads=threads))
    ports = range(port, min(port + (_PORTS_TRIED if next_free else 1), 65536))
    server = _listening(app, host, ports, told)
    try:
        the_searcher(app).snapshot()
    except EngineError as error:
        click.echo(f"note: {error}", err=True)
    # What is loaded by now stays: the collector need not look at it with every page.
    gc.collect()
    gc.freeze()
    click.echo(f"Dateline is at {_address(server)} - press Ctrl+C to stop.")
    server.run()


def _listening(app: Any, host: str, ports: range, told: Configuration) -> Any:
    """Return waitress's server, which holds the first of the ports that is free.

    Raises:
        ConfigError: if it cannot listen at any.
    """
    from waitress import create_server

    from .connections import limited_channel
    from .saved import MOST_SENT

    channel = limited_channel(_limits(told))
    for port in ports:
        sockets: dict[int, Any] = {}
        try:
            server = create_server(
                app,
                map=sockets,
                host=host,
                port=port,
                threads=told[table.THREADS],
                connection_limit=told[table.CONNECTIONS] + _ROOM,
                channel_timeout=_IDLE_SECONDS,
                cleanup_interval=_IDLE_SECONDS // 3,
                clear_untrusted_proxy_headers=False,  # http/proxies.py sees to them
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
                one.channel_class = channel
                _give_up_on_the_stalled(one.socket)
        return server
    tried = (
        f"port {ports[0]} on {host} is"
        if len(ports) == 1
        else f"ports {ports[0]} to {ports[-1]} on {host} are"
    )
    raise ConfigError(f"{tried} in use; choose another with --port")


def _limits(told: Configuration) -> Limits:
    from .connections import Limits
    from .http.proxies import networks_of

    proxies: tuple[str, ...] = told[table.TRUSTED_PROXIES]
    return Limits(
        connections=told[table.CONNECTIONS],
        per_address=told[table.CONNECTIONS_PER_ADDRESS],
        request_seconds=told[table.REQUEST_SECONDS],
        answer_seconds=told[table.EXPORT_SECONDS],
        proxies=networks_of(proxies),
    )


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
