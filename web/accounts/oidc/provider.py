"""The provider: where its addresses and keys are, and what it answers.

Only what it says over TLS is believed, or on this machine. Its word is small, so no
more than some hundred kilobytes are read, and nobody is followed elsewhere.
"""

from __future__ import annotations

import base64
import json
import threading
import time
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import quote, urlencode, urlsplit

import urllib3
from joserfc.errors import JoseError
from joserfc.jwk import KeySet

from ...config import LOOPBACK
from .config import OidcConfig
from .refused import OidcRefused

__all__ = ["Addresses", "Provider"]

_KNOWN_SECONDS: Final = 3600.0
"""For which addresses and keys are kept."""

_AGAIN_SECONDS: Final = 30.0
"""After which keys may be asked for again because one is missing."""

_MOST_BYTES: Final = 256 * 1024
_TIMEOUT: Final = urllib3.Timeout(connect=5, read=10)


@dataclass(frozen=True, slots=True)
class Addresses:
    """Where the provider is asked for what.

    Attributes:
        ends: where people sign out of it; "" if it does not say.
        user: where it tells more of somebody; "" if nowhere.
        posts_secret: whether it takes a secret only in what is sent.
    """

    authorization: str
    token: str
    keys: str
    ends: str
    user: str
    posts_secret: bool


class Provider:
    """Asks a provider, for any thread; what seldom changes is kept for an hour."""

    def __init__(self, config: OidcConfig) -> None:
        self._config = config
        self._pool = urllib3.PoolManager(timeout=_TIMEOUT, retries=False)
        self._lock = threading.Lock()
        self._addresses: Addresses | None = None
        self._keys: KeySet | None = None
        self._asked = 0.0
        self._keys_asked = 0.0

    def addresses(self) -> Addresses:
        """Return where it is asked for what.

        Raises:
            OidcRefused: if it does not say.
        """
        with self._lock:
            now = time.monotonic()
            if self._addresses is None or now - self._asked > _KNOWN_SECONDS:
                self._addresses = self._discovered()
                self._asked = now
            return self._addresses

    def keys(self, *, missing: bool = False) -> KeySet:
        """Return the keys it signs with.

        Args:
            missing: whether one was not among those known, so that it may be new.

        Raises:
            OidcRefused: if it does not tell.
        """
        address = self.addresses().keys
        with self._lock:
            age = time.monotonic() - self._keys_asked
            old = age > (_AGAIN_SECONDS if missing else _KNOWN_SECONDS)
            if self._keys is None or old:
                told = self._asked_for(address)
                try:
                    self._keys = KeySet.import_key_set(told)  # type: ignore[arg-type]
                except (JoseError, ValueError, KeyError, TypeError) as error:
                    raise OidcRefused(f"its keys cannot be read: {error}") from error
                self._keys_asked = time.monotonic()
            return self._keys

    def redeem(self, code: str, verifier: str, redirect_uri: str) -> dict[str, Any]:
        """Return the tokens for a code.

        Raises:
            OidcRefused: if there are none.
        """
        config, addresses = self._config, self.addresses()
        fields = {
            "grant_type": "authorization_code",
            "code": code,
            "redirect_uri": redirect_uri,
            "client_id": config.client_id,
            "code_verifier": verifier,
        }
        headers = {}
        if config.secret and addresses.posts_secret:
            fields["client_secret"] = config.secret
        elif config.secret:
            both = f"{quote(config.client_id, safe='')}:{quote(config.secret, safe='')}"
            told = base64.b64encode(both.encode()).decode()
            headers["Authorization"] = f"Basic {told}"
        return self._asked_for(addresses.token, fields, headers)

    def tells_of(self, access_token: str) -> dict[str, Any]:
        """Return what it tells of somebody besides the token.

        Raises:
            OidcRefused: if it tells nothing.
        """
        headers = {"Authorization": f"Bearer {access_token}"}
        return self._asked_for(self.addresses().user, None, headers)

    def _discovered(self) -> Addresses:
        base = self._config.issuer.rstrip("/")
        told = self._asked_for(f"{base}/.well-known/openid-configuration")
        if told.get("issuer") != self._config.issuer:
            raise OidcRefused(f"it calls itself {told.get('issuer')!r}")
        ways = told.get("token_endpoint_auth_methods_supported", ())
        return Addresses(
            authorization=_address(told, "authorization_endpoint"),
            token=_address(told, "token_endpoint"),
            keys=_address(told, "jwks_uri"),
            ends=_address(told, "end_session_endpoint", needed=False),
            user=_address(told, "userinfo_endpoint", needed=False),
            posts_secret=bool(ways) and "client_secret_basic" not in ways,
        )

    def _asked_for(
        self,
        address: str,
        fields: dict[str, str] | None = None,
        headers: dict[str, str] | None = None,
    ) -> dict[str, Any]:
        """Get an object of JSON, or send fields for one."""
        kind = {"Accept": "application/json"} | (headers or {})
        if fields is not None:
            kind["Content-Type"] = "application/x-www-form-urlencoded"
        try:
            answer = self._pool.request(
                "GET" if fields is None else "POST",
                address,
                body=None if fields is None else urlencode(fields),
                headers=kind,
                redirect=False,
                preload_content=False,
            )
            with answer:
                body = answer.read(_MOST_BYTES + 1)
        except (urllib3.exceptions.HTTPError, OSError) as error:
            raise OidcRefused(f"it cannot be asked: {error}") from error
        if answer.status != 200 or len(body) > _MOST_BYTES:
            raise OidcRefused(f"{address} was answered with {answer.status}")
        try:
            told = json.loads(body)
        except (ValueError, RecursionError) as error:
            raise OidcRefused(f"{address} was not answered with JSON") from error
        if not isinstance(told, dict):
            raise OidcRefused(f"{address} was not answered with an object")
        return told


def _address(told: dict[str, Any], name: str, *, needed: bool = True) -> str:
    """One of its addresses, which has to be encrypted as its own is."""
    address = told.get(name, "")
    parts = urlsplit(address if isinstance(address, str) else "")
    local = parts.scheme == "http" and parts.hostname in LOOPBACK
    if parts.hostname and (parts.scheme == "https" or local):
        return str(address)
    if needed:
        raise OidcRefused(f"it has no {name} that can be used")
    return ""
