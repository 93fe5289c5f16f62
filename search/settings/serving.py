"""The settings of ``dateline serve``: where it listens, how much it does at once."""

from __future__ import annotations

from typing import Final

from .kinds import FilePath, Optional, Permissions, Text, Whole
from .setting import Setting

__all__ = [
    "CONNECTIONS",
    "CONNECTIONS_PER_ADDRESS",
    "GRACE_SECONDS",
    "HOST",
    "PORT",
    "REQUEST_SECONDS",
    "THREADS",
    "UNIX_SOCKET",
    "UNIX_SOCKET_MODE",
    "WORKERS",
]

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
WORKERS: Final = Setting(
    "workers",
    Optional(Whole(1, 128)),
    None,
    "Answer requests in so many processes, and start one again that has ended; one for "
    "each core is best.",
    unset="one process that nobody looks after",
    commands=("serve",),
)
THREADS: Final = Setting(
    "threads",
    Whole(1, 256),
    8,
    "Answer this many requests at a time, in each process.",
    commands=("serve",),
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
GRACE_SECONDS: Final = Setting(
    "grace-seconds",
    Whole(0, 86_400),
    30,
    "When the server ends, let requests under way take so many seconds more.",
    commands=("serve",),
)
