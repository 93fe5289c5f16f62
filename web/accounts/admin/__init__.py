"""Pages for administrators: people, collections, who is here, and who did what."""

from __future__ import annotations

from .views import blueprint, register

__all__ = ["blueprint", "register"]
