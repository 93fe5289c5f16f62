"""The pages to sign in and out, and the one of a person's own account."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final

from flask import Blueprint, abort, g, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from search.errors import AccountError

from ..http.refusals import NotAllowed, TooManyRequests
from ..i18n.formats import day_words, grouped
from ..i18n.languages import own_path
from ..i18n.translation import gettext, ngettext
from ..state.state import SearchState
from .attached import Accounts, the_accounts
from .identity import COOKIE, the_identity
from .login import login_page, signed_in
from .passwords import LONGEST, SHORTEST, BadPassword, Busy
from .people import Person, Role
from .roles import role_words

__all__ = ["blueprint"]

blueprint = Blueprint("accounts", __name__)

_MOST_SENT: Final = 8 * 1024


@dataclass(frozen=True, slots=True)
class _Listed:
    """A session or a token as it is listed."""

    id: str
    name: str
    role: str
    made: str
    used: str
    is_this: bool = False


@blueprint.before_request
def _with_accounts() -> None:
    """Without accounts there is no such page."""
    if the_accounts() is None:
        abort(404)
    if request.method == "POST":
        request.max_content_length = _MOST_SENT


@blueprint.get("/login")
def form() -> str:
    """The page to sign in."""
    return login_page(request.args.get("next", ""), out="out" in request.args)


@blueprint.post("/login")
def sign_in() -> Response | tuple[str, int, dict[str, str]]:
    """Sign somebody in, in a session that begins now, or say that it was wrong."""
    accounts = _accounts()
    name, password = request.form.get("name", ""), request.form.get("password", "")
    there, address = request.form.get("next", ""), request.remote_addr or ""
    g.trying = accounts.people.known_name(name)  # for the audit log
    wait = accounts.attempts.begin(name, address)
    if wait:
        return _refused(there, name, wait)
    try:
        person = accounts.people.signing_in(name, password)
    except Busy as error:
        accounts.attempts.undo(name, address)
        raise TooManyRequests(str(error), 5) from error
    if person is None:
        return _refused(there, name, accounts.attempts.wait(name, address))
    accounts.attempts.succeeded(name, address)
    return signed_in(accounts, person, redirect(own_path(there or "/"), 303))


def _refused(there: str, name: str, wait: int) -> tuple[str, int, dict[str, str]]:
    trouble = gettext("The name or the password is wrong.")
    if not wait:
        return login_page(there, name=name, trouble=trouble), 403, {}
    pause = ngettext(
        "That was wrong too often. Please wait %(num)s second.",
        "That was wrong too often. Please wait %(num)s seconds.",
        wait,
        num=grouped(wait),
    )
    return login_page(there, name=name, trouble=pause), 429, {"Retry-After": str(wait)}


@blueprint.post("/logout")
def sign_out() -> Response:
    """End this session."""
    _accounts().sessions.end(request.cookies.get(COOKIE, ""))
    response = redirect(url_for("accounts.form", out="1"), 303)
    response.delete_cookie(COOKIE, path=request.script_root or "/")
    return response


@blueprint.get("/account")
def page() -> str:
    """The account of whoever asks."""
    return _page()


@blueprint.post("/account/password")
def new_password() -> Response | tuple[str, int]:
    """Change one's password, and end all other sessions."""
    accounts, person = _accounts(), _person()
    old, new = request.form.get("old", ""), request.form.get("new", "")
    address = request.remote_addr or ""
    wait = accounts.attempts.begin(person.name, address)
    if wait:
        raise TooManyRequests("too many wrong passwords", wait)
    try:
        if accounts.people.signing_in(person.name, old) is None:
            return _page(trouble=gettext("The old password is wrong.")), 403
        accounts.attempts.succeeded(person.name, address)
        accounts.people.set_password(person.name, new)
    except Busy as error:
        accounts.attempts.undo(person.name, address)
        raise TooManyRequests(str(error), 5) from error
    except BadPassword:
        trouble = ngettext(
            "A password has at least %(num)s character, and is not your name.",
            "A password has at least %(num)s characters, and is not your name.",
            SHORTEST,
            num=grouped(SHORTEST),
        )
        return _page(trouble=trouble), 400
    response = redirect(url_for("accounts.page", done="password"), 303)
    return signed_in(accounts, person, response)


@blueprint.post("/account/sessions/end")
def end_sessions() -> Response:
    """Sign out everywhere else."""
    _accounts().sessions.end_others(_person().id, request.cookies.get(COOKIE, ""))
    return redirect(url_for("accounts.page", done="sessions"), 303)


@blueprint.post("/account/tokens")
def make_token() -> str | tuple[str, int]:
    """Make a token and show it this once."""
    person, name = _person(), request.form.get("name", "")
    role = next((r for r in Role if r == request.form.get("role")), Role.READER)
    try:
        secret = _accounts().tokens.make(person.id, name, role.at_most(person.role))
    except AccountError:
        trouble = gettext("You have too many tokens; revoke one first.")
        return _page(trouble=trouble), 409
    return _page(secret=secret)


@blueprint.post("/account/tokens/<token_id>/revoke")
def revoke_token(token_id: str) -> Response:
    """Make one of one's tokens worthless."""
    if not _accounts().tokens.revoke(_person().id, token_id):
        abort(404)
    return redirect(url_for("accounts.page", done="token"), 303)


def _page(*, trouble: str = "", secret: str = "") -> str:
    accounts, person, identity = _accounts(), _person(), the_identity()
    here = accounts.sessions.find(request.cookies.get(COOKIE, ""))
    sessions = [
        _Listed(one.id, one.agent, "", _day(one.made), _day(one.seen), one == here)
        for one in accounts.sessions.of(person.id)
    ]
    tokens = [
        _Listed(
            one.id,
            one.name,
            role_words(one.role),
            _day(one.made),
            _day(one.used) if one.used else "",
        )
        for one in accounts.tokens.of(person.id)
    ]
    return render_template(
        "account.html",
        person=person,
        role=role_words(person.role),
        by=identity.by if identity else "",
        sessions=sessions,
        tokens=tokens,
        roles=[(r, role_words(r)) for r in Role if person.role.covers(r)],
        done=request.args.get("done", ""),
        trouble=trouble,
        secret=secret,
        shortest=SHORTEST,
        longest=LONGEST,
        state=SearchState(),
    )


def _day(moment: float) -> str:
    return day_words(datetime.fromtimestamp(moment, UTC).date())


def _accounts() -> Accounts:
    found = the_accounts()
    assert found is not None  # see _with_accounts
    return found


def _person() -> Person:
    """Whoever asks, if they may change their account: a token may not.

    Raises:
        NotAllowed: if they may not.
    """
    identity = the_identity()
    if identity is None or identity.person is None or identity.by == "token":
        raise NotAllowed("an account is changed by whoever has signed in")
    return identity.person
