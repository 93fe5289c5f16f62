"""Searches kept under a name, without accounts, in the data folder or by an index."""

from __future__ import annotations

from pathlib import Path

from search.engines.engine import open_documents
from search.engines.url import EngineUrl

from .keeping import Store
from .shared import SharedStore
from .store import SearchStore
from .views import MOST_SENT, blueprint, register

__all__ = ["MOST_SENT", "SearchStore", "blueprint", "register", "store_for"]


def store_for(data: Path, engine: EngineUrl, *, read_only: bool) -> Store:
    """Return where saved searches are kept: next to an index on servers, if it is."""
    documents = open_documents(engine)
    if documents is not None:
        return SharedStore(documents, read_only)
    return SearchStore(data, read_only)
