"""How much a process that reads what strangers wrote may take."""

from __future__ import annotations

from contextlib import suppress
from typing import Final

__all__ = ["MEMORY", "SECONDS", "bound_memory"]

MEMORY: Final = 2**30
"""Bytes of memory a process may take that cuts or parses sources."""

SECONDS: Final = 60.0
"""How long such a process may work on one record before it is given up."""


def bound_memory(size: int) -> None:
    """Let this process have no more than ``size`` bytes of memory.

    What asks for more gets a ``MemoryError``. Systems that know no such limit are
    left as they are.
    """
    with suppress(ImportError, ValueError, OSError):
        import resource

        _, most = resource.getrlimit(resource.RLIMIT_AS)
        size = size if most == resource.RLIM_INFINITY else min(size, most)
        resource.setrlimit(resource.RLIMIT_AS, (size, most))
