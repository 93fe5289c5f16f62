"""Errors of tantivy as errors of this program."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from ...errors import EngineUnavailable, StorageError
from ...storage import engine_failure
from ..url import EngineUrl

__all__ = ["native_errors"]


@contextmanager
def native_errors(url: str) -> Iterator[None]:
    """Turn what tantivy raises, its panics included, into our errors."""
    try:
        yield
    except (ValueError, OSError, RuntimeError) as error:
        if "LockBusy" in str(error):
            raise EngineUnavailable.locked(url) from error
        raise engine_failure(url, error, EngineUrl.of(url).folder) from error
    except BaseException as error:
        # pyo3 panics derive from BaseException so that nobody catches them by
        # accident; one bad request must not end the server.
        if type(error).__name__ != "PanicException":
            raise
        failure = engine_failure(url, error, EngineUrl.of(url).folder)
        if isinstance(failure, StorageError):
            raise failure from error
        raise EngineUnavailable(url, f"the search engine failed: {error}") from error
