"""What the page is told: the settings that are its own."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from search.engines.url import EngineUrl
from search.settings import table
from search.settings.engine import engine_in_force
from search.settings.values import Configuration, gather

__all__ = ["ACCOUNTS_FILE", "LOOPBACK", "WebConfig"]

ACCOUNTS_FILE: Final = "accounts.sqlite"
"""In the data folder, once somebody has an account."""

LOOPBACK: Final = ("127.0.0.1", "localhost", "::1")
"""The names by which only this machine can ask."""


_PER_MINUTE: Final = 600
"""Requests of one person, where there are accounts."""


@dataclass(frozen=True, slots=True)
class WebConfig:
    """Everything the page needs to be told.

    Attributes:
        data: the folder that keeps the archive and the index.
        engine: where the index is.
        hosts: the names this page may be asked by; see :mod:`web.http.hosts`.
        read_only: whether nobody may save, rename or delete a search. Without accounts
            everybody who can reach the page could.
        exports: how many exports may be under way at once; fewer than threads.
        exports_per_client: how many of them for one person or address.
        export_seconds: after which an export is broken off.
        trusted_proxies: whose X-Forwarded headers are believed.
        metrics: the addresses that may read figures; without one there are none.
        accounts: whether people have to sign in.
        audit: whether it is noted who did what: "off", "without-queries" or "on".
        audit_days: how long that is kept.
        requests_per_minute: that one person or address may make; ``None`` means any
            number.
        alerts: the settings that say how people are told of new articles.
        names_model: the model that finds names in other languages than English.
        identity_header: in which a trusted proxy says who asks; "" if none does.
    """

    data: Path
    engine: EngineUrl
    hosts: tuple[str, ...] = ()
    read_only: bool = True
    exports: int = 2
    exports_per_client: int = 2
    export_seconds: int = table.EXPORT_SECONDS.default
    trusted_proxies: tuple[str, ...] = ()
    metrics: tuple[str, ...] = ()
    accounts: bool = False
    identity_header: str = ""
    audit: str = "off"
    audit_days: int = table.AUDIT_DAYS.default
    requests_per_minute: int | None = None
    alerts: Configuration | None = None
    names_model: str = table.NAMES_MODEL.default

    @classmethod
    def of(cls, settings: Mapping[str, Any]) -> WebConfig:
        """Read settings by the names of their variables, such as ``DATELINE_DATA``.

        Raises:
            ConfigError: if one is given and wrong.
        """
        return cls.in_force(gather({}, settings, files=False))

    @classmethod
    def in_force(
        cls, settings: Configuration, *, listening: str = "", threads: int = 4
    ) -> WebConfig:
        """Return what holds under some settings.

        Args:
            listening: the address the server listens at, if it is known.
            threads: how many requests it answers at a time.
        """
        hosts = settings[table.HOSTS]
        proxies = settings[table.TRUSTED_PROXIES]
        if listening in LOOPBACK:
            hosts = (*LOOPBACK, *hosts)
        identity_header = settings[table.IDENTITY_HEADER] or ""
        accounts = settings[table.ACCOUNTS]
        if accounts is None:
            known = (settings[table.DATA] / ACCOUNTS_FILE).exists()
            told = identity_header or settings[table.OIDC_ISSUER]
            accounts = known or bool(told)
        read_only = settings[table.READ_ONLY]
        if read_only is None:
            local = bool(hosts) and all(host in LOOPBACK for host in hosts)
            read_only = (not local or bool(proxies)) and not accounts
        return cls(
            data=settings[table.DATA],
            engine=engine_in_force(settings),
            hosts=hosts,
            read_only=read_only,
            exports=settings[table.EXPORTS] or max(1, threads // 2),
            exports_per_client=settings[table.EXPORTS_PER_CLIENT],
            export_seconds=settings[table.EXPORT_SECONDS],
            trusted_proxies=proxies,
            metrics=settings[table.METRICS],
            accounts=accounts,
            identity_header=identity_header,
            alerts=settings,
            names_model=settings[table.NAMES_MODEL],
            audit=settings[table.AUDIT],
            audit_days=settings[table.AUDIT_DAYS],
            requests_per_minute=settings[table.REQUESTS_PER_MINUTE]
            or (_PER_MINUTE if accounts else None),
        )
