"""Whose word counts about who asks, by which name and below which path.

A proxy says so in X-Forwarded-For, -Proto, -Host and -Prefix. Anybody can send these
headers, so they are believed only when they come from an address that was named.
"""

from __future__ import annotations

import ipaddress
from collections.abc import Iterable
from typing import TYPE_CHECKING, Final

from werkzeug.middleware.proxy_fix import ProxyFix

from search.errors import ConfigError

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

__all__ = ["BEHIND_PROXY", "TrustedProxies", "is_among", "networks_of"]

Network = ipaddress.IPv4Network | ipaddress.IPv6Network

BEHIND_PROXY: Final = "werkzeug.proxy_fix.orig"
"""In the environment of a request if a proxy was believed."""

_SOCKET: Final = "unix"


def networks_of(
    names: Iterable[str], setting: str = "trusted-proxies"
) -> tuple[Network | None, ...]:
    """Return addresses and networks as they are compared; "unix" is ``None``.

    Args:
        setting: the setting that named them, for the error to name.

    Raises:
        ConfigError: if one is neither.
    """
    try:
        return tuple(
            None if name == _SOCKET else ipaddress.ip_network(name, strict=False)
            for name in names
        )
    except ValueError as error:
        raise ConfigError(
            f"{setting}: {error}; use addresses such as 127.0.0.1, networks such "
            f"as 10.0.0.0/8, or {_SOCKET}"
        ) from error


def is_among(address: str, networks: tuple[Network | None, ...]) -> bool:
    """Whether an address belongs to one of some networks; a socket has none."""
    try:
        found = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return not address and None in networks
    if isinstance(found, ipaddress.IPv6Address) and found.ipv4_mapped:
        found = found.ipv4_mapped
    return any(network is not None and found in network for network in networks)


class TrustedProxies:
    """An application that believes what named proxies say, the nearest of each."""

    def __init__(self, app: WSGIApplication, names: tuple[str, ...]) -> None:
        self._app = app
        self._behind = ProxyFix(app, x_for=1, x_proto=1, x_host=1, x_prefix=1)
        self._networks = networks_of(names)

    def __call__(
        self, environ: WSGIEnvironment, start_response: StartResponse
    ) -> Iterable[bytes]:
        """Answer a request."""
        known = is_among(environ.get("REMOTE_ADDR", ""), self._networks)
        return (self._behind if known else self._app)(environ, start_response)
