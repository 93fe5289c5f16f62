"""Articles somebody keeps for themselves: starred, tagged, with a note."""

from __future__ import annotations

from .store import KeptStore
from .views import blueprint, register

__all__ = ["KeptStore", "blueprint", "register"]
