"""The log of the command line."""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import Final

from search.settings import table
from search.settings.log import start_log
from search.settings.values import Configuration

__all__ = ["begin_log"]

_TELLING: Final = ("serve",)
"""Commands whose log is what one wants to see of them."""


def begin_log(configuration: Configuration, command: str) -> Callable[[], None]:
    """Begin the log of a command; return what ends it.

    On standard error a command logs warnings; into a file it also logs what it
    does, as ``serve`` and ``--verbose`` do everywhere.

    Raises:
        ConfigError: if the log file cannot be written.
    """
    file = configuration[table.LOG_FILE]
    if configuration[table.VERBOSE]:
        level = logging.DEBUG
    elif file is not None or command in _TELLING:
        level = logging.INFO
    else:
        level = logging.WARNING
    return start_log(level, file=file, as_json=configuration[table.LOG_JSON])
