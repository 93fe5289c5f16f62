"""Results taken away: a search or an article as a file."""

from __future__ import annotations

from .turns import attach_turns
from .views import blueprint, register

__all__ = ["attach_turns", "blueprint", "register"]
