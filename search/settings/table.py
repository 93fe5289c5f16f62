"""Every setting there is: the one table.

A setting has one name. ``log-file`` is the option ``--log-file``, the variable
``DATELINE_LOG_FILE`` and the key ``log-file`` in ``dateline.toml``.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, Generic, TypeVar

from .kinds import (
    Choice,
    Engine,
    FilePath,
    Folder,
    Kind,
    Names,
    Optional,
    Permissions,
    Secret,
    SecretText,
    Text,
    Whole,
    YesNo,
)

__all__ = ["SETTINGS", "Setting", "written"]

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Setting(Generic[T]):
    """One thing that can be set.

    Attributes:
        name: its name, in lower case with hyphens.
        kind: what it may be.
        default: what it is unless it is set.
        help: what it does, in one sentence for people.
        unset: what holds when it is not set, where ``default`` does not say so.
        commands: the commands that read it; none means every command.
        in_file: whether a file of settings may set it.
        is_option: whether the command line may set it.
    """

    name: str
    kind: Kind[T]
    default: T
    help: str
    unset: str = ""
    commands: tuple[str, ...] = ()
    in_file: bool = True
    is_option: bool = True

    @property
    def option(self) -> str:
        """The option of the command line."""
        return f"--{self.name}"

    @property
    def variable(self) -> str:
        """The environment variable."""
        return f"DATELINE_{self.name.upper().replace('-', '_')}"

    @property
    def parameter(self) -> str:
        """The name as a word of Python."""
        return self.name.replace("-", "_")

    @property
    def default_words(self) -> str:
        """What holds when it is not set, for people."""
        return self.unset or written(self.default)


def written(value: object) -> str:
    """Return a value as people write it."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, tuple):
        return ", ".join(value)
    return str(value)


