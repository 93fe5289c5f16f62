"""Why somebody was not signed in by a provider; the log has it, people a sentence."""

from __future__ import annotations

from search.errors import AccountError

__all__ = ["OidcRefused"]


class OidcRefused(AccountError):
    """A provider, or what it says of somebody, that is not believed."""
