"""Alerts to a webhook: a signed POST of JSON, and never into our own network.

Whoever may watch a search names the address, so it is asked where it leads before
anything is sent: to an address of the internet, and not to this machine or its
neighbours. The connection goes to the very address that was looked at, whatever the
name leads to a moment later, and follows nobody elsewhere.
"""

from __future__ import annotations

import hashlib
import hmac
import http.client
import ipaddress
import json
import socket
import ssl
import threading
import time
from contextlib import suppress
from typing import Any, Final
from urllib.parse import SplitResult, urlsplit

__all__ = ["BadWebhook", "WebhookRefused", "check_address", "send", "signature"]

_SECONDS: Final = 10.0
"""How long a receiver may be silent."""

_ALL_SECONDS: Final = 20.0
"""How long it may take in all, else one that sends a byte now and then stops alerts."""

_LONGEST: Final = 1_000
_TRANSLATED: Final = ipaddress.IPv6Network("64:ff9b::/96")
"""Addresses of IPv6 that a gateway translates to the IPv4 address in them."""

_INTERNET: Final = ipaddress.IPv6Network("2000::/3")
"""The addresses of IPv6 that the internet has; others are of a site, or of no use."""


class BadWebhook(ValueError):
    """An address that nothing is sent to."""


class WebhookRefused(Exception):
    """What was sent was not taken, so it may be sent again."""


def check_address(url: str) -> SplitResult:
    """Return the parts of an address that may be a webhook.

    Raises:
        BadWebhook: if it may not.
    """
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError as error:
        raise BadWebhook("it is no address") from error
    sound = url.isascii() and url.isprintable() and " " not in url
    if not sound or len(url) > _LONGEST or port == 0:
        raise BadWebhook("it is no address")
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise BadWebhook("it begins with neither https:// nor http://")
    if parts.username or parts.password:
        raise BadWebhook("it has a name or a password in it")
    return parts


def signature(secret: str, moment: str, body: bytes) -> str:
    """Return what proves that a body comes from here: HMAC-SHA256 of time and body."""
    signed = moment.encode() + b"." + body
    return "sha256=" + hmac.new(secret.encode(), signed, hashlib.sha256).hexdigest()


def send(
    url: str, secret: str, delivery: str, data: dict[str, Any], *, private: bool
) -> None:
    """Send data to an address.

    Args:
        delivery: names what is sent, should it come twice.
        private: whether addresses that are not of the internet are allowed.

    Raises:
        BadWebhook: if the address leads where it may not.
        WebhookRefused: if it was not taken.
    """
    parts = check_address(url)
    port = parts.port or (443 if parts.scheme == "https" else 80)
    address = _looked_up(str(parts.hostname), port, private=private)
    body, moment = json.dumps(data).encode(), str(int(time.time()))
    headers = {
        "Content-Type": "application/json",
        "User-Agent": "Dateline",
        "X-Dateline-Delivery": delivery,
        "X-Dateline-Timestamp": moment,
        "X-Dateline-Signature": signature(secret, moment, body),
    }
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    connection = _Pinned(parts, port, address)
    timer = threading.Timer(_ALL_SECONDS, connection.cut)
    timer.daemon = True
    timer.start()
    try:
        connection.request("POST", path, body, headers)
        status = connection.getresponse().status
    except (OSError, http.client.HTTPException) as error:
        raise WebhookRefused(f"webhook: {error}") from error
    finally:
        timer.cancel()
        connection.close()
    if not 200 <= status < 300:
        raise WebhookRefused(f"webhook: it was answered with {status}")


class _Pinned(http.client.HTTPConnection):
    """A connection to an address that was looked at, under the name it was found by."""

    def __init__(self, parts: SplitResult, port: int, address: str) -> None:
        super().__init__(str(parts.hostname), port, timeout=_SECONDS)
        self._address = address
        self._encrypted = parts.scheme == "https"

    def connect(self) -> None:
        """Connect, without asking for the name again."""
        made = socket.create_connection((self._address, self.port), _SECONDS)
        if self._encrypted:
            context = ssl.create_default_context()
            self.sock = made = context.wrap_socket(
                made, server_hostname=self.host, do_handshake_on_connect=False
            )
            made.do_handshake()
        self.sock = made

    def cut(self) -> None:
        """End the connection from another thread, whatever it waits for."""
        if self.sock is not None:
            with suppress(OSError):
                socket.socket.shutdown(self.sock, socket.SHUT_RDWR)


def _looked_up(host: str, port: int, *, private: bool) -> str:
    """Return an address of a host; all that it has must be allowed.

    Raises:
        BadWebhook: if one is not.
        WebhookRefused: if there is none just now.
    """
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise WebhookRefused(f"webhook: {host} is not found") from error
    addresses = [str(one[4][0]).partition("%")[0] for one in found]
    if not private and not all(map(_is_public, addresses)):
        raise BadWebhook("it leads into a private network")
    return addresses[0]


def _is_public(address: str) -> bool:
    found = ipaddress.ip_address(address)
    if isinstance(found, ipaddress.IPv6Address):
        inner = found.ipv4_mapped or found.sixtofour
        if found in _TRANSLATED:
            inner = ipaddress.IPv4Address(int(found) & 0xFFFFFFFF)
        if inner is not None:
            return inner.is_global and not inner.is_multicast
        if found not in _INTERNET:
            return False
    return found.is_global and not found.is_multicast