DATA: Final = Setting(
    "data",
    Folder(),
    Path("dateline-data"),
    "Folder that keeps the archive and the index.",
)
ENGINE: Final = Setting(
    "engine",
    Optional(Engine()),
    None,
    "Where the index is: tantivy:FOLDER, whoosh:FOLDER or "
    "opensearch+https://USER@HOST:PORT/NAME.",
    unset="tantivy, in the data folder",
)
CONFIG: Final = Setting(
    "config",
    Optional(FilePath()),
    None,
    "Read settings from this file and no other.",
    unset="dateline.toml in the data folder and here",
    in_file=False,
)
VERBOSE: Final = Setting("verbose", YesNo(), False, "Log more of what is done.")
LOG_FILE: Final = Setting(
    "log-file",
    Optional(FilePath()),
    None,
    "Append the log to this file.",
    unset="standard error",
)
LOG_JSON: Final = Setting("log-json", YesNo(), False, "Log one JSON object a line.")
JOBS: Final = Setting(
    "jobs",
    Whole(0, 1024),
    os.cpu_count() or 1,
    "Worker processes; 0 works in this one.",
    unset="all cores",
    commands=("index", "reindex", "failed", "extract"),
)
HOST: Final = Setting(
    "host", Text("a host name"), "127.0.0.1", "Listen here.", commands=("serve",)
)
PORT: Final = Setting(
    "port",
    Whole(0, 65535),
    8000,
    "Listen at this port; 0 takes any that is free.",
    commands=("serve",),
)
UNIX_SOCKET: Final = Setting(
    "unix-socket",
    Optional(FilePath("the path of a socket")),
    None,
    "Listen at a socket with this path instead of a host and a port.",
    unset="none",
    commands=("serve",),
)
UNIX_SOCKET_MODE: Final = Setting(
    "unix-socket-mode",
    Permissions(),
    "600",
    "Permissions of that socket: who may write to it may ask. 660 is for the user and "
    "the group.",
    commands=("serve",),
)
THREADS: Final = Setting(
    "threads",
    Whole(1, 256),
    8,
    "Answer this many requests at a time.",
    commands=("serve",),
)
HOSTS: Final = Setting(
    "hosts",
    Names("host names with commas between them"),
    (),
    "Names the page may be asked by, with commas between them; * means any.",
    unset="IP addresses and the names of this machine",
    commands=("serve", "wsgi"),
)
TRUSTED_PROXIES: Final = Setting(
    "trusted-proxies",
    Names("addresses or networks with commas between them"),
    (),
    "Addresses or networks whose X-Forwarded-For, -Proto, -Host and -Prefix headers "
    'are believed, with commas between them; "unix" is a socket of this machine.',
    unset="none",
    commands=("serve", "wsgi"),
)
METRICS: Final = Setting(
    "metrics",
    Names("addresses or networks with commas between them"),
    (),
    "Addresses or networks that may read figures for Prometheus at /metrics, with "
    'commas between them; "unix" is a socket of this machine.',
    unset="none",
    commands=("serve", "wsgi"),
)
READ_ONLY: Final = Setting(
    "read-only",
    Optional(YesNo()),
    None,
    "Whether searches cannot be saved, renamed and deleted: without accounts everyone "
    "who can reach the page otherwise can.",
    unset="only if others than this machine can reach the page, without accounts",
    commands=("serve", "wsgi"),
)
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
EXPORTS: Final = Setting(
    "exports",
    Optional(Whole(1, 256)),
    None,
    "Write this many exports at a time; keep it below the number of threads.",
    unset="half of the threads of serve; 2 under another server",
    commands=("serve", "wsgi"),
)
EXPORTS_PER_CLIENT: Final = Setting(
    "exports-per-client",
    Whole(1, 256),
    2,
    "Write this many exports at a time for one person, or one address.",
    commands=("serve", "wsgi"),
)
EXPORT_SECONDS: Final = Setting(
    "export-seconds",
    Whole(1, 86_400),
    900,
    "Break an export off after so many seconds.",
    commands=("serve", "wsgi"),
)
CONNECTIONS: Final = Setting(
    "connections",
    Whole(10, 900),
    500,
    "Keep this many connections open at a time.",
    commands=("serve",),
)
CONNECTIONS_PER_ADDRESS: Final = Setting(
    "connections-per-address",
    Whole(1, 900),
    100,
    "Keep this many connections of one address open at a time, proxies excepted.",
    commands=("serve",),
)
REQUEST_SECONDS: Final = Setting(
    "request-seconds",
    Whole(1, 3600),
    30,
    "Close a connection whose request has not arrived whole after so many seconds.",
    commands=("serve",),
)
ENGINE_PASSWORD: Final = Setting(
    "engine-password",
    SecretText(),
    Secret(),
    "Password of the user in the engine URL.",
    unset="none",
    is_option=False,
)
ENGINE_PASSWORD_FILE: Final = Setting(
    "engine-password-file",
    Optional(FilePath()),
    None,
    "File whose first line is that password.",
    unset="none",
    is_option=False,
)
ENGINE_TOKEN: Final = Setting(
    "engine-token",
    SecretText(),
    Secret(),
    "Token that is sent to the engine's servers instead of user and password.",
    unset="none",
    is_option=False,
)
ENGINE_TOKEN_FILE: Final = Setting(
    "engine-token-file",
    Optional(FilePath()),
    None,
    "File whose first line is that token.",
    unset="none",
    is_option=False,
)
ENGINE_CA_FILE: Final = Setting(
    "engine-ca-file",
    Optional(FilePath()),
    None,
    "File of certificates by which those of the engine's servers are checked.",
    unset="the certificates of this machine",
    is_option=False,
)
ENGINE_SHARDS: Final = Setting(
    "engine-shards",
    Whole(1, 1024),
    1,
    "Make a new index of so many shards; one is fastest up to 5 million articles.",
    is_option=False,
)
ENGINE_REPLICAS: Final = Setting(
    "engine-replicas",
    Whole(0, 100),
    1,
    "Keep so many further copies of each shard, as far as there are servers.",
    is_option=False,
)
ENGINE_SECONDS: Final = Setting(
    "engine-seconds",
    Whole(1, 3600),
    30,
    "Wait so long for the engine's servers to answer a request, all together.",
    is_option=False,
)

SETTINGS: Final[dict[str, Setting[Any]]] = {
    setting.name: setting
    for setting in (
        *(DATA, ENGINE, CONFIG, VERBOSE, LOG_FILE, LOG_JSON, JOBS),
        *(ENGINE_PASSWORD, ENGINE_PASSWORD_FILE, ENGINE_TOKEN, ENGINE_TOKEN_FILE),
        *(ENGINE_CA_FILE, ENGINE_SHARDS, ENGINE_REPLICAS, ENGINE_SECONDS),
        *(HOST, PORT, UNIX_SOCKET, UNIX_SOCKET_MODE, THREADS),
        *(HOSTS, TRUSTED_PROXIES, METRICS, READ_ONLY),
        *(ALERTS, PUBLIC_URL, SMTP_HOST, SMTP_PORT, SMTP_SECURITY, SMTP_USER),
        *(SMTP_PASSWORD, MAIL_FROM, WEBHOOK_PRIVATE),
        *(ACCOUNTS, IDENTITY_HEADER, AUDIT, AUDIT_DAYS, REQUESTS_PER_MINUTE),
        *(EXPORTS, EXPORTS_PER_CLIENT, EXPORT_SECONDS),
        *(CONNECTIONS, CONNECTIONS_PER_ADDRESS, REQUEST_SECONDS),
    )
}
"""Name → setting."""
