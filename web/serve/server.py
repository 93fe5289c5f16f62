"""A process that answers requests, until it is told to end.

Waitress has the sockets and the threads; here is how it ends. Told to, it takes no more
connections and finishes the requests it has, those that are just arriving among them.
"""

from __future__ import annotations

from collections.abc import Sequence
from socket import socket
from typing import TYPE_CHECKING, Any, Final

from waitress import create_server, wasyncore

from search.settings import table
from search.settings.values import Configuration

from ..http.connections import Ending, Limits, limited_channel
from ..http.proxies import networks_of
from ..http.shared import Shared
from ..saved import MOST_SENT

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIApplication

__all__ = ["Server"]

_IDLE_SECONDS: Final = 30
"""After which a connection that says nothing is closed."""

_ROOM: Final = 20
"""Connections that may wait to be closed while others are accepted."""


class Server:
    """Answers requests for an application.

    Args:
        sockets: where it listens.
        processes: how many share the connections there may be.
    """

    def __init__(
        self,
        app: WSGIApplication,
        told: Configuration,
        sockets: Sequence[socket],
        shared: Shared,
        *,
        processes: int = 1,
    ) -> None:
        self._map: dict[int, Any] = {}
        self._ending = Ending()
        self._grace = told[table.GRACE_SECONDS]
        most = -(-told[table.CONNECTIONS] // processes)
        server = create_server(
            app,
            map=self._map,
            sockets=list(sockets),
            threads=told[table.THREADS],
            connection_limit=most + _ROOM,
            channel_timeout=_IDLE_SECONDS,
            cleanup_interval=_IDLE_SECONDS // 3,
            clear_untrusted_proxy_headers=False,  # http/proxies.py sees to them
            max_request_header_size=256 * 1024,  # addresses state.py makes fit
            max_request_body_size=MOST_SENT,
            ident=None,
        )
        self._threads = server.task_dispatcher
        self._listening = [one for one in self._map.values() if one.accepting]
        channel = limited_channel(_limits(told, most), shared, self._ending)
        for one in self._listening:
            one.channel_class = channel

    def run(self) -> None:
        """Answer requests until :meth:`end`, and then those that are under way."""
        while not self._ending.is_over(self._grace):
            wasyncore.loop(timeout=1, use_poll=True, map=self._map, count=1)
            if self._ending.began is not None and self._finished():
                self._threads.shutdown()
                break
        wasyncore.close_all(self._map)

    def end(self) -> None:
        """End soon, or at once if it was said before; a signal may say so."""
        self._ending.begin()
        for one in self._listening:
            one.pull_trigger()

    def _finished(self) -> bool:
        """Listen no more; tell whether all connections are closed."""
        for one in self._listening:
            if one.accepting:
                one.accepting = False
                one.del_channel()
                one.socket.close()
        return not any(one.active_channels for one in self._listening)


def _limits(told: Configuration, most: int) -> Limits:
    proxies: tuple[str, ...] = told[table.TRUSTED_PROXIES]
    return Limits(
        connections=most,
        per_address=told[table.CONNECTIONS_PER_ADDRESS],
        request_seconds=told[table.REQUEST_SECONDS],
        answer_seconds=told[table.EXPORT_SECONDS],
        proxies=networks_of(proxies),
    )
