"""Style sheets and scripts, under addresses that change when they do.

A page asks for one style sheet, joined from the files it names, and for its scripts,
whose imports are beside them. The address holds a version made of all these files, so
a browser keeps them for good and asks for nothing on the next page.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

from flask import Blueprint, Flask, Response, abort, url_for

__all__ = ["blueprint", "register"]

blueprint = Blueprint("looks", __name__, url_prefix="/look")

_STATIC: Final = Path(__file__).parent / "static"
_FOR_GOOD: Final = "public, max-age=31536000, immutable"
_BASE: Final = ("dateline", "suggest")
"""What every page needs, before its own."""


@dataclass(frozen=True, slots=True)
class _Looks:
    """All style sheets and scripts by name, and what changes when one of them does."""

    styles: Mapping[str, bytes]
    scripts: Mapping[str, bytes]
    version: str


def register(app: Flask) -> None:
    """Give templates the addresses: ``styles("search charts")``, ``script("map")``."""
    app.jinja_env.globals.update(styles=_styles_href, script=_script_href)


@cache
def _looks() -> _Looks:
    styles, scripts = (
        {path.stem: path.read_bytes() for path in sorted(_STATIC.glob(pattern))}
        for pattern in ("*.css", "script/*.js")
    )
    seen = hashlib.blake2b(digest_size=6)
    for text in (*styles.values(), *scripts.values()):
        seen.update(text + b"\0")
    return _Looks(styles, scripts, seen.hexdigest())


def _styles_href(names: str) -> str:
    joined = "+".join((*_BASE, *names.split()))
    return url_for("looks.styles", version=_looks().version, names=joined)


def _script_href(name: str) -> str:
    return url_for("looks.script", version=_looks().version, name=name)


@blueprint.get("/<version>/<names>.css")
def styles(version: str, names: str) -> Response:
    """Return style sheets, joined in the order they are named in."""
    looks = _looks()
    wanted = names.split("+")
    if not looks.styles.keys() >= set(wanted) or len(wanted) > len(looks.styles):
        abort(404)
    text = b"\n".join(looks.styles[name] for name in wanted)
    return _answer(text, "text/css", version)


@blueprint.get("/<version>/<name>.js")
def script(version: str, name: str) -> Response:
    """Return a script."""
    text = _looks().scripts.get(name)
    if text is None:
        abort(404)
    return _answer(text, "text/javascript", version)


def _answer(text: bytes, mimetype: str, version: str) -> Response:
    response = Response(text, mimetype=mimetype)
    if version == _looks().version:  # else a page of before an update asks
        response.headers["Cache-Control"] = _FOR_GOOD
    return response
