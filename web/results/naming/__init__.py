"""What an editor decides of the name of a person, on that person's page."""

from __future__ import annotations

from .running import NamesCommand
from .views import blueprint, register

__all__ = ["NamesCommand", "blueprint", "register"]
