"""``dateline serve``: one process, or several that are looked after."""

from __future__ import annotations

from .command import serve

__all__ = ["serve"]
