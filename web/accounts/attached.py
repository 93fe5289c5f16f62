"""What the application knows of accounts, for whoever answers a request."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Final, cast

from flask import Flask, current_app

from .attempts import Attempts
from .collections import Collections
from .database import AccountsDatabase
from .people import People
from .sessions import Sessions
from .tokens import Tokens

__all__ = ["Accounts", "attach_accounts", "the_accounts"]

_EXTENSION: Final = "dateline-accounts"


@dataclass(frozen=True, slots=True)
class Accounts:
    """The accounts of a data folder.

    Attributes:
        database: the file they are in.
        identity_header: the header in which a trusted proxy says who asks; "" if none.
    """

    database: AccountsDatabase
    identity_header: str = ""

    @property
    def people(self) -> People:
        """Those who have an account."""
        return People(self.database)

    @property
    def sessions(self) -> Sessions:
        """Those who have signed in."""
        return Sessions(self.database)

    @property
    def tokens(self) -> Tokens:
        """What programs show."""
        return Tokens(self.database)

    @property
    def collections(self) -> Collections:
        """Articles that some people alone may see."""
        return Collections(self.database)

    @property
    def attempts(self) -> Attempts:
        """Wrong attempts to sign in."""
        return Attempts(self.database)


def attach_accounts(
    app: Flask, data: Path, *, wanted: bool, identity_header: str = ""
) -> Accounts | None:
    """Give an application its accounts, or none if people need not sign in.

    Raises:
        AccountsUnreadable: if the file cannot be made.
    """
    found = None
    if wanted:
        database = AccountsDatabase(data)
        found = Accounts(database, identity_header)
        if not database.exists():
            with database.writing():
                pass  # without a file nobody could be let in, nor told why
    app.extensions[_EXTENSION] = found
    return found


def the_accounts(app: Flask | None = None) -> Accounts | None:
    """Return the accounts of an application, the current one's by default, if any."""
    return cast("Accounts | None", (app or current_app).extensions[_EXTENSION])
