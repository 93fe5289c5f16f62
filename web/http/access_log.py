"""One line of the log for each request, and an id that every line of it carries.

What people search for is nobody's business: the query of an address is logged only
where more is asked for (``--verbose``).
"""

from __future__ import annotations

import logging
import secrets
import time
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any, Final, cast

from flask import request

from search.settings.log import REQUEST_ID, log_fields

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

__all__ = ["AccessLog", "request_id"]

_log = logging.getLogger(__name__)

_KEY: Final = "dateline.request_id"


def request_id() -> str:
    """Return the id of the current request."""
    return str(request.environ.get(_KEY, ""))


class AccessLog:
    """An application whose requests are logged when they are answered."""

    def __init__(self, app: WSGIApplication) -> None:
        self._app = app

    def __call__(
        self, environ: WSGIEnvironment, start_response: StartResponse
    ) -> Iterable[bytes]:
        """Answer a request; the response says its id too."""
        entry = _Entry(environ)

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

    def __init__(self, environ: WSGIEnvironment) -> None:
        self.id = environ[_KEY] = secrets.token_hex(4)
        self.status = 500
        self._environ = environ
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
        query = environ.get("QUERY_STRING", "")
        if query and _log.isEnabledFor(logging.DEBUG):
            path += f"?{query}"
        milliseconds = round((time.perf_counter() - self._started) * 1000, 1)
        method, address = environ.get("REQUEST_METHOD"), environ.get("REMOTE_ADDR", "")
        _log.info(
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
