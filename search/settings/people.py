"""The settings of a server that many people use: accounts, the audit log, alerts."""

from __future__ import annotations

from typing import Final

from .kinds import Choice, Optional, Secret, SecretText, Text, Whole, YesNo
from .setting import Setting

__all__ = [
    "ACCOUNTS",
    "IDENTITY_HEADER",
    "AUDIT",
    "AUDIT_DAYS",
    "REQUESTS_PER_MINUTE",
    "ALERTS",
    "PUBLIC_URL",
    "SMTP_HOST",
    "SMTP_PORT",
    "SMTP_SECURITY",
    "SMTP_USER",
    "SMTP_PASSWORD",
    "MAIL_FROM",
    "WEBHOOK_PRIVATE",
]

ACCOUNTS: Final = Setting(
    "accounts",
    Optional(YesNo()),
    None,
    "Whether people have to sign in; see dateline users.",
    unset="only if somebody has an account",
    commands=("serve", "wsgi"),
)
IDENTITY_HEADER: Final = Setting(
    "identity-header",
    Optional(Text("the name of a header, such as X-Remote-User")),
    None,
    "Header in which a trusted proxy says who asks, by the name of their account.",
    unset="none",
    commands=("serve", "wsgi"),
)
AUDIT: Final = Setting(
    "audit",
    Choice(("off", "without-queries", "on")),
    "off",
    "Whether it is noted who searched, opened, exported and changed what, in the "
    "folder audit of the data folder; without-queries leaves out what was asked.",
    commands=("serve", "wsgi"),
)
AUDIT_DAYS: Final = Setting(
    "audit-days",
    Whole(1, 36_500),
    365,
    "Keep what was noted for so many days.",
    commands=("serve", "wsgi"),
)
REQUESTS_PER_MINUTE: Final = Setting(
    "requests-per-minute",
    Optional(Whole(1, 100_000)),
    None,
    "Answer so many requests a minute of one person, or of one address.",
    unset="600 with accounts, any number without",
    commands=("serve", "wsgi"),
)
ALERTS: Final = Setting(
    "alerts",
    Optional(YesNo()),
    None,
    "Look for new articles in watched searches while the page is served; without it, "
    "dateline alerts run does.",
    unset="true",
    commands=("serve",),
)
PUBLIC_URL: Final = Setting(
    "public-url",
    Optional(Text("the address of the page, such as https://news.example.org")),
    None,
    "Address of the page, for links in what is sent.",
    unset="none, and then there are no links to the page",
    commands=("serve", "wsgi", "alerts"),
)
SMTP_HOST: Final = Setting(
    "smtp-host",
    Optional(Text("a host name")),
    None,
    "Server that mail is sent by.",
    unset="none, and then no mail is sent",
    commands=("serve", "wsgi", "alerts"),
)
SMTP_PORT: Final = Setting(
    "smtp-port",
    Whole(1, 65535),
    587,
    "Its port.",
    commands=("serve", "wsgi", "alerts"),
)
SMTP_SECURITY: Final = Setting(
    "smtp-security",
    Choice(("starttls", "tls", "none")),
    "starttls",
    "How the connection to it is encrypted; none is for a server on this machine.",
    commands=("serve", "wsgi", "alerts"),
)
SMTP_USER: Final = Setting(
    "smtp-user",
    Optional(Text()),
    None,
    "Name to sign in to it with.",
    unset="nobody signs in",
    commands=("serve", "wsgi", "alerts"),
)
SMTP_PASSWORD: Final = Setting(
    "smtp-password",
    SecretText(),
    Secret(),
    "Password of that name.",
    unset="none",
    commands=("serve", "wsgi", "alerts"),
    is_option=False,
)
MAIL_FROM: Final = Setting(
    "mail-from",
    Optional(Text("an e-mail address")),
    None,
    "Address that mail is from.",
    unset="none, and then no mail is sent",
    commands=("serve", "wsgi", "alerts"),
)
WEBHOOK_PRIVATE: Final = Setting(
    "webhook-private",
    YesNo(),
    False,
    "Send to webhooks on this machine and in private networks too.",
    commands=("serve", "wsgi", "alerts"),
)
