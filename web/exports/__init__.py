"""Results taken away: a search or an article as a file."""

from __future__ import annotations

from .views import blueprint, register

__all__ = ["blueprint", "register"]
