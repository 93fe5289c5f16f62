"""Every setting there is: the one table.

A setting has one name. ``log-file`` is the option ``--log-file``, the variable
``DATELINE_LOG_FILE`` and the key ``log-file`` in ``dateline.toml``.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any, Final

from ..codes.languages import NAMES_MODELS
from .kinds import (
    Choice,
    Engine,
    FilePath,
    Folder,
    Names,
    Optional,
    Secret,
    SecretText,
    Whole,
    YesNo,
)
from .people import (
    ACCOUNTS,
    ALERTS,
    AUDIT,
    AUDIT_DAYS,
    IDENTITY_HEADER,
    MAIL_FROM,
    PUBLIC_URL,
    REQUESTS_PER_MINUTE,
    SMTP_HOST,
    SMTP_PASSWORD,
    SMTP_PORT,
    SMTP_SECURITY,
    SMTP_USER,
    WEBHOOK_PRIVATE,
)
from .serving import (
    CONNECTIONS,
    CONNECTIONS_PER_ADDRESS,
    GRACE_SECONDS,
    HOST,
    PORT,
    REQUEST_SECONDS,
    THREADS,
    UNIX_SOCKET,
    UNIX_SOCKET_MODE,
    WORKERS,
)
from .setting import Setting, written
from .sign_in import (
    OIDC_CLIENT_ID,
    OIDC_CLIENT_SECRET,
    OIDC_ISSUER,
    OIDC_NAME,
    OIDC_NAME_CLAIM,
    OIDC_ROLE_CLAIM,
    OIDC_ROLES,
    OIDC_SCOPES,
)

__all__ = [
    "ACCOUNTS",
    "ALERTS",
    "AUDIT",
    "AUDIT_DAYS",
    "CONNECTIONS",
    "CONNECTIONS_PER_ADDRESS",
    "GRACE_SECONDS",
    "HOST",
    "IDENTITY_HEADER",
    "MAIL_FROM",
    "OIDC_CLIENT_ID",
    "OIDC_CLIENT_SECRET",
    "OIDC_ISSUER",
    "OIDC_NAME",
    "OIDC_NAME_CLAIM",
    "OIDC_ROLES",
    "OIDC_ROLE_CLAIM",
    "OIDC_SCOPES",
    "PORT",
    "PUBLIC_URL",
    "REQUEST_SECONDS",
    "REQUESTS_PER_MINUTE",
    "SMTP_HOST",
    "SMTP_PASSWORD",
    "SMTP_PORT",
    "SMTP_SECURITY",
    "SMTP_USER",
    "THREADS",
    "UNIX_SOCKET",
    "UNIX_SOCKET_MODE",
    "WEBHOOK_PRIVATE",
    "WORKERS",
    "SETTINGS",
    "Setting",
    "written",
]

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
NAMES_MODEL: Final = Setting(
    "names-model",
    Choice(tuple(NAMES_MODELS)),
    next(iter(NAMES_MODELS)),
    "The model that finds people and organisations in languages other than English: "
    "research knows more of them, and may not be used commercially.",
    is_option=False,
    commands=(
        *("index", "reindex", "failed", "extract"),
        *("doctor", "stats", "serve", "wsgi"),
    ),
)
NAMES_ACROSS_SCRIPTS: Final = Setting(
    "names-across-scripts",
    YesNo(),
    True,
    "Show a name in Cyrillic or Arabic letters and the same in Latin ones as one.",
    commands=("index", "reindex", "failed"),
    is_option=False,
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
        *(NAMES_ACROSS_SCRIPTS, NAMES_MODEL),
        *(ENGINE_PASSWORD, ENGINE_PASSWORD_FILE, ENGINE_TOKEN, ENGINE_TOKEN_FILE),
        *(ENGINE_CA_FILE, ENGINE_SHARDS, ENGINE_REPLICAS, ENGINE_SECONDS),
        *(HOST, PORT, UNIX_SOCKET, UNIX_SOCKET_MODE, WORKERS, THREADS),
        *(HOSTS, TRUSTED_PROXIES, METRICS, READ_ONLY),
        *(ALERTS, PUBLIC_URL, SMTP_HOST, SMTP_PORT, SMTP_SECURITY, SMTP_USER),
        *(SMTP_PASSWORD, MAIL_FROM, WEBHOOK_PRIVATE),
        *(OIDC_ISSUER, OIDC_CLIENT_ID, OIDC_CLIENT_SECRET, OIDC_NAME, OIDC_SCOPES),
        *(OIDC_NAME_CLAIM, OIDC_ROLE_CLAIM, OIDC_ROLES),
        *(ACCOUNTS, IDENTITY_HEADER, AUDIT, AUDIT_DAYS, REQUESTS_PER_MINUTE),
        *(EXPORTS, EXPORTS_PER_CLIENT, EXPORT_SECONDS),
        *(CONNECTIONS, CONNECTIONS_PER_ADDRESS, REQUEST_SECONDS, GRACE_SECONDS),
    )
}
"""Name → setting."""
