"""The languages the page speaks, and which of them a visitor is shown."""

from __future__ import annotations

from typing import Final

from babel import Locale
from flask import Blueprint, Flask, abort, redirect, request
from werkzeug.wrappers import Response

from search.codes.languages import language_code

from . import translation
from .translation import translator

__all__ = [
    "LANGUAGES",
    "blueprint",
    "language_tag",
    "own_path",
    "register",
    "shown_language",
    "shown_locale",
    "text_direction",
]

LANGUAGES: Final = {
    "en": "English",
    "de": "Deutsch",
    "es": "Español",
    "fr": "Français",
}
"""The languages by their codes, each under the name its speakers use."""

_RIGHT_TO_LEFT: Final = frozenset(("ar", "dv", "fa", "he", "ps", "ug", "ur", "yi"))
_EITHER_WAY: Final = frozenset(
    ("az", "ff", "ha", "kk", "kr", "ks", "ku", "ky", "ms", "pa", "sd", "tg", "tk", "uz")
)
"""Languages that are written in several scripts, one of them from right to left."""

_COOKIE: Final = "language"
_YEAR: Final = 365 * 24 * 60 * 60

blueprint = Blueprint("languages", __name__)


def register(app: Flask) -> None:
    """Translate the pages: into the language chosen, else the browser's own."""
    translation.register(app, _wanted)
    app.context_processor(lambda: {"languages": LANGUAGES, "language": shown_language})


def shown_language() -> str:
    """Return the code of the language this page is in."""
    return translator().language


def shown_locale() -> Locale:
    """Return how this page writes dates and numbers; its English is British."""
    return translator().locale


def language_tag(language: str) -> str:
    """Return what ``lang`` says of an article's text; empty where it is not known.

    Without it the text would be taken to be in the language of the page.
    """
    return language_code(language) or ""


def text_direction(language: str) -> str:
    """Return what ``dir`` says of an article's text: ``rtl``, ``ltr`` or ``auto``.

    A language says it wherever it is known and written in one direction; otherwise the
    first letter does, which in a text may be that of a foreign name.
    """
    code = language_code(language)
    if code in _RIGHT_TO_LEFT:
        return "rtl"
    return "ltr" if code and code not in _EITHER_WAY else "auto"


def _wanted() -> str:
    chosen = request.cookies.get(_COOKIE, "")
    if chosen in LANGUAGES:
        return chosen
    # The first that we speak, in whatever country: "es-MX, en" wants Spanish.
    for tag, quality in request.accept_languages:
        code = tag.partition("-")[0].lower()
        if quality and code in LANGUAGES:
            return code
    return "en"


@blueprint.get("/language/<code>")
def choose(code: str) -> Response:
    """Remember a language in a cookie, and go back to the page of this site asked."""
    if code not in LANGUAGES:
        abort(404)
    back = request.args.get("back", "/")
    # Only a path of our own: "//host" and "/\host" lead elsewhere.
    safe = back.startswith("/") and back[1:2] not in ("/", "\\") and back.isprintable()
    response = redirect(back if safe else "/")
    response.set_cookie(_COOKIE, code, max_age=_YEAR, samesite="Lax", httponly=True)
    return response


def own_path(path: str) -> str:
    """Return a path to go to, or that of the front page where it leads elsewhere."""
    # "//host" and "/\\host" are no paths of ours
    safe = path.startswith("/") and path[1:2] not in ("/", "\\") and path.isprintable()
    return path if safe else f"{request.script_root}/"
