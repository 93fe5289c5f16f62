"""The settings of the page, read from the environment."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from search.engine import ENGINES, default_engine_url
from search.errors import ConfigError

__all__ = ["WebConfig"]

_DEFAULT_DATA: Final = "dateline-data"


@dataclass(frozen=True, slots=True)
class WebConfig:
    """Everything the page needs to be told.

    Attributes:
        data: the folder that keeps the archive and the index.
        engine: where the index is, such as ``tantivy:FOLDER``.
        hosts: the names this page may be asked by; none means any. A page without
            accounts on this machine must not answer to a name that somebody
            else's page made this machine's (DNS rebinding).

    Raises:
        ConfigError: if ``engine`` is no engine URL.
    """

    data: Path
    engine: str
    hosts: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        name, _, place = self.engine.partition(":")
        if name not in ENGINES or not place:
            known = " or ".join(f"{known}:FOLDER" for known in ENGINES)
            raise ConfigError(
                f"DATELINE_ENGINE is {self.engine!r}, which is no engine URL; "
                f"use {known}"
            )

    @classmethod
    def of(cls, settings: Mapping[str, Any]) -> WebConfig:
        """Read ``DATELINE_DATA``, ``DATELINE_ENGINE`` and ``DATELINE_HOSTS``.

        All may be left out; hosts are names separated by commas.

        Raises:
            ConfigError: if one is given and wrong.
        """
        folder = str(settings.get("DATELINE_DATA", _DEFAULT_DATA))
        if not folder.strip():
            raise ConfigError("DATELINE_DATA is empty; give the data folder")
        data = Path(folder)
        engine = str(settings.get("DATELINE_ENGINE") or default_engine_url(data))
        hosts = str(settings.get("DATELINE_HOSTS", "")).replace(",", " ").split()
        return cls(data, engine, tuple(hosts))
