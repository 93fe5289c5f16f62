"""Servers that are sent something: of mail, and a webhook."""

from __future__ import annotations

import socket
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from email import message_from_bytes, policy
from email.message import EmailMessage
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult

__all__ = ["Mailbox", "Receiver", "mailbox", "receiver"]


class Mailbox:
    """A server of mail; it takes what it is sent, unless it is told to refuse."""

    def __init__(self) -> None:
        self.messages: list[EmailMessage] = []
        self.recipients: list[list[str]] = []
        self.refuse = False
        self.signed_in: list[tuple[bytes, bytes]] = []
        self.port = 0

    def authenticate(self, *told: Any) -> AuthResult:
        """Let anybody in, and note the name and the password they told."""
        self.signed_in.append((told[-1].login, told[-1].password))
        return AuthResult(success=True)

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:
        if self.refuse:
            return "451 not now"
        message = message_from_bytes(envelope.content, policy=policy.default)
        assert isinstance(message, EmailMessage)
        self.messages.append(message)
        self.recipients.append(list(envelope.rcpt_tos))
        return "250 taken"


@contextmanager
def mailbox(
    security: str = "none", certificate: Path | None = None
) -> Iterator[Mailbox]:
    """Run a server of mail on this machine.

    Args:
        security: "none", or "starttls" or "tls"; then anybody can sign in too.
        certificate: a file with its certificate and key.
    """
    box = Mailbox()
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        box.port = free.getsockname()[1]
    told: dict[str, Any] = {}
    if certificate is not None:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(certificate)
        told = {"authenticator": box.authenticate}
        if security == "starttls":
            told |= {"tls_context": context, "require_starttls": True}
            told |= {"auth_required": True}
        else:
            # it does not see that all it hears is encrypted already
            told |= {"ssl_context": context, "auth_require_tls": False}
    controller = Controller(box, hostname="127.0.0.1", port=box.port, **told)
    controller.start()
    yield box
    controller.stop()


class Receiver:
    """A webhook; it notes what it is sent, and answers as it is told."""

    def __init__(self, port: int) -> None:
        self.url = f"http://127.0.0.1:{port}/hook?x=1"
        self.taken: list[tuple[str, dict[str, str], bytes]] = []
        self.status = 204


@contextmanager
def receiver() -> Iterator[Receiver]:
    """Run a webhook on this machine."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            told.taken.append((self.path, dict(self.headers), body))
            self.send_response(told.status)
            self.send_header("Location", told.url)
            self.end_headers()

        def log_message(self, format: str, *args: object) -> None:
            """Say nothing."""

    server = HTTPServer(("127.0.0.1", 0), Handler)
    told = Receiver(server.server_address[1])
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield told
    server.shutdown()
    server.server_close()
