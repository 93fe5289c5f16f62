"""By which names the page may be asked.

A page of somebody else can make its own name lead to this machine (DNS rebinding),
and would then read every article as if they were its own. The browser still sends
that name, so a name that is not ours is refused. An address of figures is no name
and nobody's to give away.
"""

from __future__ import annotations

import ipaddress
import logging
import socket
from typing import Final

from flask import Flask, g, request
from werkzeug.exceptions import SecurityError

from ..config import LOOPBACK
from . import health

__all__ = ["is_allowed", "register"]

_log = logging.getLogger(__name__)

_ANY: Final = "*"


def register(app: Flask, hosts: tuple[str, ...]) -> None:
    """Refuse requests by any other name, before anything else is done.

    Args:
        hosts: the names; ``.example.org`` is any name that ends so, ``*`` any name.
            Without one, addresses and the names of this machine.
    """

    def check() -> None:
        if request.endpoint in health.ENDPOINTS:
            return  # who watches the server asks by any address, and is told nothing
        host = request.environ.get("HTTP_HOST", "")
        if not is_allowed(host, hosts):
            g.host_refused = True
            _log.warning("refused the name %r; see the setting hosts", host[:200])
            raise SecurityError

    app.before_request(check)


def is_allowed(host: str, hosts: tuple[str, ...]) -> bool:
    """Whether a page may be asked by what stands in a Host header."""
    name = _without_port(host).lower().removesuffix(".")
    if _ANY in hosts:
        return bool(name)
    if not hosts:
        return _is_address(name) or name in _names_of_this_machine()
    return any(_is_meant(name, allowed.lower().strip("[]")) for allowed in hosts)


def _is_meant(name: str, allowed: str) -> bool:
    return name == allowed or (allowed.startswith(".") and name.endswith(allowed))


def _without_port(host: str) -> str:
    if host.startswith("["):
        return host[1:].partition("]")[0]
    return host.partition(":")[0]


def _is_address(name: str) -> bool:
    try:
        ipaddress.ip_address(name)
    except ValueError:
        return False
    return True


def _names_of_this_machine() -> set[str]:
    own = socket.gethostname().lower()
    return {*LOOPBACK, own, f"{own}.local"} - {""}
