"""The head of a page, sent to a browser while its search is still being answered.

The style sheets of a page are known before its hits are. A browser that hears of them
at once has fetched and read them by the time the hits arrive, and paints 10 to 40 ms
earlier (``docs/benchmarks.md``). Scripts wait: they would only compete for the
processor. Programs and crawlers get the same bytes in one piece.

The status is sent before the head, so whatever decides it is checked first. An error
after that is explained in the page that has begun.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from flask import (
    Flask,
    Response,
    current_app,
    g,
    render_template,
    request,
    stream_template,
    stream_with_context,
)

from ..state.searching import the_index

__all__ = ["page", "register"]


def register(app: Flask) -> None:
    """Tell templates whether their head was already sent."""
    app.context_processor(lambda: {"opened": g.get("opened", False)})


def page(template: str, made: Callable[[], Mapping[str, Any]]) -> Response | str:
    """Return a page; its head is sent before ``made`` makes the rest.

    Args:
        template: a child of ``base.html`` with a block ``styles``, of names alone.
        made: makes what the template shows; it may take its time.

    Raises:
        EngineError: if there is no index, or it cannot be read.
    """
    if not _is_navigation():
        return render_template(template, **made())
    the_index()  # an index that cannot be read is told by the status

    def parts() -> Iterator[str]:
        yield _opening(template)
        g.opened = True
        try:
            yield from _up_to_what_matters(stream_template(template, **made()))
        except Exception as error:  # the status is gone: its page has to say it
            yield _explained(error)

    return Response(stream_with_context(parts()), mimetype="text/html")


def _is_navigation() -> bool:
    """Whether a browser asks, to show the answer as it comes."""
    return request.method == "GET" and (
        request.headers.get("Sec-Fetch-Mode") == "navigate"
    )


def _up_to_what_matters(pieces: Iterator[str]) -> Iterator[str]:
    """Join the pieces of a page to two: all to the end of ``<main>``, and the rest."""
    waiting = []
    for piece in pieces:
        before, end, after = piece.partition("</main>")
        waiting += [before, end]
        if end:
            yield "".join(waiting)
            waiting.clear()
        waiting.append(after)
    yield "".join(waiting)


def _opening(template: str) -> str:
    """The opening, with the style sheets the template's block names."""
    found = current_app.jinja_env.get_template(template)
    sheets = "".join(found.blocks["styles"](found.new_context()))
    return render_template("_opening.html", sheets=sheets)


def _explained(error: Exception) -> str:
    try:
        answer = current_app.handle_user_exception(error)
    except Exception as unforeseen:
        answer = current_app.handle_exception(unforeseen)
    return current_app.make_response(answer).get_data(as_text=True)
