"""How many connections one address may hold, and for how long.

A connection costs its owner nothing and the server one of a few hundred places, so
silence is not the only thing that ends one. A request has so many seconds to arrive
whole, and an answer so many to be taken. Where an address has too many connections,
or all have, the one that has waited longest without a request makes room. A server that
ends answers what was asked, and closes the others.
"""

from __future__ import annotations

import socket
import time
from dataclasses import dataclass
from typing import Any, Final

from waitress.channel import HTTPChannel

from .proxies import Network, is_among
from .rates import network_of
from .shared import Shared

__all__ = ["Ending", "Limits", "limited_channel"]

_ARRIVING_SECONDS: Final = 0.3
"""For which a server that ends waits for requests that are just being sent."""


@dataclass(frozen=True, slots=True)
class Limits:
    """What one connection, one address and all of them may take.

    Attributes:
        connections: of this process, open at a time.
        per_address: of one address, or of one /64 network of IPv6, in all processes;
            not of those who come by a socket and have none.
        request_seconds: from its first byte until a request has arrived whole, and
            from an answer until the next one begins.
        answer_seconds: from then until the answer has been taken.
        proxies: networks that speak for many clients and may open any number.
    """

    connections: int
    per_address: int
    request_seconds: float
    answer_seconds: float
    proxies: tuple[Network | None, ...] = ()


class Ending:
    """Whether a server was told to end.

    Attributes:
        began: when, as :func:`time.monotonic` says; ``None`` if it was not.
    """

    def __init__(self) -> None:
        self.began: float | None = None
        self._at_once = False

    def begin(self) -> None:
        """Let it end; at once if it was told before."""
        self._at_once = self.began is not None
        self.began = time.monotonic()

    def is_over(self, grace: float) -> bool:
        """Tell whether what is still under way has had so many seconds."""
        if self.began is None:
            return False
        return self._at_once or time.monotonic() - self.began > grace

    @property
    def has_all(self) -> bool:
        """Whether it ends, and nobody is about to ask any more."""
        if self.began is None:
            return False
        return time.monotonic() - self.began > _ARRIVING_SECONDS


def limited_channel(
    limits: Limits, shared: Shared, ending: Ending
) -> type[HTTPChannel]:
    """Return the class of connections that keep to some limits."""
    told = {"limits": limits, "shared": shared, "ending": ending}
    return type("LimitedChannel", (_Channel,), told)


class _Channel(HTTPChannel):  # type: ignore[misc]  # waitress has no types
    """A connection."""

    limits: Limits
    shared: Shared
    ending: Ending

    def __init__(
        self, server: Any, sock: Any, addr: Any, adj: Any, map: Any = None
    ) -> None:
        if sock.family == getattr(socket, "AF_UNIX", None):
            addr = ("", None)  # a socket has no address, and "localhost" is another's
        super().__init__(server, sock, addr, adj, map=map)
        self._free_since = self._began = time.time()
        self._answering: object = None
        self._place = network_of(str(addr[0]))
        self._held: int | None = None
        self._make_room()

    @property
    def is_free(self) -> bool:
        """Whether no request is being answered here."""
        return not self.requests and not self.total_outbufs_len

    def received(self, data: bytes) -> bool:
        """Take what arrived; a request begins with its first byte."""
        before = self.request
        taken: bool = super().received(data)
        if self.request is not None and self.request is not before:
            self._began = time.time()
        return taken

    def service(self) -> None:
        """Answer a request; it is the last one here if the server ends."""
        if self.ending.began is not None:
            self.requests[0].headers["CONNECTION"] = "close"
        super().service()

    def readable(self) -> bool:
        """Tell whether to read; asked at least once a second, so time is kept here."""
        if self._is_late(time.time()):
            self.will_close = True
        if self.ending.has_all and self.is_free and self.request is None:
            self.will_close = True
        may_read: bool = super().readable()
        return may_read

    def del_channel(self, map: Any = None) -> None:
        """Be closed."""
        super().del_channel(map)
        self._give_back()

    def _is_late(self, now: float) -> bool:
        if not self.is_free:
            self._free_since = now
            answering = self.requests[0] if self.requests else self._answering
            if answering is not self._answering or answering is None:
                self._answering, self._began = answering, now
            return now - self._began > self.limits.answer_seconds
        self._answering = None
        since = self._free_since if self.request is None else self._began
        return now - since > self.limits.request_seconds

    def _make_room(self) -> None:
        open_ones = [
            channel
            for channel in self._map.values()
            if isinstance(channel, _Channel) and not channel.will_close
        ]
        if len(open_ones) > self.limits.connections:
            _close_one(open_ones, self)
        if not self.addr[0] or is_among(str(self.addr[0]), self.limits.proxies):
            return
        of_place = [one for one in open_ones if one._place == self._place]
        self._take(of_place)

    def _take(self, of_place: list[_Channel]) -> None:
        """Be one of those an address may have open; another may have to go."""
        for _ in range(2):
            if self.will_close:
                return
            self._held = self.shared.connections.take(
                self._place, each=self.limits.per_address
            )
            if self._held is not None:
                return
            _close_one(of_place, self)

    def _give_back(self) -> None:
        held, self._held = self._held, None
        if held is not None:
            self.shared.connections.give_back(held)


def _close_one(channels: list[_Channel], new: _Channel) -> None:
    """Close the one that has been without a request the longest, else the new one."""
    free = [one for one in channels if one.is_free and one is not new]
    oldest = min(free, key=lambda one: one._free_since, default=new)
    oldest.will_close = True
    oldest._give_back()
