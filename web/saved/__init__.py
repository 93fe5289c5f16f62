"""Searches kept under a name, without accounts, in the archive's folder."""

from __future__ import annotations

from .store import SearchStore
from .views import MOST_SENT, blueprint, register

__all__ = ["MOST_SENT", "SearchStore", "blueprint", "register"]
