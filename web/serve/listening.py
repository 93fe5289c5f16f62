"""The sockets a server listens at, which several processes may share."""

from __future__ import annotations

import errno
import os
import socket
from pathlib import Path
from typing import Final

from search.errors import ConfigError
from search.settings import table
from search.settings.values import Configuration

from ..http.unix_socket import listen_at, remove_own

__all__ = ["Listening", "listen"]

_BACKLOG: Final = 1024

_STALLED_SECONDS: Final = 60

_PORTS_TRIED: Final = 20
"""With ``--next-free``."""

_PLACES: Final = (table.UNIX_SOCKET, table.HOST, table.PORT)


class Listening:
    """Sockets at which the page can be asked for.

    Attributes:
        sockets: they all are at one port, or one at a path.
        path: of a socket in the file system; ``None`` if they are at a port.
    """

    def __init__(self, sockets: list[socket.socket], path: Path | None = None) -> None:
        self.sockets = sockets
        self.path = path

    @property
    def shown(self) -> str:
        """Where that is, for people."""
        if self.path is not None:
            return f"the socket {self.path}"
        host, port, *_ = self.sockets[0].getsockname()
        shown = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host)
        where = f"[{shown}]" if ":" in shown else shown
        return f"http://{where}:{port}/"

    def close(self) -> None:
        """Listen no more; a path is removed unless somebody else listens there."""
        for one in self.sockets:
            if self.path is not None:
                remove_own(self.path, one)
            one.close()


def listen(told: Configuration, *, next_free: bool = False) -> Listening:
    """Listen where some settings say.

    Args:
        next_free: where the port is in use, take the next that is free.

    Raises:
        ConfigError: if that is not possible.
    """
    path = _path_wanted(told)
    if path is not None:
        mode = int(told[table.UNIX_SOCKET_MODE], 8)
        return Listening([listen_at(path, mode)], path)
    host, port = told[table.HOST], told[table.PORT]
    ports = range(port, min(port + (_PORTS_TRIED if next_free else 1), 65536))
    return Listening(_first_free(host, ports))


def _path_wanted(told: Configuration) -> Path | None:
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


def _first_free(host: str, ports: range) -> list[socket.socket]:
    """Listen at the first of some ports that is free.

    Raises:
        ConfigError: if that is none of them, or there is no such host.
    """
    for port in ports:
        try:
            return _at_port(host, port)
        except (socket.gaierror, UnicodeError) as error:
            raise ConfigError(
                f"cannot listen on {host}: there is no such host"
            ) from error
        except OSError as error:
            if error.errno != errno.EADDRINUSE:
                raise ConfigError(
                    f"cannot listen on {host}, port {port}: {error.strerror or error}"
                ) from error
    tried = (
        f"port {ports[0]} on {host} is"
        if len(ports) == 1
        else f"ports {ports[0]} to {ports[-1]} on {host} are"
    )
    raise ConfigError(f"{tried} in use; choose another with --port")


def _at_port(host: str, port: int) -> list[socket.socket]:
    """Listen at a port of every address a host has."""
    found = socket.getaddrinfo(
        host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
    )
    made: list[socket.socket] = []
    try:
        for family, kind, protocol, _, address in dict.fromkeys(found):
            if made and not port:  # the first address was given one
                port = made[0].getsockname()[1]
            made.append(_socket(family, kind, protocol))
            made[-1].bind((address[0], port, *address[2:]))
            made[-1].listen(_BACKLOG)
    except BaseException:
        for one in made:
            one.close()
        raise
    return made


def _socket(family: int, kind: int, protocol: int) -> socket.socket:
    made = socket.socket(family, kind, protocol)
    if os.name == "posix":  # elsewhere it would let two servers have one port
        made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    if family == socket.AF_INET6:
        made.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 1)
    # What takes nothing of what is sent is broken off: a thread that writes to it
    # would else wait for as long as its client likes. Accepted sockets inherit it.
    if (option := getattr(socket, "TCP_USER_TIMEOUT", None)) is not None:
        made.setsockopt(socket.IPPROTO_TCP, option, _STALLED_SECONDS * 1000)
    return made
