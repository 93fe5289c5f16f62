"""A provider of OpenID Connect that runs as a process of its own.

It signs real tokens, demands PKCE, and takes each code once. Whoever asks is who the
parameter ``user`` of the authorization says; ``fault`` makes it lie in one way.
"""

from __future__ import annotations

import base64
import hashlib
import json
import secrets
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, Final
from urllib.parse import parse_qs, urlencode, urlsplit

from joserfc import jwt
from joserfc.jwk import Key, KeySet, OctKey, RSAKey

CLIENT: Final = "dateline"
SECRET: Final = "a secret of both"

PEOPLE: Final[dict[str, dict[str, Any]]] = {
    "anna": {"sub": "1", "preferred_username": "anna", "groups": ["newsroom"]},
    "boris": {"sub": "2", "preferred_username": "boris", "groups": ["kitchen"]},
    # who calls herself as somebody else is called
    "mallory": {"sub": "3", "preferred_username": "anna", "groups": ["newsroom"]},
    "ida": {
        "sub": "4",
        "preferred_username": "ida",
        "groups": ["newsroom", "it"],
        "email": "ida@example.org",
        "email_verified": True,
    },
}


class _Provider(ThreadingHTTPServer):
    """What it knows."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.issuer = f"http://127.0.0.1:{self.server_port}"
        self.codes: dict[str, dict[str, str]] = {}
        self.access: dict[str, dict[str, Any]] = {}
        self.key = RSAKey.generate_key(2048, {"kid": "first", "use": "sig"})
        self.published: list[Key] = [self.key]

    def new_key(self) -> None:
        """Sign with another key from now on, which is published too."""
        self.key = RSAKey.generate_key(2048, {"kid": secrets.token_hex(4)})
        self.published.append(self.key)

    def token(self, asked: dict[str, str]) -> str:
        """The token of whoever was asked, wrong in the way that was wished."""
        now, fault = int(time.time()), asked.get("fault", "")
        person = PEOPLE[asked["user"]]
        claims: dict[str, Any] = {
            "iss": self.issuer,
            "aud": CLIENT,
            "iat": now,
            "exp": now + 300,
            "nonce": asked.get("nonce", ""),
            **(person if fault != "few claims" else {"sub": person["sub"]}),
        }
        changed: dict[str, dict[str, Any]] = {
            "expired": {"iat": now - 900, "exp": now - 600},
            "audience": {"aud": "another"},
            "audiences": {"aud": [CLIENT, "another"], "azp": "another"},
            "issuer": {"iss": "https://evil.test"},
            "nonce": {"nonce": "another"},
        }
        claims |= changed.get(fault, {})
        header = {"alg": "RS256", "kid": str(self.key.kid)}
        if fault == "unsigned":
            parts = ({"alg": "none"}, claims)
            return ".".join(map(_packed, parts)) + "."
        if fault == "public key":  # as the key of a signature anybody could make
            public = OctKey.import_key(self.key.as_pem(private=False))
            return jwt.encode({"alg": "HS256"}, claims, public)
        if fault == "another's key":
            other = RSAKey.generate_key(2048, {"kid": str(self.key.kid)})
            return jwt.encode(header, claims, other)
        return jwt.encode(header, claims, self.key)


def _packed(told: dict[str, Any]) -> str:
    return base64.urlsafe_b64encode(json.dumps(told).encode()).decode().rstrip("=")


class _Handler(BaseHTTPRequestHandler):
    server: _Provider

    def do_GET(self) -> None:
        parts = urlsplit(self.path)
        asked = {name: values[-1] for name, values in parse_qs(parts.query).items()}
        issuer = self.server.issuer
        if parts.path == "/.well-known/openid-configuration":
            self._tell(
                {
                    "issuer": issuer,
                    "authorization_endpoint": f"{issuer}/authorize",
                    "token_endpoint": f"{issuer}/token",
                    "userinfo_endpoint": f"{issuer}/user",
                    "jwks_uri": f"{issuer}/keys",
                    "end_session_endpoint": f"{issuer}/end",
                }
            )
        elif parts.path == "/keys":
            self._tell(dict(KeySet(self.server.published).as_dict(private=False)))
        elif parts.path == "/authorize":
            self._authorize(asked)
        elif parts.path == "/user":
            shown = self.headers.get("Authorization", "").removeprefix("Bearer ")
            self._tell(self.server.access.get(shown, {}))
        elif parts.path == "/new-key":
            self.server.new_key()
            self._tell({})
        else:
            self._tell({}, 404)

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"])).decode()
        sent = {name: values[-1] for name, values in parse_qs(body).items()}
        known = base64.b64encode(f"{CLIENT}:{SECRET.replace(' ', '%20')}".encode())
        asked = self.server.codes.pop(sent.get("code", ""), None)
        digest = hashlib.sha256(sent.get("code_verifier", "").encode()).digest()
        proof = base64.urlsafe_b64encode(digest).decode().rstrip("=")
        if (
            self.headers.get("Authorization") != f"Basic {known.decode()}"
            or asked is None
            or asked["code_challenge"] != proof
            or asked["redirect_uri"] != sent.get("redirect_uri")
        ):
            self._tell({"error": "invalid_grant"}, 400)
            return
        access = secrets.token_hex(8)
        self.server.access[access] = PEOPLE[asked["user"]]
        token = self.server.token(asked)
        self._tell({"id_token": token, "access_token": access, "token_type": "Bearer"})

    def _authorize(self, asked: dict[str, str]) -> None:
        whole = (
            asked.get("client_id") == CLIENT and asked.get("response_type") == "code"
        )
        if not whole or asked.get("code_challenge_method") != "S256":
            self._tell({"error": "invalid_request"}, 400)
            return
        told = {"state": asked["state"]}
        if asked.get("fault") == "refused":
            told["error"] = "access_denied"
        else:
            told["code"] = secrets.token_hex(8)
            self.server.codes[told["code"]] = asked
        self.send_response(302)
        self.send_header("Location", f"{asked['redirect_uri']}?{urlencode(told)}")
        self.end_headers()

    def _tell(self, told: dict[str, Any], status: int = 200) -> None:
        body = json.dumps(told).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


@contextmanager
def provider() -> Iterator[str]:
    """Run a provider; yield its address."""
    command = [sys.executable, "-m", "support.oidc_provider"]
    folder = Path(__file__).parent.parent
    with subprocess.Popen(
        command, cwd=folder, stdout=subprocess.PIPE, text=True
    ) as process:
        try:
            assert process.stdout is not None
            yield process.stdout.readline().strip()
        finally:
            process.kill()


if __name__ == "__main__":
    serving = _Provider()
    sys.stdout.write(f"{serving.issuer}\n")
    sys.stdout.flush()
    serving.serve_forever()
