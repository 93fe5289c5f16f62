"""``dateline serve``: the page on this machine."""

from __future__ import annotations

import errno
import gc
import socket
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, Protocol

import click

from search.errors import ConfigError, EngineError
from search.settings import table
from search.settings.options import setting_option
from search.settings.values import Configuration

if TYPE_CHECKING:
    from .http.connections import Limits

__all__ = ["serve"]

_IDLE_SECONDS: Final = 30
"""After which a connection that says nothing is closed."""

_STALLED_SECONDS: Final = 60

_ROOM: Final = 20
"""Connections that may wait to be closed while others are accepted."""

_PLACES: Final = (table.UNIX_SOCKET, table.HOST, table.PORT)

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
@setting_option(table.UNIX_SOCKET, metavar="PATH")
@setting_option(table.UNIX_SOCKET_MODE, metavar="MODE")
@setting_option(table.THREADS, metavar="N")
@setting_option(table.READ_ONLY, yes_no=True)
@setting_option(table.HOSTS, metavar="NAMES")
@setting_option(table.TRUSTED_PROXIES, metavar="ADDRESSES")
@setting_option(table.METRICS, metavar="ADDRESSES")
@setting_option(table.ACCOUNTS, yes_no=True)
@setting_option(table.IDENTITY_HEADER, metavar="NAME")
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
@click.pass_obj
def serve(settings: _Settings, /, next_free: bool, **options: object) -> None:
    """Serve the page to browsers.

    Everyone who can reach the address can read every article. It is therefore
    this machine's own unless --host says otherwise.
    """
    from . import create_app
    from .config import WebConfig
    from .http.unix_socket import listen_at, remove_own
    from .saved.alerts.watching import start_watching
    from .state.searching import the_searcher

    told = settings.configuration.with_options(options)
    host, port, threads = told[table.HOST], told[table.PORT], told[table.THREADS]
    at_socket, listening = _socket_wanted(told), None
    place = host if at_socket is None else ""
    app = create_app(WebConfig.in_force(told, listening=place, threads=threads))
    if at_socket is None:
        ports = range(port, min(port + (_PORTS_TRIED if next_free else 1), 65536))
        server = _listening(app, host, ports, told)
        shown = _address(server)
    else:
        listening = listen_at(at_socket, int(told[table.UNIX_SOCKET_MODE], 8))
        server = _server(app, told, sockets=[listening])
        shown = f"the socket {at_socket}"
    try:
        the_searcher(app).snapshot()
    except EngineError as error:
        click.echo(f"note: {error}", err=True)
    # What is loaded by now stays: the collector need not look at it with every page.
    gc.collect()
    gc.freeze()
    if told[table.ALERTS] is not False:
        start_watching(app)
    click.echo(f"Dateline is at {shown} - press Ctrl+C to stop.")
    try:
        server.run()
    finally:
        if at_socket is not None and listening is not None:
            remove_own(at_socket, listening)


def _socket_wanted(told: Configuration) -> Path | None:
    """Return the path of the socket to listen at; an option goes before the other.

    Raises:
        ConfigError: if options ask for both.
    """
    path = told[table.UNIX_SOCKET]
    asked = {one for one in _PLACES if told.of(one).origin == one.option}
    if path is None or not asked:
        return path
    if table.UNIX_SOCKET in asked and len(asked) > 1:
        raise ConfigError("give either --unix-socket, or --host and --port")
    return path if table.UNIX_SOCKET in asked else None


def _listening(app: Any, host: str, ports: range, told: Configuration) -> Any:
    """Return waitress's server, which holds the first of the ports that is free.

    Raises:
        ConfigError: if it cannot listen at any.
    """
    for port in ports:
        try:
            return _server(app, told, host=host, port=port)
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
    tried = (
        f"port {ports[0]} on {host} is"
        if len(ports) == 1
        else f"ports {ports[0]} to {ports[-1]} on {host} are"
    )
    raise ConfigError(f"{tried} in use; choose another with --port")


def _server(app: Any, told: Configuration, **place: Any) -> Any:
    """Return waitress's server at a place, with the limits that are set.

    Raises:
        OSError: if it cannot listen there.
        ValueError: if there is no such host.
    """
    from waitress import create_server

    from .http.connections import limited_channel
    from .saved import MOST_SENT

    sockets: dict[int, Any] = {}
    server = create_server(
        app,
        map=sockets,
        **place,
        threads=told[table.THREADS],
        connection_limit=told[table.CONNECTIONS] + _ROOM,
        channel_timeout=_IDLE_SECONDS,
        cleanup_interval=_IDLE_SECONDS // 3,
        clear_untrusted_proxy_headers=False,  # http/proxies.py sees to them
        max_request_header_size=256 * 1024,  # addresses state.py makes fit
        max_request_body_size=MOST_SENT,
        ident=None,
    )
    channel = limited_channel(_limits(told))
    for one in sockets.values():
        if one.accepting:
            one.channel_class = channel
            _give_up_on_the_stalled(one.socket)
    return server


def _limits(told: Configuration) -> Limits:
    from .http.connections import Limits
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
    by_address = listening.family in (socket.AF_INET, socket.AF_INET6)
    if option is not None and by_address:  # what is accepted has it too
        listening.setsockopt(socket.IPPROTO_TCP, option, _STALLED_SECONDS * 1000)


def _address(server: Any) -> str:
    """Return a URL of the server; it may listen at several addresses."""
    places = getattr(server, "effective_listen", None)
    host, port = places[0] if places else (server.effective_host, server.effective_port)
    shown = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host)
    return f"http://[{shown}]:{port}/" if ":" in shown else f"http://{shown}:{port}/"
