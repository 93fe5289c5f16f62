"""What is kept of a password, and how one is checked.

Passwords go through scrypt, which costs time and memory for each guess: N = 2^15,
r = 8, p = 3, one of the settings that OWASP gives as equal. Werkzeug does that with the
standard library, so accounts need no package that Dateline does not have already.
"""

from __future__ import annotations

import threading
from functools import cache
from typing import Final

from werkzeug.security import check_password_hash, generate_password_hash

from search.errors import AccountError

__all__ = [
    "LONGEST",
    "SHORTEST",
    "BadPassword",
    "Busy",
    "hash_password",
    "is_password",
    "needs_new_hash",
]

SHORTEST: Final = 10
"""Characters of a password; every further rule makes people write them down."""

LONGEST: Final = 500

METHOD = "scrypt:32768:8:3"
"""How they are kept; a test may choose a way that takes no time."""

_AT_A_TIME: Final = threading.BoundedSemaphore(2)
"""Each check takes 32 MB and a tenth of a second or two of a core."""

_WAIT_SECONDS: Final = 3.0


class BadPassword(AccountError):
    """A password that nobody may have."""


class Busy(AccountError):
    """Too many passwords are being checked just now."""


def hash_password(password: str, name: str) -> str:
    """Return what is kept of a new password.

    Args:
        name: of whom it is to be.

    Raises:
        BadPassword: if it is too short, too long or the name.
    """
    if len(password) < SHORTEST:
        raise BadPassword(f"a password has at least {SHORTEST} characters")
    if len(password) > LONGEST:
        raise BadPassword(f"a password has at most {LONGEST} characters")
    if name and name.casefold() in (password.casefold(), password.casefold()[::-1]):
        raise BadPassword("a password is not the name of whom it belongs to")
    return generate_password_hash(password, method=METHOD)


def is_password(kept: str | None, password: str) -> bool:
    """Tell whether a password is the one of which this was kept.

    It takes as long where nothing was kept, so that nobody learns who has an account.

    Raises:
        Busy: if others are being checked and it took too long to wait for them.
    """
    if not _AT_A_TIME.acquire(timeout=_WAIT_SECONDS):
        raise Busy("too many people are signing in")
    try:
        right = check_password_hash(kept or _nobodys(), password[: LONGEST + 1])
    finally:
        _AT_A_TIME.release()
    return right and bool(kept)


def needs_new_hash(kept: str) -> bool:
    """Tell whether what is kept was made with other settings than today's."""
    return not kept.startswith(f"{METHOD}$")


def _nobodys() -> str:
    return _hash_of_nobody(METHOD)


@cache
def _hash_of_nobody(method: str) -> str:
    return generate_password_hash("nobody has this one", method=method)
