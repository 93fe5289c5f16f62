"""Libraries that only some formats need, and that need not be there."""

from __future__ import annotations

from importlib import import_module
from types import ModuleType

from ..errors import UnreadableSource

__all__ = ["library"]


def library(name: str, extra: str) -> ModuleType:
    """Return a library that one of the package's extras installs.

    Raises:
        UnreadableSource: if it is not installed; says how to install it.
    """
    try:
        return import_module(name)
    except ImportError:
        raise UnreadableSource(
            f"reading it needs {name.partition('.')[0]}: "
            f"pip install 'dateline[{extra}]', then index it again"
        ) from None
