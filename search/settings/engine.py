"""Which index is asked: the engine URL with all that the settings say of it."""

from __future__ import annotations

from dataclasses import replace

from ..engines.engine import default_engine_url
from ..engines.url import EngineUrl, ServerOptions
from . import table
from .values import Configuration

__all__ = ["engine_in_force"]


def engine_in_force(
    settings: Configuration, other: EngineUrl | None = None
) -> EngineUrl:
    """Return the engine URL; unless one is set, that of the index in the data folder.

    What the settings say of servers goes with it, so that nothing else needs to be
    told to open the index.

    Args:
        other: an engine URL in the place of the one that is set.
    """
    url = other or settings[table.ENGINE] or default_engine_url(settings[table.DATA])
    if not url.hosts:
        return url
    options = ServerOptions(
        password=settings[table.ENGINE_PASSWORD].revealed,
        token=settings[table.ENGINE_TOKEN].revealed,
        password_file=settings[table.ENGINE_PASSWORD_FILE],
        token_file=settings[table.ENGINE_TOKEN_FILE],
        ca_file=settings[table.ENGINE_CA_FILE],
        shards=settings[table.ENGINE_SHARDS],
        replicas=settings[table.ENGINE_REPLICAS],
        patience=settings[table.ENGINE_SECONDS],
    )
    return replace(url, options=options)
