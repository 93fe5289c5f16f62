"""The addresses by which somebody goes to a provider and comes back."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Final, cast

from flask import Blueprint, Flask, abort, current_app, g, redirect, request, url_for
from werkzeug.wrappers import Response

from ...i18n.languages import own_path
from ...i18n.translation import gettext
from ..attached import the_accounts
from ..login import login_page, signed_in
from .config import OidcConfig
from .refused import OidcRefused

if TYPE_CHECKING:
    from .signing_in import SigningIn

__all__ = ["attach_provider", "blueprint"]

blueprint = Blueprint("oidc", __name__)

_COOKIE: Final = "dateline-signing-in"
_SECONDS: Final = 600
_EXTENSION: Final = "dateline-oidc"

_log = logging.getLogger(__name__)


@blueprint.before_request
def _with_provider() -> None:
    """Without a provider there is no such page."""
    if the_accounts() is None or _signing_in() is None:
        abort(404)


@blueprint.get("/login/provider")
def start() -> Response | tuple[str, int]:
    """Send somebody to the provider."""
    from .signing_in import Begun

    begun = Begun.now(own_path(request.args.get("next") or "/"))
    try:
        response = redirect(_provider().address(begun, _own(".done")), 303)
    except OidcRefused as error:
        return _refused(error)
    response.set_cookie(
        _COOKIE,
        begun.written,
        max_age=_SECONDS,
        path=_path(),
        secure=request.is_secure,
        httponly=True,
        samesite="Lax",  # it has to come with a link of the provider's
    )
    return response


@blueprint.get("/login/provider/done")
def done() -> Response | tuple[str, int]:
    """Sign somebody in who comes back from the provider, if it is believed."""
    from .signing_in import Begun
    from .subjects import person_of

    accounts = the_accounts()
    assert accounts is not None  # see _with_provider
    told = request.args
    try:
        begun = Begun.read(request.cookies.get(_COOKIE, ""))
        if "error" in told:
            raise OidcRefused(f"the provider says {told['error'][:200]!r}")
        claimed = _provider().finish(
            begun, told.get("state", ""), told.get("code", ""), _own(".done")
        )
        g.trying = accounts.people.known_name(claimed.name)  # for the audit log
        person = person_of(accounts.database, claimed)
    except OidcRefused as error:
        return _refused(error)
    g.trying = person.name
    response = signed_in(accounts, person, redirect(own_path(begun.there), 303))
    response.delete_cookie(_COOKIE, path=_path())
    return response


def _refused(error: OidcRefused) -> tuple[str, int]:
    _log.warning("nobody was signed in by the provider: %s", error)
    trouble = gettext("You could not be signed in. Whoever runs this page can see why.")
    return login_page("", trouble=trouble), 403


def attach_provider(app: Flask, config: OidcConfig | None) -> None:
    """Let people sign in to an application at a provider, if there is one."""
    found = None
    if config is not None:
        from .signing_in import SigningIn  # takes time, and few want it

        found = SigningIn(config)
    app.extensions[_EXTENSION] = found
    app.add_template_global(_provider_name, "provider_name")
    app.add_template_global(_end_address, "provider_end_address")


def _provider_name() -> str:
    """What people call the provider, for pages to show; "" if there is none."""
    found = _signing_in()
    return found.config.name if found else ""


def _end_address() -> str:
    """Where somebody can sign out of the provider too; "" if nowhere."""
    found = _signing_in()
    return found.end_address(_own("accounts.form")) if found else ""


def _signing_in() -> SigningIn | None:
    return cast("SigningIn | None", current_app.extensions[_EXTENSION])


def _provider() -> SigningIn:
    found = _signing_in()
    assert found is not None  # see _with_provider
    return found


def _own(endpoint: str) -> str:
    """The whole address of a page of ours, as the provider knows it."""
    public = _provider().config.public_url
    if public:
        return public + url_for(endpoint)[len(request.script_root) :]
    return url_for(endpoint, _external=True)


def _path() -> str:
    return f"{request.script_root}/login"
