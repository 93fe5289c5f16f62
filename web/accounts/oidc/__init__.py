"""Signing in by OpenID Connect, at a provider that the settings name."""

from __future__ import annotations

from .config import OidcConfig
from .views import attach_provider, blueprint

__all__ = ["OidcConfig", "attach_provider", "blueprint"]
