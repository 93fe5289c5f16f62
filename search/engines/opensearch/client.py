"""Requests to a cluster: JSON in, JSON out, and another node if one does not answer.

A node that fails is asked last for some seconds. A request that surely never reached a
node is always sent to another. One that may have is sent again only if doing it twice
does no harm. A node that is busy (HTTP 429, 502 to 504) is asked again after a pause
that grows and is never the same for two clients.
"""

from __future__ import annotations

import base64
import json
import random
import threading
import time
from collections.abc import Callable, Iterable
from typing import Any, Final

import urllib3
from urllib3.exceptions import (
    ConnectTimeoutError,
    HTTPError,
    NameResolutionError,
    NewConnectionError,
    SSLError,
)

from ..url import EngineUrl
from .errors import NodeRefusal, Unanswered, refusal_of

__all__ = ["Client", "Json", "encode"]

Json = dict[str, Any]

PATIENCE: Final = 30.0
"""Seconds that one request may take, all tries together, unless told otherwise."""

_PORT: Final = 9200
_CONNECT: Final = 2.0
_SLICES: Final = 3
"""A node gets this share of the patience; then another is asked, if there is one."""

_PUT_ASIDE: Final = 10.0
"""Seconds for which a node that did not answer is asked last."""

_FIRST_PAUSE: Final = 0.05
_LONGEST_PAUSE: Final = 2.0

_NEVER_SENT: Final = (NewConnectionError, ConnectTimeoutError, NameResolutionError)


def encode(value: object) -> bytes:
    """Return JSON in UTF-8.

    Raises:
        UnicodeEncodeError: if a text in it has a lone surrogate.
    """
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()


class Client:
    """Asks the nodes of one cluster in turn; for any number of threads."""

    def __init__(self, url: EngineUrl) -> None:
        options = url.options
        self.patience = float(options.patience)
        self._nodes = [_Node(url, host) for host in url.hosts]
        self._turn = random.randrange(len(self._nodes))
        self._lock = threading.Lock()
        self.requests = 0

    def ask(
        self,
        method: str,
        path: str,
        body: object = None,
        *,
        lines: Iterable[bytes] | None = None,
        missing_ok: bool = False,
        patience: float | None = None,
        repeatable: bool = True,
    ) -> Json:
        """Return what a node answers.

        Args:
            lines: the body as lines of JSON, each with its line break.
            missing_ok: whether HTTP 404 is an answer like others.
            patience: seconds for all tries together.
            repeatable: whether asking twice does no harm.

        Raises:
            NodeRefusal: if a node says no, and would again.
            Unanswered: if none answers in time.
        """
        data = encode(body) if body is not None else None
        if lines is not None:
            data = b"".join(lines)
        wait = self.patience if patience is None else patience
        until = time.monotonic() + wait
        share = wait / min(_SLICES, len(self._nodes))
        pause = _FIRST_PAUSE
        while True:
            fault = Unanswered("there was no time left to ask")
            for node in self._in_turn():
                left = until - time.monotonic()
                if left <= 0:
                    raise fault
                try:
                    with self._lock:
                        self.requests += 1
                    return node.ask(method, path, data, min(left, share), missing_ok)
                except HTTPError as error:
                    node.put_aside()
                    fault = Unanswered(f"{node.name} did not answer: {_told(error)}")
                    fault.__cause__ = error
                    if not repeatable and not isinstance(error, _NEVER_SENT):
                        raise fault from error
                except NodeRefusal as error:
                    if not error.for_now or error.of_full_disk:
                        raise
                    fault = Unanswered(f"{node.name} is busy: {error}")
            if until - time.monotonic() <= pause:
                raise fault
            time.sleep(pause * (0.5 + random.random()))
            pause = min(pause * 2, _LONGEST_PAUSE)

    def close(self) -> None:
        """Close all connections; they are opened again when needed."""
        for node in self._nodes:
            node.pool.close()

    def _in_turn(self) -> list[_Node]:
        with self._lock:
            self._turn += 1
            at = self._turn % len(self._nodes)
        now = time.monotonic()
        return sorted(self._nodes[at:] + self._nodes[:at], key=_is_aside(now))


class _Node:
    """One address of the cluster, and its connections."""

    def __init__(self, url: EngineUrl, host: str) -> None:
        options = url.options
        _, _, port = host.rpartition(":")
        self.name = host if port.isdigit() else f"{host}:{_PORT}"
        secure: dict[str, Any] = {}
        if url.transport == "https":
            secure = {"cert_reqs": "CERT_REQUIRED", "ca_certs": options.ca_file}
        self.pool = urllib3.connection_from_url(
            f"{url.transport}://{self.name}",
            maxsize=16,
            retries=False,
            headers={"content-type": "application/json", **_login(url)},
            **secure,
        )
        self.aside_until = 0.0

    def ask(
        self,
        method: str,
        path: str,
        data: bytes | None,
        seconds: float,
        missing_ok: bool,
    ) -> Json:
        timeout = urllib3.Timeout(connect=min(_CONNECT, seconds), read=seconds)
        answer = self.pool.request(method, path, body=data, timeout=timeout)
        self.aside_until = 0.0
        told = _parsed(answer.data)
        if answer.status < 300 or (missing_ok and answer.status == 404):
            return told if isinstance(told, dict) else {"": told}
        raise refusal_of(answer.status, told)

    def put_aside(self) -> None:
        self.aside_until = time.monotonic() + _PUT_ASIDE


def _is_aside(now: float) -> Callable[[_Node], bool]:
    return lambda node: node.aside_until > now


def _login(url: EngineUrl) -> dict[str, str]:
    token, password = url.options.secrets(url.password)
    if token:
        return {"authorization": f"Bearer {token}"}
    if not url.user:
        return {}
    pair = base64.b64encode(f"{url.user}:{password}".encode()).decode()
    return {"authorization": f"Basic {pair}"}


def _parsed(data: bytes) -> Any:
    """What a node says; of what is no JSON, such as a proxy's page, the beginning."""
    try:
        return json.loads(data) if data else {}
    except ValueError:
        return {"error": data[:200].decode(errors="replace")}


def _told(error: HTTPError) -> str:
    """An error of the connection in words, without addresses in memory."""
    if isinstance(error, SSLError):
        return f"its certificate is not accepted: {error}"
    if isinstance(error, _NEVER_SENT):
        return "it cannot be reached"
    return str(error).rpartition(">: ")[2] or type(error).__name__
