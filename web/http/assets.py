"""Style sheets, scripts and pictures, under addresses that change when they do.

A page asks for one style sheet and one script, each joined from the files it names;
separate files are painted later (``docs/benchmarks.md``). The address holds a hash of
all these files, so a browser keeps them for good and asks for nothing on the next page.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, partial
from pathlib import Path
from typing import Final

from flask import Blueprint, Flask, Response, abort, url_for

__all__ = ["blueprint", "image_href", "register"]

blueprint = Blueprint("assets", __name__, url_prefix="/assets")

_STATIC: Final = Path(__file__).parent.parent / "static"
_FOR_GOOD: Final = "public, max-age=31536000, immutable"
_BASE_STYLES: Final = ("dateline", "suggest")
_BASE_SCRIPTS: Final = ("suggest", "keys")
"""What every page needs, before its own."""

_IMPORT: Final = re.compile(r'^import .* from "\./(\w+)\.js";\n', re.MULTILINE)
_EXPORT: Final = re.compile(r"^export ", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class _Assets:
    """All files by their names, and what changes when one of them does."""

    styles: Mapping[str, str]
    scripts: Mapping[str, str]
    images: Mapping[str, str]
    version: str


def register(app: Flask) -> None:
    """Give templates the addresses: ``styles("search charts")``, ``scripts("map")``."""
    app.jinja_env.globals.update(
        styles=partial(_href, "assets.styles", _BASE_STYLES),
        scripts=partial(_href, "assets.scripts", _BASE_SCRIPTS),
    )


@cache
def _assets() -> _Assets:
    styles, scripts, images = (
        {path.stem: path.read_text("utf-8") for path in sorted(_STATIC.glob(pattern))}
        for pattern in ("*.css", "script/*.js", "*.svg")
    )
    seen = hashlib.blake2b(digest_size=6)
    for text in (*styles.values(), *scripts.values(), *images.values()):
        seen.update(text.encode() + b"\0")
    return _Assets(styles, scripts, images, seen.hexdigest())


def _href(endpoint: str, base: tuple[str, ...], names: str) -> str:
    joined = "+".join((*base, *names.split()))
    return url_for(endpoint, version=_assets().version, names=joined)


@blueprint.get("/<version>/<names>.css")
def styles(version: str, names: str) -> Response:
    """Return style sheets, joined in the order they are named in."""
    texts = _named(_assets().styles, names)
    return _answer("\n".join(texts), "text/css", version)


@blueprint.get("/<version>/<names>.js")
def scripts(version: str, names: str) -> Response:
    """Return scripts as one module, what they import once before them.

    Each has its own names, and what fails in one stops none of the others.
    """
    texts = _named(_assets().scripts, names)
    imported = dict.fromkeys(name for text in texts for name in _IMPORT.findall(text))
    shared = [_EXPORT.sub("", _assets().scripts[name]) for name in imported]
    own = (
        f"try {{\n{_IMPORT.sub('', text)}}} catch (error) {{ reportError(error); }}\n"
        for text in texts
    )
    return _answer("\n".join((*shared, *own)), "text/javascript", version)


@blueprint.get("/<version>/<name>.svg")
def images(version: str, name: str) -> Response:
    """Return a picture, which pages may take parts of."""
    (text,) = _named(_assets().images, name)
    return _answer(text, "image/svg+xml", version)


def image_href(name: str) -> str:
    """Return the address of a picture."""
    return url_for("assets.images", version=_assets().version, name=name)


def _named(texts: Mapping[str, str], names: str) -> list[str]:
    """The texts with these names; each is asked for once."""
    wanted = names.split("+")
    if len(set(wanted)) < len(wanted) or not texts.keys() >= set(wanted):
        abort(404)
    return [texts[name] for name in wanted]


def _answer(text: str, mimetype: str, version: str) -> Response:
    response = Response(text, mimetype=mimetype)
    if version == _assets().version:  # else a page of before an update asks
        response.headers["Cache-Control"] = _FOR_GOOD
    return response
