"""The settings of signing in by OpenID Connect."""

from __future__ import annotations

from typing import Final

from .kinds import Names, Optional, Secret, SecretText, Text
from .setting import Setting

__all__ = [
    "OIDC_CLIENT_ID",
    "OIDC_CLIENT_SECRET",
    "OIDC_ISSUER",
    "OIDC_NAME",
    "OIDC_NAME_CLAIM",
    "OIDC_ROLES",
    "OIDC_ROLE_CLAIM",
    "OIDC_SCOPES",
]

_READ_BY: Final = ("serve", "wsgi")

OIDC_ISSUER: Final = Setting(
    "oidc-issuer",
    Optional(Text("an address such as https://login.example.org")),
    None,
    "Let people sign in by OpenID Connect at this provider.",
    unset="none",
    commands=_READ_BY,
)
OIDC_CLIENT_ID: Final = Setting(
    "oidc-client-id",
    Optional(Text()),
    None,
    "What the provider knows this page by.",
    unset="none",
    commands=_READ_BY,
)
OIDC_CLIENT_SECRET: Final = Setting(
    "oidc-client-secret",
    SecretText(),
    Secret(),
    "What the provider knows this page's requests by.",
    unset="none, and then only PKCE proves them",
    commands=_READ_BY,
    is_option=False,
)
OIDC_NAME: Final = Setting(
    "oidc-name",
    Optional(Text()),
    None,
    "What people call the provider.",
    unset="the host of the provider",
    commands=_READ_BY,
)
OIDC_SCOPES: Final = Setting(
    "oidc-scopes",
    Names("scopes with commas between them"),
    ("openid", "profile", "email"),
    "What the provider is asked to tell of somebody.",
    commands=_READ_BY,
)
OIDC_NAME_CLAIM: Final = Setting(
    "oidc-name-claim",
    Text("the name of a claim"),
    "preferred_username",
    "Claim that says which account is whose; one that people cannot change themselves.",
    commands=_READ_BY,
)
OIDC_ROLE_CLAIM: Final = Setting(
    "oidc-role-claim",
    Optional(Text("the name of a claim such as groups")),
    None,
    "Claim that says what somebody may do; dots lead into objects. Accounts are then "
    "made when somebody first signs in.",
    unset="none, and people need an account already",
    commands=_READ_BY,
)
OIDC_ROLES: Final = Setting(
    "oidc-roles",
    Names("values and roles such as newsroom=editor, with commas between them"),
    (),
    "What values of that claim mean; of several the highest role counts, and whoever "
    "has none is refused.",
    unset="reader, editor and admin mean themselves",
    commands=_READ_BY,
)
