"""Alerts by mail: one message a digest, over SMTP."""

from __future__ import annotations

import smtplib
import ssl
from dataclasses import dataclass
from email.message import EmailMessage
from email.utils import formatdate, make_msgid
from typing import Final

from search.settings import table
from search.settings.values import Configuration

from .told import Told

__all__ = ["Mail", "MailRefused"]

_SECONDS: Final = 20.0


class MailRefused(Exception):
    """A message that did not get away, so it may be sent again."""


@dataclass(frozen=True, slots=True)
class Mail:
    """How mail is sent.

    Attributes:
        host: the server; "" if none is set, and then no mail is sent.
        security: "starttls", "tls" or "none".
        user: who signs in to the server; "" if nobody does.
        sender: the address mail is from.
    """

    host: str = ""
    port: int = 587
    security: str = "starttls"
    user: str = ""
    password: str = ""
    sender: str = ""

    @classmethod
    def in_force(cls, settings: Configuration) -> Mail:
        """Return what holds under some settings."""
        return cls(
            host=settings[table.SMTP_HOST] or "",
            port=settings[table.SMTP_PORT],
            security=settings[table.SMTP_SECURITY],
            user=settings[table.SMTP_USER] or "",
            password=settings[table.SMTP_PASSWORD].revealed,
            sender=settings[table.MAIL_FROM] or "",
        )

    @property
    def is_set(self) -> bool:
        """Whether mail can be sent at all."""
        return bool(self.host and self.sender)

    def send(self, to: str, told: Told, digest_id: str) -> None:
        """Send a digest to an address.

        Raises:
            MailRefused: if the server did not take it.
        """
        try:
            message = self._message(to, told, digest_id)
            with self._connected() as server:
                if self.user:
                    server.login(self.user, self.password)
                server.send_message(message, self.sender, [to])
        except (smtplib.SMTPException, OSError, ValueError) as error:
            raise MailRefused(f"mail: {error}") from error

    def _connected(self) -> smtplib.SMTP:
        context = ssl.create_default_context()
        if self.security == "tls":
            return smtplib.SMTP_SSL(
                self.host, self.port, timeout=_SECONDS, context=context
            )
        server = smtplib.SMTP(self.host, self.port, timeout=_SECONDS)
        try:
            if self.security == "starttls":
                server.starttls(context=context)
        except BaseException:
            server.close()
            raise
        return server

    def _message(self, to: str, told: Told, digest_id: str) -> EmailMessage:
        message = EmailMessage()
        message["From"], message["To"] = self.sender, to
        message["Subject"] = told.subject.encode("utf-8", "replace").decode()
        message["Date"] = formatdate()
        domain = self.sender.rpartition("@")[2].rstrip(">") or None
        message["Message-ID"] = make_msgid(digest_id, domain)
        message["Auto-Submitted"] = "auto-generated"
        message["X-Dateline-Delivery"] = digest_id
        message.set_content(told.text.encode("utf-8", "replace").decode())
        return message
