"""A file sent while it is written: nothing is held but the piece under way.

What goes wrong before the first piece is an error page like any other. What goes
wrong after it breaks the connection off, so that half a file is never taken for a
whole one. A client that goes away closes the pieces, and the search ends.
"""

from __future__ import annotations

import re
import time
import unicodedata
from collections.abc import Generator, Iterable, Iterator
from contextlib import AbstractContextManager, nullcontext
from datetime import date
from itertools import chain
from math import inf
from typing import Final
from urllib.parse import quote

from flask import Response, request

from search.model.article import Article

from .about import About
from .format import Exported, Format
from .plain import one_line

__all__ = ["file_name", "kept", "sent", "with_addresses"]

_PIECE: Final = 32 * 1024
"""Characters sent at a time, about; a row on its own would cost more to send."""

_LONGEST_NAME: Final = 60


def sent(
    format: Format,
    about: About,
    articles: Iterable[Exported],
    name: str,
    turn: AbstractContextManager[float] | None = None,
) -> Response:
    """Return the response that sends articles in a format, as a file of this name.

    Args:
        turn: held from now on until the last piece is sent or the client has gone;
            it tells the time of :func:`time.monotonic` at which it is over.
    """
    texts = format.write(about, _counted(about, articles))
    pieces = _within(turn or nullcontext(inf), _encoded(texts))
    first = next(pieces)
    response = kept("", format, name)
    response.response = chain([first], pieces)
    response.call_on_close(pieces.close)
    del response.content_length
    if request.method == "HEAD":  # nobody will take the pieces
        response.close()
    return response


def kept(text: str, format: Format, name: str) -> Response:
    """Return the response that gives a browser a file to keep."""
    response = Response(
        text.encode("utf-8", "replace"),
        content_type=f"{format.mimetype}; charset=utf-8",
    )
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    response.headers["Content-Disposition"] = (
        f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(name)}"
    )
    response.headers["Cache-Control"] = "no-store"
    response.headers["X-Robots-Tag"] = "noindex"
    return response


def with_addresses(articles: Iterable[Article], base: str) -> Iterator[Exported]:
    """Pair each article with its address, which is its id after ``base``."""
    for article in articles:
        yield article, base + article.id


def file_name(asked: str, day: date, kind: str) -> str:
    """Return ``dateline-climate-accord-2025-11-21.csv``: letters, digits and hyphens.

    Nothing of the query can be a path, a second ending or a device's name.
    """
    plain = unicodedata.normalize("NFC", one_line(asked)).casefold()
    words = "-".join(re.findall(r"[^\W_]+", plain))[:_LONGEST_NAME].strip("-")
    parts = filter(None, ("dateline", words, day.isoformat()))
    return f"{'-'.join(parts)}.{kind}"


def _counted(about: About, articles: Iterable[Exported]) -> Iterator[Exported]:
    for article in articles:
        yield article
        about.articles += 1


def _within(
    turn: AbstractContextManager[float], pieces: Iterator[bytes]
) -> Generator[bytes, None, None]:
    with turn as end:
        for piece in pieces:
            yield piece
            if time.monotonic() > end:
                raise TimeoutError("an export took longer than the setting allows")


def _encoded(pieces: Iterable[str]) -> Iterator[bytes]:
    """Pieces of a fit size; a lone surrogate, which no file can hold, becomes "?"."""
    waiting: list[str] = []
    size = 0
    for piece in pieces:
        waiting.append(piece)
        size += len(piece)
        if size >= _PIECE:
            yield "".join(waiting).encode("utf-8", "replace")
            waiting, size = [], 0
    yield "".join(waiting).encode("utf-8", "replace")
