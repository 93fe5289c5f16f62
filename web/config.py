"""The settings of the page, read from the environment."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from search.engines.engine import default_engine_url
from search.engines.url import EngineUrl
from search.errors import ConfigError

__all__ = ["LOOPBACK", "WebConfig"]

LOOPBACK: Final = ("127.0.0.1", "localhost", "::1", "[::1]")
"""The names by which only this machine can ask."""

_YES: Final = ("1", "true", "yes", "on")
_NO: Final = ("0", "false", "no", "off")

_DEFAULT_DATA: Final = "dateline-data"


@dataclass(frozen=True, slots=True)
class WebConfig:
    """Everything the page needs to be told.

    Attributes:
        data: the folder that keeps the archive and the index.
        engine: where the index is.
        hosts: the names this page may be asked by; none means any. A page without
            accounts on this machine must not answer to a name that somebody
            else's page made this machine's (DNS rebinding).
        read_only: whether nobody may save, rename or delete a search. Without accounts
            everybody who can reach the page could.
        exports: how many exports may be under way at once; fewer than threads.
    """

    data: Path
    engine: EngineUrl
    hosts: tuple[str, ...] = ()
    read_only: bool = True
    exports: int = 4

    @classmethod
    def of(cls, settings: Mapping[str, Any]) -> WebConfig:
        """Read the settings named ``DATELINE_`` DATA, ENGINE, HOSTS and READ_ONLY.

        All may be left out; hosts are names separated by commas. READ_ONLY is 1 or 0;
        without it, a page is read-only unless only this machine may ask it.

        Raises:
            ConfigError: if one is given and wrong.
        """
        folder = str(settings.get("DATELINE_DATA", _DEFAULT_DATA))
        if not folder.strip():
            raise ConfigError("DATELINE_DATA is empty; give the data folder")
        data = Path(folder)
        engine = _engine_of(settings.get("DATELINE_ENGINE"), data)
        hosts = str(settings.get("DATELINE_HOSTS", "")).replace(",", " ").split()
        told = str(settings.get("DATELINE_READ_ONLY", "")).strip().lower()
        if told not in ("", *_YES, *_NO):
            raise ConfigError(f"DATELINE_READ_ONLY is {told!r}; use 1 or 0")
        local = bool(hosts) and all(host in LOOPBACK for host in hosts)
        read_only = told in _YES if told else not local
        return cls(data, engine, tuple(hosts), read_only)


def _engine_of(told: object, data: Path) -> EngineUrl:
    """The engine URL of a setting; of none or an empty one, the index in the folder."""
    if not told:
        return default_engine_url(data)
    try:
        return EngineUrl.of(told if isinstance(told, EngineUrl) else str(told))
    except ConfigError as error:
        raise ConfigError(f"DATELINE_ENGINE: {error}") from error
