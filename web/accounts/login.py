"""The page to sign in, and the session that begins then, however it is proved."""

from __future__ import annotations

from flask import render_template, request
from werkzeug.wrappers import Response

from ..state.state import SearchState
from .attached import Accounts
from .identity import COOKIE
from .passwords import LONGEST
from .people import Person
from .sessions import LONGEST_SECONDS

__all__ = ["login_page", "signed_in"]


def signed_in(accounts: Accounts, person: Person, response: Response) -> Response:
    """Begin a session in place of the one the browser may have."""
    agent, before = request.user_agent.string, request.cookies.get(COOKIE, "")
    key = accounts.sessions.begin(person.id, agent, instead_of=before)
    response.set_cookie(
        COOKIE,
        key,
        max_age=LONGEST_SECONDS,
        path=request.script_root or "/",
        secure=request.is_secure,
        httponly=True,
        samesite="Lax",
    )
    return response


def login_page(
    there: str, *, name: str = "", trouble: str = "", out: bool = False
) -> str:
    """Return the page to sign in.

    Args:
        there: where to go then.
        trouble: why somebody is here again.
        out: whether somebody has just signed out.
    """
    return render_template(
        "login.html",
        there=there,
        name=name[:LONGEST],
        trouble=trouble,
        longest=LONGEST,
        out=out,
        state=SearchState(),
    )
