"""From a click to a person: OpenID Connect's authorization code flow with PKCE.

The browser keeps, in one cookie for ten minutes, what the answer of the provider has to
match: a state, so that nobody can be signed in by another's link; a nonce, so that no
token of another time is taken; and the verifier of PKCE, so that a code is of no use to
whoever reads it on the way. So any process can finish what another has begun.
"""

from __future__ import annotations

import base64
import hashlib
import secrets
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import urlencode

from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import KeySet

from ..people import Role
from .config import OidcConfig
from .provider import Provider
from .refused import OidcRefused

__all__ = ["Begun", "Claimed", "SigningIn"]

_ALGORITHMS: Final = [
    *("RS256", "RS384", "RS512", "PS256", "PS384", "PS512"),
    *("ES256", "ES384", "ES512", "EdDSA", "Ed25519"),
]
"""Signatures that are believed: by a key that only the provider has."""

_LEEWAY: Final = 60
"""Seconds by which clocks may differ."""


@dataclass(frozen=True, slots=True)
class Begun:
    """What the browser keeps while somebody is at the provider."""

    state: str
    nonce: str
    verifier: str
    there: str

    @classmethod
    def now(cls, there: str) -> Begun:
        """Return secrets of which nobody knows.

        Args:
            there: the path to go to afterwards.
        """
        state, nonce, verifier = (secrets.token_urlsafe(32) for _ in range(3))
        return cls(state, nonce, verifier, there)

    @property
    def written(self) -> str:
        """It as the text of a cookie."""
        there = base64.urlsafe_b64encode(self.there.encode()).decode()
        return ".".join((self.state, self.nonce, self.verifier, there))

    @classmethod
    def read(cls, cookie: str) -> Begun:
        """Read it again.

        Raises:
            OidcRefused: if it is none.
        """
        try:
            state, nonce, verifier, there = cookie.split(".")
            return cls(state, nonce, verifier, base64.urlsafe_b64decode(there).decode())
        except ValueError as error:
            raise OidcRefused("nobody began to sign in with this browser") from error


@dataclass(frozen=True, slots=True)
class Claimed:
    """Whom a provider says somebody is.

    Attributes:
        subject: what the provider knows them by for ever, with the provider.
        name: of the account they say is theirs.
        role: what they may do; ``None`` if their account says it.
    """

    subject: str
    name: str
    role: Role | None
    email: str


class SigningIn:
    """Signs people in at a provider."""

    def __init__(self, config: OidcConfig) -> None:
        self.config = config
        self._provider = Provider(config)

    def address(self, begun: Begun, redirect_uri: str) -> str:
        """Return where the provider asks somebody who they are.

        Raises:
            OidcRefused: if it cannot be asked.
        """
        digest = hashlib.sha256(begun.verifier.encode()).digest()
        query = {
            "response_type": "code",
            "client_id": self.config.client_id,
            "redirect_uri": redirect_uri,
            "scope": " ".join(dict.fromkeys(("openid", *self.config.scopes))),
            "state": begun.state,
            "nonce": begun.nonce,
            "code_challenge": base64.urlsafe_b64encode(digest).decode().rstrip("="),
            "code_challenge_method": "S256",
        }
        return _with_query(self._provider.addresses().authorization, query)

    def end_address(self, after: str) -> str:
        """Return where somebody can sign out of the provider too; "" if nowhere.

        Args:
            after: the address to come back to.
        """
        try:
            ends = self._provider.addresses().ends
        except OidcRefused:
            return ""
        query = {
            "client_id": self.config.client_id,
            "post_logout_redirect_uri": after,
        }
        return _with_query(ends, query) if ends else ""

    def finish(self, begun: Begun, state: str, code: str, redirect_uri: str) -> Claimed:
        """Return whom the provider says somebody is who came back from it.

        Raises:
            OidcRefused: if it is not believed.
        """
        if not secrets.compare_digest(begun.state.encode(), state.encode()):
            raise OidcRefused("the state is not the one that was sent")
        tokens = self._provider.redeem(code, begun.verifier, redirect_uri)
        claims = self._believed(str(tokens.get("id_token", "")), begun.nonce)
        wanted = {self.config.name_claim, self.config.role_claim.partition(".")[0]}
        if (wanted - {""}) - claims.keys() and self._provider.addresses().user:
            more = self._provider.tells_of(str(tokens.get("access_token", "")))
            if more.get("sub") != claims["sub"]:
                raise OidcRefused("it tells of somebody else")
            claims = more | claims
        return self._claimed(claims)

    def _believed(self, token: str, nonce: str) -> dict[str, Any]:
        """Return the claims of a token, if the provider made it for us and now."""
        config = self.config
        try:
            try:
                read = jwt.decode(token, self._keys(), algorithms=_ALGORITHMS)
            except JoseError:  # it may have been signed with a key that is new
                keys = self._keys(missing=True)
                read = jwt.decode(token, keys, algorithms=_ALGORITHMS)
            jwt.JWTClaimsRegistry(
                leeway=_LEEWAY,
                iss={"essential": True, "value": config.issuer},
                aud={"essential": True, "value": config.client_id},
                sub={"essential": True},
                exp={"essential": True},
                iat={"essential": True},
                nonce={"essential": True, "value": nonce},
            ).validate(read.claims)
        except (JoseError, ValueError, KeyError, TypeError) as error:
            raise OidcRefused(f"its token is not believed: {error}") from error
        claims = dict(read.claims)
        several = isinstance(claims["aud"], list) and len(claims["aud"]) > 1
        if (several or "azp" in claims) and claims.get("azp") != config.client_id:
            raise OidcRefused("its token is for another program")
        return claims

    def _keys(self, *, missing: bool = False) -> KeySet:
        return self._provider.keys(missing=missing)

    def _claimed(self, claims: dict[str, Any]) -> Claimed:
        name = claims.get(self.config.name_claim)
        if not isinstance(name, str) or not name:
            raise OidcRefused(f"it does not tell the claim {self.config.name_claim}")
        verified = claims.get("email_verified") is True
        email = claims.get("email") if verified else ""
        return Claimed(
            subject=f"{self.config.issuer} {claims['sub']}",
            name=name,
            role=self._role(claims) if self.config.role_claim else None,
            email=email if isinstance(email, str) else "",
        )

    def _role(self, claims: dict[str, Any]) -> Role:
        found: Any = claims
        for part in self.config.role_claim.split("."):
            found = found.get(part) if isinstance(found, dict) else None
        values = found if isinstance(found, list) else [found]
        roles = [
            self.config.roles[one]
            for one in values
            if isinstance(one, str) and one in self.config.roles
        ]
        if not roles:
            raise OidcRefused("nothing in it says what they may do")
        return max(roles, key=list(Role).index)


def _with_query(address: str, query: dict[str, str]) -> str:
    return f"{address}{'&' if '?' in address else '?'}{urlencode(query)}"
