"""Every error → a status and a page; below ``/api/`` a problem instead."""

from __future__ import annotations

import logging
from dataclasses import dataclass, replace
from typing import Final

from flask import Flask, Response, g, make_response, render_template, request
from flask.globals import request_ctx
from werkzeug.exceptions import HTTPException

from search.errors import (
    AccountsUnreadable,
    ArticleMissing,
    ConfigError,
    DatelineError,
    EngineError,
    EngineUnavailable,
    EngineUnreachable,
    IndexMissing,
    IndexOutdated,
    QueryError,
)
from search.messages import english

from ..state.state import SearchState
from .access_log import request_id
from .problems import ApiProblem, in_api, problem_response
from .refusals import (
    ForeignForm,
    NotAllowed,
    Refusal,
    SignInNeeded,
    TooManyRequests,
)

__all__ = ["EXPLANATIONS", "STATUSES", "Explanation", "explanation", "register"]

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Explanation:
    """What a visitor is told: nothing of folders, addresses or code.

    Attributes:
        name: what scripts know it by; it stays.
        title: a heading in English, as scripts are told; the page translates it.
        text: a sentence or two, likewise.
        command: what whoever runs this has to type, if anything.
        retry_after: seconds after which to try again; 0 says nothing of that.
    """

    status: int
    name: str
    title: str
    text: str
    command: str = ""
    retry_after: int = 0


_UNEXPECTED: Final = Explanation(
    500,
    "internal",
    english("Something went wrong"),
    english("This was not your fault. The log has the details."),
)

EXPLANATIONS: Final[dict[type[Exception], Explanation]] = {
    QueryError: Explanation(
        400,
        "bad-query",
        english("This cannot be searched for"),
        english("This search cannot be answered. Please ask it in another way."),
    ),
    ArticleMissing: Explanation(
        404,
        "no-such-article",
        english("There is no such article"),
        english(
            "No article has this address. It may have been removed since the link "
            "was made."
        ),
    ),
    IndexMissing: Explanation(
        503,
        "no-index",
        english("Nothing is indexed yet"),
        english("There are no articles to search. To index a folder of them, run:"),
        "dateline index FOLDER",
    ),
    IndexOutdated: Explanation(
        503,
        "index-outdated",
        english("The index is out of date"),
        english(
            "It was made by another version of Dateline. No article is lost. "
            "To rebuild the index, run:"
        ),
        "dateline reindex",
    ),
    EngineUnreachable: Explanation(
        503,
        "index-unreachable",
        english("The articles cannot all be reached just now"),
        english("Nothing is lost. Please try again in a moment."),
        retry_after=5,
    ),
    EngineUnavailable: Explanation(
        503,
        "index-unavailable",
        english("The index cannot be read"),
        english(
            "Please try again in a moment. If that does not help, the log says why. "
            "To rebuild the index, run:"
        ),
        "dateline reindex",
    ),
    EngineError: Explanation(
        503,
        "index-unavailable",
        english("The index cannot be read"),
        english("Please try again in a moment."),
    ),
    ConfigError: Explanation(
        500,
        "misconfigured",
        english("Dateline is not set up correctly"),
        english("A setting is wrong; the log says which."),
    ),
    AccountsUnreadable: Explanation(
        503,
        "accounts-unavailable",
        english("Nobody can sign in just now"),
        english("The accounts cannot be read. The log says why."),
    ),
    SignInNeeded: Explanation(
        401,
        "sign-in",
        english("Please sign in"),
        english("This needs an account: sign in, or send a token."),
    ),
    NotAllowed: Explanation(
        403,
        "not-allowed",
        english("You may not do this"),
        english("Whoever runs this page can give your account another role."),
    ),
    ForeignForm: Explanation(
        403,
        "foreign-form",
        english("This did not come from a page of Dateline"),
        english(
            "Nothing was changed. Something can only be changed by the forms of this "
            "page, and not by another page or program in your name."
        ),
    ),
    TooManyRequests: Explanation(
        429,
        "too-many",
        english("That was too often"),
        english("Please wait a moment and try again."),
    ),
    DatelineError: _UNEXPECTED,
}
"""What each error means here; the nearest base class decides."""

STATUSES: Final = {
    found.status: found
    for found in (
        Explanation(
            400,
            "bad-address",
            english("This address is not valid"),
            english("Something in it cannot be read."),
        ),
        Explanation(
            404,
            "no-such-address",
            english("There is no such page"),
            english("Please check the address, or search."),
        ),
        Explanation(
            405,
            "read-only",
            english("This page is for reading only"),
            english("It takes no requests that change anything."),
        ),
        Explanation(
            413,
            "too-large",
            english("That is too much"),
            english("Nothing needs to be sent to this page."),
        ),
        Explanation(
            503,
            "busy",
            english("Too many exports are running"),
            english("Please try again in half a minute."),
        ),
        _UNEXPECTED,
    )
}
"""What other errors mean, by their status."""

_FORM_ALONE: Final = Explanation(
    405,
    "form-only",
    english("There is nothing to read at this address"),
    english("It only takes what a form sends. Please go back, or search."),
)
"""What a 405 means to somebody who only asked: they opened the address of a form."""


def explanation(error: DatelineError | Refusal) -> Explanation:
    """Return what a visitor is told of an error."""
    for kind in type(error).__mro__:
        if kind in EXPLANATIONS:
            return EXPLANATIONS[kind]
    raise KeyError(type(error))


def register(app: Flask) -> None:
    """Answer every error in the application; details go to the log."""
    app.register_error_handler(DatelineError, _own)
    app.register_error_handler(Refusal, _own)
    # Also what nobody foresaw: Flask logs it and hands over a plain 500.
    app.register_error_handler(HTTPException, _http)


def _own(error: DatelineError | Refusal) -> Response:
    found = explanation(error)
    if isinstance(error, Refusal):
        found = replace(found, retry_after=error.retry_after)
    if found.status >= 500:
        # what is only not there yet is no failure of which to know the place
        state = isinstance(error, IndexMissing | IndexOutdated)
        _log.error("%s", error, exc_info=None if state else error)
    return _response(found)


def _http(error: HTTPException) -> Response | HTTPException:
    if isinstance(error, ApiProblem):
        return problem_response(
            error.code, error.kind, error.title, error.detail, error.faults
        )
    status = error.code or 500
    if status < 400:  # a redirect is no error
        return error
    plain = Explanation(status, f"status-{status}", error.name, "")
    found = STATUSES.get(status, plain)
    if status == 405 and request.method in ("GET", "HEAD") and not in_api():
        found = _FORM_ALONE
    response = _response(found)
    for name, value in error.get_headers(request.environ):
        if name in ("Allow", "Retry-After"):
            response.headers[name] = value
    return response


def _response(found: Explanation) -> Response:
    if in_api():
        detail = " ".join(filter(None, [found.text, found.command])) or found.title
        problem = problem_response(found.status, found.name, found.title, detail)
        return _with_retry(problem, found)
    if request_ctx.url_adapter is None or g.get("host_refused"):  # no place for links
        response = make_response(f"{found.title}. {found.text}\n")
        response.content_type = "text/plain; charset=utf-8"
    else:
        response = make_response(
            render_template(
                "error.html", error=found, state=SearchState(), id=request_id()
            )
        )
    response.status_code = found.status
    return _with_retry(response, found)


def _with_retry(response: Response, found: Explanation) -> Response:
    if found.status == 401:
        response.headers["WWW-Authenticate"] = 'Bearer realm="Dateline"'
    if found.retry_after:
        response.headers["Retry-After"] = str(found.retry_after)
    return response
