"""What each address needs: nothing, an account, a role; others are refused."""

from __future__ import annotations

from enum import Enum
from typing import Final

from flask import Flask, Response, g, redirect, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from search.query.tree import Query

from ..http.problems import in_api
from ..http.rates import Rates, network_of
from ..http.refusals import NotAllowed, SignInNeeded
from ..state.searching import limit_articles
from .attached import Accounts
from .identity import ANYBODY, Identity, find_identity, the_identity
from .people import Person, Role

__all__ = ["NEEDS", "Need", "register", "seen_by", "seen_by_person", "whom"]


class Need(Enum):
    """What somebody needs who asks for an address."""

    NOTHING = None
    READER = Role.READER
    EDITOR = Role.EDITOR
    ADMIN = Role.ADMIN


_FOR_ANYBODY: Final = (
    *("accounts.form", "accounts.sign_in", "oidc.start", "oidc.done"),
    *("assets.images", "assets.styles", "assets.scripts", "static"),
    *("health.live", "health.ready", "metrics.figures"),  # which tell of no article
    *("languages.choose", "opensearch.description"),
    "alerts.feed",  # whose address is the secret of somebody who may see it
)
_FOR_READERS: Final = (
    *("accounts.page", "accounts.sign_out", "accounts.new_password"),
    *("accounts.end_sessions", "accounts.make_token", "accounts.revoke_token"),
    *("api.article", "api.facet", "api.openapi", "api.search", "api.stats"),
    *("api.similar_articles", "api.suggestions", "api.people_together"),
    *("api.compare", "api.concordance", "api.unusual", "api_help.page"),
    *("exports.article", "exports.comparison", "exports.concordance"),
    *("exports.network", "exports.search"),
    *("facets.listing", "feed.atom"),
    *("help.advanced", "help.search", "opensearch.suggestions"),
    *("pages.article", "pages.compare", "pages.home", "pages.search"),
    *(
        "pages.comparison",
        "pages.concordance",
        "pages.network",
        "pages.person",
        "pages.similar",
        "saved.compare",
        "saved.listing",
        "saved.news",
    ),
    *("alerts.form", "alerts.watch", "alerts.stop"),
    *("kept.listing", "kept.export", "kept.star", "kept.write"),
    *("kept.take_off", "kept.put_back", "kept.read_in"),
    # whose searches these are decides who may change them: see OwnedStore
    *("saved.add", "saved.delete", "saved.look", "saved.rename"),
    *("saved.restore", "saved.seen", "saved.share", "saved.export"),
)

_FOR_EDITORS: Final = ("names.merge", "names.rename", "names.hide", "names.undo")
_FOR_ADMINS: Final = (
    *("admin.page", "admin.person", "admin.audit", "admin.audit_file"),
    *("admin.add", "admin.change", "admin.password", "admin.disable"),
    *("admin.enable", "admin.sign_out", "admin.make_token", "admin.revoke"),
    *("admin.put_collection", "admin.remove_collection"),
    "kept.adopt",
)
_UNCOUNTED: Final = (
    *("assets.images", "assets.styles", "assets.scripts", "static"),  # a page has many
    *("health.live", "health.ready", "metrics.figures"),
)
"""Requests that are no work, and whose number says nothing."""

NEEDS: Final = {
    **dict.fromkeys(_FOR_ANYBODY, Need.NOTHING),
    **dict.fromkeys(_FOR_READERS, Need.READER),
    **dict.fromkeys(_FOR_EDITORS, Need.EDITOR),
    **dict.fromkeys(_FOR_ADMINS, Need.ADMIN),
}
"""Endpoint → what is needed; an address that is not in here is refused to everybody."""


def register(app: Flask, accounts: Accounts | None, rates: Rates) -> None:
    """Let in only who may come in; where there are no accounts that is everybody.

    Args:
        rates: counts the requests of each.
    """
    app.add_template_global(_signed_in, "signed_in")
    if accounts is None:

        def let_in_anybody() -> None:
            if request.endpoint not in _UNCOUNTED:
                rates.take(whom(None))
            g.identity = ANYBODY
            limit_articles(None)

        app.before_request(let_in_anybody)
        return

    def check() -> AnyResponse | None:
        need = NEEDS.get(request.endpoint or "", Need.ADMIN)
        if request.endpoint in _UNCOUNTED:
            return None
        if need is Need.NOTHING:
            rates.take(whom(None))
            return None
        g.identity = find_identity(accounts)
        rates.take(whom(g.identity))
        if g.identity is None:
            return _sent_to_sign_in()
        if request.url_rule is not None and request.endpoint not in NEEDS:
            raise NotAllowed(f"nobody is told what {request.endpoint} needs")
        if request.url_rule is not None and not g.identity.may(need.value):
            raise NotAllowed(f"{request.endpoint} needs the role {need.value}")
        limit_articles(seen_by(accounts, g.identity))
        return None

    app.before_request(check)
    app.after_request(_unkept)


def whom(identity: Identity | None) -> str:
    """Return whom a request is counted for: a person, else an address."""
    if identity is not None and identity.person is not None:
        return f"person {identity.person.id}"
    return f"address {network_of(request.remote_addr or '')}"


def seen_by(accounts: Accounts, identity: Identity) -> Query | None:
    """Return what finds the articles somebody may see; ``None`` if that is all.

    Raises:
        AccountsUnreadable: if that cannot be told.
    """
    if identity.person is None or identity.role is Role.ADMIN:
        return None
    return accounts.collections.seen_by(identity.person)


def seen_by_person(accounts: Accounts, person: Person) -> Query | None:
    """Return the same for a person who does not ask just now.

    Raises:
        AccountsUnreadable: if that cannot be told.
    """
    return seen_by(accounts, Identity(person=person, role=person.role, by=""))


def _sent_to_sign_in() -> AnyResponse:
    """Send a browser to the page to sign in; tell a program that it has to.

    Raises:
        SignInNeeded: if whoever asks is no browser that could.
    """
    is_page = request.method in ("GET", "HEAD") and not in_api()
    wants_page = request.accept_mimetypes.quality("text/html") > 0
    if not is_page or not wants_page or request.authorization:
        raise SignInNeeded("nobody has signed in")
    path = request.full_path if request.query_string else request.path
    there = request.script_root + path
    return redirect(url_for("accounts.form", next=None if there == "/" else there), 303)


def _unkept(response: Response) -> Response:
    """What is for some people alone stays in no cache, nor behind a "back" button."""
    if NEEDS.get(request.endpoint or "") is not Need.NOTHING:
        response.headers["Cache-Control"] = "private, no-store"
        response.vary.update(("Cookie", "Authorization"))
    return response


def _signed_in() -> str:
    """The name of whoever has signed in, for pages to show; "" if nobody has."""
    identity: Identity | None = the_identity()
    return identity.person.name if identity and identity.person else ""
