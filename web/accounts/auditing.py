"""What of a request is noted in the audit log."""

from __future__ import annotations

from typing import Any, Final

from flask import Flask, Response, g, request

from ..http.access_log import request_id
from .audit import AuditLog
from .identity import Identity

__all__ = ["ACTIONS", "UNNOTED", "note_change", "register"]

ACTIONS: Final = {
    **dict.fromkeys(
        (
            *("pages.home", "pages.search", "facets.listing", "feed.atom"),
            *("pages.concordance", "api.concordance", "pages.person"),
            *("pages.comparison", "pages.network", "api.compare", "saved.compare"),
            *("api.search", "api.facet", "api.people_together", "api.unusual"),
            *("api.suggestions", "opensearch.suggestions", "help.advanced"),
            *("saved.listing", "saved.news", "api.stats", "alerts.feed"),
            "kept.listing",
        ),
        "search",
    ),
    **dict.fromkeys(
        (
            *("pages.article", "pages.compare", "pages.similar"),
            *("api.article", "api.similar_articles"),
        ),
        "open",
    ),
    **dict.fromkeys(
        (
            *("exports.search", "exports.concordance", "exports.article"),
            *("kept.export", "saved.export"),
            *("exports.comparison", "exports.network"),
        ),
        "export",
    ),
    **dict.fromkeys(
        (
            *("saved.add", "saved.delete", "saved.rename", "saved.restore"),
            *("saved.look", "saved.seen", "saved.share", "alerts.watch", "alerts.stop"),
            *("kept.star", "kept.write", "kept.take_off", "kept.put_back"),
            *("kept.read_in", "kept.adopt"),
            *("admin.add", "admin.change", "admin.password", "admin.disable"),
            *("admin.enable", "admin.sign_out", "admin.make_token", "admin.revoke"),
            *("admin.put_collection", "admin.remove_collection"),
            *("names.merge", "names.rename", "names.hide", "names.undo"),
            *("accounts.new_password", "accounts.end_sessions"),
            *("accounts.make_token", "accounts.revoke_token"),
        ),
        "change",
    ),
    **dict.fromkeys(
        ("admin.page", "admin.person", "admin.audit", "admin.audit_file"), "open"
    ),
    "accounts.sign_in": "sign in",
    "oidc.done": "sign in",
    "accounts.sign_out": "sign out",
}
"""Endpoint → what it is to ask for it."""

UNNOTED: Final = frozenset(
    (
        *(
            "accounts.form",
            "oidc.start",
            "accounts.page",
            "api.openapi",
            "api_help.page",
        ),
        "alerts.form",
        *("help.search", "languages.choose", "opensearch.description"),
        *("assets.images", "assets.scripts", "assets.styles", "static"),
        *("health.live", "health.ready", "metrics.figures"),
    )
)
"""Endpoints that show nothing of articles and change nothing."""


def note_change(**what: str) -> None:
    """Have the audit log say of this request what it changes, such as ``person``."""
    g.changed = what


def register(app: Flask, audit: AuditLog) -> None:
    """Note what is done in an application, if it is wanted."""
    if not audit.is_on:
        return

    def note(response: Response) -> Response:
        action = ACTIONS.get(request.endpoint or "", "")
        if action:
            audit.note(_entry(action, response.status_code, audit))
        return response

    app.after_request(note)


def _entry(action: str, status: int, audit: AuditLog) -> dict[str, Any]:
    """What is noted of this request.

    Of its address the rule is, and the ids in it: a name in it may be a search.
    """
    identity: Identity | None = g.get("identity")
    person = identity.person if identity else None
    ids = {name: v for name, v in (request.view_args or {}).items() if name in _IDS}
    entry: dict[str, Any] = {
        "who": person.name if person else g.get("trying", ""),
        "by": identity.by if identity else "",
        "address": request.remote_addr or "",
        "action": action,
        "what": request.url_rule.rule if request.url_rule else "",
        **ids,
        **g.get("changed", {}),
        "status": status,
        "request": request_id(),
    }
    if audit.with_queries and action != "sign in":  # a code is nobody's search
        named = {
            name: v for name, v in (request.view_args or {}).items() if name not in _IDS
        }
        entry |= {"query": request.query_string.decode("utf-8", "replace"), **named}
    return entry


_IDS: Final = ("article_id", "other_id", "search_id", "token_id", "kind", "field")
