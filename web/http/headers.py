"""Security, Vary and language headers of every response."""

from __future__ import annotations

import re
from typing import Final

from flask import Flask, Response, request
from werkzeug.exceptions import MethodNotAllowed

from ..i18n.languages import shown_language
from .origin import is_our_own
from .refusals import ForeignForm

__all__ = ["SECURITY_HEADERS", "register"]

_CONTENT_SECURITY_POLICY: Final = "; ".join(
    [
        "default-src 'none'",
        "style-src 'self'",
        "script-src 'self'",
        "img-src 'self' data:",
        "font-src 'self'",
        "connect-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    ]
)

SECURITY_HEADERS: Final = {
    "Content-Security-Policy": _CONTENT_SECURITY_POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=()",
}

_METHODS: Final = ("GET", "HEAD")

_CHANGED: Final = re.compile("/(saved|kept|names|account|admin)(/.*)?|/(login|logout)")
"""Where something may be changed: pages that see to who may."""


def register(app: Flask) -> None:
    """Refuse what changes something unasked; put the headers on all responses.

    Only some pages may be sent something, and only by a page of ours.
    """
    app.before_request(_only_reading)
    app.before_request(_only_our_forms)
    app.after_request(_with_headers)


def _only_reading() -> None:
    changes = request.method == "POST" and _CHANGED.fullmatch(request.path)
    if request.method not in _METHODS and not changes:
        raise MethodNotAllowed(valid_methods=_METHODS)


def _only_our_forms() -> None:
    """Refuse forms of other pages, which a browser sends with our cookies.

    What shows a token is no form: no other page can make a browser send one, and
    programs say nothing of where they come from.
    """
    told = request.authorization
    if request.method in _METHODS or (told is not None and told.type == "bearer"):
        return
    site, origin = map(request.headers.get, ("Sec-Fetch-Site", "Origin"))
    if not is_our_own(site, origin, request.host):
        raise ForeignForm("a form of another page was refused")


def _with_headers(response: Response) -> Response:
    response.headers.update(SECURITY_HEADERS)
    # Everything may be another with the next article, or the next language.
    response.headers.setdefault("Cache-Control", "no-cache")
    if response.mimetype == "text/html":  # a page, in the language of who asked
        response.headers["Content-Language"] = shown_language()
        response.vary.update(("Accept-Language", "Cookie"))
    return response
