"""What whoosh raises, as errors of this program."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from whoosh.index import LockError

from ...errors import DatelineError, EngineUnavailable
from ...storage import engine_failure
from ..url import EngineUrl

__all__ = ["native_errors"]


@contextmanager
def native_errors(url: str) -> Iterator[None]:
    """Turn what whoosh raises into our errors."""
    try:
        yield
    except LockError as error:
        raise EngineUnavailable.locked(url) from error
    except DatelineError:
        raise
    except Exception as error:
        # On damaged files whoosh raises whatever comes up, unpickling included.
        raise engine_failure(url, error, EngineUrl.of(url).folder) from error
