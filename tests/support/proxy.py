"""A proxy in front of a real node: with a password, with TLS, or busy."""

from __future__ import annotations

import base64
import itertools
import ssl
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import urllib3

Answer = tuple[int, bytes] | None
"""What a proxy says itself; ``None`` lets the node answer."""


def needs_password(user: str, password: str) -> Callable[[str, Any], Answer]:
    """Let in whoever knows the password."""
    pair = base64.b64encode(f"{user}:{password}".encode()).decode()

    def rule(path: str, headers: Any) -> Answer:
        if headers.get("authorization") == f"Basic {pair}":
            return None
        return 401, b"Unauthorized"

    return rule


def needs_token(token: str) -> Callable[[str, Any], Answer]:
    """Let in whoever has the token."""

    def rule(path: str, headers: Any) -> Answer:
        allowed = headers.get("authorization") == f"Bearer {token}"
        return None if allowed else (403, b'{"error": "Forbidden"}')

    return rule


def busy(refused: int, of: int) -> Callable[[str, Any], Answer]:
    """Refuse some of every few requests with 429, as a node does that is overrun."""
    numbers = itertools.count()
    told = (
        b'{"error": {"type": "circuit_breaking_exception", "reason": "too much"},'
        b' "status": 429}'
    )
    return lambda path, headers: (429, told) if next(numbers) % of < refused else None


@contextmanager
def proxied(
    node: str,
    rule: Callable[[str, Any], Answer],
    certificate: Path | None = None,
) -> Iterator[str]:
    """Serve a node behind a rule; yield ``HOST:PORT``."""
    pool = urllib3.PoolManager(retries=False)

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def _pass_on(self) -> None:
            body = self.rfile.read(int(self.headers.get("content-length", 0)))
            said = rule(self.path, self.headers)
            if said is None:
                answer = pool.request(
                    self.command,
                    f"http://{node}{self.path}",
                    body=body,
                    headers={"content-type": "application/json"},
                )
                said = answer.status, answer.data
            self.send_response(said[0])
            self.send_header("content-length", str(len(said[1])))
            self.end_headers()
            self.wfile.write(said[1])

        do_GET = do_POST = do_PUT = do_DELETE = _pass_on

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    if certificate is not None:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(certificate)
        server.socket = context.wrap_socket(server.socket, server_side=True)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"localhost:{server.server_address[1]}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
