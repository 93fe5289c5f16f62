"""One line of the log for each request, and an id that every line of it carries.

What people search for is nobody's business: the query of an address is logged only
where more is asked for (``--verbose``). So are the requests of programs that watch the
server, which would be most of the log. The secret in a feed's address is never logged.
"""

from __future__ import annotations

import logging
import re
import secrets
import time
from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING, Any, Final, cast

from flask import request

from search.settings.log import REQUEST_ID, log_fields

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

__all__ = ["AccessLog", "Counted", "request_id"]

Counted = Callable[["WSGIEnvironment", int, float], None]
"""Is told of a request that was answered: its environment, status and seconds."""

_log = logging.getLogger(__name__)

_KEY: Final = "dateline.request_id"

_SECRET: Final = re.compile(r"(?<=/alerts/)[^/]+(?=\.atom$)")
"""The part of an address that lets in whoever knows it."""


def request_id() -> str:
    """Return the id of the current request."""
    return str(request.environ.get(_KEY, ""))


class AccessLog:
    """An application whose requests are logged when they are answered.

    Args:
        quiet: paths whose requests are logged only where more is asked for.
        counted: told of each request.
    """

    def __init__(
        self,
        app: WSGIApplication,
        quiet: Iterable[str] = (),
        counted: Counted | None = None,
    ) -> None:
        self._app = app
        self._quiet = frozenset(quiet)
        self._counted = counted

    def __call__(
        self, environ: WSGIEnvironment, start_response: StartResponse
    ) -> Iterable[bytes]:
        """Answer a request; the response says its id too."""
        quiet = environ.get("PATH_INFO", "") in self._quiet
        entry = _Entry(environ, quiet, self._counted)

        def begin(status: str, headers: list[tuple[str, str]], *failed: Any) -> Any:
            entry.status = int(status[:3])
            return start_response(
                status, [*headers, ("X-Request-Id", entry.id)], *failed
            )

        try:
            body: Iterable[bytes] = self._app(environ, begin)
        except BaseException:
            entry.end()
            raise
        if isinstance(body, environ.get("wsgi.file_wrapper", _Answer)):
            entry.end()  # the server sends such a file by itself
            return cast("Iterable[bytes]", body)
        return _Answer(body, entry)


class _Entry:
    """What is known of a request that is being answered."""

    def __init__(
        self,
        environ: WSGIEnvironment,
        quiet: bool,
        counted: Counted | None,
    ) -> None:
        self.id = environ[_KEY] = secrets.token_hex(4)
        self.status = 500
        self._environ = environ
        self._level = logging.DEBUG if quiet else logging.INFO
        self._counted = counted
        self._started = time.perf_counter()
        self._ended = False
        REQUEST_ID.set(self.id)

    def end(self) -> None:
        """Log it, once."""
        if self._ended:
            return
        self._ended = True
        environ = self._environ
        path = environ.get("SCRIPT_NAME", "") + environ.get("PATH_INFO", "")
        path = _SECRET.sub("…", path)
        query = environ.get("QUERY_STRING", "")
        if query and _log.isEnabledFor(logging.DEBUG):
            path += f"?{query}"
        seconds = time.perf_counter() - self._started
        milliseconds = round(seconds * 1000, 1)
        method, address = environ.get("REQUEST_METHOD"), environ.get("REMOTE_ADDR", "")
        if self._counted is not None:
            self._counted(environ, self.status, seconds)
        _log.log(
            self._level,
            "%s %s",
            method,
            path,
            extra=log_fields(status=self.status, ms=milliseconds, address=address),
        )
        REQUEST_ID.set("")


class _Answer:
    """The pieces of an answer; the end of them is the end of the request."""

    def __init__(self, pieces: Iterable[bytes], entry: _Entry) -> None:
        self._pieces = pieces
        self._entry = entry

    def __iter__(self) -> Iterator[bytes]:
        try:
            yield from self._pieces
        except Exception:
            _log.exception("the answer was broken off")
            raise

    def close(self) -> None:
        """Free what the answer holds, and log the request."""
        try:
            if close := getattr(self._pieces, "close", None):
                close()
        finally:
            self._entry.end()
