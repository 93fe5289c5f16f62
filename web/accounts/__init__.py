"""Who asks, and what they may: people, sessions, tokens; and none of it by default."""

from __future__ import annotations

from .attached import Accounts, attach_accounts, the_accounts
from .guard import register, whom
from .identity import Identity, name_of_other, owner_id, the_identity
from .views import blueprint

__all__ = [
    "Accounts",
    "Identity",
    "attach_accounts",
    "blueprint",
    "name_of_other",
    "owner_id",
    "register",
    "the_accounts",
    "the_identity",
    "whom",
]
