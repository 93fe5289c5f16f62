"""What is set of OpenID Connect."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from importlib.util import find_spec
from typing import Final
from urllib.parse import urlsplit

from search.errors import ConfigError
from search.settings import table
from search.settings.values import Configuration

from ...config import LOOPBACK
from ..people import Role

__all__ = ["OidcConfig"]

_INSTALL: Final = "pip install 'dateline[oidc]'"


@dataclass(frozen=True, slots=True, kw_only=True)
class OidcConfig:
    """The provider, and what its word is worth here.

    Attributes:
        issuer: the provider's address, as it calls itself.
        secret: "" if only PKCE proves that a request is ours.
        name: what people call the provider.
        name_claim: the claim that names an account.
        role_claim: the claim that says what somebody may do; "" if accounts say it.
        roles: value of that claim → role.
        public_url: where this page is; "" if its own requests tell it.
    """

    issuer: str
    client_id: str
    secret: str = field(repr=False)
    name: str
    scopes: tuple[str, ...]
    name_claim: str
    role_claim: str
    roles: Mapping[str, Role]
    public_url: str

    @classmethod
    def in_force(cls, settings: Configuration) -> OidcConfig | None:
        """Return what holds under some settings; ``None`` if there is no provider.

        Raises:
            ConfigError: if something is missing, or wrong.
        """
        issuer = settings[table.OIDC_ISSUER]
        if issuer is None:
            return None
        parts = urlsplit(issuer)
        local = parts.scheme == "http" and parts.hostname in LOOPBACK
        if not parts.hostname or not (parts.scheme == "https" or local):
            raise ConfigError(f"oidc-issuer: {issuer!r} does not begin with https://")
        if not settings[table.OIDC_CLIENT_ID]:
            raise ConfigError("oidc-issuer needs oidc-client-id too")
        if find_spec("joserfc") is None:
            raise ConfigError(
                "oidc-issuer needs the package joserfc, which is not installed; "
                f"install it with: {_INSTALL}"
            )
        return cls(
            issuer=issuer,
            client_id=settings[table.OIDC_CLIENT_ID] or "",
            secret=settings[table.OIDC_CLIENT_SECRET].revealed,
            name=settings[table.OIDC_NAME] or parts.hostname,
            scopes=settings[table.OIDC_SCOPES],
            name_claim=settings[table.OIDC_NAME_CLAIM],
            role_claim=settings[table.OIDC_ROLE_CLAIM] or "",
            roles=_roles(settings[table.OIDC_ROLES]),
            public_url=(settings[table.PUBLIC_URL] or "").rstrip("/"),
        )


def _roles(written: tuple[str, ...]) -> dict[str, Role]:
    """Read which value means which role.

    Raises:
        ConfigError: if that cannot be told.
    """
    found = {}
    for one in written:
        value, equals, role = one.rpartition("=")
        if not equals or role not in list(Role):
            raise ConfigError(
                f"oidc-roles: {one!r} is no value and role; write newsroom=editor"
            )
        found[value] = Role(role)
    return found or {role.value: role for role in Role}
