"""What an answer of the API carries besides its body: tags, and where it goes on."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping
from functools import cache, wraps
from importlib.metadata import PackageNotFoundError, version
from typing import Any, ParamSpec
from urllib.parse import quote, urlencode

from flask import Response, request

from search.plan import basis_of

from ..state.searching import the_index

__all__ = ["answer", "as_json", "of_index", "program_version", "with_next"]

_P = ParamSpec("_P")


@cache
def program_version() -> str:
    """Return this program's version; "0" where it is not installed."""
    try:
        return version("dateline")
    except PackageNotFoundError:
        return "0"


def as_json(body: Mapping[str, Any]) -> Response:
    """Return a body as JSON, its keys in their order."""
    text = json.dumps(body, ensure_ascii=False, separators=(",", ":")) + "\n"
    return Response(text.encode(errors="replace"), mimetype="application/json")


def answer(body: Mapping[str, Any]) -> Response:
    """Return a body as JSON, tagged by what it says."""
    response = as_json(body)
    response.set_etag(_digest(response.get_data(as_text=True)))
    response.cache_control.no_cache = True
    response.make_conditional(request)
    return response


def of_index(view: Callable[_P, Response]) -> Callable[_P, Response]:
    """Tag a view's answers by what they are made from.

    Whoever has the answer to the same address, made from the same, is told so without
    a search.
    """

    @wraps(view)
    def answered(*args: _P.args, **kwargs: _P.kwargs) -> Response:
        basis = basis_of(the_index())
        tag = _digest(program_version(), basis, request.full_path)
        if request.if_none_match.contains_weak(tag):
            response = Response(status=304)
        else:
            response = view(*args, **kwargs)
        response.set_etag(tag, weak=True)
        response.cache_control.no_cache = True
        return response

    return answered


def with_next(response: Response, cursor: str | None) -> Response:
    """Add the address of the next page as a link (RFC 8288), if there is one."""
    if cursor is not None:
        kept = [(k, v) for k, v in request.args.items(multi=True) if k != "cursor"]
        query = urlencode([*kept, ("cursor", cursor)], errors="replace")
        path = quote(f"{request.root_path}{request.path}", errors="replace")
        response.headers["Link"] = f'<{path}?{query}>; rel="next"'
    return response


def _digest(*parts: object) -> str:
    text = "\n".join(map(str, parts))
    return hashlib.blake2b(text.encode(errors="replace"), digest_size=10).hexdigest()
