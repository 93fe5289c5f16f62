"""Engine URLs: which engine, and where its index is.

::

    tantivy:FOLDER                        a folder on this machine
    memory:NAME                           a name, in this process alone
    ENGINE+https://USER@HOST:9200/NAME    an index on one server or several

Several servers are separated by commas. A URL may hold a password; nothing that
shows the URL shows it, so a URL can stand in any message, log or answer.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum, auto
from pathlib import Path
from typing import Final
from urllib.parse import quote, unquote

from ..errors import ConfigError

__all__ = ["ENGINES", "EngineEntry", "EngineUrl", "Location", "ServerOptions"]


class Location(Enum):
    """What kind of place an engine keeps its indexes in."""

    FOLDER = auto()
    PROCESS = auto()
    SERVER = auto()


@dataclass(frozen=True, slots=True)
class EngineEntry:
    """One engine the program knows.

    Attributes:
        target: ``module:class``, imported only when an index is opened.
        location: the kind of place its URLs name.
    """

    target: str
    location: Location

    def form(self, name: str) -> str:
        """Return what a URL of this engine looks like, for messages."""
        match self.location:
            case Location.FOLDER:
                return f"{name}:FOLDER"
            case Location.PROCESS:
                return f"{name}:NAME"
            case Location.SERVER:
                return f"{name}+https://USER@HOST:PORT/NAME"


ENGINES: Final[dict[str, EngineEntry]] = {
    "tantivy": EngineEntry(
        "search.engines.tantivy.engine:TantivyEngine", Location.FOLDER
    ),
    "whoosh": EngineEntry("search.engines.whoosh.engine:WhooshEngine", Location.FOLDER),
    "opensearch": EngineEntry(
        "search.engines.opensearch.engine:OpenSearchEngine", Location.SERVER
    ),
    "memory": EngineEntry(
        "search.engines.memory.engine:MemoryEngine", Location.PROCESS
    ),
}
"""Engine name → engine."""

_PARTS: Final = re.compile(
    r"(?P<engine>[a-z][a-z0-9]*)(?:\+(?P<transport>https?))?:(?P<rest>.+)", re.DOTALL
)
_SECRET: Final = re.compile(r"(?s)^(?P<scheme>[a-z0-9+.-]+:(?:https?:)?(?://)?)?.*@")


@dataclass(frozen=True, slots=True)
class ServerOptions:
    """What an engine on servers is told besides its URL.

    Attributes:
        password: of the user in the URL, where the URL has none.
        token: sent instead of user and password.
        password_file: a file that holds the password, on its first line.
        token_file: the same of the token.
        ca_file: certificates that servers are checked by; ``None``: the system's own.
        shards: parts that a new index is made of.
        replicas: copies of each part besides the first, as far as there are servers.
        patience: seconds that one request may take, all servers together.
    """

    password: str = field(default="", repr=False)
    token: str = field(default="", repr=False)
    password_file: Path | None = None
    token_file: Path | None = None
    ca_file: Path | None = None
    shards: int = 1
    replicas: int = 1
    patience: int = 30

    def secrets(self, password: str) -> tuple[str, str]:
        """Return token and password; files are read now, so that they may change.

        Args:
            password: that of the URL, which goes before others.

        Raises:
            ConfigError: if a file cannot be read.
        """
        token = self.token or _first_line(self.token_file)
        return token, password or self.password or _first_line(self.password_file)


def _first_line(file: Path | None) -> str:
    if file is None:
        return ""
    try:
        lines = file.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        why = error.strerror if isinstance(error, OSError) else "it is no text"
        raise ConfigError(f"cannot read {file}: {why}") from None
    return lines[0].strip() if lines else ""


@dataclass(frozen=True, slots=True)
class EngineUrl:
    """A parsed engine URL; ``str()`` and ``repr()`` leave the password out.

    Attributes:
        engine: the engine's name.
        place: the folder, the name in this process or the name of the index on the
            server, as it was written.
        folder: the folder, of an engine that keeps its index in one.
        transport: ``http`` or ``https``, of an engine on a server.
        hosts: the servers, each with its port if one was given.
        user: whom to log in as; empty if nobody was named.
        password: as it was written, unquoted; empty if there was none.
        options: what an engine on servers is told besides; no part of the URL.
    """

    engine: str
    place: str
    folder: Path | None = None
    transport: str = ""
    hosts: tuple[str, ...] = ()
    user: str = ""
    password: str = field(default="", repr=False)
    options: ServerOptions = ServerOptions()

    @classmethod
    def of(
        cls, text: str | EngineUrl, engines: Mapping[str, EngineEntry] = ENGINES
    ) -> EngineUrl:
        """Parse an engine URL; one that is parsed already is returned as it is.

        Args:
            engines: the engines there are.

        Raises:
            ConfigError: if the text is no URL of one of them.
        """
        if isinstance(text, EngineUrl):
            return text
        found = _PARTS.fullmatch(text)
        entry = engines.get(found["engine"]) if found else None
        if found is None or entry is None:
            raise _wrong(text, engines)
        if entry.location is Location.SERVER:
            url = _on_server(found["engine"], found["transport"], found["rest"])
        elif found["transport"]:
            url = None
        else:
            folder = entry.location is Location.FOLDER
            place = found["rest"]
            url = cls(found["engine"], place, folder=Path(place) if folder else None)
        if url is None:
            raise _wrong(text, {found["engine"]: entry})
        return url

    def __str__(self) -> str:
        if not self.hosts:
            return f"{self.engine}:{self.place}"
        user = f"{quote(self.user, safe='')}@" if self.user else ""
        return (
            f"{self.engine}+{self.transport}://{user}{','.join(self.hosts)}"
            f"/{quote(self.place)}"
        )


def _on_server(engine: str, transport: str | None, rest: str) -> EngineUrl | None:
    """Parse what follows the first colon of a server's URL; ``None`` if it is wrong."""
    if transport is None:  # ENGINE:https://…
        transport, _, rest = rest.partition(":")
    if transport not in ("http", "https") or not rest.startswith("//"):
        return None
    # the last @, because people forget to quote those in their passwords
    login, _, address = rest[2:].rpartition("@")
    user, _, password = login.partition(":")
    servers, _, place = address.partition("/")
    hosts = tuple(host.strip() for host in servers.split(","))
    place = unquote(place.strip("/"))
    if not all(hosts) or not place or not {*"/?#"}.isdisjoint(place):
        return None
    return EngineUrl(
        engine,
        place,
        transport=transport,
        hosts=hosts,
        user=unquote(user),
        password=unquote(password),
    )


def _wrong(text: str, engines: Mapping[str, EngineEntry]) -> ConfigError:
    """The error of a text that is no engine URL, without what may be a password."""
    forms = " or ".join(
        entry.form(name)
        for name, entry in engines.items()
        if entry.location is not Location.PROCESS or len(engines) == 1
    )
    return ConfigError(f"{_redact(text)!r} is no engine URL; use {forms}")


def _redact(text: str) -> str:
    """Replace everything that may be a login or a key in a text nobody understood."""
    shown = _SECRET.sub(lambda found: f"{found['scheme'] or ''}…@", text)
    head, question, _ = shown.partition("?")
    return f"{head}?…" if question else shown
