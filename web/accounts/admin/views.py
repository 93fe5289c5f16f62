"""What ``dateline users`` and ``dateline collections`` do, for administrators."""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import Final, cast

from flask import (
    Blueprint,
    Flask,
    abort,
    current_app,
    redirect,
    render_template,
    request,
    url_for,
)
from werkzeug.wrappers import Response

from search.errors import AccountError, EngineError
from search.snapshot import Snapshot

from ...config import WebConfig
from ...http.refusals import NotAllowed, TooManyRequests
from ...i18n.translation import gettext
from ...state.searching import the_index
from ...state.state import SearchState
from ..attached import Accounts, the_accounts
from ..auditing import note_change
from ..collections import Collection
from ..identity import the_identity
from ..passwords import LONGEST, SHORTEST, Busy
from ..people import NoSuchPerson, Person, Role
from ..roles import role_words
from . import audit_pages
from .listing import (
    collections_of,
    people_of,
    person_of,
    sessions_of,
    tokens_of,
)

__all__ = ["blueprint", "register"]

_MOST_SENT: Final = 32 * 1024
_EXTENSION: Final = "dateline-admin"

blueprint = Blueprint("admin", __name__, url_prefix="/admin")
blueprint.get("/audit", endpoint="audit")(audit_pages.page)
blueprint.get("/audit.jsonl", endpoint="audit_file")(audit_pages.file)


def register(app: Flask, config: WebConfig) -> None:
    """Tell these pages under which limits the server runs."""
    app.extensions[_EXTENSION] = config
    app.add_template_global(is_admin)


def is_admin() -> bool:
    """Tell whether whoever asks finds these pages."""
    identity = the_identity()
    if identity is None or identity.person is None or identity.by == "token":
        return False
    return identity.may(Role.ADMIN)


@blueprint.before_request
def _for_people() -> None:
    """Without accounts there is no such page; no token is enough for it.

    Raises:
        NotAllowed: if a token is shown.
    """
    if the_accounts() is None:
        abort(404)
    request.max_content_length = _MOST_SENT
    if not is_admin():
        raise NotAllowed("accounts are changed by administrators who have signed in")


@blueprint.get("")
def page() -> str:
    """Everybody, all collections, who is signed in, and the limits."""
    return _page()


@blueprint.get("/people/<name>")
def person(name: str) -> str:
    """One person: what they may, and by what they come in."""
    return _person_page(name)


@blueprint.post("/people")
def add() -> Response | tuple[str, int]:
    """Give somebody an account."""
    form = request.form
    name, password = form.get("name", "").strip(), form.get("password", "")
    return _done(
        lambda: _accounts().people.add(
            name, password or None, _role(), form.get("email", "").strip()
        ),
        name,
        _page,
    )


@blueprint.post("/people/<name>")
def change(name: str) -> Response | tuple[str, int]:
    """Change the role, the e-mail address and the groups of somebody."""

    def do() -> None:
        people, role = _accounts().people, _role()
        if role is not Role.ADMIN:
            _not_oneself(name)
        people.set_groups(name, request.form.get("groups", "").split())
        people.change(name, role=role, email=request.form.get("email", "").strip())

    return _done(do, name)


@blueprint.post("/people/<name>/password")
def password(name: str) -> Response | tuple[str, int]:
    """Give somebody a new password, and sign them out everywhere."""
    new = request.form.get("password", "")
    return _done(lambda: _accounts().people.set_password(name, new), name)


@blueprint.post("/people/<name>/disable")
def disable(name: str) -> Response | tuple[str, int]:
    """Let somebody in no more."""

    def do() -> None:
        _not_oneself(name)
        _accounts().people.change(name, disabled=True)

    return _done(do, name)


@blueprint.post("/people/<name>/enable")
def enable(name: str) -> Response | tuple[str, int]:
    """Let somebody in again."""
    return _done(lambda: _accounts().people.change(name, disabled=False), name)


@blueprint.post("/people/<name>/sign-out")
def sign_out(name: str) -> Response | tuple[str, int]:
    """End all sessions of somebody."""
    return _done(lambda: _accounts().sessions.end_others(_named(name).id), name)


@blueprint.post("/people/<name>/tokens")
def make_token(name: str) -> str | tuple[str, int]:
    """Make a token of somebody and show it this once."""
    note_change(person=name)
    try:
        owner = _named(name)
        purpose = request.form.get("purpose", "")
        role = _role().at_most(owner.role)
        secret = _accounts().tokens.make(owner.id, purpose, role)
    except AccountError as error:
        return _person_page(name, trouble=_words(error)), 409
    return _person_page(name, secret=secret)


@blueprint.post("/people/<name>/tokens/<token_id>/revoke")
def revoke(name: str, token_id: str) -> Response | tuple[str, int]:
    """Make a token of somebody worthless."""
    if not _accounts().tokens.revoke(_named(name).id, token_id):
        abort(404)
    return _done(lambda: None, name)


@blueprint.post("/collections")
def put_collection() -> Response | tuple[str, int]:
    """Make a collection, in place of the one that may be called so."""
    form = request.form
    made = Collection(
        name=form.get("name", "").strip(),
        sources=_lines("sources"),
        folders=tuple(os.path.abspath(one) for one in _lines("folders")),  # noqa: PTH100
        groups=tuple(form.get("groups", "").split()),
    )
    note_change(collection=made.name)
    return _done(lambda: _accounts().collections.put(made), "", _page)


@blueprint.post("/collections/<name>/remove")
def remove_collection(name: str) -> Response | tuple[str, int]:
    """Forget a collection; everybody may see its articles then."""
    note_change(collection=name)
    return _done(lambda: _accounts().collections.remove(name), "", _page)


def _done(
    do: Callable[[], object],
    name: str,
    otherwise: Callable[..., str] | None = None,
) -> Response | tuple[str, int]:
    """Do something; go on to the page of a person, or say what is wrong.

    Args:
        name: whose page; "" for that of all.
        otherwise: makes the page that says what is wrong; else it is the person's.
    """
    if name:
        note_change(person=name)
    try:
        do()
    except Busy as error:
        raise TooManyRequests(str(error), 5) from error
    except NoSuchPerson:
        abort(404)
    except AccountError as error:
        told = _words(error)
        if otherwise is not None:
            return otherwise(trouble=told), 409
        return _person_page(name, trouble=told), 409
    place = url_for("admin.person", name=name) if name else url_for("admin.page")
    return redirect(f"{place}?done=1", 303)


def _page(*, trouble: str = "") -> str:
    accounts = _accounts()
    return render_template(
        "admin.html",
        people=people_of(accounts),
        sessions=sessions_of(accounts),
        collections=collections_of(accounts, _index()),
        limits=_limits(),
        roles=_roles(),
        done=request.args.get("done", ""),
        trouble=trouble,
        sent=request.form,
        shortest=SHORTEST,
        longest=LONGEST,
        state=SearchState(),
    )


def _person_page(name: str, *, trouble: str = "", secret: str = "") -> str:
    accounts = _accounts()
    try:
        found = person_of(accounts, name)
    except NoSuchPerson:
        abort(404)
    identity = the_identity()
    return render_template(
        "admin_person.html",
        one=found,
        is_oneself=identity is not None and identity.person == found.person,
        sessions=sessions_of(accounts, found.person),
        tokens=tokens_of(accounts, found.person),
        roles=_roles(),
        done=request.args.get("done", ""),
        trouble=trouble,
        secret=secret,
        shortest=SHORTEST,
        longest=LONGEST,
        state=SearchState(),
    )


def _limits() -> tuple[tuple[str, str], ...]:
    """The settings that limit people, by their names, as they are in force."""
    config = cast(WebConfig, current_app.extensions[_EXTENSION])
    rate = config.requests_per_minute
    return (
        ("requests-per-minute", "–" if rate is None else str(rate)),
        ("exports", str(config.exports)),
        ("exports-per-client", str(config.exports_per_client)),
        ("export-seconds", str(config.export_seconds)),
        ("audit", config.audit),
        ("audit-days", str(config.audit_days)),
        ("identity-header", config.identity_header or "–"),
        ("read-only", "yes" if config.read_only else "no"),
    )


def _index() -> Snapshot | None:
    try:
        return the_index()
    except EngineError:
        return None


def _not_oneself(name: str) -> None:
    """Refuse to let administrators shut themselves out.

    Raises:
        AccountError: if it is them.
    """
    identity = the_identity()
    person = identity.person if identity else None
    if person is not None and person.id == _named(name).id:
        raise AccountError("another administrator has to do this to your account")


def _words(error: AccountError) -> str:
    return gettext("This could not be done: %(why)s", why=str(error))


def _roles() -> list[tuple[Role, str]]:
    return [(role, role_words(role)) for role in Role]


def _role() -> Role:
    told = request.form.get("role", "")
    return next((role for role in Role if role == told), Role.READER)


def _lines(field: str) -> tuple[str, ...]:
    lines = (line.strip() for line in request.form.get(field, "").splitlines())
    return tuple(filter(None, lines))


def _named(name: str) -> Person:
    try:
        return _accounts().people.named(name)
    except NoSuchPerson:
        abort(404)


def _accounts() -> Accounts:
    found = the_accounts()
    assert found is not None  # see _for_people
    return found
